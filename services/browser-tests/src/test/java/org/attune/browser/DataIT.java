package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What participants see of themselves, take with them, change, stop and erase, and what a newer
 * consent form asks of them, in a real browser against the whole platform.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DataIT {
  /** Databases, caches, workers and readable cookies of this site. */
  private static final String LEFT =
      """
      async () => (await indexedDB.databases()).length + (await caches.keys()).length
        + (await navigator.serviceWorker.getRegistrations()).length + document.cookie.length
      """;

  private static final String STATUS =
      """
      async ([path, token]) =>
        (await fetch(path, {headers: token ? {authorization: 'Bearer ' + token} : {}})).status
      """;

  private static final String TWO_FRAMES =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  @RegisterExtension static final Stage STAGE = Stage.shared();

  /** Of these tests alone: they amend it. */
  private static final String STUDY = "own-evenings";

  private static boolean amended;

  @BeforeAll
  static void open() {
    STAGE.study().openAgain(STUDY);
  }

  private static void amend() {
    if (!amended) STAGE.study().amend(STUDY, OpenStudy.newerForm());
    amended = true;
  }

  @Test
  void somebody_sees_corrects_and_takes_away_what_the_study_holds() throws IOException {
    try (var phone = STAGE.chromium().phone()) {
      var person = Person.joins(phone.newPage(), "English", "data");
      var page = person.page();
      person.keepsTheForm(1);
      page.locator("a[href='/app/data']").click();
      assertThat(page.locator(".facts").first()).containsText("Ann Example");
      assertThat(page.locator(".facts").first()).containsText("ann@example.org");
      person.sees("overview");

      page.locator("a[href='/app/data/reach']").click();
      page.locator("input[type=tel]").fill("600 000 000");
      page.locator("form button.main").click();
      assertThat(page.locator("#problem")).containsText("country code");
      person.sees("reach");
      page.locator("input[type=tel]").fill("+34 600 000 000");
      page.locator("form button.main").click();
      assertThat(page.locator(".note")).hasText("Saved.");
      assertThat(page.locator(".facts").first()).containsText("+34600000000");

      page.locator("a[href='/app/data/reach']").click();
      page.locator("input[type=email]").fill("");
      page.locator("form button.main").click();
      assertThat(page.locator("#problem")).containsText("does not look complete");
      page.locator("input[name=channel]").last().check();
      page.locator("form button.main").click();
      assertThat(page.locator(".note")).hasText("Saved.");
      assertThat(page.locator(".facts").first()).not().containsText("ann@example.org");
      assertThat(page.locator(".facts").first()).containsText("+34600000000");

      page.locator("a[href='/app/data/times']").click();
      page.locator("input[name=hours]").nth(1).check();
      page.locator("input[type=time]").first().fill("03:00");
      page.locator("form button.main").click();
      assertThat(page.locator("#problem")).containsText("narrower hours");
      page.locator("input[type=time]").first().fill("10:00");
      page.locator("select").selectOption("Asia/Tokyo");
      person.sees("times");
      page.locator("form button.main").click();
      assertThat(page.locator("main")).containsText("10:00 to 21:00");
      assertThat(page.locator("main")).containsText("Asia/Tokyo");

      page.locator("a[href='/app/data/times']").click();
      page.locator("input[name=hours]").first().check();
      page.locator("form button.main").click();
      assertThat(page.locator("main")).containsText("At any time the study plans");

      page.locator("a[href='/app/data/pause']").click();
      page.locator("input[name=pause]").nth(1).check();
      person.sees("pause");
      page.locator("form button.main").click();
      assertThat(page.locator("main")).containsText("We do not write to you until");
      page.navigate(STAGE.study().url() + "/app");
      assertThat(page.locator("main .note")).containsText("You are having a pause");
      person.sees("paused");
      page.locator("main .note a").click();
      page.locator("input[name=pause]").last().check();
      page.locator("form button.main").click();
      assertThat(page.locator("main")).containsText("whenever you need one");

      person.keepsTheForm(1);
      assertThat(text(person.keeps("Keep the form as a web page")))
          .contains("<html lang=\"en\" dir=\"ltr\">", "Signed by Ann Example");
      var whole = new JsonObject(text(person.keeps("JSON")));
      assertThat(whole.getJsonObject("contact").getString("phone")).isEqualTo("+34600000000");
      assertThat(whole.getJsonObject("held").getJsonArray("enrollment").encode())
          .contains("ParticipantEnrolled", "PromptHoursNarrowed", "PauseChosen", "ZoneChanged");
      assertThat(text(person.keeps("CSV")))
          .contains("service,event,at,questionnaire,id,item,number,text,missing_reason\r\n")
          .containsPattern("enrollment,ParticipantScreened,[^,]+,,,screener_age,34,,");
      person.couldUseAll();
    }
  }

  @Test
  void one_stops_a_part_then_leaves_and_is_told_before_what_follows() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Person.joins(phone.newPage(), "English", "leaving");
      var page = person.page();
      page.locator("header .help").click();
      page.locator("a[href='/app/data']").click();
      page.locator("a[href='/app/data/stop-prompts']").click();
      assertThat(page.locator(".follows")).containsText("stays in the study");
      person.sees("stop prompts");
      page.getByText("Keep everything as it is").click();
      page.locator("a[href='/app/data/stop-prompts']").click();
      page.locator("main button.main").click();
      assertThat(page.locator(".thanks")).containsText("No more short questions will come.");
      person.sees("stopped");

      page.navigate(STAGE.study().url() + "/app/data");
      assertThat(page.locator(".doors")).containsText("You have stopped this");
      page.locator("a[href='/app/data/withdraw-followup']").click();
      assertThat(page.locator("blockquote")).containsText("unless you ask us to erase it");
      page.locator("select").selectOption("no-time");
      person.sees("leave");
      page.locator("main button.main").click();
      assertThat(page.locator(".thanks")).containsText("You have left the study.");
      page.locator(".thanks a").click();
      assertThat(page.locator("main")).containsText("Thank you for the time you gave.");
      page.locator("a[href='/app/data']").click();
      assertThat(page.locator(".doors a")).hasCount(1);
      assertThat(page.locator("a[href='/app/data/reach']")).hasCount(0);
      person.sees("left");
      person.couldUseAll();
    }
  }

  @Test
  void who_erases_everything_leaves_nothing_here_or_there() throws IOException {
    try (var phone = STAGE.chromium().phone()) {
      var person = Person.joins(phone.newPage(), "English", "erasing");
      var page = person.page();
      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      var other = phone.newPage();
      other.navigate(STAGE.study().url() + "/app");
      assertThat(other.locator("h1")).hasText("Good to see you");
      var standing =
          "/api/enrollment/studies/%s/participants/%s".formatted(STUDY, person.participant());

      page.locator("a[href='/app/data']").click();
      page.locator("a[href='/app/data/withdraw-data']").click();
      page.locator("button.main").click();
      assertThat(page.locator(".complaint")).containsText("tick the box first");
      page.locator("input[type=checkbox]").check();
      person.sees("erase");
      var answered = page.waitForResponse("**/leaving", () -> page.locator("button.main").click());
      assertThat(page.locator("h1")).hasText("Everything is erased");
      person.sees("erased");
      assertThat(page.evaluate(LEFT)).isEqualTo(0);
      assertThat(phone.cookies()).isEmpty();
      assertThat(other.locator("h1")).hasText("Welcome");

      assertThat(status(page, standing, token(answered))).isEqualTo(410);
      assertThat(status(page, standing, "")).isEqualTo(401);
      var certificate = new JsonObject(text(person.keeps("certificate")));
      assertThat(certificate.getBoolean("complete")).isTrue();
      assertThat(certificate.getString("text")).contains("outcomes erased at");
      person.couldUseAll();
    }
  }

  @Test
  void a_newer_form_shows_what_is_new_and_takes_a_no_as_well_as_a_signature() throws IOException {
    try (var phone = STAGE.chromium().phone()) {
      var person = Person.joins(phone.newPage(), "English", "consent");
      var page = person.page();
      amend();
      person.reloadsUntil("article a[href='/app/consent']");
      person.sees("card");
      page.locator("a[href='/app/consent']").click();
      assertThat(page.locator(".news")).hasCount(2);
      assertThat(page.locator(".news").first()).containsText("After a month");
      person.sees("changes");
      page.locator("form button.quiet").click();
      assertThat(page.locator("main")).containsText("under version 1 that you signed");
      person.sees("refused");
      page.locator(".stack a.main").click();
      assertThat(page.locator("article a[href='/app/consent']")).hasCount(0);
      page.locator("a[href='/app/consent']").click();
      page.locator("form button.main").click();
      assertThat(page.locator("#problem")).containsText("type your name");
      page.locator("input[autocomplete=name]").fill("Ann Example");
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("What may other researchers get?");
      page.locator("form button.main").click();
      assertThat(page.locator(".complaint")).containsText("choose an answer");
      page.locator("input[type=radio]").first().check();
      assertThat(page.locator(".note")).containsText("Not quite.");
      person.sees("understanding");
      page.locator("form button.main").click();
      assertThat(page.locator("h1")).hasText("What may other researchers get?");
      page.locator("input[type=radio]").nth(1).check();
      assertThat(page.locator(".note")).containsText("That is right.");
      page.locator("form button.main").click();
      assertThat(page.locator("h1")).hasText("Thank you for reading");
      person.sees("signed");
      person.keepsTheForm(2);
      page.locator(".thanks a.main").click();
      assertThat(page.locator("a[href='/app/consent']")).hasCount(0);
      person.couldUseAll();
    }
  }

  @Test
  void a_no_to_a_form_that_the_study_cannot_do_without_is_leaving_said_before() {
    STAGE.study().openAgain("firm-evenings");
    try (var phone = STAGE.chromium().phone()) {
      var page = phone.newPage();
      var link = STAGE.study().invitation("firm-evenings");
      Joining.on(page).joins(link, "English", Joining.NO_MESSAGES);
      var person = new Person(page, Looks.named("firm"));
      STAGE.study().amend("firm-evenings", OpenStudy.newerForm() + "refusing: leave\n");
      person.reloadsUntil("article a[href='/app/consent']");
      page.locator("a[href='/app/consent']").click();
      assertThat(page.locator("main .note").first()).containsText("you leave the study");
      person.sees("changes");
      page.locator("form button.quiet").click();
      assertThat(page.locator("h1")).hasText("Leave the study");
      assertThat(page.locator("blockquote")).containsText("What you gave before leaving");
      person.sees("leaving");
      page.locator(".stack button.quiet").click();
      assertThat(page.locator("h1")).hasText("What has changed");
      page.locator("form button.quiet").click();
      page.locator(".stack a.quiet").click();
      assertThat(page.locator("article a[href='/app/consent']")).hasCount(1);

      page.locator("a[href='/app/consent']").click();
      page.locator("form button.quiet").click();
      phone.setOffline(true);
      page.locator(".stack button.main").click();
      assertThat(page.locator("#problem")).containsText("nothing has changed");
      phone.setOffline(false);
      page.locator(".stack button.main").click();
      assertThat(page.locator("h1")).hasText("That is done");
      person.sees("left");
      page.locator(".thanks a.main").click();
      assertThat(page.locator("main")).containsText("You have left the study");
      person.couldUseAll();
    }
  }

  @Test
  void what_was_asked_before_somebody_left_and_comes_after_it_is_not_shown() {
    try (var phone = STAGE.chromium().phone()) {
      var page = phone.newPage();
      Joining.on(page).joins(STAGE.study().invitation(), "English", Joining.NO_MESSAGES);
      var request = HeldRequest.of(page, "**/programme");
      page.evaluate("dispatchEvent(new Event('online'))");
      var held = request.await(page);
      page.locator("a[href='/app/data']").click();
      page.locator("a[href='/app/data/withdraw-followup']").click();
      page.locator(".stack button.main").click();
      assertThat(page.locator("h1")).hasText("That is done");
      page.locator(".thanks a.main").click();
      assertThat(page.locator("main")).containsText("You have left the study");
      page.waitForResponse("**/programme", held::resume).finished();
      page.evaluate(TWO_FRAMES);
      assertThat(page.locator("main")).containsText("You have left the study");
    }
  }

  @Test
  void every_screen_holds_from_right_to_left() {
    try (var phone = STAGE.chromium().phone("ar")) {
      amend();
      var person = Person.joins(phone.newPage(), "العربية", "data-right-to-left");
      var page = person.page();
      assertThat(page.locator("html")).hasAttribute("dir", "rtl");
      for (var screen : List.of("", "/reach", "/times", "/stop-prompts", "/withdraw-data")) {
        page.navigate(STAGE.study().url() + "/app/data" + screen);
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator(".card, form")).not().hasCount(0);
        person.sees(screen.isEmpty() ? "overview" : screen.substring(1));
      }
      page.navigate(STAGE.study().url() + "/app/consent");
      assertThat(page.locator(".news")).hasCount(2);
      person.sees("consent");
      person.couldUseAll();
    }
  }

  private static int status(Page page, String path, String token) {
    return (int) page.evaluate(STATUS, List.of(path, token));
  }

  private static String token(Response answered) {
    return new JsonObject(answered.text()).getString("token");
  }

  private static String text(Download download) throws IOException {
    return Files.readString(download.path());
  }

  /** Somebody in the study, reached by e-mail. */
  private record Person(Page page, Looks looks) {
    static Person joins(Page page, String language, String look) {
      Joining.on(page).joins(STAGE.study().invitation(STUDY), language, "ann@example.org");
      return new Person(page, Looks.named(look));
    }

    String participant() {
      var session = "async () => (await (await fetch('/api/portal/session')).json()).participant";
      return (String) page.evaluate(session);
    }

    /** What was published travels to enrollment for a moment. */
    void reloadsUntil(String selector) {
      STAGE
          .study()
          .waitFor(
              () -> {
                page.reload();
                page.locator("h1").first().waitFor();
                return page.locator(selector).count() > 0;
              });
    }

    Download keeps(String button) {
      var named = new Page.LocatorOptions().setHasText(button);
      return page.waitForDownload(() -> page.locator("main button", named).click());
    }

    /** The signed form comes as a PDF. */
    void keepsTheForm(int version) throws IOException {
      var kept = page.waitForDownload(() -> page.locator("main a[download]").click());
      assertThat(kept.suggestedFilename()).isEqualTo("%s-consent-%d.pdf".formatted(STUDY, version));
      assertThat(Files.readString(kept.path(), StandardCharsets.ISO_8859_1))
          .startsWith("%PDF-1.7")
          .contains("%%EOF");
    }

    void sees(String screen) {
      looks.atWhole(page, screen);
    }

    /** All screens seen so far were accessible. */
    void couldUseAll() {
      looks.areFine();
    }
  }
}
