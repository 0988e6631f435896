package org.attune.interventions.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attune.interventions.domain.Trial.MADRID;
import static org.attune.interventions.domain.Trial.NOON;
import static org.attune.interventions.domain.Trial.OWNER;
import static org.attune.interventions.domain.Trial.PROTOCOL;
import static org.attune.interventions.domain.Trial.STUDY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.GroupEvent.FacilitatorAssigned;
import org.attune.interventions.domain.GroupEvent.FacilitatorNamed;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupRules.Move;
import org.attune.interventions.domain.GroupRules.Seeker;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeavingReason;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/**
 * When groups start, who leads them and who is in which. Two to three people a group, opened on
 * Monday 16 March 2026 at noon in Madrid, two weeks to fill. Cast and setting: {@link Trial}.
 */
class GroupRulesTest {
  private static final Protocol START = Trial.inGroups(3, "start");
  private static final Protocol NEXT = Trial.inGroups(3, "join-next");
  private static final UUID ID = new UUID(0, 1);
  private static final Instant STARTS_BY = Instant.parse("2026-03-30T10:00:00Z"); // summer time
  private static final Seeker SEEKER = new Seeker(OWNER, "abct", "s1");
  private static final Group GROUP = opened(SEEKER, ID);

  private static Group opened(Seeker seeker, UUID id) {
    var event = GroupRules.open(seeker, START, id, NOON);
    var group = Groups.after(List.of(event)).groups().get(id);
    if (group == null) throw new AssertionError("no group opened");
    return group;
  }

  private static Optional<GroupEvent> due(Group group, int people, Protocol protocol, Instant now) {
    return GroupRules.due(STUDY, group, people, protocol, now);
  }

  private static Refusal refusal(Decision<?> decision) {
    return ((Decision.Refused<?>) decision).reason();
  }

  private static <E> List<E> events(Decision<E> decision) {
    return ((Decision.Accepted<E>) decision).events();
  }

  @Test
  void a_group_waits_as_long_as_the_arm_says_by_the_clock_of_its_site() {
    assertThat(GROUP.startsBy()).isEqualTo(STARTS_BY);
    assertThat(GROUP.sizeTo()).isEqualTo(3);
  }

  @Test
  void an_arm_without_groups_or_programme_forms_none() {
    assertThat(GroupRules.rules(PROTOCOL, "abct")).isEmpty();
    assertThat(GroupRules.rules(START, "tau")).isEmpty();
  }

  @Test
  void a_group_starts_when_full_and_not_one_person_before() {
    assertThat(GroupRules.full(STUDY, GROUP, 2, MADRID, NOON)).isEmpty();
    var started = (GroupStarted) GroupRules.full(STUDY, GROUP, 3, MADRID, NOON).orElseThrow();
    assertThat(started.firstDay()).isEqualTo("2026-03-17");
    assertThat(started.belowMinimum()).isFalse();
  }

  @Test
  void at_its_time_a_group_starts_with_whoever_is_there() {
    assertThat(due(GROUP, 2, START, STARTS_BY.minusSeconds(1))).isEmpty();
    var started = (GroupStarted) due(GROUP, 2, START, STARTS_BY).orElseThrow();
    assertThat(started.people()).isEqualTo(2);
    assertThat(started.firstDay()).isEqualTo("2026-03-31");
    assertThat(started.belowMinimum()).isFalse();
  }

  @Test
  void a_group_below_the_minimum_that_starts_deviates() {
    var started = (GroupStarted) due(GROUP, 1, START, STARTS_BY).orElseThrow();
    assertThat(started.belowMinimum()).isTrue();
  }

  @Test
  void a_group_below_the_minimum_that_joins_the_next_waits_once_more() {
    var postponed = (GroupPostponed) due(GROUP, 1, NEXT, STARTS_BY).orElseThrow();
    assertThat(postponed.startsBy()).isEqualTo("2026-04-13T10:00:00Z");
    var later = GROUP.postpone(postponed.startsBy());
    assertThat(due(later, 1, NEXT, later.startsBy()))
        .containsInstanceOf(GroupStarted.class)
        .hasValueSatisfying(e -> assertThat(((GroupStarted) e).belowMinimum()).isTrue());
  }

  @Test
  void a_group_that_everybody_left_is_dissolved() {
    assertThat(due(GROUP, 0, START, STARTS_BY)).containsInstanceOf(GroupDissolved.class);
  }

