package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import java.util.List;
import org.attune.enrollment.domain.EnrollmentCommand.DeclineRenewal;
import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentState.Membership;

/**
 * Decides a second signature, or that there is none: by those who are in the study, under the form
 * in force or one that is published and comes into force later. Recruiting may be over; a locked
 * study takes neither.
 */
final class RenewalRules {
  /** Why those leave who refuse a form that the study cannot do without. */
  static final String REASON = "consent-not-renewed";

  private RenewalRules() {}

  static Decision renew(Person p, EnrollmentState state, Renew c, StudyTerms terms) {
    var signed = state.member().map(Membership::consentVersion);
    if (signed.filter(version -> version == c.consentVersion()).isPresent()) return accept();
    return SettingRules.inStudy(state, terms, m -> renew(p, m, c, terms));
  }

  private static Decision renew(Person p, Membership m, Renew c, StudyTerms terms) {
    var protocolVersion = terms.offering(c.consentVersion());
    if (c.consentVersion() < m.consentVersion() || protocolVersion.isEmpty()) {
      return outdated("Signed", c.consentVersion(), terms);
    }
    return accept(
        new ConsentRenewed(
            p.study(),
            p.participantId(),
            protocolVersion.get(),
            c.consentVersion(),
            c.formSha256(),
            c.language(),
            c.localDate(),
            c.at()));
  }

  static Decision decline(Person p, EnrollmentState state, DeclineRenewal c, StudyTerms terms) {
    var declined = state.member().map(Membership::declined).orElse(List.of());
    if (declined.contains(c.consentVersion())) return accept();
    return SettingRules.inStudy(state, terms, m -> decline(p, m, c, terms));
  }

  private static Decision decline(Person p, Membership m, DeclineRenewal c, StudyTerms terms) {
    if (c.consentVersion() == m.consentVersion()) {
      return refuse(
          Refusal.ALREADY_ENROLLED,
          "Version %d was signed; leaving is another act.".formatted(m.consentVersion()));
    }
    var protocolVersion = terms.offering(c.consentVersion());
    if (c.consentVersion() < m.consentVersion() || protocolVersion.isEmpty()) {
      return outdated("Refused", c.consentVersion(), terms);
    }
    var declined =
        new ConsentRenewalDeclined(
            p.study(), p.participantId(), protocolVersion.get(), c.consentVersion(), c.at());
    if (!c.leaves()) return accept(declined);
    return accept(
        declined,
        new ParticipantLeft(
            p.study(), p.participantId(), LeavingWay.WITHDRAW_FOLLOWUP, REASON, c.at()));
  }

  private static Decision outdated(String what, int version, StudyTerms terms) {
    return refuse(
        Refusal.CONSENT_OUTDATED,
        "%s version %d; version %d is in force.".formatted(what, version, terms.consentVersion()));
  }
}
