package org.attune.analytics.export;

import java.util.List;
import org.attune.analytics.dataset.CsvFile.Written;

/** What a person reads first in a package. */
final class PackageReadme {
  private PackageReadme() {}

  static String of(Snapshot snapshot, List<Written> tables, String sha256) {
    var text = new StringBuilder();
    text.append("# Dataset of the study ").append(snapshot.study()).append("\n\n");
    if (snapshot.synthetic()) {
      text.append("SYNTHETIC: a rehearsal made this; no person is behind any row.\n\n");
    }
    text.append(
        snapshot.isUnblinded()
            ? "UNBLINDED: this package tells the arm of every participant.\n\n"
            : "Blinded: nothing here depends on the arm.\n\n");
    if (snapshot.parked() > 0) {
      text.append("INCOMPLETE: ").append(snapshot.parked());
      text.append(" events of the platform could not be applied. The tables end before the\n");
      text.append(
          "first of them in each partition of the log, so that they lack what came later of\n");
      text.append(
          "other participants too. An administrator finds them by `./attune parked`; export\n");
      text.append("again once they are applied.\n\n");
    }
    text.append(
        """
        - `data/` holds one CSV file per table: RFC 4180, UTF-8, LF, decimal point. An empty cell is
          a missing value; `missing_reason` says why.
        - `metadata/codebook.csv` explains every column, item and score.
        - `datapackage.json` describes the same for programs (Data Package 2.0).
        - `checksums.sha256` lists the hashes of data and codebook: `sha256sum -c checksums.sha256`.
          Its own SHA-256 is the hash of the dataset.
        - `provenance/` says how the package came about; it is outside the dataset's hash.

        Times end in `_utc` with milliseconds and `Z`, or in `_local` without an offset. Identities
        are pseudonyms made for export; a letter says of what.

        """);
    text.append("Dataset SHA-256: `").append(sha256).append("`\n\n");
    text.append("| table | one row per | rows |\n|---|---|---|\n");
    for (var written : tables) {
      var table = written.table();
      text.append("| ").append(table.name()).append(" | ").append(table.grain());
      text.append(" | ").append(written.rows()).append(" |\n");
    }
    return text.toString();
  }

  /** {@code protocol_versions.csv}: which protocols the data were collected under. */
  static String protocolVersions(Snapshot snapshot) {
    var csv = new StringBuilder("version,protocol_sha256,analysis_sha256,effective\n");
    for (var published : snapshot.protocols().versions()) {
      csv.append(published.version()).append(',').append(published.sha256()).append(',');
      csv.append(published.analysisSha256()).append(',');
      published.protocol().effective().ifPresent(csv::append);
      csv.append('\n');
    }
    return csv.toString();
  }
}
