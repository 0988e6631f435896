package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.EnrollmentScenario.ok;
import static org.attune.enrollment.EnrollmentScenario.path;
import static org.attune.enrollment.EnrollmentScenario.refused;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody goes on with another device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksIT {
  private static final Pattern LINK = Pattern.compile("/link#([A-Za-z0-9_-]{22})");

  private EnrollmentScenario scenario;
  private int number;
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
    scenario.harness.clock().set(EnrollmentScenario.START);
    ann = scenario.enrolled(++number);
  }

  @AfterEach
  void the_tables_are_what_the_history_says() {
    scenario.assertLaw(ann);
  }

  private UUID device(int which) {
    return new UUID(100 + which, number);
  }

  private String address() {
    return "ann" + number + "@example.org";
  }

  private Reply make(int link) {
    var body = new JsonObject().put("link", new UUID(200 + link, number).toString());
    return scenario.harness.as(ann, "POST", path(ann) + "/links", body);
  }

  private Reply ask(String email, UUID device, int request) {
    var body =
        new JsonObject()
            .put("email", email)
            .put("device", device.toString())
            .put("request", new UUID(300 + request, number).toString());
    var reply = scenario.harness.send("", "POST", "/links", body);
    scenario.harness.tick(ann);
    return reply;
  }

  /** Codes of all links that were sent to Ann, oldest first. */
  private List<String> sent() throws IOException {
    var file =
        scenario.harness.directory().resolve(EnrollmentDefinition.MAIL).resolve("2027-03-01.mbox");
    var codes = new ArrayList<String>();
    if (!Files.exists(file)) return codes;
    for (var letter : Files.readString(file).split("(?m)^From attune")) {
      var link = LINK.matcher(letter.replace("=\n", "").replace("=23", "#"));
      if (letter.contains("To: " + address() + "\n") && link.find()) codes.add(link.group(1));
    }
    return codes;
  }

  private List<DeviceLinked> linked() {
    return scenario.history(ann).stream()
        .filter(DeviceLinked.class::isInstance)
        .map(DeviceLinked.class::cast)
        .toList();
  }

  private boolean isIn(Reply admitted) {
    var token = ok(admitted).getString("deviceToken");
    var reply = scenario.harness.send(token, "POST", "/token", new JsonObject());
    return reply.status() == 200 && reply.body().getString("participant").equals(ann.participant());
  }

  @Test
  void a_link_that_is_shown_lets_one_other_device_in() {
    var made = ok(make(1));
    assertThat(ok(make(1))).isEqualTo(made); // the same once more
    assertThat(made.getString("link")).endsWith("/link#" + made.getString("code"));
    assertThat(made.getJsonObject("qr").getInteger("size")).isBetween(21, 57);
    var code = made.getString("code");
    assertThat(isIn(scenario.redeem(code, device(1)))).isTrue();
    assertThat(isIn(scenario.redeem(code, device(1)))).as("the acknowledgement was lost").isTrue();
    refused(scenario.redeem(code, device(2)), "link-used");
    assertThat(linked()).extracting(DeviceLinked::deviceNumber).containsExactly(2);
  }

  @Test
  void it_lapses_after_fifteen_minutes_of_study_time() {
    var code = ok(make(1)).getString("code");
    var clock = scenario.harness.clock();
    clock.set(clock.now().plus(Duration.ofMinutes(15)));
    refused(scenario.redeem(code, device(1)), "link-expired");
    assertThat(linked()).isEmpty();
  }

  @Test
  void a_site_hands_over_a_link_and_a_stranger_gets_none() {
    var body = new JsonObject().put("link", new UUID(9, number).toString());
    var byStaff = scenario.harness.as(Role.COORDINATOR, "POST", path(ann) + "/links", body);
    assertThat(isIn(scenario.redeem(ok(byStaff).getString("code"), device(1)))).isTrue();
    var bea = scenario.enrolled(++number);
    assertThat(scenario.harness.as(bea, "POST", path(ann) + "/links", body).status())
        .isIn(403, 404);
  }

  @Test
  void five_unused_links_are_enough() {
    for (int i = 1; i <= 5; i++) ok(make(i));
    refused(make(6), "links-too-many");
    assertThat(make(5).status()).as("one that is there").isEqualTo(200);
  }

  @Test
  void a_link_by_mail_works_once_in_the_browser_that_asked() throws IOException {
    var asked = ok(ask(address().toUpperCase(Locale.ROOT), device(1), 1));
    ok(ask(address(), device(1), 1)); // the same once more
    assertThat(sent()).hasSize(1);
    var code = sent().getFirst();
    assertThat(asked.encode()).doesNotContain(code);
    refused(scenario.redeem(code, device(2)), "link-foreign");
    assertThat(isIn(scenario.redeem(code, device(1)))).isTrue();
    assertThat(linked()).hasSize(1);
  }

  @Test
  void the_answer_tells_nobody_whether_an_address_is_known() throws IOException {
    var known = ask(address(), device(1), 1);
    var unknown = ask("nobody" + number + "@example.org", device(1), 2);
    assertThat(unknown.body()).isEqualTo(known.body());
    assertThat(unknown.status()).isEqualTo(known.status());
    assertThat(sent()).hasSize(1);
  }

  @Test
  void the_newest_address_alone_finds_somebody() throws IOException {
    ok(
        scenario.put(
            ann, "contact", new JsonObject().put("email", "new" + number + "@example.org")));
    ok(ask(address(), device(1), 1));
    assertThat(sent()).isEmpty();
    assertThat(known()).isOne();
  }

  @Test
  void an_address_that_was_kept_before_it_could_be_looked_for_is_found_later() throws IOException {
    var database = scenario.harness.database();
    database.transact(
        c -> {
          Sql.update(c, "delete from known_address where participant = ?", ann.participant());
          Sql.update(
              c,
              """
              insert into due (kind, study, participant, key, at)
              values ('address-digest', ?, ?, '', ?)
              """,
              ann.study(),
              ann.participant(),
              EnrollmentScenario.START);
        });
    ok(ask(address(), device(1), 1)); // the tick after it looks the address up
    assertThat(sent()).isEmpty();
    ok(ask(address(), device(1), 2));
    assertThat(sent()).hasSize(1);
  }

  private long known() {
    return scenario
        .harness
        .database()
        .inTransaction(
            c ->
                Sql.find(
                        c,
                        "select count(*) from known_address where participant = ?",
                        row -> row.getLong(1),
                        ann.participant())
                    .orElseThrow());
  }

  @Test
  void of_the_erased_neither_links_nor_addresses_nor_letters_are_left() throws IOException {
    ok(ask(address(), device(1), 1));
    var code = sent().getFirst();
    var leave = new JsonObject().put("way", "withdraw-data").put("reason", "no-time");
    ok(scenario.harness.as(ann, "POST", path(ann) + "/leaving", leave));
    assertThat(known()).isZero();
    assertThat(sent()).isEmpty();
    refused(scenario.redeem(code, device(1)), "invitation-unknown");
  }

  @Test
  void what_is_no_request_says_which_field() {
    var body = new JsonObject().put("email", "nobody").put("device", device(1).toString());
    var reply = scenario.harness.send("", "POST", "/links", body.put("request", "7"));
    assertThat(reply.status()).isEqualTo(400);
  }
}
