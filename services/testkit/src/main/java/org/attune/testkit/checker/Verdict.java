package org.attune.testkit.checker;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What the checker found.
 *
 * @param broken in the order found; empty if every promise was kept
 * @param unlisted broken promises beyond those that {@code broken} has room for
 * @param counted how much was looked at, by word: events, slots, acknowledged, …
 */
public record Verdict(List<Broken> broken, long unlisted, SortedMap<String, Long> counted) {
  public boolean isKept() {
    return broken.isEmpty();
  }

  /** Broken promises of one kind. */
  public List<Broken> of(Promise promise) {
    return broken.stream().filter(b -> b.promise() == promise).toList();
  }

  /** One line per broken promise, or one that says how much was looked at. */
  @Override
  public String toString() {
    var looked =
        counted.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    if (isKept()) return "all promises kept: " + looked;
    var lines = broken.stream().map(Broken::toString).collect(Collectors.joining("\n"));
    return (broken.size() + unlisted) + " broken promises in " + looked + "\n" + lines;
  }
}
