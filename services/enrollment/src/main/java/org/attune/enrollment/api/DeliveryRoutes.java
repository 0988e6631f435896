package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.enrollment.delivery.Deliveries;
import org.attune.enrollment.delivery.DeliveryRequest;
import org.attune.enrollment.delivery.Outcome;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.service.DeliveryCalls;
import org.attune.platform.token.Caller;

/** The delivery endpoint: the one call between services. */
public final class DeliveryRoutes {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Pattern OCCASION = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** A path inside the app: nothing that leads elsewhere or ends a line. */
  private static final Pattern LINK = Pattern.compile("/(?!/)[A-Za-z0-9._~/?#=&%:-]{0,499}");

  private final Deliveries deliveries;

  public DeliveryRoutes(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  Answer deliver(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "messages");
    var messages = Requests.list(body, "messages", DeliveryCalls.MESSAGES_MAX);
    var requests = new ArrayList<DeliveryRequest>();
    var ids = new HashSet<List<String>>();
    for (int i = 0; i < messages.size(); i++) {
      try {
        var message = read(messages.getJsonObject(i));
        if (!ids.add(List.of(message.key().study(), message.id(), message.occasion()))) {
          throw new InvalidRequestException(
              "id", "This id and occasion stand in the list already.");
        }
        requests.add(message);
      } catch (InvalidRequestException e) {
        throw e.within("messages[" + i + "]");
      }
    }
    var told = new JsonArray();
    for (var delivery : deliveries.deliver(requests)) told.add(json(delivery));
    return Answer.ok(new JsonObject().put("deliveries", told));
  }

  private static DeliveryRequest read(JsonObject message) {
    var kind = Requests.constant(message, "kind", DeliveryRequest.Kind.class);
    return new DeliveryRequest(
        EventKey.of(fitting(message, "study", SLUG), Requests.uuid(message, "participant")),
        fitting(message, "id", ID),
        fitting(message, "occasion", OCCASION),
        kind,
        fitting(message, "link", LINK),
        role(message, kind),
        Requests.optionalInstant(message, "until"),
        tellsArm(message));
  }

  /** Which staff are told: of safety those of a role, of anything else none. */
  private static Optional<String> role(JsonObject message, DeliveryRequest.Kind kind) {
    if (kind == DeliveryRequest.Kind.SAFETY) return Optional.of(fitting(message, "role", SLUG));
    if (message.getValue("role") == null) return Optional.empty();
    throw new InvalidRequestException("role", "Only a message of kind safety goes to a role.");
  }

  private static boolean tellsArm(JsonObject message) {
    var value = message.getValue("tellsArm");
    if (value == null) return false;
    if (value instanceof Boolean tells) return tells;
    throw new InvalidRequestException("tellsArm", "tellsArm must be true or false.");
  }

  private static JsonObject json(Deliveries.Delivery delivery) {
    return switch (delivery) {
      case Deliveries.Delivery.Told told -> json(told);
      case Deliveries.Delivery.Refused(var refusal) ->
          new JsonObject()
              .put("refused", refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    };
  }

  private static JsonObject json(Deliveries.Delivery.Told told) {
    var json =
        new JsonObject()
            .put("outcome", told.outcome().name())
            .put("channel", told.via().map(Answers::lower).orElse("none"));
    if (told.outcome() == Outcome.ACCEPTED) json.put("at", told.at().toString());
    var passedOver = new JsonArray();
    for (var channel : told.passedOver()) {
      passedOver.add(
          new JsonObject()
              .put("channel", Answers.lower(channel.channel()))
              .put("verdict", channel.verdict())
              .put("cause", channel.cause())
              .put("at", channel.at().toString()));
    }
    if (!passedOver.isEmpty()) json.put("passedOver", passedOver);
    told.retryAfter().ifPresent(wait -> json.put("retryAfterSeconds", wait.toSeconds()));
    return json;
  }

  private static String fitting(JsonObject body, String field, Pattern pattern) {
    var text = Requests.text(body, field, 500);
    if (pattern.matcher(text).matches()) return text;
    throw new InvalidRequestException(field, field + " has not the form of " + pattern + ".");
  }
}
