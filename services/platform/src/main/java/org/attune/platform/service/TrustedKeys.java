package org.attune.platform.service;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenVerifier.TrustedKey;
import org.attune.platform.token.Tokens;

/** Which key may vouch for whom. */
final class TrustedKeys {
  /** Key id of the administrator's key; vouches for staff. */
  static final String ADMIN = "admin";

  private TrustedKeys() {}

  static Map<String, TrustedKey> read(Map<String, String> byId) {
    var keys = new HashMap<String, TrustedKey>();
    byId.forEach((id, text) -> keys.put(id, new TrustedKey(Tokens.readPublic(text), roles(id))));
    return keys;
  }

  private static Set<Role> roles(String keyId) {
    return switch (keyId) {
      case ADMIN -> EnumSet.complementOf(EnumSet.of(Role.PARTICIPANT, Role.SERVICE));
      case "enrollment" -> EnumSet.of(Role.PARTICIPANT, Role.SERVICE);
      default -> EnumSet.of(Role.SERVICE);
    };
  }
}
