package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Carriers;
import org.attune.enrollment.channel.Letter;
import org.attune.enrollment.channel.Sent;
import org.attune.enrollment.delivery.Deliveries.Delivery;
import org.attune.enrollment.delivery.Deliveries.Refusal;
import org.attune.enrollment.delivery.StaffStore.Holder;
import org.attune.enrollment.domain.Channel;
import org.attune.platform.data.Database;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.log.History;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.Site;

/**
 * Tells everybody who holds a role at a participant's site, once per id and occasion. That the
 * participant left does not keep it from them.
 *
 * <p>The ledger is kept as {@link Deliveries} keeps it over a channel that makes one wait: the
 * claim is committed before sending and the outcome after it, and what is sent again has the same
 * message ids. One row stands for all letters of a request.
 */
final class StaffDeliveries {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final StaffStore staff;
  private final DeliveryStore ledger;
  private final Letters letters;
  private final Carriers carriers;
  private final Sending sending;

  StaffDeliveries(
      Database database,
      History history,
      StudyBook studies,
      StaffStore staff,
      DeliveryStore ledger,
      Letters letters,
      Carriers carriers,
      Sending sending) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.staff = staff;
    this.ledger = ledger;
    this.letters = letters;
    this.carriers = carriers;
    this.sending = sending;
  }

  /** What the first transaction came to. */
  private sealed interface Step {
    record Ended(Delivery delivery) implements Step {}

    /**
     * Claimed.
     *
     * @param letters at least one
     */
    record ToSend(List<Letter> letters, Instant at) implements Step {}
  }

  /**
   * Tells the staff whose role a request names, unless they were told before.
   *
   * @throws java.util.NoSuchElementException if it names none
   */
  Delivery deliver(DeliveryRequest request) {
    var role = request.role().orElseThrow();
    return switch (database.inTransaction(c -> begin(c, request, role))) {
      case Step.Ended(var delivery) -> delivery;
      case Step.ToSend(var toSend, var at) -> {
        var outcome = send(toSend);
        database.transact(c -> record(c, request, Optional.of(outcome), at));
        yield told(outcome, at);
      }
    };
  }

  private static Delivery told(Outcome outcome, Instant at) {
    var via =
        outcome == Outcome.NO_CHANNEL ? Optional.<Channel>empty() : Optional.of(Channel.EMAIL);
    return new Delivery.Told(outcome, via, at, List.of(), Optional.empty());
  }

  private Step begin(Connection c, DeliveryRequest request, String role) throws SQLException {
    var key = request.key();
    var locked = history.lockAll(c, List.of(key), staff.finding(request));
    var place = locked.places().get(key);
    var study = studies.find(c, key.study());
    if (place == null || locked.rows().isEmpty() || study.isEmpty()) {
      return new Step.Ended(new Delivery.Refused(Refusal.NOT_FOUND));
    }
    var known = locked.rows().getFirst();
    if (known.claimant().filter(who -> !who.equals(key.participant())).isPresent()) {
      return new Step.Ended(new Delivery.Refused(Refusal.ID_TAKEN));
    }
    var recorded = known.recorded().filter(Outcome::isFinal);
    if (recorded.isPresent()) return new Step.Ended(told(recorded.get(), place.now()));
    var holders = staff.holders(c, key.study(), known.site(), role);
    if (holders.isEmpty()) {
      record(c, request, Optional.of(Outcome.NO_CHANNEL), place.now());
      return new Step.Ended(told(Outcome.NO_CHANNEL, place.now()));
    }
    record(c, request, Optional.empty(), place.now());
    var toSend = new ArrayList<Letter>(holders.size());
    for (var holder : holders) {
      toSend.add(letter(request, holder, study.get(), known.site(), place.now()));
    }
    return new Step.ToSend(toSend, place.now());
  }

  private void record(Connection c, DeliveryRequest request, Optional<Outcome> outcome, Instant at)
      throws SQLException {
    var via = outcome.filter(what -> what != Outcome.NO_CHANNEL).map(_ -> Channel.EMAIL);
    ledger.write(c, List.of(new DeliveryStore.Entry(request, outcome, via, at)));
  }

  private Letter letter(
      DeliveryRequest request, Holder holder, Study study, String site, Instant at) {
    var id =
        Uuids.ofParts(
            "staff-delivery", request.key(), request.id(), request.occasion(), holder.position());
    return letters.write(
        id,
        new Address.Email(holder.address()),
        request,
        language(study, site),
        study.synthetic(),
        at);
  }

  /** The first language of a site in the newest version that has it. */
  private static String language(Study study, String site) {
    for (var version : study.versions().reversed().values()) {
      var languages = version.site(site).map(Site::languages).orElse(List.of());
      if (!languages.isEmpty()) return languages.getFirst();
    }
    return "";
  }

  /**
   * Accepted if one letter was; failed, to be tried again, if one may yet be; else rejected. Where
   * it is not known whether a letter was taken it is sent again: better told twice than not at all.
   */
  private Outcome send(List<Letter> toSend) {
    var tasks = new ArrayList<Sending.Task>(toSend.size());
    for (var letter : toSend) {
      var carrier = carriers.of(Channel.EMAIL, letter.synthetic());
      // Contacts were named anew while they were read; the next request finds the new ones.
      if (carrier.isEmpty() || letter.to().written().isEmpty()) return Outcome.FAILED;
      tasks.add(new Sending.Task(carrier.get(), letter));
    }
    var verdicts = sending.send(tasks).stream().map(Sent::verdict).toList();
    if (verdicts.contains(Sent.Verdict.ACCEPTED)) return Outcome.ACCEPTED;
    boolean again =
        verdicts.contains(Sent.Verdict.FAILED) || verdicts.contains(Sent.Verdict.UNKNOWN);
    return again ? Outcome.FAILED : Outcome.REJECTED;
  }
}
