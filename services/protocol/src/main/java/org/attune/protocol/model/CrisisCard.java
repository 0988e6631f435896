package org.attune.protocol.model;

import java.util.List;

/**
 * Where somebody in distress finds help at once: shown to participants, never sent to anybody.
 *
 * @param id file name without ending
 * @param contacts in the order they are shown; at least one
 */
public record CrisisCard(
    String id, LocalizedText title, LocalizedText text, List<Contact> contacts) {
  /**
   * A place to call.
   *
   * @param phone as it is dialled from the site's country
   * @param hours when it answers, in words
   */
  public record Contact(LocalizedText name, String phone, LocalizedText hours) {}
}
