package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.attune.ema.domain.Decision;
import org.attune.ema.domain.DecisionRules;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.Given;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotRules;
import org.attune.ema.store.DecisionStore;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.LocalizedText;

/** Tells a participant's device what was drawn for it, and records that it was shown. */
public final class Giving {
  /** How long after its decision an option is still told to a device that asks. */
  static final Duration TOLD_FOR = Duration.ofHours(4);

  private final Database database;
  private final History history;
  private final SlotStore slots;
  private final DecisionStore decisions;
  private final Published published;
  private final FactStore facts;
  private final SlotTerms terms;

  public Giving(
      Database database,
      History history,
      SlotStore slots,
      DecisionStore decisions,
      Published published,
      FactStore facts) {
    this.database = database;
    this.history = history;
    this.slots = slots;
    this.decisions = decisions;
    this.published = published;
    this.facts = facts;
    terms = new SlotTerms(published);
  }

  /**
   * An option to show, in the participant's language.
   *
   * @param title empty if the study's own app knows the option by its id
   */
  public record Offer(
      UUID decision,
      UUID slot,
      String point,
      String option,
      Optional<String> title,
      Optional<String> text) {}

  /** What was given at a slot; nothing if nothing could be, or nothing was drawn to be done. */
  public List<Offer> at(EventKey key, Slot slot) {
    if (!published.mayDecide(key.study())) return List.of();
    return database.inTransaction(c -> offers(c, key, decisions.of(c, key, slot.slotId())));
  }

  /**
   * What was given within {@link #TOLD_FOR} of {@code now} and has not been shown, the oldest
   * first.
   */
  public List<Offer> waiting(EventKey key, Instant now) {
    if (!published.mayDecide(key.study())) return List.of();
    return database.inTransaction(
        c -> {
          var open =
              decisions.since(c, key, now.minus(TOLD_FOR)).stream()
                  .filter(given -> given.shownAt() == null)
                  .toList();
          return offers(c, key, open);
        });
  }

  private List<Offer> offers(Connection c, EventKey key, List<Given> given) throws SQLException {
    var offers = new ArrayList<Offer>();
    var enrollee = facts.find(c, key);
    for (var decision : given) {
      var option = decision.option();
      if (option == null || !decision.isActive()) continue;
      var slot = slots.find(c, key, decision.slotId()).orElseThrow().slot();
      var protocol = published.of(c, key.study(), slot.protocolVersion());
      var language = enrollee.map(e -> e.language()).orElse(protocol.languages().getFirst());
      var shown =
          protocol.microRandomization().stream()
              .filter(point -> point.id().equals(decision.point()))
              .findFirst()
              .map(point -> point.shows().get(option));
      offers.add(
          new Offer(
              decision.decisionId(),
              decision.slotId(),
              decision.point(),
              option,
              shown.map(DecisionPoint.Shown::title).map(in(language, protocol.languages())),
              shown.map(DecisionPoint.Shown::text).map(in(language, protocol.languages()))));
    }
    return offers;
  }

  private static Function<LocalizedText, String> in(String language, List<String> others) {
    return text -> text.in(language, others);
  }

  /**
   * Records that the device showed what was given. Empty if there is no such decision at that slot.
   *
   * @param shownAt by the device
   * @param deviceNow what its clock said when it sent this
   */
  public Optional<Decision> shown(
      EventKey key, UUID slotId, UUID decisionId, Instant shownAt, Instant deviceNow) {
    return database.inTransaction(
        c -> {
          var place = history.lock(c, key);
          var row = slots.find(c, key, slotId);
          var given =
              decisions.of(c, key, slotId).stream()
                  .filter(decision -> decision.decisionId().equals(decisionId))
                  .findFirst();
          if (row.isEmpty() || given.isEmpty()) return Optional.empty();
          var at = SlotRules.happened(row.get().slot(), shownAt, deviceNow, place.now());
          var running = terms.of(c, key, row.get()).running();
          var decision =
              DecisionRules.shown(
                  key.study(), key.participantId(), given.get(), running, at, place.now());
          if (decision instanceof Decision.Accepted(var events)) {
            for (var event : events) decisions.shown(c, key, (OptionDelivered) event);
            var _ = history.append(c, place, EmaEvent.records(events));
          }
          return Optional.of(decision);
        });
  }
}
