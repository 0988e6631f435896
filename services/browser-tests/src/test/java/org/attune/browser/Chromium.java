package org.attune.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The browser of the system, with windows as large as a phone. */
final class Chromium implements AutoCloseable {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  static final int PATIENCE_MILLIS = 20_000;

  /** Unit: CSS pixels. */
  private static final int WIDTH = 390;

  private static final int HEIGHT = 844;
  private static final double PIXELS_A_CSS_PIXEL = 2;

  /** Nothing that a test does not ask for goes over the network. */
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright = Playwright.create();
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(QUIET));
  }

  /** Starts it; the tests that need it are skipped, and say why, where it is not installed. */
  static Chromium start() {
    var installed = installed();
    Assumptions.assumeTrue(
        installed.isPresent(), "No Chromium is installed: apt-get install chromium, then again.");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    return new Chromium(installed.orElseThrow());
  }

  /** Where it is installed, if it is. */
  private static Optional<Path> installed() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /** A phone that knows nothing yet. */
  BrowserContext phone() {
    return phone("en-GB");
  }

  BrowserContext phone(String locale) {
    return phone(options(locale));
  }

  /** A phone whose pages a test may load scripts into, whatever their policy says. */
  BrowserContext openPhone() {
    return phone(options("en-GB").setBypassCSP(true));
  }

  private static Browser.NewContextOptions options(String locale) {
    return new Browser.NewContextOptions()
        .setViewportSize(WIDTH, HEIGHT)
        .setDeviceScaleFactor(PIXELS_A_CSS_PIXEL)
        .setHasTouch(true)
        .setIsMobile(true)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale(locale)
        .setTimezoneId("Europe/Madrid");
  }

  private BrowserContext phone(Browser.NewContextOptions options) {
    var context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context;
  }

  /** The browser's own debugger. */
  CDPSession debugger() {
    return browser.newBrowserCDPSession();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
