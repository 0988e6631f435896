package org.attune.enrollment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.api.AdmissionJson;
import org.attune.enrollment.api.DeliveryRoutes;
import org.attune.enrollment.api.EnrollmentRoutes;
import org.attune.enrollment.api.InvitationRoutes;
import org.attune.enrollment.api.LinkRoutes;
import org.attune.enrollment.api.MailPage;
import org.attune.enrollment.api.OwnRoutes;
import org.attune.enrollment.api.ParticipantRoutes;
import org.attune.enrollment.api.PasskeyRoutes;
import org.attune.enrollment.api.ReceiptRoutes;
import org.attune.enrollment.api.StudyRoutes;
import org.attune.enrollment.channel.SmsGateway;
import org.attune.enrollment.command.Desk;
import org.attune.enrollment.command.Invitations;
import org.attune.enrollment.command.Joining;
import org.attune.enrollment.command.Links;
import org.attune.enrollment.command.OwnConsents;
import org.attune.enrollment.command.OwnContacts;
import org.attune.enrollment.command.Passkeys;
import org.attune.enrollment.command.Returns;
import org.attune.enrollment.command.Settings;
import org.attune.enrollment.command.StaffContacts;
import org.attune.enrollment.command.Standings;
import org.attune.enrollment.command.Withdrawals;
import org.attune.enrollment.consume.RandomizationHandler;
import org.attune.enrollment.delivery.ConfiguredChannels;
import org.attune.enrollment.delivery.Deliveries;
import org.attune.enrollment.delivery.LetterErasing;
import org.attune.enrollment.delivery.LinkLetters;
import org.attune.enrollment.delivery.Receipts;
import org.attune.enrollment.mail.MailFolder;
import org.attune.enrollment.paper.FormPdf;
import org.attune.enrollment.passkey.RelyingParty;
import org.attune.enrollment.passkey.WebAuthn;
import org.attune.enrollment.screening.Screeners;
import org.attune.enrollment.store.ContactStore;
import org.attune.enrollment.store.DeviceStore;
import org.attune.enrollment.store.EnrollmentLaw;
import org.attune.enrollment.store.ErasureList;
import org.attune.enrollment.store.ParticipantStore;
import org.attune.enrollment.store.RecruitmentStore;
import org.attune.enrollment.vault.Challenges;
import org.attune.enrollment.vault.Vault;
import org.attune.enrollment.vault.VaultKey;
import org.attune.platform.erase.Erasure;
import org.attune.platform.held.Held;
import org.attune.platform.service.AtStart;
import org.attune.platform.service.Ports;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.Wiring;
import org.attune.platform.study.StudyBook;

/** Enrollment, wired by hand. */
public final class EnrollmentDefinition implements ServiceDefinition {
  /** Folder of sent mail in the service's data directory. */
  public static final String MAIL = "mail";

  @Override
  public String name() {
    return "enrollment";
  }

  @Override
  public Wiring wire(Ports ports) {
    var config = ports.config();
    var database = ports.database();
    var channels =
        new ConfiguredChannels(config, config.dataDirectory().resolve(MAIL), ports.entropy());
    var carriers = channels.carriers();
    var vaultKey = VaultKey.of(config.dataDirectory(), ports.entropy());
    var vault = new Vault(vaultKey, ports.entropy());
    var challenges = new Challenges(vaultKey, ports.entropy());
    var webAuthn = new WebAuthn();
    var participants = new ParticipantStore();
    var recruitment = new RecruitmentStore();
    var desk = new Desk(ports.history(), ports.studies(), participants, recruitment);
    var contacts = new StaffContacts(database, ports.history(), desk, new ContactStore(), vault);
    var invitations =
        new Invitations(
            database,
            ports.history(),
            ports.due(),
            ports.entropy(),
            desk,
            participants,
            contacts,
            vault);
    var links =
        new Links(
            database,
            ports.due(),
            desk,
            vault,
            new LinkLetters(vault, carriers, config.platformUrl()));
    var admission = new AdmissionJson(config.platformUrl());
    var joining =
        new Joining(database, desk, new Screeners(), recruitment, vault, carriers.offered());
    var settings = new Settings(database, desk, vault, carriers.offered());
    var standings = new Standings(database, desk, recruitment);
    var withdrawals =
        new Withdrawals(
            database,
            ports.history(),
            desk,
            new Erasure(
                name(), ports.catalog(), ports.history(), new LetterErasing(channels.folder())),
            new ErasureList(config.dataDirectory()));
    var deliveries =
        new Deliveries(
            database,
            ports.history(),
            ports.studies(),
            vault,
            carriers,
            config.platformUrl(),
            ports.metrics());
    var routes =
        new EnrollmentRoutes(
            new InvitationRoutes(invitations, links, standings, ports.signer(), admission),
            new LinkRoutes(links, standings, admission),
            new PasskeyRoutes(
                RelyingParty.of(config.platformUrl()),
                new Passkeys(database, desk, vault, challenges, webAuthn),
                new Returns(database, desk, vault, challenges, webAuthn),
                standings,
                admission),
            new ParticipantRoutes(
                joining,
                settings,
                withdrawals,
                standings,
                ports.signer(),
                channels.pushKey().publicKey()),
            new OwnRoutes(
                new OwnContacts(database, desk, vault, new DeviceStore()),
                new OwnConsents(database, ports.history(), desk, vault),
                new FormPdf()),
            new StudyRoutes(contacts, standings),
            new DeliveryRoutes(deliveries),
            new ReceiptRoutes(
                new Receipts(
                    database,
                    ports.history(),
                    channels.file().sms().flatMap(SmsGateway::receiptSecret))),
            new MailPage(new MailFolder(config.dataDirectory().resolve(MAIL))));
    var held =
        new Held(
            database,
            ports.catalog(),
            "InvitationRedeemed",
            "PasskeyMade",
            "PasskeyRemoved",
            "ParticipantScreened",
            "ConsentDeclined",
            "ParticipantEnrolled",
            "ConsentRenewed",
            "ConsentRenewalDeclined",
            "ZoneChanged",
            "ChannelChosen",
            "PromptHoursNarrowed",
            "PromptHoursWidened",
            "PauseChosen",
            "ParticipantLeft");
    return new Wiring(
        Map.of(
            StudyBook.TOPIC,
            ports.studies(),
            RandomizationHandler.TOPIC,
            new RandomizationHandler(ports.history(), recruitment)),
        Map.of(
            Invitations.EXPIRY,
            invitations::lapse,
            Links.LETTER,
            links::send,
            Links.ADDRESS,
            links::index),
        mounted -> {
          routes.mount(mounted);
          held.mount(mounted);
        },
        Optional.of(new EnrollmentLaw(ports.history(), participants)),
        List.of(new AtStart(withdrawals::repeat), channels));
  }
}
