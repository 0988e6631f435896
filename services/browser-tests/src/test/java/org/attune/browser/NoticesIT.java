package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of the browser: asked for, received, tapped. No push service can be reached from here,
 * so the subscription is one that the test gives and the browser is handed the message by its own
 * debugger; what the app, its worker and the server do is real.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NoticesIT {
  private static final Path PICTURES = Path.of("target/pictures");

  /** A key that a browser could have: the example of RFC 8291, section 5. */
  private static final String SUBSCRIBED =
      """
      PushManager.prototype.subscribe = async () => ({toJSON: () => ({
        endpoint: 'https://push.example.net/made-up',
        keys: {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg'
        }})});
      """;

  private static final String BEGIN =
      """
      async ([study, participant, slot]) => (await fetch(
        `/api/ema/studies/${study}/participants/${participant}/prompts/${slot}`,
        {method: 'PUT', headers: {'content-type': 'application/json'}, body: JSON.stringify(
          {schedule: 'contact', startedAt: new Date().toISOString(), deviceNow: new Date().toISOString()})})).status
      """;

  private static final String SHOWN =
      """
      async () => (await (await navigator.serviceWorker.ready).getNotifications())
        .map(notice => `${notice.title}|${notice.body}|${notice.tag}`)
      """;

  private static final String TAP =
      """
      self.registration.getNotifications().then(([notification]) =>
        self.dispatchEvent(new NotificationEvent('notificationclick', {notification})))
      """;

  @TempDir static Path directory;
  private static OpenStudy study;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    study = new OpenStudy(directory);
  }

  @AfterAll
  static void close() {
    if (chromium != null) chromium.close();
    if (study != null) study.close();
  }

  private static List<String> looksAt(Page page, String screen) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve("notices-" + screen + ".png")));
    return Axe.violationsByScheme(page, screen);
  }

  private static Page joined(BrowserContext phone) {
    var page = phone.newPage();
    page.navigate(study.invitation());
    page.locator("main button.main").click();
    page.getByText("English").click();
    page.locator("input.number").fill("34");
    page.keyboard().press("Enter");
    page.locator("button.wide").click();
    page.locator("input[autocomplete=name]").fill("Ann Example");
    page.keyboard().press("Enter");
    page.locator("input[name=channel]").nth(2).check();
    page.locator("button.main").click();
    assertThat(page.locator("select")).hasValue("Europe/Madrid");
    page.locator("button.main").click();
    assertThat(page.locator("article.hero")).isVisible();
    return page;
  }

  @Test
  void whoever_says_yes_is_shown_a_message_and_its_tap_opens_that_prompt() {
    try (var phone = chromium.phone()) {
      phone.addInitScript(SUBSCRIBED);
      phone.grantPermissions(List.of("notifications"));
      var page = joined(phone);
      page.locator("a[href='/app/notices']").click();
      assertThat(looksAt(page, "asking")).isEmpty();
      page.getByText("Let me know").click();
      assertThat(page.locator("h1")).hasText("Thank you");
      assertThat(looksAt(page, "allowed")).isEmpty();
      page.getByText("To the start page").click();
      assertThat(page.locator("article.hero")).isVisible();
      assertThat(page.locator("a[href='/app/notices']")).hasCount(0);

      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      var participant = participant(page);
      var slot = "5b6f6a1e-3c1d-4f5a-9d5e-0a1b2c3d4e5f";
      assertThat(page.evaluate(BEGIN, List.of(OpenStudy.STUDY, participant, slot))).isEqualTo(200);
      deliver(phone, page, slot);
      page.waitForCondition(() -> !((List<?>) page.evaluate(SHOWN)).isEmpty());
      assertThat(page.evaluate(SHOWN))
          .isEqualTo(List.of("A short moment for you|Do you have a minute?|" + slot));
      page.waitForCondition(() -> study.promptsShown(participant) == 1);

      tap();
      assertThat(page.locator("main form h1")).isVisible();
      assertThat(page.url()).endsWith("/app/prompts/" + slot);
      page.waitForCondition(() -> study.promptsOpened(participant) == 1);
    }
  }

  @Test
  void whoever_says_no_is_told_of_other_ways() {
    try (var phone = chromium.phone()) {
      phone.addInitScript("Notification.requestPermission = async () => 'denied'");
      var page = joined(phone);
      page.locator("a[href='/app/notices']").click();
      page.getByText("Let me know").click();
      assertThat(page.locator("[role=alert]")).containsText("E-mail or SMS work everywhere");
      assertThat(looksAt(page, "denied")).isEmpty();
      page.getByText("Choose another way").click();
      assertThat(page).hasURL(study.url() + "/app/data");
    }
  }

  @Test
  void an_iphone_is_told_how_it_gets_there() {
    try (var phone = chromium.phone()) {
      phone.addInitScript(
          "delete window.PushManager; Object.defineProperty(navigator, 'userAgent',"
              + " {value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)'})");
      var page = joined(phone);
      assertThat(page.getByText("Add to Home Screen")).isVisible();
      assertThat(looksAt(page, "iphone")).isEmpty();
    }
  }

  private static String participant(Page page) {
    var session = "async () => (await (await fetch('/api/portal/session')).json()).participant";
    return (String) page.evaluate(session);
  }

  /** Hands the worker what a push service would. */
  private static void deliver(BrowserContext phone, Page page, String slot) {
    var session = phone.newCDPSession(page);
    var registration = new AtomicReference<String>();
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        event -> {
          for (var element : event.getAsJsonArray("registrations")) {
            var known = element.getAsJsonObject();
            var scope = known.get("scopeURL").getAsString();
            if (known.get("isDeleted").getAsBoolean() || !scope.startsWith(study.url())) continue;
            registration.set(known.get("registrationId").getAsString());
          }
        });
    session.send("ServiceWorker.enable");
    page.waitForCondition(() -> registration.get() != null);
    var message = new JsonObject();
    message.addProperty("title", "A short moment for you");
    message.addProperty("body", "Do you have a minute?");
    message.addProperty("link", study.url() + "/app/prompts/" + slot);
    message.addProperty("tag", slot);
    var push = new JsonObject();
    push.addProperty("origin", study.url());
    push.addProperty("registrationId", registration.get());
    push.addProperty("data", message.toString());
    session.send("ServiceWorker.deliverPushMessage", push);
  }

  /** What a finger on the message does to the worker; one without a message has nothing to tap. */
  private static void tap() {
    var session = chromium.debugger();
    for (var target : session.send("Target.getTargets").getAsJsonArray("targetInfos")) {
      var info = target.getAsJsonObject();
      if (info.get("type").getAsString().equals("service_worker")) {
        tap(session, info.get("targetId").getAsString());
      }
    }
  }

  private static void tap(CDPSession session, String worker) {
    var attach = new JsonObject();
    attach.addProperty("targetId", worker);
    var attached = session.send("Target.attachToTarget", attach).get("sessionId").getAsString();
    var parameters = new JsonObject();
    parameters.addProperty("expression", TAP);
    var evaluate = new JsonObject();
    evaluate.addProperty("id", 1);
    evaluate.addProperty("method", "Runtime.evaluate");
    evaluate.add("params", parameters);
    var message = new JsonObject();
    message.addProperty("sessionId", attached);
    message.addProperty("message", evaluate.toString());
    session.send("Target.sendMessageToTarget", message);
  }
}
