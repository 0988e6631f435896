package org.attune.standalone.synthetic;

/**
 * What a synthetic person is like, in standard normal units.
 *
 * @param factor common distress
 * @param level of each metric at its first occasion, in the order of the model's metrics
 * @param later what is new at each occasion: occasion, then metric
 */
record Traits(double factor, double[] level, double[][] later) {
  static Traits draw(Chance chance, double[] loadings, int occasions) {
    double factor = chance.normal();
    var level = new double[loadings.length];
    for (int m = 0; m < loadings.length; m++) {
      double own = StrictMath.sqrt(1 - loadings[m] * loadings[m]);
      level[m] = loadings[m] * factor + own * chance.normal();
    }
    var later = new double[occasions][loadings.length];
    for (var occasion : later) {
      for (int m = 0; m < occasion.length; m++) occasion[m] = chance.normal();
    }
    return new Traits(factor, level, later);
  }
}
