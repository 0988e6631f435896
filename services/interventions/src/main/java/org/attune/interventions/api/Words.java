package org.attune.interventions.api;

import java.util.List;
import org.attune.protocol.model.LocalizedText;

/**
 * Texts as one participant reads them.
 *
 * @param language the participant's; empty as long as nobody said
 * @param fallbacks the study's languages, the first its own
 */
record Words(String language, List<String> fallbacks) {
  String of(LocalizedText text) {
    return text.in(language, fallbacks);
  }

  /** The language in which {@link #of} gives {@code text}. */
  String spoken(LocalizedText text) {
    if (text.byLanguage().containsKey(language)) return language;
    return fallbacks.stream()
        .filter(text.byLanguage()::containsKey)
        .findFirst()
        .orElseGet(() -> text.byLanguage().keySet().iterator().next());
  }
}
