package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.platform.entropy.Uuids;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;
import org.jspecify.annotations.Nullable;

/** Turns assessments of the protocol into visits of a participant. */
public final class VisitPlan {
  private VisitPlan() {}

  /**
   * What assessments are counted from.
   *
   * @param after {@code consent} or {@code randomization}
   * @param date where the participant was
   */
  public record AnchorDate(String after, LocalDate date) {}

  /** The identity of an assessment of a participant, whatever version planned it. */
  public static UUID visitId(String study, UUID participant, String assessment) {
    return Uuids.ofParts(study, participant, assessment);
  }

  /**
   * The plan of what follows from an anchor, as far as it differs from what is planned: new visits,
   * and those whose window has not opened and now lies elsewhere.
   *
   * @param known the participant's visits, by id
   * @return empty if nothing changes
   */
  public static Optional<VisitsPlanned> decide(
      Protocol protocol,
      UUID participant,
      AnchorDate anchor,
      CivilTime civil,
      Map<UUID, Visit> known,
      Instant now) {
    var zone = civil.zone().getId();
    var changed =
        protocol.assessments().stream()
            .filter(plan -> plan.anchor().after().equals(anchor.after()))
            .map(plan -> visit(protocol.study(), participant, plan, anchor.date(), civil))
            .filter(plan -> isNews(known.get(plan.visitId()), plan, now))
            .sorted(
                Comparator.comparing(PlannedVisit::targetDate)
                    .thenComparing(PlannedVisit::assessment))
            .toList();
    if (changed.isEmpty()) return Optional.empty();
    return Optional.of(
        new VisitsPlanned(
            protocol.study(),
            participant,
            anchor.after(),
            anchor.date(),
            zone,
            protocol.version(),
            changed,
            now));
  }

  private static boolean isNews(@Nullable Visit known, PlannedVisit plan, Instant now) {
    if (known == null) return true;
    return known.state() == Visit.State.PLANNED
        && now.isBefore(known.opensAt())
        && !(known.opensAt().equals(plan.opensAt())
            && known.closesAt().equals(plan.closesAt())
            && known.reminders().equals(plan.reminders())
            && known.callAt().equals(plan.callAt()));
  }

  private static PlannedVisit visit(
      String study, UUID participant, AssessmentPlan plan, LocalDate anchor, CivilTime civil) {
    var first = plan.opens(anchor);
    var closesAt = LocalDays.end(plan.closes(anchor), civil.zone());
    return new PlannedVisit(
        visitId(study, participant, plan.id()),
        plan.id(),
        plan.anchor().from(anchor),
        LocalDays.start(first, civil.zone()),
        closesAt,
        plan.remind().stream()
            .flatMap(offset -> moment(first, offset, civil, closesAt).stream())
            .toList(),
        plan.callAfter().flatMap(offset -> moment(first, offset, civil, closesAt)),
        plan.required());
  }

  /** Late beyond the window is never sent, so it is not planned either. */
  private static Optional<Instant> moment(
      LocalDate first, Period offset, CivilTime civil, Instant closesAt) {
    return List.of(civil.on(first.plus(offset))).stream()
        .filter(at -> at.isBefore(closesAt))
        .findFirst();
  }
}
