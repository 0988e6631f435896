package org.attune.protocol.model;

import java.util.Map;

/**
 * A text for participants, per language.
 *
 * @param byLanguage BCP 47 language tag to text, for example {@code en}; never empty
 */
public record LocalizedText(Map<String, String> byLanguage) {
  /** The text in {@code language}, else in the first language of {@code fallbacks} that has one. */
  public String in(String language, Iterable<String> fallbacks) {
    var text = byLanguage.get(language);
    if (text != null) return text;
    for (var other : fallbacks) {
      var fallback = byLanguage.get(other);
      if (fallback != null) return fallback;
    }
    return byLanguage.values().iterator().next();
  }
}
