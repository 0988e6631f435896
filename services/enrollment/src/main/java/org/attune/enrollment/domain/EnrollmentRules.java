package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.domain.EnrollmentCommand.ChangeZone;
import org.attune.enrollment.domain.EnrollmentCommand.ChooseChannels;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.Decline;
import org.attune.enrollment.domain.EnrollmentCommand.DeclineRenewal;
import org.attune.enrollment.domain.EnrollmentCommand.Invite;
import org.attune.enrollment.domain.EnrollmentCommand.KeepAddress;
import org.attune.enrollment.domain.EnrollmentCommand.Leave;
import org.attune.enrollment.domain.EnrollmentCommand.Link;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.NarrowHours;
import org.attune.enrollment.domain.EnrollmentCommand.OfferPasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Pause;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentCommand.Screen;
import org.attune.enrollment.domain.EnrollmentCommand.Sign;
import org.attune.enrollment.domain.EnrollmentCommand.WidenHours;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.InvitationRedeemed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantInvited;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantScreened;
import org.attune.enrollment.domain.EnrollmentEvent.PromptHoursNarrowed;
import org.attune.enrollment.domain.EnrollmentState.Declined;
import org.attune.enrollment.domain.EnrollmentState.Eligible;
import org.attune.enrollment.domain.EnrollmentState.Enrolled;
import org.attune.enrollment.domain.EnrollmentState.Erased;
import org.attune.enrollment.domain.EnrollmentState.Ineligible;
import org.attune.enrollment.domain.EnrollmentState.Invitation;
import org.attune.enrollment.domain.EnrollmentState.Invited;
import org.attune.enrollment.domain.EnrollmentState.Left;
import org.attune.enrollment.domain.EnrollmentState.Opened;
import org.attune.enrollment.domain.EnrollmentState.Unknown;

/**
 * Decides enrollment commands. Pure and total: same arguments, same decision, no exception. A
 * command that was carried out before is accepted again without events, whatever has changed since.
 */
public final class EnrollmentRules {
  private static final String FULL = "The study has all the participants it needs.";

  private EnrollmentRules() {}

  public static Decision decide(
      Person person, EnrollmentState state, EnrollmentCommand command, StudyTerms terms) {
    return switch (command) {
      case Invite c -> invite(person, state, c, terms);
      case Redeem c -> redeem(person, state, c, terms);
      case Link c -> LinkRules.link(person, state, c, terms);
      case OfferPasskey c -> PasskeyRules.offer(state, c, terms);
      case MakePasskey c -> PasskeyRules.make(person, state, c, terms);
      case RemovePasskey c -> PasskeyRules.remove(person, state, c);
      case ComeBack c -> PasskeyRules.comeBack(person, state, c, terms);
      case Screen c -> screen(person, state, c, terms);
      case Sign c -> sign(person, state, c, terms);
      case Renew c -> RenewalRules.renew(person, state, c, terms);
      case DeclineRenewal c -> RenewalRules.decline(person, state, c, terms);
      case Decline c -> decline(person, state, c, terms);
      case ChangeZone c -> SettingRules.changeZone(person, state, c, terms);
      case NarrowHours c -> SettingRules.narrowHours(person, state, c, terms);
      case WidenHours c -> SettingRules.widenHours(person, state, c, terms);
      case Pause c -> SettingRules.pause(person, state, c, terms);
      case ChooseChannels c -> SettingRules.chooseChannels(person, state, c, terms);
      case KeepAddress c -> SettingRules.keepAddress(state, c, terms);
      case Leave c -> SettingRules.leave(person, state, c, terms);
    };
  }

  private static Decision invite(Person p, EnrollmentState state, Invite c, StudyTerms terms) {
    if (state instanceof Erased) return erased();
    if (state.origin().isPresent()) {
      return state.origin().get().site().equals(c.site())
          ? accept()
          : refuse(
              Refusal.INVITATION_DIFFERS,
              "This invitation id was used for another site; make a new one.");
    }
    if (terms.open() && !terms.unnamed().isEmpty()) {
      return refuse(
          Refusal.SAFETY_CONTACT_MISSING,
          "Nobody is named for %s at site %s: load contacts.yaml with somebody before inviting."
              .formatted(String.join(", ", terms.unnamed()), c.site()));
    }
    return notRecruiting(terms)
        .orElseGet(
            () ->
                terms.siteIsOpen()
                    ? accept(
                        new ParticipantInvited(
                            p.study(),
                            p.participantId(),
                            c.site(),
                            terms.protocolVersion(),
                            c.language(),
                            c.expiresAt(),
                            c.at()))
                    : refuse(
                        Refusal.SITE_NOT_OPEN,
                        "The site may invite from %s on.".formatted(terms.siteOpens())));
  }

  private static Decision redeem(Person p, EnrollmentState state, Redeem c, StudyTerms terms) {
    return switch (c.device()) {
      case KNOWN ->
          state.origin().filter(i -> hasLapsed(i, c.at())).isPresent() ? lapsed() : accept();
      case REVOKED ->
          refuse(Refusal.DEVICE_REVOKED, "This device may not come in any more; ask your site.");
      case UNSEEN ->
          switch (state) {
            case Unknown _ -> refuse(Refusal.INVITATION_UNKNOWN, "This invitation is not known.");
            case Invited(var i) when hasLapsed(i, c.at()) -> lapsed();
            case Invited _ when terms.locked() -> locked();
            case Invited _ ->
                accept(new InvitationRedeemed(p.study(), p.participantId(), 1, c.at()));
            case Erased _ -> erased();
            case Opened _, Eligible _, Ineligible _, Declined _, Enrolled _, Left _ ->
                refuse(Refusal.INVITATION_USED, "This invitation was opened on another device.");
          };
    };
  }

