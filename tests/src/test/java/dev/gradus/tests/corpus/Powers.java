package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import java.util.List;

/** Whole powers of zero, of numbers near it and of negative ones: derivatives of every order are those of the polynomial. */
final class Powers {
  static List<Case> cases() {
    double[] c = {1, 2, 3};
    return List.of(
        at("polynomial", 0.0, c).gives(1.0).gradient(2.0),
        at("polynomial", 1e-200, c).gives(1.0).gradient(2.0),
        at("polynomial", -2.0, c).gives(9.0).gradient(-10.0),
        at("polynomial", 0.0, d()).gives(0.0).gradient(0.0),
        at("polynomialSlope", 0.0, c).gives(2.0).gradient(6.0),
        at("polynomialSlope", 1e-200, c).gives(2.0).gradient(6.0),
        at("polynomialBend", 0.0, d(1, 2, 3, 4)).gives(6.0).gradient(24.0),
        at("polynomialBend", -1.0, d(1, 2, 3, 4)).gives(6.0 - 24).gradient(24.0),
        at("polynomialThird", 0.0, d(1, 2, 3, 4, 5)).gives(24.0).gradient(120.0),
        at("forwardSlope", 0.0, c).gives(2.0).gradient(6.0),
        at("forwardBend", 0.0, d(1, 2, 3, 4)).gives(6.0).gradient(24.0),
        at("mixedBend", 0.0, d(1, 2, 3, 4)).gives(6.0).gradient(24.0),
        at("byCoefficients", 0.0, c).gives(2.0).gradient(d(0, 1, 0)),
        at("constant", 0.0).gives(1.0).gradient(0.0),
        at("linear", 0.0).gives(0.0).gradient(1.0),
        at("linearSlope", 0.0).gives(1.0).gradient(0.0),
        at("square", 0.0).gives(0.0).gradient(0.0),
        at("squareSlope", -1.5).gives(-3.0).gradient(2.0),
        at("squareBend", 0.0).gives(2.0).gradient(0.0),
        at("inverse", -2.0).gives(-0.5).gradient(-0.25),
        at("whole", 0.0, 0).gives(1.0).gradient(0.0),
        at("whole", 0.0, 1).gives(0.0).gradient(1.0),
        at("whole", 0.0, 5).gives(0.0).gradient(0.0),
        at("whole", -3.0, 3).gives(-27.0).gradient(27.0),
        at("whole", 2.0, -2).gives(0.25).gradient(-0.25),
        at("wholeSlope", 0.0, 2).gives(0.0).gradient(2.0),
        at("wholeBend", 0.0, 0).gives(0.0).gradient(0.0),
        at("wholeBend", 0.0, 1).gives(0.0).gradient(0.0),
        at("wholeBend", 0.0, 2).gives(2.0).gradient(0.0),
        at("wholeBend", 0.0, 3).gives(0.0).gradient(6.0),
        at("wholeBend", -0.0, 3).gives(0.0).gradient(6.0),
        at("longExponent", 0.0, 2L).gives(0.0).gradient(0.0),
        at("happensToBeWhole", 0.0, 0.0).gives(1.0).gradient(0.0).kink(),
        at("happensToBeWhole", 0.0, 2.0).gives(0.0).gradient(0.0).kink(),
        at("negativeBase", -2.0, 2).gives(4.0).gradient(-4.0),
        at("monomial", d(0, 2, -1), i(0, 1, 2)).gives(2.0).gradient(d(0, 1, -4)),
        at("monomial", d(0, 0, 0), i(0, 0, 0)).gives(1.0).gradient(d(0, 0, 0)),
        at("monomial", d(0, 3), i(1, 1)).gives(0.0).gradient(d(3, 0)),
        at("norm", d(0, 3, -4), 2.0).gives(25.0).gradient(d(0, 6, -8)),
        at("series", 0.0, 12).gives(1.0).gradient(1.0),
        at("seriesSlope", 0.0, 12).gives(1.0).gradient(1.0),
        at("seriesBend", 0.0, 12).gives(1.0).gradient(1.0),
        at("byBase", 2.0, 0.0).gives(1.0).gradient(0.0),
        at("slopeByBase", 2.0, 0.0).gives(0.0).gradient(0.5),
        at("mixed", 2.0, 0.0).gives(0.5).gradient(-0.25, Math.log(2)),
        at("mixed", 2.0, 1.0).gives(1 + Math.log(2)).gradient(0.5, Math.log(2) * (2 + Math.log(2))),
        at("bothFromOne", 2.0).gives(4.0).gradient(4 * (1 + Math.log(2))),
        at("chosen", 0.0, 2).gives(0.0).gradient(0.0),
        at("single", 0f, 2).gives(0f).gradient(0f),
        at("single", 0f, 1).gives(0f).gradient(1f),
        at("bernstein", 0.0, 3).gives(1.0).gradient(-3.0 + 2 * 3),
        at("bernstein", 1.0, 3).gives(4.0).gradient(3.0),
        at("weights", d(0, 1), 0.5, 2).gives(0.25).gradient(d(-0.5, 0), -1.0));
  }

  private Powers() {}

  @Grad @Jvp @Vjp
  static double polynomial(double x, double[] c) {
    double s = 0;
    for (int k = 0; k < c.length; k++) s += c[k] * Math.pow(x, k);
    return s;
  }

