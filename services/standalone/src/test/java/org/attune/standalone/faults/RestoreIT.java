package org.attune.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.attune.platform.data.Sql;
import org.attune.platform.service.Backends;
import org.attune.standalone.backup.BackingUp;
import org.attune.standalone.backup.Restoring;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.testkit.checker.Acknowledged;
import org.attune.testkit.checker.Broken;
import org.attune.testkit.checker.CheckedService;
import org.attune.testkit.checker.HistoryChecker;
import org.attune.testkit.checker.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F27: a trial under load is backed up, goes on, and is put back to where the backup stands. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RestoreIT {
  private static final Duration SOON = Duration.ofMinutes(4);
  private static final int PARTICIPANTS = 4;

  private final Clock clock = Backends.live().machineClock();
  private final Tally tally = new Tally(0);

  @TempDir Path directory;

  private Platform start() {
    return Platform.start(
        new PlatformOptions(directory.resolve("data"), PlatformKind.UP, 0), Backends.live());
  }

  private BackingUp.Made backUp(String name) {
    return new BackingUp(clock).backUp(directory.resolve("data"), directory.resolve(name));
  }

  private Restoring.Restored restore(String name) {
    return new Restoring(clock).restore(directory.resolve("data"), directory.resolve(name));
  }

  /** Something done while participants are at work. */
  @FunctionalInterface
  private interface Act {
    void run() throws InterruptedException;
  }

  private void underLoad(Platform platform, KilledStudy study, long seed, Act act)
      throws InterruptedException {
    var over = new AtomicBoolean();
    try (var api = new Api(_ -> platform.url(), tally);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var staff = new Staff(api, platform::adminToken);
      for (int i = 0; i < PARTICIPANTS; i++) {
        threads.execute(new Participant(staff, api, tally, clock, study, over::get, seed, i));
      }
      acknowledge(2 * PARTICIPANTS);
      act.run();
      acknowledge(PARTICIPANTS);
      over.set(true);
    }
  }

  /** Waits for some more acts that participants were told are safe. */
  private void acknowledge(int more) throws InterruptedException {
    int enough = tally.acknowledged().size() + more;
    assertThat(Pauses.until(() -> tally.acknowledged().size() >= enough, SOON))
        .as(() -> "acknowledged in time; " + tally.figures())
        .isTrue();
  }

  private void assertPromises(Platform platform, Collection<Acknowledged> acknowledged)
      throws InterruptedException {
    var broken = new ArrayList<List<Broken>>();
    Pauses.until(
        () -> {
          var services = platform.runtimes().stream().map(CheckedService::of).toList();
          var world =
              new World(services, acknowledged, Optional.empty(), List.of(), World.Terms.live());
          broken.add(HistoryChecker.check(world).broken());
          return broken.getLast().isEmpty();
        },
        SOON);
    assertThat(broken.getLast()).isEmpty();
    assertThat(tally.figures().complaints()).isEmpty();
  }

  private Participant participant(Platform platform, Api api, KilledStudy study, int ordinal) {
    var staff = new Staff(api, platform::adminToken);
    return new Participant(staff, api, tally, clock, study, () -> false, 3, ordinal);
  }

  /** Arms by participant, in the order of allocation. */
  private static Map<String, String> arms(Platform platform) {
    var arms = new LinkedHashMap<String, String>();
    platform
        .runtime("randomization")
        .database()
        .transact(
            connection ->
                Sql.query(
                    connection,
                    "select participant, arm from allocation order by sequence",
                    row -> arms.put(row.getString("participant"), row.getString("arm"))));
    return arms;
  }

  private static void awaitAllocations(Platform platform, int count) throws InterruptedException {
    Pauses.until(() -> arms(platform).size() >= count, SOON);
    assertThat(arms(platform)).hasSize(count);
  }

  private static Api.Reply witness(Platform platform, Api api, String path)
      throws InterruptedException {
    var body = new JsonObject().put("reason", "A test of restoring.");
    return api.send(
        path.isEmpty() ? "GET" : "POST",
        "randomization",
        "/studies/" + KilledStudy.STUDY + "/witness" + path,
        platform::adminToken,
        path.isEmpty() ? Optional.empty() : Optional.of(body));
  }

  @Test
  void who_was_allocated_since_the_backup_has_the_same_place_again_before_anybody_else_has_one()
      throws InterruptedException {
    var study = KilledStudy.beginningAt(clock.instant());
    var before = new LinkedHashMap<String, String>();
    try (var platform = start();
        var api = new Api(_ -> platform.url(), tally)) {
      new Staff(api, platform::adminToken).begin(study);
      assertPromises(platform, List.of());
      var ann = participant(platform, api, study, 1);
      assertThat(ann.join()).isTrue();
      assertPromises(platform, List.of());
      backUp("first");
      ann.visits();
      awaitAllocations(platform, 1);
      var bea = participant(platform, api, study, 2);
      assertThat(bea.join()).isTrue();
      assertPromises(platform, List.of());
      bea.visits();
      awaitAllocations(platform, 2);
      assertPromises(platform, List.of());
      before.putAll(arms(platform));
    }
    restore("first");
    try (var platform = start();
        var api = new Api(_ -> platform.url(), tally)) {
      assertPromises(platform, List.of());
      var cat = participant(platform, api, study, 3);
      assertThat(cat.join()).isTrue();
      assertPromises(platform, List.of());
      cat.visits();
      assertPromises(platform, List.of());
      assertThat(arms(platform)).as("nobody before it is decided").isEmpty();
      assertThat(witness(platform, api, "").body().getInteger("missing")).isEqualTo(2);
      var given = witness(platform, api, "/giving-again").body();
      assertThat(given.getInteger("allocations")).isEqualTo(2);
      assertThat(given.getInteger("withoutParticipant")).as("who joined since").isEqualTo(1);
      awaitAllocations(platform, 3);
      var after = List.copyOf(arms(platform).entrySet());
      var expected = List.copyOf(before.entrySet());
      assertThat(after.get(0)).isEqualTo(expected.get(0));
      assertThat(after.get(1).getKey()).isEqualTo("erased/1");
      assertThat(after.get(1).getValue()).isEqualTo(expected.get(1).getValue());
      assertThat(witness(platform, api, "").body().getBoolean("agrees")).isTrue();
      assertPromises(platform, List.of());
    }
  }

  private static int epochInSink(Platform platform) {
    return platform
        .runtime("analytics")
        .database()
        .inTransaction(
            connection ->
                Sql.find(connection, "select max(epoch) from sink_event", row -> row.getInt(1)))
        .orElseThrow();
  }

  @Test
  void what_was_safe_when_it_was_backed_up_is_there_and_the_trial_goes_on_in_the_next_epoch()
      throws InterruptedException {
    var study = KilledStudy.beginningAt(clock.instant());
    var safe = new ArrayList<Acknowledged>();
    try (var platform = start()) {
      try (var api = new Api(_ -> platform.url(), tally)) {
        new Staff(api, platform::adminToken).begin(study);
      }
      assertPromises(platform, List.of());
      underLoad(
          platform,
          study,
          1,
          () -> {
            safe.addAll(tally.acknowledged());
            assertThat(backUp("first").epoch()).isEqualTo(1);
          });
    }
    assertThat(restore("first").epoch()).isEqualTo(2);
    try (var platform = start()) {
      assertPromises(platform, safe);
      underLoad(platform, study, 2, () -> {});
      assertPromises(platform, safe);
      assertThat(epochInSink(platform)).isEqualTo(2);
    }
    assertThat(backUp("second").epoch()).as("of a stopped directory").isEqualTo(2);
    assertThat(restore("second").epoch()).isEqualTo(3);
    assertThat(restore("first").epoch()).as("never one that was there").isEqualTo(4);
    try (var platform = start()) {
      assertPromises(platform, safe);
    }
  }
}
