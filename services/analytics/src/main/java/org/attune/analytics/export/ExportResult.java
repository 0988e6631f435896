package org.attune.analytics.export;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.UUID;

/** What came of asking for a dataset. */
public sealed interface ExportResult {
  /**
   * A package was made.
   *
   * @param path directory of the package
   * @param datasetSha256 hash of the dataset: same cut, format and blinding, same hash
   * @param rows rows per table
   * @param files SHA-256 per file of the dataset, by path in the package
   * @param parked events, of any study, that could not be applied and before which the cut ends; of
   *     a blinded dataset those of public topics
   */
  record Created(
      UUID id,
      Path path,
      String datasetSha256,
      SortedMap<String, Long> rows,
      SortedMap<String, String> files,
      long parked)
      implements ExportResult {}

  /** Nothing was made. */
  record Refused(ExportRefusal reason, String detail) implements ExportResult {}
}
