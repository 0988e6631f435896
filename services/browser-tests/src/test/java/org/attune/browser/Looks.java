package org.attune.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures of screens, and what they violate of WCAG 2.2 AA in each colour scheme.
 *
 * @param name begins the pictures' names
 * @param violations found so far
 */
record Looks(String name, List<String> violations) {
  static final Path PICTURES = Path.of("target/pictures");

  static Looks named(String name) {
    return new Looks(name, new ArrayList<>());
  }

  /** Keeps a picture of the window. */
  void at(Page page, String screen) {
    at(page, screen, false);
  }

  /** Keeps a picture of the whole page, also of what lies below the window. */
  void atWhole(Page page, String screen) {
    at(page, screen, true);
  }

  private void at(Page page, String screen, boolean whole) {
    var picture = PICTURES.resolve(name + "-" + screen.replace(' ', '-') + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(whole));
    violations.addAll(Axe.violationsByScheme(page, screen));
  }

  /** All screens seen so far were accessible. */
  void areFine() {
    assertThat(violations).as("violations of WCAG 2.2 AA, " + name).isEmpty();
  }
}
