package org.attune.outcomes.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.CONSENT;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;
import static org.attune.outcomes.domain.Trial.answers;
import static org.attune.outcomes.domain.Trial.visitId;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.answer.AnswerRules.AnswerInstrument;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.answer.AnswerRules.Standing;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.Refusal;
import org.attune.outcomes.domain.ScoreValue;
import org.attune.outcomes.domain.Trial;
import org.attune.outcomes.domain.VisitRules;
import org.junit.jupiter.api.Test;

/** What becomes of answers to Ann's baseline, open from 2 to 16 March 2026 in Madrid. */
class AnswerTest {
  private static final Instant TUESDAY = Instant.parse("2026-03-03T12:00:00Z");
  private static final UUID FIRST = new UUID(0x8000L, 0x8000_0000_0000_0011L);
  private static final UUID SECOND = new UUID(0x8000L, 0x8000_0000_0000_0012L);

  private final List<OutcomesEvent> history = new ArrayList<>(List.of(Trial.plan(CONSENT)));

  private AnswerTest given(OutcomesEvent... events) {
    history.addAll(List.of(events));
    return this;
  }

  private AnswerTest answered(String... codes) {
    for (var code : codes) {
      var id = UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8));
      var decision = when(command(id, code, 1, TUESDAY, TUESDAY));
      history.addAll(((Decision.Accepted) decision).events());
    }
    return this;
  }

  private static AnswerInstrument command(
      UUID id, String code, int answer, Instant completedAt, Instant at) {
    return new AnswerInstrument(
        STUDY,
        ANN,
        visitId("baseline"),
        id,
        code,
        answers(code, answer),
        completedAt,
        completedAt.plusSeconds(90),
        90_000,
        at);
  }

  /** Also holds the law that a second delivery is accepted and changes nothing. */
  private Decision when(AnswerInstrument command) {
    var decision = decide(history, command);
    if (decision instanceof Decision.Accepted(var events)) {
      var later = new ArrayList<>(history);
      later.addAll(events);
      assertThat(decide(later, command)).as("second delivery").isEqualTo(Decision.accept());
    }
    return decision;
  }

  private static Decision decide(List<OutcomesEvent> history, AnswerInstrument command) {
    var visit = Trial.after(history.toArray(new OutcomesEvent[0])).get(command.visit());
    var kept = new ArrayList<Kept>();
    for (var event : history) {
      if (event instanceof InstrumentAnswered answered) kept.add(Kept.of(answered));
      if (event instanceof InstrumentKept evidence) kept.add(Kept.of(evidence));
    }
    return AnswerRules.answer(visit, PROTOCOL, PROTOCOL, kept, Standing.IN_STUDY, command);
  }

  private static Refusal refusal(Decision decision) {
    return ((Decision.Refused) decision).reason();
  }

  @Test
  void an_answer_within_the_window_is_stored_with_all_its_items() {
    var decision = when(command(FIRST, "phq9", 1, TUESDAY, TUESDAY));
    var events = ((Decision.Accepted) decision).events();
    assertThat(events).hasSize(1);
    var event = (InstrumentAnswered) events.getFirst();
    assertThat(event.items()).hasSize(9);
    assertThat(event.receivedAt()).isEqualTo(TUESDAY);
    assertThat(event.deviceCompletedAt()).contains(TUESDAY.plusSeconds(90));
    assertThat(event.skewMillis()).contains(90_000L);
  }

  @Test
  void the_last_answer_completes_the_visit_with_all_scores_and_the_attachment() {
    answered("demographics", "dass21", "scs26", "ffmq15", "phq9");
    var decision = when(command(FIRST, "ecr_rs", 1, TUESDAY, TUESDAY));
    var events = ((Decision.Accepted) decision).events();
    var completed = (VisitCompleted) events.get(1);
    assertThat(completed.scores())
        .extracting(ScoreValue::score)
        .isSorted()
        .contains("dass21_total_x2", "ecr_rs_anxiety", "phq9_total", "scs26_total");
    assertThat(completed.scores())
        .filteredOn(score -> score.score().equals("phq9_total"))
        .extracting(ScoreValue::value)
        .containsExactly(Optional.of("9"));
    assertThat(completed.attachmentAnxiety()).contains("1");
    assertThat(completed.attachmentStyle()).isPresent();
  }

  @Test
  void too_many_items_left_out_give_no_score_and_say_why() {
    answered("demographics", "dass21", "scs26", "ffmq15", "ecr_rs");
    var few = answers("phq9", 1).subList(0, 3);
    var command =
        new AnswerInstrument(
            STUDY, ANN, visitId("baseline"), FIRST, "phq9", few, TUESDAY, TUESDAY, 0, TUESDAY);
    var completed = (VisitCompleted) ((Decision.Accepted) when(command)).events().get(1);
    var total =
        completed.scores().stream()
            .filter(score -> score.score().equals("phq9_total"))
            .findFirst()
            .orElseThrow();
    assertThat(total.value()).isEmpty();
    assertThat(total.missingReason()).contains("too_few_items");
  }

  @Test
  void another_answer_to_the_same_questionnaire_is_kept_as_evidence_and_scores_nothing() {
    answered("phq9");
    var second = evidence(when(command(SECOND, "phq9", 2, TUESDAY, TUESDAY)));
    assertThat(second.items()).hasSize(9);
    assertThat(second.skewMillis()).isEqualTo(90_000);
    given(second);
    answered("demographics", "dass21", "scs26", "ffmq15", "ecr_rs");
    var completed = (VisitCompleted) history.getLast();
    assertThat(completed.scores())
        .filteredOn(score -> score.score().equals("phq9_total"))
        .extracting(ScoreValue::value)
        .containsExactly(Optional.of("9"));
  }

  private static InstrumentKept evidence(Decision decision) {
    return (InstrumentKept) ((Decision.Accepted) decision).events().getFirst();
  }

  @Test
  void nothing_is_kept_once_the_study_is_locked() {
    var visit = Trial.after(history.getFirst()).get(visitId("baseline"));
    var command = command(FIRST, "phq9", 1, TUESDAY, TUESDAY);
    assertThat(
            refusal(
                AnswerRules.answer(visit, PROTOCOL, PROTOCOL, List.of(), Standing.LOCKED, command)))
        .isEqualTo(Refusal.STUDY_LOCKED);
  }

  @Test
  void an_answer_id_serves_one_questionnaire() {
    var first = (Decision.Accepted) when(command(FIRST, "phq9", 1, TUESDAY, TUESDAY));
    given(first.events().toArray(new OutcomesEvent[0]));
    assertThat(refusal(when(command(FIRST, "dass21", 1, TUESDAY, TUESDAY))))
        .isEqualTo(Refusal.ANSWER_ID_TAKEN);
  }

  @Test
  void the_window_bounds_when_it_is_completed_and_when_it_arrives() {
    var opens = Instant.parse("2026-03-01T23:00:00Z");
    var closes = Instant.parse("2026-03-16T23:00:00Z");
    var early = opens.minusMillis(1);
    assertThat(refusal(when(command(FIRST, "phq9", 1, early, early))))
        .isEqualTo(Refusal.NOT_OPEN_YET);
    assertThat(when(command(FIRST, "phq9", 1, opens, opens))).isInstanceOf(Decision.Accepted.class);
    var last = closes.minusMillis(1);
    assertThat(when(command(FIRST, "phq9", 1, last, last))).isInstanceOf(Decision.Accepted.class);
    assertThat(evidence(when(command(FIRST, "phq9", 1, last, closes))).completedAt())
        .isEqualTo(last);
  }

  @Test
  void what_was_completed_before_the_window_is_evidence_and_no_refusal() {
    var earliest = Instant.parse("2026-03-01T23:00:00Z").minus(AnswerRules.EARLY_MAX);
    assertThat(((Decision.Accepted) when(command(FIRST, "phq9", 1, earliest, TUESDAY))).events())
        .first()
        .isInstanceOf(InstrumentAnswered.class);
    var known = Instant.parse("2026-03-01T23:00:00Z").minus(AnswerRules.KNOWN_AHEAD_MAX);
    for (var completed : List.of(earliest.minusMillis(1), known)) {
      assertThat(evidence(when(command(FIRST, "phq9", 1, completed, TUESDAY))).completedAt())
          .isEqualTo(completed);
    }
  }

  @Test
  void if_it_cannot_have_been_completed_when_the_device_says_the_receipt_decides() {
    for (var never :
        List.of("2026-02-26T22:59:59Z", "1971-01-01T00:00:00Z", "2027-01-01T00:00:00Z")) {
      var command = command(FIRST, "phq9", 1, Instant.parse(never), TUESDAY);
      var first = (Decision.Accepted) when(command);
      assertThat(((InstrumentAnswered) first.events().getFirst()).completedAt()).isEqualTo(TUESDAY);
      var closes = Instant.parse("2026-03-16T23:00:00Z");
      var late = command(FIRST, "phq9", 1, Instant.parse(never), closes);
      assertThat(evidence(when(late)).completedAt()).isEqualTo(Instant.parse(never));
    }
  }

  private void cancelled() {
    var visits = Trial.after(history.getFirst());
    given(
        VisitRules.cancel(visits.values(), STUDY, ANN, VisitCancelReason.STUDY_CLOSED, TUESDAY)
            .orElseThrow());
  }

  @Test
  void an_answer_to_a_cancelled_visit_is_evidence() {
    cancelled();
    var monday = TUESDAY.minus(Duration.ofDays(1));
    assertThat(evidence(when(command(FIRST, "phq9", 1, monday, TUESDAY))).completedAt())
        .isEqualTo(monday);
  }

  @Test
  void a_visit_that_was_cancelled_before_it_opened_takes_no_answers() {
    cancelled();
    var before = Instant.parse("2026-03-01T22:59:59Z");
    assertThat(refusal(when(command(FIRST, "phq9", 1, before, before))))
        .isEqualTo(Refusal.VISIT_CANCELLED);
  }

  @Test
  void whoever_left_gives_no_evidence_any_more() {
    cancelled();
    var visit = Trial.after(history.toArray(new OutcomesEvent[0])).get(visitId("baseline"));
    var command = command(FIRST, "phq9", 1, TUESDAY, TUESDAY);
    assertThat(
            refusal(
                AnswerRules.answer(visit, PROTOCOL, PROTOCOL, List.of(), Standing.LEFT, command)))
        .isEqualTo(Refusal.VISIT_CANCELLED);
  }

  @Test
  void a_questionnaire_of_another_assessment_is_invalid() {
    assertThat(when(command(FIRST, "care", 1, TUESDAY, TUESDAY)))
        .isInstanceOf(Decision.Invalid.class);
  }
}
