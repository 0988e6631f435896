package org.attune.standalone.effects;

import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Weighted least squares over moments that belong to people, with a covariance matrix that takes a
 * person's moments as one observation, and residuals as large as they would be without the person.
 *
 * @see <a href="https://doi.org/10.1111/j.0006-341X.2001.00126.x">Mancl and DeRouen 2001,
 *     Biometrics 57:126-134: the correction for few people</a>
 */
final class CentredFit {
  private static final double CONFIDENCE = 0.95;
  private static final double SINGULAR = 1e-9;

  private final int people;
  private final RealVector coefficients;
  private final RealMatrix covariance;

  private CentredFit(int people, RealVector coefficients, RealMatrix covariance) {
    this.people = people;
    this.coefficients = coefficients;
    this.covariance = covariance;
  }

  /**
   * The moments of one person.
   *
   * @param outcomes one per moment
   * @param design moment, then column
   * @param weights one per moment, above 0
   */
  record Person(double[] outcomes, double[][] design, double[] weights) {
    RealMatrix x() {
      return new Array2DRowRealMatrix(design);
    }

    /** The design with every row multiplied by its weight, transposed. */
    RealMatrix weighted() {
      var rows = x();
      for (int i = 0; i < weights.length; i++) {
        rows.setRowVector(i, rows.getRowVector(i).mapMultiply(weights[i]));
      }
      return rows.transpose();
    }
  }

  /**
   * Fits all moments.
   *
   * @return empty if there are not more people than columns, or columns determine each other
   */
  static Optional<CentredFit> of(List<Person> people) {
    if (people.isEmpty()) return Optional.empty();
    int columns = people.getFirst().design()[0].length;
    if (people.size() <= columns) return Optional.empty();
    var bread = MatrixUtils.createRealMatrix(columns, columns);
    RealVector right = new ArrayRealVector(columns);
    for (var person : people) {
      bread = bread.add(person.weighted().multiply(person.x()));
      right = right.add(person.weighted().operate(new ArrayRealVector(person.outcomes())));
    }
    var solver = new LUDecomposition(bread, SINGULAR).getSolver();
    if (!solver.isNonSingular()) return Optional.empty();
    var inverse = solver.getInverse();
    var coefficients = inverse.operate(right);
    var meat = MatrixUtils.createRealMatrix(columns, columns);
    for (var person : people) {
      var score = score(person, inverse, coefficients);
      if (score.isEmpty()) return Optional.empty();
      meat = meat.add(score.get().outerProduct(score.get()));
    }
    var covariance = inverse.multiply(meat).multiply(inverse.transpose());
    return Optional.of(new CentredFit(people.size(), coefficients, covariance));
  }

  /** What a person contributes, by residuals divided by what is not the person's own leverage. */
  private static Optional<RealVector> score(
      Person person, RealMatrix inverse, RealVector coefficients) {
    var residuals =
        new ArrayRealVector(person.outcomes()).subtract(person.x().operate(coefficients));
    var hat = person.x().multiply(inverse).multiply(person.weighted());
    var rest = MatrixUtils.createRealIdentityMatrix(person.outcomes().length).subtract(hat);
    var solver = new LUDecomposition(rest, SINGULAR).getSolver();
    if (!solver.isNonSingular()) return Optional.empty();
    return Optional.of(person.weighted().operate(solver.solve(residuals)));
  }

  /** One coefficient with its interval of Student's t, people less columns degrees of freedom. */
  Estimate coefficient(int column) {
    double value = coefficients.getEntry(column);
    double error = StrictMath.sqrt(covariance.getEntry(column, column));
    int df = people - coefficients.getDimension();
    double half = new TDistribution(df).inverseCumulativeProbability((1 + CONFIDENCE) / 2) * error;
    return new Estimate(value, error, value - half, value + half, df, people);
  }
}
