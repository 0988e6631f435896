package org.attune.enrollment.command;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;
import org.attune.enrollment.command.Ceremonies.Signed;
import org.attune.enrollment.command.Invitations.Answer;
import org.attune.enrollment.command.Invitations.Denied;
import org.attune.enrollment.domain.Decision.Refused;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack.Counter;
import org.attune.enrollment.domain.PasskeyRules;
import org.attune.enrollment.passkey.Assertion;
import org.attune.enrollment.passkey.ClientData;
import org.attune.enrollment.passkey.RelyingParty;
import org.attune.enrollment.passkey.WebAuthn;
import org.attune.enrollment.store.PasskeyStore;
import org.attune.enrollment.store.PasskeyStore.Known;
import org.attune.enrollment.vault.Challenges;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;

/**
 * Devices that come back with a passkey (decision 0049). Nothing of an answer tells whether there
 * is a passkey, but to whom has it.
 */
public final class Returns {
  private final Database database;
  private final Desk desk;
  private final Ceremonies ceremonies;
  private final WebAuthn webAuthn;
  private final PasskeyVault keys;
  private final Admission admission;
  private final PasskeyStore passkeys = new PasskeyStore();

  public Returns(
      Database database, Desk desk, Vault vault, Challenges challenges, WebAuthn webAuthn) {
    this.database = database;
    this.desk = desk;
    this.ceremonies = new Ceremonies(challenges);
    this.webAuthn = webAuthn;
    this.keys = new PasskeyVault(vault);
    this.admission = new Admission(vault);
  }

  /**
   * What a browser needs for asking for a passkey.
   *
   * @param lastsMillis how long the challenge holds
   */
  public record Asked(RelyingParty party, String challenge, long lastsMillis) {}

  /** A challenge for a device of which nothing is known. */
  public Asked ask(RelyingParty party, UUID device) {
    var challenge =
        database.inTransaction(c -> ceremonies.challenge(c, Ceremonies.returning(device)));
    return new Asked(party, challenge, Ceremonies.LASTS.toMillis());
  }

  /**
   * Lets a device in whose passkey signed.
   *
   * @param device made by the device, the same whenever it asks again
   */
  public Answer comeBack(RelyingParty party, UUID device, Assertion shown) {
    return database.inTransaction(c -> comeBack(c, party, device, shown));
  }

  private Answer comeBack(Connection c, RelyingParty party, UUID device, Assertion shown)
      throws SQLException {
    var signed = signed(c, party, device, shown);
    var found = passkeys.byCredential(c, PasskeyVault.hash(shown.credential()));
    if (found.isEmpty()) return unknown(signed);
    var key = found.get().key();
    var folder = desk.open(c, key);
    var kept = passkeys.find(c, key, found.get().passkey()).filter(Known::kept);
    return kept.isPresent()
        ? comeBack(c, party, folder, kept.get(), device, shown)
        : unknown(signed); // removed in the meantime
  }

  private Answer comeBack(
      Connection c,
      RelyingParty party,
      Desk.Folder folder,
      Known passkey,
      UUID device,
      Assertion shown)
      throws SQLException {
    var key = folder.place().key();
    var signed = signed(c, party, device, shown); // again, behind the lock
    var count = count(c, party, key, passkey, shown);
    var counter = new Counter(passkey.counter(), count.orElse(0));
    var asking = admission.asking(c, key, device);
    var command =
        new ComeBack(
            asking.known().state(),
            ceremonies.of(c, key, signed),
            count.isPresent(),
            counter,
            asking.admitted(),
            asking.number(),
            folder.place().now());
    var carried = desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
    if (carried.decision() instanceof Refused refused) return new Denied(refused);
    ceremonies.use(c, key, signed, by(device, shown));
    passkeys.use(c, key, passkey.passkey(), counter.last(), command.at());
    return admission.admit(c, folder, asking, carried.hasEvents());
  }

  /** Empty if the passkey says that it is somebody else's, or its signature does not hold. */
  private OptionalLong count(
      Connection c, RelyingParty party, EventKey key, Known passkey, Assertion shown)
      throws SQLException {
    return shown.userHandle().equals(keys.userHandle(c, key))
        ? webAuthn.count(
            party,
            ClientData.read(shown.clientData()).challenge(),
            keys.find(c, key, passkey),
            shown)
        : OptionalLong.empty();
  }

  private Signed signed(Connection c, RelyingParty party, UUID device, Assertion shown)
      throws SQLException {
    var said = ClientData.read(shown.clientData());
    return ceremonies.signed(c, party, Ceremonies.returning(device), said, by(device, shown));
  }

  /** The same when the same device comes with the same passkey again. */
  private static byte[] by(UUID device, Assertion shown) {
    var bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(device.getMostSignificantBits()).putLong(device.getLeastSignificantBits());
    return Digests.sha256(bytes.array(), PasskeyVault.hash(shown.credential()));
  }

  private static Denied unknown(Signed signed) {
    return new Denied(PasskeyRules.unknown(signed.ofNobody()));
  }
}
