package org.attune.analytics.sink;

import java.util.List;

/**
 * One column of an event table.
 *
 * @param path positions of the fields that lead to the value, outermost first; empty if the row's
 *     element is the value
 */
record SinkColumn(String name, ColumnType type, List<Integer> path) {}
