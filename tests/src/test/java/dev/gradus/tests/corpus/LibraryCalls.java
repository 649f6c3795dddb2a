package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.f;
import static dev.gradus.tests.corpus.Case.i;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.Arrays;
import java.util.List;

/** Methods of the JDK that sort, search and sum, for which the runtime has plain Java that stands in. */
final class LibraryCalls {
  static List<Case> cases() {
    return List.of(
        at("median", d(3, 1, 2, 5, 4)).gives(3.0).gradient(d(1, 0, 0, 0, 0)),
        at("median", d(7)).gives(7.0).gradient(d(1)),
        // the second of two equal ones comes second
        at("second", d(2, 5, 2, 9)).gives(2.0).gradient(d(0, 0, 1, 0)).kink(),
        // -0.0 comes before 0.0, whatever came first
        at("second", d(0.0, -0.0)).gives(0.0).gradient(d(1, 0)).kink(),
        at("quantile", d(4, 1, 3), 0.25).gives(2.0).gradient(d(0, 0.5, 0.5)),
        at("ranked", d(5, 9, 7, 8)).gives(0 * 5.0 + 7 + 2 * 8 + 3 * 9, d(5, 7, 8, 9)).seeded(1.0, d(0, 0, 0, 0)).back(d(0, 3, 1, 2)),
        at("ranked", d(5, 9, 7, 8)).gives(50.0, d(5, 7, 8, 9)).seeded(0.0, d(1, 10, 100, 1000)).back(d(1, 1000, 10, 100)),
        at("sortedFloats", f(3, 1, 2)).gives(1f * 1 + 2 * 2 + 3 * 3).gradient(f(3, 1, 2)),
        at("byIndex", d(1, 2, 3), i(2, 0, 1)).gives(1 + 2 * 2 + 9.0).gradient(d(1, 2, 3)),
        at("byLong", 2.0, new long[] {5, -3, 4}).gives(2.0 * -3 + 4 * 4 + 8 * 5).gradient(-3 + 4 * 4 + 12 * 5.0),
        at("winsorised", d(1, 9, 4, 2, 5)).gives(2 + 2 + 4 + 5 + 5.0).gradient(d(0, 0, 1, 2, 2)),
        at("spread", d(4, -1, 2.5)).gives(5.0).gradient(d(1, -1, 0)),
        at("interpolated", d(0, 1, 3), d(10, 20, 0), 2.0).gives(10.0).gradient(d(0, 0.5, 0.5), -10.0),
        at("interpolated", d(0, 1, 3), d(10, 20, 0), 1.0).gives(20.0).gradient(d(0, 1, 0), -10.0).kink(),
        at("interpolated", d(0, 1, 3), d(10, 20, 0), -1.0).gives(0.0).gradient(d(2, -1, 0), 10.0),
        at("bucket", i(10, 20, 30), 20, 3.0).gives(3.0).gradient(1.0),
        at("bucket", i(10, 20, 30), 25, 3.0).gives(-9.0).gradient(-3.0),
        at("total", d(1e16, 1, 1, -1e16)).gives(2.0).gradient(d(1, 1, 1, 1)).kink(),
        at("total", d()).gives(0.0).gradient(d()),
        at("total", d(1e308, 1e308, 3)).gives(Double.POSITIVE_INFINITY).gradient(d(1, 1, 1)).kink(),
        at("deviation", d(1, 3)).gives(1.0).gradient(d(-0.5, 0.5)),
        at("range", d(1, 3, 2)).gives(2.0).gradient(d(-1, 1, 0)),
        at("orElse", d(), 3.0).gives(3.0).gradient(d(), 1.0),
        at("orElse", d(4), 3.0).gives(4.0).gradient(d(1), 0.0),
        at("counted", i(3, 1, 2), 2.0).gives(2.0 * (6 + 3 + 1 + 2.0 + 3)).gradient(15.0),
        at("filled", 2.0).gives(6 + 8.0 + 16 + 6).gradient(3 + 8.0 + 24 + 3),
        at("filledPart", 2.0, 1, 3).gives(1 + 2.0 + 2 + 1).gradient(2.0),
        at("filledPart", 2.0, 3, 3).gives(4.0).gradient(0.0));
  }

  private LibraryCalls() {}

  // ---- sort ----

