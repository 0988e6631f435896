package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threat T03 and promise I6 where it is hardest: two processes of the service, fifty requests at
 * once, and one process killed in the middle of them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AllocationRaceIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final int REQUESTS = 50;
  private static final int GONE = 0;

  private ServiceHarness harness;
  private Trial trial;
  private final int port = freePort();
  private Optional<Process> second = Optional.empty();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    trial = new Trial(harness, Bundles.study("kindness-pilot"));
    trial.publish();
    trial.open(REQUESTS);
  }

  @AfterEach
  void stop() throws InterruptedException {
    killSecond();
    http.close();
    harness.close();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the trial says is applied by the process of the test alone. */
  private void killSecond() throws InterruptedException {
    if (second.isPresent()) second.get().destroyForcibly().waitFor();
    second = Optional.empty();
  }

  /** Another process of the service on the same database and broker, once it answers. */
  private Process started() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.attune.randomization.Main")
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(harness.runtime().config().onPorts(port, freePort()).environment());
    builder.environment().put("ATTUNE_LISTEN", "127.0.0.1");
    var process = builder.start();
    var said = process.inputReader();
    var lines = new ArrayList<String>();
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (!line.contains("randomization started")) continue;
      Thread.ofVirtual().start(() -> said.lines().forEach(lines::add)); // its pipe never fills
      return process;
    }
    throw new AssertionError(String.join("\n", lines));
  }

  /** Asks the first process, or the second; {@link #GONE} if it is gone. */
  private int ask(boolean first, int participant) throws InterruptedException {
    var path =
        "/studies/%s/participants/%s/allocation"
            .formatted(trial.study, Trial.participant(participant));
    if (first) return harness.as(Role.COORDINATOR, "POST", path, new JsonObject()).status();
    try {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/api/randomization%s".formatted(port, path)))
              .header("content-type", "application/json")
              .header("authorization", "Bearer " + harness.token(Role.COORDINATOR))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return GONE;
    }
  }

  /** Sends all requests at once, half to each, and kills the second when a few were answered. */
  private List<Integer> race(java.util.function.IntUnaryOperator participant) throws Exception {
    second = Optional.of(started());
    var answered = new CountDownLatch(5);
    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 1; i <= REQUESTS; i++) {
      int number = i;
      calls.add(
          () -> {
            int status = ask(number % 2 == 0, participant.applyAsInt(number));
            answered.countDown();
            return status;
          });
    }
    calls.add(
        () -> {
          answered.await();
          killSecond();
          return GONE;
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var future : threads.invokeAll(calls)) statuses.add(future.get());
      return statuses;
    }
  }

  @Test
  void one_person_whom_fifty_requests_ask_for_has_one_allocation() throws Exception {
    trial.prepare(1, "s1");
    assertThat(race(_ -> 1)).containsAnyOf(200, GONE).isSubsetOf(200, 503, GONE);
    assertThat(ask(true, 1)).isEqualTo(200);
    assertThat(trial.history(1)).hasSize(2);
    assertListIntact(1);
  }

  @Test
  void fifty_people_of_one_stratum_have_a_place_each_and_none_is_skipped() throws Exception {
    for (int i = 1; i <= REQUESTS; i++) trial.prepare(i, "s1");
    assertThat(race(i -> i)).isSubsetOf(200, 503, GONE);
    second = Optional.of(started());
    for (int i = 1; i <= REQUESTS; i++) assertThat(ask(i % 2 == 0, i)).isEqualTo(200);
    assertListIntact(REQUESTS);
  }

  private void assertListIntact(int people) throws InterruptedException {
    killSecond();
    var allocated =
        IntStream.rangeClosed(1, people)
            .mapToObj(i -> (ArmAllocated) trial.history(i).getFirst())
            .toList();
    assertThat(allocated.stream().map(ArmAllocated::sequence).sorted())
        .containsExactlyElementsOf(IntStream.range(0, people).boxed().toList());
    trial.lock();
    Records.assertDerivedAgain(harness, trial.study, allocated);
    var rows = trial.lawRows(people);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }
}
