package org.attune.standalone.rehearsal;

import java.util.UUID;

/**
 * How staff meet the safety alerts of one person: most are taken in hand soon, some only after the
 * next role was told.
 */
record Alerting(Life life) {
  /** Share of alerts that are taken in hand within {@link #SOON_MAX}. */
  private static final double SOON = 0.8;

  private static final long SOON_MIN = 600; // seconds
  private static final long SOON_MAX = 7_200; // seconds
  private static final long LATE_MAX = 32_400; // seconds

  /** Somebody will look at what {@code answer} raised. */
  void expect(UUID answer) {
    var chance = life.person().chance("alert/" + answer);
    boolean soon = chance.hit(SOON);
    long wait = soon ? chance.between(SOON_MIN, SOON_MAX) : chance.between(SOON_MAX, LATE_MAX);
    var timeline = life.timeline();
    timeline.planStaff(
        timeline.now().plusSeconds(wait),
        () -> new StudyDesk(life.setting()).acknowledge(timeline.key()));
  }
}
