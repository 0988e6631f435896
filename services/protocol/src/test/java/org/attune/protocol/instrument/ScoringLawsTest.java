package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every enabled key and any answers; 50 random sheets each, seed 20260112. */
class ScoringLawsTest {
  private static final long SEED = 20260112;
  private static final int SHEETS = 50;

  static List<Instrument> keys() {
    return InstrumentLibrary.standard().all().stream().filter(Instrument::enabled).toList();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_value_lies_within_the_range_of_its_scale(Instrument key) {
    for (var answers : sheets(key)) {
      for (var score : Scoring.score(key, answers)) {
        var scale = key.scale(score.code()).orElseThrow();
        score
            .value()
            .ifPresent(
                value ->
                    assertThat(value)
                        .as(score.code())
                        .isBetween(
                            BigDecimal.valueOf(key.least(scale)),
                            BigDecimal.valueOf(key.greatest(scale))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_range_of_a_scale_is_reached(Instrument key) {
    for (var scale : key.scales()) {
      for (boolean greatest : List.of(false, true)) {
        var answers = new HashMap<Integer, Integer>();
        for (int item : scale.items()) {
          boolean turned = scale.reversed().contains(item) ^ scale.subtracted().contains(item);
          answers.put(item, greatest ^ turned ? key.max() : key.min());
        }
        assertThat(value(key, answers, scale.code()))
            .as(scale.code())
            .isEqualByComparingTo(
                BigDecimal.valueOf(greatest ? key.greatest(scale) : key.least(scale)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_order_in_which_items_were_answered_does_not_matter(Instrument key) {
    var random = new Random(SEED);
    for (var answers : sheets(key)) {
      var order = new ArrayList<>(answers.keySet());
      Collections.shuffle(order, random);
      var shuffled = new LinkedHashMap<Integer, Integer>();
      for (int item : order) shuffled.put(item, answers.get(item));
      assertThat(Scoring.score(key, shuffled)).isEqualTo(Scoring.score(key, answers));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void turning_every_answer_round_turns_the_score_round(Instrument key) {
    for (var answers : sheets(key)) {
      var turned = new TreeMap<Integer, Integer>();
      answers.forEach((item, answer) -> turned.put(item, key.min() + key.max() - answer));
      for (var score : Scoring.score(key, answers)) {
        if (score.value().isEmpty()) continue;
        var scale = key.scale(score.code()).orElseThrow();
        var ends = BigDecimal.valueOf(key.least(scale) + key.greatest(scale));
        assertThat(score.value().get().add(value(key, turned, score.code())))
            .as(score.code())
            .isEqualByComparingTo(ends);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void turning_the_reversed_items_round_by_hand_gives_the_same_score(Instrument key) {
    for (var answers : sheets(key)) {
      for (var scale : key.scales()) {
        var turned = new TreeMap<>(answers);
        for (int item : scale.reversed()) {
          turned.computeIfPresent(item, (_, answer) -> key.min() + key.max() - answer);
        }
        var plain =
            new Scale(
                scale.code(),
                scale.items(),
                Set.of(),
                scale.subtracted(),
                scale.method(),
                scale.factor());
        assertThat(Scoring.score(with(key, plain), turned).getFirst().value())
            .isEqualTo(Scoring.score(with(key, scale), answers).getFirst().value());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_score_is_there_exactly_when_enough_items_are(Instrument key) {
    for (var answers : sheets(key)) {
      for (var score : Scoring.score(key, answers)) {
        var scale = key.scale(score.code()).orElseThrow();
        long answered = scale.items().stream().filter(answers::containsKey).count();
        assertThat(score.answered()).isEqualTo((int) answered);
        assertThat(score.value().isPresent()).isEqualTo(answered >= scale.itemsMin());
        assertThat(score.missingReason().isEmpty()).isEqualTo(score.value().isPresent());
      }
    }
  }

  private static Instrument with(Instrument key, Scale scale) {
    return new Instrument(
        key.code(),
        key.name(),
        key.version(),
        key.items(),
        key.min(),
        key.max(),
        List.of(scale),
        false,
        true,
        key.citation(),
        key.licence(),
        key.verified(),
        key.caution());
  }

  private static BigDecimal value(Instrument key, Map<Integer, Integer> answers, String code) {
    return Scoring.score(key, answers).stream()
        .filter(score -> score.code().equals(code))
        .findFirst()
        .flatMap(Score::value)
        .orElseThrow();
  }

  /** Random answers, about one item in ten left out. */
  private static List<Map<Integer, Integer>> sheets(Instrument key) {
    var random = new Random(SEED);
    var sheets = new ArrayList<Map<Integer, Integer>>();
    for (int sheet = 0; sheet < SHEETS; sheet++) {
      var answers = new TreeMap<Integer, Integer>();
      for (int item = 1; item <= key.items(); item++) {
        if (sheet == 0 || random.nextInt(10) > 0) {
          answers.put(item, key.min() + random.nextInt(key.max() - key.min() + 1));
        }
      }
      sheets.add(answers);
    }
    return sheets;
  }
}
