package dev.gradus.examples;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Times two calculations against each other: turn by turn, so that whatever else the machine does falls on both, and by
 * medians, so that garbage collections do not count. A rough figure for an example; {@code benchmarks} measures properly.
 */
final class Stopwatch {

  private static final int WARM_UP = 200;
  private static final int ROUNDS = 101;

  private Stopwatch() {}

  /** The median times in seconds, of the first and of the second. */
  static double[] medians(DoubleSupplier first, DoubleSupplier second) {
    for (int i = 0; i < WARM_UP; i++) {
      seconds(first);
      seconds(second);
    }
    double[] a = new double[ROUNDS];
    double[] b = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      a[i] = seconds(first);
      b[i] = seconds(second);
    }
    Arrays.sort(a);
    Arrays.sort(b);
    return new double[] {a[ROUNDS / 2], b[ROUNDS / 2]};
  }

  private static double seconds(DoubleSupplier calculation) {
    long start = System.nanoTime();
    double result = calculation.getAsDouble();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (Double.isNaN(result)) {
      throw new ArithmeticException("the result is not a number");
    }
    return seconds;
  }
}
