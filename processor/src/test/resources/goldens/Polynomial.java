package demo;

import dev.gradus.Grad;

/** Horner's rule by recursion. */
final class Polynomial {
  @Grad(wrt = {"a", "x"})
  static double value(double[] a, double x) {
    return from(a, x, 0);
  }

  private static double from(double[] a, double x, int i) {
    return i == a.length ? 0 : a[i] + x * from(a, x, i + 1);
  }
}
