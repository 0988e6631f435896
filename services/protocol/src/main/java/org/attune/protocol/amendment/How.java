package org.attune.protocol.amendment;

import java.util.Locale;

/** How a change comes to people. */
public enum How {
  AT_PUBLICATION("The newest version counts, from its publication on."),
  IN_FORCE("From the local midnight of the effective date; what was decided before stays."),
  PINNED("Whoever enrolled before the effective date keeps the version they enrolled under."),
  REPLANNED(
      "Only what was not sent and did not open is planned again, from the date's local midnight."),
  RE_CONSENT("Re-consent: everyone enrolled under the old version."),
  KEPT_AS_OPENED("A study that has opened keeps what it opened with."),
  DEVIATION("A deviation from the registered plan; it shows in every dataset."),
  REFUSED_ONCE_OPEN(
      "A deviation that publishing refuses once the study has opened: its list is committed to."),
  RECORDED("Recorded with the version; nobody is asked or told anything else."),
  NOT_USED("Neither version uses it.");

  private final String sentence;

  How(String sentence) {
    this.sentence = sentence;
  }

  /** Stable name, for example {@code refused-once-open}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String sentence() {
    return sentence;
  }
}
