package org.attune.ema;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A country decides, weeks before, to put its clocks forward on another day: two rule sets of one
 * zone, one after the other (F23).
 */
class TimeZoneDataIT {
  private static final String ZONE = "Attune/Undecided";
  private static final LocalDate FORWARD = LocalDate.parse("2026-03-07");
  private static final UndecidedRules RULES = new UndecidedRules();

  static {
    ZoneRulesProvider.registerProvider(RULES);
  }

  private final EmaScenario scenario = new EmaScenario();
  private EventKey ann;

  /** One zone whose rules may change while the process runs. */
  private static final class UndecidedRules extends ZoneRulesProvider {
    private volatile ZoneRules rules = ZoneOffset.ofHours(1).getRules();

    @Override
    protected Set<String> provideZoneIds() {
      return Set.of(ZONE);
    }

    /** Null where they would be remembered. */
    @Override
    protected ZoneRules provideRules(String zone, boolean forCaching) {
      return forCaching ? null : rules;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
      return new TreeMap<>(Map.of("2026a", rules));
    }

    void goForwardOn(LocalDate date) {
      var transition =
          ZoneOffsetTransition.of(
              LocalDateTime.of(date.getYear(), date.getMonth(), date.getDayOfMonth(), 2, 0),
              ZoneOffset.ofHours(1),
              ZoneOffset.ofHours(2));
      rules =
          ZoneRules.of(
              ZoneOffset.ofHours(1),
              ZoneOffset.ofHours(1),
              List.of(),
              List.of(transition),
              List.of());
    }
  }

  @BeforeEach
  void a_participant_lives_there() {
    RULES.rules = ZoneOffset.ofHours(1).getRules();
    ann = scenario.enroll(1);
    scenario.apply(
        ZoneChanged.newBuilder()
            .setStudy(ann.study())
            .setParticipantId(ann.participantId())
            .setZone(ZONE)
            .setAt(scenario.harness.clock().now())
            .build());
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  private Map<UUID, PlannedSlot> slots() {
    return scenario.slots(ann).stream().collect(toMap(PlannedSlot::slotId, identity()));
  }

  private void start(String plannedBy) {
    scenario
        .harness
        .database()
        .transact(c -> Sql.update(c, "update time_zone_data set version = ?", plannedBy));
    scenario.harness.runtime().wiring().loops().forEach(Runnable::run);
  }

  /** Goes on until the next thing is due, before which everything is planned anew. */
  private void goOn() {
    scenario.at(ann, scenario.nextDue(ann).orElseThrow());
  }

  @Test
  void what_was_not_sent_keeps_its_local_time_by_the_new_rules() {
    var before = slots();
    var third = scenario.slots(ann).get(2);
    scenario.at(ann, third.scheduledAt());
    RULES.goForwardOn(FORWARD);
    start("2007a");
    goOn();

    var after = slots();
    var change = FORWARD.atTime(2, 0).toInstant(ZoneOffset.ofHours(1));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.values())
        .allSatisfy(
            slot -> {
              var was = before.get(slot.slotId()).scheduledAt();
              var expected = was.isBefore(change) ? was : was.minus(Duration.ofHours(1));
              assertThat(slot.scheduledAt()).isEqualTo(expected);
            })
        .anySatisfy(slot -> assertThat(slot).isNotEqualTo(before.get(slot.slotId())));
    assertThat(scenario.history(ann, PromptsCancelled.class)).isEmpty();
    assertThat(sentPrompts()).hasSize(3).doesNotHaveDuplicates();
    scenario.assertLaw(ann);
  }

  @Test
  void each_prompt_is_still_sent_once_at_its_local_time() {
    var local = localTimes(slots().values());
    RULES.goForwardOn(FORWARD);
    start("2007a");
    scenario.at(ann, Instant.parse("2026-03-12T00:00:00Z"));

    var sent = scenario.asked.stream().filter(asked -> asked.occasion().equals("prompt")).toList();
    assertThat(sent).extracting(EmaScenario.Asked::slot).doesNotHaveDuplicates();
    assertThat(sent.stream().map(a -> a.at().atZone(ZoneId.of(ZONE)).toLocalDateTime()))
        .containsExactlyInAnyOrderElementsOf(local);
  }

  private List<UUID> sentPrompts() {
    return scenario.asked.stream()
        .filter(asked -> asked.occasion().equals("prompt"))
        .map(EmaScenario.Asked::slot)
        .toList();
  }

  private static List<LocalDateTime> localTimes(Iterable<PlannedSlot> slots) {
    var times = new java.util.ArrayList<LocalDateTime>();
    for (var slot : slots) times.add(slot.scheduledAt().atZone(ZoneId.of(ZONE)).toLocalDateTime());
    return times;
  }

  @Test
  void who_starts_with_the_same_or_an_older_tz_database_plans_nothing_anew() {
    int plans = scenario.history(ann, PromptsPlanned.class).size();
    RULES.goForwardOn(FORWARD);
    for (var plannedBy : List.of(org.attune.protocol.schedule.TimeZoneData.version(), "2999z")) {
      start(plannedBy);
      goOn();
    }
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(plans);
  }

  @Test
  void rules_that_are_the_same_in_the_newer_tz_database_change_nothing() {
    int plans = scenario.history(ann, PromptsPlanned.class).size();
    start("2007a");
    goOn();
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(plans);
  }
}
