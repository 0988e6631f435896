package org.attune.standalone.synthetic;

import java.util.Optional;
import org.attune.protocol.instrument.GivenAnswer;

/**
 * What somebody says to one item: a number, a text, or why neither.
 *
 * @param item column name, for example {@code dass21_3}
 * @param missingReason {@code skipped}, {@code declined} or {@code not_applicable}
 */
public record ItemValue(
    String item, Optional<Integer> number, Optional<String> text, Optional<String> missingReason) {
  static ItemValue number(String item, int number) {
    return new ItemValue(item, Optional.of(number), Optional.empty(), Optional.empty());
  }

  static ItemValue text(String item, String text) {
    return new ItemValue(item, Optional.empty(), Optional.of(text), Optional.empty());
  }

  /** The same as a service checks it. */
  GivenAnswer given() {
    return new GivenAnswer(number.map(Integer::doubleValue), text, missingReason);
  }

  static ItemValue missing(String item, String reason) {
    return new ItemValue(item, Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
