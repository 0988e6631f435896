package org.attune.analytics.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.analytics.AnalyticsDatabase;
import org.attune.analytics.RandomEvents;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Cuts of a sink that holds enrollment.v1 1 to 3 and ema.v1 1 to 3, of which ema.v1 2 was caused by
 * enrollment.v1 4, an event that has not arrived.
 */
class CutsIT {
  private static final Instant START = Instant.parse("2027-03-01T00:00:00Z");

  private final EventCatalog catalog = EventCatalog.standard();
  private final RandomEvents random = new RandomEvents(5);
  private final AnalyticsDatabase analytics = AnalyticsDatabase.create(catalog);

  @BeforeEach
  void feed() {
    for (int number = 1; number <= 3; number++) {
      analytics.feed(
          List.of(
              message("ZoneChanged", number, Optional.empty()),
              message(
                  "PromptSent",
                  number,
                  Optional.of(new Position("enrollment.v1", 0, 1, number == 2 ? 4 : 1)))));
    }
  }

  @AfterEach
  void close() {
    analytics.close();
  }

  private Message message(String type, int number, Optional<Position> cause) {
    var event = random.of(catalog.type(type).schema());
    event.put("at", ChronoUnit.MICROS.between(Instant.EPOCH, START.plusSeconds(number)));
    var position = new Position(catalog.type(type).topic(), 0, 1, number);
    return RandomEvents.message(catalog, position, event, cause);
  }

  private Map<String, Long> take(String name, Optional<Instant> asOf) {
    var cut = analytics.database().inTransaction(c -> new Cuts("analytics").take(c, name, asOf));
    var kept = analytics.database().inTransaction(c -> Cuts.read(c, name));
    assertThat(kept).isEqualTo(cut);
    return cut.marks().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().topic(), e -> e.getValue().number()));
  }

  @Test
  void a_cut_ends_before_an_event_whose_cause_has_not_arrived() {
    assertThat(take("a", Optional.empty()))
        .containsEntry("enrollment.v1", 3L)
        .containsEntry("ema.v1", 1L);
  }

  @Test
  void when_the_cause_has_arrived_the_cut_holds_both() {
    analytics.feed(List.of(message("ZoneChanged", 4, Optional.empty())));
    assertThat(take("b", Optional.empty()))
        .containsEntry("enrollment.v1", 4L)
        .containsEntry("ema.v1", 3L);
  }

  @Test
  void as_of_a_time_nothing_later_belongs_to_it() {
    assertThat(take("c", Optional.of(START.plusSeconds(1))))
        .containsEntry("enrollment.v1", 1L)
        .containsEntry("ema.v1", 1L);
    assertThat(take("d", Optional.of(START)))
        .containsEntry("enrollment.v1", 0L)
        .containsEntry("ema.v1", 0L);
  }

  @Test
  void a_cut_ends_before_a_parked_event() {
    analytics
        .database()
        .transact(
            c ->
                Sql.update(
                    c,
                    """
                    insert into parked
                      (consumer, topic, partition, epoch, number, key, headers, reason)
                    values ('analytics', 'enrollment.v1', 0, 1, 2, 'k', '{}', 'test')
                    """));
    assertThat(take("e", Optional.empty())).containsEntry("enrollment.v1", 1L);
  }
}
