package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/**
 * Hands prompts and reminders to the channel, outside any transaction, and records what came of it.
 *
 * <p>Whoever calls has claimed the slot in a transaction that left a due row behind: if this
 * process ends in between, or no answer comes, that row asks again, and the endpoint knows the same
 * slot and occasion. A slot that ended meanwhile stays as it is.
 */
public final class Sending {
  /**
   * How long after the first claim its outcome is asked for again, if nothing is heard: a request
   * waits for 10 s at most. After each further claim twice as long, as what is asked is down.
   */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

  /** The longest of these waits. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(160);

  /** A channel that said no is asked again after 1, 2, 4, 8 and then every so many minutes. */
  private static final int RETRY_MINUTES_MAX = 8;

  private final Database database;
  private final History history;
  private final DueTable due;
  private final SlotStore slots;
  private final Channel channel;

  public Sending(
      Database database, History history, DueTable due, SlotStore slots, Channel channel) {
    this.database = database;
    this.history = history;
    this.due = due;
    this.slots = slots;
    this.channel = channel;
  }

  /**
   * When a claimed slot is next due if nothing is heard: never after its window.
   *
   * @param claims how often it was claimed before
   */
  static Instant retryAt(Slot slot, int claims, Instant now) {
    var wait = RETRY_AFTER.multipliedBy(1L << Math.min(claims, 10));
    var most = wait.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : wait;
    return earlier(now.plus(most), slot.expiresAt());
  }

  /**
   * A claimed prompt or reminder, on its way to the channel.
   *
   * @param reminder which reminder, from 1; 0 for the prompt itself
   * @param attempt which attempt at the prompt, from 1; 0 for a reminder
   */
  record Handover(EventKey key, Slot slot, int reminder, int attempt, Instant claimedAt) {
    static Handover prompt(EventKey key, Slot slot, int attempt, Instant claimedAt) {
      return new Handover(key, slot, 0, attempt, claimedAt);
    }

    static Handover reminder(EventKey key, Slot slot, int reminder, Instant claimedAt) {
      return new Handover(key, slot, reminder, 0, claimedAt);
    }

    Channel.Message message() {
      return new Channel.Message(
          key,
          slot.slotId(),
          reminder == 0 ? "prompt" : "reminder-" + reminder,
          slot.expiresAt(),
          slot.tellsArm());
    }

    SlotStore.Wanted wanted() {
      return new SlotStore.Wanted(key, slot.slotId());
    }
  }

  /**
   * Hands these over once this transaction has committed.
   *
   * @param handovers each of another participant
   */
  void afterCommit(List<Handover> handovers) {
    if (handovers.isEmpty()) return;
    Database.afterCommit(
        () ->
            record(handovers, channel.deliver(handovers.stream().map(Handover::message).toList())));
  }

  private record Answered(Handover handover, Channel.Delivered delivered) {}

  private void record(List<Handover> handovers, List<Optional<Channel.Delivered>> delivered) {
    var answered = new ArrayList<Answered>();
    for (int i = 0; i < handovers.size(); i++) {
      var handover = handovers.get(i);
      delivered.get(i).ifPresent(answer -> answered.add(new Answered(handover, answer)));
    }
    if (!answered.isEmpty()) database.transact(c -> record(c, answered));
  }

  private void record(Connection c, List<Answered> answered) throws SQLException {
    var keys = answered.stream().map(a -> a.handover().key()).toList();
    var wanted = answered.stream().map(a -> a.handover().wanted()).toList();
    var locked = history.lockAll(c, keys, slots.standing(wanted));
    var standing = new HashMap<UUID, SlotStore.Standing>();
    for (var row : locked.rows()) standing.put(row.slotId(), row);
    var outcomes = new Outcomes();
    for (var answer : answered) {
      var place = locked.places().get(answer.handover().key());
      var at = standing.get(answer.handover().slot().slotId());
      if (place != null && at != null) outcomes.add(answer, place, at);
    }
    slots.sent(c, outcomes.sent);
    slots.refused(c, outcomes.refused, outcomes.refusals);
    slots.reminded(c, outcomes.reminded, outcomes.reminders);
    var _ = history.appendAll(c, outcomes.appending);
    due.scheduleAll(c, DueKinds.SLOT, outcomes.waits);
  }

  /** What is to be written of all answers of the channel. */
  private static final class Outcomes {
    final List<SlotStore.Wanted> sent = new ArrayList<>();
    final List<SlotStore.Wanted> refused = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<SlotStore.Wanted> reminded = new ArrayList<>();
    final List<Integer> reminders = new ArrayList<>();
    final List<History.Appending> appending = new ArrayList<>();
    final List<DueTable.OwnedEntry> waits = new ArrayList<>();

    void add(Answered answered, Place place, SlotStore.Standing standing) {
      if (answered.handover().reminder() == 0) addPrompt(answered, place, standing);
      else addReminder(answered, place, standing);
    }

    private void addPrompt(Answered answered, Place place, SlotStore.Standing standing) {
      var handover = answered.handover();
      var now = place.now();
      if (!standing.isSending(now)) return;
      var outcome = answered.delivered().outcome();
      if (!outcome.isDelivered()) {
        refused.add(handover.wanted());
        refusals.add(outcome.name());
        waitFor(handover, askAgainAt(handover, answered.delivered(), now));
        return;
      }
      sent.add(handover.wanted());
      record(
          place,
          handover,
          new PromptSent(
              place.key().study(),
              place.key().participantId(),
              handover.slot().slotId(),
              answered.delivered().channel(),
              outcome,
              now,
              Optional.of(handover.claimedAt()),
              answered.delivered().acceptedAt(),
              answered.delivered().passedOver()));
      waitFor(handover, SlotRules.afterSending(handover.slot(), now));
    }

    private void addReminder(Answered answered, Place place, SlotStore.Standing standing) {
      var handover = answered.handover();
      var now = place.now();
      if (!standing.awaitsReminder(handover.reminder(), now)) return;
      reminded.add(handover.wanted());
      reminders.add(handover.reminder());
      record(
          place,
          handover,
          new ReminderSent(
              place.key().study(),
              place.key().participantId(),
              handover.slot().slotId(),
              handover.reminder(),
              answered.delivered().channel(),
              answered.delivered().outcome(),
              now,
              answered.delivered().acceptedAt(),
              answered.delivered().passedOver()));
      waitFor(handover, SlotRules.afterSending(handover.slot(), now));
    }

    private void record(Place place, Handover handover, Record event) {
      var events = Restricted.all(List.of(event), handover.slot().tellsArm());
      appending.add(new History.Appending(place, events, Optional.empty()));
    }

    private void waitFor(Handover handover, Instant until) {
      waits.add(
          new DueTable.OwnedEntry(handover.key(), handover.slot().slotId().toString(), until));
    }
  }

  /** Not before the channel wants to be asked, and never after the window. */
  private static Instant askAgainAt(Handover handover, Channel.Delivered no, Instant now) {
    long minutes = Math.min(RETRY_MINUTES_MAX, 1L << Math.min(handover.attempt() - 1, 10));
    var wait = Duration.ofMinutes(minutes);
    var asked = no.retryAfter().filter(longer -> longer.compareTo(wait) > 0).orElse(wait);
    return earlier(now.plus(asked), handover.slot().expiresAt());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
