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
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody goes on with another device: by a square that its camera reads, or by mail. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeviceIT {
  @RegisterExtension static final Stage STAGE = Stage.shared();

  private final Looks looks = Looks.named("device");

  @AfterEach
  void every_screen_could_be_used() {
    looks.areFine();
  }

  private static void opens(Page page, String link) {
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

  @Test
  void an_invitation_begun_on_one_phone_is_gone_on_with_on_another()
      throws IOException, ReaderException {
    try (var one = STAGE.chromium().phone();
        var other = STAGE.chromium().phone("ar");
        var third = STAGE.chromium().phone()) {
      var first = one.newPage();
      opens(first, STAGE.study().invitation());
      first.getByText("English").click();
      assertThat(first.locator("input.number")).isVisible();
      first.locator("a.button.text[href='/app/device']").click();
      var square = first.locator(".qr svg");
      assertThat(square).isVisible();
      looks.at(first, "square");
      var link = read(square);
      assertThat(first.locator(".note")).hasText(link);

      var second = other.newPage();
      second.navigate(link);
      looks.at(second, "welcome-back");
      second.locator("main button.main").click();
      second.getByText("English").click();
      var joining = Joining.on(second);
      joining.reads();
      joining.signs("square@example.org");
      second.locator("a.button.text[href='/app/device']").click();
      assertThat(second.locator(".qr svg")).isVisible();

      var late = third.newPage();
      opens(late, link);
      assertThat(late.locator("[role=alert]")).containsText("already used on another device");
    }
  }

  @Test
  void somebody_without_any_device_gets_a_link_by_mail() {
    try (var old = STAGE.chromium().phone();
        var other = STAGE.chromium().phone();
        var foreign = STAGE.chromium().phone()) {
      var first = old.newPage();
      Joining.on(first).joins(STAGE.study().invitation(), "English", "mail@example.org");

      var page = other.newPage();
      page.navigate(STAGE.study().url() + "/");
      page.getByText("I have taken part before").click();
      page.locator("input[type=email]").fill("nobody");
      page.locator("main button.main").click();
      assertThat(page.locator("[role=alert]")).not().isEmpty();
      looks.at(page, "return");
      page.locator("input[type=email]").fill("Mail@Example.org");
      page.locator("main button.main").click();
      assertThat(page.locator("h1")).hasText("Please look at your mail");
      looks.at(page, "look-at-your-mail");
      var link = STAGE.study().linkSentTo("m");

      var stranger = foreign.newPage();
      opens(stranger, link);
      assertThat(stranger.locator("[role=alert]")).containsText("only in the browser");
      looks.at(stranger, "foreign");

      opens(page, link);
      assertThat(page.locator("article.hero")).isVisible();
    }
  }

  @Test
  void whoever_runs_the_platform_reads_in_the_browser_which_mail_it_wrote() {
    try (var desk = STAGE.chromium().openPhone();
        var one = STAGE.chromium().phone()) {
      var first = one.newPage();
      Joining.on(first).joins(STAGE.study().invitation(), "English", "read@example.org");
      var asking = one.newPage();
      asking.navigate(STAGE.study().url() + "/app/return");
      asking.locator("input[type=email]").fill("read@example.org");
      asking.locator("main button.main").click();
      assertThat(asking.locator("h1")).hasText("Please look at your mail");
      var link = STAGE.study().linkSentTo("r");

      desk.setExtraHTTPHeaders(STAGE.study().asAdministrator());
      var page = desk.newPage();
      page.navigate(STAGE.study().url() + "/api/enrollment/mail");
      looks.at(page, "mail-days");
      page.locator("li a").last().click();
      var letter =
          page.locator("article").filter(new Locator.FilterOptions().setHasText("To r")).first();
      assertThat(letter).containsText(link);
      assertThat(page.locator("main")).not().containsText("read@example.org");
      looks.at(page, "mail");
    }
  }
}
