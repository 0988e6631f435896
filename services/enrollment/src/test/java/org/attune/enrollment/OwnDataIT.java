package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.START;
import static org.attune.enrollment.EnrollmentScenario.invalid;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.refused;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What participants are told of themselves, and nobody else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnDataIT {
  private static final JsonObject NOTHING = new JsonObject();

  private EnrollmentScenario scenario;

  @BeforeAll
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  private Reply asks(EventKey as, EventKey about, String what) {
    return scenario.harness.as(as, "GET", path(about) + "/" + what, NOTHING);
  }

  private static JsonObject withdrawal() {
    return new JsonObject().put("way", "withdraw-data").put("reason", "privacy");
  }

  private static List<JsonObject> events(Reply reply) {
    JsonArray events = ok(reply).getJsonArray("events");
    return IntStream.range(0, events.size()).mapToObj(events::getJsonObject).toList();
  }

  @Test
  void contact_details_are_told_to_the_participant_alone() {
    var ann = scenario.enrolled(1);
    var card = ok(asks(ann, ann, "contact"));
    assertThat(card.getString("email")).isEqualTo("ann1@example.org");
    assertThat(card.getString("signature")).isEqualTo("Ann Other");
    assertThat(card.getBoolean("push")).isFalse();
    assertThat(card.containsKey("phone")).isFalse();
    assertThat(card.getJsonArray("devices"))
        .containsExactly(
            new JsonObject()
                .put("device", new UUID(2, 1).toString())
                .put("number", 1)
                .put("shutOut", false));

    ok(scenario.put(ann, "contact", new JsonObject().put("phone", "+34600000000")));
    assertThat(ok(asks(ann, ann, "contact")).getString("phone")).isEqualTo("+34600000000");

    for (var what : List.of("contact", "held")) {
      for (var role : List.of(Role.ADMIN, Role.COORDINATOR, Role.DATA_MANAGER)) {
        var asked = scenario.harness.as(role, "GET", path(ann) + "/" + what, NOTHING);
        assertThat(asked.status()).as(what + " for " + role).isEqualTo(403);
      }
      assertThat(asks(scenario.opened(ann.study(), 2), ann, what).status()).isEqualTo(404);
    }
  }

  @Test
  void an_address_that_no_channel_needs_can_be_removed() {
    var ann = scenario.enrolled(8);
    ok(scenario.put(ann, "contact", new JsonObject().put("phone", "+34600000000")));
    ok(scenario.put(ann, "contact", new JsonObject().put("phone", "")));
    assertThat(ok(asks(ann, ann, "contact")).containsKey("phone")).isFalse();
    var noEmail = new JsonObject().put("email", "");
    refused(scenario.put(ann, "contact", noEmail), "email-missing");
    assertThat(ok(asks(ann, ann, "contact")).getString("email")).isEqualTo("ann8@example.org");

    ok(scenario.put(ann, "channel", new JsonObject().put("channel", "none")));
    ok(scenario.put(ann, "contact", noEmail));
    ok(scenario.put(ann, "contact", noEmail));
    assertThat(ok(asks(ann, ann, "contact")).containsKey("email")).isFalse();
    assertThat(known(ann)).as("found by the address").isZero();
    refused(
        scenario.put(ann, "channel", new JsonObject().put("channel", "email")), "email-missing");
    invalid(scenario.put(ann, "contact", new JsonObject().put("push", "")), "push");

    ok(scenario.put(ann, "contact", new JsonObject().put("email", "back@example.org")));
    assertThat(ok(asks(ann, ann, "contact")).getString("email")).isEqualTo("back@example.org");
    assertThat(known(ann)).isEqualTo(1);
  }

  private int known(EventKey of) {
    return scenario
        .harness
        .database()
        .inTransaction(
            c ->
                Sql.query(
                        c,
                        "select 1 from known_address where participant = ?",
                        row -> row.getInt(1),
                        of.participant())
                    .size());
  }

  @Test
  void the_form_that_was_signed_comes_as_a_pdf_to_the_participant_alone() throws Exception {
    var ann = scenario.enrolled(6);
    var first = pdf(ann);
    assertThat(first.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"kindness-pilot-consent-1.pdf\"");
    assertThat(pdf(ann).body()).as("the same each time").isEqualTo(first.body());
    try (var document = Loader.loadPDF(first.body())) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Signed by Ann Other on March 1, 2027.");
    }
    assertThat(ok(scenario.standing(ann)).getBoolean("consentPdf")).isTrue();

    for (var role : List.of(Role.ADMIN, Role.COORDINATOR, Role.DATA_MANAGER)) {
      var asked = scenario.harness.as(role, "GET", path(ann) + "/consent.pdf", NOTHING);
      assertThat(asked.status()).as(role.toString()).isEqualTo(403);
    }
    var bob = scenario.opened(ann.study(), 7);
    assertThat(asks(bob, ann, "consent.pdf").status()).isEqualTo(404);
    assertThat(asks(bob, bob, "consent.pdf").status()).as("nothing signed yet").isEqualTo(404);
  }

  private HttpResponse<byte[]> pdf(EventKey of) throws Exception {
    var address = scenario.harness.url() + "/api/enrollment" + path(of) + "/consent.pdf";
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("authorization", "Bearer " + scenario.harness.token(of))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/pdf");
      return answer;
    }
  }

  @Test
  void what_was_given_is_listed_in_order_and_page_by_page() {
    var ann = scenario.enrolled(3);
    ok(scenario.put(ann, "zone", new JsonObject().put("zone", "Pacific/Auckland")));
    var all = events(asks(ann, ann, "held"));
    assertThat(all)
        .extracting(event -> event.getString("event"))
        .containsExactly(
            "InvitationRedeemed", "ParticipantScreened", "ParticipantEnrolled", "ZoneChanged");
    var screened = all.get(1);
    assertThat(screened.getString("at")).isEqualTo(START.toString());
    assertThat(screened.getJsonArray("answers").getJsonObject(0).getString("item"))
        .isEqualTo("screener_age");
    assertThat(screened.containsKey("criterion")).as("it has no value").isFalse();
    assertThat(all.getLast().getString("zone")).isEqualTo("Pacific/Auckland");
    assertThat(events(asks(ann, ann, "held?after=3"))).hasSize(2);
    assertThat(events(asks(ann, ann, "held?after=900"))).isEmpty();
    invalid(asks(ann, ann, "held?after=-1"), "after");
  }

  @Test
  void who_is_erased_gets_a_last_token_and_is_told_nothing_else_any_more() {
    var ann = scenario.enrolled(4);
    var leaving = path(ann) + "/leaving";
    var gone = ok(scenario.harness.as(ann, "POST", leaving, withdrawal()));
    assertThat(gone.getString("certificate")).endsWith("/erasures/" + ann.participant());
    var token = gone.getString("token");
    for (var what : List.of("", "/contact", "/consent.pdf", "/held")) {
      var asked = scenario.harness.send(token, "GET", path(ann) + what, NOTHING);
      assertThat(asked.status()).as(what).isEqualTo(410);
      assertThat(asked.body().getString("type")).isEqualTo("/problems/erased");
    }
    ok(scenario.harness.send(token, "POST", leaving, withdrawal()));
  }

  @Test
  void staff_who_erase_somebody_get_no_token_of_that_person() {
    var ann = scenario.enrolled(5);
    var gone = ok(scenario.harness.as(Role.ADMIN, "POST", path(ann) + "/leaving", withdrawal()));
    assertThat(gone.containsKey("token")).isFalse();
  }
}
