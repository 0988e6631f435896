package org.attune.analytics.sink;

import java.util.List;
import org.attune.platform.entropy.Digests;

/**
 * A view over the sink's tables that stands in the schema, for whoever asks in SQL.
 *
 * @param meaning what one row is, for the view's comment
 * @param columns names in order; a later build may add some at the end, and takes none away
 * @param sql what it selects, over tables that {@link Sink#prepare} makes and views before it
 */
public record SinkView(String name, String meaning, List<String> columns, String sql) {
  private static final int HASH_CHARACTERS = 16;

  /**
   * @throws IllegalArgumentException if the name is too long
   */
  public SinkView {
    if (name.length() > SinkTable.NAME_BYTES_MAX) {
      throw new IllegalArgumentException("the view name " + name + " is too long");
    }
    columns = List.copyOf(columns);
  }

  /** Tells one text of a view from another, so that what is there already is not made again. */
  String comment() {
    var text = String.join(",", columns) + "\n" + sql;
    return meaning + " [" + Digests.sha256Hex(text).substring(0, HASH_CHARACTERS) + "]";
  }

  String createSql() {
    return "create or replace view " + name + " (" + String.join(", ", columns) + ") as " + sql;
  }

  String commentSql() {
    return "comment on view " + name + " is '" + comment().replace("'", "''") + "'";
  }
}
