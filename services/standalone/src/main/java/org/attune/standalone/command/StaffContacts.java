package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * What naming the contacts of a file asks for.
   *
   * @throws UnusableCallException if there is no such file
   * @throws RefusedException with every finding, if it has errors
   */
  static JsonObject request(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UnusableCallException(file + " is no file: name the study's contacts.yaml.");
    }
    try {
      return new JsonObject().put("contacts", new JsonArray(read(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
