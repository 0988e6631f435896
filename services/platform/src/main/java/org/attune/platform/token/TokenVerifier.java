package org.attune.platform.token;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Checks tokens. Thread-safe; remembers those it has checked until they end. */
public final class TokenVerifier {
  static final int REMEMBERED_MAX = 10_000;
  static final int TOKEN_CHARS_MAX = 1_024;

  /** How long a sign-in for one act counts, however long its token lasts. */
  static final Duration STEP_UP_MAX = Duration.ofMinutes(5);

  /**
   * A key whose signatures count.
   *
   * @param roles which roles it may vouch for
   */
  public record TrustedKey(PublicKey key, Set<Role> roles) {}

  /** The same, prepared. */
  private record Ready(VerifyingKey key, Set<Role> roles) {
    static Ready of(TrustedKey trusted) {
      return new Ready(VerifyingKey.of(trusted.key()), trusted.roles());
    }
  }

  private final Map<String, Ready> keys;
  private final Clock clock;
  private final Map<String, Caller> remembered = new ConcurrentHashMap<>();

  /**
   * @param keys by key id
   */
  public TokenVerifier(Map<String, TrustedKey> keys, Clock clock) {
    this.keys =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, key -> Ready.of(key.getValue())));
    this.clock = clock;
  }

  /** The caller, if the token is signed by a key that may vouch for its role and has not ended. */
  public Optional<Caller> verify(String token) {
    if (token.length() > TOKEN_CHARS_MAX) return Optional.empty();
    var known = remembered.get(token);
    if (known == null) {
      var read = read(token);
      if (read.isEmpty()) return read;
      known = read.get();
      if (remembered.size() >= REMEMBERED_MAX) remembered.clear();
      remembered.put(token, known);
    }
    var now = clock.instant();
    if (known.expires().isAfter(now)) return Optional.of(known.at(now));
    remembered.remove(token);
    return Optional.empty();
  }

  private Optional<Caller> read(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) return Optional.empty();
    try {
      var key = keys.get(json(parts[0]).getString("kid", ""));
      var signature = Base64.getUrlDecoder().decode(parts[2]);
      var signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      if (key == null || !key.key().verifies(signed, signature)) {
        return Optional.empty();
      }
      var claims = json(parts[1]);
      var caller =
          new Caller(
              Role.valueOf(claims.getString("role")),
              claims.getString("sub"),
              claims.getString("study"),
              claims.getString("site"),
              Instant.ofEpochSecond(claims.getLong("exp")),
              stepUp(claims));
      return key.roles().contains(caller.role()) ? Optional.of(caller) : Optional.empty();
    } catch (IllegalArgumentException
        | DecodeException
        | ClassCastException
        | NullPointerException e) {
      return Optional.empty(); // whatever is wrong with it, it is not a token of ours
    }
  }

  private static Optional<Caller.StepUp> stepUp(JsonObject claims) {
    var act = claims.getString("act");
    if (act == null) return Optional.empty();
    return Optional.of(new Caller.StepUp(act, Instant.ofEpochSecond(claims.getLong("iat"))));
  }

  private static JsonObject json(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }
}
