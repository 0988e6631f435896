package org.attune.standalone.separate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.platform.due.DueLoop;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.ProgressObserver;
import org.attune.standalone.platform.PlatformException;
import org.attune.standalone.separate.ServiceLink.Instance;
import org.attune.standalone.separate.Wire.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends over pipes; the service between them is the test. */
@Timeout(20)
class ServiceLinkTest {
  private static final EventKey ANN = new EventKey("s", "00000000-0000-0000-0000-000000000001");
  private static final Instant NOON = Instant.parse("2026-02-09T12:00:00.000000001Z");
  private static final Set<String> AWAITED = Set.of("ScheduleEnded");

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger recorded = new AtomicInteger();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private final Pipes pipes = new Pipes();
  private final Blackboard board;
  private final Telling telling;
  private final ServiceLink link;

  ServiceLinkTest(@TempDir Path directory) throws IOException {
    board = Blackboard.make(Files.createFile(directory.resolve("board")), NOON);
    telling = new Telling(board, 3, AWAITED);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                telling.send(pipes.answers);
              } catch (IOException | InterruptedException e) {
                gone.completeExceptionally(e); // the test is over
              }
            });
    link =
        new ServiceLink(
            new Instance("ema", 3, Path.of("ema-3.jsonl")),
            pipes,
            new Hearing(),
            recorded::incrementAndGet);
    link.begin(7, AWAITED, gone::complete);
    assertThat(Order.of(pipes.orders.readUnsignedByte())).isEqualTo(Order.SETTING);
    assertThat(pipes.orders.readLong()).isEqualTo(7);
    assertThat(Wire.types(pipes.orders)).isEqualTo(AWAITED);
  }

  @AfterEach
  void end() throws IOException {
    pipes.answers.close();
  }

  @Test
  void what_is_told_is_heard_in_order_before_anybody_goes_on() throws InterruptedException {
    var position = new Position("ema.v1", 2, 1, 9);
    telling.appended("ema", ANN, 4, 5, Set.of("PromptSent"));
    telling.numbered("ema", ANN, 4, "PromptSent", position);
    telling.noted("ema");
    telling.applied("ema", position);
    telling.scheduled("ema", ANN, "send", NOON);
    link.awaitHeard(board.told(3));
    assertThat(heard)
        .containsExactly(
            "appended ema %s 4 5 [PromptSent]".formatted(ANN),
            "numbered ema %s 4 PromptSent %s".formatted(ANN, position),
            "noted ema",
            "applied ema " + position,
            "scheduled ema %s send %s".formatted(ANN, NOON));
    assertThat(link.work()).isEqualTo(new Work("ema", 3, 1, 1));
  }

  @Test
  void the_other_instance_hears_of_what_somebody_waits_for_and_of_nothing_else()
      throws InterruptedException {
    telling.appended("ema", ANN, 1, 1, Set.of("PromptSent"));
    link.awaitHeard(1);
    assertThat(recorded).hasValue(0);
    telling.appended("ema", ANN, 2, 3, Set.of("PromptSent", "ScheduleEnded"));
    link.awaitHeard(2);
    assertThat(recorded).hasValue(1);
  }

  @Test
  void a_tick_is_answered_after_all_that_came_of_it() throws Exception {
    var answer = CompletableFuture.supplyAsync(this::tick);
    assertThat(Order.of(pipes.orders.readUnsignedByte())).isEqualTo(Order.TICK);
    assertThat(pipes.orders.readInt()).isEqualTo(1);
    assertThat(Wire.key(pipes.orders)).isEqualTo(ANN);
    assertThat(Wire.instant(pipes.orders)).isEqualTo(NOON);
    telling.noted("ema");
    telling.ticked(List.of(12));
    assertThat(answer.get()).containsExactly(12);
    assertThat(heard).containsExactly("noted ema");
  }

  @Test
  void a_tick_that_fails_says_where_and_why() throws IOException {
    var answer = CompletableFuture.supplyAsync(this::tick);
    assertThat(Order.of(pipes.orders.readUnsignedByte())).isEqualTo(Order.TICK);
    telling.failed(new IllegalStateException("nobody handles send"));
    assertThatThrownBy(answer::get)
        .hasMessageContaining("process 3 (ema) failed at what was due")
        .hasMessageContaining("nobody handles send");
  }

  @Test
  void a_process_that_ends_by_itself_is_missed_and_nobody_waits_for_it() throws Exception {
    telling.ready();
    link.awaitReady();
    pipes.answers.close();
    assertThat(gone.get()).contains("process 3 (ema) does no more work").contains("ema-3.jsonl");
    assertThatThrownBy(() -> link.awaitHeard(1)).isInstanceOf(PlatformException.class);
  }

  @Test
  void a_process_that_ends_before_it_works_was_not_started() throws IOException {
    pipes.answers.close();
    assertThatThrownBy(link::awaitReady)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("ema-3.jsonl says why");
  }

  private List<Integer> tick() {
    try {
      return link.tick(List.of(new DueLoop.Tick(ANN, NOON)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes down what it hears. */
  private final class Hearing implements ProgressObserver {
    @Override
    public void appended(String service, EventKey key, long first, long last, Set<String> types) {
      heard.add("appended %s %s %d %d %s".formatted(service, key, first, last, types));
    }

    @Override
    public boolean isAwaited(Set<String> types) {
      return !Collections.disjoint(types, AWAITED);
    }

    @Override
    public void numbered(String service, EventKey key, long seq, String type, Position position) {
      heard.add("numbered %s %s %d %s %s".formatted(service, key, seq, type, position));
    }

    @Override
    public void noted(String service) {
      heard.add("noted " + service);
    }

    @Override
    public void applied(String consumer, Position position) {
      heard.add("applied %s %s".formatted(consumer, position));
    }

    @Override
    public void scheduled(String service, EventKey key, String kind, Instant at) {
      heard.add("scheduled %s %s %s %s".formatted(service, key, kind, at));
    }
  }

  /** A process of which only the pipes are there. */
  private static final class Pipes extends Process {
    private final PipedInputStream output = new PipedInputStream();
    private final PipedOutputStream input = new PipedOutputStream();
    final DataInputStream orders;
    final PipedOutputStream answers;

    Pipes() {
      try {
        answers = new PipedOutputStream(output);
        orders = new DataInputStream(new PipedInputStream(input));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public OutputStream getOutputStream() {
      return input;
    }

    @Override
    public InputStream getInputStream() {
      return output;
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}
  }
}
