package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;
import org.attune.testkit.checker.Broken;
import org.attune.testkit.checker.CheckedService;
import org.attune.testkit.checker.HistoryChecker;
import org.attune.testkit.checker.World;
import org.attune.testkit.harness.MadeUpStaff;
import org.attune.testkit.harness.Progress;

/**
 * A real study on a platform that runs in real time, as staff and participants meet it over HTTP.
 *
 * @param slug the study's
 * @param bundle its files
 * @param directory the platform's data
 */
record LiveStudy(
    Platform platform,
    String slug,
    Map<String, String> bundle,
    Path directory,
    BlockingClient client,
    Progress progress) {
  LiveStudy(
      Platform platform,
      String slug,
      Map<String, String> bundle,
      Path directory,
      Progress progress) {
    this(platform, slug, bundle, directory, new BlockingClient(4, Duration.ofMinutes(1)), progress);
  }

  record Person(String participant, String device, String token) {}

  record Said(int status, JsonObject body) {}

  /** Asks once. */
  Said send(String token, String method, String path, JsonObject body) throws IOException {
    var url = platform.url() + "/api" + path;
    var sent = method.equals("GET") ? Optional.<JsonObject>empty() : Optional.of(body);
    var received = client.send(new Call(method, url, token, sent));
    var text = received.text();
    return new Said(
        received.status(), text.startsWith("{") ? new JsonObject(text) : new JsonObject());
  }

  /** Again as long as a fact of another service is under way. */
  JsonObject done(String token, String method, String path, JsonObject body) {
    var last = new ArrayList<Said>();
    progress.until(
        () -> {
          last.add(send(token, method, path, body));
          return last.getLast().status() != 409 && last.getLast().status() != 404;
        });
    assertThat(last.getLast().status()).as(path + " " + last.getLast().body()).isBetween(200, 201);
    return last.getLast().body();
  }

  /** Waits until the checker finds all promises kept. */
  void assertPromises() {
    var broken = new ArrayList<List<Broken>>();
    progress.until(
        () -> {
          var services = platform.runtimes().stream().map(CheckedService::of).toList();
          var world =
              new World(services, List.of(), Optional.empty(), List.of(), World.Terms.live());
          broken.add(HistoryChecker.check(world).broken());
          return broken.getLast().isEmpty();
        });
    assertThat(broken.getLast()).isEmpty();
  }

  /** Publishes the study, names made-up staff, and opens it. */
  void open() {
    var files = new JsonObject();
    bundle.forEach(files::put);
    var study = "/studies/studies/" + slug;
    done(platform.adminToken(), "PUT", study + "/versions/1", files(files));
    var named =
        done(
            platform.adminToken(),
            "PUT",
            "/enrollment/studies/" + slug + "/contacts",
            MadeUpStaff.contacts());
    done(
        platform.adminToken(),
        "POST",
        study + "/opening",
        new JsonObject().put("naming", named.getLong("naming")));
  }

  private static JsonObject files(JsonObject files) {
    return new JsonObject().put("files", files);
  }

  /** Somebody who is invited, screened and signs. */
  Person join(int number, String name, String email) {
    var invited =
        done(
            platform.adminToken(),
            "POST",
            "/enrollment/studies/" + slug + "/invitations",
            new JsonObject().put("invitation", new UUID(7, number).toString()).put("site", "s1"));
    var redeemed =
        done(
            "",
            "POST",
            "/enrollment/invitations/redeem",
            new JsonObject()
                .put("code", invited.getString("code"))
                .put("device", new UUID(8, number).toString()));
    var device = redeemed.getString("deviceToken");
    var token = done(device, "POST", "/enrollment/token", new JsonObject()).getString("token");
    var person = new Person(invited.getString("participant"), device, token);
    var answers =
        new JsonArray().add(new JsonObject().put("item", "screener_age").put("number", 34));
    done(token, "PUT", own("enrollment", person, "/screening"), answers(answers));
    var standing = done(token, "GET", own("enrollment", person, ""), new JsonObject());
    done(
        token,
        "PUT",
        own("enrollment", person, "/consent"),
        new JsonObject()
            .put("decision", "sign")
            .put("consentVersion", standing.getJsonObject("consent").getInteger("version"))
            .put("signature", name)
            .put("language", "en")
            .put("zone", "Europe/Madrid")
            .put("channel", "email")
            .put("email", email));
    return person;
  }

  private static JsonObject answers(JsonArray answers) {
    return new JsonObject().put("answers", answers);
  }

  /** Path of what a service has of a person. */
  String own(String service, Person person, String what) {
    return "/%s/studies/%s/participants/%s%s".formatted(service, slug, person.participant(), what);
  }

  /** The same person with a fresh token of five minutes. */
  Person again(Person person) {
    var token =
        done(person.device(), "POST", "/enrollment/token", new JsonObject()).getString("token");
    return new Person(person.participant(), person.device(), token);
  }

  /** All messages that were written to the mail folder. */
  String mail() throws IOException {
    var text = new StringBuilder();
    var folder = directory.resolve("services/enrollment/mail");
    if (!Files.isDirectory(folder)) return "";
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) text.append(Files.readString(file));
    }
    return text.toString();
  }
}
