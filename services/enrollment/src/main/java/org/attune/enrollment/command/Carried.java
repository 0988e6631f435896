package org.attune.enrollment.command;

import org.attune.enrollment.domain.Decision;
import org.attune.enrollment.domain.EnrollmentState;

/**
 * What became of a command.
 *
 * @param state where the participant stands after it
 */
public record Carried(Decision decision, EnrollmentState state) {
  /** True if something changed, which is recorded. */
  boolean hasEvents() {
    return decision instanceof Decision.Accepted(var events) && !events.isEmpty();
  }

  boolean isAccepted() {
    return decision instanceof Decision.Accepted;
  }
}
