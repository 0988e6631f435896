package org.attune.standalone.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** People of the three-arm example. */
class SyntheticPersonTest {
  private static final int PEOPLE = 3_000;
  private static final Protocol PROTOCOL = Examples.protocol("abct-mbsr-tau");
  private static final RehearsalPlan PLAN = Examples.plan("abct-mbsr-tau");
  private static final Population POPULATION = new Population(PROTOCOL, PLAN, 7);

  private static double share(Predicate<SyntheticPerson> of) {
    long count = IntStream.range(0, PEOPLE).mapToObj(POPULATION::person).filter(of).count();
    return (double) count / PEOPLE;
  }

  @Test
  void the_same_seed_makes_the_same_person() {
    var questionnaire = PROTOCOL.questionnaires().get("scs26");
    var again = new Population(PROTOCOL, PLAN, 7).person(12);
    var person = POPULATION.person(12);
    assertThat(again.answers("mid", questionnaire, "abct"))
        .isEqualTo(person.answers("mid", questionnaire, "abct"));
    assertThat(new Population(PROTOCOL, PLAN, 8).person(12).answers("mid", questionnaire, "abct"))
        .isNotEqualTo(person.answers("mid", questionnaire, "abct"));
  }

  @Test
  void shares_of_the_plan_come_about() {
    assertThat(share(SyntheticPerson::isEligible)).isCloseTo(0.88, offset(0.02));
    assertThat(share(SyntheticPerson::consents)).isCloseTo(0.92, offset(0.02));
    assertThat(share(person -> person.zone().getId().equals("Europe/Madrid")))
        .isCloseTo(0.7, offset(0.03));
    assertThat(share(person -> person.completes("baseline", true))).isCloseTo(0.96, offset(0.02));
    assertThat(share(this::answers)).isCloseTo(0.75, offset(0.03));
  }

  private boolean answers(SyntheticPerson person) {
    var slot = new UUID(0, person.ordinal()).toString();
    return person.reaction(slot, Duration.ofMinutes(30)) instanceof PromptReaction.Answered;
  }

  @Test
  void a_prompt_is_answered_within_its_window() {
    var expires = Duration.ofMinutes(30);
    for (int i = 0; i < PEOPLE; i++) {
      if (POPULATION.person(i).reaction("x", expires) instanceof PromptReaction.Answered a) {
        assertThat(a.after().plus(a.taking())).isLessThan(expires);
      }
    }
  }

  @Test
  void screening_answers_say_what_the_person_is() {
    for (int i = 0; i < 200; i++) {
      var person = POPULATION.person(i);
      var answers = person.screener();
      int age = answers.get(0).number().orElseThrow();
      int reads = answers.get(1).number().orElseThrow();
      int inCare = answers.get(2).number().orElseThrow();
      assertThat(age >= 18 && reads >= 1 && inCare >= 1).isEqualTo(person.isEligible());
    }
  }

  @Test
  void distress_at_baseline_and_the_arm_move_drop_out() {
    double tau = share(person -> person.leavesAfter("tau").isPresent());
    double abct = share(person -> person.leavesAfter("abct").isPresent());
    assertThat(tau).isGreaterThan(abct + 0.02);
    double distressed = 0;
    double others = 0;
    for (int i = 0; i < PEOPLE; i++) {
      var person = POPULATION.person(i);
      if (person.leavesAfter("tau").isEmpty()) continue;
      if (person.score("baseline", "dass21_total", "") > 32) distressed++;
      else others++;
    }
    assertThat(distressed).isGreaterThan(others);
  }

  @Test
  void moments_of_a_person_are_alike_and_those_of_a_day_more_so() {
    var questionnaire = PROTOCOL.questionnaires().get("momentary");
    var day = LocalDate.of(2026, 2, 2);
    double sameDay = 0;
    double otherPerson = 0;
    for (int i = 0; i < 1_000; i++) {
      var person = POPULATION.person(i);
      double one = distress(person, questionnaire, day, 1) - 48;
      sameDay += one * (distress(person, questionnaire, day, 2) - 48);
      otherPerson += one * (distress(POPULATION.person(i + 1), questionnaire, day, 2) - 48);
    }
    assertThat(sameDay / 1_000).isGreaterThan(150);
    assertThat(Math.abs(otherPerson / 1_000)).isLessThan(60);
  }

  private static double distress(
      SyntheticPerson person,
      org.attune.protocol.model.Questionnaire questionnaire,
      LocalDate day,
      int index) {
    return person.moment(questionnaire, "before", day, index, "").getFirst().number().orElse(48);
  }
}
