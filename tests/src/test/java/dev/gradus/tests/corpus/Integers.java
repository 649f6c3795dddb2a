package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/**
 * Integers, booleans and casts among numbers that are differentiated: without a derivative themselves, they decide about those of others.
 */
@SuppressWarnings("lossy-conversions")
final class Integers {
  static List<Case> cases() {
    return List.of(
        at("promotions", 2.0, 3, 4L).gives(2.0 * 3 + 4 * 2.0 / 3).gradient(3 + 4.0 / 3),
        at("integerDivision", 2.0, 7).gives(2.0 * 3 + 1).gradient(3.0),
        at("truncatingCast", 2.75).gives(2 * 2.75).gradient(2.0),
        at("saturatingCast", 1e10).gives(1e10 * Integer.MAX_VALUE).gradient((double) Integer.MAX_VALUE).kink(),
        at("castsThroughFloat", 0.75).gives(0.5625 + 0.75).gradient(2 * 0.75 + 1).kink(),
        at("compoundNarrowing", 2.5, 7).gives(9 * 2.5 + 4).gradient(9.0),
        at("intIncrements", 1.5, 4).gives(1.5 * (4 + 6) + 6).gradient(10.0),
        at("shiftsAndBits", 0.5, 13).gives(0.5 * ((13 << 2) + (13 >> 1) + (-13 >>> 28) + (13 & 6) + (13 | 2) + (13 ^ 5) + ~13))
            .gradient((double) ((13 << 2) + (13 >> 1) + (-13 >>> 28) + (13 & 6) + (13 | 2) + (13 ^ 5) + ~13)),
        at("wrapping", 0.5, Integer.MAX_VALUE, Long.MAX_VALUE).gives(0.5 * (Integer.MIN_VALUE + -2.0)).gradient(Integer.MIN_VALUE + -2.0),
        at("exactArithmetic", 2.0, 5).gives(2.0 * (7 + 20 + 2 - 3)).gradient(26.0),
        at("booleans", 2.0, true, false).gives(6.0).gradient(3.0),
        at("booleans", 2.0, true, true).gives(10.0).gradient(5.0),
        at("characters", 2.0).gives(2.0 * 'a' + 1).gradient(97.0),
        at("factorial", 2.0, 10).gives(2.0 * 3628800).gradient(3628800.0));
  }

  @Grad @Jvp
  static double promotions(double x, int n, long m) {
    return x * n + m * x / 3;
  }

  @Grad @Jvp
  static double integerDivision(double x, int n) {
    return x * (n / 2) + n % 2;
  }

  /** Piecewise linear: the cast is a step. */
  @Grad @Jvp
  static double truncatingCast(double x) {
    return (int) x * x;
  }

  @Grad @Jvp
  static double saturatingCast(double x) {
    return (int) x * x;
  }

  /** {@code x² + x} in places where float is exact. */
  @Grad @Jvp
  static double castsThroughFloat(double x) {
    float f = (float) x;
    return (double) (f * f) + (float) x;
  }

  @Grad @Jvp
  static double compoundNarrowing(double x, int n) {
    int k = n;
    k += x;
    int m = k;
    m /= 1.9;
    return k * x + m;
  }

  @Grad @Jvp
  static double intIncrements(double x, int n) {
    int a = n++;
    int b = ++n;
    return x * (a + b) + n;
  }

  @Grad @Jvp
  static double shiftsAndBits(double x, int n) {
    return x * ((n << 2) + (n >> 1) + (-n >>> 28) + (n & 6) + (n | 2) + (n ^ 5) + ~n);
  }

  @Grad @Jvp
  static double wrapping(double x, int n, long m) {
    return x * (double) (n + 1) + x * (m * 2);
  }

  @Grad @Jvp
  static double exactArithmetic(double x, int n) {
    return x * (Math.addExact(n, 2) + Math.multiplyExact(n, 4) + Math.floorDiv(n, 2) + Math.floorMod(n, 4) - 4);
  }

  @Grad @Jvp
  static double booleans(double x, boolean p, boolean q) {
    boolean both = p & q;
    boolean one = p ^ q;
    return x * (both ? 5 : one | !p ? 3 : 1);
  }

  @Grad @Jvp
  static double characters(double x) {
    return x * 'a' + ('b' - 'a');
  }

  @Grad @Jvp
  static double factorial(double x, int n) {
    long f = 1;
    for (int k = 2; k <= n; k++) f *= k;
    return x * f;
  }
}
