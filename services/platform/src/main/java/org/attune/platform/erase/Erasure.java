package org.attune.platform.erase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.EventType;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/**
 * Erases a participant from one service's schema, in one transaction.
 *
 * <p>History rows lose payload, salt, cause and time and keep their digest, so that the chain and
 * what was signed over it still hold; the relay sends them again as tombstones with their numbers.
 * Events that say that somebody was erased stay. All other rows of the participant go.
 */
public final class Erasure {
  /** Whoever reads a public report must not learn how many restricted events there were. */
  private static final String EMPTY =
      """
      with emptied as (
        update history set payload = null, salt = null, cause = null, occurred_at = ?
        where study = ? and participant = ? and payload is not null and type <> all(?)
        returning topic)
      select count(*) from emptied where ? or topic not like '%.restricted.%'
      """;

  private static final String MARK =
      """
      update ledger set erased_at = coalesce(erased_at, ?) where study = ? and participant = ?
      """;

  private static final String ERASED =
      """
      select l.study, l.participant from ledger l
      join unnest(?, ?) as k (study, participant)
        on l.study = k.study and l.participant = k.participant
      where l.erased_at is not null
      """;

  private final String service;
  private final History history;
  private final Keeping keeping;
  private final String[] staying;
  private final boolean reportsRestricted;

  /**
   * @param keeping what this service does of its own before the rows go
   */
  public Erasure(String service, EventCatalog catalog, History history, Keeping keeping) {
    this.service = service;
    this.history = history;
    this.keeping = keeping;
    reportsRestricted =
        catalog.types().stream()
            .anyMatch(type -> type.name().equals(ErasureReport.name(service)) && type.restricted());
    staying =
        catalog.types().stream()
            .filter(EventType::staysAfterErasure)
            .map(EventType::name)
            .toArray(String[]::new);
  }

  /** Erases because another service said so, and says that it is done. Again: changes nothing. */
  public void erase(Connection connection, EventKey key, Position cause) throws SQLException {
    var place = history.lockErasable(connection, key);
    var kept = keeping.keep(connection, key, place.now());
    long rows = empty(connection, place);
    var report =
        new ErasureReport(
            service,
            key.study(),
            key.participantId(),
            rows,
            HexFormat.of().formatHex(place.chain()),
            kept,
            place.now());
    history.append(connection, place, List.of(report), Optional.of(cause));
  }

  /**
   * Erases because this very service decided it.
   *
   * @param place of the participant, as locked
   * @param event says so, and stays
   */
  public void erase(Connection connection, Place place, Record event) throws SQLException {
    keeping.keep(connection, place.key(), place.now());
    empty(connection, place);
    history.append(connection, place, List.of(event));
  }

  private long empty(Connection connection, Place place) throws SQLException {
    var key = place.key();
    var at = place.now();
    OwnedTables.delete(connection, key);
    Sql.update(connection, MARK, at, key.study(), key.participant());
    return Sql.find(
            connection,
            EMPTY,
            row -> row.getLong(1),
            at,
            key.study(),
            key.participant(),
            staying,
            reportsRestricted)
        .orElseThrow();
  }

  /** Those of {@code keys} that are erased here. */
  static List<EventKey> erased(Connection connection, List<EventKey> keys) throws SQLException {
    return Sql.query(
        connection,
        ERASED,
        row -> new EventKey(row.getString("study"), row.getString("participant")),
        keys.stream().map(EventKey::study).toArray(String[]::new),
        keys.stream().map(EventKey::participant).toArray(String[]::new));
  }
}
