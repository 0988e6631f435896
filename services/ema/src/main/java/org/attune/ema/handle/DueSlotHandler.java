package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.domain.SlotStep;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotRow;
import org.attune.ema.store.SlotStore;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/** The time of one slot has come: sends, reminds, closes or ends it, as the rules say. */
public final class DueSlotHandler implements DueHandler {
  private final History history;
  private final DueTable due;
  private final SlotStore slots;
  private final SlotTerms terms;
  private final Sending sending;

  public DueSlotHandler(
      History history, DueTable due, SlotStore slots, Published published, Sending sending) {
    this.history = history;
    this.due = due;
    this.slots = slots;
    this.terms = new SlotTerms(published);
    this.sending = sending;
  }

  @Override
  public Place handle(Connection c, Place place, DueRow row) throws SQLException {
    var key = place.key();
    var found = slots.find(c, key, UUID.fromString(row.key()));
    if (found.isEmpty()) return place; // erased with its participant
    var slot = found.get().slot();
    var now = place.now();
    var step =
        SlotRules.due(key.study(), key.participantId(), slot, terms.of(c, key, found.get()), now);
    return switch (step) {
      case SlotStep.Nothing() -> place;
      case SlotStep.Wait(var until) -> {
        waitFor(c, key, slot, until);
        yield place;
      }
      case SlotStep.Send() -> {
        claim(c, key, found.get(), now);
        yield place;
      }
      case SlotStep.Remind(var reminder) -> {
        waitFor(c, key, slot, Sending.retryAt(slot, now));
        sending.reminderAfterCommit(key, slot, reminder);
        yield place;
      }
      case SlotStep.Settle(var events, var until) -> {
        slots.save(c, key, after(slot, events));
        if (until.isPresent()) waitFor(c, key, slot, until.get());
        yield history.append(c, place, EmaEvent.records(events));
      }
    };
  }

  private void claim(Connection c, EventKey key, SlotRow row, Instant now) throws SQLException {
    var slot = row.slot();
    slots.claim(c, key, slot.slotId());
    waitFor(c, key, slot, Sending.retryAt(slot, now));
    sending.promptAfterCommit(key, slot, row.attempts() + 1);
  }

  private void waitFor(Connection c, EventKey key, Slot slot, Instant until) throws SQLException {
    due.schedule(c, key, DueKinds.SLOT, slot.slotId().toString(), until);
  }

  private static Slot after(Slot slot, List<EmaEvent> events) {
    var after = slot;
    for (var event : events) after = after.next(event);
    return after;
  }
}
