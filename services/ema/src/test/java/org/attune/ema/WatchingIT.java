package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.PlannedSlot;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Answers to prompts of the trial, looked at by a rule over the item {@code distress}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingIT {
  private static final String CALM = "safety:\n";
  private static final String WATCHFUL =
      "safety:\n  - {id: distress, when: \"momentary.distress >= 95\", severity: urgent, show:"
          + " crisis, notify: clinician, acknowledge-within: PT1H, escalate-to: [investigator]}\n";

  private EmaScenario scenario;
  private int participants;
  private EventKey ann;

  @BeforeAll
  void start() {
    scenario = new EmaScenario(text -> text.replace(CALM, WATCHFUL));
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  @AfterEach
  void the_tables_are_what_the_history_says() {
    scenario.assertLaw(ann);
  }

  /** The first prompt of somebody new, open. */
  private PlannedSlot prompted() {
    scenario.harness.clock().set(EmaScenario.START);
    ann = scenario.enroll(++participants);
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    return slot;
  }

  private JsonObject saying(int distress, UUID id, Instant completedAt) {
    var answer = scenario.answer(id, completedAt);
    answer
        .getJsonArray("items")
        .forEach(
            item -> {
              var json = (JsonObject) item;
              if (json.getString("item").equals("momentary_distress")) json.put("number", distress);
            });
    return answer;
  }

  private List<SafetyRuleMet> met() {
    return scenario.history(ann, SafetyRuleMet.class);
  }

  private Instant now() {
    return scenario.harness.clock().now();
  }

  @Test
  void an_answer_that_meets_a_rule_shows_the_card_each_time_and_is_told_of_once() {
    var slot = prompted();
    var answer = saying(95, new UUID(5, participants), now());
    for (int sent = 0; sent < 3; sent++) {
      var reply = scenario.put(ann, slot.slotId(), "answer", answer);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body().getString("outcome")).isEqualTo("COUNTED");
      var card = scenario.protocol.crisisCards().get("crisis-s1.yaml");
      assertThat(reply.body().getJsonObject("crisis").getString("title"))
          .as("in the participant's language")
          .isEqualTo(card.title().in("es", List.of()));
    }
    assertThat(met())
        .containsExactly(
            new SafetyRuleMet(
                EmaScenario.STUDY,
                ann.participantId(),
                slot.slotId(),
                new UUID(5, participants),
                "s1",
                "distress",
                "urgent",
                "momentary",
                List.of("clinician", "investigator"),
                3_600,
                now()));
    var types = scenario.history(ann).stream().map(EmaEvent::getClass).toList();
    assertThat(types.subList(types.size() - 2, types.size()))
        .as("one after the other, in one transaction")
        .isEqualTo(List.of(PromptAnswered.class, SafetyRuleMet.class));
  }

  @Test
  void an_answer_that_meets_none_shows_nothing_and_writes_nothing_more() {
    var slot = prompted();
    var reply =
        scenario.put(ann, slot.slotId(), "answer", saying(94, new UUID(5, participants), now()));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().containsKey("crisis")).isFalse();
    assertThat(met()).isEmpty();
  }

  @Test
  void another_answer_to_the_same_prompt_is_kept_and_looked_at_too() {
    var slot = prompted();
    scenario.put(ann, slot.slotId(), "answer", saying(95, new UUID(5, participants), now()));
    var second =
        scenario.put(ann, slot.slotId(), "answer", saying(96, new UUID(6, participants), now()));
    assertThat(second.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(second.body().containsKey("crisis")).isTrue();
    assertThat(met())
        .extracting(SafetyRuleMet::answerId)
        .containsExactly(new UUID(5, participants), new UUID(6, participants));
  }

  @Test
  void late_expired_and_refused_answers_are_looked_at_too() {
    var slot = prompted();
    var early = scenario.slots(ann).getLast();
    var notYet =
        scenario.put(ann, early.slotId(), "answer", saying(99, new UUID(5, participants), now()));
    assertThat(notYet.status()).isEqualTo(409);
    assertThat(notYet.body().getString("type")).isEqualTo("/problems/not-due-yet");
    assertThat(notYet.body().containsKey("crisis")).isTrue();

    scenario.at(ann, slot.expiresAt().plus(Duration.ofMinutes(3)));
    var late =
        scenario.put(ann, slot.slotId(), "answer", saying(99, new UUID(6, participants), now()));
    assertThat(late.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(late.body().containsKey("crisis")).isTrue();

    scenario.at(ann, slot.expiresAt().plus(Duration.ofDays(30)));
    var expired =
        scenario.put(ann, slot.slotId(), "answer", saying(99, new UUID(7, participants), now()));
    assertThat(expired.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(expired.body().containsKey("crisis")).isTrue();

    assertThat(met()).hasSize(3);
    assertThat(scenario.history(ann, LateAnswerKept.class)).hasSize(2);
    assertThat(scenario.history(ann, PromptAnswered.class)).isEmpty();
  }

  @Test
  void an_answer_of_somebody_who_left_is_refused_and_told_of_once_however_often_it_is_sent() {
    var slot = prompted();
    scenario.leave(ann);
    var answer = saying(99, new UUID(5, participants), now());
    for (int sent = 0; sent < 3; sent++) {
      var reply = scenario.put(ann, slot.slotId(), "answer", answer);
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.body().getString("type")).isEqualTo("/problems/slot-cancelled");
      assertThat(reply.body().containsKey("crisis")).isTrue();
    }
    assertThat(met()).hasSize(1);
    assertThat(scenario.history(ann, LateAnswerKept.class)).isEmpty();
  }

  @Test
  void what_does_not_fit_its_items_tells_nothing() {
    var slot = prompted();
    var reply =
        scenario.put(ann, slot.slotId(), "answer", saying(101, new UUID(5, participants), now()));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo("items[0].number");
    assertThat(reply.body().containsKey("crisis")).isFalse();
    assertThat(met()).isEmpty();
    var unknown =
        scenario.put(ann, new UUID(1, 1), "answer", saying(99, new UUID(5, participants), now()));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(met()).isEmpty();
  }

  @Test
  void many_at_once_are_each_told_of_once() throws Exception {
    var first = prompted();
    var people = new TreeMap<String, EventKey>();
    people.put(ann.participant(), ann);
    scenario.harness.clock().set(EmaScenario.START);
    for (int i = 0; i < 7; i++) {
      var key = scenario.enroll(++participants);
      people.put(key.participant(), key);
    }
    scenario.harness.clock().set(first.scheduledAt().plus(Duration.ofDays(20)));
    var calls =
        people.values().stream()
            .<Callable<Integer>>map(
                key ->
                    () ->
                        scenario
                            .put(
                                key,
                                scenario.slots(key).getFirst().slotId(),
                                "answer",
                                saying(99, key.participantId(), now()))
                            .status())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var status : threads.invokeAll(calls)) assertThat(status.get()).isEqualTo(200);
    }
    for (var key : people.values()) {
      ann = key;
      assertThat(met()).extracting(SafetyRuleMet::answerId).containsExactly(key.participantId());
    }
  }

  @Test
  void a_story_for_staff_says_nothing_of_rules() {
    var slot = prompted();
    scenario.put(ann, slot.slotId(), "answer", saying(95, new UUID(5, participants), now()));
    var path = EmaScenario.path(ann, slot.slotId(), "story");
    var story = scenario.harness.as(Role.DATA_MANAGER, "GET", path, new JsonObject());
    assertThat(story.status()).isEqualTo(200);
    assertThat(story.body().encode()).contains("PromptAnswered").doesNotContain("SafetyRule");
  }
}
