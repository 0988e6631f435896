package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * Walks through the app as a person would.
 *
 * @param careful looks at every screen on the way; else only where told to
 */
record Walker(Page page, Looks looks, boolean careful) {
  private static final String GONE_ON =
      """
      ([before, words]) => document.querySelector('.along')?.textContent !== before
        || (words && document.body.textContent.includes(words))
      """;

  static Walker careful(Page page, String look) {
    return new Walker(page, Looks.named(look), true);
  }

  static Walker quick(Page page, String look) {
    return new Walker(page, Looks.named(look), false);
  }

  private Joining joining() {
    return new Joining(page, this::passes);
  }

  void joins(String link, String language) {
    joining().joins(link, language, Joining.NO_MESSAGES);
  }

  /** From the invitation to the end of the form. */
  void reads(String link, String language) {
    joining().opens(link, language);
    joining().reads();
  }

  /** Says nothing, then what is wrong, then what is right. */
  void isAskedUntilItIsUnderstood() {
    assertThat(page.locator("h1")).hasText("What may other researchers get?");
    page.locator("form button.main").click();
    assertThat(page.locator(".complaint")).containsText("choose an answer");
    page.locator("input[type=radio]").first().focus();
    page.keyboard().press("Space");
    assertThat(page.locator(".note")).containsText("Not quite.");
    passes("not understood");
    page.keyboard().press("Enter");
    assertThat(page.locator(".complaint")).containsText("choose again");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".note")).containsText("That is right.");
    assertThat(page.locator(".note")).containsText("They never get your name");
    passes("understood");
    page.keyboard().press("Enter");
  }

  void signs() {
    joining().signs(Joining.NO_MESSAGES);
  }

  void answersEverything(String hours) {
    page.locator("article.hero .button").click();
    passes("assessment");
    page.locator("a.button.main").click();
    answers("single", "ArrowDown", "Space");
    answers("slider", "ArrowRight", "PageUp", "PageUp");
    answers("multiple", "Space", "Tab", "Tab", "Space");
    page.locator("input.number").fill(hours);
    answers("number");
    answers("affect grid", "ArrowRight", "ArrowRight", "Tab", "ArrowRight", "ArrowRight");
    page.locator("input[type=time]").fill("22:45");
    answers("time");
    page.locator("input[type=date]").fill("2026-03-29");
    answers("date");
    answers("Likert", "Space");
    page.locator("textarea").fill("I am here.");
    passes("text");
    goesOn(() -> page.locator("button.main").click(), "");
    passes("prefer not to answer");
    page.locator("button.text").click();
  }

  void isThankedAndFindsHelp() {
    assertThat(page.locator("#sent")).isVisible();
    passes("thanks");
    page.locator("header .help").click();
    assertThat(page.locator("a[href^='tel:']")).hasCount(2);
    passes("help");
  }

  private void answers(String screen, String... keys) {
    page.locator(".answer input").first().focus();
    for (var key : keys) page.keyboard().press(key);
    passes(screen);
    goesOn(() -> page.keyboard().press("Enter"), "");
  }

  /** Does it, and waits for the next question, for the end, or for {@code words} to appear. */
  private void goesOn(Runnable act, String words) {
    var before = page.locator(".along").textContent();
    act.run();
    page.waitForFunction(GONE_ON, List.of(before, words));
  }

  /** From home to the first question of what is due first. */
  void opensQuestions() {
    page.locator("article.hero .button").click();
    page.locator("a.button.main").click();
    page.locator("main form h1").waitFor();
  }

  /** Prefers not to answer any question of the first questionnaire, which is an answer. */
  void declinesEverything() {
    opensQuestions();
    while (page.locator("main form").count() > 0) {
      goesOn(() -> page.locator("button.text").click(), "");
    }
  }

  /** The same, until the banner says {@code words}. */
  void declinesUntil(String words) {
    opensQuestions();
    while (page.getByText(words).count() == 0) {
      goesOn(() -> page.locator("button.text").click(), words);
    }
  }

  void isReadyForOffline() {
    page.waitForFunction("() => navigator.serviceWorker.controller !== null");
  }

  void presses(String label) {
    page.locator("main button", new Page.LocatorOptions().setHasText(label)).click();
  }

  String participant() {
    var session = "async () => (await (await fetch('/api/portal/session')).json()).participant";
    return (String) page.evaluate(session);
  }

  private void passes(String screen) {
    if (careful) sees(screen);
  }

  void sees(String screen) {
    looks.at(page, screen);
  }

  /** All screens seen so far were accessible. */
  void couldUseAll() {
    looks.areFine();
  }
}
