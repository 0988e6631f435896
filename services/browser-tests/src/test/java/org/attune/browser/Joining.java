package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;

/**
 * How somebody comes into a study in the app, by keyboard where that can be.
 *
 * @param looks is told each screen on the way, by name
 */
record Joining(Page page, Consumer<String> looks) {
  /** How a person wants no messages. */
  static final String NO_MESSAGES = "";

  /** Without a look at the screens. */
  static Joining on(Page page) {
    return new Joining(page, _ -> {});
  }

  /**
   * From the link to the home of the study.
   *
   * @param email by which to be reached, or {@link #NO_MESSAGES}
   */
  void joins(String link, String language, String email) {
    opens(link, language);
    reads();
    signs(email);
  }

  /** From the link to the first question. */
  void opens(String link, String language) {
    page.navigate(link);
    assertThat(page.locator("h1")).isVisible();
    looks.accept("invitation");
    page.locator("main button.main").click();
    page.getByText(language).click();
  }

  /** From the first question to the end of the form. */
  void reads() {
    assertThat(page.locator("input.number")).isVisible();
    looks.accept("screener");
    page.locator("input.number").fill("34");
    page.locator("input.number").press("Enter");
    assertThat(page.locator("article.reading")).isVisible();
    looks.accept("consent");
    page.locator("button.wide").click();
  }

  /** From the end of the form to the home of the study. */
  void signs(String email) {
    var name = page.locator("input[autocomplete=name]");
    name.fill("Ann Example");
    looks.accept("signature");
    // In the field and not where the focus is: the heading of a new screen takes it.
    name.press("Enter");
    if (email.equals(NO_MESSAGES)) page.locator("input[name=channel]").nth(2).check();
    else page.locator("input[type=email]").fill(email);
    looks.accept("channels");
    page.locator("button.main").click();
    assertThat(page.locator("select")).hasValue("Europe/Madrid");
    looks.accept("hours");
    page.locator("button.main").click();
    assertThat(page.locator("article.hero").first()).isVisible();
  }
}
