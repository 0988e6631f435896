package org.attune.protocol.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What stands below {@code randomization:} is committed to when a study opens, all but {@code
 * when}. The small study has one factor, {@code attachment}.
 */
class CommittedSettingsTest {
  private static final String BLOCKS = "  method: stratified-blocks\n  block-sizes: [4, 6]\n";
  private static final String FACTOR = "unknown: insecure}\n";
  private static final String MINIMISED = "  method: minimisation\n  p: 4/5\n  imbalance: range\n";
  private static final String SITE = "crisis: crisis-s1.yaml, safety-contact: clinician}\n";
  private static final String SECOND_SITE =
      SITE + "  - {id: s2, zone: Europe/Dublin, opens: 2026-06-01, " + SITE;

  private static void assertCommitted(Amended amended, String... paths) {
    var amendment = amended.amendment();
    assertThat(amendment.changes())
        .allSatisfy(
            change -> {
              assertThat(change.effect().area()).isEqualTo(Area.RANDOMIZATION);
              assertThat(change.effect().how()).isEqualTo(How.REFUSED_ONCE_OPEN);
              assertThat(change.effect().who()).containsExactly(Who.NOBODY);
            })
        .extracting(change -> change.difference().place())
        .containsExactly(paths);
    assertThat(amendment.isRefusedOnceOpen()).isTrue();
    assertThat(amendment.strandings()).isEmpty();
  }

  private static Amended both(String old, String other) {
    return Amended.study(BLOCKS, lines(other)).from(Amended.STUDY, BLOCKS, lines(old));
  }

  private static String lines(String keys) {
    return "  " + keys.replace("; ", "\n  ") + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    "chance, method: biased-coin; p: 2/3, method: biased-coin; p: 3/4",
    "steepness, method: biased-coin; a: 2, method: biased-coin; a: 3",
    "tolerated, method: big-stick; mti: 3, method: big-stick; mti: 4",
    "imbalance,"
        + " method: minimisation; p: 4/5; imbalance: range,"
        + " method: minimisation; p: 4/5; imbalance: variance",
    "length,"
        + " method: maximal; mti: 3; when-exhausted: again; length: 24,"
        + " method: maximal; mti: 3; when-exhausted: again; length: 26",
    "exhausted,"
        + " method: maximal; mti: 3; when-exhausted: again; length: 24,"
        + " method: maximal; mti: 3; when-exhausted: simple; length: 24",
  })
  void another_setting_is_refused(String name, String old, String other) {
    assertCommitted(both(old, other), "randomization/settings/" + name);
  }

  @Test
  void efrons_coin_does_not_become_the_adjustable_one() {
    assertCommitted(
        both("method: biased-coin; p: 2/3", "method: biased-coin; a: 2"),
        "randomization/settings/steepness",
        "randomization/settings/chance");
  }

  @Test
  void another_weight_of_a_factor_is_refused() {
    var weighed = FACTOR.replace("}", ", weight: 2}");
    assertCommitted(
        Amended.study(BLOCKS, MINIMISED)
            .from(Amended.STUDY, BLOCKS, MINIMISED)
            .and(Amended.STUDY, FACTOR, weighed),
        "randomization/strata/attachment/weight");
  }

  @Test
  void people_do_not_become_sites() {
    var strata =
        "  strata:\n"
            + "    - {id: attachment, from: \"baseline.attachment.style == 'secure' ? 'secure' :"
            + " 'insecure'\", levels: [secure, insecure], unknown: insecure}\n";
    var adjust = "[baseline, strata]";
    assertCommitted(
        Amended.study(BLOCKS + strata, "  method: simple\n  cluster: site\n")
            .from(Amended.STUDY, BLOCKS + strata, "  method: simple\n")
            .and(Amended.STUDY, SITE, SECOND_SITE)
            .from(Amended.STUDY, SITE, SECOND_SITE)
            .and("analysis.yaml", adjust, "[baseline]")
            .from("analysis.yaml", adjust, "[baseline]"),
        "randomization/settings");
  }
}