  @Grad @Jvp @Vjp
  static double polynomialSlope(double x, double[] c) {
    return PowersGrad.polynomial(x, c);
  }

  @Grad @Jvp @Vjp
  static double polynomialBend(double x, double[] c) {
    return PowersGrad.polynomialSlope(x, c);
  }

  @Grad
  static double polynomialThird(double x, double[] c) {
    return PowersGrad.polynomialBend(x, c);
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double forwardSlope(double x, double[] c) {
    return PowersJvp.polynomial(x, c, 1).tangent();
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double forwardBend(double x, double[] c) {
    return PowersGrad.forwardSlope(x, c);
  }

  @Grad @Jvp
  static double mixedBend(double x, double[] c) {
    return PowersGrad.forwardSlope(x, c);
  }

  @Grad(wrt = "c") @Jvp(wrt = "c")
  static double byCoefficients(double x, double[] c) {
    return PowersGrad.polynomial(x, c);
  }

  @Grad @Jvp @Vjp
  static double constant(double x) {
    return Math.pow(x, 0);
  }

  @Grad @Jvp @Vjp
  static double linear(double x) {
    return Math.pow(x, 1);
  }

  @Grad
  static double linearSlope(double x) {
    return PowersGrad.linear(x);
  }

  @Grad @Jvp @Vjp
  static double square(double x) {
    return Math.pow(x, 2);
  }

  @Grad
  static double squareSlope(double x) {
    return PowersGrad.square(x);
  }

  @Grad
  static double squareBend(double x) {
    return PowersGrad.squareSlope(x);
  }

  @Grad @Jvp @Vjp
  static double inverse(double x) {
    return Math.pow(x, -1);
  }

  @Grad @Jvp @Vjp
  static double whole(double x, int k) {
    return Math.pow(x, k);
  }

  @Grad
  static double wholeSlope(double x, int k) {
    return PowersGrad.whole(x, k);
  }

  @Grad @Jvp
  static double wholeBend(double x, int k) {
    return PowersGrad.wholeSlope(x, k);
  }

  @Grad @Jvp
  static double longExponent(double x, long k) {
    return Math.pow(x, k);
  }

  @Grad @Jvp @Vjp
  static double happensToBeWhole(double x, double k) {
    return Math.pow(x, k);
  }

  /** Where the derivative in the exponent is no number. */
  @Grad @Jvp @Vjp
  static double negativeBase(double x, int k) {
    double exponent = k;
    return Math.pow(x, exponent);
  }

  /** One term of a polynomial in several variables. */
  @Grad @Jvp @Vjp
  static double monomial(double[] x, int[] powers) {
    double product = 1;
    for (int i = 0; i < x.length; i++) product *= Math.pow(x[i], powers[i]);
    return product;
  }

  @Grad @Jvp
  static double norm(double[] x, double p) {
    double s = 0;
    for (double v : x) s += Math.pow(Math.abs(v), p);
    return s;
  }

  /** The exponential function's series. */
  @Grad @Jvp
  static double series(double x, int terms) {
    double s = 0;
    double factorial = 1;
    for (int k = 0; k < terms; k++) {
      s += Math.pow(x, k) / factorial;
      factorial *= k + 1;
    }
    return s;
  }

  @Grad
  static double seriesSlope(double x, int terms) {
    return PowersGrad.series(x, terms);
  }

  @Grad
  static double seriesBend(double x, int terms) {
    return PowersGrad.seriesSlope(x, terms);
  }

  @Grad
  static double byBase(double x, double y) {
    return Math.pow(x, y);
  }

  @Grad(wrt = "y")
  static double slopeByBase(double x, double y) {
    return PowersGrad.byBase(x, y);
  }

  /** {@code x^(y-1) (1 + y log x)}, which is {@code 1/x} where the exponent is zero. */
  @Grad(wrt = {"x", "y"})
  static double mixed(double x, double y) {
    return PowersGrad.slopeByBase(x, y);
  }

  @Grad @Jvp
  static double bothFromOne(double x) {
    return Math.pow(x, x);
  }

  @Grad @Jvp
  static double chosen(double x, int kind) {
    double p = switch (kind) {
      case 0 -> 1;
      case 1 -> 1.5;
      default -> 3;
    };
    return Math.pow(x, p);
  }

  @Grad @Jvp
  static float single(float x, int k) {
    return (float) Math.pow(x, k);
  }

  /** {@code Σ (n over k) x^k (1-x)^(n-k) (k+1)} of degree {@code n}, that is {@code 1 + n x}. */
  @Grad @Jvp
  static double bernstein(double x, int n) {
    double s = 0;
    double choose = 1;
    for (int k = 0; k <= n; k++) {
      s += choose * Math.pow(x, k) * Math.pow(1 - x, n - k) * (k + 1);
      choose *= (n - k) / (k + 1.0);
    }
    return s;
  }

  /** Focal weights: {@code (1-p)^gamma} for what is certain already. */
  @Grad(wrt = {"x", "p"}) @Jvp(wrt = {"x", "p"})
  static double weights(double[] x, double p, int gamma) {
    double s = 0;
    for (double v : x) s += Math.pow(1 - v, gamma) * Math.pow(1 - p, gamma);
    return s;
  }
}
