package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.command.Invitations.Answer;
import org.attune.enrollment.command.Invitations.Denied;
import org.attune.enrollment.command.Invitations.Issued;
import org.attune.enrollment.delivery.LinkLetters;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.EnrollmentCommand.Link;
import org.attune.enrollment.domain.EnrollmentCommand.Link.Standing;
import org.attune.enrollment.domain.Refusal;
import org.attune.enrollment.store.LinkStore;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;

/**
 * Links that let a further device of a participant in: one shown on a device that is in already, or
 * one sent to the address that the participant gave (decision 0048). Each lets one device in,
 * within {@link #LASTS}.
 *
 * <p>Codes are 128 bits derived from the participant's data key, as those of invitations are.
 */
public final class Links {
  /** Kind of the due row of a link that is to be sent. */
  public static final String LETTER = "device-link-letter";

  /** Kind of the due row of an address that nobody can be found by yet. */
  public static final String ADDRESS = "address-digest";

  /** How long a link may be used. */
  public static final Duration LASTS = Duration.ofMinutes(15);

  /** Links of one participant that were made within {@link #LASTS} and not used. */
  static final int UNUSED_MAX = 5;

  /** Studies in which one address is looked for. */
  static final int STUDIES_MAX = 8;

  private static final String PURPOSE = "device-link";

  private final Database database;
  private final DueTable due;
  private final Desk desk;
  private final Vault vault;
  private final LinkLetters letters;
  private final LinkStore links = new LinkStore();
  private final Admission admission;

  public Links(Database database, DueTable due, Desk desk, Vault vault, LinkLetters letters) {
    this.database = database;
    this.due = due;
    this.desk = desk;
    this.vault = vault;
    this.letters = letters;
    this.admission = new Admission(vault);
  }

  /**
   * Makes a link for any device, or repeats what was answered before to the same {@code link}.
   *
   * @param link made by whoever asks, the same whenever they ask again
   */
  public Answer make(EventKey key, UUID link) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          var known = links.find(c, key, link);
          if (known.isPresent()) return issued(c, key, link, known.get().expiresAt());
          if (!folder.state().admitsDevices()) {
            return denied(Refusal.INVITATION_NOT_OPENED, "The invitation has to be opened first.");
          }
          var now = folder.place().now();
          if (isTooMany(c, key, now)) {
            return denied(
                Refusal.LINKS_TOO_MANY,
                "%d links were made within %d minutes; use the newest, or wait."
                    .formatted(UNUSED_MAX, LASTS.toMinutes()));
          }
          add(c, key, link, Optional.empty(), now);
          return issued(c, key, link, now.plus(LASTS));
        });
  }

  private boolean isTooMany(Connection c, EventKey key, Instant now) throws SQLException {
    return links.unused(c, key, now.minus(LASTS)) >= UNUSED_MAX;
  }

  private void add(Connection c, EventKey key, UUID link, Optional<UUID> device, Instant now)
      throws SQLException {
    links.forget(c, key, now);
    links.add(c, key, link, Secrets.hash(code(c, key, link)), device, now, now.plus(LASTS));
  }

  private String code(Connection c, EventKey key, UUID link) throws SQLException {
    return Secrets.text(vault.secret(c, key, PURPOSE, link.toString()));
  }

  private Issued issued(Connection c, EventKey key, UUID link, Instant expiresAt)
      throws SQLException {
    return new Issued(key.participantId(), code(c, key, link), expiresAt);
  }

  /**
   * Sends a link to whoever gave this address, in each of their studies, for the asking device
   * alone. Nothing of the answer tells whether there is anybody.
   *
   * @param request made by the device, the same whenever it asks again
   */
  public void ask(String email, UUID device, UUID request) {
    var owners = database.inTransaction(c -> vault.withAddress(c, email, STUDIES_MAX));
    for (var key : owners) database.transact(c -> ask(c, key, device, request));
  }

  private void ask(Connection c, EventKey key, UUID device, UUID request) throws SQLException {
    var folder = desk.open(c, key);
    var now = folder.place().now();
    var link = Uuids.ofParts(PURPOSE, request, device, key);
    if (links.find(c, key, link).isPresent() || isTooMany(c, key, now)) return;
    add(c, key, link, Optional.of(device), now);
    due.schedule(c, key, LETTER, link.toString(), now);
  }

  /**
   * Sends the letter with a link, once: if this process ends before it is sent, whoever waits for
   * it asks again.
   */
  public Place send(Connection c, Place place, DueRow row) throws SQLException {
    var link = UUID.fromString(row.key());
    var known = links.find(c, place.key(), link);
    if (known.isEmpty() || !place.now().isBefore(known.get().expiresAt())) return place;
    letters.send(c, place, link, code(c, place.key(), link), known.get().expiresAt());
    return place;
  }

  /** Lets somebody be found by an address that was kept before that could be. */
  public Place index(Connection c, Place place, DueRow row) throws SQLException {
    vault.indexAddress(c, place.key());
    return place;
  }

  /**
   * Lets a device in that shows a link's code.
   *
   * @param device made by the device, the same whenever it asks again
   * @return empty if no link has this code
   */
  public Optional<Answer> redeem(String code, UUID device) {
    return database.inTransaction(
        c -> {
          var found = links.byCode(c, Secrets.hash(code));
          return found.isEmpty() ? Optional.empty() : redeem(c, found.get(), device);
        });
  }

  private Optional<Answer> redeem(Connection c, LinkStore.Found found, UUID device)
      throws SQLException {
    var key = found.key();
    var folder = desk.open(c, key);
    var link = links.find(c, key, found.link());
    if (link.isEmpty()) return Optional.empty(); // forgotten in the meantime
    var now = folder.place().now();
    var standing = standing(link.get(), device, now);
    var asking = admission.asking(c, key, device);
    var command =
        new Link(asking.known().state(), standing, asking.admitted(), asking.number(), now);
    var carried = desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
    if (carried.decision() instanceof Decision.Refused refused) {
      return Optional.of(new Denied(refused));
    }
    var admitted = admission.admit(c, folder, asking, carried.hasEvents());
    if (standing == Standing.OPEN) links.use(c, key, found.link(), device);
    return Optional.of(admitted);
  }

  private static Standing standing(LinkStore.Known link, UUID device, Instant now) {
    if (!now.isBefore(link.expiresAt())) return Standing.LAPSED;
    if (link.usedBy().isPresent()) {
      return link.usedBy().get().equals(device) ? Standing.REPEATED : Standing.USED;
    }
    return link.device().filter(only -> !only.equals(device)).isPresent()
        ? Standing.FOREIGN
        : Standing.OPEN;
  }

  private static Denied denied(Refusal reason, String detail) {
    return new Denied(new Decision.Refused(reason, detail));
  }
}
