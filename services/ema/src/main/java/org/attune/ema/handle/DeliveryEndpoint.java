package org.attune.ema.handle;

import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.PassedOver;
import org.attune.platform.service.DeliveryCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enrollment's delivery endpoint as the channel of prompts and reminders. */
public final class DeliveryEndpoint implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryEndpoint.class);

  private final DeliveryCalls calls;

  public DeliveryEndpoint(DeliveryCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Optional<Delivered>> deliver(List<Message> messages) {
    return calls.deliver(messages.stream().map(DeliveryEndpoint::message).toList()).stream()
        .map(answer -> answer.flatMap(DeliveryEndpoint::read))
        .toList();
  }

  private static DeliveryCalls.Message message(Message message) {
    return new DeliveryCalls.Message(
        message.participant(),
        message.slotId().toString(),
        message.occasion(),
        "prompt",
        "/app/prompts/" + message.slotId(),
        Optional.empty(),
        Optional.of(message.until()),
        message.tellsArm());
  }

  private static PassedOver passedOver(DeliveryCalls.PassedOver before) {
    return new PassedOver(before.channel(), before.verdict(), before.cause(), before.at());
  }

  private static Optional<Delivered> read(DeliveryCalls.Delivered delivered) {
    for (var outcome : DeliveryOutcome.values()) {
      if (outcome.name().equals(delivered.outcome())) {
        return Optional.of(
            new Delivered(
                delivered.channel(),
                outcome,
                delivered.at(),
                delivered.passedOver().stream().map(DeliveryEndpoint::passedOver).toList(),
                delivered.retryAfter()));
      }
    }
    LOG.warn("the delivery endpoint answers with an unknown outcome");
    return Optional.empty();
  }
}
