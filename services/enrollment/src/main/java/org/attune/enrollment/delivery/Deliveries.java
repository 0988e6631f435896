package org.attune.enrollment.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.enrollment.domain.Stage;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;

/**
 * Tells people what other services decided to tell them, once per id and occasion: participants,
 * many in two transactions at most, and staff through {@link StaffDeliveries}.
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
  private final Letters letters;
  private final StaffDeliveries staff;
  private final MeterRegistry metrics;

  /**
   * @param platformUrl what links begin with
   */
  public Deliveries(
      Database database,
      History history,
      StudyBook studies,
      Vault vault,
      Mailer mailer,
      String platformUrl,
      MeterRegistry metrics) {
    this.database = database;
    this.history = history;
    this.store = new DeliveryStore(vault);
    this.mailer = mailer;
    this.letters = new Letters(platformUrl);
    this.staff =
        new StaffDeliveries(
            database, history, studies, new StaffStore(vault), store, letters, mailer);
    this.metrics = metrics;
  }

  /** What the first transaction came to for one message. */
  private sealed interface Step {
    record Refused(Refusal refusal) implements Step {}

    record Settled(Outcome outcome) implements Step {}

    record ToSend(Letter letter) implements Step {}
  }

  /** Why a message is nobody's. */
  public enum Refusal {
    /** Nobody of this pseudonym was invited. */
    NOT_FOUND,
    /** The id and occasion belong to a message to somebody else. */
    ID_TAKEN
  }

  /** What became of a message: an outcome, the same however often it is asked for, or a refusal. */
  public sealed interface Delivery {
    record Told(Outcome outcome) implements Delivery {}

    record Refused(Refusal refusal) implements Delivery {}
  }

  /**
   * Sends messages, each unless it was sent before.
   *
   * @param requests each of another id or occasion
   * @return for each request in turn
   */
  public List<Delivery> deliver(List<DeliveryRequest> requests) {
    var toParticipants = requests.stream().filter(request -> request.role().isEmpty()).toList();
    var told = tell(toParticipants).iterator();
    var deliveries = new ArrayList<Delivery>(requests.size());
    for (var request : requests) {
      deliveries.add(request.role().isPresent() ? staff.deliver(request) : told.next());
    }
    for (var delivery : deliveries) count(delivery);
    return deliveries;
  }

  /** Sends messages to participants. */
  private List<Delivery> tell(List<DeliveryRequest> requests) {
    if (requests.isEmpty()) return List.of();
    var steps = database.inTransaction(c -> begin(c, requests));
    var deliveries = new ArrayList<Delivery>(requests.size());
    var sent = new ArrayList<DeliveryStore.Entry>();
    for (int i = 0; i < steps.size(); i++) {
      switch (steps.get(i)) {
        case Step.Refused(var refusal) -> deliveries.add(new Delivery.Refused(refusal));
        case Step.Settled(var outcome) -> deliveries.add(new Delivery.Told(outcome));
        case Step.ToSend(var letter) -> {
          var outcome = mailer.send(letter);
          sent.add(new DeliveryStore.Entry(requests.get(i), Optional.of(outcome), letter.at()));
          deliveries.add(new Delivery.Told(outcome));
        }
      }
    }
    if (!sent.isEmpty()) database.transact(c -> store.write(c, sent));
    return deliveries;
  }

  private void count(Delivery delivery) {
    if (!(delivery instanceof Delivery.Told(var outcome))) return;
    var name = outcome.name().toLowerCase(Locale.ROOT);
    metrics.counter("attune_deliveries", "outcome", name).increment();
  }

  private List<Step> begin(Connection c, List<DeliveryRequest> requests) throws SQLException {
    var keys = requests.stream().map(DeliveryRequest::key).distinct().toList();
    var locked = history.lockAll(c, keys, store.finding(requests));
    var addressees = new HashMap<Integer, DeliveryStore.Addressee>();
    for (var addressee : locked.rows()) addressees.put(addressee.number(), addressee);
    var entries = new ArrayList<DeliveryStore.Entry>();
    var steps = new ArrayList<Step>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      var request = requests.get(i);
      var place = locked.places().get(request.key());
      var addressee = addressees.get(i);
      if (place == null || addressee == null) {
        steps.add(new Step.Refused(Refusal.NOT_FOUND));
      } else {
        var step = begin(request, addressee, place.now());
        steps.add(step);
        entry(request, addressee, step, place.now()).ifPresent(entries::add);
      }
    }
    store.write(c, entries);
    return steps;
  }

  private Step begin(DeliveryRequest request, DeliveryStore.Addressee addressee, Instant now) {
    boolean another =
        addressee.claimant().filter(who -> !who.equals(request.key().participant())).isPresent();
    if (another) return new Step.Refused(Refusal.ID_TAKEN);
    var recorded = addressee.recorded().filter(Outcome::isFinal);
    if (recorded.isPresent()) return new Step.Settled(recorded.get());
    if (wantsNoMore(request, addressee)) return new Step.Settled(Outcome.REJECTED);
    if (addressee.address().isEmpty()) return new Step.Settled(Outcome.NO_CHANNEL);
    var letter = letter(request, addressee, addressee.address().get(), now);
    return mailer.isImmediate() ? new Step.Settled(mailer.send(letter)) : new Step.ToSend(letter);
  }

  private static boolean wantsNoMore(DeliveryRequest request, DeliveryStore.Addressee addressee) {
    if (addressee.stage() == Stage.LEFT) return true;
    return request.kind() == DeliveryRequest.Kind.PROMPT && addressee.stoppedPrompts();
  }

  /** What is to be written about a message that was not settled before. */
  private static Optional<DeliveryStore.Entry> entry(
      DeliveryRequest request, DeliveryStore.Addressee addressee, Step step, Instant now) {
    if (addressee.recorded().filter(Outcome::isFinal).isPresent()) return Optional.empty();
    return switch (step) {
      case Step.Refused _ -> Optional.empty();
      case Step.Settled(var outcome) ->
          Optional.of(new DeliveryStore.Entry(request, Optional.of(outcome), now));
      case Step.ToSend _ -> Optional.of(new DeliveryStore.Entry(request, Optional.empty(), now));
    };
  }

  private Letter letter(
      DeliveryRequest request, DeliveryStore.Addressee addressee, String to, Instant at) {
    var id = LetterErasing.messageOf(request.key(), request.id(), request.occasion());
    return letters.write(id, to, request, addressee.language(), addressee.synthetic(), at);
  }
}
