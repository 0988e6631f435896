package org.attune.enrollment.paper;

import java.time.Instant;
import java.time.LocalDate;
import org.attune.enrollment.screening.ConsentText;

/**
 * A consent form with the name that was typed under it.
 *
 * @param study its title, in the language of the form
 * @param on local date where the participant was
 * @param at the same moment as study time
 */
public record SignedForm(ConsentText text, String study, String name, LocalDate on, Instant at) {
  /** Never a name. */
  @Override
  public String toString() {
    return "consent form " + text.version() + " signed on " + on;
  }
}
