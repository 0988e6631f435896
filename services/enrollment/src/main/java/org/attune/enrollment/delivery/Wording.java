package org.attune.enrollment.delivery;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The words of messages, per language. They say nothing of the study, its subject, an arm or an
 * answer: anybody may read them on a lock screen.
 */
final class Wording {
  /** Subject and first paragraph of a message. */
  record Words(String subject, String text) {}

  private static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "pt");
  private static final String FALLBACK = "en";

  private final Map<String, Properties> byLanguage = new TreeMap<>();

  Wording() {
    for (var language : LANGUAGES) byLanguage.put(language, load(language));
  }

  /** The words for {@code kind} in a BCP 47 {@code language}, in English if there are none. */
  Words of(DeliveryRequest.Kind kind, String language) {
    return of(kind.name().toLowerCase(Locale.ROOT), language);
  }

  /** The words around a link that lets a device in. */
  Words ofLink(String language) {
    return of("link", language);
  }

  private Words of(String name, String language) {
    var primary = Locale.forLanguageTag(language).getLanguage();
    var words = byLanguage.getOrDefault(primary, byLanguage.get(FALLBACK));
    if (words == null) throw new IllegalStateException("there are English words");
    return new Words(text(words, name + ".subject"), text(words, name + ".text"));
  }

  private static String text(Properties words, String key) {
    var text = words.getProperty(key);
    if (text == null) throw new IllegalStateException("no words for " + key);
    return text;
  }

  private static Properties load(String language) {
    var file = "/mail/" + language + ".properties";
    try (var stream = Wording.class.getResourceAsStream(file)) {
      if (stream == null) throw new IllegalStateException(file + " is not on the class path");
      var properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
