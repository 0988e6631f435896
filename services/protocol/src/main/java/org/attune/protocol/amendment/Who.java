package org.attune.protocol.amendment;

import java.util.Locale;

/** People to whom a change comes. Dates are local to the participant. */
public enum Who {
  NOT_YET_INVITED("whoever is invited from the publication on"),
  NOT_YET_SCREENED("whoever is screened from the effective date on"),
  NOT_YET_ENROLLED("whoever consents from the effective date on"),
  ENROLLED_BEFORE("everyone enrolled before the effective date"),
  NOBODY("nobody");

  private final String words;

  Who(String words) {
    this.words = words;
  }

  /** Stable name, for example {@code not-yet-screened}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String words() {
    return words;
  }
}
