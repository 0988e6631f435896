package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.attune.platform.event.EventCatalog;

/**
 * Tells whether the promises were kept, from what the services recorded, what the sink holds and
 * what participants were told. Reads only, in bounded memory: the events of one participant, and a
 * few words per participant, study and acknowledged act.
 */
public final class HistoryChecker {
  /** The service whose tables are the sink. */
  static final String SINK = "analytics";

  /** Whose facts the checks of the others need comes first. */
  private static final List<String> FIRST = List.of("studies", "enrollment");

  private final EventCatalog catalog;
  private final World world;
  private final Findings findings = new Findings();
  private final StudyFold studies = new StudyFold();
  private final Leavings leavings = new Leavings();
  private final AcknowledgedCheck acknowledged;
  private final AllocationCheck allocations;

  private HistoryChecker(EventCatalog catalog, World world) {
    this.catalog = catalog;
    this.world = world;
    acknowledged = new AcknowledgedCheck(world.acknowledged(), findings);
    allocations = new AllocationCheck(world.replay(), findings);
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
    var log = new LogCheck(findings);
    for (var service : services) {
      service
          .database()
          .transact(
              connection -> {
                readOnly(connection);
                log.produced(connection, service.name());
                history(connection, service);
              });
    }
    var state = new StateCheck(findings);
    var checkpoints = new CheckpointCheck(findings);
    for (var service : services) {
      service
          .database()
          .transact(
              connection -> {
                readOnly(connection);
                log.consumed(connection, service);
                checkpoints.check(connection, service);
                if (service.law().isPresent()) {
                  state.law(connection, service.name(), service.law().get());
                }
                if (service.keepsStudies()) state.studies(connection, service.name(), studies);
              });
    }
    sink().ifPresent(sink -> sink(sink, services));
    acknowledged.end(sink().isPresent());
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

  private void history(Connection connection, CheckedService service) throws SQLException {
    var chain = new ChainCheck(service.name(), checks(service.name()), findings);
    new HistoryReader(catalog, service.name()).read(connection, chain);
    chain.end();
  }

  private List<RowCheck> checks(String service) {
    var terms = world.terms();
    var checks = new ArrayList<RowCheck>();
    checks.add(new OrderCheck(catalog, terms.monotone(), findings));
    checks.add(acknowledged.inHistoryOf(service));
    switch (service) {
      case "studies" -> checks.add(studies);
      case "enrollment" -> checks.add(leavings);
      case "ema" -> checks.add(new SlotCheck(studies, terms.ended(), sending(), findings));
      case "outcomes" -> checks.add(new VisitCheck(terms.ended(), sending(), findings));
      case "randomization" -> checks.add(allocations);
      default -> {} // no promise of its own
    }
    checks.replaceAll(check -> new ReadableRows(check, findings));
    return checks;
  }

  private SendingCheck sending() {
    return new SendingCheck(leavings, world.terms().leavingLagMax(), findings);
  }

  private void sink(CheckedService sink, List<CheckedService> services) {
    var check = new SinkCheck(catalog, findings);
    for (var service : services) check.log(sink.database(), service);
    sink.database()
        .transact(
            connection -> {
              readOnly(connection);
              check.tables(connection);
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
