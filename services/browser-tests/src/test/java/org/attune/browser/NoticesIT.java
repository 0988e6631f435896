package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Messages of the browser: asked for, received, tapped. No push service can be reached from here,
 * so the subscription is one that the test gives and the browser is handed the message by its own
 * debugger; what the app, its worker and the server do is real.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NoticesIT {
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

  @RegisterExtension static final Stage STAGE = Stage.ofItsOwn();

  private final Looks looks = Looks.named("notices");

  @AfterEach
  void every_screen_could_be_used() {
    looks.areFine();
  }

  private static Page joined(BrowserContext phone) {
    var page = phone.newPage();
    Joining.on(page).joins(STAGE.study().invitation(), "English", Joining.NO_MESSAGES);
    return page;
  }

  @Test
  void whoever_says_yes_is_shown_a_message_and_its_tap_opens_that_prompt() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript(SUBSCRIBED);
      phone.grantPermissions(List.of("notifications"));
      var page = joined(phone);
      page.locator("a[href='/app/notices']").click();
      looks.at(page, "asking");
      page.getByText("Let me know").click();
      assertThat(page.locator("h1")).hasText("Thank you");
      looks.at(page, "allowed");
      page.getByText("To the start page").click();
      assertThat(page.locator("article.hero")).isVisible();
      assertThat(page.locator("a[href='/app/notices']")).hasCount(0);

      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      var participant = participant(page);
      var slot = "5b6f6a1e-3c1d-4f5a-9d5e-0a1b2c3d4e5f";
      assertThat(page.evaluate(BEGIN, List.of(OpenStudy.STUDY, participant, slot))).isEqualTo(200);
      deliver(phone, page, slot);
      // Who asks before the browser has put a message on the screen makes it forget the message.
      page.waitForCondition(() -> STAGE.study().promptsShown(participant) == 1);
      assertThat(page.evaluate(SHOWN))
          .isEqualTo(List.of("A short moment for you|Do you have a minute?|" + slot));

      tap();
      assertThat(page.locator("main form h1")).isVisible();
      assertThat(page.url()).endsWith("/app/prompts/" + slot);
      page.waitForCondition(() -> STAGE.study().promptsOpened(participant) == 1);
    }
  }

  @Test
  void whoever_says_no_is_told_of_other_ways() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript("Notification.requestPermission = async () => 'denied'");
      var page = joined(phone);
      page.locator("a[href='/app/notices']").click();
      page.getByText("Let me know").click();
      assertThat(page.locator("[role=alert]")).containsText("E-mail or SMS work everywhere");
      looks.at(page, "denied");
      page.getByText("Choose another way").click();
      assertThat(page).hasURL(STAGE.study().url() + "/app/data");
    }
  }

  @Test
  void an_iphone_is_told_how_it_gets_there() {
    try (var phone = STAGE.chromium().phone()) {
      phone.addInitScript(
          "delete window.PushManager; Object.defineProperty(navigator, 'userAgent',"
              + " {value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)'})");
      var page = joined(phone);
      assertThat(page.getByText("Add to Home Screen")).isVisible();
      looks.at(page, "iphone");
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
            if (known.get("isDeleted").getAsBoolean() || !scope.startsWith(STAGE.study().url()))
              continue;
            registration.set(known.get("registrationId").getAsString());
          }
        });
    session.send("ServiceWorker.enable");
    page.waitForCondition(() -> registration.get() != null);
    var message = new JsonObject();
    message.addProperty("title", "A short moment for you");
    message.addProperty("body", "Do you have a minute?");
    message.addProperty("link", STAGE.study().url() + "/app/prompts/" + slot);
    message.addProperty("tag", slot);
    var push = new JsonObject();
    push.addProperty("origin", STAGE.study().url());
    push.addProperty("registrationId", registration.get());
    push.addProperty("data", message.toString());
    session.send("ServiceWorker.deliverPushMessage", push);
  }

  /** What a finger on the message does to the worker; one without a message has nothing to tap. */
  private static void tap() {
    var session = STAGE.chromium().debugger();
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
