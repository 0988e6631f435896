package org.attune.standalone.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.instrument.Scoring;
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
      var answers = ItemSpread.over(grid, points, chance);
      var score =
          Scoring.score(key, answers).stream().filter(s -> s.code().equals(code)).findFirst();
      assertThat(score.orElseThrow().value().orElseThrow().doubleValue())
          .isCloseTo(grid.score(points), org.assertj.core.data.Offset.offset(1e-6));
    }
  }
}
