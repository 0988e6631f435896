package org.attune.testkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.testkit.checker.Acknowledged.Kind;
import org.attune.testkit.checker.Recorded.ArmAllocated;
import org.attune.testkit.checker.Recorded.Cancel;
import org.attune.testkit.checker.Recorded.Expiry;
import org.attune.testkit.checker.Recorded.ParticipantErased;
import org.attune.testkit.checker.Recorded.ParticipantLeft;
import org.attune.testkit.checker.Recorded.ParticipantRandomized;
import org.attune.testkit.checker.Recorded.PromptAnswered;
import org.attune.testkit.checker.Recorded.PromptExpired;
import org.attune.testkit.checker.Recorded.PromptLapsed;
import org.attune.testkit.checker.Recorded.PromptSent;
import org.attune.testkit.checker.Recorded.PromptsCancelled;
import org.attune.testkit.checker.Recorded.PromptsPlanned;
import org.attune.testkit.checker.Recorded.RandomizationCommitted;
import org.attune.testkit.checker.Recorded.SeedRevealed;
import org.attune.testkit.checker.Recorded.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A clean world is found clean; one thing done to it breaks one promise, and the verdict says which
 * and where. Ann answers her first prompt, lets the second expire; Bea leaves before her second.
 * Both live in Madrid in winter (UTC+1); quiet hours are 22:00 to 08:00.
 */
class HistoryCheckerIT {
  private static final String STUDY = "kindness-pilot";
  private static final UUID ANN_ID = new UUID(0x8000, 0x8000_0000_0000_0001L);
  private static final UUID BEA_ID = new UUID(0x8000, 0x8000_0000_0000_0002L);
  private static final EventKey ANN = EventKey.of(STUDY, ANN_ID);
  private static final EventKey BEA = EventKey.of(STUDY, BEA_ID);
  private static final EventKey ALL = EventKey.ofStudy(STUDY);
  private static final UUID ANN_1 = new UUID(1, 1);
  private static final UUID ANN_2 = new UUID(1, 2);
  private static final UUID BEA_1 = new UUID(2, 1);
  private static final UUID BEA_2 = new UUID(2, 2);
  private static final UUID ANSWER = new UUID(3, 1);
  private static final LocalDate DAY = LocalDate.of(2027, 2, 1);
  private static final String SEED = "00".repeat(31) + "07";
  private static final String CONFIGURATION = "{\"ratio\":[1,1]}";

  private RecordedWorld world;

