package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.Stage;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of messages, and what is needed to send one, read in one statement.
 *
 * <p>The ledger grows from empty to the study's largest table within minutes, so a plan made from
 * what the database knows of it is often wrong. {@code lateral} and {@code offset 0} leave one way:
 * each message is looked up by its key.
 */
final class DeliveryStore {
  private static final String READ =
      """
      select w.number, p.study, p.participant, p.stage,
        'STOP_PROMPTS' = any(p.stopped) as stopped_prompts, p.channel, p.language, b.synthetic,
        d.outcome, d.participant as claimant, k.key_id, k.wrapped, f.version, f.sealed
      from unnest(?, ?, ?, ?) with ordinality as w (study, participant, id, occasion, number)
      join participant p on p.study = w.study and p.participant = w.participant
      join study_book b on b.study = w.study
      left join lateral (
        select outcome, participant from delivery
        where study = w.study and id = w.id and occasion = w.occasion offset 0) d on true
      left join vault_key k on k.study = p.study and k.participant = p.participant
      left join vault_field f
        on f.study = p.study and f.participant = p.participant and f.field = 'email'
      """;

  private static final String WRITE =
      """
      insert into delivery (study, participant, id, occasion, kind, outcome, claimed_at)
      select * from unnest(?, ?, ?, ?, ?, ?, ?::timestamptz[])
      on conflict (study, id, occasion) do update set outcome = excluded.outcome
      """;

  private final Vault vault;

  DeliveryStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * What is known before sending.
   *
   * @param number of the request it is about, from 0
   * @param stage where the participant stands
   * @param stoppedPrompts whether the participant wants no momentary prompts any more
   * @param language chosen at consent
   * @param recorded outcome of an earlier request; empty if there was none or it was not learned
   * @param claimant whom an earlier request of the same id and occasion was about
   * @param address present if the participant is reached by e-mail
   */
  record Addressee(
      int number,
      Stage stage,
      boolean stoppedPrompts,
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

  /** What is known of the addressees and of earlier requests; no row for one not invited. */
  Sql.Query<Addressee> finding(List<DeliveryRequest> requests) {
    return new Sql.Query<>(
        READ,
        row -> {
          var language = row.getString("language");
          return new Addressee(
              row.getInt("number") - 1,
              Stage.valueOf(row.getString("stage")),
              row.getBoolean("stopped_prompts"),
              language == null ? "" : language,
              row.getBoolean("synthetic"),
              Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
              Optional.ofNullable(row.getString("claimant")),
              address(
                  new EventKey(row.getString("study"), row.getString("participant")),
                  row.getString("channel"),
                  row.getString("key_id"),
                  row.getBytes("wrapped"),
                  row.getInt("version"),
                  row.getBytes("sealed")));
        },
        texts(requests, request -> request.key().study()),
        texts(requests, request -> request.key().participant()),
        texts(requests, DeliveryRequest::id),
        texts(requests, DeliveryRequest::occasion));
  }

  private static <T> String[] texts(List<T> of, Function<T, String> text) {
    return of.stream().map(text).toArray(String[]::new);
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

  /**
   * What is to be written about one message.
   *
   * @param outcome empty for a claim
   */
  record Entry(DeliveryRequest request, Optional<Outcome> outcome, Instant at) {}

  /** Claims messages, or records what became of them. */
  void write(Connection connection, List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) return;
    Sql.write(
        connection,
        WRITE,
        texts(entries, entry -> entry.request().key().study()),
        texts(entries, entry -> entry.request().key().participant()),
        texts(entries, entry -> entry.request().id()),
        texts(entries, entry -> entry.request().occasion()),
        texts(entries, entry -> entry.request().kind().name()),
        entries.stream()
            .map(entry -> entry.outcome().map(Outcome::name).orElse(null))
            .toArray(String[]::new),
        entries.stream().map(Entry::at).toArray(Instant[]::new));
  }
}
