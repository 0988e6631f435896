package org.attune.studies.domain;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;

/** What somebody wants done with a study. */
public sealed interface StudyCommand {
  /** Study time of the command. */
  Instant at();

  /**
   * Make a version known to all.
   *
   * @param protocol read from a bundle without errors
   */
  record Publish(Protocol protocol, CanonicalProtocol canonical, Instant at)
      implements StudyCommand {}

  /**
   * Let it invite and enroll.
   *
   * @param synthetic nobody real will take part
   * @param target replaces {@code enrollment.target}; in a rehearsal only
   * @param naming the naming of safety contacts that has to be known here before
   * @param list version of the protocol of whose list has to be known here before
   */
  record Open(
      boolean synthetic, OptionalInt target, OptionalLong naming, OptionalInt list, Instant at)
      implements StudyCommand {}

  /** Send nothing and allocate nobody for a while. */
  record Pause(String reason, Instant at) implements StudyCommand {}

  /** Go on after a pause. */
  record Resume(String reason, Instant at) implements StudyCommand {}

  /** Ask nobody anything more. */
  record Close(String reason, Instant at) implements StudyCommand {}

  /** Change nothing more. */
  record Lock(String reason, Instant at) implements StudyCommand {}
}
