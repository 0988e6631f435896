package org.attune.outcomes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.answer.AnswerRules.Kept;
import org.attune.outcomes.answer.Draft;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** What was answered, and what was begun. */
public final class AnswerStore {
  private static final String COLUMNS =
      "select visit_id, instrument, answer_id, items, numbers, counts from answer ";

  private static final String FOR_VISIT =
      COLUMNS + "where study = ? and participant = ? and (visit_id = ? or answer_id = ?)";

  private static final String ALL =
      COLUMNS + "where study = ? and participant = ? order by visit_id, instrument, answer_id";

  private static final String KEEP =
      """
      with begun as (
        delete from draft where study = ? and participant = ? and visit_id = ? and instrument = ?)
      insert into answer (study, participant, visit_id, instrument, answer_id, items, numbers)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String KEEP_EVIDENCE =
      """
      insert into answer
        (study, participant, visit_id, instrument, answer_id, items, numbers, counts)
      values (?, ?, ?, ?, ?, '{}', '{}', false)
      """;

  private static final String COUNT =
      """
      select count(*) from answer where study = ? and participant = ? and visit_id = ? and counts
      """;

  private static final String SAVE =
      """
      insert into draft (
        study, participant, visit_id, instrument, body, saved_at, device_saved_at, device_now)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, visit_id, instrument)
      do update set body = excluded.body, saved_at = excluded.saved_at,
        device_saved_at = excluded.device_saved_at, device_now = excluded.device_now
      where coalesce(excluded.device_saved_at, 'infinity')
        >= coalesce(draft.device_saved_at, '-infinity')
        or (excluded.device_now - excluded.saved_at) - (draft.device_now - draft.saved_at)
          not between interval '-2 minutes' and interval '2 minutes'
      """;

  private static final String DRAFTS =
      "select visit_id, instrument, body from draft where study = ? and participant = ?";

  /** Which questionnaire of which visit. */
  public record Place(UUID visit, String instrument) {}

  /** Answers of the visit, and the one with that answer id. */
  public List<Kept> find(Connection connection, EventKey key, UUID visit, UUID answerId)
      throws SQLException {
    return Sql.query(
        connection, FOR_VISIT, AnswerStore::read, key.study(), key.participant(), visit, answerId);
  }

  /** All answers of a participant, by visit and instrument. */
  public List<Kept> all(Connection connection, EventKey key) throws SQLException {
    return Sql.query(connection, ALL, AnswerStore::read, key.study(), key.participant());
  }

  /** Questionnaires of a visit that were answered. */
  public int count(Connection connection, EventKey key, UUID visit) throws SQLException {
    return Sql.find(connection, COUNT, row -> row.getInt(1), key.study(), key.participant(), visit)
        .orElseThrow();
  }

  /** Keeps an answer; the draft of one that counts goes. */
  public void keep(Connection connection, EventKey key, Kept kept) throws SQLException {
    if (!kept.counts()) {
      Sql.write(
          connection,
          KEEP_EVIDENCE,
          key.study(),
          key.participant(),
          kept.visit(),
          kept.instrument(),
          kept.answerId());
      return;
    }
    Sql.write(
        connection,
        KEEP,
        key.study(),
        key.participant(),
        kept.visit(),
        kept.instrument(),
        key.study(),
        key.participant(),
        kept.visit(),
        kept.instrument(),
        kept.answerId(),
        kept.numbers().keySet().toArray(new String[0]),
        kept.numbers().values().toArray(new Double[0]));
  }

  /**
   * Saves a draft over the one before, unless the device saved that one later. Clocks that differ
   * by more than a draft is under way say nothing of it: then the one that came last is kept.
   */
  public void save(Connection connection, EventKey key, Place place, Draft draft, Instant at)
      throws SQLException {
    Sql.write(
        connection,
        SAVE,
        key.study(),
        key.participant(),
        place.visit(),
        place.instrument(),
        draft.body(),
        at,
        draft.savedAt().orElse(null),
        draft.deviceNow().orElse(null));
  }

  /** All that was begun and not answered. */
  public Map<Place, String> drafts(Connection connection, EventKey key) throws SQLException {
    var drafts = new HashMap<Place, String>();
    var rows =
        Sql.query(
            connection,
            DRAFTS,
            row -> Map.entry(new Place(visit(row), row.getString(2)), row.getString(3)),
            key.study(),
            key.participant());
    for (var row : rows) drafts.put(row.getKey(), row.getValue());
    return drafts;
  }

  private static Kept read(ResultSet row) throws SQLException {
    var items = (String[]) row.getArray("items").getArray();
    var numbers = (Double[]) row.getArray("numbers").getArray();
    var byItem = new TreeMap<String, Double>();
    for (int i = 0; i < items.length; i++) byItem.put(items[i], numbers[i]);
    return new Kept(
        visit(row),
        row.getString("instrument"),
        Objects.requireNonNull(row.getObject("answer_id", UUID.class)),
        byItem,
        row.getBoolean("counts"));
  }

  private static UUID visit(ResultSet row) throws SQLException {
    return Objects.requireNonNull(row.getObject("visit_id", UUID.class));
  }
}
