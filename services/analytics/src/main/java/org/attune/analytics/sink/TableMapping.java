package org.attune.analytics.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.attune.platform.event.EventType;

/**
 * From a writer's schema to tables: scalars are columns, a record within a record is flattened with
 * two underscores, an array is a child table. Nothing here knows any particular event.
 */
final class TableMapping {
  private TableMapping() {}

  /**
   * The tables of an event.
   *
   * @param type owner and blinding; its own schema is not looked at
   * @param writer schema by which the event was written
   * @throws IllegalArgumentException if a field is of a kind that no table holds
   */
  static SinkTable of(EventType type, Schema writer) {
    return table(TableNames.of(type), 0, List.of(), writer);
  }

  private static SinkTable table(String name, int depth, List<Integer> path, Schema element) {
    var columns = new ArrayList<SinkColumn>();
    var children = new ArrayList<SinkTable>();
    if (element.getType() == Schema.Type.RECORD) {
      fields(name, depth, element, "", List.of(), columns, children);
    } else {
      columns.add(new SinkColumn("value", ColumnType.of(element), List.of()));
    }
    return new SinkTable(name, depth, path, columns, children);
  }

  private static void fields(
      String table,
      int depth,
      Schema record,
      String prefix,
      List<Integer> path,
      List<SinkColumn> columns,
      List<SinkTable> children) {
    for (var field : record.getFields()) {
      var name = prefix + snake(field.name());
      var to = new ArrayList<>(path);
      to.add(field.pos());
      var schema = withoutNull(field.schema());
      switch (schema.getType()) {
        case RECORD -> fields(table, depth, schema, name + "__", to, columns, children);
        case ARRAY ->
            children.add(
                table(table + "__" + name, depth + 1, to, withoutNull(schema.getElementType())));
        default -> columns.add(new SinkColumn(name, ColumnType.of(schema), List.copyOf(to)));
      }
    }
  }

  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) return schema;
    var there = schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
    if (there.size() == 1) return there.getFirst();
    throw new IllegalArgumentException("a union of several types has no column");
  }

  /** {@code PromptSent} and {@code promptSent} as {@code prompt_sent}. */
  static String snake(String camel) {
    var snake = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      boolean begins =
          Character.isUpperCase(c)
              && i > 0
              && (!Character.isUpperCase(camel.charAt(i - 1))
                  || (i + 1 < camel.length() && Character.isLowerCase(camel.charAt(i + 1))));
      if (begins) snake.append('_');
      snake.append(c);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }
}