  @Test
  void nothing_becomes_of_a_group_twice() {
    var started = GROUP.start(java.time.LocalDate.parse("2026-03-17"));
    assertThat(due(started, 3, START, STARTS_BY)).isEmpty();
    assertThat(GroupRules.full(STUDY, started, 3, MADRID, NOON)).isEmpty();
    assertThatThrownBy(
            () ->
                Groups.after(
                    List.of(
                        GroupRules.open(SEEKER, START, ID, NOON),
                        new GroupDissolved(STUDY, ID, NOON),
                        new GroupDissolved(STUDY, ID, NOON))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_facilitator_leads_groups_of_one_site() {
    var named = GroupRules.name(START, STUDY, "f-1", "s1", Optional.empty(), "a-1", NOON);
    assertThat(events(named))
        .containsExactly(new FacilitatorNamed(STUDY, "f-1", "s1", "a-1", NOON));
    assertThat(events(GroupRules.name(START, STUDY, "f-1", "s1", Optional.of("s1"), "a-1", NOON)))
        .isEmpty();
    assertThat(refusal(GroupRules.name(START, STUDY, "f-1", "s2", Optional.of("s1"), "a-1", NOON)))
        .isEqualTo(Refusal.FACILITATOR_OF_ANOTHER_SITE);
    assertThat(refusal(GroupRules.name(START, STUDY, "f-1", "s9", Optional.empty(), "a-1", NOON)))
        .isEqualTo(Refusal.SITE_UNKNOWN);
  }

  private static Decision<GroupEvent> assign(Optional<Group> group, Optional<String> site) {
    return GroupRules.assign(STUDY, group, "f-1", site, "a-1", NOON);
  }

  @Test
  void only_a_facilitator_of_its_site_leads_a_group() {
    assertThat(events(assign(Optional.of(GROUP), Optional.of("s1"))))
        .containsExactly(new FacilitatorAssigned(STUDY, ID, "f-1", "a-1", NOON));
    assertThat(events(assign(Optional.of(GROUP.lead("f-1")), Optional.of("s1")))).isEmpty();
    assertThat(assign(Optional.of(GROUP), Optional.of("s2")))
        .isEqualTo(
            Decision.refuse(
                Refusal.FACILITATOR_OF_ANOTHER_SITE,
                "This facilitator leads groups of site s2; site s1 needs one of its own."));
    assertThat(refusal(assign(Optional.of(GROUP), Optional.empty())))
        .isEqualTo(Refusal.FACILITATOR_UNKNOWN);
    assertThat(refusal(assign(Optional.empty(), Optional.of("s1"))))
        .isEqualTo(Refusal.GROUP_UNKNOWN);
  }

  private static Decision<InterventionsEvent> move(
      Optional<Group> now, Group to, int people, boolean hasCourse) {
    return GroupRules.move(new Move(SEEKER, now, Optional.of(to), people, hasCourse), "a-1", NOON);
  }

  @Test
  void somebody_is_put_into_another_group_that_has_room() {
    var other = opened(SEEKER, new UUID(0, 2));
    assertThat(events(move(Optional.of(GROUP), other, 2, false)))
        .containsExactly(
            new GroupLeft(STUDY, OWNER.participant(), ID, GroupLeavingReason.MOVED, NOON),
            new GroupJoined(STUDY, OWNER.participant(), other.id(), "abct", "a-1", NOON));
    assertThat(events(move(Optional.of(other), other, 3, false))).as("said twice").isEmpty();
  }

  @Test
  void a_full_group_a_foreign_one_and_a_second_beginning_are_refused() {
    assertThat(move(Optional.empty(), GROUP, 3, false))
        .isEqualTo(Decision.refuse(Refusal.GROUP_FULL, "The group has 3 people, its most."));
    var foreign = opened(new Seeker(OWNER, "abct", "s2"), new UUID(0, 3));
    assertThat(refusal(move(Optional.empty(), foreign, 0, false))).isEqualTo(Refusal.GROUP_UNKNOWN);
    var ofOtherArm = opened(new Seeker(OWNER, "mbsr", "s1"), new UUID(0, 4));
    assertThat(refusal(move(Optional.empty(), ofOtherArm, 0, false)))
        .isEqualTo(Refusal.GROUP_UNKNOWN);
    assertThat(refusal(move(Optional.empty(), GROUP, 2, true))).isEqualTo(Refusal.PROGRAMME_BEGUN);
  }

  @Test
  void nobody_is_in_two_groups() {
    var joined = GroupRules.join(OWNER, GROUP, NOON);
    assertThatThrownBy(() -> Membership.after(List.of(joined, joined)))
        .isInstanceOf(IllegalStateException.class);
  }
}
