package org.attune.outcomes.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.OutcomesEvent.VisitReported;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.attune.outcomes.domain.PassedOver;

/**
 * The chain of one assessment for a data manager: when what happened, never what was answered. Each
 * step has its time and its cause.
 */
final class VisitStory {
  private final UUID visit;
  private final JsonArray chain = new JsonArray();

  private VisitStory(UUID visit) {
    this.visit = visit;
  }

  /** Steps, oldest first; empty if there is no such visit. */
  static JsonArray of(UUID visit, List<OutcomesEvent> events) {
    var story = new VisitStory(visit);
    for (var event : events) story.add(event);
    return story.chain;
  }

  private void add(OutcomesEvent event) {
    switch (event) {
      case VisitsPlanned e
          when e.visits().stream().anyMatch(plan -> plan.visitId().equals(visit)) ->
          step("planned", e.at(), e.anchor()).put("protocolVersion", e.protocolVersion());
      case VisitOpened e when e.visitId().equals(visit) ->
          sent("invited", e.at(), e.channel(), e.outcome(), e.acceptedAt(), e.passedOver());
      case VisitReminded e when e.visitId().equals(visit) ->
          sent(
              "reminder-" + e.reminder(),
              e.at(),
              e.channel(),
              e.outcome(),
              e.acceptedAt(),
              e.passedOver());
      case VisitReported e when e.visitId().equals(visit) ->
          step(lower(e.status()), e.reportedAt().orElse(e.at()), e.channel())
              .put("occasion", e.occasion());
      case CallRequested e when e.visitId().equals(visit) -> step("call", e.at(), "due");
      case VisitCompleted e when e.visitId().equals(visit) -> step("completed", e.at(), "answered");
      case VisitMissed e when e.visitId().equals(visit) -> step("missed", e.at(), "window-closed");
      case VisitsCancelled e when e.visitIds().contains(visit) ->
          step("cancelled", e.at(), lower(e.reason()));
      default -> {} // of another visit, or not of the chain
    }
  }

  private void sent(
      String step,
      Instant at,
      String channel,
      OutcomesEvent.DeliveryOutcome outcome,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver) {
    var json = step(step, at, channel).put("outcome", outcome.name());
    var before = new JsonArray();
    for (var one : passedOver) {
      before.add(
          new JsonObject()
              .put("channel", one.channel())
              .put("verdict", one.verdict())
              .put("cause", one.cause())
              .put("at", one.at().toString()));
    }
    if (!before.isEmpty()) json.put("passedOver", before);
    acceptedAt.ifPresent(accepted -> step("accepted", accepted, channel));
  }

  private JsonObject step(String step, Instant at, String cause) {
    var json = new JsonObject().put("step", step).put("at", at.toString()).put("cause", cause);
    chain.add(json);
    return json;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
