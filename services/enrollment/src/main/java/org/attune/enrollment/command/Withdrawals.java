package org.attune.enrollment.command;

import java.util.List;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.EnrollmentCommand.Leave;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.EnrollmentState.Erased;
import org.attune.enrollment.domain.LeavingWay;
import org.attune.enrollment.store.ErasedStore;
import org.attune.enrollment.store.ErasureList;
import org.attune.platform.data.Database;
import org.attune.platform.erase.Erasure;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases who withdraws the use of data: at once, and again wherever the data are back, because the
 * database was restored from a copy of before.
 */
public final class Withdrawals {
  private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

  private final Database database;
  private final History history;
  private final Desk desk;
  private final Erasure erasure;
  private final ErasureList list;
  private final ErasedStore erased = new ErasedStore();

  public Withdrawals(
      Database database, History history, Desk desk, Erasure erasure, ErasureList list) {
    this.database = database;
    this.history = history;
    this.desk = desk;
    this.erasure = erasure;
    this.list = list;
  }

  /** Erases a participant; a second time changes nothing. */
  public Carried withdraw(EventKey key, String reason) {
    return database.inTransaction(
        c -> {
          if (History.erasedAt(c, key).isPresent()) {
            return new Carried(Decision.accept(), new Erased());
          }
          var folder = desk.open(c, key);
          var leave = new Leave(LeavingWay.WITHDRAW_DATA, reason, folder.place().now());
          var decision = desk.decide(key, folder, leave);
          if (!(decision instanceof Decision.Accepted(var events))) {
            return new Carried(decision, folder.state());
          }
          for (var event : events) {
            if (!(event instanceof ParticipantErased gone)) continue;
            list.add(List.of(gone));
            erasure.erase(c, folder.place(), gone);
            erased.keep(c, gone);
          }
          return new Carried(decision, new Erased());
        });
  }

  /**
   * Erases again who is in the list and whose erasure the database does not know, and lists whom
   * only the database knows. For the start of the service.
   */
  public void repeat() {
    list.add(database.inTransaction(erased::all));
    var listed = list.read();
    for (var entry : listed.entrySet()) {
      boolean again = database.inTransaction(c -> History.erasedAt(c, entry.getKey()).isEmpty());
      if (again) repeat(entry.getKey(), entry.getValue());
    }
  }

  private void repeat(EventKey key, ParticipantErased before) {
    database.transact(
        c -> {
          var place = history.lockErasable(c, key);
          var again = before.again(place.now());
          erasure.erase(c, place, again);
          erased.keep(c, again);
        });
    LOG.warn("a participant of {} was erased again: the database is from before", key.study());
  }
}
