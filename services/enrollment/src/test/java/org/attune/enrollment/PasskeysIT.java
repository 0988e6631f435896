package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.refused;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.attune.enrollment.domain.EnrollmentEvent;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.attune.enrollment.passkey.Authenticator;
import org.attune.enrollment.passkey.Authenticator.Kind;
import org.attune.enrollment.vault.Challenges;
import org.attune.enrollment.vault.VaultKey;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.erase.OwnedTables;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ann makes passkeys on phones in software, and comes back with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasskeysIT {
  private EnrollmentScenario scenario;
  private int number;
  private int phones;
  private EventKey ann;

  @BeforeAll
  void start() {
    scenario = new EnrollmentScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  @BeforeEach
  void enroll() {
    ann = scenario.enrolled(++number);
  }

  @AfterEach
  void the_tables_are_what_the_history_says() {
    scenario.assertLaw(ann);
  }

  private UUID device(int which) {
    return new UUID(400 + which, number);
  }

  private Authenticator phone(Kind kind) {
    var origin = scenario.harness.url().replace("127.0.0.1", "localhost");
    return new Authenticator(kind, new UUID(500, ++phones), origin);
  }

  private Reply asAnn(String method, String rest, JsonObject body) {
    return scenario.harness.as(ann, method, path(ann) + "/passkeys" + rest, body);
  }

  private JsonObject offer() {
    return ok(asAnn("POST", "/offers", new JsonObject()));
  }

  private Reply keep(JsonObject made) {
    return asAnn("POST", "", made);
  }

  /** A phone whose passkey is kept. */
  private Authenticator made(Kind kind) {
    var phone = phone(kind);
    ok(keep(phone.makes(offer())));
    return phone;
  }

  private JsonObject asked(UUID device) {
    var body = new JsonObject().put("device", device.toString());
    return ok(scenario.harness.send("", "POST", "/passkeys/challenges", body));
  }

  private Reply show(JsonObject signed, UUID device) {
    var body = signed.copy().put("device", device.toString());
    return scenario.harness.send("", "POST", "/passkeys/returns", body);
  }

  private Reply comesBack(Authenticator phone, UUID device) {
    return show(phone.signs(asked(device)), device);
  }

  private boolean isIn(Reply admitted) {
    var token = ok(admitted).getString("deviceToken");
    var reply = scenario.harness.send(token, "POST", "/token", new JsonObject());
    return reply.status() == 200 && reply.body().getString("participant").equals(ann.participant());
  }

  private <E extends EnrollmentEvent> List<E> events(Class<E> type) {
    return scenario.history(ann).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private JsonArray listed() {
    return ok(asAnn("GET", "", new JsonObject())).getJsonArray("passkeys");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_passkey_lets_an_empty_phone_in(Kind kind) {
    var phone = made(kind);
    var signed = phone.signs(asked(device(1)));
    assertThat(isIn(show(signed, device(1)))).isTrue();
    assertThat(isIn(show(signed, device(1)))).as("the acknowledgement was lost").isTrue();
    assertThat(isIn(comesBack(phone, device(1)))).as("it had signed itself out").isTrue();
    assertThat(events(PasskeyMade.class)).extracting(PasskeyMade::passkeyNumber).containsExactly(1);
    assertThat(events(DeviceLinked.class))
        .extracting(DeviceLinked::deviceNumber, DeviceLinked::means)
        .containsExactly(tuple(2, Optional.of(DeviceLinked.Means.PASSKEY)));
  }

  @Test
  void what_is_asked_of_the_browser_names_the_study_and_nobody() {
    var offered = offer();
    var user = offered.getJsonObject("user");
    assertThat(user.getString("name")).isEqualTo(user.getString("displayName"));
    assertThat(offered.encode()).doesNotContain(ann.participant(), "Ann", "@");
    assertThat(offered.getJsonObject("rp").getString("id")).isEqualTo("localhost");
    assertThat(offered.getString("attestation")).isEqualTo("none");
    assertThat(offered.getJsonObject("authenticatorSelection"))
        .isEqualTo(
            new JsonObject()
                .put("residentKey", "required")
                .put("requireResidentKey", true)
                .put("userVerification", "required"));
    assertThat(offered.getJsonArray("excludeCredentials")).isEmpty();
    var phone = made(Kind.ES256);
    assertThat(offer().getJsonArray("excludeCredentials").encode()).contains(phone.id());
    assertThat(offer().getJsonObject("user").getString("id")).isEqualTo(user.getString("id"));
  }

  @Test
  void the_same_passkey_sent_twice_is_one() {
    var sent = phone(Kind.ES256).makes(offer());
    var first = ok(keep(sent));
    assertThat(ok(keep(sent))).isEqualTo(first);
    assertThat(listed()).hasSize(1);
    assertThat(events(PasskeyMade.class)).hasSize(1);
  }

  @Test
  void a_removed_passkey_opens_nothing_and_does_not_come_back_by_itself() {
    var phone = phone(Kind.ES256);
    var sent = phone.makes(offer());
    var passkey = ok(keep(sent)).getString("passkey");
    var removal = "/" + passkey + "/removal";
    ok(asAnn("POST", removal, new JsonObject()));
    ok(asAnn("POST", removal, new JsonObject())); // the same once more
    assertThat(events(PasskeyRemoved.class)).hasSize(1);
    assertThat(listed()).isEmpty();
    refused(comesBack(phone, device(1)), "passkey-unknown");
    refused(keep(sent), "passkey-challenge-used");
    assertThat(offer().getJsonArray("excludeCredentials")).isEmpty();
    assertThat(asAnn("POST", "/" + new UUID(9, 9) + "/removal", new JsonObject()).status())
        .isEqualTo(404);
  }

  @Test
  void the_site_takes_back_a_lost_one_and_a_stranger_sees_and_takes_none() {
    made(Kind.ES256);
    var bea = scenario.enrolled(++number);
    for (var what : List.of("GET /passkeys", "POST /passkeys/offers")) {
      var asked = what.split(" ");
      var reply = scenario.harness.as(bea, asked[0], path(ann) + asked[1], new JsonObject());
      assertThat(reply.status()).as(what).isEqualTo(404);
    }
    var seen =
        scenario.harness.as(Role.COORDINATOR, "GET", path(ann) + "/passkeys", new JsonObject());
    var passkey = ok(seen).getJsonArray("passkeys").getJsonObject(0).getString("passkey");
    var removal = path(ann) + "/passkeys/" + passkey + "/removal";
    ok(scenario.harness.as(Role.COORDINATOR, "POST", removal, new JsonObject()));
    assertThat(listed()).isEmpty();
  }

  @Test
  void five_are_kept_and_a_sixth_is_not_even_offered() {
    for (int i = 0; i < 4; i++) made(Kind.ED_DSA);
    var last = phone(Kind.ED_DSA).makes(offer());
    var sixth = phone(Kind.ED_DSA).makes(offer());
    ok(keep(last));
    refused(keep(sixth), "passkeys-too-many");
    refused(asAnn("POST", "/offers", new JsonObject()), "passkeys-too-many");
  }

  @Test
  void a_challenge_works_once_for_the_device_that_asked_and_the_act_it_was_made_for() {
    var phone = made(Kind.ES256);
    var challenge = asked(device(1));
    var signed = phone.signs(challenge);
    refused(show(signed, device(2)), "passkey-challenge-foreign");
    ok(show(signed, device(1)));
    var other = made(Kind.ES256);
    refused(show(other.signs(challenge), device(1)), "passkey-challenge-used");
    refused(show(phone.signs(offer()), device(1)), "passkey-challenge-foreign");
    refused(
        keep(phone(Kind.ES256).makes(offer().put("challenge", "AAAA"))),
        "passkey-challenge-foreign");
  }

  @Test
  void a_challenge_lapses() {
    var phone = made(Kind.ES256);
    var key = VaultKey.of(scenario.harness.directory(), new SeededEntropy(1));
    var past =
        scenario
            .harness
            .database()
            .inTransaction(
                c ->
                    Sql.find(c, "select now() as now", row -> Sql.instant(row, "now"))
                        .orElseThrow());
    var lapsed = new Challenges(key, new SeededEntropy(1)).make("return|" + device(1), past);
    refused(
        show(phone.signs(new JsonObject().put("challenge", lapsed)), device(1)),
        "passkey-challenge-expired");
  }

  @Test
  void a_page_of_another_address_gets_nothing_of_it() {
    var phone = made(Kind.ES256);
    phone.at("https://attune.example.org");
    refused(comesBack(phone, device(1)), "passkey-elsewhere");
    refused(keep(phone.makes(offer())), "passkey-elsewhere");
    assertThat(events(DeviceLinked.class)).isEmpty();
  }

  @Test
  void nothing_tells_whether_there_is_such_a_passkey() {
    var nobodys = phone(Kind.ES256);
    nobodys.makes(offer()); // and never sent it
    var impostor = made(Kind.ES256).belongingTo("AAAAAAAAAAAAAAAAAAAAAA");
    var unknown = comesBack(nobodys, device(1));
    refused(unknown, "passkey-unknown");
    assertThat(comesBack(impostor, device(1)).body()).isEqualTo(unknown.body());
    assertThat(comesBack(made(Kind.ES256).unverified(), device(1)).body())
        .isEqualTo(unknown.body());
    for (var phone : List.of(nobodys, made(Kind.ES256))) {
      phone.at("https://attune.example.org");
      refused(comesBack(phone, device(1)), "passkey-elsewhere");
    }
  }

  @Test
  void of_a_passkey_that_counts_there_may_be_one_alone() {
    var phone = phone(Kind.ES256).countingFrom(7);
    ok(keep(phone.makes(offer())));
    ok(comesBack(phone, device(1)));
    refused(comesBack(phone.countingFrom(8), device(2)), "passkey-counter-back");
    assertThat(isIn(comesBack(phone.countingFrom(9), device(2)))).isTrue();
  }

  @Test
  void somebody_elses_passkey_is_not_taken_for_ones_own() {
    var phone = made(Kind.ES256);
    var bea = scenario.enrolled(++number);
    var offered =
        ok(scenario.harness.as(bea, "POST", path(bea) + "/passkeys/offers", new JsonObject()));
    var claimed = phone.makes(offered);
    refused(scenario.harness.as(bea, "POST", path(bea) + "/passkeys", claimed), "passkey-unfit");
  }

  @Test
  void ten_ceremonies_a_minute_are_enough() {
    var phone = made(Kind.ES256); // the first
    for (int i = 2; i <= 10; i++) ok(comesBack(phone, device(1)));
    refused(comesBack(phone, device(1)), "passkey-too-often");
  }

  @Test
  void one_sees_ones_passkeys_and_what_became_of_them() {
    var phone = made(Kind.ES256);
    ok(comesBack(phone, device(1)));
    var card = ok(scenario.harness.as(ann, "GET", path(ann) + "/contact", new JsonObject()));
    var passkey = card.getJsonArray("passkeys").getJsonObject(0);
    assertThat(passkey.getInteger("number")).isOne();
    assertThat(Instant.parse(passkey.getString("madeAt"))).isEqualTo(EnrollmentScenario.START);
    assertThat(passkey.containsKey("usedAt")).isTrue();
    assertThat(card.encode()).doesNotContain(phone.id());
    var held = ok(scenario.harness.as(ann, "GET", path(ann) + "/held", new JsonObject()));
    var events = held.getJsonArray("events");
    assertThat(IntStream.range(0, events.size()).mapToObj(events::getJsonObject))
        .extracting(event -> event.getString("event"))
        .contains("PasskeyMade");
  }

  @Test
  void of_the_erased_no_passkey_is_left() {
    var phone = made(Kind.ES256);
    ok(comesBack(phone, device(1)));
    var leave = new JsonObject().put("way", "withdraw-data").put("reason", "no-time");
    ok(scenario.harness.as(ann, "POST", path(ann) + "/leaving", leave));
    refused(comesBack(phone, device(1)), "passkey-unknown");
    var left = scenario.harness.database().inTransaction(c -> OwnedTables.count(c, ann));
    assertThat(left).isEmpty();
  }

  @Test
  void what_is_no_request_says_which_field() {
    var signed = made(Kind.ES256).signs(asked(device(1)));
    for (var field :
        List.of("id", "userHandle", "clientDataJSON", "authenticatorData", "signature")) {
      for (var text : List.of("", "=", "ü", "AAAAA", "A".repeat(40_000))) {
        var reply = show(signed.copy().put(field, text), device(1));
        assertThat(reply.status()).as(field).isEqualTo(400);
        assertThat(reply.body().getString("field")).isEqualTo(field);
      }
    }
  }
}
