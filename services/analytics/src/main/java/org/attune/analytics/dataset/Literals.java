package org.attune.analytics.dataset;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts of a protocol as SQL literals. */
final class Literals {
  private Literals() {}

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String array(Collection<String> texts) {
    return "array["
        + texts.stream().map(Literals::text).collect(Collectors.joining(","))
        + "]::text[]";
  }
}
