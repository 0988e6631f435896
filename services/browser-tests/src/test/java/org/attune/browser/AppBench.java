package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./attune bench app} measures of the participant app, in the browser of the system on
 * a phone's window, against the whole platform. It measures and prints; nothing here can fail
 * because a machine is slow, and no other command runs it.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AppBench {
  private static final Path REPORT = Path.of("target/bench-app.txt");
  private static final int VISITS = 10;
  private static final int PEOPLE = 5;
  private static final int REQUESTS = 20;

  /** A file of the app that holds the sentences of one language. */
  private static final Pattern WORDS = Pattern.compile("(en|es|ar)-[A-Z0-9]+[.]js");

  /** How much slower the page's processor is made. */
  private static final int SLOWER = 4;

  /** Slow 3G as Chromium's own tools have it. Unit: milliseconds, then bytes per second. */
  private static final int LATENCY_MILLIS = 2_000;

  private static final int BYTES_A_SECOND = 50_000;

  /**
   * The time at which something can be done: a heading stands there, and something to press. Unit:
   * milliseconds since the visit began.
   */
  private static final String INTERACTIVE =
      """
      () => new Promise(resolve => {
        const look = () => document.querySelector('main h1') && document.querySelector('main :is(a, button)')
          ? setTimeout(() => resolve(performance.now()))
          : requestAnimationFrame(look);
        look();
      })
      """;

  /** How long one plain request of the page takes. Unit: milliseconds. */
  private static final String REQUEST =
      """
      async path => {
        const before = performance.now();
        await (await fetch(path)).text();
        return performance.now() - before;
      }
      """;

  @TempDir static Path directory;

  private final List<String> report = new ArrayList<>();

  @Test
  void measures() throws IOException {
    try (var chromium = Chromium.start();
        var study = new OpenStudy(directory)) {
      firstVisit(chromium, study);
      laterVisits(chromium, study);
      backOnline(chromium, study);
    }
    Files.createDirectories(REPORT.getParent());
    Files.write(REPORT, report);
  }

  private void say(String format, Object... values) {
    report.add(String.format(Locale.ROOT, format, values));
  }

  private static void slow(CDPSession page) {
    var processor = new JsonObject();
    processor.addProperty("rate", SLOWER);
    page.send("Emulation.setCPUThrottlingRate", processor);
    var network = new JsonObject();
    network.addProperty("offline", false);
    network.addProperty("latency", LATENCY_MILLIS);
    network.addProperty("downloadThroughput", BYTES_A_SECOND);
    network.addProperty("uploadThroughput", BYTES_A_SECOND);
    page.send("Network.enable");
    page.send("Network.emulateNetworkConditions", network);
  }

  /** Bytes as they come over the network, by kind. */
  private void firstVisit(Chromium chromium, OpenStudy study) {
    try (var phone = chromium.phone()) {
      var page = phone.newPage();
      var script = new AtomicLong();
      var all = new AtomicLong();
      page.onRequestFinished(
          request -> {
            if (request.resourceType().equals("font")) return;
            var bytes = request.sizes().responseBodySize;
            all.addAndGet(bytes);
            var name = request.url().substring(request.url().lastIndexOf('/') + 1);
            if (name.endsWith(".js") && !WORDS.matcher(name).matches()) script.addAndGet(bytes);
          });
      page.navigate(study.invitation());
      page.evaluate(INTERACTIVE);
      say("first screen, compressed, fonts aside");
      say("  script, without words %5.1f KiB of 25 (%.2f)", kib(script), kib(script) / 25);
      say("  everything            %5.1f KiB of 60 (%.2f)", kib(all), kib(all) / 60);
    }
  }

  private static double kib(AtomicLong bytes) {
    return bytes.get() / 1024.0;
  }

  private void laterVisits(Chromium chromium, OpenStudy study) {
    try (var phone = chromium.phone()) {
      var person = Walker.quick(phone.newPage(), "bench");
      person.joins(study.invitation(), "English");
      person.isReadyForOffline();
      var fast = visits(person.page());
      slow(phone.newCDPSession(person.page()));
      var slow = visits(person.page());
      say("interactive after the first visit, %d visits", VISITS);
      say(
          "  this machine                          median %5.0f ms, most %5.0f",
          median(fast), most(fast));
      say(
          "  processor %dx slower, slow 3G           median %5.0f ms, most %5.0f (%.1f times as"
              + " long)",
          SLOWER, median(slow), most(slow), median(slow) / median(fast));
    }
  }

  private static List<Double> visits(Page page) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < VISITS; i++) {
      page.reload();
      times.add(((Number) page.evaluate(INTERACTIVE)).doubleValue());
    }
    return times;
  }

  /** From the moment at which the network is there until the server has recorded the answer. */
  private void backOnline(Chromium chromium, OpenStudy study) {
    var answers = new ArrayList<Double>();
    var requests = new ArrayList<Double>();
    for (int i = 0; i < PEOPLE; i++) {
      try (var phone = chromium.phone()) {
        answers.add(answered(phone, study, requests));
      }
    }
    say("an answer on the server after coming back online, %d people", PEOPLE);
    say(
        "  recorded after                        median %5.0f ms, most %5.0f",
        median(answers), most(answers));
    say(
        "  one plain request of the same page    median %5.0f ms (the answer takes %.1f of them)",
        median(requests), median(answers) / median(requests));
  }

  private static double answered(BrowserContext phone, OpenStudy study, List<Double> requests) {
    var person = Walker.quick(phone.newPage(), "bench");
    person.joins(study.invitation(), "English");
    person.isReadyForOffline();
    var participant = person.participant();
    for (int i = 0; i < REQUESTS; i++) {
      var took = person.page().evaluate(REQUEST, "/api/portal/session");
      requests.add(((Number) took).doubleValue());
    }
    phone.setOffline(true);
    person.declinesEverything();
    assertThat(person.page().locator("#sent")).containsText("saved on this phone");
    var online = Clock.systemUTC().instant();
    phone.setOffline(false);
    study.waitFor(() -> study.answersStored(participant) == 1);
    return millis(Duration.between(online, study.answeredAt(participant)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
