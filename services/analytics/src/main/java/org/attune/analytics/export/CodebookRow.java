package org.attune.analytics.export;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One row of the codebook while it is filled; cells not put stay empty. */
final class CodebookRow {
  private final List<String> header;
  private final List<String> cells;

  CodebookRow(List<String> header) {
    this.header = header;
    cells = new ArrayList<>(Collections.nCopies(header.size(), ""));
  }

  void put(String column, Object value) {
    int at = header.indexOf(column);
    if (at < 0) throw new IllegalArgumentException("the codebook has no " + column);
    cells.set(at, Normalizer.normalize(value.toString(), Normalizer.Form.NFC));
  }

  List<String> cells() {
    return cells;
  }
}
