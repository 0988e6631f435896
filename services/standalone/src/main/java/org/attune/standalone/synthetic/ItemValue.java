package org.attune.standalone.synthetic;

import java.util.Optional;

/**
 * What somebody says to one item: a number, a text, or why neither.
 *
 * @param item column name, for example {@code dass21_3}
 * @param missingReason {@code skipped} or {@code not_applicable}
 */
public record ItemValue(
    String item, Optional<Integer> number, Optional<String> text, Optional<String> missingReason) {
  static ItemValue number(String item, int number) {
    return new ItemValue(item, Optional.of(number), Optional.empty(), Optional.empty());
  }

  static ItemValue text(String item, String text) {
    return new ItemValue(item, Optional.empty(), Optional.of(text), Optional.empty());
  }

  static ItemValue missing(String item, String reason) {
    return new ItemValue(item, Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
