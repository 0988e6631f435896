package org.attune.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threats T03 and T04: whatever of the allocations was changed afterwards is found, and where. */
class PackageVerificationTest {
  private static final int CHANGED = 11;

  @TempDir Path directory = Path.of("");
  private MadePackage made = MadePackage.of(MadePackage.Method.BLOCKS);

  @BeforeEach
  void make() {
    made = MadePackage.of(MadePackage.Method.BLOCKS);
  }

  @ParameterizedTest
  @EnumSource(MadePackage.Method.class)
  void an_untouched_package_fits_with_every_method(MadePackage.Method method) {
    made = MadePackage.of(method);
    var verified = verified();
    assertThat(verified.sentence()).isEmpty();
    assertThat(verified.allocations()).isEqualTo(MadePackage.ALLOCATIONS);
  }

  @ParameterizedTest
  @EnumSource(MadePackage.Method.class)
  void two_records_whose_order_was_changed_are_found_with_every_method(MadePackage.Method method) {
    made = MadePackage.of(method);
    made.exchange("sequence", CHANGED, CHANGED + 1);
    assertThat(verified().sequence()).contains(CHANGED);
  }

  @ParameterizedTest
  @EnumSource(MadePackage.Method.class)
  void arms_that_two_participants_swapped_are_found_with_every_method(MadePackage.Method method) {
    made = MadePackage.of(method);
    int other = made.nextOfAnotherArm(CHANGED);
    made.exchange("arm", CHANGED, other);
    made.exchangeInTable("arm_code", CHANGED, other);
    assertThat(verified().sequence()).contains(CHANGED);
  }

  @ParameterizedTest
  @EnumSource(MadePackage.Method.class)
  void a_changed_stratum_is_found_with_every_method_that_has_strata(MadePackage.Method method) {
    made = MadePackage.of(method);
    if (!made.hasStrata()) return;
    changesDraw(draw -> draw.put("stratum", made.otherStratum(draw.getString("stratum"))));
    assertThat(verified().sequence()).contains(CHANGED);
  }

  @Test
  void a_skipped_place_of_the_list_is_found() {
    changesDraw(draw -> draw.put("index", draw.getInteger("index") + 1));
    assertThat(verified().sequence()).contains(CHANGED);
    assertThat(verified().sentence().orElseThrow()).contains("index");
  }

  @Test
  void a_draw_that_was_made_again_is_found() {
    made.redraw(CHANGED);
    assertThat(verified().sequence()).contains(CHANGED);
    assertThat(verified().sentence().orElseThrow()).contains("draw");
  }

  @Test
  void a_removed_record_is_found() {
    made.remove(CHANGED);
    assertThat(verified().sequence()).contains(CHANGED);
    assertThat(verified().sentence().orElseThrow()).contains("missing");
  }

  @Test
  void a_changed_ratio_is_found_as_not_committed_to() {
    changesConfiguration(text -> text.replaceFirst("\"ratio\":2", "\"ratio\":1"));
    assertThat(verified().sentence().orElseThrow()).contains("committed to");
  }

  @Test
  void a_ratio_that_was_committed_to_afterwards_is_found_at_the_first_record_it_changes() {
    changesConfiguration(text -> text.replaceFirst("\"ratio\":2", "\"ratio\":1"));
    changesConfiguration(text -> text.replaceFirst("\\[4,8]", "[3,6]"));
    made.commitAgain();
    assertThat(verified().sequence()).contains(0);
  }

  @Test
  void a_forged_commitment_is_found_by_itself_and_against_the_published_one() {
    var published = made.commitment();
    made.forgeSeed();
    assertThat(verified().sentence().orElseThrow()).contains("committed to");
    made.commitAgain();
    made.drawAllAgain();
    assertThat(verified().sentence()).isEmpty(); // a whole forgery is consistent with itself
    var against = made.write(directory);
    assertThat(PackageVerification.of(against, Optional.of(published)).sentence().orElseThrow())
        .contains(published);
  }

  @Test
  void a_table_that_says_otherwise_than_the_record_is_found() {
    made.changeTable("arm_code", CHANGED, "another");
    assertThat(verified().sequence()).contains(CHANGED);
    made = MadePackage.of(MadePackage.Method.BLOCKS);
    made.exchange("participant", CHANGED, CHANGED + 1);
    assertThat(verified().sequence()).contains(CHANGED);
  }

  @Test
  void participants_who_were_swapped_everywhere_are_found_by_when_they_were_allocated() {
    made.exchange("participant", CHANGED, CHANGED + 1);
    made.exchangeInTable("participant_id", CHANGED, CHANGED + 1);
    made.exchangeInTable("allocated_at_utc", CHANGED, CHANGED + 1);
    assertThat(verified().sequence()).contains(CHANGED + 1);
  }

  @Test
  void a_changed_probability_is_found() {
    changesDraw(
        draw -> {
          var first = draw.getJsonArray("counts").getJsonObject(0);
          first.put("numerator", first.getLong("numerator") + 1);
        });
    assertThat(verified().sequence()).contains(CHANGED);
    assertThat(verified().sentence().orElseThrow()).contains("probabilities");
  }

  @Test
  void another_file_that_was_changed_is_named() throws Exception {
    var written = made.write(directory);
    Files.writeString(written.resolve("data/other.csv"), "a\n2\n");
    assertThat(PackageVerification.of(written, Optional.empty()).sentence().orElseThrow())
        .contains("data/other.csv");
  }

  @Test
  void what_is_no_package_or_a_blinded_one_is_said() throws Exception {
    assertThatThrownBy(() -> PackageVerification.of(directory, Optional.empty()))
        .isInstanceOf(UnreadablePackageException.class)
        .hasMessageContaining("no dataset package");
    var written = made.write(directory);
    Files.delete(written.resolve("provenance/randomization.json"));
    assertThatThrownBy(() -> PackageVerification.of(written, Optional.empty()))
        .isInstanceOf(UnreadablePackageException.class)
        .hasMessageContaining("blinded");
  }

  @Test
  void a_record_that_cannot_be_read_does_not_fit() throws Exception {
    var written = made.write(directory);
    Files.writeString(written.resolve("provenance/randomization.json"), "{");
    assertThat(PackageVerification.of(written, Optional.empty()).sentence().orElseThrow())
        .contains("cannot be read");
  }

  private void changesDraw(Consumer<io.vertx.core.json.JsonObject> change) {
    change.accept(made.draw(CHANGED));
  }

  private void changesConfiguration(UnaryOperator<String> change) {
    made.configuration(change.apply(made.configuration()));
  }

  private PackageVerification.Verified verified() {
    return PackageVerification.of(made.write(directory), Optional.empty());
  }
}
