package org.attune.standalone.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param looked the checker's own words; empty if it was not asked
 * @param broken what the checker found wrong
 * @param left what runs or is held although it should not
 */
record FaultReport(
    String what, Tally.Figures figures, String looked, List<String> broken, List<String> left) {
  private static final int LISTED_MAX = 20;

  boolean isKept() {
    return broken.isEmpty() && left.isEmpty() && figures.complaints().isEmpty();
  }

  JsonObject json() {
    var faults = new JsonObject();
    figures.faults().forEach((fault, times) -> faults.put(fault.title(), times));
    var points = new JsonObject();
    figures.reached().forEach((point, times) -> points.put(point.title(), times));
    var recovery = new JsonObject();
    figures.recoveries().forEach((fault, ratios) -> recovery.put(fault.title(), median(ratios)));
    var refusals = new JsonObject();
    figures.refusals().forEach(refusals::put);
    return new JsonObject()
        .put("what", what)
        .put("kept", isKept())
        .put("kills", figures.kills())
        .put("faults", faults)
        .put("crashPoints", points)
        .put("commands", figures.commands())
        .put("acknowledged", figures.acknowledged())
        .put("retries", figures.retries())
        .put("refusals", refusals)
        .put("parkedAndReplayed", figures.parked())
        .put("recoveryByQuietStart", recovery)
        .put("unexplained", new JsonArray(figures.complaints()))
        .put("broken", new JsonArray(broken))
        .put("leftRunning", new JsonArray(left));
  }

  private static double median(List<Double> ratios) {
    var sorted = ratios.stream().sorted().toList();
    return Math.round(100 * sorted.get(sorted.size() / 2)) / 100.0;
  }

  private static double most(List<Double> ratios) {
    return ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static String list(Map<?, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    var faults =
        figures.faults().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().title())
            .collect(Collectors.joining(", "));
    lines.add("  %d kills; faults: %s".formatted(figures.kills(), faults));
    var points =
        figures.reached().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().title())
            .collect(Collectors.joining(", "));
    if (!points.isEmpty()) lines.add("  crash points reached: " + points);
    lines.add(
        "  %d commands, %d acknowledged acts, %d retries, %d events parked and replayed; refused: %s"
            .formatted(
                figures.commands(),
                figures.acknowledged(),
                figures.retries(),
                figures.parked(),
                figures.refusals().isEmpty() ? "none" : list(figures.refusals())));
    figures
        .recoveries()
        .forEach(
            (fault, ratios) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  recovery from %s: median %.2f, most %.2f times a quiet start",
                        fault.title(),
                        median(ratios),
                        most(ratios))));
    figures.complaints().stream().limit(LISTED_MAX).forEach(c -> lines.add("  unexplained: " + c));
    left.stream().limit(LISTED_MAX).forEach(l -> lines.add("  left running: " + l));
    lines.add("  " + (looked.isEmpty() ? "the promises were not checked" : looked));
    return String.join("\n", lines);
  }
}
