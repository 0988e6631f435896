package org.attune.analytics.sink;

import java.util.List;
import java.util.stream.Stream;
import org.attune.platform.event.EventType;

/** What the sink calls the tables of events. */
public final class TableNames {
  private TableNames() {}

  /** {@code ema__prompt_sent}; {@code restricted__…} for events that depend on the arm. */
  public static String of(EventType type) {
    return (type.restricted() ? "restricted__" : "")
        + type.service()
        + "__"
        + TableMapping.snake(type.name());
  }

  /**
   * The table of an array within an event: {@code ema__prompts_planned__slots}.
   *
   * @param arrays names of the array fields, outermost first
   */
  public static String of(EventType type, List<String> arrays) {
    var name = new StringBuilder(of(type));
    for (var array : arrays) name.append("__").append(TableMapping.snake(array));
    return name.toString();
  }

  /**
   * Columns of the table of an event or of an array within it, as this build writes it: those of
   * the position first.
   *
   * @param arrays names of the array fields, outermost first; empty for the event itself
   */
  public static List<String> columns(EventType type, List<String> arrays) {
    var table = TableMapping.of(type, type.schema());
    var name = of(type, arrays);
    var found =
        table.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return Stream.concat(
            found.keyNames().stream(),
            found.columns().stream().map(column -> '"' + column.name() + '"'))
        .toList();
  }
}
