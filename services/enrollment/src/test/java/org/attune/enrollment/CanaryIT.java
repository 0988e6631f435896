package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.PILOT;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.pilotAnswers;
import static org.attune.enrollment.EnrollmentScenario.signature;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A planted name and a planted address never leave the vault, whatever is sent and refused. */
class CanaryIT {
  private static final String NAME = "Canary Quillfeather";
  private static final String EMAIL = "canary.quillfeather@example.org";
  private static final String WORD = "quillfeather";

  private final List<String> seen = new ArrayList<>();

  private Reply note(Reply reply) {
    seen.add(reply.body().encode());
    return reply;
  }

  @Test
  void a_name_and_an_address_are_in_no_table_answer_problem_or_log() {
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try (var scenario = new EnrollmentScenario()) {
      var key = scenario.opened(PILOT.study(), 1);
      note(scenario.put(key, "consent", signature(PILOT, NAME, EMAIL)));
      ok(scenario.put(key, "screening", pilotAnswers(30)));
      var good = signature(PILOT, NAME, EMAIL);
      note(scenario.put(key, "consent", good.copy().put("email", NAME)));
      note(scenario.put(key, "consent", good.copy().put("consentVersion", 9)));
      note(scenario.put(key, "consent", good.copy().put("zone", "nowhere")));
      ok(note(scenario.put(key, "consent", good)));
      note(scenario.put(key, "contact", new JsonObject().put("email", "x" + EMAIL)));
      note(scenario.put(key, "contact", new JsonObject().put("email", EMAIL + "\n")));
      note(scenario.standing(key));
      note(scenario.harness.as(Role.ADMIN, "GET", path(key), new JsonObject()));
      ok(note(scenario.deliver(EnrollmentScenario.message(key, "slot-1", "prompt"))));
      ok(scenario.harness.as(key, "GET", path(key) + "/consent.pdf", new JsonObject()));
      tellStaff(scenario, key);
      assertThat(tables(scenario)).hasSizeGreaterThan(20).allSatisfy(CanaryIT::isClean);
    } finally {
      root.detachAppender(logged);
    }
    assertThat(seen).hasSizeGreaterThan(8).allSatisfy(CanaryIT::isClean);
    assertThat(logged.list).filteredOn(e -> e.getLevel().isGreaterOrEqual(Level.INFO)).isNotEmpty();
    assertThat(logged.list)
        .allSatisfy(
            event -> {
              isClean(event.getFormattedMessage());
              if (event.getThrowableProxy() != null) {
                isClean(String.valueOf(event.getThrowableProxy().getMessage()));
              }
            });
  }

  private void tellStaff(EnrollmentScenario scenario, EventKey key) {
    var contact =
        new JsonObject()
            .put("site", "s1")
            .put("role", "clinician")
            .put("name", NAME)
            .put("address", EMAIL)
            .put("order", 1);
    var contacts = new JsonObject().put("contacts", new JsonArray().add(contact));
    var path = "/studies/" + PILOT.study() + "/contacts";
    ok(note(scenario.harness.as(Role.ADMIN, "PUT", path, contacts)));
    var alert = EnrollmentScenario.message(key, "alert-1", "round-1-1").put("kind", "safety");
    ok(note(scenario.deliver(alert.put("role", "clinician"))));
  }

  /** Neither as text nor as the hexadecimal digits in which PostgreSQL writes bytes. */
  private static void isClean(String text) {
    var hex = HexFormat.of().formatHex(WORD.getBytes(StandardCharsets.UTF_8));
    var capital = HexFormat.of().formatHex("Quill".getBytes(StandardCharsets.UTF_8));
    assertThat(text).doesNotContainIgnoringCase(WORD).doesNotContain(hex, capital);
  }

  /** Every row of every table of the service, as text. */
  private static List<String> tables(EnrollmentScenario scenario) {
    return scenario
        .harness
        .database()
        .inTransaction(
            c -> {
              var names =
                  Sql.query(
                      c,
                      "select table_name from information_schema.tables where table_schema ="
                          + " current_schema()",
                      row -> row.getString(1));
              var rows = new ArrayList<String>();
              for (var name : names) {
                rows.addAll(
                    Sql.query(
                        c, "select t::text from \"" + name + "\" t", row -> row.getString(1)));
              }
              return rows;
            });
  }
}
