package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.Stage;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.jspecify.annotations.Nullable;

/** The ledger of messages, and what is needed to send one, read in one statement. */
final class DeliveryStore {
  private static final String READ =
      """
      select p.stage, p.channel, p.language, b.synthetic, d.outcome, d.participant as claimant,
        k.key_id, k.wrapped, f.version, f.sealed
      from participant p
      join study_book b on b.study = p.study
      left join delivery d on d.study = p.study and d.id = ? and d.occasion = ?
      left join vault_key k on k.study = p.study and k.participant = p.participant
      left join vault_field f
        on f.study = p.study and f.participant = p.participant and f.field = 'email'
      where p.study = ? and p.participant = ?
      """;

  private static final String WRITE =
      """
      insert into delivery (study, participant, id, occasion, kind, outcome, claimed_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (study, id, occasion) do update set outcome = excluded.outcome
      """;

  private final Vault vault;

  DeliveryStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * What is known before sending.
   *
   * @param stage where the participant stands
   * @param language chosen at consent
   * @param recorded outcome of an earlier request; empty if there was none or it was not learned
   * @param claimant whom an earlier request of the same id and occasion was about
   * @param address present if the participant is reached by e-mail
   */
  record Addressee(
      Stage stage,
      String language,
      boolean synthetic,
      Optional<Outcome> recorded,
      Optional<String> claimant,
      Optional<String> address) {
    /** Never the address. */
    @Override
    public String toString() {
      return "addressee " + stage;
    }
  }

  /** What is known of the addressee and of earlier requests; no row if nobody was invited. */
  Sql.Query<Addressee> finding(DeliveryRequest request) {
    var key = request.key();
    return new Sql.Query<>(
        READ,
        row -> {
          var language = row.getString("language");
          return new Addressee(
              Stage.valueOf(row.getString("stage")),
              language == null ? "" : language,
              row.getBoolean("synthetic"),
              Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
              Optional.ofNullable(row.getString("claimant")),
              address(
                  key,
                  row.getString("channel"),
                  row.getString("key_id"),
                  row.getBytes("wrapped"),
                  row.getInt("version"),
                  row.getBytes("sealed")));
        },
        request.id(),
        request.occasion(),
        key.study(),
        key.participant());
  }

  private Optional<String> address(
      EventKey key,
      @Nullable String channel,
      @Nullable String keyId,
      byte @Nullable [] wrapped,
      int version,
      byte @Nullable [] sealed) {
    boolean byEmail = Channel.EMAIL.name().equals(channel);
    if (!byEmail || keyId == null || wrapped == null || sealed == null) return Optional.empty();
    return Optional.of(vault.open(key, keyId, wrapped, Vault.EMAIL, version, sealed));
  }

  /** Claims a message, or records what became of it. */
  void write(Connection connection, DeliveryRequest request, Optional<Outcome> outcome, Instant at)
      throws SQLException {
    Sql.write(
        connection,
        WRITE,
        request.key().study(),
        request.key().participant(),
        request.id(),
        request.occasion(),
        request.kind(),
        outcome,
        at);
  }
}
