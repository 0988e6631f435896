package org.attune.enrollment.domain;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a study matters to a command about enrollment.
 *
 * @param open the study invites and enrolls
 * @param locked nothing of the study changes any more
 * @param full the study has all the participants it needs
 * @param protocolVersion version in force where the participant is
 * @param consentVersion version of the consent form in that version
 * @param coming versions of the consent form that are published and not in force yet, with the
 *     version of the protocol that each came with
 * @param siteOpens first local date on which the site may invite
 * @param today date at the site
 * @param unnamed roles that a safety alert of the site would look for and nobody holds
 */
public record StudyTerms(
    boolean open,
    boolean locked,
    boolean full,
    int protocolVersion,
    int consentVersion,
    SortedMap<Integer, Integer> coming,
    LocalDate siteOpens,
    LocalDate today,
    List<String> unnamed) {
  /** Copies what it is given. */
  public StudyTerms {
    coming = Collections.unmodifiableSortedMap(new TreeMap<>(coming));
    unnamed = List.copyOf(unnamed);
  }

  /** The same, with these roles held by nobody. */
  public StudyTerms unnamed(List<String> roles) {
    return new StudyTerms(
        open, locked, full, protocolVersion, consentVersion, coming, siteOpens, today, roles);
  }

  /**
   * The version of the protocol with that version of the consent form, if it may be signed now;
   * empty for any other.
   */
  public Optional<Integer> offering(int form) {
    return form == consentVersion
        ? Optional.of(protocolVersion)
        : Optional.ofNullable(coming.get(form));
  }

  boolean siteIsOpen() {
    return !today.isBefore(siteOpens);
  }
}
