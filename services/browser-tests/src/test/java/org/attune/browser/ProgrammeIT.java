package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.protocol.bundle.Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions and practices in a real browser: in one study by oneself, in another with a group. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProgrammeIT {
  private static final String ALONE = "kind-weeks";
  private static final String TOGETHER = "kind-circle";

  private static final String PROGRAMME =
      """
      async ([study, wanted]) => {
        const {participant} = await (await fetch('/api/portal/session')).json();
        const path = `/api/interventions/studies/${study}/participants/${participant}/programme`;
        const programme = await (await fetch(path)).json();
        return {
          waits: programme.groupStartsBy !== undefined,
          begun: programme.modules?.length > 0,
          unlocked: programme.modules?.some(module => module.available),
        }[wanted] ?? false;
      }
      """;

  /** By a minute, which is more than anybody practises here. */
  private static final String CLOCK_SET_BACK =
      """
      () => {
        const Before = Date;
        const now = () => Before.now() - 60_000;
        globalThis.Date = class extends Before {
          constructor(...given) { super(...(given.length ? given : [now()])); }
          static now() { return now(); }
        };
      }
      """;

  @TempDir static Path directory;
  private static final AheadClock CLOCK = new AheadClock();
  private static OpenStudy study;
  private static Chromium chromium;
  private static Person reader;
  private static Person breather;
  private static Person waiting;

  /** Three people join and answer; then two days pass. */
  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    study = new OpenStudy(directory, CLOCK);
    var bundle = Bundle.read(Path.of("src/test/resources/course")).files();
    study.open(ALONE, bundle);
    study.open(TOGETHER, together(bundle));
    reader = joined("en-GB", "programme", ALONE, "English");
    breather = joined("ar", "programme-ar", ALONE, "العربية");
    waiting = joined("en-GB", "group", TOGETHER, "English");
    reader.hears("begun");
    breather.hears("begun");
    waiting.hears("waits");
    waiting.opens("/app");
    assertThat(waiting.page().locator("main")).containsText("Your group is coming together");
    waiting.sees("waits");
    CLOCK.passDays(2);
  }

  private static Person joined(String locale, String look, String of, String language) {
    var person = new Person(chromium.phone(locale).newPage(), look, of, new ArrayList<>());
    person.joins(study.invitation(of), language);
    person.answersTheBaseline();
    return person;
  }

  /** The same study, its sessions held in groups that start after a day with whoever is there. */
  private static Map<String, String> together(Map<String, String> bundle) {
    var files = new TreeMap<String, String>();
    bundle.forEach(
        (name, text) ->
            files.put(
                name,
                text.replace(ALONE, TOGETHER)
                    .replace("delivery: self-guided", "delivery: group")
                    .replace(
                        "intervention: evenings}",
                        "intervention: evenings, groups: {size: [2, 8], start-within: P1D,"
                            + " short: start}}")));
    return files;
  }

  @AfterAll
  static void close() {
    if (chromium != null) chromium.close();
    if (study != null) study.close();
  }

  @Test
  void a_session_is_read_without_a_network_and_its_end_is_stored_once() {
    var page = reader.page();
    reader.hears("unlocked");
    reader.opens("/app");
    assertThat(page.locator("article.hero h3")).hasText("The voice inside");
    page.waitForFunction("() => navigator.serviceWorker.controller !== null");
    reader.sees("home");
    page.context().setOffline(true);
    page.reload();
    page.locator("article.hero .button").click();
    assertThat(page.locator("h1")).hasText("Somebody is always talking");
    assertThat(page.url()).endsWith("/app/programme/1"); // a number, which tells nothing
    assertThat(page.title()).isEqualTo("Kind weeks");
    assertThat(page.locator(".passage p")).hasCount(2);
    reader.sees("session");
    reader.presses("Next");
    assertThat(page.locator(".steps li")).hasCount(3);
    reader.sees("exercise");
    page.reload(); // goes on where it was
    assertThat(page.locator("h1")).hasText("Catching one sentence");
    reader.presses("Next");
    assertThat(page.locator("main a.button")).hasAttribute("rel", "noopener noreferrer");
    reader.sees("recording");
    reader.presses("I am through");
    page.getByText("Helpful", new Page.GetByTextOptions().setExact(true)).click();
    reader.sees("rating");
    reader.presses("Done");
    assertThat(page.locator("#sent")).containsText("saved on this phone");
    losesFirstReceipt(page);
    page.context().setOffline(false);
    var participant = reader.participant();
    page.waitForCondition(() -> study.endsStored(participant) > 0);
    assertThat(page.locator("#sent")).containsText("It has arrived");
    assertThat(study.endsStored(participant)).isEqualTo(1);
    reader.sees("done");
    page.locator("main a.button.main").click();
    assertThat(page.locator("article.hero")).hasCount(0);
    reader.couldUseAll();
  }

  @Test
  void a_practice_breathes_with_somebody_and_rests_until_tomorrow() {
    var page = breather.page();
    breather.hears("unlocked");
    breather.opens("/app/programme");
    assertThat(page.locator(".ways li")).hasCount(4);
    assertThat(page.locator(".ways .shut")).hasCount(1);
    breather.sees("all");
    breather.opens("/app");
    assertThat(page.locator(".card .ways a")).hasCount(2);
    breather.sees("home");
    page.locator(".card .ways a").first().click();
    assertThat(page.locator(".clock")).hasText("2:00");
    page.evaluate(CLOCK_SET_BACK);
    page.locator(".timer button").click();
    assertThat(page.locator(".phase")).hasText("شهيق");
    assertThat(page.locator(".phase")).hasText("زفير");
    assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0); // less motion
    breather.sees("practice");
    page.locator(".timer button").click();
    page.locator("form button.main").click();
    assertThat(page.locator("input[name=rating]")).hasCount(5);
    breather.sees("rating");
    page.locator("form button.main").click(); // without one
    assertThat(page.locator("#sent")).isVisible();
    var participant = breather.participant();
    page.waitForCondition(() -> study.endsStored(participant) == 1);
    page.locator("main a.button.main").click();
    assertThat(page.locator(".card .ways a")).hasCount(1);
    breather.couldUseAll();
  }

  @Test
  void whoever_waited_for_a_group_sees_its_days_and_takes_them_along() throws IOException {
    var page = waiting.page();
    waiting.hears("begun");
    waiting.opens("/app");
    assertThat(page.locator("main")).containsText("Your group meets");
    page.getByText("All sessions and practices").click();
    assertThat(page.locator("main")).containsText("To bring: A blanket");
    assertThat(page.locator("article.hero")).containsText("Time and place will be told here");
    waiting.sees("meetings-told-later");
    var days = waiting.takesTheDatesAlong();
    assertThat(days).contains("SUMMARY:Group meeting").doesNotContain("evenings", "DURATION");
    study.arrangesMeetings(
        TOGETHER,
        new JsonObject()
            .put("begins", "18:30")
            .put("minutes", 90)
            .put("place", "Community centre, room 2")
            .put("link", "https://meet.example.org/kind"));
    waiting.opens("/app");
    assertThat(page.locator("section[aria-labelledby=programme] .rest"))
        .containsText("18:30Community centre, room 2");
    waiting.sees("home-arranged");
    page.getByText("All sessions and practices").click();
    assertThat(page.locator("article.hero")).containsText("Community centre, room 2");
    assertThat(page.locator("article.hero a.button"))
        .hasAttribute("href", "https://meet.example.org/kind");
    assertThat(page.locator("main")).containsText("Put them in once more");
    waiting.sees("meetings");
    var arranged = waiting.takesTheDatesAlong();
    assertThat(arranged).contains("DURATION:PT90M", "LOCATION:Community centre\\, room 2");
    assertThat(names(arranged)).isEqualTo(names(days)).doesNotHaveDuplicates().hasSize(2);
    assertThat(page.locator("main")).not().containsText("Put them in once more");
    waiting.couldUseAll();
  }

  /** Names of what stands in a calendar. */
  private static List<String> names(String calendar) {
    return calendar.lines().filter(line -> line.startsWith("UID:")).toList();
  }

  /** The server stores what was sent; its first receipt never comes back. */
  private static void losesFirstReceipt(Page page) {
    var attempts = new AtomicInteger();
    page.context()
        .route(
            "**/engagements/**",
            route -> {
              if (attempts.incrementAndGet() > 1) {
                route.resume();
                return;
              }
              route.fetch();
              route.abort();
            });
  }

  /**
   * Walks through the app.
   *
   * @param look names the pictures
   * @param of the study
   * @param violations of accessibility, found so far
   */
  private record Person(Page page, String look, String of, List<String> violations) {
    void joins(String link, String language) {
      Joining.on(page).joins(link, language, Joining.NO_MESSAGES);
    }

    /** Prefers not to answer either question, which is an answer. */
    void answersTheBaseline() {
      page.locator("article.hero .button").click();
      page.locator("a.button.main").click();
      for (int item = 1; item <= 2; item++) {
        assertThat(page.locator("progress")).hasAttribute("value", String.valueOf(item));
        page.locator("button.text").click();
      }
      assertThat(page.locator("#sent")).isVisible();
    }

    /** Does what is due until the server says so of the programme. */
    void hears(String wanted) {
      var participant = participant();
      page.waitForCondition(
          () -> {
            study.ticks(of, participant, CLOCK.now());
            return (boolean) page.evaluate(PROGRAMME, List.of(of, wanted));
          });
    }

    void opens(String path) {
      page.navigate(study.url() + path);
    }

    void presses(String label) {
      page.locator("main button", new Page.LocatorOptions().setHasText(label)).click();
    }

    /** The calendar file. */
    String takesTheDatesAlong() throws IOException {
      var file = page.waitForDownload(() -> presses("Put the dates"));
      return Files.readString(file.path());
    }

    String participant() {
      var session = "async () => (await (await fetch('/api/portal/session')).json()).participant";
      return (String) page.evaluate(session);
    }

    void sees(String screen) {
      var picture = Looks.PICTURES.resolve(look + "-" + screen + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(picture));
      for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        if (scheme == ColorScheme.DARK) {
          var dark = Looks.PICTURES.resolve(look + "-" + screen + "-dark.png");
          page.screenshot(new Page.ScreenshotOptions().setPath(dark));
        }
        for (var violation : Axe.violations(page)) {
          violations.add("%s, %s: %s".formatted(screen, scheme, violation));
        }
      }
    }

    /** All screens seen so far were accessible. */
    void couldUseAll() {
      assertThat(violations).as("violations of WCAG 2.2 AA, " + look).isEmpty();
    }
  }
}
