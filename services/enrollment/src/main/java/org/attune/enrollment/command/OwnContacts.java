package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.store.DeviceStore;
import org.attune.enrollment.store.DeviceStore.Listed;
import org.attune.enrollment.store.PasskeyStore;
import org.attune.enrollment.store.PasskeyStore.Known;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;

/** What the vault knows of a participant, the devices that may come in, and passkeys. */
public final class OwnContacts {
  private final Database database;
  private final Desk desk;
  private final Vault vault;
  private final DeviceStore devices;
  private final PasskeyStore passkeys = new PasskeyStore();

  public OwnContacts(Database database, Desk desk, Vault vault, DeviceStore devices) {
    this.database = database;
    this.desk = desk;
    this.vault = vault;
    this.devices = devices;
  }

  /**
   * What names a person. Told to that person and nobody else.
   *
   * @param signature the name typed under the consent form
   * @param notified a browser is subscribed to push messages
   * @param devices in the order in which they came
   * @param passkeys that let further devices in, in the order in which they were made
   */
  public record Card(
      Optional<String> email,
      Optional<String> phone,
      Optional<String> signature,
      boolean notified,
      List<Listed> devices,
      List<Known> passkeys) {
    public Card {
      devices = List.copyOf(devices);
      passkeys = List.copyOf(passkeys);
    }

    /** Never a name or an address. */
    @Override
    public String toString() {
      return "contacts and " + devices.size() + " devices";
    }
  }

  /**
   * The card of somebody who was invited.
   *
   * @throws org.attune.platform.http.NotAllowedException if nobody of this pseudonym was
   * @throws org.attune.platform.data.ErasedException if the participant was erased
   */
  public Card find(EventKey key) {
    return database.inTransaction(
        c -> {
          desk.open(c, key);
          return card(c, key);
        });
  }

  private Card card(Connection c, EventKey key) throws SQLException {
    return new Card(
        vault.find(c, key, Vault.EMAIL),
        vault.find(c, key, Vault.PHONE),
        vault.find(c, key, Vault.SIGNATURE),
        vault.has(c, key, Vault.PUSH),
        devices.list(c, key),
        passkeys.list(c, key).stream().filter(Known::kept).toList());
  }
}
