package org.attune.standalone.verify;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.protocol.decision.DecisionFacts;
import org.attune.protocol.decision.OnlineAnswer;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.decision.UnavailableReason;
import org.attune.protocol.model.DecisionPoint;
import org.attune.standalone.effects.PackageTable;

/**
 * The prompts of a package and their answers, beside the decisions made at them: one for each
 * prompt that was not cancelled, of the reason that became of it, by the answers given.
 */
final class DecidedPrompts {
  private static final TreeSet<String> UNDECIDED = new TreeSet<>(List.of("cancelled", "pending"));
  private static final List<UnavailableReason> OF_THE_STUDY =
      List.of(UnavailableReason.PAUSED, UnavailableReason.STUDY_CLOSED);

  private final Map<Integer, List<Policy>> policies;
  private final TreeMap<String, NamedCsvRecord> prompts = new TreeMap<>();
  private final Map<String, Map<String, String>> answers = new HashMap<>();
  private final Map<String, RecordedDecision> decisions = new HashMap<>();
  private final Map<String, List<RecordedDecision>> drawnBy = new HashMap<>();

  private DecidedPrompts(Path directory, Map<Integer, List<Policy>> policies) {
    this.policies = policies;
    for (var row : PackageTable.rows(directory, "prompts")) {
      prompts.put(field(row, "prompt_id"), row);
    }
    for (var row : PackageTable.rows(directory, "ema_items")) {
      var value = field(row, "value_num");
      answers
          .computeIfAbsent(field(row, "prompt_id"), _ -> new HashMap<>())
          .put(
              field(row, "item_code"),
              value.isEmpty()
                  ? field(row, "value_text")
                  : new BigDecimal(value).stripTrailingZeros().toPlainString());
    }
  }

  /**
   * @param policies by protocol version
   */
  static DecidedPrompts read(Path directory, Map<Integer, List<Policy>> policies) {
    return new DecidedPrompts(directory, policies);
  }

  /** Takes up a decision; a sentence if its prompt has it already, or has none to have. */
  Optional<String> add(RecordedDecision recorded) {
    var prompt = prompts.get(recorded.prompt());
    if (prompt == null)
      return Optional.of("The package has no prompt %s.".formatted(recorded.prompt()));
    if (field(prompt, "prompt_status").equals("cancelled")) {
      return Optional.of("Its prompt %s was cancelled.".formatted(recorded.prompt()));
    }
    if (recorded.option().isPresent()) {
      drawnBy.computeIfAbsent(person(recorded), _ -> new ArrayList<>()).add(recorded);
    }
    var before = decisions.put(recorded.prompt() + "/" + recorded.point(), recorded);
    return before == null
        ? Optional.empty()
        : Optional.of(
            "Its prompt %s has another decision of '%s': %s."
                .formatted(recorded.prompt(), recorded.point(), before.decision()));
  }

  private static String person(RecordedDecision recorded) {
    return recorded.participant() + "/" + recorded.point();
  }

  /** The first prompt that lacks a decision, in a sentence; empty if none does. */
  Optional<String> missing() {
    for (var prompt : prompts.entrySet()) {
      if (UNDECIDED.contains(field(prompt.getValue(), "prompt_status"))) continue;
      for (var policy : at(prompt.getValue())) {
        if (decisions.containsKey(prompt.getKey() + "/" + policy.point())) continue;
        return Optional.of(
            "Prompt %s has no decision of '%s'.".formatted(prompt.getKey(), policy.point()));
      }
    }
    return Optional.empty();
  }

  private List<Policy> at(NamedCsvRecord prompt) {
    int version = Integer.parseInt(field(prompt, "protocol_version"));
    var schedule = field(prompt, "schedule_id");
    return policies.getOrDefault(version, List.of()).stream()
        .filter(policy -> policy.text().at().replaceFirst("^ema\\.", "").equals(schedule))
        .toList();
  }

  /** What became of the prompt or was answered that the decision does not fit; empty if it does. */
  Optional<String> difference(RecordedDecision recorded, Policy policy) {
    var prompt = prompts.get(recorded.prompt());
    if (prompt == null) return Optional.empty(); // said already
    return reason(recorded, prompt).or(() -> inputs(recorded, policy, prompt));
  }

