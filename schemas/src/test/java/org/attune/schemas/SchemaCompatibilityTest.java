package org.attune.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * FULL_TRANSITIVE: every schema reads what every released version of it wrote, and is read by it.
 * As long as nothing is released for real, {@code -Dreleased=write} makes today's the released
 * ones.
 */
class SchemaCompatibilityTest {
  private static void validate(Schema head, Schema released) throws SchemaValidationException {
    new SchemaValidatorBuilder()
        .mutualReadStrategy()
        .validateAll()
        .validate(head, List.of(released));
  }

  @Test
  void every_schema_and_its_released_versions_read_each_other() throws Exception {
    var head = SchemaDirectory.schemas(SchemaDirectory.HEAD);
    var released = SchemaDirectory.schemas(SchemaDirectory.RELEASED);
    assertThat(released.keySet()).as("events are never removed").isSubsetOf(head.keySet());
    for (var entry : released.entrySet()) {
      try {
        validate(head.get(entry.getKey()), entry.getValue());
      } catch (SchemaValidationException e) {
        throw new AssertionError(entry.getKey() + " does not fit what was released", e);
      }
    }
  }

  @Test
  void every_event_has_a_released_version() {
    assertThat(SchemaDirectory.files(SchemaDirectory.RELEASED).keySet())
        .as("a new event: run the tests with -Dreleased=write and commit what it writes")
        .containsAll(SchemaDirectory.files(SchemaDirectory.HEAD).keySet());
  }

  @Test
  void a_new_field_without_a_default_a_removed_field_and_a_changed_type_are_found() {
    var released = SchemaBuilder.record("E").fields().requiredString("study").endRecord();
    var added =
        SchemaBuilder.record("E").fields().requiredString("study").requiredInt("n").endRecord();
    var changed = SchemaBuilder.record("E").fields().requiredInt("study").endRecord();
    var removed = SchemaBuilder.record("E").fields().endRecord();
    for (var broken : List.of(added, changed, removed)) {
      assertThatThrownBy(() -> validate(broken, released))
          .isInstanceOf(SchemaValidationException.class);
    }
  }

  @BeforeAll
  static void write_if_asked() throws IOException {
    if (!"write".equals(System.getProperty("released"))) return;
    for (var entry : SchemaDirectory.files(SchemaDirectory.HEAD).entrySet()) {
      Path to = SchemaDirectory.RELEASED.resolve(entry.getKey() + ".avsc");
      Files.createDirectories(to.getParent());
      Files.writeString(to, Files.readString(entry.getValue()));
    }
  }
}
