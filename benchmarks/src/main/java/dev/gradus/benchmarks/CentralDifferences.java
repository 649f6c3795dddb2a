package dev.gradus.benchmarks;

import java.util.function.DoubleSupplier;

/** Judges partial derivatives by moving one number at a time, a little up and a little down. */
final class CentralDifferences {

  private static final double STEP = 1e-4;
  private static final double TOLERANCE = 1e-5;

  private final DoubleSupplier program;

  /** The program reads the arrays that are given to {@link #agree}. */
  CentralDifferences(DoubleSupplier program, double value) {
    this.program = program;
    compare("the value", program.getAsDouble(), value, 1e-12);
  }

  /** Compares the first, the last and one partial derivative in between. */
  CentralDifferences agree(String name, double[] x, double[] partials) {
    for (int i : new int[] {0, x.length / 3, x.length - 1}) {
      double kept = x[i];
      double step = STEP * Math.max(1, Math.abs(kept));
      x[i] = kept + step;
      double up = program.getAsDouble();
      x[i] = kept - step;
      double down = program.getAsDouble();
      x[i] = kept;
      compare("the partial derivative by " + name + "[" + i + "]", (up - down) / (2 * step), partials[i], TOLERANCE);
    }
    return this;
  }

  private static void compare(String what, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)))) {
      throw new IllegalStateException(what + " is " + actual + ", but should be near " + expected);
    }
  }
}
