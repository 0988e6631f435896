package org.attune.enrollment.domain;

import java.time.LocalDate;

/**
 * What of a study matters to a command about enrollment.
 *
 * @param open the study invites and enrolls
 * @param locked nothing of the study changes any more
 * @param full the study has all the participants it needs
 * @param protocolVersion version in force where the participant is
 * @param consentVersion version of the consent form in that version
 * @param siteOpens first local date on which the site may invite
 * @param today date at the site
 */
public record StudyTerms(
    boolean open,
    boolean locked,
    boolean full,
    int protocolVersion,
    int consentVersion,
    LocalDate siteOpens,
    LocalDate today) {
  boolean siteIsOpen() {
    return !today.isBefore(siteOpens);
  }
}
