package dev.gradus.math;

import dev.gradus.ShipSource;

/**
 * Functions that are easy to write and hard to write well: right at every magnitude, at infinities and NaN, and with derivatives that are
 * too, of every order and in every mode.
 *
 * <p>They are plain Java, called like {@link Math}, in annotated methods and elsewhere; the derivative is that of the text. So the text has
 * branches on the sign, whose two sides continue each other smoothly, rather than {@code max} and {@code abs}, whose kinks cancel in the
 * value only: {@code max(a, b) + log1p(exp(-abs(a - b)))} is {@link #logAddExp} too, but where {@code a == b} its derivative is taken to be
 * (0, 1), not (½, ½).
 */
@ShipSource
public final class Special {
  private Special() {}

  /**
   * The logistic function {@code 1 / (1 + e^-x)}, which does not overflow and keeps its relative precision as it falls to 0.
   *
   * <p>Derivative {@code s(x) s(-x)}. By the two forms of P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp
   * and softmax functions", IMA Journal of Numerical Analysis 41 (2021).
   *
   * @param x any number
   * @return a number from 0 (at -∞) to 1 (at ∞), ½ at 0; NaN for NaN
   */
  public static double sigmoid(double x) {
    if (x >= 0) return 1 / (1 + Math.exp(-x));
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /**
   * {@code log(1 + e^x)}, a smooth {@code max(x, 0)}: about {@code x} for large {@code x} and about {@code e^x} for small ones.
   *
   * <p>Derivative {@link #sigmoid}, ½ at 0. As in M. Mächler, "Accurately computing log(1 − exp(−|a|))", R package Rmpfr (2012), with the
   * larger argument taken out.
   *
   * @param x any number
   * @return a number from 0 (at -∞) to ∞ (at ∞); NaN for NaN
   */
  public static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /**
   * {@code log(e^a + e^b)}, a smooth {@code max(a, b)}, which does not overflow.
   *
   * <p>Derivatives {@code sigmoid(a - b)} and {@code sigmoid(b - a)}: ½ and ½ where {@code a == b}, infinite ones included. By the shift of
   * P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax functions", IMA Journal of Numerical
   * Analysis 41 (2021).
   *
   * @param a any number; -∞ stands for a sum without this term
   * @param b any number
   * @return at least the larger of the two, and at most log 2 more; NaN if one is NaN
   */
  public static double logAddExp(double a, double b) {
    if (a == b && Double.isInfinite(a)) return 0.5 * a + 0.5 * b;
    return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
  }
}
