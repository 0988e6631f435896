package org.attune.protocol.bundle;

import java.util.Comparator;

/**
 * Something wrong with a bundle, where, and what to do about it.
 *
 * @param code kebab-case name of the rule, stable: part of the interface
 * @param sentence one or two whole sentences: what is wrong and the remedy
 */
public record Finding(Place place, Severity severity, String code, String sentence) {
  /** By file, line, column, then code: the order in which findings are printed. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding finding) -> finding.place().file())
          .thenComparingInt(finding -> finding.place().line())
          .thenComparingInt(finding -> finding.place().column())
          .thenComparing(Finding::code)
          .thenComparing(Finding::sentence);

  public static Finding error(Place place, String code, String sentence) {
    return new Finding(place, Severity.ERROR, code, sentence);
  }

  public static Finding warning(Place place, String code, String sentence) {
    return new Finding(place, Severity.WARNING, code, sentence);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:column: severity[code]: sentence}. */
  @Override
  public String toString() {
    return place + ": " + severity + "[" + code + "]: " + sentence;
  }
}
