package org.attune.randomization.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;
import org.attune.randomization.domain.RandomizationEvent;
import org.attune.randomization.domain.RandomizationEvent.AllocationKept;
import org.attune.randomization.domain.RandomizationEvent.AllocationListUploaded;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ParticipantNotRandomized;
import org.attune.randomization.domain.RandomizationEvent.ParticipantRandomized;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.randomization.domain.RandomizationEvent.RandomizationClosed;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.randomization.domain.RandomizationEvent.SeedRevealed;
import org.attune.randomization.domain.RandomizationEvent.WitnessReconciled;
import org.attune.randomization.engine.AllocationConfiguration;

/**
 * Promise I9 for randomization: outcomes, places, commitments and how far each list has been used
 * are what the history implies.
 */
public final class RandomizationLaw implements StateLaw {
  private static final String OUTCOME =
      """
      select outcome, not_randomized from candidate
      where study = ? and participant = ? and outcome <> 'WAITING'
      """;

  private static final String PLACE =
      """
      select sequence, stratum, index, arm from allocation where study = ? and participant = ?
      """;

  private static final String STUDY =
      """
      select version, commitment, closed, closed_allocations, revealed, allocations
      from study_allocation where study = ?
      """;

  private static final String STRATA = "select stratum, next_index from stratum where study = ?";

  private static final String LIST = "select version, places from uploaded_list where study = ?";

  private static final String RANDOMIZED =
      """
      select participant from history where study = ? and type = 'ArmAllocated'
      order by participant
      """;

  private final History history;

  public RandomizationLaw(History history) {
    this.history = history;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    for (var event : history.read(connection, key, RandomizationEvent.class)) fold(rows, event);
    if (key.isStudy() && rows.containsKey("commitment")) foldUse(connection, key.study(), rows);
    return rows;
  }

  private static void fold(SortedMap<String, String> rows, RandomizationEvent event) {
    switch (event) {
      case RandomizationCommitted e ->
          rows.put("commitment", commitment(e.version(), e.commitment()));
      case ArmAllocated e ->
          rows.put("place", place(e.sequence(), e.stratum(), e.index(), e.arm()));
      case ParticipantRandomized _ -> rows.put("outcome", "RANDOMIZED");
      case ParticipantNotRandomized e -> rows.put("outcome", "NOT_RANDOMIZED " + e.reason());
      case RandomizationClosed e -> rows.put("closed", e.reason() + " " + e.allocations());
      case SeedRevealed _ -> rows.put("revealed", "true");
      case AllocationListUploaded e -> rows.put("list", e.version() + " " + e.places());
      case ParticipantUnblinded _ -> {} // stands in the history alone
      case AllocationKept _ -> {} // a place of the list, which foldUse counts
      case WitnessReconciled _ -> {} // says that what stands in other events was done by a person
    }
  }

  private static String scope(String method, String stratum) {
    return AllocationConfiguration.scope(method, stratum);
  }

  private void foldUse(Connection connection, String study, SortedMap<String, String> rows)
      throws SQLException {
    int allocations = 0;
    var used = new TreeMap<String, Integer>();
    for (var participant :
        Sql.query(connection, RANDOMIZED, row -> row.getString("participant"), study)) {
      var key = new EventKey(study, participant);
      for (var event : history.read(connection, key, RandomizationEvent.class)) {
        if (!(event instanceof ArmAllocated allocated)) continue;
        allocations++;
        used.merge(
            scope(allocated.method(), allocated.stratum()), allocated.index() + 1, Math::max);
      }
    }
    for (var event : history.read(connection, EventKey.ofStudy(study), RandomizationEvent.class)) {
      if (!(event instanceof AllocationKept kept)) continue;
      allocations++;
      used.merge(scope(kept.method(), kept.stratum()), kept.index() + 1, Math::max);
    }
    rows.put("allocations", Integer.toString(allocations));
    used.forEach((stratum, next) -> rows.put("stratum/" + stratum, Integer.toString(next)));
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    if (key.isStudy()) storedStudy(connection, key.study(), rows);
    else storedParticipant(connection, key, rows);
    return rows;
  }

  private static void storedParticipant(
      Connection connection, EventKey key, SortedMap<String, String> rows) throws SQLException {
    Sql.find(
            connection,
            OUTCOME,
            row -> {
              var why = row.getString("not_randomized");
              return row.getString("outcome") + (why == null ? "" : " " + why);
            },
            key.study(),
            key.participant())
        .ifPresent(outcome -> rows.put("outcome", outcome));
    Sql.find(
            connection,
            PLACE,
            row ->
                place(
                    row.getInt("sequence"),
                    row.getString("stratum"),
                    row.getInt("index"),
                    row.getString("arm")),
            key.study(),
            key.participant())
        .ifPresent(place -> rows.put("place", place));
  }

  private static void storedStudy(
      Connection connection, String study, SortedMap<String, String> rows) throws SQLException {
    Sql.query(
        connection,
        STUDY,
        row -> {
          rows.put("commitment", commitment(row.getInt("version"), row.getString("commitment")));
          rows.put("allocations", Integer.toString(row.getInt("allocations")));
          var closed = row.getString("closed");
          if (closed != null) rows.put("closed", closed + " " + row.getInt("closed_allocations"));
          if (row.getBoolean("revealed")) rows.put("revealed", "true");
          return study;
        },
        study);
    Sql.query(
        connection,
        LIST,
        row -> rows.put("list", row.getInt("version") + " " + row.getInt("places")),
        study);
    Sql.query(
        connection,
        STRATA,
        row ->
            rows.put(
                "stratum/" + row.getString("stratum"), Integer.toString(row.getInt("next_index"))),
        study);
  }

  private static String commitment(int version, String commitment) {
    return version + " " + commitment;
  }

  private static String place(int sequence, String stratum, int index, String arm) {
    return "sequence=%d stratum=%s index=%d arm=%s".formatted(sequence, stratum, index, arm);
  }
}
