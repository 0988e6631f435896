package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody makes a passkey on one phone and comes back with it on an empty one. The platform is
 * called localhost here: a passkey belongs to no number.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PasskeyIT {
  private static final String COME_BACK = "main > button.quiet";

  @RegisterExtension static final Stage STAGE = Stage.shared();

  private final Looks looks = Looks.named("passkey");

  @AfterEach
  void every_screen_could_be_used() {
    looks.areFine();
  }

  private static String named(String url) {
    return url.replace("127.0.0.1", "localhost");
  }

  /** What a phone has for keeping passkeys, as Chromium plays it. */
  private record Keyring(CDPSession session, String id) {
    static Keyring on(Page page) {
      var session = page.context().newCDPSession(page);
      session.send("WebAuthn.enable");
      var options = new JsonObject();
      options.addProperty("protocol", "ctap2");
      options.addProperty("transport", "internal");
      options.addProperty("hasResidentKey", true);
      options.addProperty("hasUserVerification", true);
      options.addProperty("isUserVerified", true);
      options.addProperty("automaticPresenceSimulation", true);
      var arguments = new JsonObject();
      arguments.add("options", options);
      var added = session.send("WebAuthn.addVirtualAuthenticator", arguments);
      return new Keyring(session, added.get("authenticatorId").getAsString());
    }

    private JsonObject arguments() {
      var arguments = new JsonObject();
      arguments.addProperty("authenticatorId", id);
      return arguments;
    }

    /** Whether whoever holds the phone is let by it. */
    void knowsItsOwner(boolean knows) {
      var arguments = arguments();
      arguments.addProperty("isUserVerified", knows);
      session.send("WebAuthn.setUserVerified", arguments);
    }

    List<JsonObject> passkeys() {
      var passkeys = new ArrayList<JsonObject>();
      var all = session.send("WebAuthn.getCredentials", arguments()).getAsJsonArray("credentials");
      all.forEach(one -> passkeys.add(one.getAsJsonObject()));
      return passkeys;
    }

    /** As a provider brings a passkey to another phone of the same person. */
    void takes(JsonObject passkey) {
      var arguments = arguments();
      arguments.add("credential", passkey);
      session.send("WebAuthn.addCredential", arguments);
    }
  }

  private static Page joins(Page page, String email) {
    Joining.on(page).joins(named(STAGE.study().invitation()), "English", email);
    return page;
  }

  @Test
  void made_on_one_phone_it_opens_the_study_on_an_empty_one() {
    try (var one = STAGE.chromium().phone();
        var other = STAGE.chromium().phone("ar");
        var third = STAGE.chromium().phone()) {
      var first = one.newPage();
      var keyring = Keyring.on(first);
      joins(first, "passkey@example.org");
      first.locator("a[href='/app/data']").click();
      first.locator("a[href='/app/passkeys']").click();
      assertThat(first.locator("h1")).hasText("Come back with a passkey");
      looks.atWhole(first, "none");
      first.locator("main > button.main").click();
      assertThat(first.locator(".note")).hasText("Your passkey is made.");
      looks.atWhole(first, "made");
      assertThat(keyring.passkeys()).hasSize(1);
      var passkey = keyring.passkeys().getFirst();

      var second = other.newPage();
      second.navigate(named(STAGE.study().url()) + "/");
      Keyring.on(second).takes(passkey);
      second.locator("a[href='/app/return']").click();
      assertThat(second.locator(COME_BACK)).isVisible();
      looks.atWhole(second, "return-from-right-to-left");
      second.locator(COME_BACK).click();
      assertThat(second.locator("article.hero")).isVisible();
      assertThat(first.locator("article")).hasCount(1);

      second.navigate(named(STAGE.study().url()) + "/app/passkeys");
      assertThat(second.locator("article small").last()).containsText("استُخدم");
      looks.atWhole(second, "used-from-right-to-left");
      second.locator("article button").click();
      assertThat(second.locator(".note")).containsText("لم يعد مفتاح المرور يفتح");

      var late = third.newPage();
      late.navigate(named(STAGE.study().url()) + "/app/return");
      Keyring.on(late).takes(passkey);
      late.locator(COME_BACK).click();
      assertThat(late.locator(".complaint").first()).containsText("opens nothing");
      looks.atWhole(late, "removed");
    }
  }

  @Test
  void whom_the_phone_does_not_know_makes_none_and_loses_nothing() {
    try (var phone = STAGE.chromium().phone()) {
      var page = phone.newPage();
      var keyring = Keyring.on(page);
      joins(page, "stranger@example.org");
      keyring.knowsItsOwner(false);
      page.navigate(named(STAGE.study().url()) + "/app/passkeys");
      page.locator("main > button.main").click();
      assertThat(page.locator(".complaint")).containsText("No passkey was made");
      looks.atWhole(page, "not-made");
      keyring.knowsItsOwner(true);
      page.locator("main > button.main").click();
      assertThat(page.locator(".note")).hasText("Your passkey is made.");
      page.locator("main > button.main").click();
      assertThat(page.locator(".complaint")).containsText("has a passkey for this study already");
    }
  }

  @Test
  void at_an_address_that_is_a_number_it_is_said_why_there_are_none() {
    try (var phone = STAGE.chromium().phone()) {
      var page = phone.newPage();
      page.navigate(STAGE.study().url() + "/app/return");
      assertThat(page.locator("main")).containsText("the address of this page is a number");
      assertThat(page.locator("input[type=email]")).isVisible();
      assertThat(page.locator(COME_BACK)).hasCount(0);
      looks.atWhole(page, "number");
    }
  }
}
