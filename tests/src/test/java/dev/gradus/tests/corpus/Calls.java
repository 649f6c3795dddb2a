package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;
import static dev.gradus.tests.corpus.Shared.cube;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Calls of static methods here and in other files; constants. */
final class Calls {
  private static final double HALF = 0.5;
  private static final double LOG2 = Math.log(2);

  static List<Case> cases() {
    return List.of(
        at("sameClass", 2.0).gives(16.0 + 4).gradient(32.0),
        at("otherFile", 2.0).gives(8.0 + 4 + 64).gradient(12 + 4 + 6 * 32.0),
        at("constants", 2.0).gives(9.81 * 0.5 * 4 + 2 * 2 + Math.log(2) + Math.PI).gradient(9.81 * 2 + 2),
        at("overloads", 2.0, 3).gives(2.0 * 2 + 3 * 3 * 2).gradient(2.0 + 9),
        at("voidHelper", d(2, 3), 5.0).gives(10 * 15.0).gradient(d(75, 50), 2 * 5 * 6.0),
        at("helperWritesRow", rows(d(1, 2), d(3, 4)), 10.0).gives(10 + 20 + 3 * 4.0, rows(d(10, 20), d(3, 4)))
            .gradient(rows(d(10, 10), d(4, 3)), 3.0),
        at("helperMakesArray", 3.0, 4).gives(3.0 + 9 + 27 + 81).gradient(1 + 6 + 27 + 108.0),
        at("helperReturnsItsArgument", d(2, 3)).gives(9.0 * 2, d(2, 9)).gradient(d(9, 12)),
        at("callInLoopAndCondition", 3.0).gives(81.0 * 3).gradient(5 * 81.0),
        at("callInArguments", 2.0).gives(Math.max(256.0, 8.0)).gradient(8 * 128.0),
        at("readsSameArrayTwice", d(2, 3)).gives(13.0).gradient(d(4, 6)),
        at("variableArguments", 2.0, 3.0).gives(2.0 + 6 + 9).gradient(1.0 + 3, 2.0 + 6));
  }

  private static double square(double x) {
    return x * x;
  }

  @Grad @Jvp
  static double sameClass(double x) {
    return square(square(x)) + Calls.square(2);
  }

  @Grad @Jvp
  static double otherFile(double x) {
    return Shared.cube(x) + Shared.Nested.square(x) + square(cube(x));
  }

  @Grad @Jvp
  static double constants(double x) {
    return Shared.GRAVITY * HALF * x * x + Shared.TWO * x + LOG2 + Math.PI;
  }

  private static double weigh(double x) {
    return 2 * x;
  }

  private static double weigh(int n) {
    return n * n;
  }

  @Grad @Jvp
  static double overloads(double x, int n) {
    return weigh(x) + weigh(n) * x;
  }

  @Grad(wrt = {"a", "c"}) @Jvp(wrt = {"a", "c"})
  static double voidHelper(double[] a, double c) {
    double[] b = a.clone();
    Shared.scale(b, c);
    return b[0] * b[1];
  }

  /** {@code c (m₀₀ + m₀₁) + m₁₀ m₁₁}. */
  @Grad(wrt = {"m", "c"}) @Jvp(wrt = {"m", "c"})
  static double helperWritesRow(double[][] m, double c) {
    Shared.scale(m[0], c);
    return m[0][0] + m[0][1] + m[1][0] * m[1][1];
  }

  private static double[] powers(double x, int n) {
    double[] p = new double[n];
    double v = 1;
    for (int i = 0; i < n; i++) {
      v *= x;
      p[i] = v;
    }
    return p;
  }

  @Grad @Jvp
  static double helperMakesArray(double x, int n) {
    double sum = 0;
    for (double p : powers(x, n)) sum += p;
    return sum;
  }

  private static double[] squaredLast(double[] a) {
    a[a.length - 1] *= a[a.length - 1];
    return a;
  }

  @Grad @Jvp
  static double helperReturnsItsArgument(double[] a) {
    double[] b = squaredLast(a);
    return b[1] * a[0];
  }

  private static boolean isSmall(double x) {
    return x < 50;
  }

  /** {@code x⁵}: one multiplication by {@code x} at a time until 50 is passed, and one more. */
  @Grad @Jvp
  static double callInLoopAndCondition(double x) {
    double p = x;
    while (isSmall(p)) p *= x;
    return p * x;
  }

  @Grad @Jvp
  static double callInArguments(double x) {
    return Math.max(square(square(square(x))), cube(x));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  @Grad @Jvp @Vjp
  static double readsSameArrayTwice(double[] a) {
    return dot(a, a);
  }

  private static double sum(double... xs) {
    double sum = 0;
    for (double x : xs) sum += x;
    return sum;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double variableArguments(double x, double y) {
    return sum(new double[] {x, x * y, y * y});
  }
}
