package org.attune.analytics.erasure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.analytics.erasure.ErasureCertificate.Done;
import org.attune.analytics.sink.TableNames;
import org.attune.platform.data.Sql;
import org.attune.platform.erase.Erasing;
import org.attune.platform.erase.ErasureReport;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventType;
import org.attune.platform.event.Position;

/** Makes certificates of what the services said they erased, as the sink holds it. */
public final class ErasureCertificates {
  private static final String ERASED =
      """
      select t.site, t.at, t.log_topic, t.log_partition, t.log_epoch, t.log_number from %s t
      where t.study = ? and t.participant_id = ?
      order by t.log_epoch desc, t.log_number desc limit 1
      """;

  /** The answer to that very event: an older one was before a restore. */
  private static final String REPORTED =
      """
      select t.at, t."rows", t.chain from %s t
      join sink_event e on e.topic = t.log_topic and e.partition = t.log_partition
        and e.epoch = t.log_epoch and e.number = t.log_number
      where t.study = ? and t.participant_id = ? and e.cause_topic = ? and e.cause_partition = ?
        and e.cause_epoch = ? and e.cause_number = ?
      """;

  private final EventCatalog catalog;
  private final List<EventType> reports;

  public ErasureCertificates(EventCatalog catalog) {
    this.catalog = catalog;
    reports =
        catalog.types().stream()
            .filter(type -> type.name().equals(ErasureReport.name(type.service())))
            .sorted(Comparator.comparing(EventType::service))
            .toList();
  }

  private record Erased(String site, Instant at, Position position) {}

  /** The certificate of a participant; empty if nobody of this pseudonym was erased. */
  public Optional<ErasureCertificate> find(Connection connection, String study, UUID participant)
      throws SQLException {
    var type = catalog.type(Erasing.ERASED);
    var sql = ERASED.formatted(TableNames.of(type));
    var found = Sql.find(connection, sql, ErasureCertificates::erased, study, participant);
    if (found.isEmpty()) return Optional.empty();
    var erased = found.get();
    var done = new ArrayList<Done>();
    var missing = new ArrayList<String>();
    done.add(new Done(type.service(), erased.at(), -1, ""));
    for (var report : reports) {
      reported(connection, report, study, participant, erased.position())
          .ifPresentOrElse(done::add, () -> missing.add(report.service()));
    }
    return Optional.of(
        new ErasureCertificate(study, participant, erased.site(), erased.at(), done, missing));
  }

  private static Erased erased(ResultSet row) throws SQLException {
    return new Erased(
        row.getString("site"),
        Sql.instant(row, "at"),
        new Position(
            row.getString("log_topic"),
            row.getInt("log_partition"),
            row.getInt("log_epoch"),
            row.getLong("log_number")));
  }

  private static Optional<Done> reported(
      Connection connection, EventType report, String study, UUID participant, Position cause)
      throws SQLException {
    return Sql.find(
        connection,
        REPORTED.formatted(TableNames.of(report)),
        row ->
            new Done(
                report.service(),
                Sql.instant(row, "at"),
                report.restricted() ? -1 : row.getLong("rows"),
                report.restricted() ? "" : row.getString("chain")),
        study,
        participant,
        cause.topic(),
        cause.partition(),
        cause.epoch(),
        cause.number());
  }
}
