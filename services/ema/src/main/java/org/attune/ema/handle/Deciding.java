package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.ema.domain.DecisionContext;
import org.attune.ema.domain.DecisionRules;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.Moment;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.Terms;
import org.attune.ema.store.DecisionSeeds;
import org.attune.ema.store.DecisionStore;
import org.attune.ema.store.Policies;
import org.attune.ema.store.Published;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.attune.protocol.decision.DecisionFacts;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.Protocol;

/**
 * Makes and keeps the decision that an event of a slot leads to, within the transaction that
 * records the event.
 */
public final class Deciding {
  private final DecisionStore decisions;
  private final DecisionSeeds seeds;
  private final Policies policies;
  private final Published published;

  public Deciding(
      DecisionStore decisions, DecisionSeeds seeds, Policies policies, Published published) {
    this.decisions = decisions;
    this.seeds = seeds;
    this.policies = policies;
    this.published = published;
  }

  /**
   * {@code events} with the decisions that they lead to behind them.
   *
   * @param before the slot before the events
   */
  List<EmaEvent> after(Connection c, Place place, Slot before, Terms terms, List<EmaEvent> events)
      throws SQLException {
    var protocol = published.of(c, place.key().study(), before.protocolVersion());
    var here = policies.at(protocol, before.schedule());
    if (here.isEmpty()) return events;
    for (var event : events) {
      var moment = DecisionRules.moment(before, event, terms);
      if (moment.isEmpty()) continue;
      var all = new ArrayList<>(events);
      for (var policy : here) {
        all.addAll(decide(c, place, before, protocol, policy, moment.get()));
      }
      return all;
    }
    return events;
  }

  private List<EmaEvent> decide(
      Connection c, Place place, Slot slot, Protocol protocol, Policy policy, Moment moment)
      throws SQLException {
    var key = place.key();
    var until = place.now().plus(policy.text().proximal().within());
    var context =
        new DecisionContext(
            slot.protocolVersion(),
            facts(c, key, slot, protocol, policy, moment),
            decisions.next(c, key, slot, until));
    var seed = moment instanceof Moment.Answered ? seeds.of(c, key.study()) : new byte[0];
    var made =
        DecisionRules.decide(
            key.study(),
            key.participantId(),
            slot.slotId(),
            policy,
            moment,
            context,
            seed,
            place.now());
    for (var event : made) decisions.save(c, key, slot, event);
    return made;
  }

  private Map<String, Object> facts(
      Connection c, EventKey key, Slot slot, Protocol protocol, Policy policy, Moment moment)
      throws SQLException {
    if (!(moment instanceof Moment.Answered(var items))) return Map.of();
    var form = published.form(protocol, slot.questionnaire());
    var facts = form.facts(DecisionFacts.ANSWER, items);
    facts.put(DecisionFacts.INDEX, slot.index());
    var today = decisions.today(c, key, slot, policy.point());
    facts.put(
        DecisionFacts.GIVEN_TODAY,
        (int) today.stream().filter(option -> !option.equals(DecisionPoint.NONE)).count());
    for (var option : policy.options()) {
      facts.put(DecisionFacts.hasToday(option), today.contains(option));
    }
    return facts;
  }
}
