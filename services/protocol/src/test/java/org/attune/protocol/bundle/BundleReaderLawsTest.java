package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The whole study damaged at random: whatever an author writes is answered, never thrown. */
class BundleReaderLawsTest {
  private static final long SEED = Long.getLong("seed", 20260114L);
  private static final Bundle WHOLE = WholeStudy.bundle();
  private static final List<String> JUNK =
      List.of(
          ":",
          "-",
          "[",
          "}",
          "\"",
          "'",
          "#",
          "&a",
          "*a",
          "!!int 3",
          "? ",
          "|",
          "\t",
          "{}",
          "null",
          "~",
          "-1",
          "1e9",
          "99999999999999999999",
          "P99999999999D",
          "PT9999999999999999H",
          "2026-99-99",
          "\u0301",
          "\uD83D\uDE00",
          "<<: x",
          "---",
          "%YAML 9.9",
          "\u0000");

  @RepeatedTest(400)
  void a_damaged_bundle_has_findings_in_its_files_or_is_a_protocol(RepetitionInfo repetition) {
    var seed = SEED + repetition.getCurrentRepetition();
    var random = new Random(seed);
    var files = new TreeMap<>(WHOLE.files());
    var names = new ArrayList<>(files.keySet());
    for (var edits = 1 + random.nextInt(4); edits > 0; edits--) {
      files.compute(names.get(random.nextInt(names.size())), (_, text) -> damaged(text, random));
    }
    var reading = BundleReader.read(new Bundle(files));
    assertThat(reading.findings()).as("seed %d", seed).isSortedAccordingTo(Finding.ORDER);
    for (var finding : reading.findings()) {
      assertThat(finding.place().line()).as("seed %d: %s", seed, finding).isPositive();
      assertThat(finding.place().column()).as("seed %d: %s", seed, finding).isPositive();
      assertThat(finding.sentence()).as("seed %d: %s", seed, finding).doesNotContain(": null");
    }
    if (!reading.hasErrors()) assertThat(reading.protocol()).as("seed %d", seed).isPresent();
    reading
        .protocol()
        .ifPresent(
            protocol ->
                assertThat(Protocols.fromCanonical(CanonicalProtocol.of(protocol).json()))
                    .as("seed %d", seed)
                    .isEqualTo(protocol));
  }

  private static String damaged(String text, Random random) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    var line = random.nextInt(lines.size());
    var content = lines.get(line);
    var at = content.isEmpty() ? 0 : random.nextInt(content.length());
    var until = Math.min(content.length(), at + 1 + random.nextInt(12));
    var junk = JUNK.get(random.nextInt(JUNK.size()));
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, content);
      case 2 -> lines.set(line, content.substring(0, at) + junk + content.substring(at));
      case 3 -> lines.set(line, content.substring(0, at) + junk + content.substring(until));
      default -> lines.set(line, content.substring(0, at) + content.substring(until));
    }
    return String.join("\n", lines);
  }
}
