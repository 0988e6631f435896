package org.attune.enrollment.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.attune.enrollment.domain.Stage;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.log.History;

/**
 * Tells participants what other services decided to tell them, once per id and occasion.
 *
 * <p>The claim, the sending and the outcome of one participant's messages never cross: its history
 * is locked. Over a channel that makes one wait the claim is committed before sending and the
 * outcome after it; if the process ends in between, the outcome is unknown, and the next request
 * sends again under the same message id, which the channel drops. An immediate channel needs one
 * transaction for the three.
 */
public final class Deliveries {
  private final Database database;
  private final History history;
  private final DeliveryStore store;
  private final Mailer mailer;
  private final Wording wording = new Wording();
  private final String platformUrl;
  private final MeterRegistry metrics;

  /**
   * @param platformUrl what links begin with
   */
  public Deliveries(
      Database database,
      History history,
      Vault vault,
      Mailer mailer,
      String platformUrl,
      MeterRegistry metrics) {
    this.database = database;
    this.history = history;
    this.store = new DeliveryStore(vault);
    this.mailer = mailer;
    this.platformUrl = platformUrl;
    this.metrics = metrics;
  }

  /** What the first transaction came to: an outcome, or a letter that is still to be sent. */
  private sealed interface Step {
    record Settled(Outcome outcome) implements Step {}

    record ToSend(Letter letter) implements Step {}
  }

  /**
   * Sends a message, unless it was sent before.
   *
   * @return the outcome, the same however often it is asked for
   * @throws NotAllowedException if nobody of this pseudonym was invited
   * @throws InvalidRequestException if the id belongs to a message to somebody else
   */
  public Outcome deliver(DeliveryRequest request) {
    var outcome =
        switch (database.inTransaction(c -> begin(c, request))) {
          case Step.Settled(var settled) -> settled;
          case Step.ToSend(var letter) -> {
            var sent = mailer.send(letter);
            database.transact(c -> store.write(c, request, Optional.of(sent), letter.at()));
            yield sent;
          }
        };
    metrics.counter("attune_deliveries", "outcome", name(outcome)).increment();
    return outcome;
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private Step begin(Connection c, DeliveryRequest request) throws SQLException {
    var locked = history.lock(c, request.key(), store.finding(request));
    var place = locked.place();
    var addressee = locked.rows().stream().findFirst().orElseThrow(NotAllowedException::notFound);
    boolean another =
        addressee.claimant().filter(who -> !who.equals(request.key().participant())).isPresent();
    if (another) {
      throw new InvalidRequestException("id", "This id belongs to a message to somebody else.");
    }
    var recorded = addressee.recorded().filter(Outcome::isFinal);
    if (recorded.isPresent()) return new Step.Settled(recorded.get());
    if (addressee.stage() == Stage.LEFT) return settle(c, request, Outcome.REJECTED, place.now());
    if (addressee.address().isEmpty()) {
      return settle(c, request, Outcome.NO_CHANNEL, place.now());
    }
    var letter = letter(request, addressee, addressee.address().get(), place.now());
    if (mailer.isImmediate()) return settle(c, request, mailer.send(letter), place.now());
    store.write(c, request, Optional.empty(), place.now());
    return new Step.ToSend(letter);
  }

  private Step settle(Connection c, DeliveryRequest request, Outcome outcome, Instant at)
      throws SQLException {
    store.write(c, request, Optional.of(outcome), at);
    return new Step.Settled(outcome);
  }

  private Letter letter(
      DeliveryRequest request, DeliveryStore.Addressee addressee, String to, Instant at) {
    var words = wording.of(request.kind(), addressee.language());
    var id = Uuids.ofParts("delivery", request.key(), request.id(), request.occasion());
    var mark = addressee.synthetic() ? "\n\nSYNTHETIC" : "";
    return new Letter(
        "<" + id + "@attune.invalid>",
        to,
        words.subject(),
        words.text() + "\n\n" + platformUrl + request.link() + mark,
        at,
        addressee.synthetic());
  }
}
