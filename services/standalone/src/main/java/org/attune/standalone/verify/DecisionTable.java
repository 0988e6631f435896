package org.attune.standalone.verify;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.protocol.decision.Chance;
import org.attune.protocol.decision.Input;
import org.attune.protocol.model.DecisionPoint;
import org.attune.standalone.effects.PackageTable;

/** The tables of decisions of a package, which must say the same as the record. */
final class DecisionTable {
  private final Map<String, NamedCsvRecord> byId = new HashMap<>();
  private final Map<String, TreeMap<String, BigDecimal>> options = new HashMap<>();
  private final Map<String, TreeMap<String, String>> inputs = new HashMap<>();
  private final int rows;

  private DecisionTable(Path directory) {
    var decisions = PackageTable.rows(directory, "decisions");
    rows = decisions.size();
    for (var row : decisions) byId.put(field(row, "decision_id"), row);
    for (var row : PackageTable.rows(directory, "decision_options")) {
      options
          .computeIfAbsent(field(row, "decision_id"), _ -> new TreeMap<>())
          .put(field(row, "option"), new BigDecimal(field(row, "probability")));
    }
    for (var row : PackageTable.rows(directory, "decision_inputs")) {
      inputs
          .computeIfAbsent(field(row, "decision_id"), _ -> new TreeMap<>())
          .put(field(row, "input"), field(row, "value"));
    }
  }

  static DecisionTable read(Path directory) {
    return new DecisionTable(directory);
  }

  int rows() {
    return rows;
  }

  /** What the row of a decision says otherwise; empty if it agrees. */
  Optional<String> difference(RecordedDecision recorded) {
    var row = byId.get(recorded.decision());
    if (row == null) return Optional.of("The table of decisions has no row of it.");
    return columns(recorded, row).or(() -> options(recorded)).or(() -> inputs(recorded));
  }

  private Optional<String> columns(RecordedDecision recorded, NamedCsvRecord row) {
    var option = recorded.option().orElse("");
    boolean active = !option.isEmpty() && !option.equals(DecisionPoint.NONE);
    var expected =
        List.of(
            List.of("participant_id", recorded.participant()),
            List.of("prompt_id", recorded.prompt()),
            List.of("point_id", recorded.point()),
            List.of("available", flag(recorded.available())),
            List.of("unavailable_reason", lower(recorded.reason())),
            List.of("randomised", flag(!option.isEmpty())),
            List.of("treatment", option.isEmpty() ? "" : flag(active)),
            List.of("action", option),
            List.of("fallback_cause", lower(recorded.fallback())),
            List.of("policy_version", recorded.policyVersion()),
            List.of("delivered", active ? flag(recorded.shown()) : ""),
            List.of("proximal_prompt_id", recorded.proximalPrompt().orElse("")));
    for (var pair : expected) {
      var said = field(row, pair.getFirst());
      if (!said.equals(pair.getLast())) return differs(pair.getFirst(), said, pair.getLast());
    }
    return numbers(recorded, row);
  }

  private static Optional<String> numbers(RecordedDecision recorded, NamedCsvRecord row) {
    if (recorded.draw().isEmpty()) return Optional.empty();
    var draw = BigDecimal.valueOf(recorded.draw().getAsDouble());
    var ofOption = probability(recorded, recorded.option().orElse(""));
    var ofAny = BigDecimal.ONE.subtract(probability(recorded, DecisionPoint.NONE));
    var expected =
        List.of(
            Map.entry("draw", draw),
            Map.entry("p_action", ofOption),
            Map.entry("p_treatment", ofAny));
    for (var pair : expected) {
      var said = field(row, pair.getKey());
      if (said.isEmpty() || new BigDecimal(said).compareTo(pair.getValue()) != 0) {
        return differs(pair.getKey(), said, pair.getValue().toPlainString());
      }
    }
    return Optional.empty();
  }

  private static BigDecimal probability(RecordedDecision recorded, String option) {
    return recorded.chances().stream()
        .filter(chance -> chance.option().equals(option))
        .map(Chance::probability)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private Optional<String> options(RecordedDecision recorded) {
    var said = options.getOrDefault(recorded.decision(), new TreeMap<>());
    for (var chance : recorded.chances()) {
      var probability = said.remove(chance.option());
      if (probability == null || probability.compareTo(chance.probability()) != 0) {
        return Optional.of(
            "The probability of '%s' is '%s' in the table of options, but %s in the record."
                .formatted(
                    chance.option(),
                    probability == null ? "" : probability.toPlainString(),
                    chance.probability().toPlainString()));
      }
    }
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of("The table of options has more than the record: %s.".formatted(said));
  }

  private Optional<String> inputs(RecordedDecision recorded) {
    var expected = new TreeMap<String, String>();
    for (Input input : recorded.inputs()) expected.put(input.name(), input.value().orElse(""));
    var said = inputs.getOrDefault(recorded.decision(), new TreeMap<>());
    return said.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "Its inputs are %s in the table, but %s in the record.".formatted(said, expected));
  }

  private static Optional<String> differs(String column, String said, String expected) {
    return Optional.of(
        "Its %s is '%s' in the table of decisions, but '%s' in the record."
            .formatted(column, said, expected));
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static String lower(Optional<? extends Enum<?>> value) {
    return value.map(constant -> constant.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  private static String field(NamedCsvRecord row, String name) {
    return row.findField(name).orElse("");
  }
}
