package org.attune.protocol.instrument;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;

/**
 * What a device says of one item: one of a number, a text and a reason why there is neither. The
 * same for screener, assessment and prompt. A slider or an affect grid that was not touched has a
 * reason.
 *
 * @param number of a single, Likert, slider or number item; whole
 * @param text of a text item; of a multiple item its codes, ascending, as in {@code 1;3}; of an
 *     affect grid pleasure and arousal, as in {@code 7;3}; of a time {@code 22:45}; of a date
 *     {@code 2026-03-29}
 * @param missingReason one of {@link #REASONS}
 */
public record GivenAnswer(
    Optional<Double> number, Optional<String> text, Optional<String> missingReason) {
  /** Characters of a text. */
  public static final int TEXT_CHARS_MAX = 4_000;

  /** The participant prefers not to answer: an answer too, also to a required item. */
  public static final String DECLINED = "declined";

  /** Reasons that a device may give; the others of the data dictionary are ours to find. */
  public static final Set<String> REASONS =
      Set.of("skipped", "not_applicable", "not_reached", DECLINED, "unknown");

  private static final String BETWEEN_CODES = ";";
  private static final String CODES = "-?\\d{1,9}(;-?\\d{1,9})*";
  private static final String TIME = "\\d{2}:\\d{2}";
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

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
    return switch (item.kind()) {
      case TEXT -> misfitOfText(item);
      case MULTIPLE ->
          misfitOfText(
              areCodes(item), item.id() + " must be codes of its options, ascending, as in 1;3.");
      case AFFECT_GRID ->
          misfitOfText(
              isPlace(),
              "%s must be pleasure and arousal, whole numbers from %d to %d, as in 7;3."
                  .formatted(item.id(), ItemType.GRID_MIN, ItemType.GRID_MAX));
      case TIME -> misfitOfText(isTime(), item.id() + " must be a time of day, as in 22:45.");
      case DATE -> misfitOfText(isDate(), item.id() + " must be a date, as in 2026-03-29.");
      case SINGLE, LIKERT ->
          unless(
              whole().filter(code -> hasOption(item, code)).isPresent(),
              ".number",
              item.id() + " must be the code of one of its options.");
      case SLIDER, NUMBER -> misfitOfNumber(item);
    };
  }

  /**
   * The values by the names that expressions have for them: texts, lists of whole numbers, or whole
   * numbers; none if there is a reason instead. The answer must fit the item.
   */
  public Map<String, Object> facts(Item item) {
    if (missingReason.isPresent()) return Map.of();
    return switch (item.kind()) {
      case TEXT, TIME, DATE -> Map.of(item.name(), text.orElseThrow());
      case MULTIPLE -> Map.of(item.name(), codes(text.orElseThrow()));
      case AFFECT_GRID -> place(item.name(), codes(text.orElseThrow()));
      case SINGLE, LIKERT, SLIDER, NUMBER ->
          Map.of(item.name(), number.map(Double::longValue).orElseThrow());
    };
  }

  /**
   * The answer as it is recorded, by column: one number for each of an affect grid, everything else
   * as it is. The answer must fit the item.
   */
  public SortedMap<String, GivenAnswer> columns(Item item) {
    var columns = new TreeMap<String, GivenAnswer>();
    var names = item.columns();
    var numbers =
        names.size() == 1 ? List.<Long>of() : text.map(GivenAnswer::codes).orElse(List.of());
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), numbers.isEmpty() ? this : of(numbers.get(i)));
    }
    return columns;
  }

  /**
   * What {@link #facts} says, of an answer as it was recorded.
   *
   * @param part of the item's name that its column ends in
   */
  public Map<String, Object> recorded(Item item, String part) {
    if (item.kind() != ItemType.AFFECT_GRID) return facts(item);
    return number.isEmpty()
        ? Map.of()
        : Map.of(item.name() + part, number.map(Double::longValue).orElseThrow());
  }

  /**
   * What {@link #facts} says of a whole questionnaire, of answers as they were recorded.
   *
   * @param prefix of each name
   * @param byColumn answers by the columns that {@link #columns} names; what is not there says
   *     nothing
   */
  public static Map<String, Object> recorded(
      String prefix, Collection<Item> items, Map<String, GivenAnswer> byColumn) {
    var facts = new HashMap<String, Object>();
    for (var item : items) {
      for (var part : item.kind().parts()) {
        var answer = byColumn.get(item.id() + part);
        if (answer == null) continue;
        answer.recorded(item, part).forEach((name, value) -> facts.put(prefix + name, value));
      }
    }
    return facts;
  }

  private static GivenAnswer of(long number) {
    return new GivenAnswer(Optional.of((double) number), Optional.empty(), Optional.empty());
  }

  private static Map<String, Object> place(String name, List<Long> coordinates) {
    return Map.of(
        name + ItemType.PLEASURE, coordinates.getFirst(),
        name + ItemType.AROUSAL, coordinates.getLast());
  }

  /** The codes of a multiple item, or the coordinates of an affect grid. */
  public static List<Long> codes(String text) {
    var codes = new ArrayList<Long>();
    for (var code : text.split(BETWEEN_CODES, -1)) codes.add(Long.valueOf(code));
    return List.copyOf(codes);
  }

  private static Optional<Misfit> misfitOfText(boolean fits, String detail) {
    return unless(fits, ".text", detail);
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
    if (whole().filter(value -> value >= min && value <= max).isPresent()) return Optional.empty();
    return misfit(
        ".number", "%s must be a whole number from %d to %d.".formatted(item.id(), min, max));
  }

  private Optional<Integer> whole() {
    return number.filter(value -> value.intValue() == value).map(Double::intValue);
  }

  private boolean areCodes(Item item) {
    if (text.filter(codes -> codes.matches(CODES)).isEmpty()) return false;
    var codes = codes(text.get());
    var ascending = codes.stream().sorted().distinct().toList();
    return codes.equals(ascending) && codes.stream().allMatch(code -> hasOption(item, code));
  }

  private boolean isPlace() {
    if (text.filter(codes -> codes.matches(CODES)).isEmpty()) return false;
    var coordinates = codes(text.get());
    return coordinates.size() == 2
        && coordinates.stream().allMatch(c -> c >= ItemType.GRID_MIN && c <= ItemType.GRID_MAX);
  }

  private boolean isTime() {
    try {
      return text.filter(time -> time.matches(TIME)).map(LocalTime::parse).isPresent();
    } catch (DateTimeException e) {
      return false; // 24:00, 12:60
    }
  }

  private boolean isDate() {
    try {
      return text.filter(date -> date.matches(DATE)).map(LocalDate::parse).isPresent();
    } catch (DateTimeException e) {
      return false; // 2026-02-30
    }
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
