package org.attune.protocol.safety;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.CrisisCard;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.model.Site;

/**
 * A crisis card, with what it takes to show it to one participant.
 *
 * @param language the participant's; empty if it is not known
 * @param languages of the study, the default first
 */
public record Crisis(CrisisCard card, String language, List<String> languages) {
  private static final String SHOWN = "crisis";

  /**
   * The card to be shown at once, if one of the rules that were met wants it: that of the site.
   *
   * @param met rules that an answer meets
   * @param site of the participant; if it is not known, the first of the study stands in
   * @param language of the participant
   */
  public static Optional<Crisis> of(
      Protocol protocol, List<SafetyRule> met, String site, String language) {
    if (met.stream().noneMatch(rule -> rule.show().equals(SHOWN))) return Optional.empty();
    return protocol
        .site(site)
        .or(() -> protocol.sites().stream().findFirst())
        .map(Site::crisis)
        .map(file -> protocol.crisisCards().get(file))
        .map(card -> new Crisis(card, language, protocol.languages()));
  }
}
