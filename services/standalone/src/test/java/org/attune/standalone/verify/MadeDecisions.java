package org.attune.standalone.verify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.platform.entropy.Digests;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.decision.Availability.Available;
import org.attune.protocol.decision.Availability.Unavailable;
import org.attune.protocol.decision.DecisionCommitment;
import org.attune.protocol.decision.DecisionFacts;
import org.attune.protocol.decision.DecisionId;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.Protocol;

/**
 * A package of docs/studies/soothing-mrt with the files that verifying its decisions reads: five
 * prompts a day of one person, the last of each day unanswered, made by the policy itself.
 */
final class MadeDecisions {
  static final int DAYS = 8;
  static final int PROMPTS = DAYS * 5;

  private static final String DATA = "data/study-soothing-mrt_description-%s_data.csv";
  private static final byte[] SEED = HexFormat.of().parseHex("5e".repeat(32));

  final JsonObject record = new JsonObject();
  final List<Map<String, String>> decisions = new ArrayList<>();
  final List<Map<String, String>> options = new ArrayList<>();
  final List<Map<String, String>> inputs = new ArrayList<>();
  final List<Map<String, String>> prompts = new ArrayList<>();
  final List<Map<String, String>> items = new ArrayList<>();

  static MadeDecisions make() {
    return new MadeDecisions();
  }

  private MadeDecisions() {
    var protocol = protocol();
    var policies = DecisionCommitment.policies(protocol);
    record
        .put("study", "soothing-mrt")
        .put("seed", HexFormat.of().formatHex(SEED))
        .put("policies", policies)
        .put("commitment", DecisionCommitment.of(SEED, policies))
        .put("protocolVersion", 1)
        .put(
            "versions",
            new JsonArray().add(new JsonObject().put("version", 1).put("policies", policies)))
        .put("decisions", new JsonArray());
    var policy = Policy.at(protocol, "daily").getFirst();
    for (int day = 1; day <= DAYS; day++) day(policy, day);
  }

  private static Protocol protocol() {
    var bundle = Bundle.read(Path.of("../../docs/studies/soothing-mrt"));
    return BundleReader.read(bundle).protocol().orElseThrow();
  }

  private void day(Policy policy, int day) {
    int given = 0;
    for (int index = 1; index <= 5; index++) {
      boolean answered = index < 5;
      prompt(day, index, answered);
      var facts = new HashMap<String, Object>();
      if (answered) {
        facts.put("answer.distress", 40 + (day * 7 + index * 13) % 50);
        facts.put("answer.kindness", (day * 11 + index * 29) % 100);
        facts.put("answer.busy", (day + index) % 4 == 0 ? 1 : 0);
        facts.put(DecisionFacts.GIVEN_TODAY, given);
        answers(day, index, facts);
      }
      if (decide(policy, day, index, answered, facts)) given++;
    }
  }

  private static String id(int day, int index) {
    return "%02d%d".formatted(day, index);
  }

  private void prompt(int day, int index, boolean answered) {
    var at =
        Instant.parse("2026-03-0%dT00:00:00.000Z".formatted(day))
            .plusSeconds(3_600L * (8 + 2 * index));
    var row = new LinkedHashMap<String, String>();
    row.put("participant_id", "p1");
    row.put("protocol_version", "1");
    row.put("prompt_id", "q" + id(day, index));
    row.put("schedule_id", "daily");
    row.put("study_day", Integer.toString(day));
    row.put("beep", Integer.toString(index));
    row.put("scheduled_at_utc", at.toString());
    row.put("completed_at_utc", answered ? at.plusSeconds(60).toString() : "");
    row.put("received_at_utc", answered ? at.plusSeconds(61).toString() : "");
    row.put("prompt_status", answered ? "answered" : "expired");
    row.put("arrival", answered ? "in_time" : "");
    prompts.add(row);
  }

  private void answers(int day, int index, Map<String, Object> facts) {
    for (var name : List.of("distress", "kindness", "busy")) {
      var row = new LinkedHashMap<String, String>();
      row.put("prompt_id", "q" + id(day, index));
      row.put("item_code", "momentary_" + name);
      row.put("value_num", String.valueOf(facts.get("answer." + name)));
      row.put("value_text", "");
      items.add(row);
    }
  }

