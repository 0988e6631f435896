package org.attune.studies.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.studies.domain.Scenario.given;
import static org.attune.studies.domain.Scenario.publish;
import static org.attune.studies.domain.Scenario.published;
import static org.attune.studies.domain.Scenario.rehearsing;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.attune.studies.Bundles;
import org.attune.studies.domain.StudyCommand.Close;
import org.attune.studies.domain.StudyCommand.Lock;
import org.attune.studies.domain.StudyCommand.Open;
import org.attune.studies.domain.StudyCommand.Pause;
import org.attune.studies.domain.StudyCommand.Resume;
import org.attune.studies.domain.StudyEvent.StudyClosed;
import org.attune.studies.domain.StudyEvent.StudyLocked;
import org.attune.studies.domain.StudyEvent.StudyOpened;
import org.attune.studies.domain.StudyEvent.StudyPaused;
import org.attune.studies.domain.StudyEvent.StudyPublished;
import org.attune.studies.domain.StudyEvent.StudyResumed;
import org.junit.jupiter.api.Test;

/** The life of the pilot (target 40, sites in Dublin and Bogotá), on the first of March. */
class StudyRulesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-01T12:00:05Z");
  private static final String STUDY = "kindness-pilot";
  private static final Protocol PILOT = Bundles.protocol(Bundles.files(STUDY));
  private static final StudyPublished PUBLISHED = published(PILOT, NOON);
  private static final StudyOpened OPENED = new StudyOpened(STUDY, 1, false, 40, NOON);
  private static final StudyPaused PAUSED = new StudyPaused(STUDY, "why", NOON);
  private static final StudyClosed CLOSED = new StudyClosed(STUDY, "why", NOON);
  private static final StudyLocked LOCKED = new StudyLocked(STUDY, "why", NOON);
  private static final Open OPEN =
      new Open(false, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), LATER);

  private static Protocol amended(String effective) {
    return Bundles.protocol(Bundles.files(STUDY, Bundles.amended(effective)));
  }

  private static Protocol changed(String from, String to) {
    return Bundles.protocol(
        Bundles.files(STUDY, text -> Bundles.amended("2026-04-01").apply(text).replace(from, to)));
  }

  @Test
  void the_first_version_is_published_and_the_same_again_is_nothing_new() {
    given().when(publish(PILOT, NOON)).then(PUBLISHED);
    given(PUBLISHED).when(publish(PILOT, LATER)).thenNothing();
    given(PUBLISHED, OPENED, CLOSED, LOCKED).when(publish(PILOT, LATER)).thenNothing();
  }

  @Test
  void a_published_version_never_changes() {
    var other =
        Bundles.protocol(Bundles.files(STUDY, text -> text.replace("target: 40", "target: 44")));
    given(PUBLISHED).when(publish(other, LATER)).thenRefused(Refusal.VERSION_PUBLISHED);
  }

  @Test
  void versions_follow_each_other() {
    given()
        .when(publish(amended("2026-04-01"), NOON))
        .thenRefused(Refusal.VERSION_GAP, "The next version is 1, not 2.");
    var third =
        Bundles.protocol(
            Bundles.files(
                STUDY,
                text ->
                    Bundles.amended("2026-04-01").apply(text).replace("version: 2", "version: 3")));
    given(PUBLISHED)
        .when(publish(third, NOON))
        .thenRefused(Refusal.VERSION_GAP, "The next version is 2, not 3.");
  }

  @Test
  void an_amendment_is_published_with_its_date_and_reason() {
    var second = amended("2026-03-02");
    given(PUBLISHED, OPENED).when(publish(second, NOON)).then(published(second, NOON));
    given(PUBLISHED, OPENED, PAUSED).when(publish(second, NOON)).then(published(second, NOON));
  }

  @Test
  void an_amendment_takes_effect_on_a_date_that_has_begun_nowhere() {
    given(PUBLISHED)
        .when(publish(amended("2026-03-01"), NOON))
        .thenRefused(
            Refusal.AMENDMENT_INCOMPLETE,
            "effective: must be a local date after 2026-03-01; it is 2026-03-01.");
    var pastMidnightInDublin = Instant.parse("2026-03-02T00:00:00Z");
    given(PUBLISHED)
        .when(publish(amended("2026-03-02"), pastMidnightInDublin))
        .thenRefused(Refusal.AMENDMENT_INCOMPLETE);
  }

  @Test
  void an_amendment_without_a_reason_or_date_is_incomplete() {
    var complete = CanonicalProtocol.of(amended("2026-04-01")).json();
    for (var part : List.of("\"reason\":\"Fewer people\",", "\"effective\":\"2026-04-01\",")) {
      assertThat(complete).contains(part);
      given(PUBLISHED)
          .when(publish(Protocols.fromCanonical(complete.replace(part, "")), NOON))
          .thenRefused(Refusal.AMENDMENT_INCOMPLETE);
    }
  }

  @Test
  void prompts_of_everybody_cannot_become_those_of_some_arms_once_the_study_is_open() {
    var some = changed("  - id: week\n", "  - id: week\n    arms: [kindness]\n");
    given(PUBLISHED).when(publish(some, NOON)).then(published(some, NOON));
    given(PUBLISHED, OPENED).when(publish(some, NOON)).thenRefused(Refusal.PROMPTS_WOULD_TELL_ARM);
  }

  @Test
  void what_was_committed_to_at_the_opening_cannot_be_amended() {
    given(PUBLISHED, OPENED)
        .when(publish(changed("block-sizes: [4, 6]", "block-sizes: [4, 8]"), NOON))
        .thenRefused(Refusal.ALLOCATION_COMMITTED);
    given(PUBLISHED, OPENED)
        .when(publish(changed("  when: ", "  cluster: site\n  when: "), NOON))
        .thenRefused(Refusal.ALLOCATION_COMMITTED);
    given(PUBLISHED, OPENED)
        .when(publish(changed("{id: usual,    ratio: 1}", "{id: usual,    ratio: 2}"), NOON))
        .thenRefused(Refusal.ALLOCATION_COMMITTED);
    var before = changed("block-sizes: [4, 6]", "block-sizes: [4, 8]");
    given(PUBLISHED).when(publish(before, NOON)).then(published(before, NOON));
    var target = changed("target: 40", "target: 36");
    given(PUBLISHED, OPENED).when(publish(target, NOON)).then(published(target, NOON));
  }

  @Test
  void an_amendment_of_an_open_study_needs_somebody_for_every_role_at_a_site_it_has() {
    var told =
        changed(
            "crisis-s1.yaml, safety-contact: clinician",
            "crisis-s1.yaml, safety-contact: investigator");
    given(PUBLISHED, OPENED)
        .when(publish(told, NOON))
        .thenRefused(
            Refusal.SAFETY_CONTACT_MISSING,
            "Nobody is named for s1/investigator: add them to contacts.yaml, load it with ./attune"
                + " contacts, then publish.");
    given(PUBLISHED, OPENED)
        .staffed("s1/investigator", "s2/clinician")
        .when(publish(told, NOON))
        .then(published(told, NOON));
    given(PUBLISHED).when(publish(told, NOON)).then(published(told, NOON));
    var rehearsed = new StudyOpened(STUDY, 1, true, 40, LATER);
    rehearsing(PUBLISHED, rehearsed).when(publish(told, NOON)).then(published(told, NOON));
  }

  @Test
  void nothing_is_published_after_the_end() {
    given(PUBLISHED, OPENED, CLOSED)
        .when(publish(amended("2026-04-01"), NOON))
        .thenRefused(Refusal.ALREADY_CLOSED);
  }

  @Test
  void a_real_study_that_declares_nothing_extra_opens_with_its_target() {
    given(PUBLISHED).when(OPEN).then(new StudyOpened(STUDY, 1, false, 40, LATER));
    given(PUBLISHED, OPENED).when(OPEN).thenNothing();
    given().when(OPEN).thenRefused(Refusal.STUDY_UNKNOWN);
    given(PUBLISHED, OPENED, PAUSED).when(OPEN).thenRefused(Refusal.ALREADY_OPENED);
    given(PUBLISHED, OPENED, CLOSED).when(OPEN).thenRefused(Refusal.ALREADY_OPENED);
  }

  @Test
  void a_real_study_whose_safety_rule_looks_at_what_prompts_ask_opens_and_is_amended() {
    var distress =
        "{id: distress, when: \"moment.distress >= 95\", severity: urgent, show: crisis, notify:"
            + " clinician, acknowledge-within: PT4H, escalate-to: []}\n";
    var files = Bundles.files(STUDY, text -> text.stripTrailing() + "\nsafety:\n  - " + distress);
    var watching = Bundles.protocol(files);
    assertThat(watching.safety()).hasSize(1);
    given(published(watching, NOON)).when(OPEN).then(new StudyOpened(STUDY, 1, false, 40, LATER));
    var second = changed("interventions:", "safety:\n  - " + distress + "interventions:");
    assertThat(second.safety()).hasSize(1);
    given(PUBLISHED, OPENED).when(publish(second, NOON)).then(published(second, NOON));
  }

  @Test
  void a_site_without_somebody_to_tell_does_not_open() {
    given(PUBLISHED)
        .staffed("s2/clinician", "s1/investigator")
        .when(OPEN)
        .thenRefused(
            Refusal.SAFETY_CONTACT_MISSING,
            "Nobody is named for s1/clinician: add them to contacts.yaml and open with it.");
    rehearsing(PUBLISHED)
        .staffed()
        .when(new Open(true, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), LATER))
        .then(new StudyOpened(STUDY, 1, true, 40, LATER));
  }

  @Test
  void contacts_that_were_named_and_are_still_under_way_are_waited_for() {
    given(PUBLISHED)
        .when(new Open(false, OptionalInt.empty(), OptionalLong.of(4), OptionalInt.empty(), LATER))
        .thenRefused(Refusal.NOT_KNOWN_YET);
    given(PUBLISHED)
        .when(new Open(false, OptionalInt.empty(), OptionalLong.of(3), OptionalInt.empty(), LATER))
        .then(new StudyOpened(STUDY, 1, false, 40, LATER));
  }

  @Test
  void a_version_that_is_not_in_effect_at_every_site_does_not_open() {
    var second = published(amended("2026-03-02"), NOON);
    var dublinOnly = Instant.parse("2026-03-02T00:00:00Z");
    given(PUBLISHED, second)
        .when(
            new Open(
                false, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), dublinOnly))
        .then(new StudyOpened(STUDY, 1, false, 40, dublinOnly));
    var both = Instant.parse("2026-03-02T05:00:00Z");
    given(PUBLISHED, second)
        .when(new Open(false, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), both))
        .then(new StudyOpened(STUDY, 2, false, 40, both));
  }

  @Test
  void a_real_study_that_declares_what_nobody_would_do_is_refused_by_name() {
    var files = new java.util.TreeMap<>(Bundles.files("abct-mbsr-tau"));
    var crossing = "intervention: mbsr, crosses-to: {programme: abct, after: month6}";
    files.computeIfPresent("study.yaml", (_, text) -> text.replace("intervention: mbsr", crossing));
    var large = published(Bundles.protocol(files), NOON);
    given(large)
        .when(OPEN)
        .thenRefused(
            Refusal.DECLARED_NOT_ACTED_ON,
            "The study declares what this release does not act on:"
                + " cross-over of an arm with a programme of its own (mbsr). Rehearse it, or open a"
                + " version without.");
    rehearsing(large)
        .when(new Open(true, OptionalInt.of(12), OptionalLong.empty(), OptionalInt.empty(), LATER))
        .then(new StudyOpened(STUDY, 1, true, 12, LATER));
  }

  @Test
  void a_study_that_declares_a_list_opens_with_the_list_of_its_version_only() {
    var listed =
        Bundles.files(
            STUDY,
            text ->
                text.replace("method: stratified-blocks", "method: list")
                    .replace("  block-sizes: [4, 6]\n", "  when-exhausted: wait\n"));
    var published = published(Bundles.protocol(listed), NOON);
    given(published)
        .when(opening(OptionalInt.empty()))
        .thenRefused(Refusal.ALLOCATION_LIST_MISSING);
    given(published).when(opening(OptionalInt.of(1))).thenRefused(Refusal.NOT_KNOWN_YET);
    given(published)
        .listed(2)
        .when(opening(OptionalInt.of(1)))
        .thenRefused(Refusal.ALLOCATION_LIST_MISSING);
    given(published)
        .listed(1)
        .when(opening(OptionalInt.of(1)))
        .then(new StudyOpened("kindness-pilot", 1, false, 40, LATER));
  }

  private static Open opening(OptionalInt list) {
    return new Open(false, OptionalInt.empty(), OptionalLong.empty(), list, LATER);
  }

  @Test
  void only_a_rehearsal_pretends_and_it_always_does() {
    given(PUBLISHED)
        .when(new Open(true, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), LATER))
        .thenRefused(Refusal.SYNTHETIC_NOT_ALLOWED);
    given(PUBLISHED)
        .when(new Open(false, OptionalInt.of(10), OptionalLong.empty(), OptionalInt.empty(), LATER))
        .thenRefused(Refusal.TARGET_FIXED);
    rehearsing(PUBLISHED).when(OPEN).thenRefused(Refusal.SYNTHETIC_REQUIRED);
    rehearsing(PUBLISHED)
        .when(new Open(true, OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), LATER))
        .then(new StudyOpened(STUDY, 1, true, 40, LATER));
  }

  @Test
  void pause_and_resumption_come_in_turns() {
    given(PUBLISHED, OPENED)
        .when(new Pause("heat", LATER))
        .then(new StudyPaused(STUDY, "heat", LATER));
    given(PUBLISHED, OPENED, PAUSED).when(new Pause("heat", LATER)).thenNothing();
    given(PUBLISHED, OPENED, PAUSED)
        .when(new Resume("rain", LATER))
        .then(new StudyResumed(STUDY, "rain", LATER));
    given(PUBLISHED, OPENED).when(new Resume("rain", LATER)).thenNothing();
    given(PUBLISHED).when(new Pause("heat", LATER)).thenRefused(Refusal.NOT_OPENED);
    given(PUBLISHED).when(new Resume("rain", LATER)).thenRefused(Refusal.NOT_OPENED);
    given().when(new Pause("heat", LATER)).thenRefused(Refusal.STUDY_UNKNOWN);
    given(PUBLISHED, OPENED, CLOSED)
        .when(new Resume("rain", LATER))
        .thenRefused(Refusal.ALREADY_CLOSED);
  }

  @Test
  void a_study_is_closed_then_locked() {
    given(PUBLISHED, OPENED)
        .when(new Close("done", LATER))
        .then(new StudyClosed(STUDY, "done", LATER));
    given(PUBLISHED, OPENED, PAUSED)
        .when(new Close("harm", LATER))
        .then(new StudyClosed(STUDY, "harm", LATER));
    given(PUBLISHED).when(new Close("done", LATER)).thenRefused(Refusal.NOT_OPENED);
    given(PUBLISHED, OPENED)
        .when(new Lock("done", LATER))
        .thenRefused(Refusal.NOT_CLOSED, "Close the study before it is locked; it is open.");
    given(PUBLISHED, OPENED, CLOSED)
        .when(new Lock("done", LATER))
        .then(new StudyLocked(STUDY, "done", LATER));
    given(PUBLISHED, OPENED, CLOSED, LOCKED).when(new Lock("done", LATER)).thenNothing();
    given(PUBLISHED, OPENED, CLOSED, LOCKED)
        .when(new Close("done", LATER))
        .thenRefused(Refusal.ALREADY_LOCKED);
  }
}
