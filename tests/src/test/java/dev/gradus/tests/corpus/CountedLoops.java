package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** {@code for} loops in all the ways of counting, also not at all. */
final class CountedLoops {
  static List<Case> cases() {
    return List.of(
        at("powerByMultiplying", 2.0, 5).gives(32.0).gradient(80.0),
        at("powerByMultiplying", 2.0, 0).gives(1.0).gradient(0.0),
        at("readsIndex", d(2, 3, 5)).gives(2.0 + 6 + 15).gradient(d(1, 2, 3)),
        at("readsIndex", d()).gives(0.0).gradient(d()),
        at("descending", d(2, 3, 5), 10.0).gives(5 * 100 + 3 * 10 + 2.0).gradient(d(1, 10, 100), 3 + 2 * 5 * 10.0),
        at("strided", d(1, 2, 3, 4, 5, 6, 7)).gives(1.0 + 16 + 49).gradient(d(2, 0, 0, 8, 0, 0, 14)),
        at("stridedDown", d(1, 2, 3, 4, 5, 6)).gives(36.0 + 16 + 4).gradient(d(0, 4, 0, 8, 0, 12)),
        at("inclusiveBound", 2.0, 4).gives(2 + 4.0 + 8 + 16).gradient(1 + 4.0 + 12 + 32),
        at("inclusiveBound", 2.0, 0).gives(0.0).gradient(0.0),
        at("triangular", d(2, 3, 5)).gives(6.0 + 10 + 15).gradient(d(8, 7, 5)),
        at("triangular", d(7)).gives(0.0).gradient(d(0)),
        at("loopInLoop", 2.0, 3).gives(512.0).gradient(9 * 256.0),
        at("zeroTripTouchesNothing", d(2, 3), 0).gives(2.0).gradient(d(1, 0)),
        at("twoCounters", d(2, 3, 5, 7)).gives(14.0 + 15 + 15 + 14).gradient(d(14, 10, 6, 4)),
        at("forEach", d(2, 3)).gives(13.0).gradient(d(4, 6)),
        at("indexAfterTheLoop", 2.0, 3).gives(2.0 * 3 + 8).gradient(3.0 + 12),
        at("shadowingInvariant", 3.0, 2).gives(9 + 9.0).gradient(12.0));
  }

  @Grad @Jvp
  static double powerByMultiplying(double x, int n) {
    double p = 1;
    for (int i = 0; i < n; i++) p *= x;
    return p;
  }

  @Grad @Jvp
  static double readsIndex(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (i + 1) * a[i];
    return sum;
  }

  /** Horner's rule: {@code Σ aᵢ xⁱ}. */
  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static double descending(double[] a, double x) {
    double sum = 0;
    for (int i = a.length - 1; i >= 0; i--) sum = sum * x + a[i];
    return sum;
  }

  @Grad @Jvp
  static double strided(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i += 3) sum += a[i] * a[i];
    return sum;
  }

  @Grad @Jvp
  static double stridedDown(double[] a) {
    double sum = 0;
    for (int i = a.length - 1; i >= 0; i -= 2) sum += a[i] * a[i];
    return sum;
  }

  /** {@code x + x² + … + xⁿ}. */
  @Grad @Jvp
  static double inclusiveBound(double x, int n) {
    double sum = 0;
    double p = 1;
    for (int i = 1; i <= n; i++) {
      p *= x;
      sum += p;
    }
    return sum;
  }

  /** Products of pairs. */
  @Grad @Jvp
  static double triangular(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) sum += a[i] * a[j];
    }
    return sum;
  }

  /** {@code x} to the {@code n²}. */
  @Grad @Jvp
  static double loopInLoop(double x, int n) {
    double p = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) p *= x;
    }
    return p;
  }

  @Grad @Jvp
  static double zeroTripTouchesNothing(double[] a, int n) {
    double x = a[0];
    for (int i = 0; i < n; i++) x += a[i + 100] / (n - n);
    return x;
  }

  @Grad @Jvp
  static double twoCounters(double[] a) {
    double sum = 0;
    for (int i = 0, j = a.length - 1; i < a.length; i++, j--) sum += a[i] * a[j];
    return sum;
  }

  @Grad @Jvp
  static double forEach(double[] a) {
    double sum = 0;
    for (double v : a) sum += v * v;
    return sum;
  }

  @Grad @Jvp
  static double indexAfterTheLoop(double x, int n) {
    double p = 1;
    int i;
    for (i = 0; i < n; i++) p *= x;
    return x * i + p;
  }

  /** {@code Σ x²}, of a square that is computed anew in each iteration. */
  @Grad @Jvp
  static double shadowingInvariant(double x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double square = x * x;
      sum += square;
    }
    return sum;
  }
}
