package org.attune.protocol.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;

/**
 * What a device says of one item: one of a number, a text and a reason why there is neither. The
 * same for screener, assessment and prompt.
 *
 * @param number of a single, slider or number item; whole
 * @param text of a text item; of a multiple item its codes, ascending, as in {@code 1;3}
 * @param missingReason one of {@link #REASONS}
 */
public record GivenAnswer(
    Optional<Double> number, Optional<String> text, Optional<String> missingReason) {
  /** Characters of a text. */
  public static final int TEXT_CHARS_MAX = 4_000;

  /** Reasons that a device may give; the others of the data dictionary are ours to find. */
  public static final Set<String> REASONS =
      Set.of("skipped", "not_applicable", "not_reached", "declined", "unknown");

  private static final String BETWEEN_CODES = ";";
  private static final String CODES = "-?\\d{1,9}(;-?\\d{1,9})*";

  /**
   * What does not fit.
   *
   * @param part {@code .number}, {@code .text} or {@code .missingReason}; empty: the answer itself
   * @param detail one sentence that says what would fit
   */
  public record Misfit(String part, String detail) {}

  /** What does not fit the item, if anything. */
  public Optional<Misfit> misfit(Item item) {
    int said =
        (number.isPresent() ? 1 : 0)
            + (text.isPresent() ? 1 : 0)
            + (missingReason.isPresent() ? 1 : 0);
    if (said != 1) return misfit("", item.id() + " needs a number, a text or a missingReason.");
    if (missingReason.isPresent()) {
      var reasons = REASONS.stream().sorted().toList();
      return unless(
          REASONS.contains(missingReason.get()),
          ".missingReason",
          "missingReason must be one of " + String.join(", ", reasons) + ".");
    }
    return switch (item.type()) {
      case "text" -> misfitOfText(item);
      case "multiple" ->
          unless(
              text.filter(codes -> areCodes(item, codes)).isPresent(),
              ".text",
              item.id() + " must be codes of its options, ascending, as in 1;3.");
      case "single" ->
          unless(
              whole().filter(code -> hasOption(item, code)).isPresent(),
              ".number",
              item.id() + " must be the code of one of its options.");
      default -> misfitOfNumber(item);
    };
  }

  /**
   * The value as expressions see it: a text, a list of whole numbers, or a whole number; empty if
   * there is a reason instead. The answer must fit the item.
   */
  public Optional<Object> value(Item item) {
    return switch (item.type()) {
      case "text" -> text.map(Object.class::cast);
      case "multiple" -> text.map(GivenAnswer::codes);
      default -> number.map(Double::longValue);
    };
  }

  /** The codes of a multiple item. */
  public static List<Long> codes(String text) {
    var codes = new ArrayList<Long>();
    for (var code : text.split(BETWEEN_CODES, -1)) codes.add(Long.valueOf(code));
    return List.copyOf(codes);
  }

  private Optional<Misfit> misfitOfText(Item item) {
    boolean fits =
        text.filter(words -> words.length() <= TEXT_CHARS_MAX)
            .filter(words -> !item.required() || !words.isBlank())
            .isPresent();
    var most = "a text of at most " + TEXT_CHARS_MAX + " characters";
    return unless(fits, ".text", "%s must be %s.".formatted(item.id(), most));
  }

  private Optional<Misfit> misfitOfNumber(Item item) {
    int min = item.min().orElse(Integer.MIN_VALUE);
    int max = item.max().orElse(Integer.MAX_VALUE);
    return unless(
        whole().filter(value -> value >= min && value <= max).isPresent(),
        ".number",
        "%s must be a whole number from %d to %d.".formatted(item.id(), min, max));
  }

  private Optional<Integer> whole() {
    return number.filter(value -> value.intValue() == value).map(Double::intValue);
  }

  private static boolean areCodes(Item item, String text) {
    if (!text.matches(CODES)) return false;
    var codes = codes(text);
    var ascending = codes.stream().sorted().distinct().toList();
    return codes.equals(ascending) && codes.stream().allMatch(code -> hasOption(item, code));
  }

  private static boolean hasOption(Item item, long code) {
    return item.options().stream().map(Option::code).anyMatch(option -> option == code);
  }

  private static Optional<Misfit> unless(boolean fits, String part, String detail) {
    return fits ? Optional.empty() : misfit(part, detail);
  }

  private static Optional<Misfit> misfit(String part, String detail) {
    return Optional.of(new Misfit(part, detail));
  }
}
