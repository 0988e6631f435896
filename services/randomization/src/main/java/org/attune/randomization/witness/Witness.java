package org.attune.randomization.witness;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.attune.platform.data.AppendedLines;
import org.attune.platform.data.Database;
import org.attune.platform.log.BeforeSending;
import org.attune.platform.log.NumberedEvent;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.AllocationStore.Given;
import org.attune.randomization.store.StudyAllocation;

/**
 * The allocation witness: a file outside the database, and outside every backup of it, that has a
 * line of each allocation before anybody can hear of its arm. A database that was put back does not
 * know what was revealed since; the witness does.
 *
 * <p>The relay writes it, before it sends: it is alone whatever number of instances there are, and
 * sends again what it had not got to the end of. What is in the file has therefore been committed,
 * and what is committed and not in it has been seen by nobody.
 */
public final class Witness implements BeforeSending {
  /** Name of the file in the service's data directory; it may be a link to another disk. */
  public static final String FILE = "witness.tsv";

  private static final String ALLOCATED = "ArmAllocated";

  /** Says which arms a study's list has. */
  @FunctionalInterface
  public interface Arms {
    /**
     * The arms from the first place on, if those who came were of these strata.
     *
     * @return one per stratum, in their order; empty where the list had no place
     */
    List<Optional<String>> of(StudyAllocation study, List<String> strata);
  }

  private final Database database;
  private final AllocationStore allocations;
  private final AppendedLines file;
  private final byte[] key;
  private final Arms arms;
  private final Map<String, ConcurrentSkipListMap<Integer, WitnessLine>> known =
      new ConcurrentHashMap<>();

  /** By study, a sequence before which none is without a line. */
  private final Map<String, Integer> gapless = new HashMap<>();

  private volatile Map<String, Disagreement> disagreements = Map.of();
  private volatile List<Integer> unreadable = List.of();

  /**
   * Opens it and compares.
   *
   * @param key 32 bytes that are never revealed
   */
  public Witness(
      Database database, AllocationStore allocations, AppendedLines file, byte[] key, Arms arms) {
    this.database = database;
    this.allocations = allocations;
    this.file = file;
    this.key = key.clone();
    this.arms = arms;
    compare();
  }

  /** How a study's witness differs from the database, as last compared. */
  public Disagreement disagreement(String study) {
    var found = disagreements.getOrDefault(study, Disagreement.NONE);
    if (unreadable.isEmpty()) return found;
    var unfit = new ArrayList<>(unreadable); // of nobody knows which study
    unfit.addAll(found.unfit());
    return new Disagreement(found.missing(), unfit, found.unwitnessed());
  }

  /** True if that place of a study was revealed. */
  public boolean has(String study, int sequence) {
    var lines = known.get(study);
    return lines != null && lines.containsKey(sequence);
  }

  /** A digest by which a participant is found among a study's. */
  public String participant(StudyAllocation study, String participant) {
    return seals(study).participant(study.study(), participant);
  }

  private Seals seals(StudyAllocation study) {
    return new Seals(key, study.firstCommitment());
  }

