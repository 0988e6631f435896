package org.attune.enrollment.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.DeliveryReported;
import org.attune.enrollment.domain.ReportStatus;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;

/**
 * Takes what the SMS gateway reports of messages that it accepted, if it signed the report: each
 * status of a message is recorded once, as an event that whoever asked for the message reads.
 */
public final class Receipts {
  /** How far the time in a report may lie from now: an older one may be a repetition by others. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String FIND =
      """
      select study, participant, id, occasion, tells_arm from delivery_attempt
      where reference = ? and channel = 'SMS'
      """;

  private static final String NOTE =
      """
      insert into delivery_report (study, participant, reference, status) values (?, ?, ?, ?)
      on conflict do nothing
      """;

  private final Database database;
  private final History history;
  private final Optional<String> secret;

  /**
   * @param secret under which the gateway signs; empty: nothing is taken
   */
  public Receipts(Database database, History history, Optional<String> secret) {
    this.database = database;
    this.history = history;
    this.secret = secret;
  }

  /**
   * What a gateway reports.
   *
   * @param reference our id of the message
   * @param reportedAt when it came about, by the gateway's clock
   * @param signedAt when the gateway signed the report
   */
  public record Report(
      UUID reference, ReportStatus status, Optional<Instant> reportedAt, Instant signedAt) {}

  /** What became of a report. */
  public enum Taken {
    RECORDED,
    /** There is no such message. */
    UNKNOWN,
    /** It was signed too long ago, or in the future. */
    STALE
  }

  /** True if reports are taken at all. */
  public boolean areTaken() {
    return secret.isPresent();
  }

  /**
   * True if a report was signed under the gateway's secret: HMAC-SHA256 (RFC 2104) over its time, a
   * full stop and its body.
   *
   * @param seconds since 1970-01-01T00:00Z, as they were sent
   * @param signature lower-case hexadecimal
   */
  public boolean isSigned(String seconds, String body, String signature) {
    if (secret.isEmpty()) return false;
    var signed = (seconds + "." + body).getBytes(UTF_8);
    var expected =
        HexFormat.of().formatHex(Digests.hmacSha256(secret.get().getBytes(UTF_8), signed));
    return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  private record Message(EventKey key, String id, String occasion, boolean tellsArm) {}

  /** Records a report whose signature holds; a second time changes nothing. */
  public Taken take(Report report) {
    return database.inTransaction(
        c -> {
          var message = find(c, report.reference());
          return message.isEmpty() ? Taken.UNKNOWN : take(c, report, message.get());
        });
  }

  private static Optional<Message> find(Connection c, UUID reference) throws SQLException {
    return Sql.find(
        c,
        FIND,
        row ->
            new Message(
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getString("id"),
                row.getString("occasion"),
                row.getBoolean("tells_arm")),
        reference);
  }

  private Taken take(Connection c, Report report, Message message) throws SQLException {
    var key = message.key();
    var place = history.lock(c, key);
    if (Duration.between(report.signedAt(), place.now()).abs().compareTo(WINDOW) > 0) {
      return Taken.STALE;
    }
    int noted =
        Sql.update(
            c, NOTE, key.study(), key.participant(), report.reference(), report.status().name());
    if (noted == 0) return Taken.RECORDED;
    var reported =
        new DeliveryReported(
            key.study(),
            key.participantId(),
            message.id(),
            message.occasion(),
            "sms",
            report.status(),
            report.reportedAt(),
            place.now());
    var _ = history.append(c, place, Restricted.all(List.of(reported), message.tellsArm()));
    return Taken.RECORDED;
  }
}
