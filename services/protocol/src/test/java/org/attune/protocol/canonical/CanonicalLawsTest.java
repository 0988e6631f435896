package org.attune.protocol.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.bundle.WholeStudy;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hash of a protocol depends on, and that nothing is lost in its text. */
class CanonicalLawsTest {
  private static final long SEED = Long.getLong("seed", 20260112L);
  private static final Protocol WHOLE = read(WholeStudy.bundle());

  private static Protocol read(Bundle bundle) {
    return BundleReader.read(bundle).protocol().orElseThrow();
  }

  @Test
  void the_hash_of_the_whole_study_is_kept_for_ever() {
    assertThat(WHOLE.sha256())
        .isEqualTo("7d1d62dd0a263348c09f7c165d8bb67daa317c16b0fbd7622bba69ef6897c057");
  }

  @Test
  void what_was_added_later_leaves_no_trace_while_it_says_nothing() {
    assertThat(CanonicalProtocol.of(WHOLE).json()).doesNotContain("settings", "weight");
  }

  @Test
  void the_hash_is_that_of_the_text() {
    var canonical = CanonicalProtocol.of(WHOLE);
    assertThat(canonical.sha256()).isEqualTo(WHOLE.sha256()).matches("[0-9a-f]{64}");
    assertThat(CanonicalProtocol.sha256(canonical.json())).isEqualTo(canonical.sha256());
  }

  @Test
  void nothing_is_lost_on_the_way_through_the_text() {
    assertThat(Protocols.fromCanonical(CanonicalProtocol.of(WHOLE).json())).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abct-mbsr-tau",
        "kindness-pilot",
        "daily-connection",
        "msc-waitlist",
        "self-talk-kindness"
      })
  void nothing_is_lost_of_the_example_studies(String study) {
    var protocol = read(Bundle.read(Path.of("../../docs/studies", study)));
    assertThat(Protocols.fromCanonical(CanonicalProtocol.of(protocol).json())).isEqualTo(protocol);
  }

  @RepeatedTest(20)
  void how_it_is_written_does_not_matter(RepetitionInfo repetition) {
    var seed = SEED + repetition.getCurrentRepetition();
    var random = new Random(seed);
    var files = new TreeMap<>(WholeStudy.bundle().files());
    BundleReader.read(WholeStudy.bundle())
        .trees()
        .forEach((name, tree) -> files.put(name, "# " + seed + "\n" + written(tree, random)));
    assertThat(read(new Bundle(files))).as("seed %d", seed).isEqualTo(WHOLE);
  }

  /** {@code tree} in flow style: keys in any order, any white space, letters taken apart. */
  private static String written(Tree tree, Random random) {
    var space = random.nextInt(3) == 0 ? "\n   " : " ".repeat(1 + random.nextInt(3));
    return switch (tree) {
      case Tree.Scalar scalar ->
          "\"%s\""
              .formatted(
                  Normalizer.normalize(scalar.text(), Normalizer.Form.NFD)
                      .replace("\\", "\\\\")
                      .replace("\"", "\\\""));
      case Tree.Sequence sequence -> {
        var items = new ArrayList<String>();
        for (var item : sequence.items()) items.add(written(item, random));
        yield "[" + String.join("," + space, items) + space + "]";
      }
      case Tree.Mapping mapping -> {
        var entries = new ArrayList<String>();
        mapping
            .entries()
            .forEach((key, entry) -> entries.add(key + ": " + written(entry.value(), random)));
        Collections.shuffle(entries, random);
        yield "{" + space + String.join("," + space, entries) + "}";
      }
    };
  }

  /**
   * Every value of every file but contacts, the rehearsal and the note that wording illustrates.
   */
  @Test
  void every_changed_value_changes_the_hash() {
    var files = WholeStudy.bundle().files();
    var changed = 0;
    for (var name : files.keySet()) {
      if (name.equals("contacts.yaml") || name.equals("rehearsal.yaml")) continue;
      var tree = BundleReader.read(WholeStudy.bundle()).trees().get(name);
      var scalars = new ArrayList<Tree.Scalar>();
      collect(tree, scalars);
      for (var scalar : scalars) {
        var reading = BundleReader.read(edited(name, scalar));
        if (reading.hasErrors()) continue; // another value is no value here
        changed++;
        assertThat(reading.protocol().orElseThrow().sha256())
            .as("%s '%s'", scalar.place(), scalar.text())
            .isNotEqualTo(WHOLE.sha256());
      }
    }
    assertThat(changed).isGreaterThan(150);
  }

  private static void collect(Tree tree, ArrayList<Tree.Scalar> scalars) {
    switch (tree) {
      case Tree.Scalar scalar -> scalars.add(scalar);
      case Tree.Sequence sequence -> sequence.items().forEach(item -> collect(item, scalars));
      case Tree.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  (key, entry) -> {
                    if (!key.equals("illustration")) collect(entry.value(), scalars);
                  });
    }
  }

  private static Bundle edited(String file, Tree.Scalar scalar) {
    var place = scalar.inside(0);
    var lines = WholeStudy.bundle().files().get(file).split("\n", -1);
    var line = lines[place.line() - 1];
    var text = scalar.text();
    var other =
        switch (text) {
          case "low" -> "high";
          case "self-guided" -> "group";
          case "quadrants" -> "classification-functions";
          case "true" -> "false";
          default -> {
            var last = text.charAt(text.length() - 1);
            yield Character.isDigit(last)
                ? text.substring(0, text.length() - 1) + (last == '9' ? 8 : last - '0' + 1)
                : text.startsWith("P") && text.matches("P.*[0-9][A-Z]")
                    ? text.replaceAll("[0-9]+", text.contains("3") ? "4" : "3")
                    : text + "x";
          }
        };
    lines[place.line() - 1] =
        line.substring(0, place.column() - 1)
            + other
            + line.substring(place.column() - 1 + text.length());
    return WholeStudy.adding(file, String.join("\n", lines));
  }

  @Test
  void contacts_and_the_rehearsal_are_outside_the_hash() {
    var bundle = WholeStudy.with("contacts.yaml", "Nobody Example", "Somebody Else");
    assertThat(read(bundle).sha256()).isEqualTo(WHOLE.sha256());
    assertThat(read(WholeStudy.without("contacts.yaml")).sha256()).isEqualTo(WHOLE.sha256());
    assertThat(read(WholeStudy.without("rehearsal.yaml")).sha256()).isEqualTo(WHOLE.sha256());
  }

  @Test
  void a_text_that_is_not_canonical_is_refused() {
    var json = CanonicalProtocol.of(WHOLE).json();
    for (var other :
        new String[] {
          json + " ",
          json.replace("\"version\":2", "\"version\":2.0"),
          json.replaceFirst("\\{", "{\"future\":1,"),
          json.substring(1),
          json.replace("\"is\":\"Random\"", "\"is\":\"Record\""),
          json.replace("Europe/Madrid", "Europe/Nowhere"),
          "{}",
          "[]"
        }) {
      assertThatThrownBy(() -> Protocols.fromCanonical(other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void an_edited_text_is_another_protocol_with_another_hash() {
    var json = CanonicalProtocol.of(WHOLE).json().replace("\"target\":90", "\"target\":91");
    assertThat(Protocols.fromCanonical(json).sha256()).isNotEqualTo(WHOLE.sha256());
  }
}
