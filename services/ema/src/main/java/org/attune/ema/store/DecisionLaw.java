package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.ema.domain.DecisionSeedEvent;
import org.attune.ema.domain.DecisionSeedEvent.DecisionSeedRevealed;
import org.attune.ema.domain.DecisionSeedEvent.DecisionsCommitted;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;

/** The decisions and commitments that a history implies are those in the tables. */
final class DecisionLaw {
  private final History history;
  private final DecisionStore decisions = new DecisionStore();

  DecisionLaw(History history) {
    this.history = history;
  }

  static void fold(SortedMap<String, String> rows, AvailabilityDecided e) {
    var why = e.reason().map(reason -> "unavailable " + reason).orElse("available");
    rows.put(name(e.decisionId()), String.join("|", e.slotId().toString(), e.point(), why));
  }

  static void fold(SortedMap<String, String> rows, OptionDrawn e) {
    rows.put(name(e.decisionId()) + "/drawn", e.option());
  }

  static void fold(SortedMap<String, String> rows, OptionDelivered e) {
    rows.put(name(e.decisionId()) + "/shown", e.shownAt().toString());
  }

  void stored(Connection c, EventKey key, SortedMap<String, String> rows) throws SQLException {
    for (var decision : decisions.all(c, key)) {
      var name = name(decision.decisionId());
      var why = decision.reason() == null ? "available" : "unavailable " + decision.reason();
      rows.put(name, String.join("|", decision.slotId().toString(), decision.point(), why));
      if (decision.option() != null) rows.put(name + "/drawn", decision.option());
      if (decision.shownAt() != null) rows.put(name + "/shown", decision.shownAt().toString());
    }
  }

  private static String name(UUID decision) {
    return "decision/" + decision;
  }

  SortedMap<String, String> foldedStudy(Connection c, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    for (var event : history.read(c, key, DecisionSeedEvent.class)) {
      switch (event) {
        case DecisionsCommitted e -> rows.put("decisions/commitment", e.commitment());
        case DecisionSeedRevealed _ -> rows.put("decisions/revealed", "true");
      }
    }
    return rows;
  }

  SortedMap<String, String> storedStudy(Connection c, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    var seed = DecisionSeeds.find(c, key.study());
    seed.flatMap(DecisionSeeds.Seed::commitment)
        .ifPresent(commitment -> rows.put("decisions/commitment", commitment));
    if (seed.filter(DecisionSeeds.Seed::revealed).isPresent()) {
      rows.put("decisions/revealed", "true");
    }
    return rows;
  }
}
