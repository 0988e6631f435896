package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.Decision;
import org.attune.ema.domain.Draft;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.Refusal;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.domain.Terms;
import org.attune.ema.domain.Upload;
import org.attune.ema.handle.Watching.Asked;
import org.attune.ema.handle.Watching.Looked;
import org.attune.ema.plan.QuestionnaireForm;
import org.attune.ema.store.DraftStore;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotRow;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.log.SharedTransactions;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.safety.Crisis;

/** Carries out what a participant does with a prompt, or says why not. */
public final class PromptHandler {
  private final Database database;
  private final History history;
  private final SlotStore slots;
  private final DraftStore drafts;
  private final FactStore facts;
  private final Published published;
  private final SlotTerms terms;
  private final Deciding deciding;
  private final Watching watching;
  private final SharedTransactions<Command, Optional<Handled>> shared;

  public PromptHandler(
      Database database,
      History history,
      SlotStore slots,
      DraftStore drafts,
      FactStore facts,
      Published published,
      Deciding deciding,
      Watching watching) {
    this.database = database;
    this.history = history;
    this.slots = slots;
    this.drafts = drafts;
    this.facts = facts;
    this.published = published;
    this.terms = new SlotTerms(published);
    this.deciding = deciding;
    this.watching = watching;
    this.shared = new SharedTransactions<>(database, this::together, this::alone);
  }

  /**
   * What a command came to.
   *
   * @param slot as it stands after it
   * @param crisis to be shown at once, whatever was decided
   */
  public record Handled(Decision decision, Slot slot, Optional<Crisis> crisis) {}

  /** Reads an upload against the form of what was asked. */
  public interface UploadReader {
    /** True if the items fit the form. */
    boolean fits(QuestionnaireForm form);

    /**
     * The upload, at the study time of its receipt.
     *
     * @throws org.attune.platform.http.InvalidRequestException if it does not fit the form
     */
    Upload read(QuestionnaireForm form, Instant receivedAt);
  }

  @FunctionalInterface
  private interface Rule {
    Decided decide(Connection c, SlotRow row, Terms terms, Instant now) throws SQLException;
  }

