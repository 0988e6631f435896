package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.attune.platform.data.Sql;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.backup.BackingUp;
import org.attune.standalone.backup.Restoring;
import org.attune.standalone.platform.LiveStudy.Person;
import org.attune.testkit.harness.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise I12 on the whole platform in real time: somebody withdraws the use of data and nothing is
 * left; a backup from before is restored, and nothing is left again (F28).
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ErasureIT {
  private static final String STUDY = "daily-connection";
  private static final Path BUNDLE = Path.of("../../docs/studies/" + STUDY);
  private static final Duration SOON = Duration.ofMinutes(3);

  /** Marks of the person: none may be left in any text of any table. */
  private static final List<String> MARKS = List.of("ann.other@example.org", "Ann Q. Other");

  private final Progress progress = new Progress(SOON);
  private final BlockingClient client = new BlockingClient(4, Duration.ofMinutes(1));

  @TempDir Path directory;

  private JsonObject withdraw(Platform platform, Person person) {
    var body = new JsonObject().put("way", "withdraw-data").put("reason", "privacy");
    var study = study(platform);
    return study.done(person.token(), "POST", study.own("enrollment", person, "/leaving"), body);
  }

  private JsonObject certificate(Platform platform, Person person) {
    var path = "/analytics/studies/%s/erasures/%s".formatted(STUDY, person.participant());
    var said = new ArrayList<JsonObject>();
    progress.until(
        () -> {
          var answer = study(platform).send(platform.adminToken(), "GET", path, new JsonObject());
          said.add(answer.body());
          return answer.status() == 200 && answer.body().getBoolean("complete");
        });
    return said.getLast();
  }

  /** Tables in which a text of the person stands, or any row under the pseudonym but tombstones. */
  private static List<String> found(Platform platform, Person person) {
    var found = new ArrayList<String>();
    for (var runtime : platform.runtimes()) {
      for (var table : tables(runtime)) {
        for (var mark : marks(person)) {
          var sql = "select count(*) from \"%s\" t where t::text like ?".formatted(table);
          long rows = count(runtime, sql, "%" + mark + "%");
          boolean tombstone = mark.equals(person.participant()) && isTombstone(table);
          if (rows > 0 && !tombstone) found.add(runtime.name() + "." + table + " " + mark);
        }
      }
    }
    return found;
  }

  private static List<String> marks(Person person) {
    var marks = new ArrayList<>(MARKS);
    marks.add(person.participant());
    for (var mark : MARKS) { // payloads are bytes, which a row shows as hexadecimal
      marks.add(HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8)));
    }
    return marks;
  }

  private static boolean isTombstone(String table) {
    return List.of(
                "ledger", "history", "log", "checkpoint_head", "sink_event", "erased_participant")
            .contains(table)
        || table.endsWith("_erased");
  }

  private static List<String> tables(ServiceRuntime runtime) {
    var sql = "select tablename from pg_tables where schemaname = current_schema() order by 1";
    return runtime.database().inTransaction(c -> Sql.query(c, sql, row -> row.getString(1)));
  }

  private static long count(ServiceRuntime runtime, String sql, Object... values) {
    return runtime
        .database()
        .inTransaction(c -> Sql.find(c, sql, row -> row.getLong(1), values).orElseThrow());
  }

  private LiveStudy study(Platform platform) {
    var files = Bundle.read(BUNDLE).files();
    return new LiveStudy(platform, STUDY, files, directory.resolve("data"), client, progress);
  }

  private Platform start() {
    var live = Backends.live();
    return Platform.start(
        new PlatformOptions(directory.resolve("data"), PlatformKind.UP, 0),
        new Backends(live.studyClock(), live.machineClock(), live.entropy(), progress, false));
  }

  @Test
  void nothing_is_left_of_who_withdraws_data_nor_after_a_backup_from_before_is_restored()
      throws Exception {
    var before = directory.resolve("before");
    Person ann;
    try (var platform = start()) {
      var study = study(platform);
      study.open();
      ann = study.join(1, "Ann Q. Other", "ann.other@example.org");
      study.join(2, "Bea Stays", "bea@example.org");
      deliver(platform, ann);
      progress.until(() -> knownToSink(platform, ann));
      new BackingUp(Clock.systemUTC()).backUp(directory.resolve("data"), before);
    }
    try (var platform = start()) {
      assertThat(found(platform, ann)).isNotEmpty();
      assertThat(study(platform).mail()).contains("ann.other@example.org");
      var again = study(platform).again(ann);
      var told = withdraw(platform, again);
      assertThat(told.getString("stage")).isEqualTo("erased");
      assertThat(withdraw(platform, again)).as("a second time").isEqualTo(told);
      assertErased(platform, ann);
      assertGone(platform, again);
    }
    new Restoring(Clock.systemUTC()).restore(directory.resolve("data"), before);
    try (var platform = start()) {
      assertErased(platform, ann);
    }
  }

  private void assertErased(Platform platform, Person ann) throws IOException {
    var certificate = certificate(platform, ann);
    assertThat(certificate.getJsonArray("missing")).isEmpty();
    var text = certificate.getString("text").getBytes(StandardCharsets.UTF_8);
    var signature = HexFormat.of().parseHex(certificate.getString("signature"));
    var key = platform.runtime("analytics").publicKey().orElseThrow();
    assertThat(Tokens.verifies(key, text, signature)).isTrue();
    assertThat(found(platform, ann)).isEmpty();
    assertThat(study(platform).mail()).doesNotContain("ann.other@example.org");
    study(platform).assertPromises();
    var overview =
        study(platform)
            .done(
                platform.adminToken(),
                "GET",
                "/analytics/studies/" + STUDY + "/overview",
                new JsonObject());
    var people = overview.getJsonObject("participants");
    assertThat(people.getInteger("screened")).isEqualTo(2);
    assertThat(people.getInteger("enrolled")).isEqualTo(2);
    assertThat(people.getInteger("erased")).isEqualTo(1);
  }

  /** What a device gets that comes later. */
  private void assertGone(Platform platform, Person ann) throws IOException {
    var study = study(platform);
    var none = new JsonObject();
    assertThat(study.send(ann.device(), "POST", "/enrollment/token", none).status()).isEqualTo(401);
    var zone = new JsonObject().put("zone", "Asia/Tokyo");
    var late = study.send(ann.token(), "PUT", study.own("enrollment", ann, "/zone"), zone);
    assertThat(late.status()).isEqualTo(410);
    assertThat(late.body().getString("type")).isEqualTo("/problems/erased");
    var prompts = study.send(ann.token(), "GET", study.own("ema", ann, "/prompts"), none);
    assertThat(prompts.status()).as("prompts of an erased participant").isEqualTo(410);
  }

  /** As ema does: somebody is sent a letter. */
  private void deliver(Platform platform, Person person) throws IOException {
    var key = Files.readString(directory.resolve("data/keys/ema.key")).split("\\s+")[0];
    var token =
        new TokenSigner("ema", Tokens.readPrivate(key), Clock.systemUTC())
            .sign(Role.SERVICE, "ema", "*", "*");
    var message =
        new JsonObject()
            .put("study", STUDY)
            .put("participant", person.participant())
            .put("id", new UUID(9, 9).toString())
            .put("occasion", "prompt")
            .put("kind", "prompt")
            .put("link", "/app/prompts/9");
    var messages = new JsonObject().put("messages", new JsonArray().add(message));
    assertThat(study(platform).send(token, "POST", "/enrollment/deliveries", messages).status())
        .isEqualTo(200);
  }

  private static boolean knownToSink(Platform platform, Person person) {
    return count(
            platform.runtime("analytics"),
            "select count(*) from sink_event where participant = ? and type ="
                + " 'ParticipantEnrolled'",
            person.participant())
        > 0;
  }
}
