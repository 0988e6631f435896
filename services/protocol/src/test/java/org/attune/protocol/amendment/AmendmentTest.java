package org.attune.protocol.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/**
 * What changes of the small study mean, area by area. It has one site, two arms, three assessments
 * (the baseline is required), a week of prompts before randomization and one safety rule.
 */
class AmendmentTest {
  private static List<String> lines(Amended amended) {
    return amended.amendment().changes().stream().map(AmendmentTest::line).toList();
  }

  private static String line(Change change) {
    var effect = change.effect();
    return "%s %s %s: %s %s"
        .formatted(
            effect.area().slug(),
            change.difference().kind().slug(),
            change.difference().place(),
            String.join("+", effect.who().stream().map(Who::slug).toList()),
            effect.how().slug());
  }

  @Test
  void a_number_a_date_and_a_reason_change_nothing() {
    var amendment = Amended.nothing().amendment();
    assertThat(amendment.changes()).isEmpty();
    assertThat(amendment.strandings()).isEmpty();
    assertThat(amendment.asksConsentAgain()).isFalse();
    assertThat(amendment.isRefusedOnceOpen()).isFalse();
  }

  @Test
  void a_criterion_holds_for_whoever_is_screened_from_the_date_on() {
    assertThat(lines(Amended.study("screener.age >= 18", "screener.age >= 21")))
        .containsExactly(
            "screening changed enrollment/eligible/adult/when: not-yet-screened in-force");
  }

  @Test
  void an_item_of_the_screener_is_screening() {
    assertThat(lines(Amended.file("instruments/screener.yaml", "min: 16", "min: 12")))
        .containsExactly(
            "screening changed questionnaires/screener/items/screener_age/min: not-yet-screened"
                + " in-force");
  }

  @Test
  void other_words_of_consent_are_signed_again() {
    var amended =
        Amended.file("consent/consent.yaml", "An illustration", "Another illustration")
            .and("consent/consent.yaml", "version: 1", "version: 2");
    assertThat(lines(amended))
        .containsExactly(
            "consent changed consentForms/consent/sections/about/text/byLanguage/en:"
                + " not-yet-enrolled+enrolled-before re-consent",
            "consent changed consentForms/consent/version: not-yet-enrolled+enrolled-before"
                + " re-consent");
    assertThat(amended.amendment().asksConsentAgain()).isTrue();
    assertThat(amended.amendment().strandings()).isEmpty();
  }

  @Test
  void nobody_signs_again_because_of_a_translation_that_was_not_there() {
    var amended = Amended.nothing().fromEnglish().amendment();
    assertThat(amended.asksConsentAgain()).isFalse();
    assertThat(amended.strandings()).isEmpty();
    assertThat(amended.changes())
        .extracting(AmendmentTest::line)
        .contains(
            "consent added consentForms/consent/title/byLanguage/es: not-yet-enrolled in-force",
            "languages changed languages: not-yet-enrolled in-force",
            "languages changed sites/s1/languages: not-yet-invited at-publication");
  }

  @Test
  void ratio_method_and_strata_are_refused_once_the_list_is_committed_to() {
    var amended =
        Amended.study("{id: soothing, ratio: 1", "{id: soothing, ratio: 2")
            .and(Amended.STUDY, "block-sizes: [4, 6]", "block-sizes: [6, 9]")
            .and(Amended.STUDY, "unknown: insecure", "unknown: secure");
    assertThat(lines(amended))
        .containsExactly(
            "randomization changed arms/soothing/ratio: nobody refused-once-open",
            "randomization changed randomization/blockSizes: nobody refused-once-open",
            "randomization changed randomization/strata/attachment/unknown: nobody"
                + " refused-once-open");
    assertThat(amended.amendment().isRefusedOnceOpen()).isTrue();
  }

  @Test
  void arms_in_another_order_are_another_list() {
    var soothing = "  - {id: soothing, ratio: 1, intervention: soothing}\n";
    var waiting = "  - {id: waiting, ratio: 1, crosses-to: {programme: soothing, after: post}}\n";
    assertThat(lines(Amended.study(soothing + waiting, waiting + soothing)))
        .containsExactly("randomization changed arms: nobody refused-once-open");
  }

  @Test
  void when_somebody_is_randomized_is_kept_from_enrollment() {
    assertThat(lines(Amended.study("baseline.complete && ema.before.ended", "baseline.complete")))
        .containsExactly("randomization changed randomization/when: not-yet-enrolled pinned");
  }

  @Test
  void the_target_of_a_study_that_has_opened_stays() {
    assertThat(lines(Amended.study("target: 60", "target: 80")))
        .containsExactly("randomization changed enrollment/target: nobody kept-as-opened");
  }

  @Test
  void visits_are_planned_again_where_their_window_has_not_opened() {
    var mid = "{id: mid, after: randomization, at: P3W, window: {before: P1D, after: P3D}";
    var amended =
        Amended.study(mid, mid.replace("after: P3D", "after: P4D"))
            .and(
                Amended.STUDY,
                "ema:\n",
                "  - {id: later, after: randomization, at: P5W, window: {before: P1D, after: P3D},"
                    + " instruments: [phq2]}\nema:\n");
    assertThat(lines(amended))
        .containsExactly(
            "assessments changed assessments/mid/after: not-yet-enrolled+enrolled-before replanned",
            "assessments added assessments/later: not-yet-enrolled+enrolled-before replanned");
  }

