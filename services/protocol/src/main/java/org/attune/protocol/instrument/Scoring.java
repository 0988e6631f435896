package org.attune.protocol.instrument;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns answers into scores. Exact until the last step: sums are whole numbers, and one division at
 * the end is rounded half even to {@link #DECIMALS} decimals.
 *
 * <p>A scale is scored when at least four fifths of its items are answered ({@link
 * Scale#itemsMin}). A mean is the mean of the answered items; a sum is that mean times the number
 * of items (prorated), which is the plain sum when all are answered.
 */
public final class Scoring {
  /** Most decimals of a value. Fine enough that no rounded value meets a cut it did not meet. */
  public static final int DECIMALS = 6;

  private Scoring() {}

  /**
   * Scores every scale of {@code instrument}, in its order.
   *
   * @param answers item number from 1 to answer code; items not answered are absent
   * @throws IllegalArgumentException if the instrument is not enabled, an item number is not its
   *     own or an answer lies outside its range; never names an answer
   */
  public static List<Score> score(Instrument instrument, Map<Integer, Integer> answers) {
    if (!instrument.enabled()) {
      throw new IllegalArgumentException("instrument " + instrument.code() + " is not enabled");
    }
    answers.forEach((item, answer) -> check(instrument, item, answer));
    return instrument.scales().stream().map(scale -> score(instrument, scale, answers)).toList();
  }

  private static Score score(Instrument key, Scale scale, Map<Integer, Integer> answers) {
    int answered = 0;
    long sum = 0;
    for (int item : scale.items()) {
      var answer = answers.get(item);
      if (answer == null) continue;
      answered++;
      int turned = scale.reversed().contains(item) ? key.min() + key.max() - answer : answer;
      sum += scale.subtracted().contains(item) ? -turned : turned;
    }
    int items = scale.items().size();
    boolean enough = answered >= scale.itemsMin();
    return new Score(
        scale.code(),
        enough ? Optional.of(value(scale, sum, answered)) : Optional.empty(),
        answered,
        items,
        scale.ruleId(key.version()),
        enough ? Optional.empty() : Optional.of(Score.TOO_FEW_ITEMS));
  }

  private static BigDecimal value(Scale scale, long sum, int answered) {
    long dividend =
        switch (scale.method()) {
          case MEAN -> sum;
          case SUM -> sum * scale.items().size() * scale.factor();
        };
    var value =
        BigDecimal.valueOf(dividend)
            .divide(BigDecimal.valueOf(answered), DECIMALS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value; // 20, never 2E+1
  }

  private static void check(Instrument instrument, int item, int answer) {
    if (!instrument.hasItem(item)) {
      throw new IllegalArgumentException(instrument.code() + " has no item " + item);
    }
    if (answer < instrument.min() || answer > instrument.max()) {
      throw new IllegalArgumentException(
          "%s item %d takes %d to %d"
              .formatted(instrument.code(), item, instrument.min(), instrument.max()));
    }
  }
}
