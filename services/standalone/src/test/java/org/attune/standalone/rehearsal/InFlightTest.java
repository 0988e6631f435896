package org.attune.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.standalone.separate.Readers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ema publishes; randomization applies ScheduleEnded; nobody but the sink hears PromptSent. */
@Timeout(20)
class InFlightTest {
  private static final EventKey ANN = new EventKey("s", "00000000-0000-0000-0000-000000000001");
  private static final EventKey BEN = new EventKey("s", "00000000-0000-0000-0000-000000000002");

  private final InFlight inFlight = new InFlight();

  @BeforeEach
  void somebodyAppliesTheEndOfASchedule() {
    inFlight.watch(Map.of(new Readers.Kind("ema.v1", "ScheduleEnded"), List.of("randomization")));
  }

  private static Position position(long number) {
    return new Position("ema.v1", 0, 1, number);
  }

  private boolean isQuiet(EventKey key) throws InterruptedException {
    var done = new CountDownLatch(1);
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    inFlight.await(key);
                    done.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    boolean quiet = done.await(200, TimeUnit.MILLISECONDS);
    waiting.interrupt();
    return quiet;
  }

  @Test
  void an_event_is_in_flight_until_its_reader_passed_its_number() throws InterruptedException {
    inFlight.appended("ema", ANN, 1, 1, Set.of("ScheduleEnded"));
    assertThat(isQuiet(ANN)).isFalse();
    assertThat(isQuiet(BEN)).isTrue();
    inFlight.numbered("ema", ANN, 1, "ScheduleEnded", position(7));
    assertThat(isQuiet(ANN)).isFalse();
    inFlight.applied("randomization", position(6));
    assertThat(isQuiet(ANN)).isFalse();
    inFlight.applied("randomization", position(9));
    assertThat(isQuiet(ANN)).isTrue();
  }

  @Test
  void an_event_that_only_the_sink_reads_keeps_nobody_waiting() throws InterruptedException {
    inFlight.appended("ema", ANN, 1, 2, Set.of("PromptSent"));
    assertThat(isQuiet(ANN)).isTrue();
  }

  @Test
  void of_events_recorded_together_only_those_that_matter_are_awaited()
      throws InterruptedException {
    inFlight.appended("ema", ANN, 1, 2, Set.of("PromptSent", "ScheduleEnded"));
    inFlight.numbered("ema", ANN, 1, "PromptSent", position(1));
    inFlight.numbered("ema", ANN, 2, "ScheduleEnded", position(2));
    inFlight.applied("randomization", position(2));
    assertThat(isQuiet(ANN)).isTrue();
  }

  @Test
  void a_relay_that_is_faster_than_the_news_of_the_commit_confuses_nothing()
      throws InterruptedException {
    inFlight.numbered("ema", ANN, 1, "ScheduleEnded", position(1));
    assertThat(isQuiet(ANN)).isFalse();
    inFlight.appended("ema", ANN, 1, 1, Set.of("ScheduleEnded"));
    inFlight.applied("randomization", position(1));
    assertThat(isQuiet(ANN)).isTrue();
    inFlight.awaitAll();
  }

  @Test
  void what_several_processes_say_of_one_event_may_be_heard_backwards()
      throws InterruptedException {
    inFlight.applied("randomization", position(1));
    inFlight.numbered("ema", ANN, 1, "ScheduleEnded", position(1));
    assertThat(isQuiet(ANN)).isTrue();
    inFlight.appended("ema", ANN, 1, 1, Set.of("ScheduleEnded"));
    assertThat(isQuiet(ANN)).isTrue();
    inFlight.awaitAll();
  }

  @Test
  void the_sink_has_passed_all_when_it_holds_every_number() throws InterruptedException {
    inFlight.appended("ema", ANN, 1, 1, Set.of("PromptSent"));
    inFlight.numbered("ema", ANN, 1, "PromptSent", position(1));
    inFlight.applied("analytics", position(1));
    inFlight.awaitConsumer("analytics");
    assertThat(inFlight.events()).isEqualTo(1);
  }

  @Test
  void who_waits_for_a_relay_looks_again_when_it_has_noted_something() throws InterruptedException {
    var looks = new AtomicInteger();
    var looked = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                inFlight.awaitRelayed(
                    "ema",
                    () -> {
                      looked.countDown();
                      return looks.incrementAndGet() > 2;
                    });
                done.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    looked.await();
    inFlight.noted();
    while (done.getCount() > 0) inFlight.noted();
    assertThat(looks).hasValue(3);
  }

  @Test
  void an_event_on_a_topic_that_its_reader_does_not_read_keeps_nobody_waiting()
      throws InterruptedException {
    inFlight.appended("ema", ANN, 1, 1, Set.of("ScheduleEnded"));
    inFlight.numbered("ema", ANN, 1, "ScheduleEnded", new Position("ema.restricted.v1", 0, 1, 1));
    assertThat(isQuiet(ANN)).isTrue();
  }
}
