package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.testkit.checker.Acknowledged;

/** One participant's device: its token, its requests, and what it was told is safe. */
final class Phone {
  /** Two minutes at most; a device's clock is never quite right. */
  private static final int SKEW_SECONDS_MAX = 120;

  private final Setting setting;
  private final EventKey key;
  private final long skewSeconds;
  private String deviceToken = "";
  private String token = "";
  private Instant tokenUntil = Instant.MIN;

  Phone(Setting setting, EventKey key, int ordinal) {
    this.setting = setting;
    this.key = key;
    var chance = setting.population().person(ordinal).chance("skew");
    skewSeconds = Math.clamp(Math.round(20 * chance.normal()), -SKEW_SECONDS_MAX, SKEW_SECONDS_MAX);
  }

  /** Opens the invitation, so that the device gets a token of its own. */
  void redeem(String code) throws InterruptedException {
    var device = setting.entropy().uuid("rehearsal-device", key.toString());
    var body = new JsonObject().put("code", code).put("device", device.toString());
    var reply = setting.api().send("POST", "/enrollment/invitations/redeem", "", Optional.of(body));
    deviceToken = ok("redeem", reply).body().getString("deviceToken");
  }

  boolean isOn() {
    return !deviceToken.isEmpty();
  }

  /** What the device's clock shows at that study time. */
  Instant shows(Instant at) {
    return at.plusSeconds(skewSeconds);
  }

  Reply get(String service, String path) throws InterruptedException {
    var reply = setting.api().send("GET", mine(service, path), token(), Optional.empty());
    return ok("GET " + path, reply);
  }

  /**
   * Sends something.
   *
   * @param refusals what may be refused without anything being wrong, by name
   * @return false if it was refused so
   */
  boolean send(String method, String service, String path, JsonObject body, Set<String> refusals)
      throws InterruptedException {
    return exchange(method, service, path, body, refusals).isOk();
  }

  /** {@link #send} with the whole reply, which is no success only if it was refused so. */
  Reply exchange(String method, String service, String path, JsonObject body, Set<String> refusals)
      throws InterruptedException {
    var reply = setting.api().send(method, mine(service, path), token(), Optional.of(body));
    return refusals.contains(reply.refusal()) ? reply : ok(method + " " + path, reply);
  }

  /** Remembers that {@code id} was acknowledged. */
  void acknowledged(Acknowledged.Kind kind, UUID id, Instant at) {
    setting.acknowledged().add(new Acknowledged(key, kind, id, at));
  }

  /** An id made on the device. */
  UUID id(String purpose) {
    return setting.entropy().uuid("rehearsal-" + purpose, key.toString());
  }

  private String mine(String service, String path) {
    return "/%s/studies/%s/participants/%s%s"
        .formatted(service, key.study(), key.participant(), path);
  }

  private String token() throws InterruptedException {
    var now = setting.machineClock().instant();
    if (now.isBefore(tokenUntil)) return token;
    var reply = setting.api().send("POST", "/enrollment/token", deviceToken, Optional.empty());
    token = ok("token", reply).body().getString("token");
    tokenUntil = now.plus(Setting.TOKEN_USED_MAX);
    return token;
  }

  private static Reply ok(String what, Reply reply) {
    if (reply.isOk()) return reply;
    throw new RehearsalException(
        "%s answered %d: %s".formatted(what, reply.status(), reply.body().encode()));
  }
}
