package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.ema.domain.Draft;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** What participants have filled in and not yet sent off: one row per prompt, overwritten. */
public final class DraftStore {
  private static final String SAVE =
      """
      insert into draft (study, participant, slot_id, body, saved_at, device_saved_at, device_now)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, slot_id)
      do update set body = excluded.body, saved_at = excluded.saved_at,
        device_saved_at = excluded.device_saved_at, device_now = excluded.device_now
      where coalesce(excluded.device_saved_at, 'infinity')
        >= coalesce(draft.device_saved_at, '-infinity')
        or (excluded.device_now - excluded.saved_at) - (draft.device_now - draft.saved_at)
          not between interval '-2 minutes' and interval '2 minutes'
      """;

  private static final String OF =
      "select slot_id, body from draft where study = ? and participant = ?";

  private record Row(UUID slotId, String body) {}

  /**
   * Saves a draft over the one before, unless the device saved that one later. Clocks that differ
   * by more than a draft is under way say nothing of it: then the one that came last is kept.
   */
  public void save(Connection c, EventKey key, UUID slotId, Draft draft, Instant now)
      throws SQLException {
    Sql.write(
        c,
        SAVE,
        key.study(),
        key.participant(),
        slotId,
        draft.body(),
        now,
        draft.savedAt().orElse(null),
        draft.deviceNow().orElse(null));
  }

  /** All drafts of a participant, by slot. */
  public Map<UUID, String> of(Connection c, EventKey key) throws SQLException {
    var drafts = new TreeMap<UUID, String>();
    var rows =
        Sql.query(
            c,
            OF,
            row -> new Row(row.getObject("slot_id", UUID.class), row.getString("body")),
            key.study(),
            key.participant());
    for (var row : rows) drafts.put(row.slotId(), row.body());
    return drafts;
  }
}