  /** True if something was given. */
  private boolean decide(
      Policy policy, int day, int index, boolean answered, Map<String, Object> facts) {
    var raw = DecisionId.of(new UUID(day, index), "soothing");
    var decision =
        new JsonObject()
            .put("id", raw.toString())
            .put("decision", "m" + id(day, index))
            .put("participant", "p1")
            .put("prompt", "q" + id(day, index))
            .put("point", "soothing")
            .put("policyVersion", "1:" + policy.sha256());
    record.getJsonArray("decisions").add(decision);
    if (!answered) {
      decision.put("inputs", new JsonArray()).put("available", false).put("reason", "NOT_ANSWERED");
      row(decision, "", false);
      return false;
    }
    var used = policy.inputs(facts);
    var list = new JsonArray();
    for (var input : used) {
      list.add(new JsonObject().put("name", input.name()).put("value", input.value().orElse(null)));
      inputs.add(
          columns(
              "decision_id",
              "m" + id(day, index),
              "input",
              input.name(),
              "value",
              input.value().orElse("")));
    }
    decision.put("inputs", list);
    return switch (policy.availability(used)) {
      case Unavailable(var reason, var _) -> {
        decision.put("available", false).put("reason", reason.name());
        row(decision, "", false);
        yield false;
      }
      case Available somebody -> {
        var drawn = policy.draw(somebody, SEED, raw);
        var chances = new JsonArray();
        for (var chance : drawn.chances().of()) {
          chances.add(
              new JsonObject().put("option", chance.option()).put("probability", chance.nearest()));
          options.add(
              columns(
                  "decision_id",
                  "m" + id(day, index),
                  "option",
                  chance.option(),
                  "probability",
                  chance.probability().toPlainString()));
        }
        boolean active = !drawn.option().equals(DecisionPoint.NONE);
        decision
            .put("available", true)
            .put("chances", chances)
            .put("draw", drawn.draw())
            .put("option", drawn.option())
            .put("shown", active);
        row(decision, drawn.option(), active);
        yield active;
      }
    };
  }

  private void row(JsonObject decision, String option, boolean active) {
    var row = new LinkedHashMap<String, String>();
    row.put("decision_id", decision.getString("decision"));
    row.put("participant_id", "p1");
    row.put("prompt_id", decision.getString("prompt"));
    row.put("point_id", "soothing");
    row.put("available", decision.getBoolean("available") ? "1" : "0");
    row.put("unavailable_reason", decision.getString("reason", "").toLowerCase(Locale.ROOT));
    row.put("randomised", option.isEmpty() ? "0" : "1");
    row.put("treatment", option.isEmpty() ? "" : active ? "1" : "0");
    row.put("action", option);
    row.put("p_action", option.isEmpty() ? "" : probability(decision, option));
    row.put(
        "p_treatment",
        option.isEmpty()
            ? ""
            : BigDecimal.ONE.subtract(new BigDecimal(probability(decision, "none"))).toString());
    row.put(
        "draw",
        option.isEmpty() ? "" : BigDecimal.valueOf(decision.getDouble("draw")).toPlainString());
    row.put("fallback_cause", "");
    row.put("policy_version", decision.getString("policyVersion"));
    row.put("delivered", active ? "1" : "");
    row.put("proximal_prompt_id", "");
    decisions.add(row);
  }

  private static String probability(JsonObject decision, String option) {
    var chances = decision.getJsonArray("chances");
    for (int i = 0; i < chances.size(); i++) {
      var chance = chances.getJsonObject(i);
      if (chance.getString("option").equals(option)) {
        return BigDecimal.valueOf(chance.getDouble("probability")).toPlainString();
      }
    }
    throw new AssertionError("no option " + option);
  }

  private static Map<String, String> columns(String... pairs) {
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) row.put(pairs[i], pairs[i + 1]);
    return row;
  }

  JsonArray all() {
    return record.getJsonArray("decisions");
  }

  /** The first decision that drew that option. */
  JsonObject drawn(String option) {
    for (int i = 0; i < all().size(); i++) {
      if (option.equals(all().getJsonObject(i).getString("option"))) return all().getJsonObject(i);
    }
    throw new AssertionError("nobody drew " + option);
  }

  /** The first decision that is unavailable for that reason. */
  JsonObject unavailable(String reason) {
    for (int i = 0; i < all().size(); i++) {
      if (reason.equals(all().getJsonObject(i).getString("reason"))) return all().getJsonObject(i);
    }
    throw new AssertionError("nobody was " + reason);
  }

  Map<String, String> row(JsonObject decision) {
    return decisions.stream()
        .filter(row -> decision.getString("decision").equals(row.get("decision_id")))
        .findFirst()
        .orElseThrow();
  }

  /** Writes the package, its lists of hashes included. */
  Path write(Path directory) {
    try {
      Files.createDirectories(directory.resolve("data"));
      Files.createDirectories(directory.resolve("provenance"));
      Files.writeString(directory.resolve("datapackage.json"), "{}");
      Files.writeString(directory.resolve("provenance/decisions.json"), record.encode());
      var files = new TreeMap<String, List<Map<String, String>>>();
      files.put("decisions", decisions);
      files.put("decision_options", options);
      files.put("decision_inputs", inputs);
      files.put("prompts", prompts);
      files.put("ema_items", items);
      var lines = new StringBuilder();
      for (var file : files.entrySet()) {
        var name = DATA.formatted(file.getKey());
        Files.writeString(directory.resolve(name), csv(file.getValue()));
        lines.append(hash(directory, name));
      }
      Files.writeString(directory.resolve("checksums.sha256"), lines);
      Files.writeString(
          directory.resolve("provenance/files.sha256"),
          hash(directory, "provenance/decisions.json"));
      return directory;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String hash(Path directory, String file) throws IOException {
    var bytes = Files.readAllBytes(directory.resolve(file));
    return HexFormat.of().formatHex(Digests.sha256(bytes)) + "  " + file + "\n";
  }

  private static String csv(List<Map<String, String>> rows) {
    var text = new StringBuilder(String.join(",", rows.getFirst().keySet())).append('\n');
    for (var row : rows) text.append(String.join(",", row.values())).append('\n');
    return text.toString();
  }
}
