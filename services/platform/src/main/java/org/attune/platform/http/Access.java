package org.attune.platform.http;

import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/**
 * Who may use a route. Declared at the route, so that one table lists all.
 *
 * @param open true if no token is needed
 * @param roles roles that may
 * @param self true if a participant may use it for itself: the path's {@code participant} must be
 *     the caller
 * @param restriction which of its answers to staff are recorded because they may tell an arm
 */
public record Access(boolean open, Set<Role> roles, boolean self, Restriction restriction) {
  private static final Caller NOBODY =
      new Caller(Role.PARTICIPANT, "", "", "", java.time.Instant.EPOCH);

  /** Anybody: invitation redemption, health and metrics only. */
  public static Access anybody() {
    return new Access(true, Set.of(), false, Restriction.NEVER);
  }

  /** A participant for itself, and nobody else. */
  public static Access participant() {
    return new Access(false, Set.of(), true, Restriction.NEVER);
  }

  /** A participant for itself, and these staff roles. */
  public static Access participantOr(Role first, Role... more) {
    return new Access(false, staff(first, more).roles(), true, Restriction.NEVER);
  }

  /** These staff roles. */
  public static Access staff(Role first, Role... more) {
    var roles = EnumSet.of(first);
    roles.addAll(List.of(more));
    return new Access(false, roles, false, Restriction.NEVER);
  }

  /** Other services of the platform. */
  public static Access services() {
    return new Access(false, Set.of(Role.SERVICE), false, Restriction.NEVER);
  }

  /** The same, and every answer to staff is recorded: what it says may tell an arm. */
  public Access restricted() {
    return restricted(Restriction.ALWAYS);
  }

  /** The same, and those answers to staff are recorded that may tell an arm. */
  public Access restricted(Restriction which) {
    return new Access(open, roles, self, which);
  }

  /**
   * True if only roles that see arms may come here, the administrator apart, and nothing is said of
   * recording it: what is kept from every blinded role tells an arm.
   */
  boolean lacksRestriction() {
    return restriction.equals(Restriction.NEVER)
        && roles.stream().anyMatch(Role::seesArms)
        && roles.stream().allMatch(role -> role.seesArms() || role == Role.ADMIN);
  }

  /**
   * Lets the caller in.
   *
   * @throws NotAllowedException if there is no valid token, the role may not, or the study or
   *     participant in the path is not the caller's
   */
  Caller admit(RoutingContext request, java.util.Optional<Caller> found) {
    if (open) return found.orElse(NOBODY);
    var caller = found.orElseThrow(NotAllowedException::unauthenticated);
    var study = request.pathParam("study");
    if (study != null && !caller.mayAct(study)) throw NotAllowedException.notFound();
    if (self && caller.role() == Role.PARTICIPANT) {
      var participant = request.pathParam("participant");
      if (participant != null && !participant.equals(caller.id())) {
        throw NotAllowedException.notFound();
      }
      return caller;
    }
    if (!roles.contains(caller.role())) throw NotAllowedException.forbidden();
    return caller;
  }
}
