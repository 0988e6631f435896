package org.attune.protocol.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom an amendment of the small study would leave without what they were promised. */
class StrandingTest {
  private static final String THIRD =
      "  - {id: third, ratio: 1}\n  - {id: soothing, ratio: 1, intervention: soothing}\n";
  private static final String SITE = "crisis: crisis-s1.yaml, safety-contact: clinician}\n";
  private static final String SECOND_SITE =
      SITE + "  - {id: s2, zone: Europe/Dublin, opens: 2026-06-01, " + SITE;

  private static void assertStranded(Amended amended, String path, String... sentences) {
    assertThat(amended.amendment().strandings())
        .isNotEmpty()
        .allSatisfy(
            stranding -> {
              assertThat(stranding.path()).isEqualTo(path);
              assertThat(stranding.remedy()).matches("(Keep|Write) .*\\.");
            })
        .extracting(Stranding::sentence)
        .containsExactly(sentences);
  }

  @Test
  void an_arm_that_is_gone() {
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "  - {id: soothing, ratio: 1, intervention: soothing}\n", THIRD)
            .from(Amended.STUDY, "[4, 6]", "[6, 9]"),
        "arms/third",
        "Whoever was allocated to 'third' has no arm any more.");
  }

  @Test
  void a_site_that_is_gone() {
    assertStranded(
        Amended.nothing().from(Amended.STUDY, SITE, SECOND_SITE),
        "sites/s2",
        "Whoever was recruited at 's2' has no site any more.");
  }

  @Test
  void a_language_that_is_gone() {
    assertStranded(
        Amended.nothing().withoutSpanish(),
        "languages",
        "Whoever reads the study in 'es' has no texts any more.");
  }

  @Test
  void a_language_that_a_site_no_longer_speaks() {
    assertStranded(
        Amended.study("languages: [es, en]", "languages: [es]"),
        "sites/s1/languages",
        "Whoever takes part at 's1' in 'en' is no longer served in it.");
  }

  @Test
  void an_instrument_of_a_required_assessment() {
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "[ecr_rs, phq2, sscs_s]", "[ecr_rs, phq2, sscs_s, momentary]"),
        "assessments/baseline/instruments",
        "'momentary' is gone from 'baseline', which is required: whoever is in it has begun what"
            + " nobody asks to the end.");
  }

  /** A schedule more, before the programmes. */
  private static String furtherSchedule(String after) {
    return """
      - id: further
        from: {after: %s, at: P9D}
        for: P2D
        prompts: {at: ["12:00"]}
        expires: PT30M
        questionnaire: momentary
    interventions:\
    """
        .formatted(after);
  }

  @Test
  void a_schedule_that_would_tell_the_arm_by_what_is_public_of_it() {
    var further = furtherSchedule("randomization");
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "interventions:", further)
            .and(
                Amended.STUDY,
                "interventions:",
                further.replace("- id: further", "- id: further\n    arms: [soothing]")),
        "ema/further/arms",
        "'further' would belong to some arms from now on, and its prompts so far show who is in"
            + " which.");
  }

  @Test
  void an_instrument_of_an_assessment_that_nothing_waits_for_may_go() {
    assertThat(
            Amended.nothing()
                .from(
                    Amended.STUDY,
                    "instruments: [phq2, sscs_s]",
                    "instruments: [phq2, sscs_s, momentary]")
                .amendment()
                .strandings())
        .isEmpty();
  }

  @Test
  void a_required_assessment() {
    var first =
        "  - {id: first, after: consent, within: P3D, instruments: [momentary], required: true}\n";
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "assessments:\n", "assessments:\n" + first)
            .from(Amended.STUDY, "\"baseline.complete", "\"first.complete && baseline.complete"),
        "assessments/first",
        "Whoever has not completed 'first' waits for it before randomization.");
  }

  @Test
  void a_schedule_that_randomization_waits_for() {
    var further = furtherSchedule("consent");
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "interventions:", further)
            .from(Amended.STUDY, "ema.before.ended", "ema.before.ended && ema.further.ended"),
        "ema/further",
        "Whoever is enrolled and not randomized waits for 'ema.further', which never ends.");
  }

  @Test
  void an_assessment_after_which_an_arm_crosses_over() {
    var late =
        "  - {id: late, after: randomization, at: P20W, window: {before: P0D, after: P3D},"
            + " instruments: [phq2]}\nema:\n";
    assertStranded(
        Amended.nothing()
            .from(Amended.STUDY, "ema:\n", late)
            .from(Amended.STUDY, "soothing, after: post", "soothing, after: late"),
        "assessments/late",
        "Whoever is in 'waiting' crosses over when the window of 'late' has closed, which never"
            + " opens.");
  }

  @Test
  void a_programme_that_somebody_follows() {
    assertStranded(
        Amended.study(", intervention: soothing", "")
            .and(Amended.STUDY, ", crosses-to: {programme: soothing, after: post}", "")
            .without("interventions/soothing.yaml"),
        "programmes/soothing",
        "Whoever follows 'soothing' or waits for it has no programme any more.");
  }

  @Test
  void a_stratum() {
    var strata = "  strata:\n";
    var mood =
        "    - {id: mood, from: \"baseline.phq2_total >= 3.0 ? 'low' : 'fine'\","
            + " levels: [low, fine], unknown: fine}\n";
    assertStranded(
        Amended.nothing().from(Amended.STUDY, strata, strata + mood),
        "randomization/strata/mood",
        "Whoever was allocated by 'mood' belongs to a stratum that is gone.");
  }

  @Test
  void a_level_of_a_stratum() {
    var expression = "baseline.attachment.style == 'secure' ? 'secure' : 'insecure'";
    assertStranded(
        Amended.nothing()
            .from(
                Amended.STUDY,
                expression,
                "baseline.attachment.style == 'secure' ? 'secure' :"
                    + " baseline.attachment.style == 'fearful' ? 'fearful' : 'insecure'")
            .from(Amended.STUDY, "[secure, insecure]", "[secure, insecure, fearful]"),
        "randomization/strata/attachment/levels",
        "Whoever is 'fearful' in stratum 'attachment' has no list to be allocated from.");
  }

  @Test
  void other_words_of_consent_under_the_same_number() {
    var amended = Amended.file("consent/consent.yaml", "An illustration", "Another illustration");
    assertStranded(
        amended,
        "consentForms/consent/version",
        "Whoever signed version 1 signed other words and is not asked again: the form is version 1"
            + " still.");
    assertThat(amended.amendment().asksConsentAgain()).isTrue();
  }
}
