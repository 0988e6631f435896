package org.attune.analytics.dataset;

import java.util.Locale;
import org.attune.platform.entropy.Digests;

/** Names of columns that a protocol gives rise to. */
final class ColumnNames {
  private static final int HASH_CHARACTERS = 6;

  private ColumnNames() {}

  /**
   * {@code <first>_<second>} in lower case, hyphens as underscores. A name that no statistics
   * package could hold is cut and ends in part of its hash, so that it stays unique.
   */
  static String of(String first, String second) {
    var name = (first + "_" + second).toLowerCase(Locale.ROOT).replace('-', '_');
    if (name.length() <= DatasetColumn.NAME_CHARACTERS_MAX) return name;
    int kept = DatasetColumn.NAME_CHARACTERS_MAX - HASH_CHARACTERS - 1;
    return name.substring(0, kept) + "_" + Digests.sha256Hex(name).substring(0, HASH_CHARACTERS);
  }
}
