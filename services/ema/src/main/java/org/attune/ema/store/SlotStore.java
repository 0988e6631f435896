package org.attune.ema.store;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotCount;
import org.attune.ema.domain.SlotState;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.Protocol;
import org.jspecify.annotations.Nullable;

/** Where each prompt stands. Write only with the participant locked. */
public final class SlotStore {
  private static final String FROM_SLOT = " from slot s where s.study = ? and s.participant = ? ";

  private static final String FIND =
      """
      select s.study, s.participant, %s, s.late_until, s.refusal, s.attempts, s.claimed_at, p.protocol_version as pinned, p.site, p.language,
        p.consent_version, p.zone, p.hours_from, p.hours_until, p.consented, p.randomized, p.arm, p.over, p.paused_until,
        b.status
      from unnest(?, ?, ?) as w (study, participant, slot_id)
      join slot s on s.study = w.study and s.participant = w.participant and s.slot_id = w.slot_id
      join participant p on p.study = s.study and p.participant = s.participant
      left join study_book b on b.study = s.study
      """
          .formatted(SlotRow.COLUMNS);

  private static final String WANTED =
      "from unnest(?, ?, ?%s) as w (study, participant, slot_id%s)";

  private static final String IS_WANTED =
      """

      where s.study = w.study and s.participant = w.participant and s.slot_id = w.slot_id
      """;

  private static final String ALL =
      "select " + SlotRow.COLUMNS + FROM_SLOT + "order by s.schedule, s.local_date, s.idx";

  private static final String FROM_DATE =
      "select "
          + SlotRow.COLUMNS
          + FROM_SLOT
          + "and s.schedule = ? and s.local_date >= ? order by s.local_date, s.idx";

