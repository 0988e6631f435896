package org.attune.enrollment.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.attune.enrollment.delivery.Deliveries;
import org.attune.enrollment.delivery.DeliveryRequest;
import org.attune.enrollment.delivery.Outcome;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;

/** The delivery endpoint: the one call between services. */
public final class DeliveryRoutes {
  private static final Pattern STUDY = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Pattern OCCASION = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** A path inside the app: nothing that leads elsewhere or ends a line. */
  private static final Pattern LINK = Pattern.compile("/(?!/)[A-Za-z0-9._~/?#=&%:-]{0,499}");

  private final Deliveries deliveries;

  public DeliveryRoutes(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  Answer deliver(RoutingContext request, Caller caller) {
    var body = Requests.body(request, "study", "participant", "id", "occasion", "kind", "link");
    var outcome =
        deliveries.deliver(
            new DeliveryRequest(
                EventKey.of(fitting(body, "study", STUDY), Requests.uuid(body, "participant")),
                fitting(body, "id", ID),
                fitting(body, "occasion", OCCASION),
                Requests.constant(body, "kind", DeliveryRequest.Kind.class),
                fitting(body, "link", LINK)));
    return Answer.ok(
        new JsonObject()
            .put("outcome", outcome.name())
            .put("channel", outcome == Outcome.NO_CHANNEL ? "none" : "email"));
  }

  private static String fitting(JsonObject body, String field, Pattern pattern) {
    var text = Requests.text(body, field, 500);
    if (pattern.matcher(text).matches()) return text;
    throw new InvalidRequestException(field, field + " has not the form of " + pattern + ".");
  }
}
