package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;

/**
 * Schedules of some arms; 'soothing' has a programme with session s1, for which 'waiting' waits.
 */
class ScheduleArmRulesTest {
  private static final String QUESTIONNAIRE = "    questionnaire: momentary\n";

  private static Bundle with(String schedules) {
    return SmallStudy.but("study.yaml", QUESTIONNAIRE, QUESTIONNAIRE + schedules);
  }

  private static String schedule(String id, String arms, String after, String prompts) {
    return """
      - id: %s
        %s
        from: {after: %s, at: P1D}
        for: P7D
        prompts: %s
        expires: PT30M
        questionnaire: momentary
    """
        .formatted(id, arms.isEmpty() ? "# everybody" : "arms: [" + arms + "]", after, prompts)
        .indent(0);
  }

  private static String atNoon(String arms, String after) {
    return schedule("noon", arms, after, "{at: [\"12:30\"]}");
  }

  private static List<String> codes(String schedules) {
    return Linter.lint(with(schedules)).findings().stream().map(Finding::code).toList();
  }

  @Test
  void some_arms_may_be_asked_from_randomization_on_or_after_a_session_of_theirs() {
    assertThat(codes(atNoon("soothing", "randomization"))).isEmpty();
    assertThat(codes(atNoon("soothing", "mid.complete"))).isEmpty();
    assertThat(codes(atNoon("soothing", "session.s1.done"))).isEmpty();
  }

  @Test
  void all_arms_that_have_a_session_may_be_listed_for_when_it_is_done_tells_the_arm() {
    assertThat(codes(atNoon("soothing, waiting", "session.s1.done"))).isEmpty();
  }

  @Test
  void an_arm_has_to_be_one_of_the_study() {
    assertThat(codes(atNoon("calming", "randomization"))).containsOnly("arm-unknown");
  }

  @Test
  void a_session_has_to_be_one_of_a_programme() {
    assertThat(codes(atNoon("soothing", "session.s9.done"))).contains("unknown-anchor");
  }

  @Test
  void what_counts_from_a_schedule_of_some_arms_is_theirs() {
    var noon = atNoon("soothing", "randomization");
    var after = "{at: [\"15:30\"]}";
    assertThat(codes(noon + schedule("later", "", "ema.noon.ended", after)))
        .containsOnly("schedule-arms");
    assertThat(codes(noon + schedule("later", "waiting", "ema.noon.ended", after)))
        .containsOnly("schedule-arms");
    assertThat(codes(noon + schedule("later", "soothing", "ema.noon.ended", after))).isEmpty();
  }

  @Test
  void prompts_that_nobody_has_together_may_meet() {
    var noon = atNoon("soothing", "randomization");
    var prompts = "{at: [\"12:45\"]}";
    assertThat(codes(noon + schedule("other", "waiting", "randomization", prompts))).isEmpty();
    assertThat(codes(noon + schedule("other", "soothing", "randomization", prompts)))
        .containsOnly("schedules-meet");
  }

  @Test
  void the_most_prompts_of_one_arm_count_and_not_those_of_all() {
    var many = "{every: PT1H, between: \"09:00\", and: \"20:00\"}";
    var one = schedule("one", "soothing", "randomization", many);
    var other = schedule("other", "waiting", "randomization", many);
    assertThat(codes(one + other)).isEmpty();
    assertThat(codes(one + other.replace("waiting", "soothing"))).contains("prompt-load");
    assertThat(peak(one + other)).isEqualTo(peak(one));
  }

  private static int peak(String schedules) {
    return PromptLoad.peak(Linter.lint(with(schedules)).protocol().orElseThrow());
  }

  @Test
  void what_some_arms_are_asked_may_give_way_to_what_everybody_is_asked() {
    var everybody = schedule("all", "", "randomization", "{at: [\"12:30\"]}");
    var some =
        schedule(
                "some",
                "soothing",
                "randomization",
                "{random: 1, between: \"10:00\", and: \"20:00\", apart: PT30M}")
            .replace("expires: PT30M", "distance: PT40M\n    expires: PT30M");
    assertThat(codes(everybody + some)).isEmpty();
  }
}
