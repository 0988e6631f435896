package org.attune.studies.domain;

/**
 * What other services said of a study, as far as it is known here.
 *
 * @param staffing which roles are held
 * @param listVersion version of the protocol that the uploaded list fits; 0 without a list
 */
public record Reported(Staffing staffing, int listVersion) {
  /** Nothing was said yet. */
  public static final Reported NOTHING = new Reported(Staffing.NONE, 0);
}
