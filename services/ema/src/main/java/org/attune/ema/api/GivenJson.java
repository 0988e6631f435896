package org.attune.ema.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.attune.ema.handle.Giving.Offer;

/** Options that were given, for the device that shows them. */
final class GivenJson {
  private GivenJson() {}

  static JsonArray of(List<Offer> offers) {
    var list = new JsonArray();
    for (var offer : offers) {
      var json =
          new JsonObject()
              .put("decision", offer.decision().toString())
              .put("slot", offer.slot().toString())
              .put("point", offer.point())
              .put("option", offer.option());
      offer.title().ifPresent(title -> json.put("title", title));
      offer.text().ifPresent(text -> json.put("text", text));
      list.add(json);
    }
    return list;
  }
}
