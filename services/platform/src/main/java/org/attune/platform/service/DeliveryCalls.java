package org.attune.platform.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.ServiceCalls.NoReplyException;
import org.attune.platform.time.InstantText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enrollment's delivery endpoint: the one call between services (DESIGN section 4). Takes each (id,
 * occasion) once, so asking again is harmless. The address stays there.
 */
public final class DeliveryCalls {
  /** Messages in one request. */
  public static final int MESSAGES_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryCalls.class);

  /**
   * What a participant is to be told, or staff about a participant.
   *
   * @param id of the slot, visit or alert it is about
   * @param occasion which message about it, for example {@code prompt} or {@code reminder-1}
   * @param kind what it is about, which chooses the words: {@code prompt}, {@code assessment} or,
   *     to staff, {@code safety}
   * @param link path inside the app
   * @param role if present, not the participant is told but who holds this role at the
   *     participant's site
   * @param until from when on nobody must be told of it any more
   * @param tellsArm true if only participants of some arms are told such a thing
   */
  public record Message(
      EventKey participant,
      String id,
      String occasion,
      String kind,
      String link,
      Optional<String> role,
      Optional<Instant> until,
      boolean tellsArm) {
    /** To the participant, until some time, as in every arm. */
    public Message(
        EventKey participant, String id, String occasion, String kind, String link, Instant until) {
      this(participant, id, occasion, kind, link, Optional.empty(), Optional.of(until), false);
    }

    /** To staff. */
    public Message(
        EventKey participant,
        String id,
        String occasion,
        String kind,
        String link,
        Optional<String> role) {
      this(participant, id, occasion, kind, link, role, Optional.empty(), false);
    }
  }

  /**
   * What the endpoint answered about one message.
   *
   * @param outcome name of the outcome
   * @param channel which channel took it or was tried last, or {@code none}
   * @param at when the channel took it
   * @param passedOver channels that were tried before, in that order
   * @param retryAfter how long a channel asks to be left alone
   */
  public record Delivered(
      String outcome,
      String channel,
      Optional<Instant> at,
      List<PassedOver> passedOver,
      Optional<Duration> retryAfter) {}

  /**
   * A channel that did not take a message.
   *
   * @param verdict what it said: {@code rejected}, {@code gone} or {@code failed}
   * @param cause why, as a code
   */
  public record PassedOver(String channel, String verdict, String cause, Instant at) {}

  private final ServiceCalls calls;

  public DeliveryCalls(ServiceCalls calls) {
    this.calls = calls;
  }

  /**
   * Hands messages over, at most {@value #MESSAGES_MAX} in one request.
   *
   * @return for each message in turn; empty if it is not known what came of it
   */
  public List<Optional<Delivered>> deliver(List<Message> messages) {
    var delivered = new ArrayList<Optional<Delivered>>(messages.size());
    for (int from = 0; from < messages.size(); from += MESSAGES_MAX) {
      int until = Math.min(messages.size(), from + MESSAGES_MAX);
      delivered.addAll(request(messages.subList(from, until)));
    }
    return delivered;
  }

  private List<Optional<Delivered>> request(List<Message> messages) {
    var list = new JsonArray();
    for (var message : messages) list.add(json(message));
    try {
      var reply = calls.post("enrollment", "/deliveries", new JsonObject().put("messages", list));
      if (reply.status() == 200) {
        CrashPoint.DELIVERY_ACCEPTED.reached();
        return read(reply.body(), messages.size());
      }
      LOG.warn("the delivery endpoint answers {}; what was to be sent waits", reply.status());
    } catch (NoReplyException e) {
      LOG.warn(
          "the delivery endpoint does not answer; what was to be sent waits: {}", e.getMessage());
    }
    return unknown(messages.size());
  }

  private static List<Optional<Delivered>> unknown(int count) {
    return Collections.nCopies(count, Optional.empty());
  }

  private static JsonObject json(Message message) {
    var json =
        new JsonObject()
            .put("study", message.participant().study())
            .put("participant", message.participant().participant())
            .put("id", message.id())
            .put("occasion", message.occasion())
            .put("kind", message.kind())
            .put("link", message.link());
    message.role().ifPresent(role -> json.put("role", role));
    message.until().ifPresent(until -> json.put("until", until.toString()));
    if (message.tellsArm()) json.put("tellsArm", true);
    return json;
  }

  private static List<Optional<Delivered>> read(JsonObject body, int count) {
    var list = body.getJsonArray("deliveries", new JsonArray());
    if (list.size() != count) {
      LOG.warn("the delivery endpoint answers {} of {} messages", list.size(), count);
      return unknown(count);
    }
    var delivered = new ArrayList<Optional<Delivered>>(count);
    for (int i = 0; i < count; i++) delivered.add(read(list.getJsonObject(i)));
    return delivered;
  }

  private static List<PassedOver> passedOver(JsonObject delivery) {
    var list = delivery.getJsonArray("passedOver");
    if (list == null) return List.of();
    var passedOver = new ArrayList<PassedOver>(list.size());
    for (int i = 0; i < list.size(); i++) {
      var before = list.getJsonObject(i);
      passedOver.add(
          new PassedOver(
              before.getString("channel"),
              before.getString("verdict"),
              before.getString("cause"),
              InstantText.parse(before.getString("at"))));
    }
    return passedOver;
  }

  private static Optional<Delivered> read(JsonObject delivery) {
    var outcome = delivery.getString("outcome");
    if (outcome != null) {
      return Optional.of(
          new Delivered(
              outcome,
              delivery.getString("channel", "none"),
              Optional.ofNullable(delivery.getString("at")).map(InstantText::parse),
              passedOver(delivery),
              Optional.ofNullable(delivery.getLong("retryAfterSeconds")).map(Duration::ofSeconds)));
    }
    LOG.warn("the delivery endpoint refuses a message: {}", delivery.getString("refused"));
    return Optional.empty();
  }
}
