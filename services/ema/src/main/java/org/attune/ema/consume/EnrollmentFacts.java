package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.handle.PlanHandler;
import org.attune.ema.handle.ReplanHandler;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.MilestoneStore;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.PauseChosen;
import org.attune.enrollment.v1.PromptHoursNarrowed;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.schedule.PromptHours;

/** Who takes part, where they are, when they may be disturbed, and when they have had enough. */
public final class EnrollmentFacts implements MessageHandler {
  public static final String TOPIC = "enrollment.v1";

  private final History history;
  private final FactStore facts;
  private final MilestoneStore milestones;
  private final PlanHandler plans;
  private final ReplanHandler replans;
  private final StudyBook studies;
  private final ReportFacts reports;

  public EnrollmentFacts(
      History history,
      FactStore facts,
      MilestoneStore milestones,
      PlanHandler plans,
      ReplanHandler replans,
      StudyBook studies,
      ReportFacts reports) {
    this.history = history;
    this.facts = facts;
    this.milestones = milestones;
    this.plans = plans;
    this.replans = replans;
    this.studies = studies;
    this.reports = reports;
  }

  @Override
  public Set<String> types() {
    return Set.of(
        "ParticipantEnrolled",
        "ConsentRenewed",
        "ZoneChanged",
        "PromptHoursNarrowed",
        "PromptHoursWidened",
        "PauseChosen",
        "ParticipantLeft",
        "DeliveryReported");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    switch (message.type()) {
      case "ParticipantEnrolled" -> enrolled(c, message, message.as(ParticipantEnrolled.class));
      case "ConsentRenewed" -> renewed(c, message.as(ConsentRenewed.class));
      case "ZoneChanged" -> moved(c, message, message.as(ZoneChanged.class));
      case "PromptHoursNarrowed" -> {
        var event = message.as(PromptHoursNarrowed.class);
        var hours =
            new PromptHours(LocalTime.parse(event.getFrom()), LocalTime.parse(event.getUntil()));
        hours(c, message, Optional.of(hours));
      }
      case "PromptHoursWidened" -> hours(c, message, Optional.empty());
      case "PauseChosen" -> paused(c, message, message.as(PauseChosen.class));
      case "ParticipantLeft" -> left(c, message, message.as(ParticipantLeft.class));
      case "DeliveryReported" -> reports.apply(c, message);
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  private void enrolled(Connection c, Message message, ParticipantEnrolled event)
      throws SQLException {
    var key = key(event.getStudy(), event.getParticipantId());
    var place = history.lock(c, key);
    facts.enrolled(
        c,
        key,
        event.getSite(),
        event.getProtocolVersion(),
        event.getConsentVersion(),
        event.getLanguage(),
        event.getZone(),
        event.getLocalDate());
    milestones.settle(c, key, ZoneId.of(event.getZone()));
    awaitAmendments(c, replans.begin(c, place, Optional.of(message.position())));
  }

  /** Versions in effect that waited for this signature hold from now on. */
  private void renewed(Connection c, ConsentRenewed event) throws SQLException {
    var key = key(event.getStudy(), event.getParticipantId());
    var place = history.lock(c, key);
    facts.renewed(c, key, event.getConsentVersion());
    awaitAmendments(c, place);
  }

  private void awaitAmendments(Connection c, Place place) throws SQLException {
    var book = studies.find(c, place.key().study());
    if (book.isPresent()) replans.awaitAmendments(c, place, book.get().versions().values());
  }

  private void moved(Connection c, Message message, ZoneChanged event) throws SQLException {
    var key = key(event.getStudy(), event.getParticipantId());
    var place = history.lock(c, key);
    facts.zone(c, key, event.getZone());
    awaitAmendments(c, replans.replan(c, place, Optional.of(message.position())));
  }

  private void hours(Connection c, Message message, Optional<PromptHours> hours)
      throws SQLException {
    var place = history.lock(c, message.key());
    facts.hours(c, message.key(), hours);
    var _ = replans.replan(c, place, Optional.of(message.position()));
  }

  /** Prompts that fall into the pause are cancelled when they are due; the plan stays. */
  private void paused(Connection c, Message message, PauseChosen event) throws SQLException {
    history.lock(c, message.key());
    facts.paused(c, message.key(), event.getUntil());
  }

  /**
   * Stopping the intervention alone changes nothing here: prompts go on in every arm alike. Whoever
   * stops prompts stays in the trial, where others may wait for the end of a schedule.
   */
  private void left(Connection c, Message message, ParticipantLeft event) throws SQLException {
    if (event.getWay() == LeavingWay.STOP_INTERVENTION) return;
    var place = history.lock(c, key(event.getStudy(), event.getParticipantId()));
    var cause = Optional.of(message.position());
    if (event.getWay() == LeavingWay.STOP_PROMPTS) {
      plans.awaitEnds(c, replans.stop(c, place, CancelReason.STOPPED_PROMPTS, cause));
    } else {
      var _ = replans.stop(c, place, CancelReason.LEFT, cause);
    }
  }

  private static EventKey key(String study, UUID participant) {
    return EventKey.of(study, participant);
  }
}
