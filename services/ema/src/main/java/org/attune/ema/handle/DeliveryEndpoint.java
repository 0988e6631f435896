package org.attune.ema.handle;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.ServiceCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enrollment's delivery endpoint: the one call between services. The address stays there. */
public final class DeliveryEndpoint implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEndpoint.class);

  private final ServiceCalls calls;

  public DeliveryEndpoint(ServiceCalls calls) {
    this.calls = calls;
  }

  @Override
  public Optional<Delivered> deliver(EventKey participant, UUID slotId, String occasion) {
    var request =
        new JsonObject()
            .put("study", participant.study())
            .put("participant", participant.participant())
            .put("id", slotId.toString())
            .put("occasion", occasion)
            .put("kind", "prompt")
            .put("link", "/app/prompts/" + slotId);
    try {
      var reply = calls.post("enrollment", "/deliveries", request);
      if (reply.status() == 200) return read(reply.body());
      LOG.warn("the delivery endpoint answers {}", reply.status());
    } catch (ServiceCalls.NoReplyException e) {
      LOG.warn("the delivery endpoint does not answer: {}", e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Delivered> read(JsonObject body) {
    for (var outcome : DeliveryOutcome.values()) {
      if (outcome.name().equals(body.getString("outcome"))) {
        return Optional.of(new Delivered(body.getString("channel", "none"), outcome));
      }
    }
    LOG.warn("the delivery endpoint answers with an unknown outcome");
    return Optional.empty();
  }
}
