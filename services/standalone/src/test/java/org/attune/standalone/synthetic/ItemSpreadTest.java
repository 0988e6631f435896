package org.attune.standalone.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.instrument.Scoring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every score of every key in the library, at every value it can take. */
class ItemSpreadTest {
  static List<String> scores() {
    return InstrumentLibrary.standard().all().stream()
        .filter(key -> key.enabled())
        .flatMap(key -> key.scoreCodes().stream())
        .filter(code -> ScoreGrid.find(InstrumentLibrary.standard(), code).isPresent())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scores")
  void the_answers_give_the_ordered_score_under_the_published_key(String code) {
    var library = InstrumentLibrary.standard();
    var grid = ScoreGrid.find(library, code).orElseThrow();
    var key = library.find(grid.instrument()).orElseThrow();
    var chance = new Streams(1).of(0, code);
    for (int points = grid.points(grid.least()); points <= grid.points(grid.greatest()); points++) {
      var answers = ItemSpread.over(grid, points, Map.of(), chance);
      var score =
          Scoring.score(key, answers).stream().filter(s -> s.code().equals(code)).findFirst();
      assertThat(score.orElseThrow().value().orElseThrow().doubleValue())
          .isCloseTo(grid.score(points), org.assertj.core.data.Offset.offset(1e-6));
    }
  }

  @Test
  void a_shifted_item_is_rarer_and_the_score_is_the_same() {
    var grid = ScoreGrid.find(InstrumentLibrary.standard(), "phq9_total").orElseThrow();
    var chance = new Streams(1).of(0, "shifted");
    int rare = 0;
    int others = 0;
    for (int i = 0; i < 1_000; i++) {
      var answers = ItemSpread.over(grid, 14, Map.of(9, -1.2), chance);
      assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(14);
      if (answers.getOrDefault(9, 0) > 0) rare++;
      if (answers.getOrDefault(4, 0) > 0) others++;
    }
    assertThat(rare).isBetween(350, 500); // P(1.56 - 1.2 + 0.8 z >= 0.5) = 0.43
    assertThat(others).isGreaterThan(850);
  }

  @Test
  void a_shifted_item_gives_way_where_the_others_cannot() {
    var grid = ScoreGrid.find(InstrumentLibrary.standard(), "phq9_total").orElseThrow();
    var chance = new Streams(1).of(0, "shifted");
    assertThat(ItemSpread.over(grid, 27, Map.of(9, -3.0), chance)).containsEntry(9, 3);
    assertThat(ItemSpread.over(grid, 0, Map.of(9, 3.0), chance)).containsEntry(9, 0);
  }
}
