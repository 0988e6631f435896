package org.attune.protocol.lint;

import java.util.Locale;
import org.attune.protocol.model.ItemType;

/**
 * The name of a column in SAS transport files (XPT version 5): at most eight upper-case letters and
 * digits, a function of the column's own name only.
 *
 * <p>A name that fits once its underscores are gone is kept. Else digits at its end are kept whole,
 * and what is left of the eight is shared between the questionnaire's code and the item's name:
 * {@code momentary_distress} is {@code MOMEDIST}, {@code sscs_long_12} is {@code SSCSLO12}. Of the
 * two columns of an affect grid the first letter is kept: {@code momentary_affect_pleasure} is
 * {@code MOMEAFFP}.
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
    for (var part : ItemType.AFFECT_GRID.parts()) {
      if (!column.endsWith(part)) continue;
      var rest = column.substring(0, column.length() - part.length());
      return shortened(code, rest, bare(part).substring(0, 1));
    }
    return shortened(code, column, "");
  }

  /**
   * @param last kept at the end
   */
  private static String shortened(String code, String column, String last) {
    var item = bare(column.substring(Math.min(code.length(), column.length())));
    var digits = item.replaceFirst("^.*?(\\d*)$", "$1") + last;
    if (digits.length() > CHARACTERS_MAX - 2) digits = last;
    var words = item.substring(0, item.length() + last.length() - digits.length());
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
