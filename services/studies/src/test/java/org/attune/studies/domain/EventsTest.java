package org.attune.studies.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.RecordCodec;
import org.attune.studies.domain.StudyEvent.StudyClosed;
import org.attune.studies.domain.StudyEvent.StudyLocked;
import org.attune.studies.domain.StudyEvent.StudyOpened;
import org.attune.studies.domain.StudyEvent.StudyPaused;
import org.attune.studies.domain.StudyEvent.StudyPublished;
import org.attune.studies.domain.StudyEvent.StudyResumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as bytes and back, and histories that cannot be. */
class EventsTest {
  private static final RecordCodec CODEC = new RecordCodec(EventCatalog.standard());
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000001Z");

  static List<StudyEvent> events() {
    return List.of(
        new StudyPublished(
            "pilot",
            2,
            "ab",
            "{}",
            "cd",
            Optional.of(LocalDate.of(2026, 4, 1)),
            Optional.of("fewer people"),
            AT),
        new StudyOpened("pilot", 1, true, 12, AT),
        new StudyPaused("pilot", "heat", AT),
        new StudyResumed("pilot", "rain", AT),
        new StudyClosed("pilot", "done", AT),
        new StudyLocked("pilot", "done", AT));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_read_as_it_was_written(StudyEvent event) {
    assertThat(CODEC.decode(CODEC.encode((Record) event), StudyEvent.class)).isEqualTo(event);
  }

  @Test
  void every_event_is_among_them() {
    assertThat(events().stream().<Object>map(Object::getClass))
        .containsExactlyInAnyOrder((Object[]) StudyEvent.class.getPermittedSubclasses());
  }

  @Test
  void an_arrow_that_the_diagram_does_not_have_is_corruption() {
    for (var event : events().subList(1, 6)) {
      assertThatThrownBy(() -> StudyState.after(List.of(event)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> StudyState.after(List.of(events().get(0), events().get(0))))
        .isInstanceOf(IllegalStateException.class);
  }
}
