package org.attune.standalone.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.compare.Intake;
import org.attune.randomization.compare.Intake.Kind;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.Test;

/**
 * Who is expected: in three sites at 4:3:3 and two attachment strata; in one site without strata.
 */
class ExpectedPeopleTest {
  private static final Protocol STRATA = Examples.protocol("abct-mbsr-tau");
  private static final Protocol NONE = Examples.protocol("msc-waitlist");

  private static ExpectedPeople rehearsed(String study, Optional<ScoreAt> outcome) {
    var protocol = Examples.protocol(study);
    var plan = protocol.randomization().orElseThrow();
    return ExpectedPeople.rehearsed(protocol, plan, Examples.plan(study), outcome);
  }

  private static double share(Intake intake, int site) {
    return intake.kinds().stream()
            .filter(kind -> kind.site() == site)
            .mapToDouble(Kind::weight)
            .sum()
        / ExpectedPeople.SAMPLE;
  }

  /**
   * Among 4,000 people the error of a share is below 0.008. Planted: 92 % complete an assessment,
   * and some have left before.
   */
  @Test
  void sites_strata_and_known_outcomes_are_as_frequent_as_among_synthetic_people() {
    var people = rehearsed("abct-mbsr-tau", Optional.of(new ScoreAt("post", "dass21_total")));
    var intake = people.intake();
    assertThat(intake.kinds().stream().mapToInt(Kind::weight).sum())
        .isEqualTo(ExpectedPeople.SAMPLE);
    assertThat(intake.siteCount()).isEqualTo(3);
    assertThat(intake.stratumCount()).isEqualTo(6);
    assertThat(share(intake, 0)).isCloseTo(0.4, within(0.032));
    assertThat(share(intake, 1)).isCloseTo(0.3, within(0.032));
    // The site is the first factor: whoever is of a site has its level.
    assertThat(intake.kinds()).allMatch(kind -> kind.site() == kind.levels().getFirst());
    assertThat(people.observed()).hasSize(3);
    for (int known : people.observed()) {
      assertThat((double) known / people.of()).isBetween(0.78, 0.95);
    }
    assertThat(people.assumption()).contains("4,000 synthetic people of rehearsal.yaml");
  }

  @Test
  void without_strata_all_of_a_site_are_alike() {
    var people = rehearsed("msc-waitlist", Optional.empty());
    assertThat(people.intake())
        .isEqualTo(new Intake(List.of(new Kind(0, List.of(), ExpectedPeople.SAMPLE))));
    assertThat(people.observed()).containsExactly(people.of(), people.of());
  }

  @Test
  void without_a_rehearsal_all_combinations_are_as_frequent() {
    var strata = ExpectedPeople.alike(STRATA, STRATA.randomization().orElseThrow());
    assertThat(strata.intake().kinds())
        .containsExactlyInAnyOrder(
            new Kind(0, List.of(0, 0), 1),
            new Kind(0, List.of(0, 1), 1),
            new Kind(1, List.of(1, 0), 1),
            new Kind(1, List.of(1, 1), 1),
            new Kind(2, List.of(2, 0), 1),
            new Kind(2, List.of(2, 1), 1));
    assertThat(strata.observed()).containsExactly(1, 1, 1);
    assertThat(strata.assumption()).startsWith("The study has no rehearsal.yaml");
    var none = ExpectedPeople.alike(NONE, NONE.randomization().orElseThrow());
    assertThat(none.intake()).isEqualTo(Intake.alike());
  }
}
