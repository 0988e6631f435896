package org.attune.enrollment.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony.Challenge;
import org.attune.enrollment.passkey.ClientData;
import org.attune.enrollment.passkey.RelyingParty;
import org.attune.enrollment.store.ChallengeStore;
import org.attune.enrollment.vault.Challenges;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;

/** Challenges of ceremonies with passkeys: each works once, for one act of one caller. */
final class Ceremonies {
  /** How long a challenge holds. */
  static final Duration LASTS = Duration.ofMinutes(5);

  private static final Duration RECENT = Duration.ofMinutes(1);

  private final Challenges challenges;
  private final ChallengeStore used = new ChallengeStore();

  Ceremonies(Challenges challenges) {
    this.challenges = challenges;
  }

  /** The act of making a passkey, which a participant does for itself. */
  static String making(EventKey key) {
    return "make|" + key;
  }

  /** The act of coming back on a device. */
  static String returning(UUID device) {
    return "return|" + device;
  }

  /** A challenge for one act. */
  String challenge(Connection c, String act) throws SQLException {
    return challenges.make(act, used.now(c).plus(LASTS));
  }

  /**
   * What was signed, as the browser tells it.
   *
   * @param act for which the challenge has to be
   * @param by who uses it: the same when it asks again
   */
  Signed signed(Connection c, RelyingParty party, String act, ClientData said, byte[] by)
      throws SQLException {
    var now = used.now(c);
    var hash = Digests.sha256(said.challenge().getBytes(US_ASCII));
    var end = challenges.end(act, said.challenge());
    var before = used.usedBy(c, hash);
    Challenge standing;
    if (end.isEmpty()) standing = Challenge.FOREIGN;
    else if (!now.isBefore(end.get())) standing = Challenge.LAPSED;
    else if (before.isEmpty()) standing = Challenge.OPEN;
    else standing = Arrays.equals(before.get(), by) ? Challenge.REPEATED : Challenge.USED;
    boolean here = said.origin().equals(party.origin());
    return new Signed(here, standing, said.challenge(), now, end.orElse(now));
  }

  /**
   * What a browser tells of a ceremony.
   *
   * @param at the database's clock
   * @param end of the challenge
   */
  record Signed(boolean here, Challenge standing, String challenge, Instant at, Instant end) {
    /** For somebody who is not known. */
    Ceremony ofNobody() {
      return new Ceremony(here, standing, 0);
    }
  }

  /** The ceremony of a participant. */
  Ceremony of(Connection c, EventKey key, Signed signed) throws SQLException {
    int recent = used.usedSince(c, key, signed.at().minus(RECENT));
    return new Ceremony(signed.here(), signed.standing(), recent);
  }

  /** Uses a challenge up; a second time changes nothing. */
  void use(Connection c, EventKey key, Signed signed, byte[] by) throws SQLException {
    if (signed.standing() != Challenge.OPEN) return;
    var hash = Digests.sha256(signed.challenge().getBytes(US_ASCII));
    used.use(c, key, hash, by, signed.at(), signed.end());
  }
}
