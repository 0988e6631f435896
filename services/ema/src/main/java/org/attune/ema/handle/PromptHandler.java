package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
import org.attune.ema.plan.QuestionnaireForm;
import org.attune.ema.store.DraftStore;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;

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

  public PromptHandler(
      Database database,
      History history,
      SlotStore slots,
      DraftStore drafts,
      FactStore facts,
      Published published,
      Deciding deciding) {
    this.database = database;
    this.history = history;
    this.slots = slots;
    this.drafts = drafts;
    this.facts = facts;
    this.published = published;
    this.terms = new SlotTerms(published);
    this.deciding = deciding;
  }

  /**
   * What a command came to.
   *
   * @param slot as it stands after it
   */
  public record Handled(Decision decision, Slot slot) {}

  /** Reads an upload against the form of what was asked, at the study time of its receipt. */
  @FunctionalInterface
  public interface UploadReader {
    /**
     * @throws org.attune.platform.http.InvalidRequestException if it does not fit the form
     */
    Upload read(QuestionnaireForm form, Instant receivedAt);
  }

  @FunctionalInterface
  private interface Rule {
    Decision decide(Connection c, Slot slot, Terms terms, Instant now) throws SQLException;
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> show(EventKey key, UUID slotId, Instant shownAt, Instant deviceNow) {
    return handle(
        key,
        slotId,
        (_, slot, terms, now) ->
            SlotRules.show(key.study(), key.participantId(), slot, terms, shownAt, deviceNow, now));
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> open(EventKey key, UUID slotId, Instant openedAt, Instant deviceNow) {
    return handle(
        key,
        slotId,
        (_, slot, terms, now) ->
            SlotRules.open(
                key.study(), key.participantId(), slot, terms, openedAt, deviceNow, now));
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> answer(EventKey key, UUID slotId, UploadReader reader) {
    return handle(
        key,
        slotId,
        (c, slot, terms, now) -> {
          var protocol = published.of(c, key.study(), slot.protocolVersion());
          var upload = reader.read(published.form(protocol, slot.questionnaire()), now);
          return SlotRules.answer(key.study(), key.participantId(), slot, terms, upload, now);
        });
  }

  /** Empty if there is no such prompt. */
  public Optional<Handled> dismiss(EventKey key, UUID slotId) {
    return handle(
        key,
        slotId,
        (_, slot, terms, now) ->
            SlotRules.dismiss(key.study(), key.participantId(), slot, terms, now));
  }

  /**
   * Keeps what was filled in so far; durable when this returns. One that was overtaken on the way
   * by a later one is not kept. Empty if there is no such prompt.
   */
  public Optional<Handled> draft(EventKey key, UUID slotId, Draft draft) {
    return handle(
        key,
        slotId,
        (c, slot, terms, now) -> {
          var decision = SlotRules.draft(slot, terms, now);
          if (decision instanceof Decision.Accepted) drafts.save(c, key, slotId, draft, now);
          return decision;
        });
  }

  private Optional<Handled> handle(EventKey key, UUID slotId, Rule rule) {
    return database.inTransaction(
        c -> {
          var locked =
              history.lock(c, key, slots.finding(List.of(new SlotStore.Wanted(key, slotId))));
          if (locked.rows().isEmpty()) return Optional.empty();
          var place = locked.place();
          var row = locked.rows().getFirst();
          var slot = row.slot();
          var decidedBy = terms.of(c, key, row);
          var decision = rule.decide(c, slot, decidedBy, place.now());
          if (!(decision instanceof Decision.Accepted(var events)) || events.isEmpty()) {
            return Optional.of(new Handled(decision, slot));
          }
          var after = slot;
          for (var event : events) after = after.next(event);
          var all = deciding.after(c, place, slot, decidedBy, events);
          var _ = history.append(c, place, EmaEvent.records(all));
          slots.save(c, key, after);
          return Optional.of(new Handled(decision, after));
        });
  }

  /** Why there is no such prompt: it never was, or what makes prompts has not arrived. */
  public Optional<Refusal> whyUnknown(EventKey key) {
    boolean known = database.inTransaction(c -> facts.find(c, key).isPresent());
    return known ? Optional.empty() : Optional.of(Refusal.NOT_KNOWN_YET);
  }
}
