package dev.gradus.benchmarks;

import dev.gradus.Grad;

/** Horner's rule by recursion, one call for each coefficient: little but calls, so that it shows what a call costs in a gradient. */
public final class Horner {

  private Horner() {}

  @Grad(wrt = {"a", "x"})
  public static double polynomial(double[] a, double x) {
    return from(a, x, 0);
  }

  private static double from(double[] a, double x, int i) {
    return i == a.length ? 0 : a[i] + x * from(a, x, i + 1);
  }
}
