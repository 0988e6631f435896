package org.attune.platform.token;

import java.time.Instant;
import java.util.Optional;

/**
 * Who sent a request, as its token says.
 *
 * @param id pseudonym of a participant, staff id, or name of a service
 * @param study slug; {@code *} for all
 * @param site site id; {@code *} for all
 * @param expires when the token ends
 * @param stepUp the act that the person signed in for once more, a moment ago; empty for none
 */
public record Caller(
    Role role, String id, String study, String site, Instant expires, Optional<StepUp> stepUp) {
  public static final String ALL = "*";

  /**
   * A sign-in for one act alone.
   *
   * @param act what is to be done, for example {@code unblind}
   * @param at when its token was issued, by the machines' clock
   */
  public record StepUp(String act, Instant at) {}

  /** Somebody who signed in for no act of its own. */
  public Caller(Role role, String id, String study, String site, Instant expires) {
    this(role, id, study, site, expires, Optional.empty());
  }

  /** True if the person signed in for this act a moment ago. */
  public boolean steppedUpFor(String act) {
    return stepUp.filter(sign -> sign.act().equals(act)).isPresent();
  }

  /** The same caller; of a sign-in for an act that is not fresh at {@code now} nothing is left. */
  Caller at(Instant now) {
    boolean fresh =
        stepUp.filter(sign -> sign.at().plus(TokenVerifier.STEP_UP_MAX).isAfter(now)).isPresent();
    return fresh || stepUp.isEmpty() ? this : new Caller(role, id, study, site, expires);
  }

  public boolean mayAct(String onStudy) {
    return study.equals(ALL) || study.equals(onStudy);
  }
}
