package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One step of a design, from files as the documentation shows them. */
class DesignStepCommandTest {
  private static final String MINIMISATION =
      """
      {"method": "minimisation", "arms": {"one": 1, "two": 1}, "imbalance": "range", "p": "3/4",
       "factors": {"sex": 1, "age": 1}}
      """;

  @TempDir Path directory;

  private DesignForm design(String text) throws IOException {
    var file = Files.writeString(directory.resolve("design.json"), text);
    return DesignForm.read(file, new io.vertx.core.json.JsonObject(text));
  }

  private StateForm state(String text, DesignForm design) {
    return new StateForm(
        directory.resolve("state.json"), new io.vertx.core.json.JsonObject(text), design);
  }

  @Test
  void the_groups_of_the_newcomer_are_in_the_order_of_factors_and_arms() throws IOException {
    var design = design(MINIMISATION);
    var state =
        state(
            """
            {"counts": {"age": {"young": {"two": 18, "one": 16}}, "sex": {"f": {"one": 30, "two": 31}}},
             "newcomer": {"age": "young", "sex": "m"}}
            """,
            design);
    assertThat(state.groups()).containsExactly(java.util.List.of(0, 0), java.util.List.of(16, 18));
    var step = design.minimisation().next(state.groups());
    assertThat(step.tied()).containsExactly(0);
    assertThat(step.odds().share(0)).isEqualTo(0.75);
  }

  @Test
  void a_design_without_factors_looks_at_the_places_so_far() throws IOException {
    var design =
        design("{\"method\": \"big-stick\", \"arms\": {\"one\": 1, \"two\": 1}, \"mti\": 2}");
    var state = state("{\"counts\": {\"one\": 5, \"two\": 3}}", design);
    var odds = design.sequential().next(state.counts(state.state(), "counts"));
    assertThat(odds.share(0)).isZero();
    assertThat(odds.share(1)).isEqualTo(1);
  }

  @Test
  void what_does_not_fit_is_said_with_its_place() throws IOException {
    assertThatThrownBy(() -> design("{\"method\": \"simple\", \"arms\": {\"one\": \"1\"}}"))
        .hasMessageContaining("arms must be an object of names and whole numbers");
    assertThatThrownBy(() -> design("{\"arms\": {\"one\": 1}, \"colour\": 1}"))
        .hasMessageContaining("colour is not a field");
    var design = design(MINIMISATION);
    assertThatThrownBy(
            () -> state("{\"counts\": {}, \"newcomer\": {\"sex\": \"f\"}}", design).groups())
        .hasMessageContaining("sex must be an object");
    assertThatThrownBy(
            () -> state("{\"counts\": {\"eyes\": {}}, \"newcomer\": {}}", design).groups())
        .hasMessageContaining("no factor eyes");
    var wrong = "{\"counts\": {\"sex\": {\"f\": {\"three\": 1}}}, \"newcomer\": {\"sex\": \"f\"}}";
    assertThatThrownBy(() -> state(wrong, design).groups())
        .hasMessageContaining("f.three must be a whole number");
  }
}
