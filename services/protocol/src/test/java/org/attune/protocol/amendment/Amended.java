package org.attune.protocol.amendment;

import java.nio.file.Path;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;

/** The small study as version 1, and what its version 2 changes. */
final class Amended {
  static final String STUDY = "study.yaml";

  private static final Bundle SMALL = Bundle.read(Path.of("src/test/resources/lint/base"));

  private final TreeMap<String, String> before = new TreeMap<>(SMALL.files());
  private final TreeMap<String, String> after = new TreeMap<>(SMALL.files());

  private Amended() {
    replace(STUDY, "version: 1", "version: 2\neffective: 2026-06-01\nreason: It was wanted.");
  }

  static Amended nothing() {
    return new Amended();
  }

  static Amended study(String old, String replacement) {
    return nothing().and(STUDY, old, replacement);
  }

  static Amended file(String file, String old, String replacement) {
    return nothing().and(file, old, replacement);
  }

  /** One more text that version 2 has instead of another, which has to be there. */
  Amended and(String file, String old, String replacement) {
    replace(file, old, replacement);
    return this;
  }

  /** What version 1 has instead; version 2 stays as it is. */
  Amended from(String file, String old, String replacement) {
    before.put(file, replaced(before.getOrDefault(file, ""), old, replacement, file));
    return this;
  }

  /** A file that version 2 has no more. */
  Amended without(String file) {
    after.remove(file);
    return this;
  }

  /** Version 2 knows English only. */
  Amended withoutSpanish() {
    after.replaceAll((_, text) -> english(text));
    return this;
  }

  /** Version 1 knew English only. */
  Amended fromEnglish() {
    before.replaceAll((_, text) -> english(text));
    return this;
  }

  private static String english(String text) {
    return text.replaceAll(", es: [^,}]+", "").replaceAll("\\[(en, es|es, en)]", "[en]");
  }

  Amendment amendment() {
    return Amendment.between(protocol(before), protocol(after));
  }

  private void replace(String file, String old, String replacement) {
    after.put(file, replaced(after.getOrDefault(file, ""), old, replacement, file));
  }

  private static String replaced(String text, String old, String replacement, String file) {
    if (!text.contains(old)) throw new IllegalArgumentException(file + " has no " + old);
    return text.replace(old, replacement);
  }

  private static Protocol protocol(TreeMap<String, String> files) {
    var linting = Linter.lint(new Bundle(files));
    return linting
        .protocol()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    linting.findings().stream().filter(Finding::isError).toList().toString()));
  }
}
