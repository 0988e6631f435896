package org.attune.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Checks a screen by the rules of WCAG 2.2, levels A and AA, as far as a program can. */
final class Axe {
  private static final String SCRIPT = script();

  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
        return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
      }
      """;

  private Axe() {}

  private static String script() {
    try (var stream = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (stream == null) throw new IllegalStateException("the script of axe is not there");
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What does not hold on the screen that is shown: the rule, the element and why. */
  static List<String> violations(Page page) {
    if (!(boolean) page.evaluate("() => 'axe' in window")) page.evaluate(SCRIPT);
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }

  /** The same in dark and then in light, each with the name of the screen and the scheme. */
  static List<String> violationsByScheme(Page page, String screen) {
    var found = new ArrayList<String>();
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (var violation : violations(page)) {
        found.add("%s, %s: %s".formatted(screen, scheme, violation));
      }
    }
    return found;
  }
}
