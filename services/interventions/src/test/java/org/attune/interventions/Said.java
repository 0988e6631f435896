package org.attune.interventions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.v1.Channel;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.outcomes.v1.ScoreValue;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.event.EventKey;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.v1.ArmAllocated;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;

/** What other services say of a study and its participants. */
final class Said {
  private Said() {}

  static StudyPublished published(Protocol protocol, Instant at) {
    return StudyPublished.newBuilder()
        .setStudy(protocol.study())
        .setVersion(1)
        .setProtocolSha256(protocol.sha256())
        .setProtocol(CanonicalProtocol.of(protocol).json())
        .setAnalysisSha256(protocol.analysisSha256())
        .setAt(at)
        .build();
  }

  static StudyOpened opened(String study, Instant at) {
    return StudyOpened.newBuilder()
        .setStudy(study)
        .setVersion(1)
        .setSynthetic(false)
        .setTarget(90)
        .setAt(at)
        .build();
  }

  /** In Madrid, on 2 March 2026. */
  static ParticipantEnrolled enrolled(EventKey key, String site, Instant at) {
    return ParticipantEnrolled.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setSite(site)
        .setProtocolVersion(1)
        .setConsentVersion(1)
        .setConsentFormSha256("0".repeat(64))
        .setLanguage("es")
        .setZone("Europe/Madrid")
        .setLocalDate(LocalDate.parse("2026-03-02"))
        .setChannel(Channel.EMAIL)
        .setAt(at)
        .build();
  }

  /** In {@code zone}, on that date there. */
  static ArmAllocated allocated(EventKey key, String arm, String date, String zone, Instant at) {
    return ArmAllocated.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setArm(arm)
        .setMethod("permuted-blocks")
        .setStrata(List.of())
        .setStratum("")
        .setIndex(0)
        .setSequence(0)
        .setBlockNumber(0)
        .setBlockSize(6)
        .setCounts(List.of())
        .setDraw("00")
        .setAttempt(0)
        .setEngineVersion("1")
        .setLocalDate(LocalDate.parse(date))
        .setZone(zone)
        .setProtocolVersion(1)
        .setAt(at)
        .build();
  }

  static ZoneChanged moved(EventKey key, String zone, Instant at) {
    return ZoneChanged.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setZone(zone)
        .setAt(at)
        .build();
  }

  static ParticipantLeft left(EventKey key, LeavingWay way, Instant at) {
    return ParticipantLeft.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setWay(way)
        .setReason("time")
        .setAt(at)
        .build();
  }

  /** An assessment that measured attachment. */
  static VisitCompleted assessed(EventKey key, String assessment, String avoidance, Instant at) {
    return VisitCompleted.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setVisitId(new UUID(0x8000L, 0x8000_0000_0000_0300L + assessment.length()))
        .setAssessment(assessment)
        .setScores(
            List.of(
                new ScoreValue("phq9_total", "12", 9, 9, "phq9_total@1", null),
                new ScoreValue("scs26_total", null, 3, 26, "scs26_total@1", "too-many-missing")))
        .setAttachmentAvoidance(avoidance)
        .setAt(at)
        .build();
  }
}
