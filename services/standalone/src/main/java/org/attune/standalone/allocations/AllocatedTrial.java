package org.attune.standalone.allocations;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.enrollment.v1.Channel;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantScreened;
import org.attune.enrollment.v1.ScreeningOutcome;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;
import org.attune.testkit.harness.ServiceHarness;

/** What other services say of a study whose participants are all ready to be allocated. */
final class AllocatedTrial {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String ASSESSMENT = "baseline";

  private final ServiceHarness harness;
  private final Protocol protocol;
  private final Instant at;

  /**
   * @param directory of a study that allocates as soon as {@code baseline} is complete
   */
  AllocatedTrial(ServiceHarness harness, Path directory, Instant at) {
    this.harness = harness;
    this.at = at;
    var linted = Linter.lint(Bundle.read(directory)).protocol().orElseThrow();
    protocol = CanonicalProtocol.seal(linted);
  }

  String study() {
    return protocol.study();
  }

  static UUID participant(int number) {
    return new UUID(0x0000_0000_0000_8000L, 0x8000_0000_0000_0000L + number);
  }

  /** Publishes, opens, and gets everybody ready. */
  void begin(int participants) {
    var canonical = CanonicalProtocol.of(protocol);
    say(
        StudyPublished.newBuilder()
            .setStudy(study())
            .setVersion(protocol.version())
            .setProtocolSha256(canonical.sha256())
            .setProtocol(canonical.json())
            .setAnalysisSha256(protocol.analysisSha256())
            .setEffective(null)
            .setReason(null)
            .setAt(at)
            .build());
    say(
        StudyOpened.newBuilder()
            .setStudy(study())
            .setVersion(protocol.version())
            .setSynthetic(true)
            .setTarget(participants)
            .setAt(at)
            .build());
    var said = new ArrayList<SpecificRecordBase>();
    for (int number = 0; number < participants; number++) said.addAll(ready(number));
    harness.foreign().publishAll(said).forEach(harness::awaitApplied);
  }

  private void say(SpecificRecordBase event) {
    harness.awaitApplied(harness.foreign().publish(event));
  }

  private List<SpecificRecordBase> ready(int number) {
    var site = protocol.sites().get(number % protocol.sites().size());
    return List.of(
        ParticipantScreened.newBuilder()
            .setStudy(study())
            .setParticipantId(participant(number))
            .setSite(site.id())
            .setProtocolVersion(protocol.version())
            .setOutcome(ScreeningOutcome.ELIGIBLE)
            .setAnswers(List.of())
            .setAt(at)
            .build(),
        ParticipantEnrolled.newBuilder()
            .setStudy(study())
            .setParticipantId(participant(number))
            .setSite(site.id())
            .setProtocolVersion(protocol.version())
            .setConsentVersion(1)
            .setConsentFormSha256("00")
            .setLanguage("en")
            .setZone(site.zone().getId())
            .setLocalDate(DAY)
            .setChannel(Channel.EMAIL)
            .setAt(at)
            .build(),
        VisitCompleted.newBuilder()
            .setStudy(study())
            .setParticipantId(participant(number))
            .setVisitId(new UUID(1, number))
            .setAssessment(ASSESSMENT)
            .setScores(List.of())
            .setAttachmentStyle(null)
            .setAt(at)
            .build());
  }
}