  private static Decision lapsed() {
    return refuse(Refusal.INVITATION_EXPIRED, "This invitation has lapsed; ask for another.");
  }

  private static boolean hasLapsed(Invitation invitation, Instant at) {
    return !at.isBefore(invitation.expiresAt());
  }

  private static Decision screen(Person p, EnrollmentState state, Screen c, StudyTerms terms) {
    return switch (state) {
      case Eligible _, Ineligible _, Declined _, Enrolled _, Left _ -> accept();
      case Unknown _, Invited _ -> notOpened();
      case Erased _ -> erased();
      case Opened(var i) ->
          notRecruiting(terms)
              .orElseGet(
                  () ->
                      accept(
                          new ParticipantScreened(
                              p.study(),
                              p.participantId(),
                              i.site(),
                              terms.protocolVersion(),
                              c.unmet().isEmpty()
                                  ? ScreeningOutcome.ELIGIBLE
                                  : ScreeningOutcome.INELIGIBLE,
                              c.unmet(),
                              c.unmet().isEmpty() ? c.answers() : List.of(),
                              c.at())));
    };
  }

  private static Decision sign(Person p, EnrollmentState state, Sign c, StudyTerms terms) {
    return switch (state) {
      case Enrolled(var m) -> signedBefore(m.consentVersion(), c.consentVersion());
      case Left(var m, _, _) -> signedBefore(m.consentVersion(), c.consentVersion());
      case Unknown _, Invited _ -> notOpened();
      case Erased _ -> erased();
      case Opened _ -> refuse(Refusal.NOT_SCREENED, "Screening comes before consent.");
      case Ineligible _ -> ineligible();
      case Declined _ ->
          refuse(Refusal.ALREADY_DECLINED, "Taking part was declined; ask for a new invitation.");
      case Eligible(var i) ->
          notConsenting(c.consentVersion(), terms)
              .or(() -> SettingRules.unreachable(c.channels(), c.reach()))
              .or(() -> c.hours().flatMap(SettingRules::unfit))
              .orElseGet(() -> enrolled(p, i, c, terms));
    };
  }

  private static Decision enrolled(Person p, Invitation i, Sign c, StudyTerms terms) {
    var enrolled =
        new ParticipantEnrolled(
            p.study(),
            p.participantId(),
            i.site(),
            terms.protocolVersion(),
            c.consentVersion(),
            c.formSha256(),
            c.language(),
            c.zone(),
            c.localDate(),
            c.channels().getFirst(),
            c.channels(),
            c.at());
    return c.hours()
        .map(
            hours ->
                accept(
                    enrolled,
                    new PromptHoursNarrowed(
                        p.study(), p.participantId(), hours.from(), hours.until(), c.at())))
        .orElseGet(() -> accept(enrolled));
  }

  private static Decision decline(Person p, EnrollmentState state, Decline c, StudyTerms terms) {
    return switch (state) {
      case Declined _ -> accept();
      case Enrolled _, Left _ ->
          refuse(Refusal.ALREADY_ENROLLED, "Consent was given; leaving is another act.");
      case Unknown _, Invited _ -> notOpened();
      case Erased _ -> erased();
      case Opened _ -> refuse(Refusal.NOT_SCREENED, "Screening comes before consent.");
      case Ineligible _ -> ineligible();
      case Eligible _ when terms.locked() -> locked();
      case Eligible _ ->
          accept(new ConsentDeclined(p.study(), p.participantId(), c.consentVersion(), c.at()));
    };
  }

  private static Decision signedBefore(int signed, int again) {
    return signed == again
        ? accept()
        : refuse(Refusal.ALREADY_ENROLLED, "Enrolled under consent version %d.".formatted(signed));
  }

  private static Optional<Decision> notConsenting(int signed, StudyTerms terms) {
    if (signed != terms.consentVersion()) {
      return Optional.of(
          refuse(
              Refusal.CONSENT_OUTDATED,
              "Signed version %d; version %d is in force."
                  .formatted(signed, terms.consentVersion())));
    }
    return notRecruiting(terms);
  }

  private static Optional<Decision> notRecruiting(StudyTerms terms) {
    if (terms.locked()) return Optional.of(locked());
    if (terms.full()) return Optional.of(refuse(Refusal.TARGET_REACHED, FULL));
    return terms.open()
        ? Optional.empty()
        : Optional.of(refuse(Refusal.STUDY_NOT_OPEN, "The study does not enroll at the moment."));
  }

  static Decision erased() {
    return refuse(Refusal.ERASED, "The participant's data were erased.");
  }

  static Decision locked() {
    return refuse(Refusal.STUDY_LOCKED, "The study is locked; nothing of it changes any more.");
  }

  static Decision notOpened() {
    return refuse(Refusal.INVITATION_NOT_OPENED, "The invitation has to be opened first.");
  }

  private static Decision ineligible() {
    return refuse(Refusal.NOT_ELIGIBLE, "Screening found that this study does not fit.");
  }
}
