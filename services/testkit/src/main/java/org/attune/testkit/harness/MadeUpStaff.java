package org.attune.testkit.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Whom a study of a test or a bench tells about its participants: one clinician and one
 * investigator.
 */
public final class MadeUpStaff {
  private MadeUpStaff() {}

  /** The contacts of site {@code s1}, as enrollment takes them; each role has a mailbox. */
  public static JsonObject contacts() {
    var contacts = new JsonArray();
    for (var role : List.of("clinician", "investigator")) {
      contacts.add(
          new JsonObject()
              .put("site", "s1")
              .put("role", role)
              .put("name", "Made Up")
              .put("address", role + "@example.org")
              .put("order", 1));
    }
    return new JsonObject().put("contacts", contacts);
  }
}
