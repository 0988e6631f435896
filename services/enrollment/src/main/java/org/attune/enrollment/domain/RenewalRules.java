package org.attune.enrollment.domain;

import static org.attune.enrollment.domain.Decision.accept;
import static org.attune.enrollment.domain.Decision.refuse;

import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentState.Membership;

/**
 * Decides a second signature: by those who are in the study, under the form in force or one that is
 * published and comes into force later. Recruiting may be over; a locked study takes none.
 */
final class RenewalRules {
  private RenewalRules() {}

  static Decision renew(Person p, EnrollmentState state, Renew c, StudyTerms terms) {
    var signed = state.member().map(Membership::consentVersion);
    if (signed.filter(version -> version == c.consentVersion()).isPresent()) return accept();
    return SettingRules.inStudy(state, terms, m -> renew(p, m, c, terms));
  }

  private static Decision renew(Person p, Membership m, Renew c, StudyTerms terms) {
    var protocolVersion = terms.offering(c.consentVersion());
    if (c.consentVersion() < m.consentVersion() || protocolVersion.isEmpty()) {
      return refuse(
          Refusal.CONSENT_OUTDATED,
          "Signed version %d; version %d is in force."
              .formatted(c.consentVersion(), terms.consentVersion()));
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
}
