package org.attune.enrollment.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.EnrollmentCommand.Invite;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem;
import org.attune.enrollment.domain.EnrollmentState.Unknown;
import org.attune.enrollment.domain.Refusal;
import org.attune.enrollment.store.DeviceStore;
import org.attune.enrollment.store.InvitationStore;
import org.attune.enrollment.store.ParticipantStore;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.protocol.model.Site;

/**
 * Invitations and the devices that redeem them.
 *
 * <p>Codes and device tokens are 128 bits derived from the participant's data key in the vault: the
 * database holds their hashes, and a request that arrives twice gets the same answer.
 */
public final class Invitations {
  /** Kind of the due row of an invitation that nobody has opened. */
  public static final String EXPIRY = "invitation-expiry";

  /** How long an invitation may be opened. */
  public static final Duration LASTS = Duration.ofDays(14);

  private final Database database;
  private final History history;
  private final DueTable due;
  private final Entropy entropy;
  private final Desk desk;
  private final ParticipantStore participants;
  private final InvitationStore invitations;
  private final DeviceStore devices;
  private final StaffContacts contacts;
  private final Vault vault;

  public Invitations(
      Database database,
      History history,
      DueTable due,
      Entropy entropy,
      Desk desk,
      ParticipantStore participants,
      StaffContacts contacts,
      Vault vault) {
    this.database = database;
    this.history = history;
    this.due = due;
    this.entropy = entropy;
    this.desk = desk;
    this.participants = participants;
    this.invitations = new InvitationStore();
    this.devices = new DeviceStore();
    this.contacts = contacts;
    this.vault = vault;
  }

  /** What somebody gets who asks for an invitation or shows one. */
  public sealed interface Answer {}

  /** The invitation exists. */
  public record Issued(UUID participant, String code, Instant expiresAt) implements Answer {}

  /** The device may come in from now on. */
  public record Admitted(
      String study, String participant, String site, String language, int number, String token)
      implements Answer {}

  /** Neither. */
  public record Denied(Decision.Refused refused) implements Answer {}

  /**
   * Invites somebody, or repeats what was answered before to the same {@code invitation}.
   *
   * @param language of the invitation; empty: the site's first
   * @throws InvalidRequestException if the study has no such site, or the site no such language
   */
  public Answer invite(String study, UUID invitation, String site, Optional<String> language) {
    return database.inTransaction(c -> invite(c, study, invitation, site, language));
  }

  private Answer invite(
      Connection c, String slug, UUID invitation, String siteId, Optional<String> language)
      throws SQLException {
    var known = invitations.participant(c, slug, invitation);
    var participant = known.orElseGet(() -> entropy.uuid("pseudonym", slug + "/" + invitation));
    var key = EventKey.of(slug, participant);
    var found = desk.study(c, slug);
    if (found.isEmpty())
      return denied(Refusal.NOT_KNOWN_YET, "No study of this name is known yet.");
    var study = found.get();
    var place = history.lock(c, key);
    var state = participants.find(c, key);
    var site = site(study.version(study.versions().lastKey()).site(siteId));
    var text = language(site, language);
    var command = new Invite(siteId, text, place.now().plus(LASTS), place.now());
    var terms =
        desk.terms(c, study, site, place, site.zone())
            .unnamed(contacts.unnamed(c, study, site, place.now()));
    var carried = desk.carry(c, place, state, command, terms);
    if (carried.decision() instanceof Decision.Refused refused) return new Denied(refused);
    var code = Secrets.text(vault.secret(c, key, "invitation-code", invitation.toString()));
    var expiresAt = carried.state().origin().orElseThrow().expiresAt();
    if (carried.hasEvents()) {
      invitations.add(c, key, invitation, Secrets.hash(code));
      due.schedule(c, key, EXPIRY, invitation.toString(), expiresAt);
    }
    return new Issued(participant, code, expiresAt);
  }

  private static Site site(Optional<Site> site) {
    return site.orElseThrow(
        () -> new InvalidRequestException("site", "The study has no site of this id."));
  }

  private static String language(Site site, Optional<String> asked) {
    var language = asked.orElse(site.languages().getFirst());
    if (site.languages().contains(language)) return language;
    throw new InvalidRequestException(
        "language", "The site's languages are " + String.join(", ", site.languages()) + ".");
  }

  /**
   * Lets a device in that shows an invitation's code.
   *
   * @param device made by the device, the same whenever it asks again
   */
  public Answer redeem(String code, UUID device) {
    return database.inTransaction(c -> redeem(c, code, device));
  }

  private Answer redeem(Connection c, String code, UUID device) throws SQLException {
    var found = invitations.byCode(c, Secrets.hash(code));
    if (found.isEmpty()) {
      return denied(Refusal.INVITATION_UNKNOWN, "This invitation is not known.");
    }
    var key = found.get().key();
    var folder = desk.open(c, key);
    var known = devices.find(c, key, device);
    var command = new Redeem(known.state(), folder.place().now());
    var carried = desk.carry(c, folder.place(), folder.state(), command, desk.terms(folder));
    if (carried.decision() instanceof Decision.Refused refused) return new Denied(refused);
    var token = Secrets.text(vault.secret(c, key, "device-token", device.toString()));
    if (carried.hasEvents()) {
      devices.add(c, key, device, 1, Secrets.hash(token));
      due.cancel(c, key, EXPIRY, List.of(found.get().invitation().toString()));
    }
    var origin = folder.origin();
    int number = Math.max(known.number(), 1);
    return new Admitted(
        key.study(), key.participant(), origin.site(), origin.language(), number, token);
  }

  /** Whose device token this is; empty if it is none, or was revoked. */
  public Optional<DeviceStore.Owner> owner(String token) {
    return database.inTransaction(c -> devices.byToken(c, Secrets.hash(token)));
  }

  /**
   * Shuts a device out; a second time changes nothing.
   *
   * @return false if the participant has no such device
   */
  public boolean revoke(EventKey key, UUID device) {
    return database.inTransaction(
        c -> {
          var folder = desk.open(c, key);
          return devices.revoke(c, key, device, folder.place().now());
        });
  }

  /** Marks an invitation that nobody opened in time; no event: its time said so all along. */
  public Place lapse(Connection c, Place place, DueRow row) throws SQLException {
    if (!(participants.find(c, place.key()) instanceof Unknown)) {
      invitations.lapse(c, place.key().study(), UUID.fromString(row.key()));
    }
    return place;
  }

  private static Denied denied(Refusal reason, String detail) {
    return new Denied(new Decision.Refused(reason, detail));
  }
}
