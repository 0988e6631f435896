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
 */
public record Access(boolean open, Set<Role> roles, boolean self) {
  private static final Caller NOBODY =
      new Caller(Role.PARTICIPANT, "", "", "", java.time.Instant.EPOCH);

  /** Anybody: invitation redemption, health and metrics only. */
  public static Access anybody() {
    return new Access(true, Set.of(), false);
  }

  /** A participant for itself, and nobody else. */
  public static Access participant() {
    return new Access(false, Set.of(), true);
  }

  /** A participant for itself, and these staff roles. */
  public static Access participantOr(Role first, Role... more) {
    return new Access(false, staff(first, more).roles(), true);
  }

  /** These staff roles. */
  public static Access staff(Role first, Role... more) {
    var roles = EnumSet.of(first);
    roles.addAll(List.of(more));
    return new Access(false, roles, false);
  }

  /** Other services of the platform. */
  public static Access services() {
    return new Access(false, Set.of(Role.SERVICE), false);
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
