package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.channel.Carrier;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.delivery.Deliveries.Delivery;
import org.attune.enrollment.delivery.Deliveries.PassedOver;
import org.attune.enrollment.delivery.Deliveries.Refusal;
import org.attune.enrollment.delivery.DeliveryStore.Addressee;
import org.attune.enrollment.delivery.Fallback.Attempt;
import org.attune.enrollment.domain.Channel;
import org.attune.enrollment.domain.EnrollmentEvent.PushSubscriptionEnded;
import org.attune.enrollment.domain.Stage;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/**
 * One transaction over many messages to participants: writes down what channels said since the last
 * one, sends at once what an immediate channel takes, and claims what others are to take next.
 */
final class Round {
  private final History history;
  private final DeliveryStore store;
  private final Carriers carriers;
  private final Letters letters;

  Round(History history, DeliveryStore store, Carriers carriers, Letters letters) {
    this.history = history;
    this.store = store;
    this.carriers = carriers;
    this.letters = letters;
  }

  /**
   * A message that is not settled.
   *
   * @param number of the request, from 0
   * @param tried channels that answered within this request
   * @param heard what the last one said; empty in the first round
   */
  record Open(int number, DeliveryRequest request, Set<Channel> tried, Optional<Heard> heard) {
    Open(int number, DeliveryRequest request) {
      this(number, request, Set.of(), Optional.empty());
    }
  }

  /** What a channel said to a letter that was claimed. */
  record Heard(Channel channel, Letter letter, boolean maybe, Sent sent) {}

  /** What a round came to for one message. */
  sealed interface Step {
    record Ended(int number, Delivery delivery) implements Step {}

    /**
     * Claimed.
     *
     * @param maybe whether an earlier attempt over this channel may have been taken
     */
    record ToSend(Open open, Channel channel, boolean maybe, Sending.Task task) implements Step {
      Open heard(Sent sent) {
        var tried = EnumSet.of(channel);
        tried.addAll(open.tried());
        var heard = new Heard(channel, task.letter(), maybe, sent);
        return new Open(open.number(), open.request(), tried, Optional.of(heard));
      }
    }
  }

  /** What is written at the end of a round. */
  private record Writing(Connection c, List<DeliveryStore.Entry> entries) {}

  /** Decides about all; for each in turn. */
  List<Step> decide(Connection c, List<Open> open) throws SQLException {
    var requests = open.stream().map(Open::request).toList();
    var keys = requests.stream().map(DeliveryRequest::key).distinct().toList();
    var locked = history.lockAll(c, keys, store.finding(requests));
    var addressees = new HashMap<Integer, Addressee>();
    for (var addressee : locked.rows()) addressees.put(addressee.number(), addressee);
    var attempts = attempts(c, requests, addressees);
    var writing = new Writing(c, new ArrayList<>());
    var places = new HashMap<>(locked.places());
    var steps = new ArrayList<Step>(open.size());
    for (int i = 0; i < open.size(); i++) {
      var message = open.get(i);
      var place = places.get(message.request().key());
      var addressee = addressees.get(i);
      if (place == null || addressee == null) {
        steps.add(refused(message, Refusal.NOT_FOUND));
        continue;
      }
      var known = attempts.computeIfAbsent(i, _ -> new EnumMap<>(Channel.class));
      var course = new Course(message, addressee, known, place.now());
      places.put(place.key(), record(c, course, place));
      steps.add(course.decide(writing));
    }
    store.write(c, writing.entries());
    return steps;
  }

  private static Step refused(Open message, Refusal refusal) {
    return new Step.Ended(message.number(), new Delivery.Refused(refusal));
  }

  /** Nothing is read where everybody is reached over channels that answer at once. */
  private Map<Integer, Map<Channel, Attempt>> attempts(
      Connection c, List<DeliveryRequest> requests, Map<Integer, Addressee> addressees)
      throws SQLException {
    boolean wait =
        addressees.values().stream()
            .anyMatch(
                addressee ->
                    addressee.order().stream()
                        .flatMap(channel -> carriers.of(channel, addressee.synthetic()).stream())
                        .anyMatch(carrier -> !carrier.isImmediate()));
    return wait ? store.attempts(c, requests) : new HashMap<>();
  }

  /** Writes down what was heard since the last round. */
  private Place record(Connection c, Course course, Place place) throws SQLException {
    var message = course.message;
    if (message.heard().isEmpty()) return place;
    var heard = message.heard().get();
    var sent = heard.sent();
    boolean maybe = heard.maybe() || sent.verdict() == Verdict.UNKNOWN;
    var attempt =
        new Attempt(
            heard.channel(), Optional.of(sent.verdict()), sent.cause(), maybe, heard.letter().at());
    course.attempts.put(heard.channel(), attempt);
    store.attempt(c, message.request(), heard.letter().id(), attempt, Optional.of(place.now()));
    var current = Optional.ofNullable(course.addressee.addresses().get(heard.channel()));
    boolean ended =
        sent.verdict() == Verdict.GONE && current.equals(Optional.of(heard.letter().to()));
    if (!ended) return place;
    course.addressee.addresses().remove(heard.channel());
    store.forget(c, place.key(), heard.channel());
    var subscription =
        new PushSubscriptionEnded(place.key().study(), place.key().participantId(), place.now());
    return history.append(
        c, place, Restricted.all(List.of(subscription), message.request().tellsArm()));
  }

