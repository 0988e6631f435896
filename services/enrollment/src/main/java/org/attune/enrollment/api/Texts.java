package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.attune.platform.study.QuestionnaireJson;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Site;

/**
 * The texts of a protocol in one language; where a translation is missing, in the study's first
 * language that has the text.
 */
record Texts(Protocol protocol, String language) {
  String of(LocalizedText text) {
    return text.in(language, protocol.languages());
  }

  /** The screener: title and items in order, as the app shows them. */
  JsonObject screener() {
    var screener = protocol.questionnaires().get(protocol.enrollment().screener());
    if (screener == null) throw new IllegalStateException("the protocol has no screener");
    var words = new QuestionnaireJson(language, protocol.languages());
    var items = new JsonArray();
    for (var item : screener.items()) items.add(words.item(item).put("item", item.id()));
    return new JsonObject()
        .put("code", screener.code())
        .put("version", screener.version())
        .put("title", of(screener.title()))
        .put("items", items);
  }

  /** What somebody is told who does not meet a criterion. */
  Optional<String> otherwise(String criterion) {
    return protocol.enrollment().eligible().stream()
        .filter(c -> c.id().equals(criterion))
        .map(c -> of(c.otherwise()))
        .findFirst();
  }

  /** The crisis card of a site; an empty object if the protocol has none. */
  JsonObject help(Site site) {
    var card = protocol.crisisCards().get(site.crisis());
    if (card == null) return new JsonObject();
    var contacts = new JsonArray();
    for (var contact : card.contacts()) {
      contacts.add(
          new JsonObject()
              .put("name", of(contact.name()))
              .put("phone", contact.phone())
              .put("hours", of(contact.hours())));
    }
    return new JsonObject()
        .put("title", of(card.title()))
        .put("text", of(card.text()))
        .put("contacts", contacts);
  }
}
