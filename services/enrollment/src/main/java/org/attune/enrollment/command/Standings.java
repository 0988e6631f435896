package org.attune.enrollment.command;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.enrollment.domain.EnrollmentState.Invitation;
import org.attune.enrollment.store.RecruitmentStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.protocol.model.Protocol;

/** Where participants stand, one and all. */
public final class Standings {
  private final Database database;
  private final Desk desk;
  private final RecruitmentStore recruitment;

  public Standings(Database database, Desk desk, RecruitmentStore recruitment) {
    this.database = database;
    this.desk = desk;
    this.recruitment = recruitment;
  }

  /**
   * Where one participant stands.
   *
   * @param protocol the version pinned by consent, before that the one in force at the site
   * @param open the study enrolls
   * @param full the study has all the participants it needs
   * @param randomized true or false once randomization has said so
   * @param at study time of this answer
   */
  public record Standing(
      EventKey key,
      EnrollmentState state,
      Invitation origin,
      Protocol protocol,
      boolean open,
      boolean full,
      Optional<Boolean> randomized,
      Instant at) {}

  /**
   * @throws org.attune.platform.http.NotAllowedException if nobody of this pseudonym was invited
   */
  public Standing find(EventKey key) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var pinned = folder.state().member().map(m -> m.protocolVersion());
          var protocol =
              pinned.isPresent()
                  ? folder.study().version(pinned.get())
                  : folder.inForce(folder.site().zone());
          return new Standing(
              key,
              folder.state(),
              folder.origin(),
              protocol,
              folder.study().isOpen(),
              recruitment.find(c, key.study()).full(),
              recruitment.randomized(c, key),
              folder.place().now());
        });
  }

  /**
   * People per state.
   *
   * @param site a site, or {@code *} for all
   */
  public SortedMap<String, Integer> dispositions(String study, String site) {
    return database.inTransaction(c -> recruitment.dispositions(c, study, site));
  }
}
