package org.attune.ema.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotState;
import org.attune.ema.plan.Enrollee;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.study.StudyStatus;

/**
 * One slot with all that is needed to decide about it, as one query brings it.
 *
 * @param key whose it is
 * @param refusal what the delivery endpoint last said if it said no
 * @param attempts how often the prompt was handed to it
 * @param claimedAt when it was handed over last
 * @param status of the study; empty if this service has not heard of it
 */
public record SlotRow(
    EventKey key,
    Slot slot,
    Instant lateUntil,
    Optional<String> refusal,
    int attempts,
    Optional<Instant> claimedAt,
    Enrollee enrollee,
    Optional<StudyStatus> status) {

  static final String COLUMNS =
      """
      s.slot_id, s.schedule, s.local_date, s.idx, s.questionnaire, s.protocol_version,
      s.scheduled_at, s.expires_at, s.remind_after_seconds, s.state, s.reminded, s.shown_at, s.opened_at,
      s.answer_id, s.kept, s.completed_late, s.reason, s.tells_arm\
      """;

  SlotStore.Wanted wanted() {
    return new SlotStore.Wanted(key, slot.slotId());
  }

  static SlotRow read(ResultSet row) throws SQLException {
    return new SlotRow(
        new EventKey(row.getString("study"), row.getString("participant")),
        slot(row),
        Sql.instant(row, "late_until"),
        Optional.ofNullable(row.getString("refusal")),
        row.getInt("attempts"),
        Optional.ofNullable(Sql.instantOrNull(row, "claimed_at")),
        FactStore.read(row, "pinned"),
        Optional.ofNullable(row.getString("status")).map(StudyStatus::valueOf));
  }

  static Slot slot(ResultSet row) throws SQLException {
    var scheduledAt = Sql.instant(row, "scheduled_at");
    return new Slot(
        row.getObject("slot_id", UUID.class),
        row.getString("schedule"),
        row.getObject("local_date", LocalDate.class),
        row.getInt("idx"),
        row.getString("questionnaire"),
        row.getInt("protocol_version"),
        scheduledAt,
        Sql.instant(row, "expires_at"),
        reminders(scheduledAt, row.getArray("remind_after_seconds")),
        SlotState.valueOf(row.getString("state")),
        row.getInt("reminded"),
        Sql.instantOrNull(row, "shown_at"),
        Sql.instantOrNull(row, "opened_at"),
        row.getObject("answer_id", UUID.class),
        List.of((UUID[]) row.getArray("kept").getArray()),
        row.getBoolean("completed_late"),
        row.getString("reason"),
        row.getBoolean("tells_arm"));
  }

  private static List<Instant> reminders(Instant scheduledAt, Array secondsAfter)
      throws SQLException {
    var reminders = new ArrayList<Instant>();
    for (var seconds : (Integer[]) secondsAfter.getArray()) {
      reminders.add(scheduledAt.plusSeconds(seconds));
    }
    return List.copyOf(reminders);
  }
}
