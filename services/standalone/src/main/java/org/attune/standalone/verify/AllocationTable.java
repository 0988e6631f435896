package org.attune.standalone.verify;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.randomization.engine.DrawRecord;
import org.attune.standalone.effects.PackageTable;

/** The table {@code allocations} of a package, which must say the same as the record of draws. */
final class AllocationTable {
  private final Map<String, NamedCsvRecord> bySequence = new HashMap<>();
  private final List<NamedCsvRecord> rows;

  private AllocationTable(List<NamedCsvRecord> rows) {
    this.rows = rows;
    for (var row : rows) bySequence.put(field(row, "sequence_no"), row);
  }

  /** Reads it; without rows if the package has none. */
  static AllocationTable read(Path directory) {
    return new AllocationTable(PackageTable.rows(directory, "allocations"));
  }

  /**
   * What a draw's row says otherwise; empty if it agrees.
   *
   * @param participant as exported; empty for the erased
   */
  Optional<String> difference(DrawRecord draw, String participant, String commitment) {
    var row = bySequence.get(Integer.toString(draw.sequence()));
    if (row == null) return Optional.of("The table of allocations has no row of it.");
    var expected =
        List.of(
            List.of("participant_id", participant),
            List.of("arm_code", draw.arm()),
            List.of("stratum", draw.stratum()),
            List.of("stratum_index", Integer.toString(draw.index())),
            List.of("block_number", Integer.toString(draw.blockNumber())),
            List.of("block_size", Integer.toString(draw.blockSize())),
            List.of("list_hash", commitment));
    for (var pair : expected) {
      var said = field(row, pair.getFirst());
      if (said.equals(pair.getLast())) continue;
      return Optional.of(
          "Its %s is '%s' in the table of allocations, but '%s' in the record of draws."
              .formatted(pair.getFirst(), said, pair.getLast()));
    }
    return Optional.empty();
  }

  /** Sequence of the first row that is earlier than the row before it; empty if none is. */
  Optional<Integer> firstOutOfOrder() {
    var latest = "";
    for (int sequence = 0; sequence < rows.size(); sequence++) {
      var row = bySequence.get(Integer.toString(sequence));
      if (row == null) continue;
      var at = field(row, "allocated_at_utc");
      if (at.isEmpty()) continue; // of somebody who was erased
      if (at.compareTo(latest) < 0) return Optional.of(sequence);
      latest = at;
    }
    return Optional.empty();
  }

  int rows() {
    return rows.size();
  }

  private static String field(NamedCsvRecord row, String name) {
    return row.findField(name).orElse("");
  }
}
