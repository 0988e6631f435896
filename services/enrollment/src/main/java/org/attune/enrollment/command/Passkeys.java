package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.domain.Decision.Refused;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.OfferPasskey;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.passkey.Attestation;
import org.attune.enrollment.passkey.ClientData;
import org.attune.enrollment.passkey.Credential;
import org.attune.enrollment.passkey.RelyingParty;
import org.attune.enrollment.passkey.WebAuthn;
import org.attune.enrollment.store.PasskeyStore;
import org.attune.enrollment.store.PasskeyStore.Known;
import org.attune.enrollment.vault.Challenges;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventKey;

/** Passkeys that participants make, see and remove (decision 0049). Their keys lie in the vault. */
public final class Passkeys {
  private static final byte[] NOBODY = {};

  private final Database database;
  private final Desk desk;
  private final Ceremonies ceremonies;
  private final WebAuthn webAuthn;
  private final PasskeyVault keys;
  private final PasskeyStore passkeys = new PasskeyStore();

  public Passkeys(
      Database database, Desk desk, Vault vault, Challenges challenges, WebAuthn webAuthn) {
    this.database = database;
    this.desk = desk;
    this.ceremonies = new Ceremonies(challenges);
    this.webAuthn = webAuthn;
    this.keys = new PasskeyVault(vault);
  }

  /** What became of a question about passkeys. */
  public sealed interface Answer {}

  /**
   * What a browser needs for making one.
   *
   * @param userHandle tells authenticators apart whose passkey it is, and nobody who that is
   * @param existing ids of passkeys that there are already
   * @param lastsMillis how long the challenge holds
   */
  public record Offered(
      RelyingParty party,
      String challenge,
      String userHandle,
      List<String> existing,
      long lastsMillis)
      implements Answer {
    public Offered {
      existing = List.copyOf(existing);
    }
  }

  /** The passkey is kept. */
  public record Made(UUID passkey, int number) implements Answer {}

  /** It lets nobody in any more. */
  public record Removed() implements Answer {}

  /** No. */
  public record Denied(Refused refused) implements Answer {}

  /** Lets a device that is in make a passkey. */
  public Answer offer(RelyingParty party, EventKey key) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var kept = kept(c, key);
          var command = new OfferPasskey(kept.size(), folder.place().now());
          var decision = desk.decide(key, folder, command);
          if (decision instanceof Refused refused) return new Denied(refused);
          return new Offered(
              party,
              ceremonies.challenge(c, Ceremonies.making(key)),
              keys.userHandle(c, key),
              keys.ids(c, key, kept),
              Ceremonies.LASTS.toMillis());
        });
  }

  /** Passkeys of a participant, in the order in which they were made. */
  public List<Known> list(EventKey key) {
    return database.inTransaction(
        c -> {
          desk.open(c, key);
          return kept(c, key);
        });
  }

  private List<Known> kept(Connection c, EventKey key) throws SQLException {
    return passkeys.list(c, key).stream().filter(Known::kept).toList();
  }

  /** Keeps the passkey that a browser made, or repeats what was answered before to the same. */
  public Answer make(RelyingParty party, EventKey key, Attestation made) {
    var said = ClientData.read(made.clientData());
    var read = webAuthn.read(party, said.challenge(), made);
    return database.inTransaction(c -> make(c, party, key, said, read));
  }

  private Answer make(
      Connection c, RelyingParty party, EventKey key, ClientData said, Optional<Credential> read)
      throws SQLException {
    var folder = desk.open(c, key);
    var all = passkeys.list(c, key);
    var id = read.map(credential -> PasskeyVault.hash(credential.id())).orElse(NOBODY);
    var owner = passkeys.byCredential(c, id);
    var known = owner.filter(found -> found.key().equals(key)).map(PasskeyStore.Found::passkey);
    var by = known.isPresent() ? id : NOBODY; // who was removed since does not come again
    var signed = ceremonies.signed(c, party, Ceremonies.making(key), said, by);
    var command =
        new MakePasskey(
            ceremonies.of(c, key, signed),
            read.isPresent() && (owner.isEmpty() || known.isPresent()),
            known.isPresent(),
            (int) all.stream().filter(Known::kept).count(),
            all.size() + 1,
            folder.place().now());
    var carried = desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
    if (carried.decision() instanceof Refused refused) return new Denied(refused);
    ceremonies.use(c, key, signed, id);
    return carried.hasEvents()
        ? add(c, key, read.orElseThrow(), id, command)
        : made(all, known.orElseThrow());
  }

  private static Made made(List<Known> all, UUID passkey) {
    var known = all.stream().filter(one -> one.passkey().equals(passkey)).findFirst();
    return new Made(passkey, known.orElseThrow().number());
  }

  private Made add(
      Connection c, EventKey key, Credential credential, byte[] id, MakePasskey command)
      throws SQLException {
    var passkey = Uuids.ofParts("passkey", key, HexFormat.of().formatHex(id), command.number());
    passkeys.add(
        c,
        key,
        new Known(
            passkey,
            command.number(),
            credential.backupEligible(),
            credential.counter(),
            command.at(),
            Optional.empty(),
            true),
        id);
    keys.keep(c, key, passkey, credential);
    return new Made(passkey, command.number());
  }

  /**
   * Takes a passkey back; a second time changes nothing.
   *
   * @return empty if the participant never had it
   */
  public Optional<Answer> remove(EventKey key, UUID passkey) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var known = passkeys.find(c, key, passkey);
          return known.isEmpty() ? Optional.empty() : Optional.of(remove(c, folder, known.get()));
        });
  }

  private Answer remove(Connection c, Desk.Folder folder, Known known) throws SQLException {
    var place = folder.place();
    var command = new RemovePasskey(known.number(), known.kept(), place.now());
    var carried = desk.carry(c, place, folder.state(), command, desk.terms(folder));
    if (carried.decision() instanceof Refused refused) return new Denied(refused);
    if (carried.hasEvents()) {
      passkeys.remove(c, place.key(), known.passkey(), place.now());
      keys.drop(c, place.key(), known.passkey());
    }
    return new Removed();
  }
}
