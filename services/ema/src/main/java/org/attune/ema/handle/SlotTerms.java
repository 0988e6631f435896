package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.attune.ema.domain.Terms;
import org.attune.ema.domain.Terms.Running;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotRow;
import org.attune.platform.event.EventKey;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.schedule.PromptHours;

/** Reads off a loaded row what the rules want to know besides the slot. */
final class SlotTerms {
  private final Published published;

  SlotTerms(Published published) {
    this.published = published;
  }

  Terms of(Connection c, EventKey key, SlotRow row) throws SQLException {
    var protocol = published.of(c, key.study(), row.slot().protocolVersion());
    var enrollee = row.enrollee();
    return new Terms(
        enrollee.zone(),
        enrollee.hours(protocol).orElse(PromptHours.of(protocol)),
        row.lateUntil(),
        running(row.status()),
        enrollee.over(),
        row.refusal(),
        row.claimedAt(),
        enrollee.pausedUntil());
  }

  /** Until this service has heard of the study, it runs. */
  static Running running(Optional<StudyStatus> status) {
    return status.map(SlotTerms::running).orElse(Running.RUNNING);
  }

  private static Running running(StudyStatus status) {
    return switch (status) {
      case PUBLISHED, OPEN -> Running.RUNNING;
      case PAUSED -> Running.PAUSED;
      case CLOSED -> Running.CLOSED;
      case LOCKED -> Running.LOCKED;
    };
  }
}