  private static Optional<String> reason(RecordedDecision recorded, NamedCsvRecord prompt) {
    var said = recorded.reason();
    if (said.filter(OF_THE_STUDY::contains).isPresent()) return Optional.empty();
    var expected = expected(prompt);
    boolean byCondition =
        said.isEmpty()
            || said.get() == UnavailableReason.CONDITION_FALSE
            || said.get() == UnavailableReason.CONDITION_UNKNOWN;
    if (expected.isEmpty() ? byCondition : said.equals(expected)) return Optional.empty();
    if (isOnTheBorder(prompt)) return Optional.empty();
    return Optional.of(
        "Its prompt came to %s, but the decision says %s."
            .formatted(
                expected.map(Enum::name).orElse("an answer of somebody who was there"),
                said.map(Enum::name).orElse("available")));
  }

  /** Why nobody was there, by what became of the prompt; empty if somebody was. */
  private static Optional<UnavailableReason> expected(NamedCsvRecord prompt) {
    return switch (field(prompt, "prompt_status")) {
      case "answered" -> answered(prompt);
      case "declined" -> Optional.of(UnavailableReason.DECLINED);
      case "failed" -> Optional.of(UnavailableReason.NOT_DELIVERED);
      default -> Optional.of(UnavailableReason.NOT_ANSWERED);
    };
  }

  private static Optional<UnavailableReason> answered(NamedCsvRecord prompt) {
    if (!field(prompt, "arrival").equals("in_time")) {
      return Optional.of(UnavailableReason.NOT_ANSWERED);
    }
    var completed = Instant.parse(field(prompt, "completed_at_utc"));
    var received = Instant.parse(field(prompt, "received_at_utc"));
    return OnlineAnswer.is(completed, received)
        ? Optional.empty()
        : Optional.of(UnavailableReason.ARRIVED_LATE);
  }

  /** Exported times are cut to milliseconds: by one of them an answer may seem to be in time. */
  private static boolean isOnTheBorder(NamedCsvRecord prompt) {
    if (field(prompt, "completed_at_utc").isEmpty()) return false;
    var completed = Instant.parse(field(prompt, "completed_at_utc"));
    var received = Instant.parse(field(prompt, "received_at_utc"));
    var border = Duration.between(completed, received).minus(OnlineAnswer.ONLINE_WITHIN);
    return border.abs().compareTo(Duration.ofMillis(1)) <= 0;
  }

  private Optional<String> inputs(RecordedDecision recorded, Policy policy, NamedCsvRecord prompt) {
    var root = policy.text().proximal().item();
    var questionnaire = root.substring(0, root.indexOf('.'));
    for (var input : recorded.inputs()) {
      var expected =
          input.name().startsWith(DecisionFacts.ANSWER)
              ? answer(recorded, questionnaire, input.name())
              : input.name().equals(DecisionFacts.INDEX)
                  ? field(prompt, "beep")
                  : today(recorded, prompt, input.name());
      var said = input.value().orElse("");
      if (said.equals(expected)) continue;
      return Optional.of(
          "Its input %s is '%s', but by the other tables '%s'."
              .formatted(input.name(), said, expected));
    }
    return Optional.empty();
  }

  private String answer(RecordedDecision recorded, String questionnaire, String name) {
    var item = name.substring(DecisionFacts.ANSWER.length());
    var given = answers.getOrDefault(recorded.prompt(), Map.of());
    var ofLibrary = questionnaire + "_" + item.replaceFirst("^i(?=[0-9]+$)", "");
    return given.getOrDefault(questionnaire + "_" + item, given.getOrDefault(ofLibrary, ""));
  }

  /** A fact of what was drawn at earlier prompts of the same local day. */
  private String today(RecordedDecision recorded, NamedCsvRecord prompt, String name) {
    var drawn = new ArrayList<String>();
    for (var other : drawnBy.getOrDefault(person(recorded), List.of())) {
      var earlier = prompts.get(other.prompt());
      if (earlier == null || !isEarlier(earlier, prompt)) continue;
      other.option().ifPresent(drawn::add);
    }
    if (name.equals(DecisionFacts.GIVEN_TODAY)) {
      return Long.toString(
          drawn.stream().filter(option -> !option.equals(DecisionPoint.NONE)).count());
    }
    var has = DecisionFacts.TODAY.matcher(name);
    return Boolean.toString(has.matches() && drawn.contains(has.group(1)));
  }

  private static boolean isEarlier(NamedCsvRecord earlier, NamedCsvRecord prompt) {
    return field(earlier, "schedule_id").equals(field(prompt, "schedule_id"))
        && field(earlier, "study_day").equals(field(prompt, "study_day"))
        && field(earlier, "scheduled_at_utc").compareTo(field(prompt, "scheduled_at_utc")) < 0;
  }

  private static String field(NamedCsvRecord row, String name) {
    return row.findField(name).orElse("");
  }
}
