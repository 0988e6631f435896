package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.Given;
import org.attune.ema.domain.Slot;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where each decision stands. Write only with the participant locked. */
public final class DecisionStore {
  private static final String SELECT =
      """
      select decision_id, slot_id, point, decided_at, reason, option, shown_at from decision
      where study = ? and participant = ?
      """;

  private static final String ALL = SELECT + "order by decision_id";

  private static final String OF_SLOT = SELECT + "and slot_id = ? order by point";

  private static final String SINCE = SELECT + "and decided_at >= ? order by decided_at, point";

  private static final String TODAY =
      """
      select option from decision
      where study = ? and participant = ? and local_date = ? and point = ? and option is not null
      """;

  private static final String NEXT =
      """
      select slot_id from (
        select slot_id, scheduled_at from slot
        where study = ? and participant = ? and schedule = ? and scheduled_at > ?
          and state <> 'CANCELLED'
        order by scheduled_at limit 1) next
      where scheduled_at <= ?
      """;

  private static final String DECIDED =
      """
      insert into decision
        (study, participant, decision_id, slot_id, point, local_date, decided_at, reason)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String DRAWN =
      "update decision set option = ? where study = ? and participant = ? and decision_id = ?";

  private static final String SHOWN =
      "update decision set shown_at = ? where study = ? and participant = ? and decision_id = ?";

  /** All decisions of a participant, by id. */
  public List<Given> all(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, ALL, DecisionStore::read, key.study(), key.participant());
  }

  /** The decisions at a slot, by decision point. */
  public List<Given> of(Connection c, EventKey key, UUID slot) throws SQLException {
    return Sql.query(c, OF_SLOT, DecisionStore::read, key.study(), key.participant(), slot);
  }

  /** The decisions made at or after {@code since}, by time. */
  public List<Given> since(Connection c, EventKey key, Instant since) throws SQLException {
    return Sql.query(c, SINCE, DecisionStore::read, key.study(), key.participant(), since);
  }

  /** Options drawn at a decision point on the local day of a slot. */
  public List<String> today(Connection c, EventKey key, Slot slot, String point)
      throws SQLException {
    return Sql.query(
        c,
        TODAY,
        row -> row.getString("option"),
        key.study(),
        key.participant(),
        slot.localDate(),
        point);
  }

  /** The next slot of the same schedule, if it is planned by {@code until}. */
  public Optional<UUID> next(Connection c, EventKey key, Slot slot, Instant until)
      throws SQLException {
    return Sql.find(
        c,
        NEXT,
        row -> row.getObject("slot_id", UUID.class),
        key.study(),
        key.participant(),
        slot.schedule(),
        slot.scheduledAt(),
        until);
  }

  private static void add(Connection c, EventKey key, Slot slot, AvailabilityDecided decided)
      throws SQLException {
    Sql.write(
        c,
        DECIDED,
        key.study(),
        key.participant(),
        decided.decisionId(),
        decided.slotId(),
        decided.point(),
        slot.localDate(),
        decided.at(),
        decided.reason().map(Enum::name).orElse(null));
  }

  private static void drawn(Connection c, EventKey key, OptionDrawn drawn) throws SQLException {
    Sql.write(c, DRAWN, drawn.option(), key.study(), key.participant(), drawn.decisionId());
  }

  /** Notes when an option was shown. */
  public void shown(Connection c, EventKey key, OptionDelivered delivered) throws SQLException {
    Sql.write(
        c, SHOWN, delivered.shownAt(), key.study(), key.participant(), delivered.decisionId());
  }

  /** Writes a decision that was just made at a slot. */
  public void save(Connection c, EventKey key, Slot slot, EmaEvent event) throws SQLException {
    switch (event) {
      case AvailabilityDecided decided -> add(c, key, slot, decided);
      case OptionDrawn drawn -> drawn(c, key, drawn);
      default ->
          throw new IllegalStateException("no decision: " + event.getClass().getSimpleName());
    }
  }

  private static Given read(ResultSet row) throws SQLException {
    return new Given(
        row.getObject("decision_id", UUID.class),
        row.getObject("slot_id", UUID.class),
        row.getString("point"),
        Sql.instant(row, "decided_at"),
        row.getString("reason"),
        row.getString("option"),
        Sql.instantOrNull(row, "shown_at"));
  }
}
