package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where things stand in the whole study. */
class MarksTest {
  private static final Marks MARKS = BundleReader.read(WholeStudy.bundle()).marks();

  @Test
  void a_value_stands_where_it_begins() {
    assertThat(MARKS.at("study.yaml", "version")).isEqualTo(new Place("study.yaml", 3, 10));
    assertThat(MARKS.at("study.yaml", "sites", 0, "zone"))
        .isEqualTo(new Place("study.yaml", 11, 20));
  }

  @Test
  void a_key_stands_before_its_value() {
    assertThat(MARKS.key("study.yaml", "version")).isEqualTo(new Place("study.yaml", 3, 1));
    assertThat(MARKS.key("study.yaml", "sites", 0)).isEqualTo(new Place("study.yaml", 11, 5));
  }

  @Test
  void what_is_absent_stands_at_its_nearest_neighbour() {
    assertThat(MARKS.at("study.yaml", "sites", 0, "colour", "shade"))
        .isEqualTo(MARKS.at("study.yaml", "sites", 0));
    assertThat(MARKS.at("study.yaml", "sites", 9)).isEqualTo(MARKS.at("study.yaml", "sites"));
    assertThat(MARKS.key("study.yaml", "colour")).isEqualTo(new Place("study.yaml", 2, 1));
    assertThat(MARKS.at("absent.yaml", "x")).isEqualTo(Place.top("absent.yaml"));
  }
}
