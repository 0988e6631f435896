package org.attune.enrollment.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.attune.enrollment.command.StaffContacts;
import org.attune.enrollment.command.StaffContacts.Naming;
import org.attune.enrollment.command.Standings;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.platform.token.Caller;
import org.attune.protocol.bundle.StaffContact;

/** What staff see and set for a whole study, over HTTP. */
public final class StudyRoutes {
  static final int CONTACTS_MAX = 200;

  private static final int NAME_CHARS_MAX = 200;
  private static final int ORDER_MAX = 100;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final StaffContacts contacts;
  private final Standings standings;

  public StudyRoutes(StaffContacts contacts, Standings standings) {
    this.contacts = contacts;
    this.standings = standings;
  }

  Answer contacts(RoutingContext request, Caller caller) {
    var study = Requests.slug(request, "study");
    var list = Requests.list(Requests.body(request, "contacts"), "contacts", CONTACTS_MAX);
    var all = new ArrayList<StaffContact>(list.size());
    for (int i = 0; i < list.size(); i++)
      all.add(contact("contacts[" + i + "].", list.getJsonObject(i)));
    return switch (contacts.replace(study, all)) {
      case Naming.Refused(var refusal) -> Answers.of(refusal);
      case Naming.Named(var number) ->
          Answer.ok(new JsonObject().put("contacts", all.size()).put("naming", number));
    };
  }

  private static StaffContact contact(String path, JsonObject contact) {
    if (!(contact.getValue("order") instanceof Integer order) || order < 1 || order > ORDER_MAX) {
      throw new InvalidRequestException(
          path + "order", "order must be a whole number from 1 to " + ORDER_MAX + ".");
    }
    return new StaffContact(
        id(path, contact, "site"),
        id(path, contact, "role"),
        text(path, contact, "name", NAME_CHARS_MAX),
        EmailForm.read(contact, path, "address"),
        order);
  }

  private static String id(String path, JsonObject contact, String field) {
    var text = text(path, contact, field, 63);
    if (ID.matcher(text).matches()) return text;
    throw new InvalidRequestException(
        path + field, field + " must be lower-case letters, digits and hyphens.");
  }

  private static String text(String path, JsonObject contact, String field, int charsMax) {
    if (contact.getValue(field) instanceof String text
        && !text.isBlank()
        && text.length() <= charsMax) {
      return text;
    }
    throw new InvalidRequestException(
        path + field, field + " must be a text of 1 to " + charsMax + " characters.");
  }

  Answer coverage(RoutingContext request, Caller caller) {
    var list = new JsonArray();
    for (var covered : contacts.coverage(Requests.slug(request, "study"))) {
      if (!caller.site().equals(Caller.ALL) && !caller.site().equals(covered.site())) continue;
      list.add(
          new JsonObject()
              .put("site", covered.site())
              .put("role", covered.role())
              .put("people", covered.people()));
    }
    return Answer.ok(new JsonObject().put("coverage", list));
  }

  Answer dispositions(RoutingContext request, Caller caller) {
    var counts = new JsonObject();
    standings.dispositions(Requests.slug(request, "study"), caller.site()).forEach(counts::put);
    return Answer.ok(counts);
  }
}