  /** One message in one round. */
  private final class Course {
    final Open message;
    final Addressee addressee;
    final Map<Channel, Attempt> attempts;
    private final EnumSet<Channel> tried;
    private final Instant now;

    Course(Open message, Addressee addressee, Map<Channel, Attempt> attempts, Instant now) {
      this.message = message;
      this.addressee = addressee;
      this.attempts = attempts;
      this.now = now;
      tried = EnumSet.noneOf(Channel.class);
      tried.addAll(message.tried());
    }

    Step decide(Writing writing) throws SQLException {
      var request = message.request();
      boolean another =
          addressee.claimant().filter(who -> !who.equals(request.key().participant())).isPresent();
      if (another) return refused(message, Refusal.ID_TAKEN);
      var recorded = addressee.recorded().filter(known -> known.outcome().isFinal());
      if (recorded.isPresent()) {
        return ended(recorded.get().outcome(), recorded.get().via(), recorded.get().at());
      }
      return wantsNoMore() ? stop(writing) : follow(writing);
    }

    /** Nothing is sent any more; what was on its way when the participant left stays so. */
    private Step stop(Writing writing) {
      var taken = attempts.values().stream().filter(Attempt::mayBeTaken).findFirst();
      if (taken.isEmpty()) return settle(writing, Outcome.REJECTED, Optional.empty());
      boolean accepted = taken.get().is(Verdict.ACCEPTED);
      return settle(
          writing,
          accepted ? Outcome.ACCEPTED : Outcome.UNCERTAIN,
          Optional.of(taken.get().channel()));
    }

    private boolean wantsNoMore() {
      if (addressee.stage() == Stage.LEFT) return true;
      return message.request().kind() == DeliveryRequest.Kind.PROMPT && addressee.stoppedPrompts();
    }

    /** Tries channels that answer at once until one takes it or another channel's turn has come. */
    private Step follow(Writing writing) throws SQLException {
      var order =
          addressee.order().stream()
              .filter(channel -> channel == Channel.NONE || isUsable(channel))
              .toList();
      while (true) {
        switch (Fallback.next(order, attempts, tried, this::removesDuplicates, now)) {
          case Fallback.Next.Settled(var outcome, var via) -> {
            return settle(writing, outcome, via);
          }
          case Fallback.Next.Try(var channel) -> {
            if (message.request().isLate(now)) return late(writing, channel);
            var carrier = carrier(channel).orElseThrow();
            if (!carrier.isImmediate()) return claim(writing, channel, carrier);
            var sent = carrier.send(letter(channel));
            tried.add(channel);
            attempts.put(
                channel,
                new Attempt(channel, Optional.of(sent.verdict()), sent.cause(), false, now));
          }
        }
      }
    }

    private boolean isUsable(Channel channel) {
      return addressee.addresses().containsKey(channel) && carrier(channel).isPresent();
    }

    private Optional<Carrier> carrier(Channel channel) {
      return carriers.of(channel, addressee.synthetic());
    }

    private boolean removesDuplicates(Channel channel) {
      return carrier(channel).filter(Carrier::removesDuplicates).isPresent();
    }

    /** Not sent any more; where it may have been taken before, that stays so. */
    private Step late(Writing writing, Channel channel) {
      var before = attempts.get(channel);
      return before != null && before.mayBeTaken()
          ? settle(writing, Outcome.UNCERTAIN, Optional.of(channel))
          : settle(writing, Outcome.REJECTED, Optional.empty());
    }

    private Step claim(Writing writing, Channel channel, Carrier carrier) throws SQLException {
      var request = message.request();
      var before = attempts.get(channel);
      boolean maybe = before != null && before.mayBeTaken();
      var letter = letter(channel);
      var claimed = new Attempt(channel, Optional.empty(), "", maybe, now);
      store.attempt(writing.c(), request, letter.id(), claimed, Optional.empty());
      writing
          .entries()
          .add(new DeliveryStore.Entry(request, Optional.empty(), Optional.of(channel), now));
      return new Step.ToSend(message, channel, maybe, new Sending.Task(carrier, letter));
    }

    private Letter letter(Channel channel) {
      var request = message.request();
      var to = addressee.addresses().get(channel);
      if (to == null) throw new IllegalStateException("no address for " + channel);
      var id = LetterErasing.messageOf(request.key(), request.id(), request.occasion());
      return letters.write(id, to, request, addressee.language(), addressee.synthetic(), now);
    }

    private Step settle(Writing writing, Outcome outcome, Optional<Channel> via) {
      writing
          .entries()
          .add(new DeliveryStore.Entry(message.request(), Optional.of(outcome), via, now));
      return ended(outcome, via, now);
    }

    private Step ended(Outcome outcome, Optional<Channel> via, Instant at) {
      var passedOver = new ArrayList<PassedOver>();
      for (var channel : addressee.order()) {
        var attempt = attempts.get(channel);
        if (attempt == null || Optional.of(channel).equals(via)) continue;
        attempt
            .verdict()
            .ifPresent(
                verdict ->
                    passedOver.add(
                        new PassedOver(
                            channel,
                            verdict.name().toLowerCase(Locale.ROOT),
                            attempt.cause(),
                            attempt.at())));
      }
      Optional<Duration> retryAfter =
          outcome == Outcome.FAILED
              ? message.heard().flatMap(heard -> heard.sent().retryAfter())
              : Optional.empty();
      return new Step.Ended(
          message.number(),
          new Delivery.Told(outcome, via, at, List.copyOf(passedOver), retryAfter));
    }
  }
}
