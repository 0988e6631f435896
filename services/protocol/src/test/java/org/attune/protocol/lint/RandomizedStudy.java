package org.attune.protocol.lint;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;

/** The small study with another {@code randomization:}, other arms and other sites. */
final class RandomizedStudy {
  static final String STRATUM =
      "{id: attachment, from: \"baseline.attachment.style == 'secure' ? 'secure' : 'insecure'\","
          + " levels: [secure, insecure], unknown: insecure}";

  private static final String STUDY = "study.yaml";
  private static final String SITE =
      "  - {id: s%d, zone: Europe/Madrid, opens: 2026-01-12, languages: [es, en], crisis:"
          + " crisis-s1.yaml, safety-contact: clinician}\n";
  private static final String ARM = "  - {id: %s, ratio: %d}\n";

  private final TreeMap<String, String> files = new TreeMap<>(SmallStudy.bundle().files());

  private RandomizedStudy() {}

  /**
   * @param keys what stands below {@code randomization:} beside {@code when}, in flow style; the
   *     analysis adjusts for strata only if there are some
   */
  static RandomizedStudy by(String keys) {
    var study = new RandomizedStudy();
    study.section(
        "randomization:",
        "assessments:",
        "randomization: {" + keys + ", when: \"baseline.complete && ema.before.ended\"}\n");
    if (!keys.contains("strata")) {
      study.files.computeIfPresent("analysis.yaml", (_, text) -> text.replace(", strata]", "]"));
    }
    return study;
  }

  /** Further arms have nothing that they are compared by, which are warnings. */
  RandomizedStudy ratio(int... parts) {
    var arms = new StringBuilder("arms:\n");
    for (var i = 0; i < parts.length; i++) {
      var id = i == 0 ? "soothing" : i == 1 ? "waiting" : "other-" + i;
      arms.append(ARM.formatted(id, parts[i]));
    }
    section("arms:", "enrollment:", arms.toString());
    return this;
  }

  RandomizedStudy sites(int sites) {
    var lines = IntStream.rangeClosed(1, sites).mapToObj(SITE::formatted);
    section("sites:", "attachment:", "sites:\n" + lines.collect(Collectors.joining()));
    return this;
  }

  RandomizedStudy target(int people) {
    files.computeIfPresent(STUDY, (_, text) -> text.replace("target: 60", "target: " + people));
    return this;
  }

  private void section(String from, String until, String instead) {
    files.computeIfPresent(
        STUDY,
        (_, text) ->
            text.substring(0, text.indexOf("\n" + from) + 1)
                + instead
                + text.substring(text.indexOf("\n" + until) + 1));
  }

  Bundle bundle() {
    return new Bundle(files);
  }

  Linting linting() {
    return Linter.lint(bundle());
  }

  /** Codes of errors alone, by place. */
  List<String> errors() {
    return linting().findings().stream().filter(Finding::isError).map(Finding::code).toList();
  }

  /** Codes of errors and warnings, by place. */
  List<String> codes() {
    return linting().findings().stream().map(Finding::code).toList();
  }
}