  private static final String OPEN =
      "select "
          + SlotRow.COLUMNS
          + FROM_SLOT
          + "and s.state in ('PLANNED', 'SENDING', 'SENT') order by s.scheduled_at, s.slot_id";

  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended('slot/' || ?, 0))";

  private static final String ANOTHERS =
      """
      select 1 from slot
      where study = ? and slot_id = ? and substr(slot_id::text, 15, 1) <> '8' and participant <> ?
      """;

  private static final String PLAN =
      """
      insert into slot
        (study, participant, slot_id, schedule, local_date, idx, questionnaire, protocol_version,
         scheduled_at, expires_at, late_until, remind_after_seconds, state, tells_arm)
      select study, participant, slot_id, schedule, local_date, idx, questionnaire, version,
        scheduled_at, expires_at, late_until, remind::int[], 'PLANNED', tells_arm
      from unnest(?, ?, ?, ?, ?::date[], ?, ?, ?, ?::timestamptz[], ?::timestamptz[],
          ?::timestamptz[], ?, ?)
        as p (study, participant, slot_id, schedule, local_date, idx, questionnaire, version,
          scheduled_at, expires_at, late_until, remind, tells_arm)
      on conflict (study, participant, slot_id) do update
      set questionnaire = excluded.questionnaire, protocol_version = excluded.protocol_version,
        scheduled_at = excluded.scheduled_at, expires_at = excluded.expires_at,
        late_until = excluded.late_until, remind_after_seconds = excluded.remind_after_seconds
      """;

  private static final String CLAIM =
      "update slot s set state = 'SENDING', attempts = attempts + 1, refusal = null,"
          + " claimed_at = w.claimed_at "
          + WANTED.formatted(", ?", ", claimed_at")
          + IS_WANTED;

  private static final String STANDING =
      "select s.slot_id, s.state, s.reminded, s.expires_at from slot s, "
          + WANTED.formatted("", "").substring("from ".length())
          + IS_WANTED;

  private static final String SENT =
      "update slot s set state = 'SENT' " + WANTED.formatted("", "") + IS_WANTED;

  private static final String REFUSED =
      "update slot s set refusal = w.refusal " + WANTED.formatted(", ?", ", refusal") + IS_WANTED;

  private static final String REMINDED =
      "update slot s set reminded = w.reminded "
          + WANTED.formatted(", ?", ", reminded")
          + IS_WANTED;

  private static final String STANDS =
      """
      update slot s set state = w.state, shown_at = w.shown_at, opened_at = w.opened_at,
        answer_id = w.answer_id, kept = w.kept::uuid[], completed_late = w.completed_late,
        reason = w.reason
      from %s
      where s.study = w.study and s.participant = w.participant and s.slot_id = w.slot_id
      """;

  private static final String STANDING_SLOTS =
      """
      unnest(?, ?, ?, ?, ?::timestamptz[], ?::timestamptz[], ?, ?, ?, ?) as
        w (study, participant, slot_id, state, shown_at, opened_at, answer_id, kept,
          completed_late, reason)\
      """;

  private static final String SAVE = STANDS.formatted(STANDING_SLOTS);

  /** Nothing waits for a slot that has ended, and nobody goes on with its draft. */
  private static final String END =
      """
      with ended as (select * from %s),
      waits as (
        delete from due d using ended w
        where d.study = w.study and d.participant = w.participant and d.kind = ?
          and d.key = w.slot_id::text),
      begun as (
        delete from draft d using ended w
        where d.study = w.study and d.participant = w.participant and d.slot_id = w.slot_id)
      """
              .formatted(STANDING_SLOTS)
          + STANDS.formatted("ended w");

  private static final String CANCEL =
      """
      with waits as (
        delete from due where study = ? and participant = ? and kind = ? and key = any(?))
      update slot set state = 'CANCELLED', reason = ?
      where study = ? and participant = ? and slot_id = any(?)
      """;

  private static final String LAST_WINDOW =
      """
      select max(expires_at) as at from slot
      where study = ? and participant = ? and schedule = ? and reason is distinct from 'REPLANNED'
      """;

  private static final String COUNTS =
      """
      select schedule, state, coalesce(reason, '') as reason, count(*) as slots from slot
      where study = ? and not tells_arm group by schedule, state, reason order by schedule, state, reason
      """;

  /** A slot of a participant. */
  public record Wanted(EventKey key, UUID slotId) {}

  /** A slot with what it is decided by, if it exists. */
  public Optional<SlotRow> find(Connection c, EventKey key, UUID slotId) throws SQLException {
    return Sql.query(c, finding(List.of(new Wanted(key, slotId)))).stream().findFirst();
  }

  /**
   * True if another participant of the study started a prompt under this id. Whoever asks about the
   * same id at the same moment waits until this transaction has ended.
   */
  public boolean isAnothers(Connection c, EventKey key, UUID slotId) throws SQLException {
    Sql.query(c, ONE_AT_A_TIME, row -> true, key.study() + "/" + slotId);
    return Sql.find(c, ANOTHERS, row -> true, key.study(), slotId, key.participant()).orElse(false);
  }

  /** Slots with what they are decided by, in no order, as a query to be sent with others. */
  public Sql.Query<SlotRow> finding(List<Wanted> wanted) {
    return new Sql.Query<>(
        FIND, SlotRow::read, studies(wanted), participants(wanted), slotIds(wanted));
  }

  /** What {@link #finding} brought; a slot that was asked for as somebody else's is not there. */
  public static Map<Wanted, SlotRow> byWanted(List<SlotRow> found) {
    var byWanted = new HashMap<Wanted, SlotRow>();
    for (var row : found) byWanted.put(row.wanted(), row);
    return byWanted;
  }

  private static String[] studies(List<Wanted> wanted) {
    return wanted.stream().map(w -> w.key().study()).toArray(String[]::new);
  }

  private static String[] participants(List<Wanted> wanted) {
    return wanted.stream().map(w -> w.key().participant()).toArray(String[]::new);
  }

  private static UUID[] slotIds(List<Wanted> wanted) {
    return wanted.stream().map(Wanted::slotId).toArray(UUID[]::new);
  }

  /** All slots of a participant, by schedule, day and index. */
  public List<Slot> all(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, ALL, SlotRow::slot, key.study(), key.participant());
  }

  /** The slots of a schedule on {@code from} and later, by day and index. */
  public List<Slot> from(Connection c, EventKey key, String schedule, LocalDate from)
      throws SQLException {
    return Sql.query(c, FROM_DATE, SlotRow::slot, key.study(), key.participant(), schedule, from);
  }

  /** The slots whose window has not closed, by time. */
  public List<Slot> open(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, OPEN, SlotRow::slot, key.study(), key.participant());
  }

  /**
   * A plan of one day of a schedule.
   *
   * @param tellsArm true if some arms alone have the schedule
   */
  public record Planned(EventKey key, PromptsPlanned plan, Protocol protocol, boolean tellsArm) {}

  /** Writes plans; a slot that is known already takes the new times. */
  public void planAll(Connection c, List<Planned> all) throws SQLException {
    var rows = new PlannedRows(all.stream().mapToInt(one -> one.plan().slots().size()).sum());
    for (var one : all) for (var slot : one.plan().slots()) rows.add(one, slot);
    if (!rows.isEmpty()) Sql.write(c, PLAN, rows.values());
  }

  /**
   * Marks slots as being sent.
   *
   * @param at when each is
   */
  public void claim(Connection c, List<Wanted> slots, List<Instant> at) throws SQLException {
    if (slots.isEmpty()) return;
    Sql.write(
        c, CLAIM, studies(slots), participants(slots), slotIds(slots), at.toArray(new Instant[0]));
  }

  /** How far the delivery of one slot has come. */
  public record Standing(UUID slotId, SlotState state, int reminded, Instant expiresAt) {
    /** True while what comes back from the channel is awaited. */
    public boolean isSending(Instant now) {
      return state == SlotState.SENDING && expiresAt.isAfter(now);
    }

    /** True until that reminder is recorded, the slot is answered or its window has closed. */
    public boolean awaitsReminder(int reminder, Instant now) {
      return state == SlotState.SENT && reminded < reminder && expiresAt.isAfter(now);
    }
  }

  /** How far the delivery of slots has come, in no order, as a query to be sent with others. */
  public Sql.Query<Standing> standing(List<Wanted> wanted) {
    return new Sql.Query<>(
        STANDING,
        row ->
            new Standing(
                row.getObject("slot_id", UUID.class),
                SlotState.valueOf(row.getString("state")),
                row.getInt("reminded"),
                Sql.instant(row, "expires_at")),
        studies(wanted),
        participants(wanted),
        slotIds(wanted));
  }

  /** Marks slots as sent. */
  public void sent(Connection c, List<Wanted> slots) throws SQLException {
    if (slots.isEmpty()) return;
    Sql.write(c, SENT, studies(slots), participants(slots), slotIds(slots));
  }

  /**
   * Notes why the channel did not take slots.
   *
   * @param refusals one for each slot
   */
  public void refused(Connection c, List<Wanted> slots, List<String> refusals) throws SQLException {
    if (slots.isEmpty()) return;
    Sql.write(
        c,
        REFUSED,
        studies(slots),
        participants(slots),
        slotIds(slots),
        refusals.toArray(new String[0]));
  }

  /**
   * Notes which reminders were the last sent.
   *
   * @param reminders one for each slot, from 1
   */
  public void reminded(Connection c, List<Wanted> slots, List<Integer> reminders)
      throws SQLException {
    if (slots.isEmpty()) return;
    Sql.write(
        c,
        REMINDED,
        studies(slots),
        participants(slots),
        slotIds(slots),
        reminders.toArray(new Integer[0]));
  }

  /** A slot of a participant as it stands now. */
  public record Stands(EventKey key, Slot slot) {}

  /** {@link #saveAll} of one slot. */
  public void save(Connection c, EventKey key, Slot slot) throws SQLException {
    saveAll(c, List.of(new Stands(key, slot)));
  }

  /** Writes where slots stand, each once; those that have ended are not waited for any more. */
  public void saveAll(Connection c, List<Stands> all) throws SQLException {
    var ended = all.stream().filter(one -> one.slot().state().isTerminal()).toList();
    if (!ended.isEmpty()) {
      var values = new ArrayList<@Nullable Object>(columns(ended));
      values.add(DueKinds.SLOT);
      Sql.write(c, END, values.toArray());
    }
    var going = all.stream().filter(one -> !one.slot().state().isTerminal()).toList();
    if (!going.isEmpty()) Sql.write(c, SAVE, columns(going).toArray());
  }

  private static List<Object> columns(List<Stands> all) {
    int count = all.size();
    var states = new String[count];
    @Nullable Instant[] shown = new @Nullable Instant[count];
    @Nullable Instant[] opened = new @Nullable Instant[count];
    @Nullable UUID[] answers = new @Nullable UUID[count];
    var kept = new String[count];
    var late = new Boolean[count];
    @Nullable String[] reasons = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      var slot = all.get(i).slot();
      states[i] = slot.state().name();
      shown[i] = slot.shownAt();
      opened[i] = slot.openedAt();
      answers[i] = slot.answerId();
      kept[i] = kept(slot);
      late[i] = slot.completedLate();
      reasons[i] = slot.reason();
    }
    var wanted = all.stream().map(one -> new Wanted(one.key(), one.slot().slotId())).toList();
    return List.of(
        studies(wanted),
        participants(wanted),
        slotIds(wanted),
        states,
        shown,
        opened,
        answers,
        kept,
        late,
        reasons);
  }

  private static String kept(Slot slot) {
    return slot.kept().stream().map(UUID::toString).collect(joining(",", "{", "}"));
  }

  /** Ends slots as cancelled; nothing waits for them. */
  public void cancel(Connection c, EventKey key, List<UUID> slotIds, CancelReason reason)
      throws SQLException {
    Sql.write(
        c,
        CANCEL,
        key.study(),
        key.participant(),
        DueKinds.SLOT,
        slotIds.stream().map(UUID::toString).toArray(String[]::new),
        reason,
        key.study(),
        key.participant(),
        slotIds.toArray(new UUID[0]));
  }

  /** When the last window of a schedule closes, as far as it is planned. */
  public Optional<Instant> lastWindow(Connection c, EventKey key, String schedule)
      throws SQLException {
    return Sql.find(
            c,
            LAST_WINDOW,
            row -> Optional.ofNullable(Sql.instantOrNull(row, "at")),
            key.study(),
            key.participant(),
            schedule)
        .flatMap(at -> at);
  }

  /** Counts over all participants, sorted, of the schedules that everybody has. */
  public List<SlotCount> counts(Connection c, String study) throws SQLException {
    return Sql.query(
        c,
        COUNTS,
        row ->
            new SlotCount(
                row.getString("schedule"),
                SlotState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getLong("slots")),
        study);
  }
}
