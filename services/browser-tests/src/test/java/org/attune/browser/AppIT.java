package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The participant app in a real browser, on a phone's window, against the whole platform. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AppIT {
  /** From now on the device has no room for anything. */
  private static final String FULL =
      "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('',"
          + " 'QuotaExceededError'); }; }";

  /** What would be tried again after seconds is noted, and not done. */
  private static final String NO_SECOND_TRY =
      """
      window.tries = [];
      const soon = window.setTimeout;
      window.setTimeout = (again, pause, ...more) =>
        pause < 5000 ? soon(again, pause, ...more) : tries.push({again, pause});
      """;

  /** While {@code slow}, nothing is painted, as on a phone that is busy. */
  private static final String SLOW_FRAMES =
      """
      const painted = window.requestAnimationFrame;
      window.slow = false;
      window.late = [];
      window.requestAnimationFrame = frame => (window.slow ? window.late.push(frame) : painted(frame));
      """;

  private static final String TWO_FRAMES =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private static final String PASSING =
      """
      const machine = Date.now;
      window.passed = 0;
      Date.now = () => machine.call(Date) + window.passed;
      """;

  @RegisterExtension static final Stage STAGE = Stage.shared();

  @Test
  void somebody_joins_and_answers_by_keyboard_alone_in_light_and_dark() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.careful(phone.newPage(), "light");
      person.joins(STAGE.study().invitation(), "English");
      person.sees("home");
      person.answersEverything("7");
      person.isThankedAndFindsHelp();
      assertThat(STAGE.study().answersStored(person.participant())).isEqualTo(1);
      person.couldUseAll();
    }
  }

  @Test
  void who_joins_is_asked_about_the_form_and_may_try_again_before_signing() {
    STAGE.study().openAsking("asked-evenings");
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.careful(phone.newPage(), "asked");
      person.reads(STAGE.study().invitation("asked-evenings"), "English");
      person.isAskedUntilItIsUnderstood();
      person.signs();
      assertThat(person.page().locator("h1")).hasText("You are in. Thank you!");
      person.sees("joined");
      person.couldUseAll();
    }
  }

  @Test
  void every_screen_holds_from_right_to_left_and_help_comes_by_itself() {
    try (var phone = STAGE.chromium().phone("ar")) {
      var person = Walker.careful(phone.newPage(), "right-to-left");
      person.joins(STAGE.study().invitation(), "العربية");
      assertThat(person.page().locator("html")).hasAttribute("dir", "rtl");
      person.sees("home");
      person.answersEverything("0");
      assertThat(person.page().locator("a[href^='tel:']")).hasCount(2); // a rule of the study
      person.sees("crisis");
      person.page().locator("main button").click();
      person.isThankedAndFindsHelp();
      person.couldUseAll();
    }
  }

  @Test
  void an_answer_without_a_network_waits_and_is_stored_once_though_its_receipt_is_lost() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "offline");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      var participant = person.participant();
      phone.setOffline(true);
      person.page().reload(); // from the home screen, with no network
      person.declinesEverything();
      assertThat(person.page().locator("#sent")).containsText("saved on this phone");
      person.sees("waiting for the network");
      assertThat(STAGE.study().answersStored(participant)).isZero();
      var lost = loseFirstReceipt(phone);
      phone.setOffline(false);
      arrives(person, participant);
      assertThat(person.page().locator(".counts")).hasCount(0);
      assertThat(lost).hasValueGreaterThanOrEqualTo(2);
      assertThat(STAGE.study().answersStored(participant)).isEqualTo(1);
      person.couldUseAll();
    }
  }

  @Test
  void a_window_hears_at_once_that_another_has_sent_what_it_could_not() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript(NO_SECOND_TRY);
      var person = Walker.quick(phone.newPage(), "another-sent");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      var participant = person.participant();
      var second = phone.newPage();
      second.navigate(STAGE.study().url() + "/app");
      assertThat(second.locator("h1")).hasText("Good to see you");
      person.page().bringToFront();
      person.page().route("**/instruments/**", Route::abort);
      phone.setOffline(true);
      person.declinesEverything();
      assertThat(person.page().locator(".counts")).hasCount(1);
      phone.setOffline(false);
      arrives(person, participant);
      assertThat(person.page().locator(".banner")).hasText("");
    }
  }

  @Test
  void with_the_network_back_a_failure_is_followed_by_a_try_as_soon_as_after_the_first() {
    try (var phone = STAGE.chromium().openPhone()) {
      phone.addInitScript(NO_SECOND_TRY);
      var person = Walker.quick(phone.newPage(), "soon-again");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      var page = person.page();
      page.evaluate("() => { SyncManager.prototype.register = async () => undefined; }");
      phone.setOffline(true);
      person.declinesEverything();
      page.waitForFunction("() => tries.length === 1");
      for (int tries = 2; tries < 5; tries++) {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.waitForFunction("tries => window.tries.length === tries", tries);
      }
      assertThat(pauses(page)).isEqualTo("5000 10000 20000 40000");
      loseFirstReceipt(phone);
      phone.setOffline(false);
      page.waitForFunction("() => tries.length === 5");
      assertThat(pauses(page)).endsWith(" 5000");
      page.evaluate("tries.at(-1).again()");
      assertThat(page.locator(".banner")).hasText("");
      assertThat(STAGE.study().answersStored(person.participant())).isEqualTo(1);
    }
  }

  private static String pauses(Page page) {
    return (String) page.evaluate("tries.map(({pause}) => pause).join(' ')");
  }

  @Test
  void a_newer_worker_takes_over_while_an_answer_waits_and_the_answer_arrives_once() {
    try (var phone = STAGE.chromium().openPhone()) {
      var person = Walker.quick(phone.newPage(), "newer");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      var participant = person.participant();
      person.page().evaluate("() => { SyncManager.prototype.register = async () => undefined; }");
      phone.setOffline(true);
      person.declinesEverything();
      assertThat(person.page().locator("#sent")).containsText("saved on this phone");
      phone.route("**/instruments/**", Route::abort);
      phone.setOffline(false);
      // The browser takes another address of a worker for a newer one.
      person.page().evaluate("() => navigator.serviceWorker.register('/worker.js?newer')");
      person
          .page()
          .waitForFunction("() => navigator.serviceWorker.controller.scriptURL.endsWith('newer')");
      assertThat(STAGE.study().answersStored(participant)).isZero();
      phone.unroute("**/instruments/**");
      person.page().reload();
      arrives(person, participant);
      assertThat(STAGE.study().answersStored(participant)).isEqualTo(1);
    }
  }

  @Test
  void two_windows_send_once() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "windows");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      var participant = person.participant();
      var sent = countAnswers(phone);
      var second = phone.newPage();
      second.navigate(STAGE.study().url() + "/app");
      assertThat(second.locator("h1")).hasText("Good to see you");
      person.page().bringToFront();
      phone.setOffline(true);
      person.declinesEverything();
      phone.setOffline(false);
      arrives(person, participant);
      assertThat(second.locator(".counts")).hasCount(0);
      assertThat(person.page().locator(".counts")).hasCount(0);
      assertThat(sent).hasValueLessThanOrEqualTo(1); // or by the worker, which no window sees
      assertThat(STAGE.study().answersStored(participant)).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_is_kept_and_shown() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "refused");
      person.joins(STAGE.study().invitation(), "English");
      phone.route(
          "**/instruments/**",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(409)
                      .setContentType("application/problem+json")
                      .setBody(
                          "{\"type\":\"/problems/window-closed\",\"detail\":\"It has closed.\"}")));
      person.declinesEverything();
      person.page().locator(".counts a").click();
      assertThat(person.page().locator("main")).containsText("It has closed.");
      person.sees("refused");
      person.couldUseAll();
    }
  }

  @Test
  void a_server_in_trouble_loses_nothing() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "trouble");
      person.joins(STAGE.study().invitation(), "English");
      // Asked to wait this long (seconds), the app sends nothing more by itself while the test
      // lasts.
      var trouble = Map.of("Content-Type", "text/html", "Retry-After", "600");
      var page = new Route.FulfillOptions().setStatus(502).setHeaders(trouble);
      phone.route("**/instruments/**", route -> route.fulfill(page.setBody("<h1>Bad</h1>")));
      person.declinesEverything();
      assertThat(person.page().locator("#sent")).containsText("saved on this phone");
      assertThat(person.page().locator(".banner")).containsText("has a problem right now");
      phone.unroute("**/instruments/**");
      person.page().locator(".counts a").click();
      person.presses("Try again");
      arrives(person, person.participant());
    }
  }

  @Test
  void help_comes_by_itself_after_a_moment_too_and_staff_are_told() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "moment-of-concern");
      person.joins(STAGE.study().invitation(), "English");
      begins(person);
      answersAsTheRuleSays(person);
      assertThat(person.page().locator("a[href^='tel:']")).hasCount(2);
      person.sees("crisis");
      STAGE.study().acknowledgesAlert(person.participant());
      person.page().locator("main button").click();
      assertThat(person.page().locator("#sent")).isVisible();
      person.couldUseAll();
    }
  }

  @Test
  void help_comes_as_soon_as_a_moment_without_a_network_has_arrived() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "moment-of-concern-offline");
      person.joins(STAGE.study().invitation(), "English");
      person.isReadyForOffline();
      begins(person);
      phone.setOffline(true);
      answersAsTheRuleSays(person);
      assertThat(person.page().locator("#sent")).containsText("saved on this phone");
      assertThat(person.page().locator("a[href^='tel:']")).hasCount(0);
      phone.setOffline(false);
      assertThat(person.page().locator("a[href^='tel:']")).hasCount(2);
      assertThat(STAGE.study().promptsAnswered(person.participant())).isEqualTo(1);
    }
  }

  /** Begins a moment by oneself. */
  private static void begins(Walker person) {
    person.page().locator("article:not(.hero) button").click();
    person.page().locator(".slider input").waitFor();
  }

  private static void answersAsTheRuleSays(Walker person) {
    person.page().locator(".slider input").focus();
    person.page().keyboard().press("End");
    person.presses("Next");
    person.page().getByText("Nobody").click();
    person.presses("Done");
  }

  @Test
  void something_that_has_just_happened_is_told_at_once() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "happened");
      person.joins(STAGE.study().invitation(), "English");
      var participant = person.participant();
      person.page().locator("article:not(.hero) button").click();
      person.page().locator(".slider input").click();
      person.presses("Next");
      person.page().getByText("Nobody").click();
      person.presses("Done");
      person.page().waitForCondition(() -> STAGE.study().promptsAnswered(participant) == 1);
      assertThat(person.page().locator("#sent")).hasText("Your answers have arrived.");
    }
  }

  @Test
  void what_has_just_happened_is_asked_about_however_long_the_server_took_to_answer() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript(PASSING);
      var person = Walker.quick(phone.newPage(), "lagging");
      person.joins(STAGE.study().invitation(), "English");
      var page = person.page();
      var request = HeldRequest.of(page, "**/prompts?*");
      page.evaluate("() => { passed = -60000; dispatchEvent(new Event('online')); }");
      var held = request.await(page);
      var answer = held.fetch();
      var said = new JsonObject(answer.text());
      said.put("now", Instant.parse(said.getString("now")).minusSeconds(60).toString());
      page.evaluate("() => { passed = 0; }");
      page.waitForResponse(
              "**/prompts?*",
              () ->
                  held.fulfill(
                      new Route.FulfillOptions().setResponse(answer).setBody(said.encode())))
          .finished();
      page.evaluate(TWO_FRAMES);
      page.locator("article:not(.hero) button").click();
      assertThat(page.locator(".slider input")).isVisible();
    }
  }

  @Test
  void who_is_in_a_field_before_the_heading_is_read_out_stays_there() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript(SLOW_FRAMES);
      var person = Walker.quick(phone.newPage(), "quicker");
      person.joins(STAGE.study().invitation(), "English");
      var page = person.page();
      person.opensQuestions();
      assertThat(page.locator("main form h1")).isFocused();
      var field = page.locator(".answer input").first();
      var along = page.locator(".along p");
      var first = along.textContent();
      page.evaluate("() => { slow = true; }");
      page.locator("button.text").click();
      assertThat(along).not().hasText(first);
      field.focus();
      page.evaluate("() => { slow = false; for (const frame of late.splice(0)) frame(0); }");
      assertThat(field).isFocused();
      page.locator("button.text").click();
      assertThat(page.locator("main form h1")).isFocused();
    }
  }

  @Test
  void a_full_phone_says_so_and_sends_at_once_when_it_can() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "full");
      person.joins(STAGE.study().invitation(), "English");
      var participant = person.participant();
      person.page().evaluate(FULL);
      phone.setOffline(true);
      person.declinesUntil("no room left");
      phone.setOffline(false);
      person.presses("Done");
      person.page().waitForCondition(() -> STAGE.study().answersStored(participant) == 1);
      assertThat(person.page().locator("#sent")).hasText("Your answers have arrived.");
    }
  }

  @Test
  void who_is_signed_out_is_told_so_and_keeps_what_was_answered() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "signed-out");
      person.joins(STAGE.study().invitation(), "English");
      phone.clearCookies();
      person.declinesEverything();
      assertThat(person.page().locator(".banner")).containsText("This phone is signed out");
      assertThat(person.page().locator(".counts")).containsText("1 answer waits");
      person.sees("signed out");
      person.couldUseAll();
    }
  }

  @Test
  void no_script_reads_the_cookie_and_no_other_site_speaks_with_it() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "cookie");
      person.joins(STAGE.study().invitation(), "English");
      var cookie = phone.cookies().getFirst();
      assertThat(cookie.name).isEqualTo("__Host-attune");
      assertThat(cookie.httpOnly && cookie.secure).isTrue();
      assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
      assertThat(person.page().evaluate("document.cookie")).isEqualTo("");
      var zone =
          "/api/enrollment/studies/%s/participants/%s/zone"
              .formatted(OpenStudy.STUDY, person.participant());
      assertThat(STAGE.study().putsAs(cookie.value, "cross-site", zone)).isEqualTo(403);
      assertThat(STAGE.study().putsAs(cookie.value, "same-origin", zone)).isEqualTo(200);
    }
  }

  @Test
  void large_text_on_a_small_phone_hides_nothing() {
    try (var phone = STAGE.chromium().phone()) {
      var person = Walker.quick(phone.newPage(), "small");
      person.joins(STAGE.study().invitation(), "English");
      var page = person.page();
      page.setViewportSize(320, 640);
      page.evaluate("document.documentElement.style.fontSize = '200%'");
      page.locator("article.hero .button").click();
      page.locator("a.button.main").click();
      assertThat(page.locator("form button.main")).isInViewport();
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      person.sees("large text");
      person.couldUseAll();
    }
  }

  @Test
  void links_that_do_not_open_say_why() {
    try (var phone = STAGE.chromium().phone()) {
      var page = phone.newPage();
      page.navigate(STAGE.study().url() + "/join#AAAAAAAAAAAAAAAAAAAAAA");
      page.getByText("Start").click();
      assertThat(page.locator("[role=alert]")).containsText("We do not know this invitation");
      page.navigate(STAGE.study().url() + "/join#broken");
      page.reload();
      assertThat(page.locator("main")).containsText("This link is not complete");
      page.navigate(STAGE.study().url() + "/");
      assertThat(page.locator("h1")).hasText("Welcome");
    }
  }

  /** The server stores the answer; its first receipt never comes back. */
  private static AtomicInteger loseFirstReceipt(BrowserContext phone) {
    var attempts = new AtomicInteger();
    phone.route(
        "**/instruments/**",
        route -> {
          if (attempts.incrementAndGet() > 1) {
            route.resume();
            return;
          }
          route.fetch();
          route.abort();
        });
    return attempts;
  }

  private static AtomicInteger countAnswers(BrowserContext phone) {
    var sent = new AtomicInteger();
    phone.onResponse(
        response -> {
          if (response.url().contains("/instruments/")) sent.incrementAndGet();
        });
    return sent;
  }

  private static void arrives(Walker person, String participant) {
    person.page().waitForCondition(() -> STAGE.study().answersStored(participant) == 1);
  }
}
