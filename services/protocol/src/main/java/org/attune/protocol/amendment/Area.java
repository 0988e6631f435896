package org.attune.protocol.amendment;

import java.util.Locale;

/** What a change touches, in the order in which changes are listed. */
public enum Area {
  SCREENING("Screening and eligibility"),
  CONSENT("Consent"),
  RANDOMIZATION("Randomization"),
  ASSESSMENTS("Assessments"),
  MOMENTARY("Momentary assessment"),
  INTERVENTIONS("Interventions"),
  SAFETY("Safety"),
  ANALYSIS("Analysis"),
  SITES("Sites"),
  LANGUAGES("Languages"),
  STUDY("The study as a whole"),
  TEXTS("Texts only");

  private final String title;

  Area(String title) {
    this.title = title;
  }

  /** Stable name, for example {@code momentary}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a person reads above its changes. */
  public String title() {
    return title;
  }
}