  /**
   * Reads file and database. What the broker has is asked first and what is allocated last, so that
   * whoever works meanwhile makes no difference.
   */
  public synchronized void compare() {
    var sent = database.inTransaction(this::sent);
    var lines = file.read();
    known.clear();
    gapless.clear();
    var broken = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        keep(WitnessLine.parse(i + 1, lines.get(i)));
      } catch (IllegalArgumentException e) {
        broken.add(i + 1);
      }
    }
    unreadable = List.copyOf(broken);
    disagreements = database.inTransaction(connection -> disagreements(connection, sent));
  }

  private void keep(WitnessLine line) {
    known
        .computeIfAbsent(line.study(), _ -> new ConcurrentSkipListMap<>())
        .put(line.sequence(), line);
  }

  private Map<String, Set<Integer>> sent(Connection connection) throws SQLException {
    var sent = new HashMap<String, Set<Integer>>();
    for (var study : allocations.studies(connection)) {
      sent.put(study, Set.copyOf(allocations.sent(connection, study)));
    }
    return sent;
  }

  private Map<String, Disagreement> disagreements(
      Connection connection, Map<String, Set<Integer>> sent) throws SQLException {
    var found = new HashMap<String, Disagreement>();
    var studies = new TreeSet<>(known.keySet());
    studies.addAll(allocations.studies(connection));
    for (var study : studies) {
      var row = allocations.find(connection, study);
      var lines = List.copyOf(known.getOrDefault(study, new ConcurrentSkipListMap<>()).values());
      var difference =
          row.isEmpty()
              ? new Disagreement(lines, List.of(), List.of())
              : difference(
                  row.get(),
                  lines,
                  allocations.given(connection, study, 0),
                  sent.getOrDefault(study, Set.of()));
      if (!difference.isNone()) found.put(study, difference);
    }
    return Map.copyOf(found);
  }

  private Disagreement difference(
      StudyAllocation study, List<WitnessLine> lines, List<Given> given, Set<Integer> sent) {
    var seals = seals(study);
    var places = new HashMap<Integer, Given>();
    for (var place : given) places.put(place.sequence(), place);
    var missing = new ArrayList<WitnessLine>();
    var unfit = new ArrayList<Integer>();
    for (var line : lines) {
      var place = places.remove(line.sequence());
      if (place == null) missing.add(line);
      else if (!seals.fits(line, place)) unfit.add(line.number());
    }
    var foreign = missing.isEmpty() ? List.<WitnessLine>of() : foreign(study, given, missing);
    missing.removeAll(foreign);
    foreign.forEach(line -> unfit.add(line.number()));
    var unwitnessed = places.keySet().stream().filter(sent::contains).sorted().toList();
    return new Disagreement(missing, unfit, unwitnessed);
  }

  /** Those of the missing lines whose arm is not the one that the list goes on with. */
  private List<WitnessLine> foreign(
      StudyAllocation study, List<Given> given, List<WitnessLine> missing) {
    var strata = new TreeMap<Integer, String>();
    for (var place : given) strata.put(place.sequence(), place.stratum());
    for (var line : missing) strata.put(line.sequence(), line.stratum());
    var drawn = arms.of(study, List.copyOf(strata.values()));
    var places = List.copyOf(strata.keySet());
    var seals = seals(study);
    return missing.stream()
        .filter(line -> !isOfList(seals, line, drawn.get(places.indexOf(line.sequence()))))
        .toList();
  }

  private static boolean isOfList(Seals seals, WitnessLine line, Optional<String> arm) {
    if (arm.isEmpty() || line.index() < 0 || line.index() > line.sequence()) return false;
    var place = new Given(Given.ERASED, line.sequence(), line.stratum(), line.index(), arm.get());
    return seals.fits(line, place);
  }

  @Override
  public void before(List<NumberedEvent> events) {
    var studies = new TreeSet<String>();
    for (var event : events) {
      if (event.type().equals(ALLOCATED)) studies.add(event.key().study());
    }
    for (var study : studies) write(study, disagreement(study).unwitnessed());
  }

  /** Writes that the database's record of what was revealed without a line is accepted. */
  public void accept(String study) {
    write(study, List.of());
  }

  /**
   * Adds every place that has no line, also those behind what is sent just now, so that a study's
   * lines have no gap.
   *
   * @param without sequences that only a person may accept
   */
  private synchronized void write(String study, List<Integer> without) {
    var lines = known.computeIfAbsent(study, _ -> new ConcurrentSkipListMap<>());
    int from = gapless.getOrDefault(study, 0);
    while (lines.containsKey(from)) from++;
    gapless.put(study, from);
    int first = from;
    var fresh =
        database.inTransaction(
            connection -> {
              var row = allocations.find(connection, study).orElseThrow();
              return allocations.given(connection, study, first).stream()
                  .filter(given -> !lines.containsKey(given.sequence()))
                  .filter(given -> !without.contains(given.sequence()))
                  .map(given -> WitnessLine.of(0, study, given, seals(row)))
                  .toList();
            });
    file.add(fresh.stream().map(WitnessLine::text).toList());
    fresh.forEach(this::keep);
  }
}
