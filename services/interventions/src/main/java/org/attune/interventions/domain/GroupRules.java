package org.attune.interventions.domain;

import static org.attune.interventions.domain.Decision.accept;
import static org.attune.interventions.domain.Decision.refuse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.CourseRules.Owner;
import org.attune.interventions.domain.GroupEvent.FacilitatorAssigned;
import org.attune.interventions.domain.GroupEvent.FacilitatorNamed;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupOpened;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeavingReason;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/**
 * Decides who is in which group, when a group starts and who leads it. Pure and total: same
 * arguments, same decision.
 */
public final class GroupRules {
  private static final String JOIN_NEXT = "join-next";

  private GroupRules() {}

  /** Where somebody is to be in a group: arm and site of one participant. */
  public record Seeker(Owner owner, String arm, String site) {}

  /** How the arm's groups are formed; empty for an arm that forms none. */
  public static Optional<Arm.Groups> rules(Protocol protocol, String arm) {
    return protocol
        .arm(arm)
        .filter(known -> CourseRules.programme(protocol, arm).isPresent())
        .flatMap(Arm::groups);
  }

  /** The group that a seeker opens if none of the arm gathers at the site. */
  public static GroupOpened open(Seeker seeker, Protocol protocol, UUID id, Instant now) {
    var rules = rules(protocol, seeker.arm()).orElseThrow();
    return new GroupOpened(
        seeker.owner().study(),
        id,
        seeker.site(),
        seeker.arm(),
        CourseRules.programme(protocol, seeker.arm()).orElseThrow().id(),
        protocol.version(),
        rules.sizeFrom(),
        rules.sizeTo(),
        later(now, rules, zone(protocol, seeker.site())),
        now);
  }

  /** The participant joins a group by itself. */
  public static GroupJoined join(Owner owner, Group group, Instant now) {
    return new GroupJoined(
        owner.study(), owner.participant(), group.id(), group.programme(), "", now);
  }

  /**
   * A full group starts at once.
   *
   * @param people in it
   */
  public static Optional<GroupEvent> full(
      String study, Group group, int people, ZoneId site, Instant now) {
    if (!group.isGathering() || people < group.sizeTo()) return Optional.empty();
    return Optional.of(start(study, group, people, site, now));
  }

  /**
   * What becomes of a group whose time has come. One that is too small starts all the same, or, if
   * its arm says {@code join-next} and it was not put off before, waits once more as long.
   *
   * @param people in it
   */
  public static Optional<GroupEvent> due(
      String study, Group group, int people, Protocol protocol, Instant now) {
    if (!group.isGathering() || group.startsBy().isAfter(now)) return Optional.empty();
    if (people == 0) return Optional.of(new GroupDissolved(study, group.id(), now));
    var rules = rules(protocol, group.arm()).orElseThrow();
    var zone = zone(protocol, group.site());
    boolean isShort = people < group.sizeFrom();
    if (isShort && rules.whenShort().equals(JOIN_NEXT) && !group.postponed()) {
      return Optional.of(new GroupPostponed(study, group.id(), later(now, rules, zone), now));
    }
    return Optional.of(start(study, group, people, zone, now));
  }

  private static GroupStarted start(
      String study, Group group, int people, ZoneId site, Instant now) {
    return new GroupStarted(
        study,
        group.id(),
        LocalDate.ofInstant(now, site).plusDays(1),
        people,
        people < group.sizeFrom(),
        now);
  }

  private static Instant later(Instant now, Arm.Groups rules, ZoneId zone) {
    return now.atZone(zone).plus(rules.startWithin()).toInstant();
  }

  /** What a group goes through. */
  public static Programme programme(Group group, Protocol protocol) {
    var programme = protocol.programmes().get(group.programme());
    if (programme == null) throw new IllegalStateException("no programme of a known group");
    return programme;
  }

  /** Time zone of a site. */
  public static ZoneId zone(Protocol protocol, String site) {
    return protocol.sites().stream()
        .filter(known -> known.id().equals(site))
        .findFirst()
        .orElseThrow()
        .zone();
  }

