package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.platform.data.SideBySide;
import org.attune.platform.event.EventCatalog;

/**
 * Tells whether the promises were kept, from what the services recorded, what the sink holds and
 * what participants were told. Reads only, in bounded memory: the events of one participant in each
 * check at work, and a few words per participant, study and acknowledged act.
 */
public final class HistoryChecker {
  /** The service whose tables are the sink. */
  static final String SINK = "analytics";

  /** The service that raises alerts. */
  private static final String ALERTING = "outcomes";

  /** Whose facts the checks of the others need comes first. */
  private static final List<String> FIRST = List.of("studies", "enrollment", "randomization");

  /** Checks at work at once. */
  private static final int AT_ONCE = 3;

  private final EventCatalog catalog;
  private final World world;
  private final Findings findings = new Findings();

  /** Of those that run side by side each has findings of its own. */
  private final Findings ofAllocations = new Findings();

  private final StudyFold studies = new StudyFold();
  private final Leavings leavings = new Leavings();
  private final Allocated allocated = new Allocated();
  private final Concerns concerns = new Concerns();
  private final ErasureCheck erasures;
  private final AcknowledgedCheck acknowledged;
  private final AllocationCheck allocations;

  /** Looks into one database. */
  @FunctionalInterface
  private interface Check {
    void check(Connection connection, Findings findings) throws SQLException;
  }

  private HistoryChecker(EventCatalog catalog, World world) {
    this.catalog = catalog;
    this.world = world;
    erasures = new ErasureCheck(catalog);
    acknowledged = new AcknowledgedCheck(world.acknowledged(), findings);
    allocations = new AllocationCheck(world.replay(), ofAllocations);
  }

  /**
   * Checks a quiet world.
   *
   * @throws org.attune.platform.data.DatabaseException if a database cannot be read
   */
  public static Verdict check(World world) {
    return new HistoryChecker(EventCatalog.standard(), world).check();
  }

  private Verdict check() {
    var services = inOrder();
    sink().ifPresent(sink -> sink.database().transact(this::learn));
    var log = new LogCheck();
    for (var service : services) findings.add(produced(service, log));
    for (var service : services) {
      if (service.name().equals(ErasureCheck.DECIDES))
        findings.add(found(service, erasures::learn));
    }
    var checks = new ArrayList<Supplier<Findings>>();
    for (var service : services) {
      if (FIRST.contains(service.name())) findings.add(history(service));
      else checks.add(() -> history(service));
    }
    for (var service : services) checks.add(() -> state(service, log));
    if (sink().isPresent()) {
      var sink = sink().get();
      for (var service : services) checks.add(() -> sunk(sink, service));
      checks.add(() -> tables(sink));
    }
    SideBySide.all(AT_ONCE, checks).forEach(findings::add);
    if (has(ALERTING)) concerns.end(findings);
    sink().ifPresent(this::kept);
    findings.add(ofAllocations);
    acknowledged.end(sink().isPresent(), erasures::isErased, findings);
    for (var export : world.exports()) twice(export);
    return findings.verdict();
  }

  private List<CheckedService> inOrder() {
    var services = new ArrayList<>(world.services());
    services.sort(
        Comparator.comparing((CheckedService service) -> !FIRST.contains(service.name()))
            .thenComparing(CheckedService::name));
    return services;
  }

  private Optional<CheckedService> sink() {
    return world.services().stream().filter(s -> s.name().equals(SINK)).findFirst();
  }

  private boolean has(String service) {
    return world.services().stream().anyMatch(s -> s.name().equals(service));
  }

  private static void readOnly(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set transaction isolation level repeatable read read only");
    }
  }

  /** Schemas of writers that this build has forgotten. */
  private void learn(Connection connection) throws SQLException {
    if (!SinkNames.exists(connection, "sink_schema")) return;
    SinkNames.stream(
        connection,
        "select schema from sink_schema",
        row -> catalog.learn(new Schema.Parser().parse(row.getString(1))));
  }

  /** What a check of one database finds in it as it was at one time. */
  private static Findings found(CheckedService in, Check check) {
    var findings = new Findings();
    in.database()
        .transact(
            connection -> {
              readOnly(connection);
              check.check(connection, findings);
            });
    return findings;
  }

  private Findings produced(CheckedService service, LogCheck log) {
    return found(service, (connection, found) -> log.produced(connection, service.name(), found));
  }

  private Findings history(CheckedService service) {
    return found(
        service,
        (connection, found) -> {
          var chain = new ChainCheck(service.name(), checks(service.name(), found), found);
          new HistoryReader(catalog, service.name()).read(connection, chain);
          chain.end();
        });
  }

  private Findings state(CheckedService service, LogCheck log) {
    return found(
        service,
        (connection, found) -> {
          log.consumed(connection, service, found);
          new CheckpointCheck(found).check(connection, service);
          erasures.check(connection, service, found);
          var state = new StateCheck(found);
          if (service.law().isPresent()) {
            state.law(connection, service.name(), service.law().get());
          }
          if (service.keepsStudies()) state.studies(connection, service.name(), studies);
        });
  }

  private List<RowCheck> checks(String service, Findings found) {
    var terms = world.terms();
    var checks = new ArrayList<RowCheck>();
    checks.add(new OrderCheck(catalog, terms.monotone(), found));
    checks.add(acknowledged.inHistoryOf(service));
    switch (service) {
      case "studies" -> checks.add(studies);
      case "enrollment" -> checks.add(leavings);
      case "ema" -> {
        checks.add(
            new SlotCheck(studies, terms.ended(), sending(Leavings.END_PROMPTS, found), found));
        checks.add(new SlotArmCheck(studies, allocated, found));
        checks.add(new DecisionCheck(studies, terms.ended(), found));
        checks.add(new ConcernCheck(studies, concerns, terms.ended(), found));
      }
      case ALERTING -> {
        checks.add(new VisitCheck(terms.ended(), sending(Leavings.END_ASSESSMENTS, found), found));
        checks.add(new ConcernCheck(studies, concerns, terms.ended(), found));
      }
      case "randomization" -> {
        checks.add(allocations);
        checks.add(allocated);
      }
      default -> {} // no promise of its own
    }
    checks.replaceAll(check -> new ReadableRows(check, found));
    return checks;
  }

  private SendingCheck sending(Set<LeavingWay> ways, Findings found) {
    return new SendingCheck(leavings, ways, world.terms().leavingLagMax(), found);
  }

  private Findings sunk(CheckedService sink, CheckedService service) {
    var found = new Findings();
    new SinkCheck(catalog, found).log(sink.database(), service);
    return found;
  }

  private Findings tables(CheckedService sink) {
    return found(sink, (connection, found) -> new SinkCheck(catalog, found).tables(connection));
  }

  /** The sink beside what the histories said. */
  private void kept(CheckedService sink) {
    sink.database()
        .transact(
            connection -> {
              readOnly(connection);
              acknowledged.inSink(connection, catalog);
              allocations.inSink(connection, catalog);
            });
  }

  private void twice(World.Export export) {
    var first = export.sha256();
    var second = export.sha256();
    if (!first.equals(second)) {
      findings.broken(
          Promise.I10, "dataset " + first, "Made again from the same cut it is " + second + ".");
    }
    findings.count("exports", 1);
  }
}
