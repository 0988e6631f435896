package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors use agrees with the reader about the form of a bundle's files. */
class StudySchemaTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              StudySchemaTest.class.getResourceAsStream("/org/attune/protocol/study.schema.json"));

  static List<Path> studies() throws IOException {
    var studies = Path.of("../../docs/studies");
    if (!Files.isDirectory(studies)) return List.of(SmallStudy.LINT.resolve("base"));
    try (var folders = Files.list(studies)) {
      return Stream.concat(
              Stream.of(SmallStudy.LINT.resolve("base")),
              folders.filter(Files::isDirectory).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void every_file_of_a_study_fits_the_schema(Path study) {
    assertThat(misfits(Bundle.read(study))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown-key",
        "missing-key",
        "ratio-not-positive",
        "malformed-duration",
        "malformed-probability",
        "malformed-time",
        "malformed-id",
        "malformed-language",
        "not-a-number",
        "not-a-truth-value",
        "not-localized",
        "number-out-of-range",
        "contradicting-keys",
        "unknown-method",
        "unknown-delivery",
        "unknown-type",
        "unknown-value"
      })
  void what_the_reader_calls_malformed_does_not_fit(String code) {
    assertThat(misfits(SmallStudy.with(code))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("org.attune.protocol.lint.MethodGuideTest#rows")
  void every_method_of_the_guide_fits(MethodGuideTest.Row row) {
    assertThat(misfits(RandomizedStudy.by(row.example()).bundle())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p: 1",
        "p: x",
        "a: 0",
        "a: 101",
        "mti: 0",
        "mti: 1001",
        "length: 7",
        "length: 202",
        "imbalance: x",
        "when-exhausted: x",
        "cluster: x",
        "strata: [{id: s, from: site, weight: 0}]"
      })
  void a_setting_that_no_method_takes_does_not_fit(String key) {
    assertThat(misfits(RandomizedStudy.by("method: simple").bundle())).isEmpty();
    assertThat(misfits(RandomizedStudy.by("method: simple, " + key).bundle())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p: 2/3",
        "p: 0.8",
        "p: \"0.8\"",
        "a: 100",
        "mti: 1000",
        "length: 200",
        "imbalance: variance",
        "when-exhausted: again",
        "cluster: site"
      })
  void a_setting_that_some_method_takes_fits(String key) {
    assertThat(misfits(RandomizedStudy.by("method: simple, " + key).bundle())).isEmpty();
  }

  @Test
  void what_only_the_linter_can_know_fits() {
    assertThat(misfits(SmallStudy.with("remind-after-expiry"))).isEmpty();
  }

  private static List<String> misfits(Bundle bundle) {
    var misfits = new ArrayList<String>();
    BundleReader.read(bundle)
        .trees()
        .forEach(
            (file, tree) -> {
              if (file.equals("rehearsal.yaml")) return;
              for (var message : SCHEMA.validate(json(tree))) misfits.add(file + ": " + message);
            });
    return misfits;
  }

  /** The tree as an editor sees it: unquoted numbers and truth values are such. */
  private static JsonNode json(Tree tree) {
    return switch (tree) {
      case Tree.Mapping mapping -> {
        var object = JSON.objectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
        yield object;
      }
      case Tree.Sequence sequence -> {
        var array = JSON.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Tree.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(Tree.Scalar scalar) {
    if (scalar.isNothing()) return JSON.nullNode();
    if (scalar.style() != Tree.Style.PLAIN) return JSON.textNode(scalar.text());
    if (scalar.text().matches("true|false")) return JSON.booleanNode(scalar.text().equals("true"));
    if (scalar.text().matches("-?[0-9]{1,9}"))
      return JSON.numberNode(Long.parseLong(scalar.text()));
    if (scalar.text().matches("-?[0-9]+\\.[0-9]+")) {
      return JSON.numberNode(Double.parseDouble(scalar.text()));
    }
    return JSON.textNode(scalar.text());
  }
}
