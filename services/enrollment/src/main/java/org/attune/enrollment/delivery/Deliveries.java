package org.attune.enrollment.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.vault.Vault;
import org.attune.platform.data.Database;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;

/**
 * Tells people what other services decided to tell them, once per id and occasion: participants,
 * many together, in as many transactions as channels are tried and one more, and staff through
 * {@link StaffDeliveries}.
 *
 * <p>The claim, the sending and the outcome of one participant's messages never cross: its history
 * is locked. Over a channel that makes one wait the claim is committed before sending and the
 * outcome after it; if the process ends in between, the outcome is unknown, and {@link Fallback}
 * says what follows. An immediate channel needs one transaction for the three.
 */
public final class Deliveries {
  private final Database database;
  private final Round round;
  private final Sending sending = new Sending();
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
      Carriers carriers,
      String platformUrl,
      MeterRegistry metrics) {
    this.database = database;
    var store = new DeliveryStore(vault);
    var letters = new Letters(platformUrl);
    this.round = new Round(history, store, carriers, letters);
    this.staff =
        new StaffDeliveries(
            database, history, studies, new StaffStore(vault), store, letters, carriers, sending);
    this.metrics = metrics;
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
    /**
     * An outcome.
     *
     * @param via channel that took it or was tried last
     * @param at study time of the outcome
     * @param passedOver channels that did not take it, in the order in which they were tried
     * @param retryAfter how long a channel asks to be left alone
     */
    record Told(
        Outcome outcome,
        Optional<Channel> via,
        Instant at,
        List<PassedOver> passedOver,
        Optional<Duration> retryAfter)
        implements Delivery {}

    record Refused(Refusal refusal) implements Delivery {}
  }

  /**
   * A channel that did not take a message.
   *
   * @param verdict what it said, in lower case
   * @param cause why, as a code
   */
  public record PassedOver(Channel channel, String verdict, String cause, Instant at) {}

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
    var told = new HashMap<Integer, Delivery>();
    var open = new ArrayList<Round.Open>(requests.size());
    for (int i = 0; i < requests.size(); i++) open.add(new Round.Open(i, requests.get(i)));
    while (!open.isEmpty()) {
      var ofRound = List.copyOf(open);
      var steps = database.inTransaction(c -> round.decide(c, ofRound));
      open.clear();
      open.addAll(send(steps, told));
    }
    var deliveries = new ArrayList<Delivery>(requests.size());
    for (int i = 0; i < requests.size(); i++) deliveries.add(settled(told, i));
    return deliveries;
  }

  private static Delivery settled(Map<Integer, Delivery> told, int number) {
    var delivery = told.get(number);
    if (delivery == null) throw new IllegalStateException("a message was left undecided");
    return delivery;
  }

  /** Sends what is to be sent, and says which messages are open with what was heard. */
  private List<Round.Open> send(List<Round.Step> steps, Map<Integer, Delivery> told) {
    var toSend = new ArrayList<Round.Step.ToSend>();
    for (var step : steps) {
      switch (step) {
        case Round.Step.Ended(var number, var delivery) -> told.put(number, delivery);
        case Round.Step.ToSend claimed -> toSend.add(claimed);
      }
    }
    if (toSend.isEmpty()) return List.of();
    var sent = sending.send(toSend.stream().map(Round.Step.ToSend::task).toList());
    var open = new ArrayList<Round.Open>(toSend.size());
    for (int i = 0; i < toSend.size(); i++) open.add(toSend.get(i).heard(sent.get(i)));
    return open;
  }

  private void count(Delivery delivery) {
    if (!(delivery instanceof Delivery.Told told)) return;
    var name = told.outcome().name().toLowerCase(Locale.ROOT);
    metrics.counter("attune_deliveries", "outcome", name).increment();
  }
}
