package org.attune.standalone.separate;

import java.time.Instant;
import org.attune.platform.event.EventKey;
import org.attune.platform.time.StudyClock;

/**
 * The study time of a rehearsal: each participant's own, set by the driver before each act. A key
 * without a time of its own (somebody just invited) has that of the study.
 */
public interface DrivenClock extends StudyClock {
  /** Sets the time of one participant, or of the study. */
  void set(EventKey key, Instant at);
}
