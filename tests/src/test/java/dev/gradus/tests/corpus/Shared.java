package dev.gradus.tests.corpus;

/** What programs of other files call. */
final class Shared {
  static final double GRAVITY = 9.81;
  static final int TWO = 1 + 1;

  private Shared() {}

  static double cube(double x) {
    return x * Nested.square(x);
  }

  static void scale(double[] a, double by) {
    for (int i = 0; i < a.length; i++) a[i] *= by;
  }

  static final class Nested {
    private Nested() {}

    static double square(double x) {
      return x * x;
    }
  }
}