  /** A decision, and what safety rules find beside it. */
  private record Decided(Decision decision, Looked looked) {
    static Decided of(Decision decision) {
      return new Decided(decision, Looked.NOTHING);
    }
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> show(EventKey key, UUID slotId, Instant shownAt, Instant deviceNow) {
    return handle(
        key,
        slotId,
        (_, row, terms, now) ->
            Decided.of(
                SlotRules.show(
                    key.study(), key.participantId(), row.slot(), terms, shownAt, deviceNow, now)));
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> open(EventKey key, UUID slotId, Instant openedAt, Instant deviceNow) {
    return handle(
        key,
        slotId,
        (_, row, terms, now) ->
            Decided.of(
                SlotRules.open(
                    key.study(),
                    key.participantId(),
                    row.slot(),
                    terms,
                    openedAt,
                    deviceNow,
                    now)));
  }

  /**
   * Safety rules look at every answer that fits its form, also at one that is refused. Empty if
   * there is no such prompt.
   */
  public Optional<Handled> answer(EventKey key, UUID slotId, UploadReader reader) {
    return handle(
        key,
        slotId,
        (c, row, terms, now) -> {
          var slot = row.slot();
          var asked = asked(c, key, slot, reader);
          var upload = reader.read(asked.form(), now);
          return new Decided(
              SlotRules.answer(key.study(), key.participantId(), slot, terms, upload, now),
              watching.at(c, row, asked, upload, now));
        });
  }

  /**
   * What was asked: the form of the version that planned the prompt or, for a device that has not
   * heard of that version yet, the newest form before it that the answer fits.
   */
  private Asked asked(Connection c, EventKey key, Slot slot, UploadReader reader)
      throws SQLException {
    var protocol = published.of(c, key.study(), slot.protocolVersion());
    var planned = asked(protocol, slot.questionnaire());
    if (reader.fits(planned.form())) return planned;
    for (int version = slot.protocolVersion() - 1; version > 0; version--) {
      var earlier = published.find(c, key.study(), version);
      var plan = earlier.flatMap(known -> known.ema(slot.schedule()));
      if (earlier.isEmpty() || plan.isEmpty()) continue;
      var asked = asked(earlier.get(), plan.get().questionnaire());
      if (reader.fits(asked.form())) return asked;
    }
    return planned;
  }

  private Asked asked(Protocol protocol, String questionnaire) {
    return new Asked(protocol, questionnaire, published.form(protocol, questionnaire));
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> dismiss(EventKey key, UUID slotId) {
    return handle(
        key,
        slotId,
        (_, row, terms, now) ->
            Decided.of(
                SlotRules.dismiss(key.study(), key.participantId(), row.slot(), terms, now)));
  }

  /**
   * Keeps what was filled in so far; durable when this returns. One that was overtaken on the way
   * by a later one is not kept. Empty if there is no such prompt.
   */
  public Optional<Handled> draft(EventKey key, UUID slotId, Draft draft) {
    return handle(
        key,
        slotId,
        (c, row, terms, now) -> {
          var decision = SlotRules.draft(row.slot(), terms, now);
          if (decision instanceof Decision.Accepted) drafts.save(c, key, slotId, draft, now);
          return Decided.of(decision);
        });
  }

  private record Command(EventKey key, UUID slotId, Rule rule) {
    SlotStore.Wanted wanted() {
      return new SlotStore.Wanted(key, slotId);
    }
  }

  /** What is to be written of commands. */
  private record Effects(List<History.Appending> appending, List<SlotStore.Stands> slots) {
    Effects() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private Optional<Handled> handle(EventKey key, UUID slotId, Rule rule) {
    return shared.carryOut(key, new Command(key, slotId, rule));
  }

  private Optional<Handled> alone(Command command) {
    var finding = slots.finding(List.of(command.wanted()));
    return database.inTransaction(
        c -> {
          var locked = history.lock(c, command.key(), finding);
          if (locked.rows().isEmpty()) return Optional.empty();
          var effects = new Effects();
          var handled =
              handle(c, locked.place(), locked.rows().getFirst(), command.rule(), effects);
          write(c, effects);
          return Optional.of(handled);
        });
  }

  /** Alone remain those whom somebody holds, what does not exist, and what cannot be read. */
  private List<Optional<Optional<Handled>>> together(Connection c, List<Command> commands)
      throws SQLException {
    var keys = commands.stream().map(Command::key).toList();
    var locked =
        history.lockFree(c, keys, slots.finding(commands.stream().map(Command::wanted).toList()));
    var rows = SlotStore.byWanted(locked.rows());
    var effects = new Effects();
    var handled = new ArrayList<Optional<Optional<Handled>>>();
    for (var command : commands) {
      var place = locked.places().get(command.key());
      var row = rows.get(command.wanted());
      handled.add(
          place == null || row == null
              ? Optional.empty()
              : tried(c, place, row, command.rule(), effects).map(Optional::of));
    }
    write(c, effects);
    return handled;
  }

  /** Empty if the request does not fit, of which nothing has come yet. */
  private Optional<Handled> tried(
      Connection c, Place place, SlotRow row, Rule rule, Effects effects) throws SQLException {
    try {
      return Optional.of(handle(c, place, row, rule, effects));
    } catch (InvalidRequestException e) {
      return Optional.empty(); // carried out alone it is answered
    }
  }

  private Handled handle(Connection c, Place place, SlotRow row, Rule rule, Effects effects)
      throws SQLException {
    var decidedBy = terms.of(c, place.key(), row);
    var decided = rule.decide(c, row, decidedBy, place.now());
    var looked = decided.looked();
    var records = new ArrayList<Record>();
    var after = row.slot();
    if (decided.decision() instanceof Decision.Accepted(var events) && !events.isEmpty()) {
      for (var event : events) after = after.next(event);
      var all = EmaEvent.records(deciding.after(c, place, row.slot(), decidedBy, events));
      records.addAll(Restricted.all(all, row.slot().tellsArm()));
      effects.slots().add(new SlotStore.Stands(place.key(), after));
    }
    records.addAll(EmaEvent.records(looked.met()));
    if (!records.isEmpty()) {
      effects.appending().add(new History.Appending(place, records, Optional.empty()));
    }
    return new Handled(decided.decision(), after, looked.crisis());
  }

  private void write(Connection c, Effects effects) throws SQLException {
    var _ = history.appendAll(c, effects.appending());
    slots.saveAll(c, effects.slots());
  }

  /** Why there is no such prompt: it never was, or what makes prompts has not arrived. */
  public Optional<Refusal> whyUnknown(EventKey key) {
    boolean known = database.inTransaction(c -> facts.find(c, key).isPresent());
    return known ? Optional.empty() : Optional.of(Refusal.NOT_KNOWN_YET);
  }
}
