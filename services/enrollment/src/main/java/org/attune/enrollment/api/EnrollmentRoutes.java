package org.attune.enrollment.api;

import io.vertx.core.http.HttpMethod;
import org.attune.platform.http.Access;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.token.Role;

/** All routes of enrollment, each with who may use it. */
public final class EnrollmentRoutes {
  private static final String PARTICIPANT = "/studies/:study/participants/:participant";

  private final InvitationRoutes invitations;
  private final LinkRoutes links;
  private final PasskeyRoutes passkeys;
  private final ParticipantRoutes participants;
  private final OwnRoutes own;
  private final StudyRoutes studies;
  private final DeliveryRoutes deliveries;
  private final ReceiptRoutes receipts;
  private final MailPage mail;

  public EnrollmentRoutes(
      InvitationRoutes invitations,
      LinkRoutes links,
      PasskeyRoutes passkeys,
      ParticipantRoutes participants,
      OwnRoutes own,
      StudyRoutes studies,
      DeliveryRoutes deliveries,
      ReceiptRoutes receipts,
      MailPage mail) {
    this.invitations = invitations;
    this.links = links;
    this.passkeys = passkeys;
    this.participants = participants;
    this.own = own;
    this.studies = studies;
    this.deliveries = deliveries;
    this.receipts = receipts;
    this.mail = mail;
  }

  /** Mounts the routes below {@code /api/enrollment}. */
  public void mount(ServiceRoutes routes) {
    var recruiters = Access.staff(Role.ADMIN, Role.COORDINATOR);
    var selfOrSite = Access.participantOr(Role.ADMIN, Role.COORDINATOR);
    var selfAlone = Access.participant();
    var staff =
        Access.staff(
            Role.ADMIN,
            Role.COORDINATOR,
            Role.INVESTIGATOR,
            Role.DATA_MANAGER,
            Role.MONITOR,
            Role.STATISTICIAN);

    // Routes are looked through in this order: what services ask for with every prompt comes first.
    routes.post("/deliveries", Access.services(), deliveries::deliver);

    routes.post("/studies/:study/invitations", recruiters, invitations::invite);
    routes.post("/invitations/redeem", Access.anybody(), invitations::redeem);
    routes.post("/token", Access.anybody(), invitations::token);
    routes.post("/links", Access.anybody(), links::ask);
    routes.post(PARTICIPANT + "/links", selfOrSite, links::make);
    routes.post(PARTICIPANT + "/devices/:device/revocation", selfOrSite, invitations::revoke);
    routes.post("/passkeys/challenges", Access.anybody(), passkeys::ask);
    routes.post("/passkeys/returns", Access.anybody(), passkeys::comeBack);
    routes.post(PARTICIPANT + "/passkeys/offers", selfAlone, passkeys::offer);
    routes.post(PARTICIPANT + "/passkeys", selfAlone, passkeys::make);
    routes.get(PARTICIPANT + "/passkeys", selfOrSite, passkeys::list);
    routes.post(PARTICIPANT + "/passkeys/:passkey/removal", selfOrSite, passkeys::remove);

    routes.get(
        PARTICIPANT,
        Access.participantOr(Role.ADMIN, Role.COORDINATOR, Role.INVESTIGATOR, Role.CLINICIAN),
        participants::standing);
    routes.put(PARTICIPANT + "/screening", selfOrSite, participants::screen);
    routes.get(PARTICIPANT + "/consent", selfAlone, own::consent);
    routes.get(PARTICIPANT + "/consent.pdf", selfAlone, own::consentPdf);
    routes.put(PARTICIPANT + "/consent", selfAlone, participants::consent);
    routes.get(PARTICIPANT + "/contact", selfAlone, own::contact);
    routes.put(PARTICIPANT + "/contact", selfOrSite, participants::contact);
    routes.put(PARTICIPANT + "/zone", selfOrSite, participants::zone);
    routes.put(PARTICIPANT + "/prompt-hours", selfOrSite, participants::promptHours);
    routes.put(PARTICIPANT + "/pause", selfOrSite, participants::pause);
    routes.put(PARTICIPANT + "/channel", selfOrSite, participants::channel);
    routes.post(PARTICIPANT + "/leaving", selfOrSite, participants::leave);

    routes.put("/studies/:study/contacts", Access.staff(Role.ADMIN), studies::contacts);
    routes.get("/studies/:study/contacts/coverage", recruiters, studies::coverage);
    routes.get("/studies/:study/dispositions", staff, studies::dispositions);

    routes.get("/mail", Access.staff(Role.ADMIN), mail::show);

    routes.add(
        HttpMethod.POST,
        "/receipts/sms",
        Access.anybody(),
        ReceiptRoutes.BODY_BYTES_MAX,
        receipts::sms);
  }
}
