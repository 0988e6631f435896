package org.attune.analytics.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of an event, or of an array within it. Its key is the event's log position and, per
 * enclosing array, the index from 0.
 *
 * @param depth arrays around a row; 0 for the event itself
 * @param path positions of the fields that lead from the parent's element to this array
 * @param columns besides the key, in the order of the writer's fields
 * @param children tables of the arrays within
 * @param copySql the statement that takes its rows, in PostgreSQL's binary form
 */
record SinkTable(
    String name,
    int depth,
    List<Integer> path,
    List<SinkColumn> columns,
    List<SinkTable> children,
    String copySql) {
  /** Longest name PostgreSQL keeps. Unit: bytes. */
  static final int NAME_BYTES_MAX = 63;

  private static final List<String> POSITION =
      List.of("log_topic", "log_partition", "log_epoch", "log_number");

  /**
   * A table with the statement that takes its rows.
   *
   * @throws IllegalArgumentException if the name is too long or two columns are called alike
   */
  SinkTable(
      String name,
      int depth,
      List<Integer> path,
      List<SinkColumn> columns,
      List<SinkTable> children) {
    this(name, depth, path, columns, children, copySql(name, depth, columns));
  }

  /**
   * @throws IllegalArgumentException if the name is too long or two columns are called alike
   */
  SinkTable {
    if (name.length() > NAME_BYTES_MAX) {
      throw new IllegalArgumentException("the table name " + name + " is too long");
    }
    var names = new ArrayList<>(keyNames(depth));
    for (var column : columns) {
      if (names.contains(column.name())) {
        throw new IllegalArgumentException(name + " has the column " + column.name() + " twice");
      }
      names.add(column.name());
    }
    path = List.copyOf(path);
    columns = List.copyOf(columns);
    children = List.copyOf(children);
  }

  /** Columns of the key, in order. */
  List<String> keyNames() {
    return keyNames(depth);
  }

  private static List<String> keyNames(int depth) {
    var names = new ArrayList<>(POSITION);
    for (int level = 1; level <= depth; level++) {
      names.add(level == 1 ? "log_index" : "log_index_" + level);
    }
    return names;
  }

  String createSql() {
    var all = new ArrayList<String>();
    all.add("log_topic text");
    all.add("log_partition integer");
    all.add("log_epoch integer");
    all.add("log_number bigint");
    for (var index : keyNames().subList(POSITION.size(), keyNames().size())) {
      all.add(index + " integer");
    }
    for (var column : columns) all.add(definition(column));
    return "create table " + name + " (" + String.join(", ", all) + ")";
  }

  /**
   * Finds the rows of an event. That each is there once is what the key of {@code sink_event} says;
   * a key here too would cost more than all else of a row's writing.
   */
  String createIndexSql() {
    return "create index on " + name + " (log_number)";
  }

  static String addColumnSql(String table, SinkColumn column) {
    return "alter table " + table + " add column " + definition(column);
  }

  private static String definition(SinkColumn column) {
    return "\"" + column.name() + "\" " + column.type().sql;
  }

  private static String copySql(String name, int depth, List<SinkColumn> columns) {
    var names = columns.stream().map(column -> ", \"" + column.name() + "\"");
    return "copy "
        + name
        + " ("
        + String.join(", ", keyNames(depth))
        + names.collect(Collectors.joining())
        + ") from stdin with (format binary)";
  }

  /** This table and all below it, parents first. */
  List<SinkTable> all() {
    var tables = new ArrayList<SinkTable>();
    tables.add(this);
    for (var child : children) tables.addAll(child.all());
    return tables;
  }
}
