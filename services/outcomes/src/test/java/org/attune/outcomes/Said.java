package org.attune.outcomes;

import static org.attune.outcomes.domain.Trial.CONSENT;
import static org.attune.outcomes.domain.Trial.MADRID;
import static org.attune.outcomes.domain.Trial.RANDOMIZATION;
import static org.attune.outcomes.domain.Trial.STUDY;

import java.time.Instant;
import org.attune.enrollment.v1.Channel;
import org.attune.enrollment.v1.ConsentRenewed;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.ParticipantEnrolled;
import org.attune.enrollment.v1.ParticipantLeft;
import org.attune.platform.event.EventKey;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.v1.ParticipantRandomized;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;

/** What other services say of the trial and its participants, who are in Madrid. */
final class Said {
  private Said() {}

  static StudyPublished published(Protocol protocol, Instant at) {
    return StudyPublished.newBuilder()
        .setStudy(STUDY)
        .setVersion(protocol.version())
        .setProtocolSha256(protocol.sha256())
        .setProtocol(CanonicalProtocol.of(protocol).json())
        .setAnalysisSha256(protocol.analysisSha256())
        .setEffective(protocol.effective().orElse(null))
        .setReason(protocol.reason().orElse(null))
        .setAt(at)
        .build();
  }

  static StudyOpened opened(Instant at) {
    return StudyOpened.newBuilder()
        .setStudy(STUDY)
        .setVersion(1)
        .setSynthetic(false)
        .setTarget(90)
        .setAt(at)
        .build();
  }

  static ParticipantEnrolled enrolled(EventKey key, Instant at) {
    return ParticipantEnrolled.newBuilder()
        .setStudy(STUDY)
        .setParticipantId(key.participantId())
        .setSite("s1")
        .setProtocolVersion(1)
        .setConsentVersion(1)
        .setConsentFormSha256("0".repeat(64))
        .setLanguage("es")
        .setZone(MADRID.getId())
        .setLocalDate(CONSENT.date())
        .setChannel(Channel.EMAIL)
        .setAt(at)
        .build();
  }

  static ConsentRenewed renewed(EventKey key, int version, Instant at) {
    return ConsentRenewed.newBuilder()
        .setStudy(STUDY)
        .setParticipantId(key.participantId())
        .setProtocolVersion(version)
        .setConsentVersion(version)
        .setConsentFormSha256("1".repeat(64))
        .setLanguage("es")
        .setLocalDate(CONSENT.date())
        .setAt(at)
        .build();
  }

  static ParticipantLeft left(EventKey key, Instant at) {
    return ParticipantLeft.newBuilder()
        .setStudy(STUDY)
        .setParticipantId(key.participantId())
        .setWay(LeavingWay.WITHDRAW_FOLLOWUP)
        .setReason("time")
        .setAt(at)
        .build();
  }

  static ParticipantRandomized randomized(EventKey key, Instant at) {
    return ParticipantRandomized.newBuilder()
        .setStudy(STUDY)
        .setParticipantId(key.participantId())
        .setLocalDate(RANDOMIZATION.date())
        .setZone(MADRID.getId())
        .setProtocolVersion(1)
        .setAt(at)
        .build();
  }
}
