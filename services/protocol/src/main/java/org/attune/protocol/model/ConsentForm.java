package org.attune.protocol.model;

import java.util.List;

/**
 * The text a participant agrees to.
 *
 * @param id file name without ending
 * @param version from 1; a change of text is a new version
 * @param sections shown in this order
 * @param lateUse what happens to data already given when somebody leaves, in the form's own words
 */
public record ConsentForm(
    String id, int version, LocalizedText title, List<Section> sections, LocalizedText lateUse) {
  public record Section(String id, LocalizedText heading, LocalizedText text) {}
}
