package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.Finding;

/** Reads {@code contacts.yaml} on its own. */
final class StaffContacts {
  private static final String FILE = "contacts.yaml";

  private StaffContacts() {}

  /**
   * The contacts as the vault takes them.
   *
   * @throws RefusedException with every finding, if the file has errors
   */
  static List<JsonObject> read(String text) {
    var reading = BundleReader.read(new Bundle(Map.of(FILE, text)));
    var findings = new ArrayList<String>();
    for (Finding finding : reading.findings()) {
      if (finding.place().file().equals(FILE)) findings.add(finding.toString());
    }
    if (!findings.isEmpty()) throw new RefusedException(String.join("\n", findings));
    if (reading.contacts().isEmpty()) {
      throw new RefusedException(FILE + " names nobody: list the staff under contacts.");
    }
    var contacts = new ArrayList<JsonObject>();
    for (var contact : reading.contacts()) {
      contacts.add(
          new JsonObject()
              .put("site", contact.site())
              .put("role", contact.role())
              .put("name", contact.name())
              .put("address", contact.address())
              .put("order", contact.order()));
    }
    return contacts;
  }
}
