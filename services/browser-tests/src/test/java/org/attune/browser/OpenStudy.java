package org.attune.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.attune.platform.data.Sql;
import org.attune.platform.due.DueLoop;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;
import org.attune.platform.http.BlockingClient.Received;
import org.attune.platform.service.Backends;
import org.attune.platform.time.StudyClock;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.platform.Platform;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.platform.PlatformOptions;
import org.attune.testkit.harness.MadeUpStaff;
import org.attune.testkit.harness.Progress;

/** The whole platform in real time, with the study of these tests open. */
final class OpenStudy implements AutoCloseable {
  static final String STUDY = "kind-evenings";
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path BUNDLE = RESOURCES.resolve("study");
  private static final String FORM = "consent/consent.yaml";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Unknown yet, or not known yet. */
  private static final Set<Integer> UNDER_WAY = Set.of(404, 409);

  private final Progress progress = new Progress(Duration.ofMinutes(1));
  private static final Pattern LINK = Pattern.compile("https?://\\S+/link#\\S{22}");

  private final Platform platform;
  private final BlockingClient client = new BlockingClient(4, SOON);
  private int invited;

  OpenStudy(Path directory) {
    this(directory, StudyClock.live());
    open(STUDY, Bundle.read(BUNDLE).files());
  }

  /** The platform alone, no study open yet. */
  OpenStudy(Path directory, StudyClock clock) {
    var live = Backends.live();
    platform =
        Platform.start(
            new PlatformOptions(directory.resolve("data"), PlatformKind.UP, 0),
            new Backends(clock, live.machineClock(), live.entropy(), progress, false));
  }

  void open(String name, Map<String, String> bundle) {
    var files = new JsonObject();
    bundle.forEach(files::put);
    var study = "/studies/studies/" + name;
    staff("PUT", study + "/versions/1", new JsonObject().put("files", files));
    var named = staff("PUT", "/enrollment/studies/" + name + "/contacts", MadeUpStaff.contacts());
    var naming = new JsonObject().put("naming", named.getLong("naming"));
    staff("POST", study + "/opening", naming);
  }

  /** Opens the study of these tests once more, under another name. */
  void openAgain(String name) {
    open(name, files(name));
  }

  /** The same, with questions about its form. */
  void openAsking(String name) {
    var files = files(name);
    files.put(FORM, newerForm().replace("version: 2\n", "version: 1\n"));
    open(name, files);
  }

  /** The files of the study of these tests, under another name. */
  private static Map<String, String> files(String name) {
    var files = new TreeMap<>(Bundle.read(BUNDLE).files());
    files.computeIfPresent(
        "study.yaml", (_, yaml) -> yaml.replace("study: " + STUDY, "study: " + name));
    return files;
  }

  /** Publishes version 2 of a study with another consent form, from three days on. */
  void amend(String of, String form) {
    var from = LocalDate.now(ZoneId.of("Europe/Madrid")).plusDays(3);
    var files = new JsonObject();
    files(of).forEach(files::put);
    files.put(FORM, form);
    var next = "version: 2\neffective: %s\nreason: A test\n".formatted(from);
    files.put("study.yaml", files.getString("study.yaml").replace("version: 1\n", next));
    staff("PUT", "/studies/studies/" + of + "/versions/2", new JsonObject().put("files", files));
  }

