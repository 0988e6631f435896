package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.domain.SlotStep;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotRow;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Sql;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/** The time of slots has come: sends, reminds, closes or ends each, as the rules say. */
public final class DueSlotHandler implements DueHandler {
  private final History history;
  private final DueTable due;
  private final SlotStore slots;
  private final SlotTerms terms;
  private final Sending sending;
  private final Deciding deciding;

  public DueSlotHandler(
      History history,
      DueTable due,
      SlotStore slots,
      Published published,
      Sending sending,
      Deciding deciding) {
    this.history = history;
    this.due = due;
    this.slots = slots;
    this.terms = new SlotTerms(published);
    this.sending = sending;
    this.deciding = deciding;
  }

  @Override
  public Place handle(Connection c, Place place, DueRow row) throws SQLException {
    return handleAll(c, List.of(new Turn(place, row))).getFirst();
  }

  @Override
  public List<Place> handleAll(Connection c, List<Turn> turns) throws SQLException {
    var wanted = turns.stream().map(DueSlotHandler::wanted).toList();
    var rows = SlotStore.byWanted(Sql.query(c, slots.finding(wanted)));
    var steps = new Steps();
    for (var turn : turns) {
      var row = rows.get(wanted(turn));
      if (row != null) decide(c, turn.place(), row, steps); // else erased with its participant
    }
    return carryOut(c, turns, steps);
  }

  private static SlotStore.Wanted wanted(Turn turn) {
    return new SlotStore.Wanted(turn.place().key(), UUID.fromString(turn.row().key()));
  }

  /** What is to be done for all of them. */
  private static final class Steps {
    final List<SlotStore.Wanted> claims = new ArrayList<>();
    final List<Instant> claimedAt = new ArrayList<>();
    final List<DueTable.OwnedEntry> waits = new ArrayList<>();
    final List<Sending.Handover> handovers = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();

    void waitFor(EventKey key, Slot slot, Instant until) {
      waits.add(new DueTable.OwnedEntry(key, slot.slotId().toString(), until));
    }
  }

  private record Settled(Place place, Slot slot, List<EmaEvent> events) {}

  private void decide(Connection c, Place place, SlotRow row, Steps steps) throws SQLException {
    var key = place.key();
    var slot = row.slot();
    var now = place.now();
    var decidedBy = terms.of(c, key, row);
    var step = SlotRules.due(key.study(), key.participantId(), slot, decidedBy, now);
    switch (step) {
      case SlotStep.Nothing() -> {}
      case SlotStep.Wait(var until) -> steps.waitFor(key, slot, until);
      case SlotStep.Send() -> {
        steps.claims.add(new SlotStore.Wanted(key, slot.slotId()));
        steps.claimedAt.add(now);
        steps.waitFor(key, slot, Sending.retryAt(slot, row.attempts(), now));
        steps.handovers.add(Sending.Handover.prompt(key, slot, row.attempts() + 1, now));
      }
      case SlotStep.Remind(var reminder) -> {
        steps.waitFor(key, slot, Sending.retryAt(slot, 0, now));
        steps.handovers.add(Sending.Handover.reminder(key, slot, reminder, now));
      }
      case SlotStep.Settle(var events, var until) -> {
        var all = deciding.after(c, place, slot, decidedBy, events);
        steps.settled.add(new Settled(place, after(slot, events), all));
        until.ifPresent(at -> steps.waitFor(key, slot, at));
      }
    }
  }

  private List<Place> carryOut(Connection c, List<Turn> turns, Steps steps) throws SQLException {
    slots.claim(c, steps.claims, steps.claimedAt);
    var appending = new ArrayList<History.Appending>();
    for (var settled : steps.settled) {
      slots.save(c, settled.place().key(), settled.slot());
      var events = Restricted.all(EmaEvent.records(settled.events()), settled.slot().tellsArm());
      appending.add(new History.Appending(settled.place(), events, Optional.empty()));
    }
    due.scheduleAll(c, DueKinds.SLOT, steps.waits);
    sending.afterCommit(steps.handovers); // behind the waits, which it replaces
    var places = new HashMap<EventKey, Place>();
    for (var place : history.appendAll(c, appending)) places.put(place.key(), place);
    return turns.stream()
        .map(turn -> places.getOrDefault(turn.place().key(), turn.place()))
        .toList();
  }

  private static Slot after(Slot slot, List<EmaEvent> events) {
    var after = slot;
    for (var event : events) after = after.next(event);
    return after;
  }
}
