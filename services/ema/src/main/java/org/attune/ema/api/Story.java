package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.PassedOver;
import org.attune.ema.domain.PlannedSlot;

/** The chain of one prompt for a data manager: when what happened, never what was answered. */
final class Story {
  private Story() {}

  /** The slots an event is about. */
  static List<UUID> slots(EmaEvent event) {
    return switch (event) {
      case PromptsPlanned e -> e.slots().stream().map(PlannedSlot::slotId).toList();
      case PromptsCancelled e -> e.slotIds();
      case ScheduleEnded _ -> List.of();
      // what follows from an answer is no business of those who look after prompts
      case SafetyRuleMet _, AvailabilityDecided _, OptionDrawn _, OptionDelivered _ -> List.of();
      case PromptSent e -> List.of(e.slotId());
      case ReminderSent e -> List.of(e.slotId());
      case PromptShown e -> List.of(e.slotId());
      case PromptReported e -> List.of(e.slotId());
      case PromptOpened e -> List.of(e.slotId());
      case PromptAnswered e -> List.of(e.slotId());
      case LateAnswerKept e -> List.of(e.slotId());
      case PromptDeclined e -> List.of(e.slotId());
      case PromptLapsed e -> List.of(e.slotId());
      case PromptExpired e -> List.of(e.slotId());
      case PromptFailed e -> List.of(e.slotId());
    };
  }

  static JsonObject of(EmaEvent event, UUID slotId) {
    var json =
        new JsonObject()
            .put("event", event.getClass().getSimpleName())
            .put("at", event.at().toString());
    switch (event) {
      case PromptsPlanned e -> planned(json, e, slotId);
      case PromptSent e -> {
        json.put("channel", e.channel()).put("outcome", e.outcome().name());
        e.claimedAt().ifPresent(at -> json.put("claimedAt", at.toString()));
        accepted(json, e.acceptedAt(), e.passedOver());
      }
      case ReminderSent e -> {
        json.put("reminder", e.reminder())
            .put("channel", e.channel())
            .put("outcome", e.outcome().name());
        accepted(json, e.acceptedAt(), e.passedOver());
      }
      case PromptShown e -> json.put("shownAt", e.shownAt().toString());
      case PromptReported e -> {
        json.put("occasion", e.occasion())
            .put("channel", e.channel())
            .put("status", e.status().name());
        e.reportedAt().ifPresent(at -> json.put("reportedAt", at.toString()));
      }
      case PromptOpened e -> json.put("openedAt", e.openedAt().toString());
      case PromptAnswered e ->
          json.put("answerId", e.answerId().toString())
              .put("completeness", e.completeness().name())
              .put("completedAt", e.completedAt().toString())
              .put("skewMillis", e.skewMillis())
              .put("arrival", e.arrival().name());
      case LateAnswerKept e ->
          json.put("answerId", e.answerId().toString())
              .put("completedAt", e.completedAt().toString())
              .put("skewMillis", e.skewMillis());
      case PromptExpired e -> json.put("reason", e.reason().name());
      case PromptFailed e -> {
        json.put("cause", e.cause());
        e.claimedAt().ifPresent(at -> json.put("claimedAt", at.toString()));
      }
      case PromptsCancelled e -> json.put("reason", e.reason().name());
      case PromptDeclined _, PromptLapsed _, ScheduleEnded _ -> {}
      case SafetyRuleMet _, AvailabilityDecided _, OptionDrawn _, OptionDelivered _ ->
          throw new IllegalStateException("what follows from answers is no part of this story");
    }
    return json;
  }

  private static void accepted(
      JsonObject json, Optional<Instant> acceptedAt, List<PassedOver> passedOver) {
    acceptedAt.ifPresent(at -> json.put("acceptedAt", at.toString()));
    if (passedOver.isEmpty()) return;
    var list = new JsonArray();
    for (var before : passedOver) {
      list.add(
          new JsonObject()
              .put("channel", before.channel())
              .put("verdict", before.verdict())
              .put("cause", before.cause())
              .put("at", before.at().toString()));
    }
    json.put("passedOver", list);
  }

  /**
   * The chain in short, oldest first: planned, claimed, sent, accepted, shown, opened and the end,
   * each with its time and its cause.
   */
  static JsonArray chain(List<EmaEvent> events) {
    var chain = new JsonArray();
    for (var event : events) {
      switch (event) {
        case PromptsPlanned e -> step(chain, "planned", e.at(), "version " + e.protocolVersion());
        case PromptSent e -> {
          step(chain, "claimed", e.claimedAt().orElse(e.at()), "due");
          step(chain, "sent", e.at(), e.channel());
          e.acceptedAt().ifPresent(at -> step(chain, "accepted", at, e.channel()));
        }
        case PromptShown e -> step(chain, "shown", e.shownAt(), "device");
        case PromptOpened e -> step(chain, "opened", e.openedAt(), "device");
        case PromptAnswered e -> step(chain, "answered", e.completedAt(), lower(e.completeness()));
        case PromptDeclined e -> step(chain, "declined", e.at(), "dismissed");
        case PromptExpired e -> step(chain, "expired", e.at(), lower(e.reason()));
        case PromptFailed e -> {
          e.claimedAt().ifPresent(at -> step(chain, "claimed", at, "due"));
          step(chain, "failed", e.at(), e.cause().toLowerCase(Locale.ROOT));
        }
        case PromptsCancelled e -> step(chain, "cancelled", e.at(), lower(e.reason()));
        case ReminderSent _,
            PromptReported _,
            LateAnswerKept _,
            PromptLapsed _,
            ScheduleEnded _,
            SafetyRuleMet _,
            AvailabilityDecided _,
            OptionDrawn _,
            OptionDelivered _ -> {} // beside the chain
      }
    }
    return chain;
  }

  private static void step(JsonArray chain, String step, Instant at, String cause) {
    chain.add(new JsonObject().put("step", step).put("at", at.toString()).put("cause", cause));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void planned(JsonObject json, PromptsPlanned plan, UUID slotId) {
    json.put("zone", plan.zone())
        .put("tzdbVersion", plan.tzdbVersion())
        .put("protocolVersion", plan.protocolVersion());
    for (var slot : plan.slots()) {
      if (!slot.slotId().equals(slotId)) continue;
      json.put("scheduledAt", slot.scheduledAt().toString())
          .put("scheduledLocal", slot.scheduledLocal())
          .put("expiresAt", slot.expiresAt().toString());
    }
  }
}
