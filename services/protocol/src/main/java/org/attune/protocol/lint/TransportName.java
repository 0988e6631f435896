package org.attune.protocol.lint;

import java.util.Locale;

/**
 * The name of a column in SAS transport files (XPT version 5): at most eight upper-case letters and
 * digits, a function of the column's own name only.
 *
 * <p>A name that fits once its underscores are gone is kept. Else digits at its end are kept whole,
 * and what is left of the eight is shared between the questionnaire's code and the item's name:
 * {@code momentary_distress} is {@code MOMEDIST}, {@code sscs_long_12} is {@code SSCSLO12}.
 */
final class TransportName {
  static final int CHARACTERS_MAX = 8;

  private TransportName() {}

  /**
   * @param code questionnaire
   * @param column {@code <code>_<item>}
   */
  static String of(String code, String column) {
    var whole = bare(column);
    if (whole.length() <= CHARACTERS_MAX) return whole;
    var item = bare(column.substring(Math.min(code.length(), column.length())));
    var digits = item.replaceFirst("^.*?(\\d*)$", "$1");
    if (digits.length() > CHARACTERS_MAX - 2) digits = "";
    var words = item.substring(0, item.length() - digits.length());
    var free = CHARACTERS_MAX - digits.length();
    var fromItem = Math.min(words.length(), free / 2);
    var fromCode = Math.min(bare(code).length(), free - fromItem);
    fromItem = Math.min(words.length(), free - fromCode);
    return bare(code).substring(0, fromCode) + words.substring(0, fromItem) + digits;
  }

  private static String bare(String name) {
    return name.replace("_", "").toUpperCase(Locale.ROOT);
  }
}
