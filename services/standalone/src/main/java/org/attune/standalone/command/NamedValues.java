package org.attune.standalone.command;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an option says that may be given often, each time as {@code NAME=VALUE}. */
final class NamedValues {
  private NamedValues() {}

  /**
   * The values by name.
   *
   * @param option as it is typed
   * @param example of what it takes
   * @throws UnusableCallException if one has no name or no equals sign, or a name stands twice
   */
  static SortedMap<String, String> of(String option, List<String> texts, String example) {
    var values = new TreeMap<String, String>();
    for (var text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UnusableCallException(
            "%s %s is no name and value: write one such as %s.".formatted(option, text, example));
      }
      var name = text.substring(0, equals);
      if (values.put(name, text.substring(equals + 1)) != null) {
        throw new UnusableCallException(
            "%s %s stands twice: keep one of them.".formatted(option, name));
      }
    }
    return values;
  }
}
