package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.platform.entropy.Uuids;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

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
   * and those whose window has not opened and now lies elsewhere or belongs to another version. An
   * assessment that a later version adds is not planned once its window has closed.
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
    var plans =
        protocol.assessments().stream()
            .filter(plan -> plan.anchor().after().equals(anchor.after()))
            .map(plan -> visit(protocol.study(), participant, plan, anchor.date(), civil))
            .toList();
    boolean first = plans.stream().noneMatch(plan -> known.containsKey(plan.visitId()));
    var changed =
        plans.stream()
            .filter(
                plan -> {
                  var before = known.get(plan.visitId());
                  return before == null
                      ? first || now.isBefore(plan.closesAt())
                      : isNews(before, plan, protocol.version(), now);
                })
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

  /**
   * Takes back what a version does not ask any more and nobody could answer yet.
   *
   * @param known the participant's visits
   * @return empty if there is nothing of the kind
   */
  public static Optional<VisitsCancelled> withdraw(
      Protocol protocol, UUID participant, Collection<Visit> known, Instant now) {
    var gone =
        known.stream()
            .filter(visit -> isMovable(visit, now))
            .filter(visit -> protocol.assessment(visit.assessment()).isEmpty())
            .map(Visit::id)
            .toList();
    return gone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new VisitsCancelled(
                protocol.study(), participant, gone, VisitCancelReason.REPLANNED, now));
  }

  private static boolean isMovable(Visit visit, Instant now) {
    return visit.state() == Visit.State.PLANNED && now.isBefore(visit.opensAt());
  }

  private static boolean isNews(Visit known, PlannedVisit plan, int version, Instant now) {
    return isMovable(known, now)
        && !(known.version() == version
            && known.opensAt().equals(plan.opensAt())
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
