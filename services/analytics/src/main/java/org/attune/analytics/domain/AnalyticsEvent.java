package org.attune.analytics.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What has happened to a study's datasets. */
public sealed interface AnalyticsEvent {
  String study();

  /** Study time at which the service decided this. */
  Instant at();

  /**
   * A dataset was cut and packaged.
   *
   * @param datasetSha256 hash of the dataset, lower-case hexadecimal
   * @param asOf time of the cut
   * @param reason why an unblinded dataset was asked for; empty if blinded
   * @param requester role and staff id
   */
  record DatasetSnapshotCreated(
      String study,
      UUID snapshotId,
      String datasetSha256,
      boolean blinded,
      Instant asOf,
      Optional<String> reason,
      String requester,
      Instant at)
      implements AnalyticsEvent {}
}
