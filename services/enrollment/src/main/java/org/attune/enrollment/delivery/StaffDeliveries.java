package org.attune.enrollment.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.enrollment.delivery.Deliveries.Delivery;
import org.attune.enrollment.delivery.Deliveries.Refusal;
import org.attune.enrollment.delivery.StaffStore.Holder;
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
  private final Mailer mailer;

  StaffDeliveries(
      Database database,
      History history,
      StudyBook studies,
      StaffStore staff,
      DeliveryStore ledger,
      Letters letters,
      Mailer mailer) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.staff = staff;
    this.ledger = ledger;
    this.letters = letters;
    this.mailer = mailer;
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
        yield new Delivery.Told(outcome);
      }
    };
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
    if (recorded.isPresent()) return new Step.Ended(new Delivery.Told(recorded.get()));
    var holders = staff.holders(c, key.study(), known.site(), role);
    if (holders.isEmpty()) {
      record(c, request, Optional.of(Outcome.NO_CHANNEL), place.now());
      return new Step.Ended(new Delivery.Told(Outcome.NO_CHANNEL));
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
    ledger.write(c, List.of(new DeliveryStore.Entry(request, outcome, at)));
  }

  private Letter letter(
      DeliveryRequest request, Holder holder, Study study, String site, Instant at) {
    var id =
        Uuids.ofParts(
            "staff-delivery", request.key(), request.id(), request.occasion(), holder.position());
    return letters.write(
        id, holder.address(), request, language(study, site), study.synthetic(), at);
  }

  /** The first language of a site in the newest version that has it. */
  private static String language(Study study, String site) {
    for (var version : study.versions().reversed().values()) {
      var languages = version.site(site).map(Site::languages).orElse(List.of());
      if (!languages.isEmpty()) return languages.getFirst();
    }
    return "";
  }

  /** Accepted if one letter was; failed, to be tried again, if one may yet be; else rejected. */
  private Outcome send(List<Letter> toSend) {
    var outcomes = toSend.stream().map(this::send).toList();
    if (outcomes.contains(Outcome.ACCEPTED)) return Outcome.ACCEPTED;
    return outcomes.contains(Outcome.FAILED) ? Outcome.FAILED : outcomes.getFirst();
  }

  private Outcome send(Letter letter) {
    // Contacts were named anew while they were read; the next request finds the new ones.
    return letter.to().isEmpty() ? Outcome.FAILED : mailer.send(letter);
  }
}
