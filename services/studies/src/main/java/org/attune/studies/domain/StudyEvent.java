package org.attune.studies.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What has happened to one study, in the order it happened. Names and components are schemas. */
public sealed interface StudyEvent {
  /** The study, by its slug. */
  String study();

  /** Study time at which it was decided. */
  Instant at();

  /**
   * A version became immutable and known to all services.
   *
   * @param version from 1
   * @param protocolSha256 of {@code protocol}, lower-case hex
   * @param protocol canonical form, JSON
   * @param analysisSha256 of the registered analysis plan, lower-case hex
   * @param effective first local date on which it applies; empty for version 1
   * @param reason why the study was amended; empty for version 1
   */
  record StudyPublished(
      String study,
      int version,
      String protocolSha256,
      String protocol,
      String analysisSha256,
      Optional<LocalDate> effective,
      Optional<String> reason,
      Instant at)
      implements StudyEvent {}

  /**
   * The study may invite and enroll.
   *
   * @param version in force everywhere when it opened
   * @param synthetic true in a rehearsal
   * @param target allocations, or enrollments without arms, at which it is full
   */
  record StudyOpened(String study, int version, boolean synthetic, int target, Instant at)
      implements StudyEvent {}

  record StudyPaused(String study, String reason, Instant at) implements StudyEvent {}

  record StudyResumed(String study, String reason, Instant at) implements StudyEvent {}

  record StudyClosed(String study, String reason, Instant at) implements StudyEvent {}

  record StudyLocked(String study, String reason, Instant at) implements StudyEvent {}
}
