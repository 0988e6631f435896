package org.attune.outcomes.api;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.regex.Pattern;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/** The role in which somebody of the staff acts. An administrator says which; others have one. */
final class ActingRole {
  private static final int CHARS_MAX = 63;

  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private ActingRole() {}

  /**
   * The role in the field {@code role}.
   *
   * @throws InvalidRequestException if it is none, or not the caller's
   */
  static String read(JsonObject body, Caller caller) {
    var role = Requests.text(body, "role", CHARS_MAX);
    if (!ROLE.matcher(role).matches()) {
      throw new InvalidRequestException("role", "role must be a role of the study's staff.");
    }
    if (caller.role() != Role.ADMIN && !role.equals(name(caller.role()))) {
      throw new InvalidRequestException("role", "role must be your own, " + name(caller.role()));
    }
    return role;
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
