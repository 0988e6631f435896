package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Letter;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.erase.Keeping;
import org.attune.platform.event.EventKey;

/** Takes back the letters to somebody who is erased, as far as the channel still has them. */
public final class LetterErasing implements Keeping {
  private static final String SENT =
      "select id, occasion, claimed_at from delivery where study = ? and participant = ?";

  private final Carrier folder;

  /**
   * @param folder the one channel that still has what it took
   */
  public LetterErasing(Carrier folder) {
    this.folder = folder;
  }

  private record Sent(String messageId, Instant at) {}

  @Override
  public String keep(Connection connection, EventKey participant, Instant at) throws SQLException {
    var sent =
        Sql.query(
            connection,
            SENT,
            row ->
                new Sent(
                    Letter.messageId(
                        messageOf(participant, row.getString("id"), row.getString("occasion"))),
                    Sql.instant(row, "claimed_at")),
            participant.study(),
            participant.participant());
    var first = sent.stream().map(Sent::at).min(Comparator.naturalOrder());
    if (first.isPresent()) {
      folder.takeBack(
          sent.stream().map(Sent::messageId).collect(Collectors.toSet()),
          LocalDate.ofInstant(first.get(), ZoneOffset.UTC));
    }
    return "";
  }

  /** The id of the letter that a participant got about an occasion. */
  static UUID messageOf(EventKey key, String id, String occasion) {
    return Uuids.ofParts("delivery", key, id, occasion);
  }
}