  /**
   * Staff say who may lead groups of a site.
   *
   * @param known site where the facilitator leads groups already
   * @param by staff id
   */
  public static Decision<GroupEvent> name(
      Protocol protocol,
      String study,
      String facilitator,
      String site,
      Optional<String> known,
      String by,
      Instant now) {
    if (protocol.sites().stream().noneMatch(s -> s.id().equals(site))) {
      return refuse(Refusal.SITE_UNKNOWN, "The study has no such site.");
    }
    if (known.isPresent())
      return known.get().equals(site) ? accept() : elsewhere(known.get(), site);
    return accept(new FacilitatorNamed(study, facilitator, site, by, now));
  }

  /**
   * Staff say who leads a group.
   *
   * @param site where the facilitator leads groups; empty if nobody said
   * @param by staff id
   */
  public static Decision<GroupEvent> assign(
      String study,
      Optional<Group> found,
      String facilitator,
      Optional<String> site,
      String by,
      Instant now) {
    if (found.isEmpty()) return groupUnknown();
    var group = found.get();
    if (site.isEmpty()) {
      return refuse(
          Refusal.FACILITATOR_UNKNOWN,
          "Nobody was named as facilitator under this id; name the facilitator for site %s first."
              .formatted(group.site()));
    }
    if (!site.get().equals(group.site())) return elsewhere(site.get(), group.site());
    if (group.dissolved()) return groupUnknown();
    if (group.facilitator().filter(facilitator::equals).isPresent()) return accept();
    return accept(new FacilitatorAssigned(study, group.id(), facilitator, by, now));
  }

  private static <E> Decision<E> elsewhere(String known, String wanted) {
    return refuse(
        Refusal.FACILITATOR_OF_ANOTHER_SITE,
        "This facilitator leads groups of site %s; site %s needs one of its own."
            .formatted(known, wanted));
  }

  private static <E> Decision<E> groupUnknown() {
    return refuse(Refusal.GROUP_UNKNOWN, "There is no such group.");
  }

  /**
   * Staff put somebody into a group by hand.
   *
   * @param seeker arm and site of the participant
   * @param now the participant's group; empty if in none
   * @param to the group wanted
   * @param people in the group wanted
   * @param hasCourse whether the participant's programme began, as a programme cannot begin twice
   */
  public record Move(
      Seeker seeker, Optional<Group> now, Optional<Group> to, int people, boolean hasCourse) {}

  /**
   * Decides about a move. Somebody who waits, or whom the service has put into no group yet, may be
   * put into any group of the same arm and site that has room, one that started included.
   *
   * @param by staff id
   */
  public static Decision<InterventionsEvent> move(Move move, String by, Instant at) {
    if (move.to().isEmpty()
        || move.to().get().dissolved()
        || !isFor(move.to().get(), move.seeker())) {
      return groupUnknown();
    }
    var to = move.to().get();
    if (move.now().filter(now -> now.id().equals(to.id())).isPresent()) return accept();
    if (move.hasCourse()) {
      return refuse(
          Refusal.PROGRAMME_BEGUN, "The participant's programme has begun with another group.");
    }
    if (move.people() >= to.sizeTo()) {
      return refuse(
          Refusal.GROUP_FULL, "The group has %d people, its most.".formatted(to.sizeTo()));
    }
    var owner = move.seeker().owner();
    var events = new ArrayList<InterventionsEvent>();
    move.now().ifPresent(now -> events.add(leave(owner, now.id(), GroupLeavingReason.MOVED, at)));
    events.add(
        new GroupJoined(owner.study(), owner.participant(), to.id(), to.programme(), by, at));
    return new Decision.Accepted<>(List.copyOf(events));
  }

  private static boolean isFor(Group group, Seeker seeker) {
    return group.arm().equals(seeker.arm()) && group.site().equals(seeker.site());
  }

  /** The participant is no longer in the group. */
  public static GroupLeft leave(Owner owner, UUID group, GroupLeavingReason reason, Instant now) {
    return new GroupLeft(owner.study(), owner.participant(), group, reason, now);
  }
}
