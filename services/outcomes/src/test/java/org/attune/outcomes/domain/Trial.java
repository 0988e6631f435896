package org.attune.outcomes.domain;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.outcomes.domain.VisitPlan.AnchorDate;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;

/**
 * The trial of the example bundle, and Ann, who consented in Madrid on Monday 2 March 2026 and was
 * randomized on 16 March. Quiet hours are 22:00 to 08:00.
 */
public final class Trial {
  public static final Protocol PROTOCOL =
      BundleReader.read(Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau")))
          .protocol()
          .orElseThrow();
  public static final String STUDY = PROTOCOL.study();
  public static final UUID ANN = new UUID(0x8000L, 0x8000_0000_0000_0001L);
  public static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  public static final CivilTime CIVIL = new CivilTime(MADRID, PromptHours.of(PROTOCOL));
  public static final AnchorDate CONSENT = new AnchorDate("consent", LocalDate.parse("2026-03-02"));
  public static final AnchorDate RANDOMIZATION =
      new AnchorDate("randomization", LocalDate.parse("2026-03-16"));
  public static final Instant NOON = Instant.parse("2026-03-02T11:00:00Z");

  private Trial() {}

  public static UUID visitId(String assessment) {
    return VisitPlan.visitId(STUDY, ANN, assessment);
  }

  /** The first plan of what follows from an anchor. */
  public static VisitsPlanned plan(AnchorDate anchor) {
    return VisitPlan.decide(PROTOCOL, ANN, anchor, CIVIL, new TreeMap<>(), NOON).orElseThrow();
  }

  /** The same assessment under another name at another time after randomization. */
  public static AssessmentPlan moved(AssessmentPlan plan, String id, String at) {
    return new AssessmentPlan(
        id,
        new Anchor("randomization", Period.parse(at)),
        plan.before(),
        plan.after(),
        plan.instruments(),
        plan.required(),
        plan.remind(),
        plan.callAfter());
  }

  /** The same assessment without one of its questionnaires. */
  public static AssessmentPlan without(AssessmentPlan plan, String questionnaire) {
    return new AssessmentPlan(
        plan.id(),
        plan.anchor(),
        plan.before(),
        plan.after(),
        plan.instruments().stream().filter(code -> !code.equals(questionnaire)).toList(),
        plan.required(),
        plan.remind(),
        plan.callAfter());
  }

  /** All visits after {@code history}. */
  public static TreeMap<UUID, Visit> after(OutcomesEvent... history) {
    var visits = new TreeMap<UUID, Visit>();
    for (var event : history) Visit.next(visits, event);
    return visits;
  }

  /** The same code for every item of a questionnaire, or its nearest. */
  public static List<ItemAnswer> answers(String questionnaire, int code) {
    var answers = new ArrayList<ItemAnswer>();
    for (var item : PROTOCOL.questionnaires().get(questionnaire).items()) {
      boolean text = item.type().equals("text");
      int number =
          switch (item.type()) {
            case "single" ->
                item.options().stream().anyMatch(option -> option.code() == code)
                    ? code
                    : item.options().getFirst().code();
            default -> Math.clamp(code, item.min().orElse(0), item.max().orElse(0));
          };
      answers.add(
          new ItemAnswer(
              item.id(),
              text ? Optional.empty() : Optional.of((double) number),
              text ? Optional.of("Words") : Optional.empty(),
              Optional.empty(),
              answers.size() + 1,
              Optional.empty(),
              Optional.empty(),
              0));
    }
    return answers;
  }
}
