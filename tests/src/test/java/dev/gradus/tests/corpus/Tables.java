package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Constant arrays: weights, coefficients, tableaus, permutations. */
final class Tables {
  private static final double[] POINTS = {-1, 0, 1};
  private static final double[] WEIGHTS = {1.0 / 3, 4.0 / 3, 1.0 / 3};
  private static final double[] COEFFICIENTS = {1, -2, 3};
  private static final double[][] TABLEAU = {{}, {0.5}, {0, 0.5}, {0, 0, 1}};
  private static final double[] COMBINE = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
  private static final int[] ORDER = {2, 0, 1};
  private static final double[] FACTORIALS = factorials(6);

  static List<Case> cases() {
    return List.of(
        at("quadrature", 3.0).gives(2 + 6.0).gradient(4.0),
        at("polynomial", 2.0).gives(9.0).gradient(10.0),
        at("exponential", 2.0).gives(1 + 2 + 2 + 8 / 6.0 + 16 / 24.0 + 32 / 120.0).gradient(1 + 2 + 2 + 8 / 6.0 + 16 / 24.0),
        at("rungeKutta", 1.0).gives(65 / 24.0).gradient(8 / 3.0),
        at("permuted", d(5, 7, 11)).gives(11 + 2 * 5 + 3 * 7.0).gradient(d(2, 3, 1)),
        at("handedOn", d(3, 6, 9), 2.0).gives(2 * (1 + 8 + 3.0)).gradient(d(2 / 3.0, 8 / 3.0, 2 / 3.0), 12.0),
        at("chosen", 2.0).gives(9.0).gradient(10.0),
        at("chosen", -3.0).gives(-1 + 9.0).gradient(-6.0),
        at("untilSmall", 0.5).gives(0.5 + 0.125 + 0.125 / 6).gradient(1 + 0.5 + 0.125));
  }

  private static double[] factorials(int n) {
    double[] f = new double[n];
    f[0] = 1;
    for (int i = 1; i < n; i++) f[i] = i * f[i - 1];
    return f;
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) s += a[i] * b[i];
    return s;
  }

  /** Simpson's rule for the integral of (1 + xt)² over t from -1 to 1. */
  @Grad @Jvp @Vjp
  static double quadrature(double x) {
    double sum = 0;
    for (int i = 0; i < POINTS.length; i++) {
      double f = 1 + x * POINTS[i];
      sum += WEIGHTS[i] * f * f;
    }
    return sum;
  }

  @Grad @Jvp
  static double polynomial(double x) {
    double p = 0;
    for (int i = COEFFICIENTS.length - 1; i >= 0; i--) p = p * x + COEFFICIENTS[i];
    return p;
  }

  @Grad @Jvp @Vjp
  static double exponential(double x) {
    double sum = 0;
    double power = 1;
    for (double f : FACTORIALS) {
      sum += power / f;
      power *= x;
    }
    return sum;
  }

  /** One step of length 1 of the classical method for y' = xy, y(0) = 1. */
  @Grad @Jvp @Vjp
  static double rungeKutta(double x) {
    double[] k = new double[TABLEAU.length];
    for (int i = 0; i < TABLEAU.length; i++) {
      double y = 1;
      double[] row = TABLEAU[i];
      for (int j = 0; j < row.length; j++) y += row[j] * k[j];
      k[i] = x * y;
    }
    return 1 + dot(COMBINE, k);
  }

  @Grad @Jvp
  static double permuted(double[] a) {
    double sum = 0;
    for (int i = 0; i < ORDER.length; i++) sum += (i + 1) * a[ORDER[i]];
    return sum;
  }

  @Grad(wrt = {"a", "c"}) @Jvp(wrt = {"a", "c"}) @Vjp(wrt = {"a", "c"})
  static double handedOn(double[] a, double c) {
    double[] scaled = a.clone();
    for (int i = 0; i < a.length; i++) scaled[i] = c * a[i];
    return dot(scaled, WEIGHTS);
  }

  @Grad @Jvp
  static double chosen(double x) {
    double[] w = x > 0 ? COEFFICIENTS : POINTS;
    double sum = 0;
    for (int i = 0; i < w.length; i++) sum += w[i] * Math.pow(x, i);
    return sum;
  }

  @Grad @Jvp
  static double untilSmall(double x) {
    double sum = 0;
    double power = x;
    int i = 1;
    while (power / FACTORIALS[i] > 0.02) {
      sum += power / FACTORIALS[i];
      power *= x;
      i++;
    }
    return sum;
  }
}
