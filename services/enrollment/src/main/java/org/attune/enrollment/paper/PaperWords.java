package org.attune.enrollment.paper;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What stands on the paper besides the words that were signed.
 *
 * @param locale of these words
 */
record PaperWords(Locale locale, Properties words) {
  private static final Locale FALLBACK = Locale.ENGLISH;

  /** In the language of {@code form}, in English if there are none. */
  static PaperWords of(Locale form) {
    var words = load(form.getLanguage());
    if (words != null) return new PaperWords(form, words);
    var english = load(FALLBACK.getLanguage());
    if (english == null) throw new IllegalStateException("there are English words");
    return new PaperWords(FALLBACK, english);
  }

  /** Study, version and language, one line each. */
  List<String> facts(SignedForm form) {
    var language = Locale.forLanguageTag(form.text().language());
    return List.of(
        text("study").replace("{study}", form.study()),
        text("version").replace("{version}", Integer.toString(form.text().version())),
        text("language").replace("{language}", language.getDisplayName(language)));
  }

  /** The heading over what happens to data when somebody leaves. */
  String lateUse() {
    return text("late-use");
  }

  String signed(SignedForm form) {
    var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
    return text("signed").replace("{day}", day.format(form.on())).replace("{name}", form.name());
  }

  /**
   * @param sha256 of the words that were signed, lower-case hex
   */
  String mark(String sha256) {
    return text("mark").replace("{mark}", sha256);
  }

  private String text(String key) {
    var text = words.getProperty(key);
    if (text == null) throw new IllegalStateException("no words for " + key);
    return text;
  }

  private static @org.jspecify.annotations.Nullable Properties load(String language) {
    try (var stream = PaperWords.class.getResourceAsStream("/paper/" + language + ".properties")) {
      if (stream == null) return null; // a language without words of ours
      var properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
