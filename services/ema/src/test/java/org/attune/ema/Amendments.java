package org.attune.ema;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/** Amended versions of a protocol. */
final class Amendments {
  private Amendments() {}

  /** The same study with other schedules from a local date on. */
  static Protocol of(Protocol p, int version, LocalDate effective, EmaPlan... ema) {
    return CanonicalProtocol.seal(
        new Protocol(
            p.study(),
            version,
            Optional.of(effective),
            Optional.of("fewer prompts"),
            p.title(),
            p.registration(),
            p.languages(),
            p.quietFrom(),
            p.quietUntil(),
            p.sites(),
            p.attachment(),
            p.arms(),
            p.enrollment(),
            p.randomization(),
            p.assessments(),
            List.of(ema),
            p.lateAnswers(),
            p.questionnaires(),
            p.consentForms(),
            p.crisisCards(),
            p.programmes(),
            p.safety(),
            p.microRandomization(),
            p.analysis(),
            p.analysisSha256(),
            ""));
  }
}
