package org.attune.standalone.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Least squares with the covariance matrix HC3, which divides each squared residual by (1 - h)², h
 * being the observation's leverage; good in small samples with unequal variances.
 *
 * <p>Columns that the earlier ones determine are left out (a stratum nobody is in), so that a
 * contrast is estimable exactly if its own columns stay.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon & White 1985, Journal of
 *     Econometrics 29:305-325: HC3</a>
 * @see <a href="https://doi.org/10.1080/00031305.2000.10474549">Long & Ervin 2000, The American
 *     Statistician 54:217-224: HC3 below 250 observations</a>
 */
final class Ancova {
  /** What remains of a column, relative to its length, below which others determine it. */
  private static final double REDUNDANT = 1e-9;

  /** An observation that alone determines a coefficient has this leverage or more. */
  private static final double LEVERAGE_MAX = 1 - 1e-9;

  private static final double CONFIDENCE = 0.95;

  private final int people;
  private final int columns;
  private final List<Integer> kept;
  private final RealVector coefficients;
  private final RealMatrix covariance;

  private Ancova(
      int people, int columns, List<Integer> kept, RealVector coefficients, RealMatrix covariance) {
    this.people = people;
    this.columns = columns;
    this.kept = kept;
    this.coefficients = coefficients;
    this.covariance = covariance;
  }

  /**
   * Fits {@code outcomes} on {@code design}.
   *
   * @param outcomes one per person
   * @param design person, then column; with its constant
   *     <p>Whoever alone determines a coefficient (the only one in a stratum) says nothing about
   *     the others and is left out with it.
   * @return empty if there are not more people than columns
   */
  static Optional<Ancova> fit(double[] outcomes, double[][] design) {
    int people = outcomes.length;
    if (people == 0) return Optional.empty();
    int columns = design[0].length;
    var kept = independent(design, columns);
    if (people <= kept.size()) return Optional.empty();
    var x = new Array2DRowRealMatrix(people, kept.size());
    for (int i = 0; i < people; i++) {
      for (int j = 0; j < kept.size(); j++) x.setEntry(i, j, design[i][kept.get(j)]);
    }
    var y = new ArrayRealVector(outcomes);
    var transposed = x.transpose();
    var inverse =
        new CholeskyDecomposition(transposed.multiply(x), 1e-9, 0).getSolver().getInverse();
    var coefficients = inverse.operate(transposed.operate(y));
    var residuals = y.subtract(x.operate(coefficients));
    var meat = MatrixUtils.createRealMatrix(kept.size(), kept.size());
    for (int i = 0; i < people; i++) {
      var row = x.getRowVector(i);
      double leverage = row.dotProduct(inverse.operate(row));
      if (leverage >= LEVERAGE_MAX) return fit(without(outcomes, i), without(design, i));
      double scaled = residuals.getEntry(i) / (1 - leverage);
      meat = meat.add(row.outerProduct(row).scalarMultiply(scaled * scaled));
    }
    var covariance = inverse.multiply(meat).multiply(inverse);
    return Optional.of(new Ancova(people, columns, kept, coefficients, covariance));
  }

  private static double[] without(double[] outcomes, int person) {
    return IntStream.range(0, outcomes.length)
        .filter(i -> i != person)
        .mapToDouble(i -> outcomes[i])
        .toArray();
  }

  private static double[][] without(double[][] design, int person) {
    return IntStream.range(0, design.length)
        .filter(i -> i != person)
        .mapToObj(i -> design[i])
        .toArray(double[][]::new);
  }

  /** The columns that earlier ones do not determine, by Gram and Schmidt's method, done twice. */
  private static List<Integer> independent(double[][] design, int columns) {
    var kept = new ArrayList<Integer>();
    var basis = new ArrayList<RealVector>();
    for (int j = 0; j < columns; j++) {
      RealVector column = new ArrayRealVector(design.length);
      for (int i = 0; i < design.length; i++) column.setEntry(i, design[i][j]);
      double length = column.getNorm();
      if (length == 0) continue;
      for (int round = 0; round < 2; round++) {
        for (var other : basis)
          column = column.subtract(other.mapMultiply(other.dotProduct(column)));
      }
      double rest = column.getNorm();
      if (rest <= REDUNDANT * length) continue;
      basis.add(column.mapDivide(rest));
      kept.add(j);
    }
    return kept;
  }

  /**
   * The linear combination of coefficients with the given weights.
   *
   * @param weights one per column of the design
   * @return empty if a column with a weight was left out
   */
  Optional<Estimate> combination(double[] weights) {
    var w = new ArrayRealVector(kept.size());
    for (int j = 0; j < columns; j++) {
      if (weights[j] == 0) continue;
      int at = kept.indexOf(j);
      if (at < 0) return Optional.empty();
      w.setEntry(at, weights[j]);
    }
    double value = w.dotProduct(coefficients);
    double error = StrictMath.sqrt(w.dotProduct(covariance.operate(w)));
    int df = people - kept.size();
    double half = new TDistribution(df).inverseCumulativeProbability((1 + CONFIDENCE) / 2) * error;
    return Optional.of(new Estimate(value, error, value - half, value + half, df, people));
  }
}
