package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;

/** What holds for every bundle, however an author breaks it: seeded damage to the small study. */
class LinterLawsTest {
  private static final long SEED = Long.getLong("seed", 7);
  private static final int BUNDLES = 400;
  private static final List<String> WORDS =
      List.of("", "0", "-1", "x", "P0D", "PT0S", "\"00:00\"", "[]", "{}", "site", "2026-02-30");

  @Test
  void a_damaged_bundle_is_answered_with_findings_in_order_and_never_with_an_exception() {
    var random = new Random(SEED);
    for (var i = 0; i < BUNDLES; i++) {
      var bundle = damaged(random);
      var linting = Linter.lint(bundle);

      assertThat(linting.findings())
          .as("seed %d, bundle %d", SEED, i)
          .isSortedAccordingTo(Finding.ORDER)
          .doesNotHaveDuplicates();
      assertThat(linting.protocol().isPresent()).isEqualTo(!linting.hasErrors());
    }
  }

  /** One to three values of one or two files are something else, or are gone with their line. */
  private static Bundle damaged(Random random) {
    var files = new TreeMap<>(SmallStudy.bundle().files());
    for (var blow = 0; blow <= random.nextInt(3); blow++) {
      var names = List.copyOf(files.keySet());
      var name = random.nextBoolean() ? "study.yaml" : names.get(random.nextInt(names.size()));
      var lines = new java.util.ArrayList<>(files.getOrDefault(name, "").lines().toList());
      if (lines.isEmpty()) continue;
      var line = random.nextInt(lines.size());
      if (random.nextInt(4) == 0) lines.remove(line);
      else lines.set(line, blow(lines.get(line), random));
      files.put(name, String.join("\n", lines) + "\n");
    }
    return new Bundle(files);
  }

  /** Replaces what follows one of the line's colons. */
  private static String blow(String line, Random random) {
    var parts = line.split("(?<=: )", -1);
    var part = random.nextInt(parts.length);
    var word = WORDS.get(random.nextInt(WORDS.size()));
    parts[part] = parts[part].replaceFirst("^[^,}\\]{\\[]+", word);
    return String.join("", parts);
  }
}
