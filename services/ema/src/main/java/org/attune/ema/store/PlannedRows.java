package org.attune.ema.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.attune.ema.domain.PlannedSlot;
import org.attune.protocol.model.Protocol;

/** Slots of plans as columns, for one statement. */
final class PlannedRows {
  private final String[] studies;
  private final String[] participants;
  private final UUID[] ids;
  private final String[] schedules;
  private final String[] dates;
  private final Integer[] indices;
  private final String[] questionnaires;
  private final Integer[] versions;
  private final Instant[] scheduled;
  private final Instant[] expires;
  private final Instant[] lateUntil;
  private final String[] remind;
  private final Boolean[] tellArm;
  private int count;

  /**
   * @param size how many will be added
   */
  PlannedRows(int size) {
    studies = new String[size];
    participants = new String[size];
    ids = new UUID[size];
    schedules = new String[size];
    dates = new String[size];
    indices = new Integer[size];
    questionnaires = new String[size];
    versions = new Integer[size];
    scheduled = new Instant[size];
    expires = new Instant[size];
    lateUntil = new Instant[size];
    remind = new String[size];
    tellArm = new Boolean[size];
  }

  boolean isEmpty() {
    return ids.length == 0;
  }

  void add(SlotStore.Planned one, PlannedSlot slot) {
    var plan = one.plan();
    studies[count] = one.key().study();
    participants[count] = one.key().participant();
    ids[count] = slot.slotId();
    schedules[count] = plan.schedule();
    dates[count] = plan.localDate().toString();
    indices[count] = slot.index();
    questionnaires[count] = plan.questionnaire();
    versions[count] = plan.protocolVersion();
    scheduled[count] = slot.scheduledAt();
    expires[count] = slot.expiresAt();
    lateUntil[count] = lateUntil(one.protocol(), slot.expiresAt());
    remind[count] = remind(slot);
    tellArm[count] = one.tellsArm();
    count++;
  }

  /** Seconds after the slot's time, as PostgreSQL writes an array. */
  private static String remind(PlannedSlot slot) {
    var seconds =
        slot.reminders().stream()
            .map(at -> Long.toString(Duration.between(slot.scheduledAt(), at).toSeconds()))
            .toList();
    return "{" + String.join(",", seconds) + "}";
  }

  /** The time is the network's and not a person's, so its calendar days are those of UTC. */
  private static Instant lateUntil(Protocol protocol, Instant expiresAt) {
    return expiresAt.atOffset(ZoneOffset.UTC).plus(protocol.lateAnswers()).toInstant();
  }

  /** One array for each column, in the order in which the statement takes them. */
  Object[] values() {
    return new Object[] {
      studies,
      participants,
      ids,
      schedules,
      dates,
      indices,
      questionnaires,
      versions,
      scheduled,
      expires,
      lateUntil,
      remind,
      tellArm
    };
  }
}
