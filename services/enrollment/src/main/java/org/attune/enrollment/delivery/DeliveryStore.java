package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.delivery.Fallback.Attempt;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.Stage;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

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
        'STOP_PROMPTS' = any(p.stopped) as stopped_prompts, p.channels, p.language, b.synthetic,
        d.outcome, d.channel as via, d.answered_at, d.participant as claimant, k.key_id, k.wrapped,
        e.version as email_version, e.sealed as email_sealed,
        t.version as phone_version, t.sealed as phone_sealed,
        u.version as push_version, u.sealed as push_sealed
      from unnest(?, ?, ?, ?) with ordinality as w (study, participant, id, occasion, number)
      join participant p on p.study = w.study and p.participant = w.participant
      join study_book b on b.study = w.study
      left join lateral (
        select outcome, channel, answered_at, participant from delivery
        where study = w.study and id = w.id and occasion = w.occasion offset 0) d on true
      left join vault_key k on k.study = p.study and k.participant = p.participant
      left join vault_field e
        on e.study = p.study and e.participant = p.participant and e.field = 'email'
      left join vault_field t
        on t.study = p.study and t.participant = p.participant and t.field = 'phone'
      left join vault_field u
        on u.study = p.study and u.participant = p.participant and u.field = 'push'
      """;

  private static final String WRITE =
      """
      insert into delivery
        (study, participant, id, occasion, kind, outcome, channel, claimed_at, answered_at)
      select w.*, case when w.outcome is not null then w.at end
      from unnest(?, ?, ?, ?, ?, ?, ?, ?::timestamptz[])
        as w (study, participant, id, occasion, kind, outcome, channel, at)
      on conflict (study, id, occasion) do update
      set outcome = excluded.outcome, channel = excluded.channel,
        answered_at = excluded.answered_at
      """;

  private static final String ATTEMPTS =
      """
      select w.number, a.channel, a.verdict, a.cause, a.maybe, a.claimed_at
      from unnest(?, ?, ?) with ordinality as w (study, id, occasion, number)
      join delivery_attempt a
        on a.study = w.study and a.id = w.id and a.occasion = w.occasion
      """;

  private static final String ATTEMPT =
      """
      insert into delivery_attempt (study, participant, id, occasion, channel, reference, verdict,
        cause, maybe, claimed_at, answered_at, tells_arm)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, id, occasion, channel) do update
      set verdict = excluded.verdict, cause = excluded.cause, maybe = excluded.maybe,
        claimed_at = excluded.claimed_at, answered_at = excluded.answered_at
      """;

  private final Vault vault;

  DeliveryStore(Vault vault) {
    this.vault = vault;
  }

  /**
   * What the ledger says became of a message.
   *
   * @param via channel that took it or was tried last; empty if none was
   */
  record Recorded(Outcome outcome, Optional<Channel> via, Instant at) {}

  /**
   * What is known before sending.
   *
   * @param number of the request it is about, from 0
   * @param stage where the participant stands
   * @param stoppedPrompts whether the participant wants no momentary prompts any more
   * @param language chosen at consent
   * @param recorded by an earlier request; empty if there was none or it was not learned
   * @param claimant whom an earlier request of the same id and occasion was about
   * @param order channels in the order in which the participant wants them tried
   * @param addresses by channel, of those in {@code order} alone
   */
  record Addressee(
      int number,
      Stage stage,
      boolean stoppedPrompts,
      String language,
      boolean synthetic,
      Optional<Recorded> recorded,
      Optional<String> claimant,
      List<Channel> order,
      Map<Channel, Address> addresses) {
    /** Never an address. */
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
          var order =
              Stream.of((String[]) row.getArray("channels").getArray())
                  .map(Channel::valueOf)
                  .toList();
          return new Addressee(
              row.getInt("number") - 1,
              Stage.valueOf(row.getString("stage")),
              row.getBoolean("stopped_prompts"),
              language == null ? "" : language,
              row.getBoolean("synthetic"),
              recorded(row),
              Optional.ofNullable(row.getString("claimant")),
              order,
              addresses(row, order));
        },
        texts(requests, request -> request.key().study()),
        texts(requests, request -> request.key().participant()),
        texts(requests, DeliveryRequest::id),
        texts(requests, DeliveryRequest::occasion));
  }

  private static Optional<Recorded> recorded(ResultSet row) throws SQLException {
    var outcome = row.getString("outcome");
    var at = Sql.instantOrNull(row, "answered_at");
    if (outcome == null) return Optional.empty();
    var via = Optional.ofNullable(row.getString("via")).map(Channel::valueOf);
    return Optional.of(
        new Recorded(Outcome.valueOf(outcome), via, at == null ? Instant.EPOCH : at));
  }

  private Map<Channel, Address> addresses(ResultSet row, List<Channel> order) throws SQLException {
    var addresses = new EnumMap<Channel, Address>(Channel.class);
    for (var channel : order) {
      switch (channel) {
        case EMAIL ->
            text(row, "email", Vault.EMAIL)
                .ifPresent(text -> addresses.put(channel, new Address.Email(text)));
        case SMS ->
            text(row, "phone", Vault.PHONE)
                .ifPresent(text -> addresses.put(channel, new Address.Phone(text)));
        case WEB_PUSH ->
            text(row, "push", Vault.PUSH)
                .ifPresent(text -> addresses.put(channel, Address.Subscription.of(text)));
        case NONE -> {}
      }
    }
    return addresses;
  }

  private Optional<String> text(ResultSet row, String columns, String field) throws SQLException {
    var keyId = row.getString("key_id");
    var wrapped = row.getBytes("wrapped");
    var sealed = row.getBytes(columns + "_sealed");
    if (keyId == null || wrapped == null || sealed == null || sealed.length == 0) {
      return Optional.empty();
    }
    var key = new EventKey(row.getString("study"), row.getString("participant"));
    int version = row.getInt(columns + "_version");
    return Optional.of(vault.open(key, keyId, wrapped, field, version, sealed));
  }

  /** Forgets an address, because the channel does not know it any more. */
  void forget(Connection connection, EventKey key, Channel channel) throws SQLException {
    if (channel == Channel.WEB_PUSH) vault.drop(connection, key, Vault.PUSH);
  }

  private record Numbered(int number, Attempt attempt) {}

  /** Attempts at messages over channels that make one wait, by number of the request, from 0. */
  Map<Integer, Map<Channel, Attempt>> attempts(
      Connection connection, List<DeliveryRequest> requests) throws SQLException {
    var rows =
        Sql.query(
            connection,
            ATTEMPTS,
            row -> new Numbered(row.getInt("number") - 1, attempt(row)),
            texts(requests, request -> request.key().study()),
            texts(requests, DeliveryRequest::id),
            texts(requests, DeliveryRequest::occasion));
    var attempts = new HashMap<Integer, Map<Channel, Attempt>>();
    for (var row : rows) {
      attempts
          .computeIfAbsent(row.number(), _ -> new EnumMap<>(Channel.class))
          .put(row.attempt().channel(), row.attempt());
    }
    return attempts;
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    var cause = row.getString("cause");
    return new Attempt(
        Channel.valueOf(row.getString("channel")),
        Optional.ofNullable(row.getString("verdict")).map(Verdict::valueOf),
        cause == null ? "" : cause,
        row.getBoolean("maybe"),
        Sql.instant(row, "claimed_at"));
  }

  /** Writes a claim, or what came of it. */
  void attempt(
      Connection connection,
      DeliveryRequest request,
      UUID reference,
      Attempt attempt,
      Optional<Instant> answeredAt)
      throws SQLException {
    Sql.write(
        connection,
        ATTEMPT,
        request.key().study(),
        request.key().participant(),
        request.id(),
        request.occasion(),
        attempt.channel(),
        reference,
        attempt.verdict(),
        attempt.cause(),
        attempt.maybe(),
        attempt.at(),
        answeredAt,
        request.tellsArm());
  }

  /**
   * What is to be written about one message.
   *
   * @param outcome empty for a claim
   * @param via channel that took it or was tried last
   */
  record Entry(
      DeliveryRequest request, Optional<Outcome> outcome, Optional<Channel> via, Instant at) {}

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
        entries.stream()
            .map(entry -> entry.via().map(Channel::name).orElse(null))
            .toArray(String[]::new),
        entries.stream().map(Entry::at).toArray(Instant[]::new));
  }

  private static <T> String[] texts(List<T> of, Function<T, String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }
}
