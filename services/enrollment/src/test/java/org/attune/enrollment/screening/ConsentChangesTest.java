package org.attune.enrollment.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.enrollment.screening.ConsentChanges.Change;
import org.attune.enrollment.screening.ConsentText.Section;
import org.junit.jupiter.api.Test;

/** What somebody is shown who signed one form and is asked to sign the next. */
class ConsentChangesTest {
  private static final Section WHY = new Section("why", "Why", "To learn.");
  private static final Section WHAT = new Section("what", "What", "One call.");
  private static final Section RISKS = new Section("risks", "Risks", "None known.");

  private static ConsentText form(int version, String lateUse, Section... sections) {
    return new ConsentText(version, "en", "Taking part", List.of(sections), lateUse, List.of());
  }

  @Test
  void sections_are_new_changed_gone_or_the_same() {
    var twoCalls = new Section("what", "What", "Two calls.");
    var changes =
        new ConsentChanges(form(1, "It stays.", WHY, WHAT), form(2, "It stays.", twoCalls, RISKS));
    assertThat(changes.of(twoCalls)).contains(Change.CHANGED);
    assertThat(changes.of(RISKS)).contains(Change.NEW);
    assertThat(changes.gone()).containsExactly(WHY);
    assertThat(changes.ofLateUse()).isFalse();
  }

  @Test
  void another_heading_is_a_change_and_another_place_is_none() {
    var headed = new Section("why", "The reason", "To learn.");
    var changes =
        new ConsentChanges(form(1, "It stays.", WHY, WHAT), form(2, "It goes.", WHAT, headed));
    assertThat(changes.of(headed)).contains(Change.CHANGED);
    assertThat(changes.of(WHAT)).isEmpty();
    assertThat(changes.gone()).isEmpty();
    assertThat(changes.ofLateUse()).isTrue();
  }
}
