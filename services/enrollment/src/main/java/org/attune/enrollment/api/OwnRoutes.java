package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.enrollment.command.OwnConsents;
import org.attune.enrollment.command.OwnContacts;
import org.attune.enrollment.command.OwnContacts.Card;
import org.attune.platform.http.Answer;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;

/** What participants are told of themselves and nobody else is told, over HTTP. */
public final class OwnRoutes {
  private final OwnContacts contacts;
  private final OwnConsents consents;

  public OwnRoutes(OwnContacts contacts, OwnConsents consents) {
    this.contacts = contacts;
    this.consents = consents;
  }

  Answer contact(RoutingContext request, Caller caller) {
    return Answer.ok(json(contacts.find(Requests.participant(request))));
  }

  Answer consent(RoutingContext request, Caller caller) {
    var signed =
        consents.find(Requests.participant(request)).orElseThrow(NotAllowedException::notFound);
    return Answer.ok(StandingView.consent(signed.text()).put("signedOn", signed.on().toString()));
  }

  private static JsonObject json(Card card) {
    var devices = new JsonArray();
    for (var device : card.devices()) {
      devices.add(
          new JsonObject()
              .put("device", device.device().toString())
              .put("number", device.number())
              .put("shutOut", device.shutOut()));
    }
    var body =
        new JsonObject()
            .put("push", card.notified())
            .put("devices", devices)
            .put("passkeys", PasskeyJson.list(card.passkeys()));
    card.email().ifPresent(email -> body.put("email", email));
    card.phone().ifPresent(phone -> body.put("phone", phone));
    card.signature().ifPresent(name -> body.put("signature", name));
    return body;
  }
}