  @Grad @Jvp @Vjp
  static double median(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Grad
  static double second(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[1];
  }

  @Grad @Jvp
  static double quantile(double[] x, double q) {
    double[] sorted = Arrays.copyOf(x, x.length);
    Arrays.sort(sorted);
    double at = q * (sorted.length - 1);
    int i = (int) at;
    double part = at - i;
    return (1 - part) * sorted[i] + part * sorted[Math.min(i + 1, sorted.length - 1)];
  }

  /** Sorts what it is given. */
  @Vjp @Jvp
  static double ranked(double[] x) {
    Arrays.sort(x);
    double s = 0;
    for (int i = 0; i < x.length; i++) s += i * x[i];
    return s;
  }

  @Grad @Jvp
  static float sortedFloats(float[] x) {
    float[] sorted = x.clone();
    Arrays.sort(sorted);
    float s = 0;
    for (int i = 0; i < sorted.length; i++) s += (i + 1) * sorted[i];
    return s;
  }

  @Grad
  static double byIndex(double[] x, int[] weights) {
    int[] w = weights.clone();
    Arrays.sort(w);
    double s = 0;
    for (int i = 0; i < x.length; i++) s += x[i] * (w[i] + 1);
    return s;
  }

  @Grad
  static double byLong(double x, long[] powers) {
    long[] p = powers.clone();
    Arrays.sort(p, 0, p.length);
    double s = 0;
    double power = x;
    for (long w : p) {
      s += power * w;
      power *= x;
    }
    return s;
  }

  /** Every element no further out than the last but one. */
  @Grad @Jvp
  static double winsorised(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted, 0, sorted.length);
    double lo = sorted[1];
    double hi = sorted[sorted.length - 2];
    double s = 0;
    for (double v : x) {
      if (v < lo) s += lo;
      else if (v > hi) s += hi;
      else s += v;
    }
    return s;
  }

  @Grad
  static double spread(double[] x) {
    double[] s = x.clone();
    Arrays.sort(s);
    return s[s.length - 1] - s[0];
  }

  // ---- binarySearch ----

  /** A line between the points next to {@code x}, or beyond the last ones. */
  @Grad(wrt = {"ys", "x"}) @Jvp(wrt = {"ys", "x"})
  static double interpolated(double[] xs, double[] ys, double x) {
    int k = Arrays.binarySearch(xs, x);
    if (k < 0) k = -k - 2;
    k = Math.clamp(k, 0, xs.length - 2);
    double t = (x - xs[k]) / (xs[k + 1] - xs[k]);
    return ys[k] * (1 - t) + ys[k + 1] * t;
  }

  @Grad(wrt = "x")
  static double bucket(int[] bounds, int key, double x) {
    return x * Arrays.binarySearch(bounds, 0, bounds.length, key);
  }

  // ---- streams ----

  @Grad @Jvp @Vjp
  static double total(double[] x) {
    return Arrays.stream(x).sum();
  }

  @Grad @Jvp
  static double deviation(double[] x) {
    double mean = Arrays.stream(x).average().orElse(Double.NaN);
    double s = 0;
    for (double v : x) s += (v - mean) * (v - mean);
    return Math.sqrt(s / x.length);
  }

  @Grad
  static double range(double[] x) {
    return Arrays.stream(x).max().getAsDouble() - Arrays.stream(x).min().orElseThrow();
  }

  @Grad(wrt = {"x", "other"})
  static double orElse(double[] x, double other) {
    var max = Arrays.stream(x).max();
    return max.isEmpty() ? other : max.getAsDouble();
  }

  @Grad(wrt = "x")
  static double counted(int[] k, double x) {
    return x * (Arrays.stream(k).sum() + Arrays.stream(k).max().getAsInt() + Arrays.stream(k).min().orElse(0)
        + Arrays.stream(k).average().getAsDouble() + Arrays.stream(k).count());
  }

  // ---- arrays of records ----

  record Weighted(double x, int weight) {}

  @Grad
  static double filled(double v) {
    Weighted[] all = new Weighted[4];
    Arrays.fill(all, new Weighted(v, 3));
    all[1] = new Weighted(v * v, 2);
    Arrays.fill(all, 2, 3, new Weighted(v * v * v, 2));
    double s = 0;
    for (Weighted w : all) s += w.x() * w.weight();
    return s;
  }

  @Grad
  static double filledPart(double v, int from, int to) {
    Weighted[] all = new Weighted[4];
    Arrays.fill(all, new Weighted(1, 1));
    Arrays.fill(all, from, to, new Weighted(v, 1));
    double s = 0;
    for (Weighted w : all) s += w.x() * w.weight();
    return s;
  }
}
