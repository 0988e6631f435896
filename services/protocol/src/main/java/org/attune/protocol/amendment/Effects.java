package org.attune.protocol.amendment;

import static org.attune.protocol.amendment.Who.ENROLLED_BEFORE;
import static org.attune.protocol.amendment.Who.NOBODY;
import static org.attune.protocol.amendment.Who.NOT_YET_ENROLLED;
import static org.attune.protocol.amendment.Who.NOT_YET_INVITED;
import static org.attune.protocol.amendment.Who.NOT_YET_SCREENED;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.protocol.model.Protocol;

/**
 * What a difference means to people, by the way services follow versions: screening by the one in
 * force that day, prompts and visits by the one in force from its midnight on, programmes and
 * allocation by the one of enrollment. Where the form has to be signed again, midnight is that of
 * the signature.
 */
final class Effects {
  private static final Effect SCREENED = Effect.of(Area.SCREENING, How.IN_FORCE, NOT_YET_SCREENED);
  private static final Effect SIGNED = Effect.of(Area.CONSENT, How.IN_FORCE, NOT_YET_ENROLLED);
  private static final Effect SIGNED_AGAIN =
      Effect.of(Area.CONSENT, How.RE_CONSENT, NOT_YET_ENROLLED, ENROLLED_BEFORE);
  private static final Effect COMMITTED =
      Effect.of(Area.RANDOMIZATION, How.REFUSED_ONCE_OPEN, NOBODY);
  private static final Effect VISITS =
      Effect.of(Area.ASSESSMENTS, How.REPLANNED, NOT_YET_ENROLLED, ENROLLED_BEFORE);
  private static final Effect CONDITION =
      Effect.of(Area.RANDOMIZATION, How.PINNED, NOT_YET_ENROLLED);
  private static final Effect PROMPTS =
      Effect.of(Area.MOMENTARY, How.REPLANNED, NOT_YET_ENROLLED, ENROLLED_BEFORE);
  private static final Effect COURSES = Effect.of(Area.INTERVENTIONS, How.PINNED, NOT_YET_ENROLLED);
  private static final Effect WATCHED = VISITS.in(Area.SAFETY);
  private static final Effect ESTIMATED = Effect.of(Area.ANALYSIS, How.DEVIATION, NOBODY);
  private static final Effect RECRUITED =
      Effect.of(Area.SITES, How.AT_PUBLICATION, NOT_YET_INVITED);

  private static final Set<String> OF_A_PROGRAMME = Set.of("intervention", "groups", "crossesTo");

  private final Protocol before;
  private final Protocol after;

  Effects(Protocol before, Protocol after) {
    this.before = before;
    this.after = after;
  }

  /** One for each area that the difference touches; never empty. */
  List<Effect> of(Difference difference) {
    return switch (difference.path().getFirst()) {
      case "title" -> List.of(WATCHED.in(Area.TEXTS));
      case "study", "registration" -> List.of(Effect.of(Area.STUDY, How.RECORDED, NOBODY));
      case "languages" -> List.of(SIGNED.in(Area.LANGUAGES));
      case "quietFrom", "quietUntil" -> List.of(VISITS, PROMPTS);
      case "sites" -> List.of(site(difference));
      case "attachment", "assessments" -> List.of(VISITS);
      case "arms" -> List.of(arm(difference));
      case "enrollment" -> List.of(enrollment(difference));
      case "randomization" -> List.of(randomization(difference));
      case "ema", "lateAnswers", "microRandomization" -> List.of(PROMPTS);
      case "questionnaires" -> questionnaire(difference);
      case "consentForms" -> List.of(consent(difference));
      case "crisisCards", "safety" -> List.of(WATCHED);
      case "programmes" -> List.of(COURSES.in(textOr(difference, Area.INTERVENTIONS)));
      case "analysis", "analysisSha256" -> List.of(ESTIMATED);
      default -> throw new IllegalStateException("no area has " + difference.place());
    };
  }

  private static Area textOr(Difference difference, Area area) {
    return difference.isText() ? Area.TEXTS : area;
  }

  private static Effect site(Difference difference) {
    if (difference.path().size() < 3) return RECRUITED;
    return switch (difference.path().get(2)) {
      case "languages" -> RECRUITED.in(Area.LANGUAGES);
      case "crisis" -> WATCHED;
      case "safetyContact" -> Effect.of(Area.SAFETY, How.KEPT_AS_OPENED, NOBODY);
      default -> RECRUITED;
    };
  }

  private static Effect arm(Difference difference) {
    return difference.path().size() > 2 && OF_A_PROGRAMME.contains(difference.path().get(2))
        ? COURSES
        : COMMITTED;
  }

  private static Effect enrollment(Difference difference) {
    return switch (difference.path().getLast()) {
      case "target" -> Effect.of(Area.RANDOMIZATION, How.KEPT_AS_OPENED, NOBODY);
      case "consentForm" -> SIGNED_AGAIN;
      case "signature" -> SIGNED;
      default -> SCREENED.in(textOr(difference, Area.SCREENING));
    };
  }

  private static Effect randomization(Difference difference) {
    return difference.under("randomization", "when") ? CONDITION : COMMITTED;
  }

  /** A translation that comes or goes leaves the words that others signed. */
  private Effect consent(Difference difference) {
    if (difference.path().size() == 1) return SIGNED_AGAIN;
    var form = difference.path().get(1);
    boolean used =
        before.enrollment().consentForm().equals(form)
            || after.enrollment().consentForm().equals(form);
    if (!used) return Effect.of(Area.CONSENT, How.NOT_USED, NOBODY);
    return difference.isTranslation() ? SIGNED : SIGNED_AGAIN;
  }

  private List<Effect> questionnaire(Difference difference) {
    if (difference.path().size() == 1) return List.of(SCREENED, VISITS, PROMPTS);
    var code = difference.path().get(1);
    var effects = new ArrayList<Effect>();
    if (screens(before, code) || screens(after, code)) {
      effects.add(SCREENED.in(textOr(difference, Area.SCREENING)));
    }
    if (visits(before, code) || visits(after, code)) {
      effects.add(VISITS.in(textOr(difference, Area.ASSESSMENTS)));
    }
    if (prompts(before, code) || prompts(after, code)) {
      effects.add(PROMPTS.in(textOr(difference, Area.MOMENTARY)));
    }
    return effects.isEmpty()
        ? List.of(Effect.of(textOr(difference, Area.ASSESSMENTS), How.NOT_USED, NOBODY))
        : effects;
  }

  private static boolean screens(Protocol protocol, String code) {
    return protocol.enrollment().screener().equals(code);
  }

  private static boolean visits(Protocol protocol, String code) {
    return protocol.assessments().stream().anyMatch(plan -> plan.instruments().contains(code));
  }

  private static boolean prompts(Protocol protocol, String code) {
    return protocol.ema().stream().anyMatch(plan -> plan.questionnaire().equals(code));
  }
}
