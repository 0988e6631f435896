package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.attune.enrollment.command.Invitations.Admitted;
import org.attune.enrollment.store.DeviceStore;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.event.EventKey;

/**
 * Lets further devices in of which it was decided that they may, whatever they showed. A device's
 * token is 128 bits derived from the participant's data key, the same whenever it asks again.
 */
final class Admission {
  private final DeviceStore devices = new DeviceStore();
  private final Vault vault;

  Admission(Vault vault) {
    this.vault = vault;
  }

  /**
   * What is known of a device, and of all devices of the participant.
   *
   * @param number of this device if it is let in, from 1
   */
  record Asking(UUID device, DeviceStore.Known known, int admitted, int number) {}

  Asking asking(Connection c, EventKey key, UUID device) throws SQLException {
    var count = devices.count(c, key);
    return new Asking(device, devices.find(c, key, device), count.admitted(), count.all() + 1);
  }

  /**
   * @param isNew the device came for the first time
   */
  Admitted admit(Connection c, Desk.Folder folder, Asking asking, boolean isNew)
      throws SQLException {
    var key = folder.place().key();
    var device = asking.device();
    var token = Secrets.text(vault.secret(c, key, "device-token", device.toString()));
    int number = isNew ? asking.number() : asking.known().number();
    if (isNew) devices.add(c, key, device, number, Secrets.hash(token));
    var origin = folder.origin();
    return new Admitted(
        key.study(), key.participant(), origin.site(), origin.language(), number, token);
  }
}
