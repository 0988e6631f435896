package org.attune.ema.handle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.attune.platform.log.History;

/**
 * Hands prompts and reminders to the channel, outside any transaction, and records what came of it.
 *
 * <p>Whoever calls has claimed the slot in a transaction that left a due row behind: if this
 * process ends in between, or no answer comes, that row asks again, and the endpoint knows the same
 * slot and occasion. A slot that ended meanwhile stays as it is.
 */
public final class Sending {
  /** How long after a claim its outcome is asked for again. */
  static final Duration RETRY_AFTER = Duration.ofMinutes(1);

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

  /** When a claimed slot is next due if nothing is heard: never after its window. */
  static Instant retryAt(Slot slot, Instant now) {
    return earlier(now.plus(RETRY_AFTER), slot.expiresAt());
  }

  /**
   * Sends the prompt once this transaction has committed.
   *
   * @param attempt which one, from 1
   */
  void promptAfterCommit(EventKey key, Slot slot, int attempt) {
    Database.afterCommit(
        () ->
            channel
                .deliver(key, slot.slotId(), "prompt")
                .ifPresent(delivered -> recordPrompt(key, slot, attempt, delivered)));
  }

  /**
   * Sends a reminder once this transaction has committed.
   *
   * @param reminder which one, from 1
   */
  void reminderAfterCommit(EventKey key, Slot slot, int reminder) {
    Database.afterCommit(
        () ->
            channel
                .deliver(key, slot.slotId(), "reminder-" + reminder)
                .ifPresent(
                    delivered -> recordReminder(key, slot.slotId(), reminder, delivered, slot)));
  }

  private void recordPrompt(EventKey key, Slot slot, int attempt, Channel.Delivered delivered) {
    var id = slot.slotId();
    database.transact(
        c -> {
          var locked = history.lock(c, key, slots.standing(key, id));
          var place = locked.place();
          var now = place.now();
          if (locked.rows().stream().noneMatch(standing -> standing.isSending(now))) return;
          if (!delivered.outcome().isDelivered()) {
            slots.refused(c, key, id, delivered.outcome().name());
            due.schedule(c, key, DueKinds.SLOT, id.toString(), askAgainAt(slot, attempt, now));
            return;
          }
          slots.sent(c, key, id);
          var sent =
              new PromptSent(
                  key.study(),
                  key.participantId(),
                  id,
                  delivered.channel(),
                  delivered.outcome(),
                  now);
          var _ = history.append(c, place, List.of(sent));
          due.schedule(c, key, DueKinds.SLOT, id.toString(), SlotRules.afterSending(slot, now));
        });
  }

  private void recordReminder(
      EventKey key, UUID id, int reminder, Channel.Delivered delivered, Slot slot) {
    database.transact(
        c -> {
          var locked = history.lock(c, key, slots.standing(key, id));
          var place = locked.place();
          var now = place.now();
          if (locked.rows().stream().noneMatch(s -> s.awaitsReminder(reminder, now))) return;
          slots.reminded(c, key, id, reminder);
          var sent =
              new ReminderSent(
                  key.study(),
                  key.participantId(),
                  id,
                  reminder,
                  delivered.channel(),
                  delivered.outcome(),
                  now);
          var _ = history.append(c, place, List.of(sent));
          due.schedule(c, key, DueKinds.SLOT, id.toString(), SlotRules.afterSending(slot, now));
        });
  }

  private static Instant askAgainAt(Slot slot, int attempt, Instant now) {
    long minutes = Math.min(RETRY_MINUTES_MAX, 1L << Math.min(attempt - 1, 10));
    return earlier(now.plus(Duration.ofMinutes(minutes)), slot.expiresAt());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
