package org.attune.studies.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.studies.domain.Decision.Accepted;
import org.attune.studies.domain.Decision.Refused;
import org.attune.studies.domain.StudyCommand.Publish;
import org.attune.studies.domain.StudyEvent.StudyPublished;

/** Given a history, when a command comes, then events or a refusal; twice is as once. */
final class Scenario {
  private final boolean rehearsal;

  /** Everybody whom the pilot needs, by the third naming. */
  private static final Staffing STAFFED = new Staffing(3, Set.of("s1/clinician", "s2/clinician"));

  private final List<StudyEvent> history;
  private Staffing staffing = STAFFED;
  private int listVersion;
  private Optional<Decision> decision = Optional.empty();

  private Scenario(boolean rehearsal, List<StudyEvent> history) {
    this.rehearsal = rehearsal;
    this.history = history;
  }

  static Scenario given(StudyEvent... history) {
    return new Scenario(false, List.of(history));
  }

  static Scenario rehearsing(StudyEvent... history) {
    return new Scenario(true, List.of(history));
  }

  /** Only these posts are held, each as {@code site/role}. */
  Scenario staffed(String... posts) {
    staffing = new Staffing(STAFFED.naming(), Set.of(posts));
    return this;
  }

  /** A list was uploaded that fits this version. */
  Scenario listed(int version) {
    listVersion = version;
    return this;
  }

  private Reported reported() {
    return new Reported(staffing, listVersion);
  }

  static Publish publish(Protocol protocol, Instant at) {
    return new Publish(protocol, CanonicalProtocol.of(protocol), at);
  }

  static StudyPublished published(Protocol protocol, Instant at) {
    var canonical = CanonicalProtocol.of(protocol);
    return new StudyPublished(
        protocol.study(),
        protocol.version(),
        canonical.sha256(),
        canonical.json(),
        protocol.analysisSha256(),
        protocol.effective(),
        protocol.reason(),
        at);
  }

  Scenario when(StudyCommand command) {
    var decided =
        StudyRules.decide(
            "kindness-pilot", StudyState.after(history), reported(), command, rehearsal);
    if (decided instanceof Accepted(var events)) {
      var later = new ArrayList<>(history);
      later.addAll(events);
      assertThat(
              StudyRules.decide(
                  "kindness-pilot", StudyState.after(later), reported(), command, rehearsal))
          .as("second delivery")
          .isEqualTo(Decision.accept());
    }
    decision = Optional.of(decided);
    return this;
  }

  void then(StudyEvent... events) {
    assertThat(decision).contains(Decision.accept(events));
  }

  void thenNothing() {
    then();
  }

  void thenRefused(Refusal reason) {
    assertThat(decision.orElseThrow())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  void thenRefused(Refusal reason, String detail) {
    assertThat(decision).contains(Decision.refuse(reason, detail));
  }
}
