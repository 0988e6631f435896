package org.attune.enrollment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentCommand.Ceremony;
import org.attune.enrollment.domain.EnrollmentCommand.ComeBack;
import org.attune.enrollment.domain.EnrollmentCommand.Link;
import org.attune.enrollment.domain.EnrollmentCommand.MakePasskey;
import org.attune.enrollment.domain.EnrollmentCommand.Redeem;
import org.attune.enrollment.domain.EnrollmentCommand.RemovePasskey;
import org.attune.enrollment.domain.EnrollmentEvent.ConsentDeclined;
import org.attune.enrollment.domain.EnrollmentEvent.InvitationRedeemed;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantEnrolled;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantInvited;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantLeft;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantScreened;

/**
 * Given what happened and the terms, when a command comes, then what is decided. Checks for free
 * that a second delivery of an accepted command is accepted and changes nothing.
 */
final class Scenario {
  static final String STUDY = "kindness";
  static final UUID ANN = new UUID(0, 1);
  static final Person PERSON = new Person(STUDY, ANN);
  static final Instant FEB_01 = Instant.parse("2027-02-01T12:00:00Z");
  static final Instant FEB_02 = Instant.parse("2027-02-02T12:00:00Z");
  static final Instant FEB_15 = Instant.parse("2027-02-15T12:00:00Z");
  static final LocalDate FEB_01_LOCAL = LocalDate.parse("2027-02-01");

  /** Version 4 of the protocol is published and comes with consent form 3. */
  static final SortedMap<Integer, Integer> COMING = new TreeMap<>(Map.of(3, 4));

  /** Open, with room, version 3 with consent form 2 in force, the site open since 1 February. */
  static final StudyTerms OPEN =
      new StudyTerms(true, false, false, 3, 2, COMING, FEB_01_LOCAL, FEB_01_LOCAL, List.of());

  static final StudyTerms PAUSED =
      new StudyTerms(false, false, false, 3, 2, COMING, FEB_01_LOCAL, FEB_01_LOCAL, List.of());
  static final StudyTerms FULL =
      new StudyTerms(true, false, true, 3, 2, COMING, FEB_01_LOCAL, FEB_01_LOCAL, List.of());
  static final StudyTerms LOCKED =
      new StudyTerms(false, true, false, 3, 2, COMING, FEB_01_LOCAL, FEB_01_LOCAL, List.of());

  static final ParticipantInvited INVITED =
      new ParticipantInvited(STUDY, ANN, "s1", 3, "en", FEB_15, FEB_01);
  static final InvitationRedeemed REDEEMED = new InvitationRedeemed(STUDY, ANN, 1, FEB_01);
  static final List<CodedAnswer> ANSWERS = List.of(CodedAnswer.number("screener_age", 34));
  static final ParticipantScreened ELIGIBLE =
      new ParticipantScreened(
          STUDY, ANN, "s1", 3, ScreeningOutcome.ELIGIBLE, Optional.empty(), ANSWERS, FEB_02);
  static final ParticipantScreened INELIGIBLE =
      new ParticipantScreened(
          STUDY,
          ANN,
          "s1",
          3,
          ScreeningOutcome.INELIGIBLE,
          Optional.of("adult"),
          List.of(),
          FEB_02);
  static final ConsentDeclined DECLINED = new ConsentDeclined(STUDY, ANN, 2, FEB_02);
  static final ParticipantEnrolled ENROLLED =
      new ParticipantEnrolled(
          STUDY,
          ANN,
          "s1",
          3,
          2,
          "5e",
          "en",
          "Europe/Dublin",
          LocalDate.parse("2027-02-02"),
          Channel.EMAIL,
          FEB_02);
  static final ParticipantLeft LEFT =
      new ParticipantLeft(STUDY, ANN, LeavingWay.WITHDRAW_FOLLOWUP, "no-time", FEB_15);

  private final StudyTerms terms;
  private final List<EnrollmentEvent> history;

  private Scenario(StudyTerms terms, List<EnrollmentEvent> history) {
    this.terms = terms;
    this.history = history;
  }

  static Scenario given(StudyTerms terms, EnrollmentEvent... history) {
    return new Scenario(terms, List.of(history));
  }

  Outcome when(EnrollmentCommand command) {
    var decision = EnrollmentRules.decide(PERSON, EnrollmentState.after(history), command, terms);
    if (decision instanceof Decision.Accepted(var events)) {
      var later = new ArrayList<>(history);
      later.addAll(events);
      assertThat(
              EnrollmentRules.decide(PERSON, EnrollmentState.after(later), again(command), terms))
          .as("second delivery")
          .isEqualTo(Decision.accept());
    }
    return new Outcome(decision);
  }

  /** By its second delivery the device of the first is known. */
  private static EnrollmentCommand again(EnrollmentCommand command) {
    return switch (command) {
      case Redeem redeem -> new Redeem(Redeem.Device.KNOWN, redeem.at());
      case Link link ->
          new Link(
              Redeem.Device.KNOWN,
              Link.Standing.REPEATED,
              link.devices(),
              link.number(),
              link.at());
      case MakePasskey made ->
          new MakePasskey(
              repeated(made.ceremony()), true, true, made.passkeys(), made.number(), made.at());
      case RemovePasskey removed -> new RemovePasskey(removed.number(), false, removed.at());
      case ComeBack back ->
          new ComeBack(
              Redeem.Device.KNOWN,
              repeated(back.ceremony()),
              true,
              new ComeBack.Counter(back.counter().last(), back.counter().shown()),
              back.devices(),
              back.number(),
              back.at());
      default -> command;
    };
  }

  private static Ceremony repeated(Ceremony ceremony) {
    return new Ceremony(ceremony.here(), Ceremony.Challenge.REPEATED, ceremony.recent());
  }

  record Outcome(Decision decision) {
    void then(EnrollmentEvent... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
    }

    void thenNothing() {
      assertThat(decision).isEqualTo(Decision.accept());
    }

    void thenRefused(Refusal reason) {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    void thenRefused(Refusal reason, String detail) {
      assertThat(decision).isEqualTo(Decision.refuse(reason, detail));
    }
  }
}
