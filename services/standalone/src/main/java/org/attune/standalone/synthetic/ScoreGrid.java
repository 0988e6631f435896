package org.attune.standalone.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.instrument.Scale;

/**
 * The values one score can take: whole points, where a point is the least step of the sum of its
 * items after reversing. A mean of 26 items moves in steps of 1/26.
 *
 * @param score code of the score, for example {@code scs26_total}
 * @param instrument code of the instrument
 * @param items its items, from 1
 * @param reversed those counted as min + max - answer
 * @param min least answer
 * @param max greatest answer
 * @param perPoint score units in one point
 */
record ScoreGrid(
    String score,
    String instrument,
    List<Integer> items,
    Set<Integer> reversed,
    int min,
    int max,
    double perPoint) {
  /** The grid of that score; empty if nobody knows it or it is a difference. */
  static Optional<ScoreGrid> find(InstrumentLibrary library, String code) {
    for (var instrument : library.all()) {
      var scale = instrument.scale(code);
      if (scale.isPresent() && scale.get().subtracted().isEmpty()) {
        return Optional.of(of(instrument, scale.get()));
      }
    }
    return Optional.empty();
  }

  private static ScoreGrid of(Instrument instrument, Scale scale) {
    double perPoint =
        scale.method() == Scale.Method.MEAN ? 1.0 / scale.items().size() : scale.factor();
    return new ScoreGrid(
        scale.code(),
        instrument.code(),
        scale.items(),
        scale.reversed(),
        instrument.min(),
        instrument.max(),
        perPoint);
  }

  /** The points nearest to {@code latent} score units, within the limits. */
  int points(double latent) {
    return Math.clamp(Math.round(latent / perPoint), leastPoints(), greatestPoints());
  }

  /** The score of that many points. */
  double score(int points) {
    return points * perPoint;
  }

  double least() {
    return score(leastPoints());
  }

  double greatest() {
    return score(greatestPoints());
  }

  private int leastPoints() {
    return items.size() * min;
  }

  private int greatestPoints() {
    return items.size() * max;
  }
}
