package org.attune.enrollment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.enrollment.domain.Scenario.ANSWERS;
import static org.attune.enrollment.domain.Scenario.FEB_01;
import static org.attune.enrollment.domain.Scenario.FULL;
import static org.attune.enrollment.domain.Scenario.LOCKED;
import static org.attune.enrollment.domain.Scenario.OPEN;
import static org.attune.enrollment.domain.Scenario.PAUSED;
import static org.attune.enrollment.domain.Scenario.PERSON;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony;
import org.attune.enrollment.domain.EnrollmentCommand.ChangeZone;
import org.attune.enrollment.domain.EnrollmentCommand.ChooseChannels;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.Decline;
import org.attune.enrollment.domain.EnrollmentCommand.DeclineRenewal;
import org.attune.enrollment.domain.EnrollmentCommand.Invite;
import org.attune.enrollment.domain.EnrollmentCommand.KeepAddress;
import org.attune.enrollment.domain.EnrollmentCommand.Leave;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.NarrowHours;
import org.attune.enrollment.domain.EnrollmentCommand.Reach;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Renew;
import org.attune.enrollment.domain.EnrollmentCommand.Screen;
import org.attune.enrollment.domain.EnrollmentCommand.Sign;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewalDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentRenewed;
import org.attune.enrollment.domain.EnrollmentEvent.DeviceLinked;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyMade;
import org.attune.enrollment.domain.EnrollmentEvent.PasskeyRemoved;
import org.junit.jupiter.api.Test;

/** Laws that hold whatever is asked in whatever order. Two thousand seeded lives. */
class EnrollmentLawsTest {
  private static final long SEED = 20270201;
  private static final Reach REACH =
      new Reach(EnumSet.allOf(Channel.class), EnumSet.allOf(Channel.class));
  private static final int LIVES = 2_000;
  private static final int COMMANDS = 60;
  private static final List<StudyTerms> TERMS = List.of(OPEN, OPEN, OPEN, PAUSED, FULL, LOCKED);

  @Test
  void nobody_enrolls_or_leaves_twice_nor_after_declining_and_nothing_follows_withdrawing() {
    var random = new Random(SEED);
    int enrolled = 0;
    long stops = 0;
    int renewed = 0;
    int refused = 0;
    for (int life = 0; life < LIVES; life++) {
      var history = live(random);
      int consents = count(history, ParticipantEnrolled.class);
      enrolled += consents;
      assertThat(consents + count(history, ConsentDeclined.class)).isLessThanOrEqualTo(1);
      var forms = new ArrayList<Integer>();
      var declined = new ArrayList<Integer>();
      for (var event : history) {
        if (event instanceof ConsentRenewed signed) forms.add(signed.consentVersion());
        if (event instanceof ConsentRenewalDeclined no) declined.add(no.consentVersion());
      }
      assertThat(forms).as("forms signed again, seed " + SEED).isSorted().doesNotHaveDuplicates();
      assertThat(declined).as("forms declined, seed " + SEED).doesNotHaveDuplicates();
      renewed += forms.size();
      refused += declined.size();
      for (var event : history.subList(0, Math.max(0, history.size() - 1))) {
        assertThat(event)
            .as("before the last, seed " + SEED)
            .isNotInstanceOf(ParticipantErased.class);
      }
      var ways = new ArrayList<LeavingWay>();
      for (var event : history) {
        if (!(event instanceof ParticipantLeft left)) continue;
        assertThat(ways).as("ways of leaving, seed " + SEED).doesNotContain(left.way());
        ways.add(left.way());
        if (!left.way().staysInStudy()) {
          assertThat(history.subList(history.indexOf(event) + 1, history.size()))
              .as("after leaving, seed " + SEED)
              .allMatch(after -> after instanceof ParticipantErased || isOfDevices(after));
        }
      }
      stops += ways.stream().filter(LeavingWay::staysInStudy).count();
    }
    assertThat(renewed).as("second signatures, seed " + SEED).isPositive();
    assertThat(refused).as("signatures refused, seed " + SEED).isPositive();
    assertThat(stops).as("parts stopped, seed " + SEED).isPositive();
    assertThat(enrolled).as("lives that got so far, seed " + SEED).isGreaterThan(LIVES / 10);
  }

  /** Every accepted event has an arrow in the diagram, else {@code after} throws. */
  private static List<EnrollmentEvent> live(Random random) {
    var history = new ArrayList<EnrollmentEvent>();
    var at = FEB_01;
    for (int i = 0; i < COMMANDS; i++) {
      at = at.plus(Duration.ofHours(random.nextInt(20)));
      var terms = TERMS.get(random.nextInt(TERMS.size()));
      var state = EnrollmentState.after(history);
      var decision = EnrollmentRules.decide(PERSON, state, command(random, at), terms);
      if (decision instanceof Decision.Accepted(var events)) history.addAll(events);
    }
    EnrollmentState.after(history);
    return history;
  }

  private static EnrollmentCommand command(Random random, Instant at) {
    return switch (random.nextInt(15)) {
      case 0, 1 -> new Invite("s1", "en", at.plus(Duration.ofDays(14)), at);
      case 2 -> new Redeem(Redeem.Device.UNSEEN, at);
      case 3 -> new Screen(Optional.empty(), ANSWERS, at);
      case 4 ->
          new Sign(
              2,
              "5e",
              "en",
              "Europe/Dublin",
              LocalDate.parse("2027-02-02"),
              List.of(Channel.EMAIL),
              REACH,
              Optional.empty(),
              at);
      case 5 ->
          random.nextInt(8) == 0
              ? new Decline(2, at)
              : new KeepAddress(EnumSet.noneOf(Channel.class), at);
      case 6 -> new ChangeZone(random.nextBoolean() ? "Europe/Dublin" : "Asia/Tokyo", at);
      case 7 -> new NarrowHours(new Hours("10:00", "20:00", Hours.Fit.FITS), at);
      case 8 -> new ChooseChannels(List.of(Channel.values()[random.nextInt(4)]), REACH, at);
      case 9 ->
          new Leave(LeavingWay.values()[random.nextInt(LeavingWay.values().length)], "no-time", at);
      case 10 ->
          random.nextInt(3) > 0
              ? new Renew(1 + random.nextInt(4), "6f", "en", LocalDate.parse("2027-02-15"), at)
              : new DeclineRenewal(1 + random.nextInt(4), random.nextInt(4) == 0, at);
      case 11 -> new MakePasskey(ceremony(random), true, false, random.nextInt(7), 1, at);
      case 12 -> new RemovePasskey(1, random.nextBoolean(), at);
      case 13 ->
          new ComeBack(
              Redeem.Device.values()[random.nextInt(3)],
              ceremony(random),
              random.nextInt(4) > 0,
              new ComeBack.Counter(random.nextInt(3), random.nextInt(3)),
              random.nextInt(12),
              2,
              at);
      default -> new Screen(Optional.of("adult"), ANSWERS, at.plusSeconds(random.nextInt(9)));
    };
  }

  private static Ceremony ceremony(Random random) {
    var challenges = Ceremony.Challenge.values();
    return new Ceremony(
        random.nextInt(8) > 0, challenges[random.nextInt(challenges.length)], random.nextInt(12));
  }

  /** Whoever left may still look at what the study holds, and take a passkey back. */
  private static boolean isOfDevices(EnrollmentEvent event) {
    return event instanceof DeviceLinked
        || event instanceof PasskeyMade
        || event instanceof PasskeyRemoved;
  }

  private static int count(List<EnrollmentEvent> history, Class<?> type) {
    return (int) history.stream().filter(type::isInstance).count();
  }
}
