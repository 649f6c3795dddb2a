package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Arguments checked by {@code throw}: where nothing is thrown the derivatives are those of the rest. */
final class Exceptions {
  static List<Case> cases() {
    return List.of(
        at("checked", 4.0).gives(2.0).gradient(0.25),
        at("dot", d(1, 2), d(3, 4)).gives(11.0).gradient(d(3, 4), d(1, 2)),
        at("elseThrows", 3.0, 2).gives(18.0).gradient(12.0),
        at("weighted", d(1, 2, 3), i(0, 1, 2)).gives(1.0 + 4 + 27).gradient(d(1, 4, 27)),
        at("newton", 9.0).gives(3.0).gradient(1.0 / 6),
        at("helpers", 0.5, 2.0).gives(0.5 * 2 + 4).gradient(2.0, 0.5 + 4),
        at("scaled", d(3, 4)).gives(d(0.6, 0.8)).seeded(d(1, 0)).back(d(0.2 - 0.072, -0.096)),
        at("inverse", d(2, 4)).gives(d(0.5, 0.25)).seeded(d(1, 2)).back(d(-0.25, -0.125)));
  }

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  @Grad @Jvp
  static double checked(double x) {
    if (x < 0) throw new IllegalArgumentException("negative: " + x);
    return Math.sqrt(x);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double dot(double[] x, double[] y) {
    if (x.length != y.length) throw new Refused(x.length + " and " + y.length + " elements");
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      if (Double.isNaN(x[k])) throw new Refused("element " + k);
      sum += x[k] * y[k];
    }
    return sum;
  }

  @Grad @Jvp
  static double elseThrows(double x, int n) {
    double y;
    if (n > 0) {
      y = x * n;
    } else {
      throw new Refused("n = " + n);
    }
    return y * x;
  }

  /** Sums of powers, each element's by its kind. */
  @Grad @Jvp
  static double weighted(double[] x, int[] kind) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += switch (kind[k]) {
        case 0 -> x[k];
        case 1 -> x[k] * x[k];
        case 2 -> x[k] * x[k] * x[k];
        default -> throw new UnsupportedOperationException("kind " + kind[k] + " at " + k);
      };
    }
    return sum;
  }

  @Grad @Jvp
  static double newton(double a) {
    double x = a;
    int steps = 0;
    while (Math.abs(x * x - a) > 1e-14 * a) {
      if (++steps > 60) throw new ArithmeticException("no root of " + a + " after " + steps + " steps");
      x = (x + a / x) / 2;
    }
    return x;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double helpers(double x, double y) {
    return inside(x, 0, 1) * y + (y > 3 ? never(y) : y * y);
  }

  private static double inside(double x, double lo, double hi) {
    if (x < lo || x > hi) throw new IndexOutOfBoundsException(x + " is not between " + lo + " and " + hi);
    return x;
  }

  private static double never(double y) {
    throw new Refused("y = " + y);
  }

  @Vjp @Jvp
  static double[] scaled(double[] x) {
    double sum = 0;
    for (double v : x) sum += v * v;
    if (sum == 0) throw new Refused("no direction");
    double[] unit = new double[x.length];
    for (int k = 0; k < x.length; k++) unit[k] = x[k] / Math.sqrt(sum);
    return unit;
  }

  @Vjp @Jvp
  static double[] inverse(double[] x) {
    double[] y = x.clone();
    for (int k = 0; k < y.length; k++) {
      if (y[k] == 0) throw new ArithmeticException("element " + k + " is zero");
      y[k] = 1 / y[k];
    }
    return y;
  }
}
