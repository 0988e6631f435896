package org.attune.standalone.momentary;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;
import org.attune.platform.service.Backends;
import org.attune.standalone.momentary.Callers.Latencies;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;

/**
 * Answers to prompts over HTTP, each from another participant with a token of its own, on the whole
 * platform in one process; beside them {@link BareInserts} by the same callers.
 */
final class AnswersLoad {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
  private static final int OK = 200;

  /** Bare rows that come first are not timed. */
  private static final int WARM = 10_000;

  /**
   * What comes first is not timed: the service is compiled while it works, on a machine with two
   * cores for more than a minute. Answers go ahead in such portions ...
   */
  private static final int WARM_PORTION = 5_000;

  /** ... until compilers work for less than this share of one of them, or so many have gone. */
  private static final double COMPILING_MAX = 0.1;

  private static final int WARM_MAX = 100_000;

  /** At half load the first seconds are not timed either. */
  private static final Duration SETTLING = Duration.ofSeconds(40);

  private static final int SETTLING_MAX = 80_000;

  private static final Duration STEADY = Duration.ofSeconds(15);

  private final Platform platform;
  private final BlockingClient http;
  private final String[] tokens;
  private final Clock clock;

  /** What the first request was answered that did not succeed. */
  private final AtomicReference<String> refusal = new AtomicReference<>("");

  private AnswersLoad(Platform platform, BlockingClient http, String[] tokens, Clock clock) {
    this.platform = platform;
    this.clock = clock;
    this.http = http;
    this.tokens = tokens;
  }

  /**
   * What came of it.
   *
   * @param answers timed, of {@link CrowdedStudy#ITEMS} items each
   * @param answersPerSecond acknowledged and durable
   * @param insertsPerSecond requests that insert a bare row each
   * @param appliedSeconds from the last acknowledgement until the sink had all
   * @param half at half the rate of the answers
   * @param bare requests that insert a bare row each, at the same rate
   */
  record Figures(
      int answers,
      double answersPerSecond,
      double insertsPerSecond,
      double appliedSeconds,
      Latencies half,
      Latencies bare) {
    double ofInserts() {
      return answersPerSecond / insertsPerSecond;
    }
  }

  /**
   * Runs it once.
   *
   * @param directory of its own, empty
   * @param answers that are timed
   */
  static Figures run(Path directory, int answers)
      throws IOException, InterruptedException, SQLException {
    var backends = Backends.live();
    var study = CrowdedStudy.at(backends.machineClock().instant());
    try (var platform =
            Platform.start(new PlatformOptions(directory, PlatformKind.UP, 0), backends);
        var http = new BlockingClient(Callers.COUNT, SILENCE_MAX)) {
      study.begin(platform);
      int participants = WARM_MAX + answers + SETTLING_MAX + answers;
      var crowd = new Crowd(platform, study, participants);
      MomentaryLoad.awaitOpen(platform);
      crowd.enroll();
      crowd.give("SENT");
      return new AnswersLoad(
              platform, http, tokens(platform, participants), backends.machineClock())
          .run(answers);
    }
  }

  private static String[] tokens(Platform platform, int participants) {
    var tokens = new String[participants];
    for (int i = 0; i < participants; i++) {
      tokens[i] = platform.participantToken(CrowdedStudy.STUDY, Crowd.participant(i + 1), "s1");
    }
    return tokens;
  }

  private Figures run(int answers) throws InterruptedException, SQLException {
    try (var bare = new BareInserts(platform.runtime("ema").database(), http)) {
      int warm = warm();
      Checkpoint.now(platform);
      double _ = Callers.atOnce(0, WARM, bare::insert);
      double inserts = Callers.atOnce(0, answers, bare::insert);
      double perSecond = answers(warm, warm + answers);
      long began = System.nanoTime();
      MomentaryLoad.awaitApplied(platform, "ema__prompt_answered", warm + answers);
      double applied = (System.nanoTime() - began) / 1e9;
      double half = perSecond / 2;
      int settling = Math.min(SETTLING_MAX, (int) (half * SETTLING.toSeconds()));
      int settled = warm + answers + settling;
      var _ = Callers.steadily(warm + answers, settled, half, this::answer);
      int steady = Math.min(answers, (int) (half * STEADY.toSeconds()));
      var latencies = Callers.steadily(settled, settled + steady, half, this::answer);
      var bareLatencies = Callers.steadily(0, steady, half, bare::insert);
      return new Figures(answers, perSecond, inserts, applied, latencies, bareLatencies);
    }
  }

  /** How many answers went ahead. */
  private int warm() throws InterruptedException {
    var compilation = ManagementFactory.getCompilationMXBean();
    for (int warm = 0; warm < WARM_MAX; ) {
      long compiled = compilation.getTotalCompilationTime();
      double perSecond = answers(warm, warm + WARM_PORTION);
      warm += WARM_PORTION;
      double seconds = (compilation.getTotalCompilationTime() - compiled) / 1e3;
      if (seconds * perSecond / WARM_PORTION < COMPILING_MAX) return warm;
    }
    return WARM_MAX;
  }

  private double answers(int from, int to) throws InterruptedException {
    try {
      return Callers.atOnce(from, to, this::answer);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(refusal.get(), e);
    }
  }

  private boolean answer(int number) {
    var now = clock.instant();
    var items = new JsonArray();
    for (int i = 1; i <= CrowdedStudy.ITEMS; i++) {
      items.add(
          new JsonObject()
              .put("item", "moment_feels" + i)
              .put("number", (number + i) % 101)
              .put("order", i)
              .put("shownAt", now.toString())
              .put("answeredAt", now.toString())
              .put("changes", 0));
    }
    var body =
        new JsonObject()
            .put("answerId", new UUID(0x4000L, 0x8000_0000_0000_0000L | number).toString())
            .put("items", items)
            .put("openedAt", now.toString())
            .put("completedAt", now.toString())
            .put("deviceNow", now.toString());
    return send(
        platform.url()
            + "/api/ema/studies/"
            + CrowdedStudy.STUDY
            + "/participants/"
            + Crowd.participant(number + 1)
            + "/prompts/"
            + Crowd.slot(number + 1)
            + "/answer",
        tokens[number],
        body);
  }

  private boolean send(String url, String token, JsonObject body) {
    try {
      var reply = http.send(new Call("PUT", url, token, Optional.of(body)));
      if (reply.status() != OK) refusal.compareAndSet("", reply.text());
      return reply.status() == OK;
    } catch (IOException e) {
      return false; // counted, and said with the figures
    }
  }
}
