package org.attune.standalone.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.platform.event.EventKey;
import org.attune.standalone.rehearsal.Life.Stage;

/**
 * Invites people at the planned rate for as long as those on their way are not expected to be
 * enough; whoever turns out not to come is replaced.
 */
final class Recruiting {
  /** Invited beyond what is expected to suffice, as a share of the target. */
  private static final double SURPLUS = 0.03;

  /** When the first invitation of a day is sent, after the day's beginning in UTC. */
  private static final Duration FROM = Duration.ofHours(9);

  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final int DAYS_A_WEEK = 7;
  private static final Duration DAY = Duration.ofDays(1);

  /** How far ahead invitations are sent. */
  private static final Duration DECIDED_MAX = Duration.ofDays(28);

  private final Setting setting;
  private final StudyDesk desk;
  private final int target;
  private final List<Life> lives = new ArrayList<>();
  private double due;

  Recruiting(Setting setting, StudyDesk desk, int target) {
    this.setting = setting;
    this.desk = desk;
    this.target = target;
  }

  /** Everybody invited so far, in that order. */
  List<Life> lives() {
    return lives;
  }

  /**
   * Invites whoever is to be invited from the day on that begins at {@code day}: a week at a time,
   * as a site plans its week, and further ahead as long as all who may still come find room. What
   * participants do in a week may change who is invited in the next, and nobody is once all are
   * there.
   *
   * @return the beginning of the first day that is not decided
   */
  Instant inviteFrom(Instant day) throws InterruptedException {
    var latest = day.plus(DECIDED_MAX);
    if (isFull()) return latest;
    var week = day.plus(DAY.multipliedBy(DAYS_A_WEEK));
    var next = day;
    do {
      invite(next);
      next = next.plus(DAY);
    } while (next.isBefore(week) || (next.isBefore(latest) && hasRoomForAll()));
    return next;
  }

  /** True if even with all who may still come, and those of one more day, there is room. */
  private boolean hasRoomForAll() {
    long mayCount = lives.stream().filter(life -> counts(life) || life.isOnTheWay()).count();
    return mayCount + due + perDay() < target;
  }

  private double perDay() {
    return setting.population().plan().recruitment().invitedPerWeek() / DAYS_A_WEEK;
  }

  private void invite(Instant day) throws InterruptedException {
    due += perDay();
    var at = day.plus(FROM);
    while (due >= 1 && expected() < target * (1 + SURPLUS)) {
      due -= 1;
      lives.add(invite(lives.size(), at));
      at = at.plus(BETWEEN);
    }
    due = Math.min(due, 1); // a day on which nobody is needed saves nothing up
  }

  private Life invite(int ordinal, Instant at) throws InterruptedException {
    var person = setting.population().person(ordinal);
    var study = EventKey.ofStudy(setting.protocol().study());
    setting.clock().set(study, at);
    var id = setting.entropy().uuid("rehearsal-invitation", Integer.toString(ordinal));
    var invitation = desk.invite(id, person.site(), person.language());
    setting.clock().set(invitation.participant(), at);
    var life = new Life(setting, person, invitation.participant(), at);
    life.receive(invitation.code());
    return life;
  }

  /** Whether as many are randomized (without arms: enrolled) as there are to be. */
  boolean isFull() {
    return counted() >= target;
  }

  /** How many count towards the target. */
  int counted() {
    return (int) lives.stream().filter(this::counts).count();
  }

  private boolean counts(Life life) {
    return life.wasCounted();
  }

  private double expected() {
    var plan = setting.population().plan();
    var recruitment = plan.recruitment();
    double enrolls =
        (1 - recruitment.unopened())
            * (1 - recruitment.ineligible())
            * (1 - recruitment.declining());
    double goesOn =
        setting.hasArms() ? plan.answering().baseline() * (1 - plan.leaving().before()) : 1;
    double expected = 0;
    for (var life : lives) {
      if (counts(life)) expected += 1;
      else if (life.stage() == Stage.INVITED) expected += enrolls * goesOn;
      else if (life.stage() == Stage.ENROLLED) expected += goesOn;
    }
    return expected;
  }
}
