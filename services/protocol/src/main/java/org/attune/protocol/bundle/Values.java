package org.attune.protocol.bundle;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Probability;
import org.attune.protocol.schedule.TimeZoneData;

/**
 * Single values, read strictly. Every method answers empty only after a finding that says why.
 *
 * @param languages of the study; a text in another one is an error
 */
record Values(Report report, Set<String> languages) {
  static final int NUMBER_MAX = 1_000_000;

  static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,7}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,7}(\\.[0-9]{1,9})?");
  private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
  private static final int ID_CHARS_MAX = 60;

  /** Words that CEL keeps for itself, and the first words of facts that are not assessments. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while",
          "site",
          "ema",
          "answer",
          "today");

  Optional<String> text(Tree tree) {
    if (!(tree instanceof Scalar scalar)) {
      return hole(tree, "not-a-text", "Write one text here, not %s.".formatted(tree.kind()));
    }
    if (scalar.isNothing() || scalar.text().isBlank()) {
      return hole(tree, "missing-value", "A value is missing here; write it or remove the key.");
    }
    return Optional.of(scalar.text());
  }

  /** A name that stands in file names and keys, for example {@code abct-mbsr-tau}. */
  Optional<String> slug(Tree tree) {
    return text(tree)
        .filter(
            text ->
                fits(
                    SLUG.matcher(text).matches() && text.length() <= ID_CHARS_MAX,
                    tree,
                    "malformed-id",
                    "'%s' is not an id: use lower-case letters, digits and single hyphens, from a letter, at most %d."
                        .formatted(text, ID_CHARS_MAX)));
  }

  /** A name that stands in expressions and columns, for example {@code dass21}. */
  Optional<String> name(Tree tree) {
    return text(tree)
        .filter(
            text ->
                fits(
                    NAME.matcher(text).matches() && text.length() <= ID_CHARS_MAX,
                    tree,
                    "malformed-id",
                    "'%s' cannot be named in expressions: use lower-case letters, digits and '_', from a letter, at most %d."
                        .formatted(text, ID_CHARS_MAX)))
        .filter(
            text ->
                fits(
                    !RESERVED.contains(text),
                    tree,
                    "reserved-id",
                    "'%s' has a meaning of its own in expressions; choose another id."
                        .formatted(text)));
  }

  Optional<Integer> integer(Tree tree, int min, int max) {
    return number(tree, INTEGER, "a whole number", min, max).map(Double::intValue);
  }

  Optional<Double> decimal(Tree tree, double min, double max) {
    return number(tree, DECIMAL, "a number", min, max);
  }

  private Optional<Double> number(Tree tree, Pattern form, String what, double min, double max) {
    return text(tree)
        .filter(
            text ->
                fits(
                    form.matcher(text).matches(),
                    tree,
                    "not-a-number",
                    "'%s' is not %s; write digits only, for example 3.".formatted(text, what)))
        .map(text -> Double.parseDouble(text) + 0.0) // never -0.0
        .filter(
            number ->
                fits(
                    number >= min && number <= max,
                    tree,
                    "number-out-of-range",
                    "The number %s is out of range; write %s from %s to %s."
                        .formatted(plain(number), what, plain(min), plain(max))));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** A probability as it was written, for example {@code 2/3}; its range is for the linter. */
  Optional<String> probability(Tree tree) {
    return text(tree)
        .filter(
            text ->
                fits(
                    Probability.parse(text).isPresent(),
                    tree,
                    "malformed-probability",
                    "'%s' is not a probability; write a fraction such as 2/3 or a decimal such as 0.8."
                        .formatted(text)));
  }

  Optional<Boolean> truth(Tree tree) {
    return text(tree)
        .filter(
            text ->
                fits(
                    text.equals("true") || text.equals("false"),
                    tree,
                    "not-a-truth-value",
                    "'%s' is neither true nor false; write one of them.".formatted(text)))
        .map(Boolean::valueOf);
  }

  /** Calendar days, weeks, months or years. */
  Optional<Period> period(Tree tree) {
    return text(tree)
        .flatMap(
            text -> {
              try {
                var period = Period.parse(text);
                if (!period.isNegative()) return Optional.of(period);
              } catch (DateTimeParseException e) {
                // said below, together with negative ones
              }
              return hole(
                  tree,
                  "malformed-duration",
                  "'%s' is not a span of days; write ISO 8601 such as P14D or P8W."
                      .formatted(text));
            });
  }

  /** Whole days, without months or years. */
  Optional<Integer> days(Tree tree) {
    return period(tree)
        .filter(
            period ->
                fits(
                    period.toTotalMonths() == 0 && period.getDays() >= 1,
                    tree,
                    "malformed-duration",
                    "This lasts whole days, at least one; write ISO 8601 such as P14D or P8W."))
        .map(Period::getDays);
  }

  /** Hours, minutes, seconds. */
  Optional<Duration> duration(Tree tree) {
    return text(tree)
        .flatMap(
            text -> {
              try {
                var duration = Duration.parse(text);
                if (text.startsWith("PT") && duration.isPositive()) return Optional.of(duration);
              } catch (DateTimeParseException e) {
                // said below, together with those of no length
              }
              return hole(
                  tree,
                  "malformed-duration",
                  "'%s' is not a span of time; write ISO 8601 such as PT30M or PT4H."
                      .formatted(text));
            });
  }

  Optional<LocalTime> time(Tree tree) {
    return text(tree)
        .flatMap(
            text -> {
              if (TIME.matcher(text).matches() && text.compareTo("24:00") < 0) {
                try {
                  return Optional.of(LocalTime.parse(text));
                } catch (DateTimeParseException e) {
                  // said below, together with other forms
                }
              }
              return hole(
                  tree,
                  "malformed-time",
                  "'%s' is not a time of day; write hours and minutes such as \"09:00\"."
                      .formatted(text));
            });
  }

  Optional<LocalDate> date(Tree tree) {
    return text(tree)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeParseException e) {
                return hole(
                    tree,
                    "malformed-date",
                    "'%s' is not a date; write year, month and day such as 2026-01-12."
                        .formatted(text));
              }
            });
  }

  Optional<ZoneId> zone(Tree tree) {
    return text(tree)
        .flatMap(
            text -> {
              try {
                if (TimeZoneData.zones().contains(text)) {
                  return Optional.of(ZoneId.of(text));
                }
              } catch (DateTimeException e) {
                // said below, together with fixed offsets
              }
              var hint =
                  Nearest.to(text, TimeZoneData.zones())
                      .map("did you mean '%s'?"::formatted)
                      .orElse("write a region of the tz database such as Europe/Madrid.");
              return hole(
                  tree, "unknown-zone", "There is no time zone '%s'; %s".formatted(text, hint));
            });
  }

  Optional<String> language(Tree tree) {
    return text(tree)
        .filter(
            text ->
                fits(
                    LANGUAGE.matcher(text).matches(),
                    tree,
                    "malformed-language",
                    "'%s' is not a language tag; write one such as en, es or pt-BR."
                        .formatted(text)));
  }

  Optional<String> oneOf(Tree tree, String code, Collection<String> choices) {
    return text(tree)
        .filter(
            text ->
                fits(
                    choices.contains(text),
                    tree,
                    code,
                    "'%s' is not known here. %s".formatted(text, Nearest.hint(text, choices))));
  }

  /** A text per language. */
  Optional<LocalizedText> localized(Tree tree) {
    if (!(tree instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      return hole(
          tree, "not-localized", "Write a text per language here, for example {en: ..., es: ...}.");
    }
    var texts = new TreeMap<String, String>();
    mapping
        .entries()
        .forEach(
            (language, entry) -> {
              if (!languages.isEmpty() && !languages.contains(language)) {
                report.error(
                    entry.key(),
                    "unknown-language",
                    "'%s' is not among the study's languages (%s); add it there or remove it here."
                        .formatted(language, String.join(", ", new TreeSet<>(languages))));
              }
              text(entry.value()).ifPresent(text -> texts.put(language, text));
            });
    if (texts.isEmpty()) return Optional.empty();
    return Optional.of(new LocalizedText(Collections.unmodifiableMap(texts)));
  }

  private boolean fits(boolean fits, Tree tree, String code, String sentence) {
    if (!fits) report.hole(tree.place(), code, sentence);
    return fits;
  }

  private <T> Optional<T> hole(Tree tree, String code, String sentence) {
    report.hole(tree.place(), code, sentence);
    return Optional.empty();
  }
}
