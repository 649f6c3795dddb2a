package dev.gradus.tests.consumer;

import dev.gradus.Grad;

/** A million iterations, for a JVM with little memory. */
final class LongLoops {
  private static final int ITERATIONS = 1_000_000;

  private LongLoops() {}

  /** {@code y ← a y + 1} tends to {@code 1/(1-a)}, and its derivative to {@code 1/(1-a)²}. */
  @Grad
  static double recurrence(double a, int n) {
    double y = 0;
    for (int i = 0; i < n; i++) y = a * y + 1;
    return y;
  }

  /** The same, until nothing changes or the steps are used up. */
  @Grad
  static double untilSteady(double a, int n) {
    double y = 0;
    int steps = 0;
    while (steps < n && y >= 0) {
      y = a * y + Math.sin(y) * 0 + 1;
      steps++;
    }
    return y;
  }

  /** Two numbers per iteration, in an array that is overwritten: {@code (x, y) → (y, a x + 1)}. */
  @Grad
  static double inPlace(double a, int n) {
    double[] s = {0, 0};
    for (int i = 0; i < n; i++) {
      double next = a * s[0] + 1;
      s[0] = s[1];
      s[1] = next;
    }
    return s[1];
  }

  public static void main(String[] args) {
    System.out.println(LongLoopsGrad.recurrence(0.5, ITERATIONS) + " " + LongLoopsGrad.untilSteady(0.5, ITERATIONS) + " "
        + LongLoopsGrad.inPlace(0.5, ITERATIONS));
  }
}
