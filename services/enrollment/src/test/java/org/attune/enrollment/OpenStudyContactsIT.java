package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.contact;
import static org.attune.enrollment.EnrollmentScenario.ok;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.attune.enrollment.screening.Studies;
import org.attune.platform.token.Role;
import org.attune.protocol.model.Protocol;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real study with one site, whose safety contact is a clinician: somebody is always there. */
class OpenStudyContactsIT {
  private static final Protocol REAL = Studies.read("msc-waitlist");
  private static final JsonObject CLINICIAN = contact("s1", "clinician", "a@example.org", 1);
  private static EnrollmentScenario scenario;

  @BeforeAll
  static void start() {
    scenario = new EnrollmentScenario();
    scenario.open(REAL, 10, false);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  private static void missing(Reply reply, String detail) {
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/safety-contact-missing");
    assertThat(reply.body().getString("detail")).isEqualTo(detail);
  }

  private static int people() {
    var path = "/studies/" + REAL.study() + "/contacts/coverage";
    return ok(scenario.harness.as(Role.COORDINATOR, "GET", path, new JsonObject()))
        .getJsonArray("coverage")
        .stream()
        .mapToInt(covered -> ((JsonObject) covered).getInteger("people"))
        .sum();
  }

  @Test
  void nobody_is_invited_before_somebody_is_named_and_nobody_is_taken_off_without_another() {
    missing(
        scenario.invite(REAL.study(), new UUID(1, 1)),
        "Nobody is named for clinician at site s1: load contacts.yaml with somebody before"
            + " inviting.");
    ok(scenario.name(REAL.study(), CLINICIAN));
    ok(scenario.invite(REAL.study(), new UUID(1, 1)));

    missing(
        scenario.name(REAL.study(), contact("s1", "investigator", "b@example.org", 1)),
        "The study is open, and these contacts would leave nobody for s1/clinician: those named"
            + " before stay.");
    assertThat(people()).isEqualTo(1);
    ok(scenario.name(REAL.study(), CLINICIAN, contact("s1", "clinician", "b@example.org", 2)));
    assertThat(people()).isEqualTo(2);
  }
}
