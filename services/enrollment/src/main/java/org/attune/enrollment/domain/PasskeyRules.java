package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import java.util.Optional;
import org.attune.enrollment.domain.Decision.Refused;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony.Challenge;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.OfferPasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem.Device;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked.Means;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.attune.enrollment.domain.EnrollmentState.Erased;

/** Who has a passkey, and which devices it lets in (decision 0049). */
public final class PasskeyRules {
  /** Passkeys of one participant. */
  static final int PASSKEYS_MAX = 5;

  /** Ceremonies of one participant within a minute. */
  static final int CEREMONIES_PER_MINUTE_MAX = 10;

  private static final Optional<Means> BY_PASSKEY = Optional.of(Means.PASSKEY);

  private PasskeyRules() {}

  static Decision offer(EnrollmentState state, OfferPasskey c, StudyTerms terms) {
    return closed(state, terms).or(() -> full(c.passkeys())).orElseGet(Decision::accept);
  }

  static Decision make(Person p, EnrollmentState state, MakePasskey c, StudyTerms terms) {
    var flaw = flaw(c.ceremony());
    if (flaw.isPresent()) return flaw.get();
    if (!c.holds()) {
      return refuse(Refusal.PASSKEY_UNFIT, "This is no passkey as was asked for; make another.");
    }
    if (c.ceremony().challenge() == Challenge.REPEATED) return accept();
    return closed(state, terms)
        .or(() -> c.known() ? Optional.of(accept()) : Optional.empty())
        .or(() -> tooOften(c.ceremony()))
        .or(() -> full(c.passkeys()))
        .orElseGet(() -> accept(new PasskeyMade(p.study(), p.participantId(), c.number(), c.at())));
  }

  /** At any stage, and also in a locked study: a key that was lost has to be taken back. */
  static Decision remove(Person p, EnrollmentState state, RemovePasskey c) {
    if (state instanceof Erased) return EnrollmentRules.erased();
    if (!state.admitsDevices()) return EnrollmentRules.notOpened();
    return c.kept()
        ? accept(new PasskeyRemoved(p.study(), p.participantId(), c.number(), c.at()))
        : accept();
  }

  static Decision comeBack(Person p, EnrollmentState state, ComeBack c, StudyTerms terms) {
    if (!c.holds()) return unknown(c.ceremony());
    var flaw = flaw(c.ceremony());
    if (flaw.isPresent()) return flaw.get();
    if (c.device() == Device.REVOKED) return LinkRules.shutOut();
    if (c.ceremony().challenge() == Challenge.REPEATED) return accept();
    if (c.counter().goesBack()) {
      return refuse(
          Refusal.PASSKEY_COUNTER_BACK,
          "There may be two of this passkey, so it opens nothing; come in by a link.");
    }
    var linked = new DeviceLinked(p.study(), p.participantId(), c.number(), BY_PASSKEY, c.at());
    return tooOften(c.ceremony())
        .orElseGet(() -> LinkRules.admit(state, c.device(), c.devices(), linked, terms));
  }

  /**
   * The answer to a ceremony with a passkey that nobody has: the same as to one that signed
   * wrongly.
   */
  public static Refused unknown(Ceremony ceremony) {
    return flaw(ceremony)
        .orElseGet(
            () ->
                new Refused(
                    Refusal.PASSKEY_UNKNOWN, "This passkey opens nothing here; ask for a link."));
  }

  /** The answer where the platform has no name that a passkey could belong to. */
  public static Refused notOffered() {
    return new Refused(
        Refusal.PASSKEYS_NOT_OFFERED, "The address of this platform is a number, not a name.");
  }

  /** What is wrong with a ceremony, whoever's passkey it was. */
  private static Optional<Refused> flaw(Ceremony ceremony) {
    if (!ceremony.here()) {
      return Optional.of(
          new Refused(
              Refusal.PASSKEY_ELSEWHERE, "The passkey was asked on a page of another address."));
    }
    return switch (ceremony.challenge()) {
      case OPEN, REPEATED -> Optional.empty();
      case LAPSED ->
          Optional.of(
              new Refused(Refusal.PASSKEY_CHALLENGE_EXPIRED, "That took too long; begin again."));
      case USED ->
          Optional.of(
              new Refused(Refusal.PASSKEY_CHALLENGE_USED, "This was used elsewhere; begin again."));
      case FOREIGN ->
          Optional.of(
              new Refused(
                  Refusal.PASSKEY_CHALLENGE_FOREIGN, "This was begun elsewhere; begin again."));
    };
  }

  private static Optional<Decision> closed(EnrollmentState state, StudyTerms terms) {
    if (state instanceof Erased) return Optional.of(EnrollmentRules.erased());
    if (!state.admitsDevices()) return Optional.of(EnrollmentRules.notOpened());
    return terms.locked() ? Optional.of(EnrollmentRules.locked()) : Optional.empty();
  }

  private static Optional<Decision> full(int passkeys) {
    return passkeys < PASSKEYS_MAX
        ? Optional.empty()
        : Optional.of(
            refuse(
                Refusal.PASSKEYS_TOO_MANY,
                "There are %d passkeys already; remove one first.".formatted(PASSKEYS_MAX)));
  }

  private static Optional<Decision> tooOften(Ceremony ceremony) {
    return ceremony.recent() < CEREMONIES_PER_MINUTE_MAX
        ? Optional.empty()
        : Optional.of(refuse(Refusal.PASSKEY_TOO_OFTEN, "Wait a minute, then begin again."));
  }
}
