package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Arrays of one dimension: read, made, returned, of no length. */
final class Vectors {
  static List<Case> cases() {
    return List.of(
        at("dot", d(2, 3), d(5, 7)).gives(31.0).gradient(d(5, 7), d(2, 3)),
        at("dot", d(), d()).gives(0.0).gradient(d(), d()),
        at("firstElement", d(2, 3, 5)).gives(4.0).gradient(d(4, 0, 0)),
        at("gathered", d(2, 3, 5), i(2, 0, 2)).gives(25 + 4 + 25.0).gradient(d(4, 0, 20)),
        at("scattered", d(2, 3, 5), i(1, 1, 0)).gives(5.0 * 5 + 5 * 5).gradient(d(10, 10, 10)),
        at("scaled", d(2, 3), 5.0).gives(d(10, 15)).seeded(d(1, 10)).back(d(5, 50), 32.0),
        at("cumulativeSums", d(2, 3, 5)).gives(d(2, 5, 10)).seeded(d(1, 10, 100)).back(d(111, 110, 100)),
        at("cumulativeSums", d()).gives(d()).seeded(d()).back(d()),
        at("initialised", 2.0, 3.0).gives(d(2, 6, 9)).seeded(d(1, 10, 100)).back(31.0, 20 + 600.0),
        at("lengthIsConstant", d(2, 3, 5)).gives(10.0).gradient(d(1, 1, 1)),
        at("differences", d(1, 4, 9, 16)).gives(d(3, 5, 7)).seeded(d(1, 10, 100)).back(d(-1, -9, -90, 100)),
        at("cloned", d(2, 3)).gives(4.0 + 3 + 2 + 1).gradient(d(2 * 2 + 1, 1)),
        at("maximum", d(2, 7, 5)).gives(7.0).gradient(d(0, 1, 0)),
        at("convolved", d(1, 2, 3, 4), d(1, 10)).gives(d(12 + 9, 23 + 9, 34 + 9)).seeded(d(1, 1, 1)).back(d(1, 11, 11, 10), d(6, 9)));
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  @Grad @Jvp
  static double firstElement(double[] a) {
    return a[0] * a[0];
  }

  @Grad @Jvp
  static double gathered(double[] a, int[] at) {
    double sum = 0;
    for (int k : at) sum += a[k] * a[k];
    return sum;
  }

  /** Squares of the sums of the groups. */
  @Grad @Jvp
  static double scattered(double[] a, int[] group) {
    double[] sums = new double[2];
    for (int i = 0; i < a.length; i++) sums[group[i]] += a[i];
    return sums[0] * sums[0] + sums[1] * sums[1];
  }

  @Vjp(wrt = {"a", "c"}) @Jvp(wrt = {"a", "c"})
  static double[] scaled(double[] a, double c) {
    double[] b = new double[a.length];
    for (int i = 0; i < a.length; i++) b[i] = c * a[i];
    return b;
  }

  @Vjp @Jvp
  static double[] cumulativeSums(double[] a) {
    double[] sums = new double[a.length];
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i];
      sums[i] = sum;
    }
    return sums;
  }

  @Vjp(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double[] initialised(double x, double y) {
    double[] a = {x, x * y, y * y};
    return a;
  }

  @Grad @Jvp
  static double lengthIsConstant(double[] a) {
    double sum = 0;
    for (double v : a) sum += v;
    return sum / a.length * 3;
  }

  @Vjp @Jvp
  static double[] differences(double[] a) {
    double[] b = new double[a.length - 1];
    for (int i = 0; i < b.length; i++) b[i] = a[i + 1] - a[i];
    return b;
  }

  /** {@code a₀² + a₁ + a₀ + 1}: the copy does not see the store, nor the original that into the copy. */
  @Grad @Jvp
  static double cloned(double[] a) {
    double[] b = a.clone();
    b[0] = b[0] * b[0];
    b[1] += 1;
    return b[0] + b[1] + a[0];
  }

  @Grad @Jvp
  static double maximum(double[] a) {
    double max = a[0];
    for (int i = 1; i < a.length; i++) max = Math.max(max, a[i]);
    return max;
  }

  @Vjp(wrt = {"a", "w"}) @Jvp(wrt = {"a", "w"})
  static double[] convolved(double[] a, double[] w) {
    double[] b = new double[a.length - w.length + 1];
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < w.length; j++) b[i] += w[j] * a[i + j];
    }
    return b;
  }
}
