package org.attune.platform.study;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.attune.protocol.safety.Crisis;

/** A crisis card as the app shows it, in the participant's language. */
public final class CrisisJson {
  /** Name under which answers and refusals carry the card; the app looks for it. */
  public static final String FIELD = "crisis";

  private CrisisJson() {}

  public static JsonObject of(Crisis crisis) {
    var card = crisis.card();
    var contacts = new JsonArray();
    for (var contact : card.contacts()) {
      contacts.add(
          new JsonObject()
              .put("name", contact.name().in(crisis.language(), crisis.languages()))
              .put("phone", contact.phone())
              .put("hours", contact.hours().in(crisis.language(), crisis.languages())));
    }
    return new JsonObject()
        .put("title", card.title().in(crisis.language(), crisis.languages()))
        .put("text", card.text().in(crisis.language(), crisis.languages()))
        .put("contacts", contacts);
  }
}