  @Test
  void prompts_are_planned_again_where_they_are_not_yet_sent() {
    assertThat(lines(Amended.study("random: 4", "random: 3")))
        .containsExactly(
            "momentary changed ema/before/times/count: not-yet-enrolled+enrolled-before replanned");
  }

  @Test
  void random_times_that_become_fixed_are_one_change() {
    var amendment =
        Amended.study(
                "{random: 4, between: \"09:00\", and: \"21:00\", apart: PT90M}",
                "{at: [\"09:00\", \"20:00\"]}")
            .amendment();
    assertThat(amendment.changes())
        .extracting(AmendmentTest::line)
        .containsExactly(
            "momentary changed ema/before/times: not-yet-enrolled+enrolled-before replanned");
    assertThat(amendment.changes().getFirst().difference().after())
        .contains("{\"at\":[\"09:00\",\"20:00\"],\"is\":\"Fixed\"}");
  }

  @Test
  void quiet_hours_touch_visits_and_prompts_each_in_its_way() {
    assertThat(lines(Amended.study("until: \"08:00\"", "until: \"07:00\"")))
        .containsExactly(
            "assessments changed quietUntil: not-yet-enrolled+enrolled-before replanned",
            "momentary changed quietUntil: not-yet-enrolled+enrolled-before replanned");
  }

  @Test
  void programmes_are_kept_from_enrollment() {
    assertThat(lines(Amended.file("interventions/soothing.yaml", "minutes: 10", "minutes: 15")))
        .containsExactly(
            "interventions changed programmes/soothing/practices/breath/minutes: not-yet-enrolled"
                + " pinned");
  }

  @Test
  void safety_rules_and_crisis_cards_come_with_the_visits() {
    var amended =
        Amended.study("phq2.i2 >= 3", "phq2.i2 >= 2").and("crisis-s1.yaml", "000 000", "111 111");
    assertThat(lines(amended))
        .containsExactly(
            "safety changed crisisCards/crisis-s1.yaml/contacts/0/phone:"
                + " not-yet-enrolled+enrolled-before replanned",
            "safety changed safety/low-mood/when: not-yet-enrolled+enrolled-before replanned");
  }

  @Test
  void another_analysis_is_a_deviation() {
    assertThat(lines(Amended.file("analysis.yaml", "ancova-hc3", "ancova")))
        .containsExactly(
            "analysis changed analysis/estimands/primary/estimator: nobody deviation",
            "analysis changed analysisSha256: nobody deviation");
  }

  @Test
  void a_further_site_invites_from_the_publication_on() {
    var site = "crisis: crisis-s1.yaml, safety-contact: clinician}\n";
    var amended =
        Amended.study(
            site,
            site + "  - {id: s2, zone: Europe/Dublin, opens: 2026-06-01, languages: [en], " + site);
    assertThat(lines(amended))
        .containsExactly("sites added sites/s2: not-yet-invited at-publication");
  }

  @Test
  void wording_alone_is_listed_last_with_those_who_read_it() {
    var amended =
        Amended.file("instruments/momentary.yaml", "How uneasy do you feel?", "How uneasy are you?")
            .and(Amended.STUDY, "en: A small trial", "en: A little trial")
            .and(Amended.STUDY, "screener.age >= 18", "screener.age >= 19");
    assertThat(lines(amended))
        .containsExactly(
            "screening changed enrollment/eligible/adult/when: not-yet-screened in-force",
            "texts changed questionnaires/momentary/items/momentary_distress/text/byLanguage/en:"
                + " not-yet-enrolled+enrolled-before replanned",
            "texts changed title/byLanguage/en: not-yet-enrolled+enrolled-before replanned");
  }

  @Test
  void versions_of_two_studies_are_not_compared() {
    var one = Amended.nothing().amendment();
    var other = Amended.study("study: small", "study: other").amendment();
    assertThat(Amendment.unfit(one.before(), other.after()))
        .contains("'small' and 'other' are two studies; compare two versions of one.");
  }

  @Test
  void an_amendment_is_the_next_version() {
    var amendment = Amended.study("version: 2", "version: 3").amendment();
    assertThat(Amendment.unfit(amendment.before(), amendment.after()))
        .contains("An amendment of version 1 is version 2, not 3; correct version: in study.yaml.");
    assertThat(Amendment.unfit(amendment.before(), amendment.before())).isEmpty();
  }

  @Test
  void every_part_of_a_protocol_has_an_area() {
    var protocol = Amended.nothing().amendment().before();
    var effects = new Effects(protocol, protocol);
    var ofTheVersion = List.of("version", "effective", "reason", "sha256");
    for (var part : Arrays.asList(Protocol.class.getRecordComponents())) {
      if (ofTheVersion.contains(part.getName())) continue;
      var appears = new Difference(List.of(part.getName()), Optional.empty(), Optional.of("[]"));
      assertThat(effects.of(appears)).as(part.getName()).isNotEmpty();
    }
  }
}
