package org.attune.protocol.model;

import java.util.List;

/**
 * The text a participant agrees to.
 *
 * @param id file name without ending
 * @param version from 1; a change of text is a new version
 * @param sections shown in this order
 * @param lateUse what happens to data already given when somebody leaves, in the form's own words
 * @param understanding asked between reading and signing; often empty
 * @param refusingLeaves whoever signed an earlier version and refuses this one leaves the study;
 *     else the version signed goes on holding
 */
public record ConsentForm(
    String id,
    int version,
    LocalizedText title,
    List<Section> sections,
    LocalizedText lateUse,
    List<Question> understanding,
    boolean refusingLeaves) {
  /** A form that asks nothing and may be refused. */
  public ConsentForm(
      String id, int version, LocalizedText title, List<Section> sections, LocalizedText lateUse) {
    this(id, version, title, sections, lateUse, List.of(), false);
  }

  public record Section(String id, LocalizedText heading, LocalizedText text) {}

  /**
   * A question by which somebody sees whether the form was understood. What is answered is neither
   * sent nor kept.
   *
   * @param options in the order in which they are shown; at least two
   * @param right position of the right one in {@code options}, from 1
   * @param explanation shown with every answer
   */
  public record Question(
      String id,
      LocalizedText text,
      List<LocalizedText> options,
      int right,
      LocalizedText explanation) {}
}
