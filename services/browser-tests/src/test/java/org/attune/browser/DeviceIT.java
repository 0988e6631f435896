package org.attune.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody goes on with another device: by a square that its camera reads, or by mail. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeviceIT {
  private static final Path PICTURES = Path.of("target/pictures");

  @TempDir static Path directory;
  private static OpenStudy study;
  private static Chromium chromium;

  private final List<String> violations = new ArrayList<>();

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

  @AfterEach
  void every_screen_could_be_used() {
    assertThat(violations).as("violations of WCAG 2.2 AA").isEmpty();
  }

  private void looksAt(Page page, String screen) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve("device-" + screen + ".png")));
    violations.addAll(Axe.violationsByScheme(page, screen));
  }

  static void opens(Page page, String link) {
    page.navigate(link);
    page.locator("main button.main").click();
  }

  /** As the camera of another phone reads it. */
  private static String read(Locator square) throws IOException, ReaderException {
    var image = ImageIO.read(new ByteArrayInputStream(square.screenshot()));
    int width = image.getWidth();
    int height = image.getHeight();
    var pixels = image.getRGB(0, 0, width, height, new int[width * height], 0, width);
    var source = new RGBLuminanceSource(width, height, pixels);
    var bitmap = new BinaryBitmap(new HybridBinarizer(source));
    return new QRCodeReader().decode(bitmap).getText();
  }

  static void signs(Page page, String email) {
    page.locator("input.number").fill("34");
    page.keyboard().press("Enter");
    page.locator("button.wide").click();
    page.locator("input[autocomplete=name]").fill("Ann Example");
    page.keyboard().press("Enter");
    page.locator("input[type=email]").fill(email);
    page.locator("button.main").click();
    assertThat(page.locator("select")).hasValue("Europe/Madrid");
    page.locator("button.main").click();
    assertThat(page.locator("article.hero")).isVisible();
  }

  @Test
  void an_invitation_begun_on_one_phone_is_gone_on_with_on_another()
      throws IOException, ReaderException {
    try (var one = chromium.phone();
        var other = chromium.phone("ar");
        var third = chromium.phone()) {
      var first = one.newPage();
      opens(first, study.invitation());
      first.getByText("English").click();
      assertThat(first.locator("input.number")).isVisible();
      first.locator("a.button.text[href='/app/device']").click();
      var square = first.locator(".qr svg");
      assertThat(square).isVisible();
      looksAt(first, "square");
      var link = read(square);
      assertThat(first.locator(".note")).hasText(link);

      var second = other.newPage();
      second.navigate(link);
      looksAt(second, "welcome-back");
      second.locator("main button.main").click();
      second.getByText("English").click();
      signs(second, "square@example.org");
      second.locator("a.button.text[href='/app/device']").click();
      assertThat(second.locator(".qr svg")).isVisible();

      var late = third.newPage();
      opens(late, link);
      assertThat(late.locator("[role=alert]")).containsText("already used on another device");
    }
  }

  @Test
  void somebody_without_any_device_gets_a_link_by_mail() {
    try (var old = chromium.phone();
        var other = chromium.phone();
        var foreign = chromium.phone()) {
      var first = old.newPage();
      opens(first, study.invitation());
      first.getByText("English").click();
      signs(first, "mail@example.org");

      var page = other.newPage();
      page.navigate(study.url() + "/");
      page.getByText("I have taken part before").click();
      page.locator("input[type=email]").fill("nobody");
      page.locator("main button.main").click();
      assertThat(page.locator("[role=alert]")).not().isEmpty();
      looksAt(page, "return");
      page.locator("input[type=email]").fill("Mail@Example.org");
      page.locator("main button.main").click();
      assertThat(page.locator("h1")).hasText("Please look at your mail");
      looksAt(page, "look-at-your-mail");
      var link = study.linkSent();

      var stranger = foreign.newPage();
      opens(stranger, link);
      assertThat(stranger.locator("[role=alert]")).containsText("only in the browser");
      looksAt(stranger, "foreign");

      opens(page, link);
      assertThat(page.locator("article.hero")).isVisible();
    }
  }
}
