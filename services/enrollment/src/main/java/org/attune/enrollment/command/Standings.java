package org.attune.enrollment.command;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.attune.enrollment.domain.EnrollmentState;
import org.attune.enrollment.domain.EnrollmentState.Enrolled;
import org.attune.enrollment.domain.EnrollmentState.Invitation;
import org.attune.enrollment.domain.EnrollmentState.Membership;
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
   * @param protocol the version that holds by consent, before that the one in force at the site
   * @param asked empty if the form in force is signed and no other comes
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
      Optional<Asked> asked,
      boolean open,
      boolean full,
      Optional<Boolean> randomized,
      Instant at) {}

  /**
   * A version of the protocol whose consent form waits for a second signature.
   *
   * @param inForce already; else it comes on its effective date
   * @param signed a version with the form that was signed last
   * @param declined the participant has said no to it
   */
  public record Asked(Protocol protocol, boolean inForce, Protocol signed, boolean declined) {}

  /**
   * @throws org.attune.platform.http.NotAllowedException if nobody of this pseudonym was invited
   */
  public Standing find(EventKey key) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var inForce = folder.inForce(folder.zone());
          return new Standing(
              key,
              folder.state(),
              folder.origin(),
              folder.holding().orElse(inForce),
              asked(folder, inForce),
              folder.study().isOpen(),
              recruitment.find(c, key.study()).full(),
              recruitment.randomized(c, key),
              folder.place().now());
        });
  }

  private static Optional<Asked> asked(Desk.Folder folder, Protocol inForce) {
    if (!(folder.state() instanceof Enrolled(var m))) return Optional.empty();
    if (isNewer(inForce, m)) return Optional.of(asked(folder, m, inForce, true));
    return folder.study().versions().tailMap(inForce.version() + 1).values().stream()
        .filter(later -> isNewer(later, m))
        .findFirst()
        .map(later -> asked(folder, m, later, false));
  }

  private static Asked asked(
      Desk.Folder folder, Membership m, Protocol protocol, boolean isInForce) {
    boolean declined = m.declined().contains(protocol.consentForm().version());
    return new Asked(protocol, isInForce, signed(folder, m), declined);
  }

  private static Protocol signed(Desk.Folder folder, Membership m) {
    return folder.study().versions().values().stream()
        .filter(version -> version.consentForm().version() == m.consentVersion())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isNewer(Protocol protocol, Membership m) {
    return protocol.consentForm().version() > m.consentVersion();
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
