package org.attune.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An analyst reads the schema, not the code: everything says what it is, numbers their unit. */
class SchemaDocumentationTest {
  private static final Set<Type> NUMBERS = EnumSet.of(Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE);

  static Stream<String> events() {
    return SchemaDirectory.files(SchemaDirectory.HEAD).keySet().stream();
  }

  private static Schema schema(String event) {
    return SchemaDirectory.parse(SchemaDirectory.HEAD.resolve(event + ".avsc"));
  }

  /** The schema and all named schemas within it. */
  private static List<Schema> all(Schema schema) {
    var found = new ArrayList<Schema>();
    collect(schema, found, new TreeSet<>());
    return found;
  }

  private static void collect(Schema schema, List<Schema> found, Set<String> names) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!names.add(schema.getFullName())) return;
        found.add(schema);
        for (var field : schema.getFields()) collect(field.schema(), found, names);
      }
      case ENUM -> {
        if (names.add(schema.getFullName())) found.add(schema);
      }
      case ARRAY -> collect(schema.getElementType(), found, names);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found, names));
      default -> {} // scalars have no parts
    }
  }

  private static Schema plain(Schema schema) {
    if (schema.getType() == Type.ARRAY) return plain(schema.getElementType());
    if (schema.getType() != Type.UNION) return schema;
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() != Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_file_is_named_for_its_event_and_its_service(String event) {
    var schema = schema(event);
    var service = event.substring(0, event.indexOf('/'));
    assertThat(event).isEqualTo(service + "/" + schema.getName());
    assertThat(schema.getNamespace()).isEqualTo("org.attune." + service + ".v1");
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_schema_and_field_is_a_sentence_and_every_number_has_a_unit_or_range(String event) {
    for (var schema : all(schema(event))) {
      assertThat(schema.getDoc()).as(schema.getName()).isNotBlank().endsWith(".");
      if (schema.getType() != Type.RECORD) continue;
      for (var field : schema.getFields()) {
        var name = schema.getName() + "." + field.name();
        assertThat(field.doc()).as(name).isNotBlank().endsWith(".");
        if (NUMBERS.contains(plain(field.schema()).getType())) {
          assertThat(field.doc()).as(name).containsAnyOf("Unit: ", "Range: ");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_names_its_study_and_its_time(String event) {
    var schema = schema(event);
    assertThat(schema.getField("study").schema().getType()).isEqualTo(Type.STRING);
    assertThat(schema.getField("at").schema().getLogicalType().getName())
        .isEqualTo("timestamp-micros");
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_time_is_in_microseconds_and_never_a_floating_point_number(String event) {
    for (var schema : all(schema(event))) {
      if (schema.getType() != Type.RECORD) continue;
      for (var field : schema.getFields()) {
        if (!field.name().endsWith("At") && !field.name().equals("at")) continue;
        assertThat(plain(field.schema()).getLogicalType())
            .as(schema.getName() + "." + field.name())
            .isNotNull()
            .extracting(type -> type.getName())
            .isEqualTo("timestamp-micros");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_value_that_a_reader_does_not_know_is_unknown(String event) {
    for (var schema : all(schema(event))) {
      if (schema.getType() != Type.ENUM) continue;
      assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
      assertThat(schema.getEnumSymbols()).as(schema.getName()).contains("UNKNOWN");
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void what_may_be_absent_is_absent_by_default(String event) {
    for (var schema : all(schema(event))) {
      if (schema.getType() != Type.RECORD) continue;
      for (var field : schema.getFields()) {
        if (field.schema().getType() != Type.UNION) continue;
        var types = field.schema().getTypes();
        assertThat(types).as(schema.getName() + "." + field.name()).hasSize(2);
        assertThat(types.getFirst().getType()).as(field.name()).isEqualTo(Type.NULL);
        assertThat(field.hasDefaultValue()).as(field.name()).isTrue();
      }
    }
  }

  @Test
  void restricted_events_exist() throws IOException {
    var restricted = listed("restricted.txt");
    assertThat(SchemaDirectory.files(SchemaDirectory.HEAD).keySet()).containsAll(restricted);
    assertThat(restricted).contains("randomization/ArmAllocated", "randomization/SeedRevealed");
  }

  @Test
  void events_of_either_topic_exist_and_are_not_always_restricted() throws IOException {
    var either = listed("either.txt");
    assertThat(SchemaDirectory.files(SchemaDirectory.HEAD).keySet()).containsAll(either);
    assertThat(either)
        .contains("ema/PromptsPlanned")
        .doesNotContainAnyElementsOf(listed("restricted.txt"));
  }

  private static List<String> listed(String file) throws IOException {
    return Files.readAllLines(SchemaDirectory.HEAD.resolve(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(String::strip)
        .toList();
  }

  @Test
  void no_public_event_says_an_arm() throws IOException {
    var restricted = Files.readString(SchemaDirectory.HEAD.resolve("restricted.txt"));
    SchemaDirectory.schemas(SchemaDirectory.HEAD)
        .forEach(
            (event, schema) -> {
              if (restricted.contains(event)) return;
              for (var part : all(schema)) {
                if (part.getType() != Type.RECORD) continue;
                assertThat(part.getFields())
                    .as(event)
                    .extracting(Schema.Field::name)
                    .doesNotContain("arm", "programme", "allocation");
              }
            });
  }
}