  @BeforeEach
  void record_a_clean_world() throws Exception {
    world = new RecordedWorld();
    world.replay = Optional.of((seed, allocations) -> List.of("kindness", "waiting"));
    studies();
    allocations();
    prompts();
    world.settle();
    world.acknowledged.add(new Acknowledged(ANN, Kind.ANSWER, ANSWER, at("10:07")));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void studies() {
    world.open(STUDY, at("06:00"), at("06:30"));
  }

  private void allocations() {
    var commitment =
        HexFormat.of()
            .formatHex(
                Digests.sha256(
                    HexFormat.of().parseHex(SEED), CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    world.record(
        "randomization", ALL, new RandomizationCommitted(STUDY, 1, commitment, "1", at("06:30")));
    world.record("randomization", ANN, allocated(ANN_ID, "kindness", 0), randomized(ANN_ID));
    world.record("randomization", BEA, allocated(BEA_ID, "waiting", 1), randomized(BEA_ID));
    world.record(
        "randomization", ALL, new SeedRevealed(STUDY, SEED, CONFIGURATION, "end", at("23:00")));
  }

  private void prompts() {
    world.record("ema", ANN, planned(ANN_ID, ANN_1, ANN_2));
    world.record("ema", ANN, sent(ANN_ID, ANN_1, "10:00"));
    world.record("ema", ANN, answered(ANN_ID, ANN_1, "10:07"));
    world.record("ema", ANN, sent(ANN_ID, ANN_2, "15:00"));
    world.record("ema", ANN, new PromptLapsed(STUDY, ANN_ID, ANN_2, at("15:30")));
    world.record(
        "ema", ANN, new PromptExpired(STUDY, ANN_ID, ANN_2, Expiry.NOT_OPENED, at("16:00")));
    world.record("ema", BEA, planned(BEA_ID, BEA_1, BEA_2));
    world.record("ema", BEA, sent(BEA_ID, BEA_1, "10:00"));
    world.record(
        "enrollment",
        BEA,
        new ParticipantLeft(STUDY, BEA_ID, Recorded.Way.WITHDRAW_FOLLOWUP, "no time", at("10:10")));
    world.settle();
    world.record(
        "ema",
        BEA,
        Optional.of(world.positionOf("enrollment", BEA, "ParticipantLeft")),
        new PromptsCancelled(STUDY, BEA_ID, List.of(BEA_1, BEA_2), Cancel.LEFT, at("10:10")));
    for (var key : List.of(ANN, BEA)) {
      world.sql("ema", "insert into slot_count values (?, ?, 1)", STUDY, key.participant());
    }
  }

  private static Instant at(String time) {
    return Instant.parse("2027-02-01T" + time + ":00Z");
  }

  private static ArmAllocated allocated(UUID participant, String arm, int index) {
    return new ArmAllocated(
        STUDY,
        participant,
        arm,
        "permuted-blocks",
        List.of(),
        "all",
        index,
        index,
        0,
        2,
        List.of(),
        "00",
        0,
        "1",
        DAY,
        "Europe/Madrid",
        1,
        at("08:00"));
  }

  private static ParticipantRandomized randomized(UUID participant) {
    return new ParticipantRandomized(STUDY, participant, DAY, "Europe/Madrid", 1, at("08:00"));
  }

  private static PromptsPlanned planned(UUID participant, UUID first, UUID second) {
    return new PromptsPlanned(
        STUDY,
        participant,
        "daily",
        DAY,
        "Europe/Madrid",
        "2026a",
        1,
        "momentary",
        List.of(slot(first, 1, "10:00"), slot(second, 2, "15:00")),
        at("09:00"));
  }

  private static Slot slot(UUID id, int index, String time) {
    var at = at(time);
    return new Slot(id, index, at, "", 60, at.plus(Duration.ofMinutes(30)), List.of());
  }

  private static PromptSent sent(UUID participant, UUID slot, String time) {
    return new PromptSent(STUDY, participant, slot, "email", Recorded.Outcome.ACCEPTED, at(time));
  }

  private static PromptAnswered answered(UUID participant, UUID slot, String time) {
    return new PromptAnswered(
        STUDY,
        participant,
        slot,
        ANSWER,
        Recorded.Completeness.COMPLETE,
        List.of(),
        Optional.empty(),
        at(time),
        at(time),
        0,
        at(time),
        Recorded.Arrival.IN_TIME,
        at(time));
  }

  private void breaks(Promise promise, String where) {
    var verdict = world.check();
    assertThat(verdict.broken())
        .as(verdict.toString())
        .anySatisfy(
            broken -> {
              assertThat(broken.promise()).isEqualTo(promise);
              assertThat(broken.where()).contains(where);
            });
  }

  private void breaksOnly(Promise promise, String where) {
    breaks(promise, where);
    assertThat(world.check().broken()).extracting(Broken::promise).containsOnly(promise);
  }

  @Test
  void a_clean_world_is_found_clean() {
    var verdict = world.check();
    assertThat(verdict.broken()).as(verdict.toString()).isEmpty();
    assertThat(verdict.counted())
        .containsEntry("slots", 4L)
        .containsEntry("acknowledged", 1L)
        .containsEntry("allocations", 2L)
        .containsEntry("events", 18L)
        .containsEntry("sink rows", 18L);
  }

  @Test
  void an_acknowledged_answer_that_nobody_recorded_is_lost() {
    world.acknowledged.add(new Acknowledged(ANN, Kind.ANSWER, new UUID(3, 9), at("15:05")));
    breaksOnly(Promise.I1, new UUID(3, 9).toString());
  }

  @Test
  void an_answer_that_is_not_in_the_sink_is_lost() {
    world.sql("analytics", "delete from ema__prompt_answered");
    breaks(Promise.I1, "answer " + ANSWER);
    breaks(Promise.I2, "sink ema__prompt_answered ema.v1:");
  }

  @Test
  void an_event_applied_twice_has_two_effects() {
    var left = world.positionOf("enrollment", BEA, "ParticipantLeft");
    world.record("ema", BEA, planned(BEA_ID, new UUID(2, 3), new UUID(2, 4)));
    world.record(
        "ema",
        BEA,
        Optional.of(left),
        new PromptsCancelled(
            STUDY, BEA_ID, List.of(new UUID(2, 3), new UUID(2, 4)), Cancel.LEFT, at("10:12")));
    world.settle();
    breaks(Promise.I2, "ema history " + BEA + " #5 PromptsCancelled");
  }

  @Test
  void an_event_numbered_twice_is_sent_twice() {
    world.sql(
        "ema",
        "insert into log select topic, partition, epoch, number + 1000, study, participant, seq"
            + " from log where participant = ? and seq = 2",
        ANN.participant());
    breaks(Promise.I2, "ema history " + ANN + " #2 PromptSent");
  }

  @Test
  void an_event_that_the_sink_missed_is_named_by_its_position() {
    var sent = world.positionOf("ema", ANN, "PromptAnswered");
    world.sql(
        "analytics",
        "delete from sink_event where topic = ? and partition = ? and number = ?",
        sent.topic(),
        sent.partition(),
        sent.number());
    breaks(Promise.I2, "ema log " + sent);
  }

  @Test
  void a_consumer_that_stands_still_and_a_parked_event_are_named() {
    world.sql("analytics", "update cursor set number = number - 1 where topic = 'enrollment.v1'");
    breaksOnly(Promise.I2, "analytics cursor enrollment.v1:");
    world.sql("analytics", "update cursor set number = number + 1 where topic = 'enrollment.v1'");
    world.sql(
        "ema",
        "insert into parked values ('ema', 'studies.v1', 2, 1, 4, ?, '{}', null, 'Bug')",
        ANN.toString());
    breaksOnly(Promise.I2, "ema parked studies.v1:2:1:4");
  }

  @Test
  void two_events_of_a_participant_in_the_wrong_order_are_named() {
    var columns = "event_id, type, topic, payload, salt, digest, occurred_at, cause";
    world.sql(
        "ema",
        "update history h set (%1$s) = (select %1$s from history o where o.study = h.study"
                .formatted(columns)
            + " and o.participant = h.participant and o.seq = 5 - h.seq)"
            + " where participant = ? and seq in (2, 3)",
        ANN.participant());
    breaks(Promise.I3, "ema history " + ANN + " #3 PromptSent");
    breaks(Promise.I8, "ema ledger " + ANN);
  }

  @Test
  void log_numbers_against_the_order_of_a_key_are_named() {
    world.sql(
        "ema",
        "update log l set seq = 5 - seq where participant = ? and seq in (2, 3)",
        ANN.participant());
    breaks(Promise.I3, "ema history " + ANN + " #3 PromptAnswered");
  }

  @Test
  void a_gap_in_a_history_is_named() {
    world.sql("ema", "delete from history where participant = ? and seq = 5", ANN.participant());
    breaks(Promise.I3, "ema history " + ANN + " #6 PromptExpired");
    breaks(Promise.I8, "ema ledger " + ANN);
    breaks(Promise.I2, "ema log ema.v1:");
  }

  @Test
  void a_second_end_of_a_slot_is_named() {
    world.record(
        "ema", ANN, new PromptExpired(STUDY, ANN_ID, ANN_1, Expiry.NOT_OPENED, at("17:00")));
    world.settle();
    breaksOnly(Promise.I4, "ema history " + ANN + " #7 PromptExpired");
  }

  @Test
  void a_slot_that_never_ends_is_named_once_the_study_is_over() {
    world.record("ema", ANN, planned(ANN_ID, new UUID(1, 3), new UUID(1, 4)).withAt(at("17:00")));
    world.settle();
    world.sql("ema", "update slot_count set slots = 2 where participant = ?", ANN.participant());
    breaksOnly(Promise.I4, "ema history " + ANN + " #7 PromptsPlanned");
    world.terms = World.Terms.live();
    assertThat(world.check().broken()).isEmpty();
  }

  @Test
  void a_prompt_after_withdrawal_is_named() {
    var later = new UUID(2, 3);
    world.record("ema", BEA, planned(BEA_ID, later, new UUID(2, 4)).withAt(at("11:00")));
    world.record("ema", BEA, sent(BEA_ID, later, "15:01"));
    world.settle();
    breaks(Promise.I5, "ema history " + BEA + " #5 PromptSent");
  }

  @Test
  void a_prompt_after_stopping_prompts_is_named_and_after_stopping_the_programme_is_none() {
    var later = new UUID(1, 3);
    var ignored = new UUID(1, 4);
    world.record("ema", ANN, planned(ANN_ID, later, ignored).withAt(at("11:00")));
    world.record(
        "enrollment",
        ANN,
        new ParticipantLeft(STUDY, ANN_ID, Recorded.Way.STOP_INTERVENTION, "no time", at("11:30")));
    world.record("ema", ANN, sent(ANN_ID, ignored, "15:01"));
    world.settle();
    assertThat(world.check().of(Promise.I5)).isEmpty();
    world.record(
        "enrollment",
        ANN,
        new ParticipantLeft(STUDY, ANN_ID, Recorded.Way.STOP_PROMPTS, "too many", at("11:31")));
    world.settle();
    breaks(Promise.I5, "ema history " + ANN + " #8 PromptSent");
  }

  @Test
  void a_prompt_before_its_time_after_its_window_or_in_quiet_hours_is_named() {
    var early = new UUID(1, 5);
    var night = new UUID(1, 6);
    world.record(
        "ema",
        ANN,
        planned(ANN_ID, early, night).withSlots(slot(early, 3, "18:00"), slot(night, 4, "21:30")));
    world.record("ema", ANN, sent(ANN_ID, early, "17:59"), sent(ANN_ID, night, "21:30"));
    world.record("ema", ANN, sent(ANN_ID, early, "18:30"));
    world.settle();
    breaks(Promise.I5, "ema history " + ANN + " #8 PromptSent");
    breaks(Promise.I5, "ema history " + ANN + " #9 PromptSent");
    breaks(Promise.I5, "ema history " + ANN + " #10 PromptSent");
    assertThat(world.check().of(Promise.I5)).hasSize(3);
  }

  @Test
  void a_changed_allocation_is_not_what_the_seed_gives() {
    world.replay = Optional.of((seed, allocations) -> List.of("kindness", "kindness"));
    breaksOnly(Promise.I6, "randomization history " + BEA + " #1 ArmAllocated");
  }

  @Test
  void another_arm_in_the_sink_is_named() {
    world.sql(
        "analytics",
        "update restricted__randomization__arm_allocated set arm = 'kindness'"
            + " where participant_id = ?",
        BEA_ID);
    breaksOnly(Promise.I6, "randomization history " + BEA + " #1 ArmAllocated");
  }

  @Test
  void a_second_allocation_and_a_position_used_twice_are_named() {
    world.record("randomization", ANN, allocated(ANN_ID, "waiting", 1));
    world.settle();
    breaks(Promise.I6, "randomization history " + ANN + " #3 ArmAllocated");
    assertThat(world.check().of(Promise.I6))
        .extracting(Broken::sentence)
        .contains("The participant was allocated already.");
  }

  @Test
  void another_seed_than_the_committed_one_is_named() {
    world.record(
        "randomization",
        ALL,
        new SeedRevealed(STUDY, "11".repeat(32), CONFIGURATION, "end", at("23:30")));
    world.settle();
    breaks(Promise.I6, "randomization history " + STUDY + " #3 SeedRevealed");
  }

  @Test
  void one_changed_byte_in_a_history_is_named() {
    world.sql(
        "ema",
        "update history set payload = set_byte(payload, 20, get_byte(payload, 20) # 1)"
            + " where participant = ? and seq = 3",
        ANN.participant());
    breaks(Promise.I8, "ema history " + ANN + " #3 PromptAnswered");
  }

  @Test
  void a_changed_row_whose_digest_was_made_to_fit_breaks_the_chain() {
    world.sql(
        "ema",
        "update history set payload = set_byte(payload, 70, get_byte(payload, 70) # 1)"
            + " where participant = ? and seq = 2",
        ANN.participant());
    world.sql(
        "ema",
        "update history set digest = sha256(salt || payload) where participant = ? and seq = 2",
        ANN.participant());
    breaks(Promise.I8, "ema ledger " + ANN);
  }

  @Test
  void a_changed_row_whose_whole_chain_was_made_to_fit_is_not_what_was_signed() {
    world.sign();
    assertThat(world.check().broken()).isEmpty();
    world.sql(
        "ema",
        "update history set payload = set_byte(payload, 70, get_byte(payload, 70) # 1)"
            + " where participant = ? and seq = 2",
        ANN.participant());
    world.chainAnew("ema", ANN);
    assertThat(world.check().of(Promise.I8))
        .extracting(Broken::sentence)
        .containsExactly(
            "Checkpoint 1 does not fit: History rows #1 to #6 are not those it covers.");
  }

  @Test
  void an_erased_row_keeps_the_chain() {
    world.sql(
        "ema",
        "update history set payload = null, salt = null where participant = ? and seq = 5",
        ANN.participant());
    assertThat(world.check().of(Promise.I8)).isEmpty();
    world.sql(
        "ema",
        "update history set payload = '\\x00' where participant = ? and seq = 5",
        ANN.participant());
    breaks(Promise.I8, "ema history " + ANN + " #5 PromptLapsed");
  }

  /** Cal's prompts never ended, an answer was acknowledged, and then Cal withdrew all of it. */
  private EventKey erasedCal() {
    var id = new UUID(0x8000, 0x8000_0000_0000_0003L);
    var cal = EventKey.of(STUDY, id);
    world.record("ema", cal, planned(id, new UUID(4, 1), new UUID(4, 2)));
    world.record("ema", cal, sent(id, new UUID(4, 1), "10:00"));
    world.sql("ema", "insert into slot_count values (?, ?, 1)", STUDY, cal.participant());
    world.acknowledged.add(new Acknowledged(cal, Kind.ANSWER, new UUID(3, 7), at("10:07")));
    world.acknowledged.add(new Acknowledged(cal, Kind.LEAVING, id, at("10:08")));
    world.settle();
    world.sign();
    world.erase(
        cal,
        new ParticipantErased(
            STUDY, id, "s1", 1, Recorded.Reached.ENROLLED, "privacy", at("10:08")));
    world.terms = new World.Terms(true, false, Duration.ZERO);
    return cal;
  }

  @Test
  void a_world_with_an_erased_participant_is_clean_and_what_was_signed_still_fits() {
    erasedCal();
    var verdict = world.check();
    assertThat(verdict.broken()).as(verdict.toString()).isEmpty();
    assertThat(verdict.counted()).containsEntry("erased", 1L);
  }

  @Test
  void contents_of_an_erased_participant_that_are_left_are_named() {
    var cal = erasedCal();
    world.sql(
        "ema",
        "update history set payload = '\\x00', salt = '\\x00' where participant = ? and seq = 2",
        cal.participant());
    breaks(Promise.I12, "ema history " + cal + " #2 PromptSent");
  }

  @Test
  void rows_of_an_erased_participant_that_are_left_are_named() {
    var cal = erasedCal();
    world.sql("ema", "insert into slot_count values (?, ?, 1)", STUDY, cal.participant());
    breaks(Promise.I12, "ema slot_count of " + cal);
    world.sql("ema", "delete from slot_count where participant = ?", cal.participant());
    world.sql(
        "ema",
        "insert into parked values ('ema', 'studies.v1', 2, 1, 4, ?, '{}', null, 'Bug')",
        cal.toString());
    breaks(Promise.I12, "ema parked of " + cal);
  }

  @Test
  void an_event_of_an_erased_participant_that_the_sink_still_holds_is_named() {
    var cal = erasedCal();
    var sent = world.positionOf("ema", cal, "PromptSent");
    world.sql(
        "analytics",
        "insert into sink_event values (?, ?, 1, ?, gen_random_uuid(), 'PromptSent', ?, ?, now())",
        sent.topic(),
        sent.partition(),
        sent.number(),
        STUDY,
        cal.participant());
    breaks(Promise.I12, "sink " + sent);
    breaks(Promise.I12, "sink of " + cal);
  }

  @Test
  void a_service_that_did_not_erase_whom_enrollment_erased_is_named() {
    var cal = erasedCal();
    world.sql("ema", "update ledger set erased_at = null where participant = ?", cal.participant());
    breaks(Promise.I12, "ema of " + cal);
  }

  @Test
  void an_edited_row_is_not_what_the_history_implies() {
    world.sql("ema", "update slot_count set slots = 9 where participant = ?", BEA.participant());
    breaksOnly(Promise.I9, "ema state " + BEA + " slot_count");
  }

  @Test
  void an_edited_copy_of_a_study_is_not_what_its_history_implies() {
    world.sql("ema", "update study_book set target = 41");
    breaksOnly(Promise.I9, "ema study " + STUDY + " target");
  }

  @Test
  void an_export_that_differs_the_second_time_is_named() {
    world.exports.add(() -> "ab");
    assertThat(world.check().broken()).isEmpty();
    var made = new AtomicInteger();
    world.exports.add(() -> "hash " + made.incrementAndGet());
    breaksOnly(Promise.I10, "dataset hash ");
  }

  @Test
  void acknowledged_acts_are_read_as_they_were_written(@org.junit.jupiter.api.io.TempDir Path dir)
      throws Exception {
    var file = dir.resolve("acts.jsonl");
    var acts = new AcknowledgedFile(file);
    acts.add(world.acknowledged.getFirst());
    java.nio.file.Files.writeString(
        file, "{\"participant\":\"cut sh", java.nio.file.StandardOpenOption.APPEND);
    assertThat(acts.read()).isEqualTo(world.acknowledged);
  }
}
