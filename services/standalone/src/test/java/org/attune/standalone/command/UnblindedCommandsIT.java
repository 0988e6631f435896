package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.attune.platform.data.Sql;
import org.attune.platform.service.ServiceRuntime;
import org.attune.standalone.platform.PilotProgram;
import org.attune.standalone.platform.PlatformAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an unblinded administrator, against the platform of a finished rehearsal. */
@ExtendWith(PilotProgram.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UnblindedCommandsIT {
  private static final String STUDY = PilotProgram.STUDY;

  @TempDir static Path directory;

  private static PlatformAccess platform;

  private record Run(int exit, String out, String err) {}

  @BeforeAll
  static void start() throws IOException {
    platform = PlatformAccess.open(PilotProgram.data(directory.resolve("data")));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static ServiceRuntime randomization() {
    return platform.own().orElseThrow().runtime("randomization");
  }

  private record Allocated(String participant, String arm) {}

  private static List<Allocated> allocated() {
    var sql = "select participant, arm from allocation order by sequence";
    return randomization()
        .database()
        .inTransaction(
            connection ->
                Sql.query(
                    connection,
                    sql,
                    row -> new Allocated(row.getString("participant"), row.getString("arm"))));
  }

  private static Run run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outBefore = System.out;
    var errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      var all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--data", directory.resolve("data").toString()));
      int exit = Attune.execute(all.toArray(String[]::new));
      return new Run(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  @Test
  void an_arm_is_shown_with_the_sentence_that_it_was_recorded() {
    var ann = allocated().getFirst();
    var shown = run("unblind", STUDY, ann.participant(), "--reason", "pregnancy");
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("Participant " + ann.participant() + " is in arm " + ann.arm() + ".")
        .contains("This was recorded at ");
    var again =
        run(
            "unblind",
            STUDY,
            ann.participant(),
            "--reason",
            "other",
            "--note",
            "the coroner asks",
            "--json");
    assertThat(new JsonObject(again.out()).getString("arm")).isEqualTo(ann.arm());
    assertThat(new JsonObject(again.out()).getString("study")).isEqualTo(STUDY);
  }

  @Test
  void what_cannot_be_shown_is_refused_with_a_sentence() {
    var nobody = run("unblind", STUDY, new UUID(4, 4).toString(), "--reason", "curious");
    assertThat(nobody.exit()).isEqualTo(Attune.REFUSED);
    assertThat(nobody.err())
        .contains("reason has no value curious; it is one of: medical-emergency, ");
    assertThat(run("unblind", STUDY, "ann", "--reason", "pregnancy").exit())
        .isEqualTo(Attune.UNUSABLE);
  }

  @Test
  void the_balance_is_a_table_without_arms_and_with_them_only_for_a_reason() {
    var blinded = run("randomization", "balance", STUDY);
    assertThat(blinded.exit()).as(blinded.err()).isZero();
    assertThat(blinded.out())
        .startsWith(STUDY + ": 4 of 4 allocated, closed")
        .contains("site=s1")
        .doesNotContain("usual");
    var withArms = run("randomization", "balance", STUDY, "--arms", "--reason", "a & b");
    assertThat(withArms.out()).contains("allocated  kindness  usual");
    var json = run("randomization", "balance", STUDY, "--arms", "--reason", "a & b", "--json");
    var arms = new JsonObject(json.out()).getJsonObject("arms");
    for (var arm : List.of("kindness", "usual")) {
      assertThat(arms.getInteger(arm))
          .isEqualTo((int) allocated().stream().filter(one -> one.arm().equals(arm)).count());
    }
    assertThat(run("randomization", "balance", STUDY, "--arms").exit()).isEqualTo(Attune.UNUSABLE);
    assertThat(recorded()).contains("a & b");
  }

  private static List<String> recorded() {
    return randomization()
        .database()
        .inTransaction(
            connection ->
                Sql.query(
                    connection,
                    "select reason from restricted_read where reason is not null",
                    row -> row.getString("reason")));
  }
}
