package org.attune.testkit.checker;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.randomization.v1.AllocationKept;
import org.attune.randomization.v1.ArmAllocated;
import org.attune.randomization.v1.ArmCount;
import org.attune.randomization.v1.RandomizationCommitted;
import org.attune.randomization.v1.SeedRevealed;
import org.attune.randomization.v1.StratumLevel;

/**
 * Promise I6: one allocation per participant, positions gapless, nothing that the committed seed
 * does not give, and the sink holds the same arm. Keeps the allocations of all studies.
 */
final class AllocationCheck implements RowCheck {
  private static final UUID NOBODY = new UUID(0, 0);

  /** The method whose positions count within the study, and not within a stratum. */
  private static final String OF_STUDY = "minimisation";

  private record Allocation(HistoryRow row, ArmAllocated event) {}

  private final Optional<AllocationReplay> replay;
  private final Findings findings;
  private final Map<String, List<Allocation>> byStudy = new TreeMap<>();
  private final Map<EventKey, Allocation> byOwner = new HashMap<>();
  private final Map<String, String> commitments = new HashMap<>();
  private final Map<String, SeedRevealed> seeds = new TreeMap<>();
  private final List<HistoryRow> allocated = new ArrayList<>();
  private final List<HistoryRow> randomized = new ArrayList<>();

  AllocationCheck(Optional<AllocationReplay> replay, Findings findings) {
    this.replay = replay;
    this.findings = findings;
  }

  @Override
  public void row(HistoryRow row) {
    switch (row.type()) {
      case "ArmAllocated" -> {
        var allocation = new Allocation(row, row.as(ArmAllocated.class));
        byStudy.computeIfAbsent(row.key().study(), _ -> new ArrayList<>()).add(allocation);
        byOwner.putIfAbsent(row.key(), allocation);
        allocated.add(row);
      }
      case "AllocationKept" ->
          byStudy
              .computeIfAbsent(row.key().study(), _ -> new ArrayList<>())
              .add(new Allocation(row, unnamed(row.as(AllocationKept.class))));
      case "ParticipantRandomized" -> randomized.add(row);
      case "RandomizationCommitted" -> {
        var committed = row.as(RandomizationCommitted.class);
        commitments.put(row.key().study(), committed.getCommitment());
      }
      case "SeedRevealed" -> revealed(row, row.as(SeedRevealed.class));
      default -> {} // closing and refusing allocate nobody
    }
  }

  /** The place of an erased participant, as of somebody without a name. */
  private static ArmAllocated unnamed(AllocationKept kept) {
    return ArmAllocated.newBuilder()
        .setStudy(kept.getStudy())
        .setParticipantId(NOBODY)
        .setArm(kept.getArm())
        .setMethod(kept.getMethod())
        .setStrata(
            kept.getStrata().stream()
                .map(level -> new StratumLevel(level.getFactor(), level.getLevel()))
                .toList())
        .setStratum(kept.getStratum())
        .setIndex(kept.getIndex())
        .setSequence(kept.getSequence())
        .setBlockNumber(kept.getBlockNumber())
        .setBlockSize(kept.getBlockSize())
        .setCounts(
            kept.getCounts().stream()
                .map(
                    count ->
                        new ArmCount(
                            count.getArm(),
                            count.getCount(),
                            count.getNumerator(),
                            count.getDenominator(),
                            count.getExact()))
                .toList())
        .setDraw(kept.getDraw())
        .setAttempt(kept.getAttempt())
        .setEngineVersion(kept.getEngineVersion())
        .setLocalDate(LocalDate.EPOCH)
        .setZone("Z")
        .setProtocolVersion(kept.getProtocolVersion())
        .setAt(kept.getAt())
        .build();
  }

  private void revealed(HistoryRow row, SeedRevealed seed) {
    seeds.put(row.key().study(), seed);
    var commitment =
        HexFormat.of()
            .formatHex(
                Digests.sha256(
                    HexFormat.of().parseHex(seed.getSeed()),
                    seed.getConfiguration().getBytes(StandardCharsets.UTF_8)));
    if (!commitment.equals(commitments.get(row.key().study()))) {
      findings.broken(
          Promise.I6, row.where(), "Seed and configuration are not those committed to.");
    }
  }

  @Override
  public void ownerEnds(EventKey owner) {
    for (int i = 1; i < allocated.size(); i++) {
      broken(allocated.get(i), "The participant was allocated already.");
    }
    if (allocated.size() != randomized.size()) {
      broken(
          allocated.isEmpty() ? randomized.getFirst() : allocated.getLast(),
          "%d allocations, but %d said to be randomized."
              .formatted(allocated.size(), randomized.size()));
    }
    allocated.clear();
    randomized.clear();
  }

  @Override
  public void end() {
    byStudy.forEach(
        (study, allocations) -> {
          allocations.sort(Comparator.comparingInt(a -> a.event().getSequence()));
          gapless(allocations);
          var seed = seeds.get(study);
          if (seed != null && replay.isPresent()) rederive(replay.get(), seed, allocations);
          findings.count("allocations", allocations.size());
        });
  }

  private void gapless(List<Allocation> inSequence) {
    var nextOfScope = new HashMap<String, Integer>();
    int next = 0;
    for (var allocation : inSequence) {
      var event = allocation.event();
      var scope = event.getMethod().equals(OF_STUDY) ? "" : event.getStratum();
      int index = nextOfScope.merge(scope, 1, Integer::sum) - 1;
      if (event.getIndex() != index) {
        broken(allocation.row(), "Its index is %d, not %d.".formatted(event.getIndex(), index));
      }
      if (event.getSequence() != next) {
        broken(
            allocation.row(),
            "Its place in the study is %d, not %d.".formatted(event.getSequence(), next));
      }
      next = event.getSequence() + 1;
    }
  }

  private void rederive(AllocationReplay engine, SeedRevealed seed, List<Allocation> inSequence) {
    var arms = engine.arms(seed, inSequence.stream().map(Allocation::event).toList());
    for (int i = 0; i < inSequence.size(); i++) {
      var allocation = inSequence.get(i);
      if (i < arms.size() && arms.get(i).equals(allocation.event().getArm())) continue;
      broken(allocation.row(), "It is not the arm that the committed seed gives.");
    }
  }

  /** The sink holds each participant's arm as it was allocated. */
  void inSink(Connection connection, EventCatalog catalog) throws SQLException {
    var table = SinkNames.table(catalog.type("ArmAllocated"));
    if (!SinkNames.exists(connection, table)) return;
    SinkNames.stream(
        connection,
        "select study, participant_id::text, arm from " + table,
        row -> {
          var allocation = byOwner.get(new EventKey(row.getString(1), row.getString(2)));
          if (allocation == null || allocation.event().getArm().equals(row.getString(3))) return;
          broken(allocation.row(), "The sink holds another arm.");
        });
  }

  private void broken(HistoryRow row, String sentence) {
    findings.broken(Promise.I6, row.where(), sentence);
  }
}
