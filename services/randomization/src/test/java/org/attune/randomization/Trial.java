package org.attune.randomization;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.ema.v1.ScheduleEnded;
import org.attune.enrollment.v1.Channel;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.ParticipantScreened;
import org.attune.enrollment.v1.ScreeningOutcome;
import org.attune.outcomes.v1.ScoreValue;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.domain.RandomizationEvent;
import org.attune.studies.v1.StudyClosed;
import org.attune.studies.v1.StudyLocked;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPaused;
import org.attune.studies.v1.StudyPublished;
import org.attune.studies.v1.StudyResumed;
import org.attune.testkit.harness.NextVersion;
import org.attune.testkit.harness.ServiceHarness;

/** What other services say during a trial, said to a randomization service under test. */
final class Trial {
  final String study;
  private final ServiceHarness harness;
  private final Protocol protocol;

  Trial(ServiceHarness harness, Protocol protocol) {
    this.harness = harness;
    this.protocol = protocol;
    study = protocol.study();
  }

  static UUID participant(int number) {
    return new UUID(0x0000_0000_0000_8000L, 0x8000_0000_0000_0000L + number);
  }

  EventKey key(int number) {
    return EventKey.of(study, participant(number));
  }

  private Instant now() {
    return harness.clock().now();
  }

  void publish() {
    publish(protocol);
  }

  /**
   * The next version, in effect from a local date on, whose consent form has to be signed again.
   */
  void amendConsent(LocalDate effective) {
    publish(NextVersion.of(protocol, effective).consentAgain().sealed());
  }

  private void publish(Protocol version) {
    var canonical = CanonicalProtocol.of(version);
    say(
        StudyPublished.newBuilder()
            .setStudy(study)
            .setVersion(version.version())
            .setProtocolSha256(canonical.sha256())
            .setProtocol(canonical.json())
            .setAnalysisSha256(version.analysisSha256())
            .setEffective(version.effective().orElse(null))
            .setReason(version.reason().orElse(null))
            .setAt(now())
            .build());
  }

  void open(int target) {
    say(
        StudyOpened.newBuilder()
            .setStudy(study)
            .setVersion(protocol.version())
            .setSynthetic(true)
            .setTarget(target)
            .setAt(now())
            .build());
  }

  void pause() {
    say(StudyPaused.newBuilder().setStudy(study).setReason("a test").setAt(now()).build());
  }

  void resume() {
    say(StudyResumed.newBuilder().setStudy(study).setReason("a test").setAt(now()).build());
  }

  void close() {
    say(StudyClosed.newBuilder().setStudy(study).setReason("a test").setAt(now()).build());
  }

  void lock() {
    say(StudyLocked.newBuilder().setStudy(study).setReason("a test").setAt(now()).build());
  }

  void screen(int number, String site) {
    say(
        ParticipantScreened.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setSite(site)
            .setProtocolVersion(1)
            .setOutcome(ScreeningOutcome.ELIGIBLE)
            .setAnswers(List.of())
            .setAt(now())
            .build());
  }

  void enroll(int number, String site, String zone) {
    screen(number, site);
    say(
        ParticipantEnrolled.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setSite(site)
            .setProtocolVersion(1)
            .setConsentVersion(1)
            .setConsentFormSha256("00")
            .setLanguage("en")
            .setZone(zone)
            .setLocalDate(LocalDate.of(2026, 3, 1))
            .setChannel(Channel.EMAIL)
            .setAt(now())
            .build());
  }

  void renew(int number, int version) {
    say(
        ConsentRenewed.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setProtocolVersion(version)
            .setConsentVersion(version)
            .setConsentFormSha256("01")
            .setLanguage("en")
            .setLocalDate(LocalDate.of(2026, 3, 2))
            .setAt(now())
            .build());
  }

  void complete(int number, String assessment, String style) {
    complete(number, assessment, style, List.of());
  }

  void complete(int number, String assessment, String style, List<ScoreValue> scores) {
    say(
        VisitCompleted.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setVisitId(new UUID(0x0000_0000_0000_8000L, 0x8000_0000_0000_1000L + number))
            .setAssessment(assessment)
            .setScores(scores)
            .setAttachmentStyle(style.isEmpty() ? null : style)
            .setAt(now())
            .build());
  }

  void end(int number, String schedule) {
    say(
        ScheduleEnded.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setSchedule(schedule)
            .setAt(now())
            .build());
  }

  void leave(int number) {
    say(
        ParticipantLeft.newBuilder()
            .setStudy(study)
            .setParticipantId(participant(number))
            .setWay(LeavingWay.WITHDRAW_FOLLOWUP)
            .setReason("burden")
            .setAt(now())
            .build());
  }

  /** Everything that a participant of the pilot needs before allocation. */
  void prepare(int number, String site) {
    enroll(number, site, "Europe/Dublin");
    complete(number, "baseline", "");
  }

  private Position say(org.apache.avro.specific.SpecificRecordBase event) {
    var position = harness.foreign().publish(event);
    harness.awaitApplied(position);
    return position;
  }

  /** Handles all that is due for a participant. */
  void tick(int number) {
    harness.tick(key(number));
  }

  List<RandomizationEvent> history(int number) {
    return harness.history(key(number), RandomizationEvent.class);
  }

  List<RandomizationEvent> history() {
    return harness.history(EventKey.ofStudy(study), RandomizationEvent.class);
  }

  /** What the tables and the history say of the study and of participants 1 to {@code upTo}. */
  List<List<String>> lawRows(int upTo) {
    var law = harness.runtime().wiring().law().orElseThrow();
    var keys = new ArrayList<EventKey>();
    keys.add(EventKey.ofStudy(study));
    for (int i = 1; i <= upTo; i++) keys.add(key(i));
    return harness
        .database()
        .inTransaction(
            connection -> {
              var folded = new ArrayList<String>();
              var stored = new ArrayList<String>();
              for (var key : keys) {
                folded.add(key + " " + law.folded(connection, key));
                stored.add(key + " " + law.stored(connection, key));
              }
              return List.of(folded, stored);
            });
  }
}
