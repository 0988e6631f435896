package org.attune.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The study under which the platform is killed: whatever a trial waits weeks for happens within
 * minutes. Its files are beside this class's package, under {@code faults/}.
 *
 * @param zone where it is day now, so that no prompt meets quiet hours
 */
record KilledStudy(ZoneId zone, Instant from) {
  static final String STUDY = "faults";

  /** Prompts of one participant. The linter allows 24 times a day. */
  private static final int PROMPTS = 24;

  private static final List<String> FILES =
      List.of(
          "study.yaml",
          "crisis-s1.yaml",
          "consent/consent.yaml",
          "instruments/screener.yaml",
          "instruments/about.yaml",
          "instruments/moment.yaml",
          "interventions/practice.yaml");

  private static final List<String> ZONES =
      List.of("UTC", "Asia/Tokyo", "America/Bogota", "Pacific/Honolulu", "Asia/Dubai");

  /** The study of a run that begins at {@code now}. */
  static KilledStudy beginningAt(Instant now) {
    var zone =
        ZONES.stream()
            .map(ZoneId::of)
            .min(Comparator.comparingInt(z -> Math.abs(now.atZone(z).getHour() - 12)))
            .orElseThrow();
    return new KilledStudy(zone, now);
  }

  /** Its files by path. */
  java.util.Map<String, String> files() {
    var files = new java.util.TreeMap<String, String>();
    for (var name : FILES) files.put(name, read(name));
    files.computeIfPresent(
        "study.yaml",
        (_, text) -> text.replace("{zone}", zone.getId()).replace("{times}", times()));
    return files;
  }

  private String times() {
    var times = new ArrayList<String>();
    LocalTime first = from.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    for (int i = 1; i <= PROMPTS; i++) times.add("\"" + first.plusMinutes(i) + "\"");
    return String.join(", ", times);
  }

  private static String read(String name) {
    try (var stream = KilledStudy.class.getResourceAsStream("/faults/" + name)) {
      if (stream == null) throw new IllegalStateException("no resource " + name);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
