package org.attune.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.standalone.verify.DecisionVerification.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever of the decisions was changed afterwards is found, and where. */
class DecisionVerificationTest {
  @TempDir Path directory = Path.of("");

  private final MadeDecisions made = MadeDecisions.make();

  private Verified verified() {
    return DecisionVerification.of(made.write(directory), Optional.empty());
  }

  private void finds(JsonObject decision, String sentence) {
    var verified = verified();
    assertThat(verified.sentence().orElse("")).contains(sentence);
    assertThat(verified.decision()).contains(decision.getString("decision"));
  }

  @Test
  void an_untouched_package_fits() {
    var verified = verified();
    assertThat(verified.sentence()).isEmpty();
    assertThat(verified.decisions()).isEqualTo(MadeDecisions.PROMPTS);
    assertThat(verified.available()).isBetween(5, MadeDecisions.PROMPTS);
  }

  @Test
  void a_changed_draw_is_found() {
    var changed = made.drawn("none");
    changed.put("draw", 0.123);
    finds(changed, "Its draw is not the one that the seed gives");
  }

  @Test
  void a_changed_option_is_found_in_the_record_and_in_the_table() {
    var changed = made.drawn("none");
    changed.put("option", "soothing-breath");
    finds(changed, "its draw falls on 'none'");
    changed.put("option", "none");
    made.row(changed).put("action", "soothing-breath");
    finds(changed, "Its action is 'soothing-breath' in the table of decisions");
  }

  @Test
  void a_changed_probability_is_found_in_the_record_and_in_the_table() {
    var changed = made.drawn("soothing-breath");
    var first = changed.getJsonArray("chances").getJsonObject(0);
    double before = first.getDouble("probability");
    first.put("probability", before - 0.01);
    finds(changed, "but the policy gives");
    first.put("probability", 0.7);
    finds(changed, "outside of its bounds");
    first.put("probability", before);
    made.options.getFirst().put("probability", "0.25");
    assertThat(verified().sentence().orElse("")).contains("in the table of options");
  }

  @Test
  void a_decision_that_is_missing_everywhere_is_found_by_its_prompt() {
    int last = MadeDecisions.PROMPTS - 1;
    made.all().remove(last);
    made.decisions.remove(last);
    assertThat(verified().sentence()).contains("Prompt q085 has no decision of 'soothing'.");
  }

  @Test
  void a_decision_that_is_missing_in_the_record_alone_is_found_by_its_prompt() {
    made.all().remove(3);
    assertThat(verified().sentence()).contains("Prompt q014 has no decision of 'soothing'.");
  }

  @Test
  void a_doubled_decision_is_found() {
    var again = made.drawn("none").copy();
    made.all().add(again);
    finds(again, "It stands in the record twice");
    again.put("id", "00000000-0000-8000-8000-000000000001").put("decision", "m999");
    finds(again, "has another decision of 'soothing'");
  }

  @Test
  void a_changed_answer_is_found_by_the_table_of_answers() {
    var changed = made.drawn("none");
    var inputs = changed.getJsonArray("inputs");
    for (int i = 0; i < inputs.size(); i++) {
      var input = inputs.getJsonObject(i);
      if (!input.getString("name").equals("answer.distress")) continue;
      input.put("value", "99");
      for (var row : made.inputs) {
        boolean same = row.get("decision_id").equals(changed.getString("decision"));
        if (same && row.get("input").equals("answer.distress")) row.put("value", "99");
      }
    }
    finds(changed, "Its input answer.distress is '99', but by the other tables");
  }

  @Test
  void availability_that_its_inputs_do_not_give_is_found() {
    var changed = made.unavailable("CONDITION_FALSE");
    changed.put("reason", "CONDITION_UNKNOWN");
    finds(changed, "By its inputs it is CONDITION_FALSE, not CONDITION_UNKNOWN");
  }

  @Test
  void something_given_to_somebody_unavailable_is_found() {
    var changed = made.unavailable("NOT_ANSWERED");
    changed.put("option", "soothing-breath");
    finds(changed, "Something was given though the participant was unavailable");
  }

  @Test
  void a_reason_that_the_prompt_does_not_have_is_found() {
    var changed = made.unavailable("NOT_ANSWERED");
    changed.put("reason", "DECLINED");
    made.row(changed).put("unavailable_reason", "declined");
    finds(changed, "Its prompt came to NOT_ANSWERED, but the decision says DECLINED");
  }

  @Test
  void another_policy_or_seed_is_found_as_not_committed_to() {
    var policies = made.record.getString("policies");
    made.record.put("policies", policies.replace("0.45", "0.46"));
    assertThat(verified().sentence().orElse("")).contains("committed to");
    made.record.put("policies", policies).put("seed", "00".repeat(32));
    assertThat(verified().sentence().orElse("")).contains("committed to");
  }

  @Test
  void the_published_commitment_is_compared_with_the_package() {
    var other = "ab".repeat(32);
    var verified = DecisionVerification.of(made.write(directory), Optional.of(other));
    assertThat(verified.sentence().orElse("")).contains(other);
  }

  @Test
  void a_file_that_was_changed_otherwise_is_found() throws IOException {
    var written = made.write(directory);
    var file = written.resolve("data/study-soothing-mrt_description-prompts_data.csv");
    Files.writeString(file, Files.readString(file).replace("p1", "p2"));
    assertThat(DecisionVerification.of(written, Optional.empty()).sentence().orElse(""))
        .contains("is not the file that checksums.sha256 lists");
  }

  @Test
  void a_package_without_a_record_of_decisions_is_unusable() throws IOException {
    var written = made.write(directory);
    Files.delete(written.resolve("provenance/decisions.json"));
    assertThatThrownBy(() -> DecisionVerification.of(written, Optional.empty()))
        .isInstanceOf(UnreadablePackageException.class)
        .hasMessageContaining("decision");
    Files.writeString(written.resolve("provenance/decisions.json"), "{");
    assertThat(DecisionVerification.of(written, Optional.empty()).sentence().orElse(""))
        .contains("cannot be read");
  }
}
