package org.attune.outcomes.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.outcomes.domain.Trial.ANN;
import static org.attune.outcomes.domain.Trial.CIVIL;
import static org.attune.outcomes.domain.Trial.PROTOCOL;
import static org.attune.outcomes.domain.Trial.STUDY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.answer.AnswerRules;
import org.attune.outcomes.answer.AnswerRules.AnswerInstrument;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.VisitRules.Delivered;
import org.attune.outcomes.domain.VisitRules.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a participant's visits, from a seed that the test's name shows. */
class VisitLawsTest {
  private static final Delivered EMAIL = new Delivered("email", DeliveryOutcome.ACCEPTED);

  private final TreeMap<UUID, Visit> visits = new TreeMap<>();
  private final List<OutcomesEvent> history = new ArrayList<>();
  private final HashMap<UUID, Integer> ends = new HashMap<>();
  private Instant now = Instant.parse("2026-03-16T09:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void every_visit_ends_once_and_messages_keep_to_window_and_hours(int seed) {
    var random = new Random(seed);
    for (var anchor : List.of(Trial.CONSENT, Trial.RANDOMIZATION)) {
      VisitPlan.decide(PROTOCOL, ANN, anchor, CIVIL, visits, now).ifPresent(this::record);
    }
    double diligence = random.nextDouble();
    while (now.isBefore(Instant.parse("2026-12-01T00:00:00Z"))) {
      now = now.plus(Duration.ofMinutes(1 + random.nextInt(60 * 24)));
      boolean paused = random.nextInt(10) == 0;
      for (var id : List.copyOf(visits.keySet())) {
        step(visits.get(id), paused, random);
        if (random.nextDouble() < diligence / 3) answer(visits.get(id), random);
      }
      if (random.nextInt(400) == 0) {
        VisitRules.cancel(visits.values(), STUDY, ANN, VisitCancelReason.LEFT, now)
            .ifPresent(this::record);
      }
    }
    assertThat(visits.values()).allMatch(visit -> visit.state().isTerminal());
    assertThat(ends.keySet()).isEqualTo(visits.keySet());
    assertThat(ends.values()).allMatch(times -> times == 1);
    var folded = new TreeMap<UUID, Visit>();
    for (var event : history) Visit.next(folded, event);
    assertThat(folded).isEqualTo(visits);
  }

  private void step(Visit visit, boolean paused, Random random) {
    switch (VisitRules.step(visit, CIVIL, paused, now)) {
      case Step.Invite _ -> {
        assertThat(paused).isFalse();
        mayBeSent(visit);
        if (random.nextInt(5) == 0) return; // no reply: nothing is recorded
        VisitRules.invited(visit, STUDY, ANN, EMAIL, now).ifPresent(this::record);
      }
      case Step.Remind(int reminder) -> {
        mayBeSent(visit);
        VisitRules.reminded(visit, STUDY, ANN, reminder, EMAIL, now).ifPresent(this::record);
      }
      case Step.Call _ ->
          record(new CallRequested(STUDY, ANN, visit.id(), visit.assessment(), now));
      case Step.Miss _ ->
          record(new VisitMissed(STUDY, ANN, visit.id(), visit.assessment(), 0, now));
      case Step.Wait(var until) -> assertThat(until).isAfter(now);
      case Step.Nothing _ -> assertThat(visit.state().isTerminal()).isTrue();
    }
  }

  private void mayBeSent(Visit visit) {
    assertThat(visit.windowHolds(now)).isTrue();
    assertThat(CIVIL.holds(now)).isTrue();
  }

  private void answer(Visit visit, Random random) {
    var codes = PROTOCOL.assessment(visit.assessment()).orElseThrow().instruments();
    var code = codes.get(random.nextInt(codes.size()));
    var id = new UUID(random.nextLong(), random.nextLong());
    var items = Trial.answers(code, random.nextInt(5));
    var command = new AnswerInstrument(STUDY, ANN, visit.id(), id, code, items, now, now, 0, now);
    var kept =
        history.stream()
            .filter(InstrumentAnswered.class::isInstance)
            .map(event -> Kept.of((InstrumentAnswered) event))
            .filter(k -> k.visit().equals(visit.id()))
            .toList();
    if (AnswerRules.answer(visit, PROTOCOL, PROTOCOL, kept, AnswerRules.Standing.IN_STUDY, command)
        instanceof Decision.Accepted(var events)) {
      boolean counts = events.getFirst() instanceof InstrumentAnswered;
      assertThat(counts)
          .isEqualTo(
              !visit.state().isTerminal()
                  && visit.windowHolds(now)
                  && kept.stream().noneMatch(k -> k.instrument().equals(code)));
      events.forEach(this::record);
    }
  }

  private void record(OutcomesEvent event) {
    var before = new TreeMap<>(visits);
    Visit.next(visits, event);
    history.add(event);
    for (var visit : visits.values()) {
      var was = before.get(visit.id());
      if (visit.state().isTerminal() && (was == null || !was.state().isTerminal())) {
        ends.merge(visit.id(), 1, Integer::sum);
      }
    }
  }
}