  /** Version 2 of the form, which asks whether it was understood. */
  static String newerForm() {
    try {
      return Files.readString(RESOURCES.resolve("amendment/consent.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks until it is so. */
  void waitFor(Progress.Condition condition) {
    progress.until(condition);
  }

  String url() {
    return platform.url();
  }

  /** The link of a new invitation. */
  String invitation() {
    return invitation(STUDY);
  }

  String invitation(String to) {
    var id = new UUID(7, ++invited).toString();
    var invitation = new JsonObject().put("invitation", id).put("site", "s1");
    return staff("POST", "/enrollment/studies/" + to + "/invitations", invitation)
        .getString("link");
  }

  /**
   * How often the server has stored that a participant came to the end of a session or practice.
   */
  int endsStored(String participant) {
    var sql = "select count(*) from engagement where participant = ? and completion_percent = 100";
    return counts("interventions", sql, participant);
  }

  /**
   * The link to a further device that was sent to an address that begins like this, once one is.
   */
  String linkSentTo(String begins) {
    var links = new ArrayList<String>();
    progress.until(
        () -> {
          for (var letter : mail().split("<article>")) {
            if (!letter.contains("To " + begins)) continue;
            LINK.matcher(letter).results().map(MatchResult::group).forEach(links::add);
          }
          return !links.isEmpty();
        });
    return links.getLast();
  }

  private String mail() {
    var today = LocalDate.now(ZoneOffset.UTC);
    return send("GET", "/enrollment/mail?day=" + today, new JsonObject()).text();
  }

  /** What a request carries that comes from whoever runs the platform. */
  Map<String, String> asAdministrator() {
    return Map.of("authorization", "Bearer " + platform.adminToken());
  }

  /** How many questionnaires of assessments the server has stored for a participant. */
  int answersStored(String participant) {
    return events("outcomes", "InstrumentAnswered", participant);
  }

  /** When the server recorded the last questionnaire of a participant. */
  Instant answeredAt(String participant) {
    return platform
        .runtime("outcomes")
        .database()
        .inTransaction(
            c ->
                Sql.find(
                    c,
                    "select max(occurred_at) as at from history where participant = ? and type = ?",
                    row -> Sql.instant(row, "at"),
                    participant,
                    "InstrumentAnswered"))
        .orElseThrow();
  }

  /** How many answered prompts the server has stored for a participant. */
  int promptsAnswered(String participant) {
    return events("ema", "PromptAnswered", participant);
  }

  /** Does what is due of a participant's programme, and of groups, at a time of the test's own. */
  void ticks(String of, String participant, Instant now) {
    var owners = List.of(EventKey.ofStudy(of), new EventKey(of, participant));
    platform
        .runtime("interventions")
        .tick(owners.stream().map(owner -> new DueLoop.Tick(owner, now)).toList());
  }

  /** Arranges all meetings to come of the only group of a study. */
  void arrangesMeetings(String of, JsonObject meeting) {
    var groups = "/interventions/studies/" + of + "/groups";
    var group = staff("GET", groups, new JsonObject()).getJsonArray("groups").getJsonObject(0);
    staff("PUT", groups + "/" + group.getString("group") + "/meetings", meeting);
  }

  /** Takes the only alert about a participant in hand, once staff were told of it. */
  void acknowledgesAlert(String participant) {
    var told = new ArrayList<JsonObject>();
    progress.until(
        () -> {
          var alerts = staff("GET", "/outcomes/studies/" + STUDY + "/alerts", new JsonObject());
          alerts.getJsonArray("alerts").stream()
              .map(JsonObject.class::cast)
              .filter(alert -> alert.getString("participant").equals(participant))
              .filter(alert -> alert.getInteger("rounds") > 0)
              .forEach(told::add);
          return !told.isEmpty();
        });
    assertThat(told).hasSize(1);
    var alert = told.getFirst().getString("alert");
    assertThat(mail()).contains("/console/alerts/" + alert);
    var path =
        "/outcomes/studies/%s/participants/%s/alerts/%s/acknowledgement"
            .formatted(STUDY, participant, alert);
    var said = staff("PUT", path, new JsonObject().put("role", "clinician"));
    assertThat(said.getString("state")).isEqualTo("acknowledged");
  }

  /** How many prompts the server knows to have been shown to a participant. */
  int promptsShown(String participant) {
    return events("ema", "PromptShown", participant);
  }

  /** How many prompts the server knows to have been opened by a participant. */
  int promptsOpened(String participant) {
    return events("ema", "PromptOpened", participant);
  }

  private int events(String service, String type, String participant) {
    return counts(
        service,
        "select count(*) from history where participant = ? and type = ?",
        participant,
        type);
  }

  private int counts(String service, String sql, String... values) {
    return platform
        .runtime(service)
        .database()
        .inTransaction(
            c -> {
              try (var statement = c.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
                try (var rows = statement.executeQuery()) {
                  rows.next();
                  return rows.getInt(1);
                }
              }
            });
  }

  /** As the administrator; again as long as a fact of another service is under way. */
  private JsonObject staff(String method, String path, JsonObject body) {
    var answers = new ArrayList<Received>();
    progress.until(
        () -> {
          answers.add(send(method, path, body));
          return !UNDER_WAY.contains(answers.getLast().status());
        });
    var answer = answers.getLast();
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.text()).isBetween(200, 201);
    return new JsonObject(answer.text());
  }

  private Received send(String method, String path, JsonObject body) {
    try {
      var address = url() + "/api" + path;
      return client.send(new Call(method, address, platform.adminToken(), Optional.of(body)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of a change of zone that comes with a device's cookie from a page of some site. */
  int putsAs(String cookie, String fetchSite, String path) {
    var request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("cookie", "__Host-attune=" + cookie)
            .header("sec-fetch-site", fetchSite)
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"zone\":\"Europe/Madrid\"}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    platform.close();
  }
}
