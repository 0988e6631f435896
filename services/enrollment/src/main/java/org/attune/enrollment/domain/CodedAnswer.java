package org.attune.enrollment.domain;

import java.util.Optional;

/**
 * One answer to one item of the screener: a number, a text, or the reason why there is neither.
 *
 * @param item column name, for example {@code screener_age}
 * @param number value or code
 * @param text value of a text item; codes of a multiple choice, ascending, as in {@code 1;3}
 * @param missingReason as the data dictionary lists them, for example {@code skipped}
 */
public record CodedAnswer(
    String item, Optional<Double> number, Optional<String> text, Optional<String> missingReason) {
  public static CodedAnswer number(String item, double value) {
    return new CodedAnswer(item, Optional.of(value), Optional.empty(), Optional.empty());
  }

  public static CodedAnswer text(String item, String value) {
    return new CodedAnswer(item, Optional.empty(), Optional.of(value), Optional.empty());
  }

  public static CodedAnswer missing(String item, String reason) {
    return new CodedAnswer(item, Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
