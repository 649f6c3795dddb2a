package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** {@code java.lang.Math}, by family, against the derivatives of the textbook. */
final class Functions {
  static List<Case> cases() {
    double x = 0.625, y = 1.75;
    double s = Math.sin(x), c = Math.cos(x), t = Math.tan(x);
    return List.of(
        at("trigonometric", x).gives(s + 2 * c + 3 * t).gradient(c - 2 * s + 3 * (1 + t * t)),
        at("inverseTrigonometric", x).gives(Math.asin(x) + 2 * Math.acos(x) + 3 * Math.atan(x))
            .gradient(-1 / Math.sqrt(1 - x * x) + 3 / (1 + x * x)),
        at("hyperbolic", x).gives(Math.sinh(x) + 2 * Math.cosh(x) + 3 * Math.tanh(x))
            .gradient(Math.cosh(x) + 2 * Math.sinh(x) + 3 / (Math.cosh(x) * Math.cosh(x))),
        at("exponentials", x).gives(Math.exp(x) + 2 * Math.expm1(x)).gradient(3 * Math.exp(x)),
        at("logarithms", y).gives(Math.log(y) + 2 * Math.log10(y) + 3 * Math.log1p(y))
            .gradient(1 / y + 2 / (y * Math.log(10)) + 3 / (1 + y)),
        at("power", y, x).gives(Math.pow(y, x)).gradient(x * Math.pow(y, x - 1), Math.pow(y, x) * Math.log(y)),
        at("integerPower", -1.5).gives(-3.375).gradient(6.75),
        at("roots", y).gives(Math.sqrt(y) + Math.cbrt(y)).gradient(0.5 / Math.sqrt(y) + 1 / (3 * Math.cbrt(y) * Math.cbrt(y))),
        at("angleAndRadius", 3.0, 4.0).gives(Math.atan2(3, 4) + 5).gradient(4.0 / 25 + 0.6, -3.0 / 25 + 0.8),
        at("roundingsAreSteps", y).gives(1.0 + 2 + 2 + 1 + 2 + 2 * 1.75).gradient(2.0),
        at("fusedMultiplyAdd", 2.0, 3.0, 5.0).gives(11.0).gradient(3.0, 2.0, 1.0),
        at("extremes", 2.0, 3.0).gives(32.0).gradient(1.0, 10.0),
        at("signsAndScales", 1.5, -2.0).gives(-1.5 + 12 + 1.5).gradient(-1.0 + 8 + 1),
        at("degrees", y).gives(Math.toDegrees(y) + Math.toRadians(y)).gradient(180 / Math.PI + Math.PI / 180),
        at("chain", x).gives(Math.exp(Math.sin(x * x))).gradient(Math.exp(Math.sin(x * x)) * Math.cos(x * x) * 2 * x));
  }

  @Grad @Jvp
  static double trigonometric(double x) {
    return Math.sin(x) + 2 * Math.cos(x) + 3 * Math.tan(x);
  }

  @Grad @Jvp
  static double inverseTrigonometric(double x) {
    return Math.asin(x) + 2 * Math.acos(x) + 3 * Math.atan(x);
  }

  @Grad @Jvp
  static double hyperbolic(double x) {
    return Math.sinh(x) + 2 * Math.cosh(x) + 3 * Math.tanh(x);
  }

  @Grad @Jvp
  static double exponentials(double x) {
    return Math.exp(x) + 2 * Math.expm1(x);
  }

  @Grad @Jvp
  static double logarithms(double x) {
    return Math.log(x) + 2 * Math.log10(x) + 3 * Math.log1p(x);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double power(double x, double y) {
    return Math.pow(x, y);
  }

  /** {@code x³} also for a negative base, whose logarithm does not exist. */
  @Grad @Jvp
  static double integerPower(double x) {
    return Math.pow(x, 3);
  }

  @Grad @Jvp
  static double roots(double x) {
    return Math.sqrt(x) + Math.cbrt(x);
  }

  @Grad(wrt = {"y", "x"}) @Jvp(wrt = {"y", "x"})
  static double angleAndRadius(double y, double x) {
    return Math.atan2(y, x) + Math.hypot(x, y);
  }

  @Grad @Jvp
  static double roundingsAreSteps(double x) {
    return Math.floor(x) + Math.ceil(x) + Math.rint(x) + Math.signum(x) + Math.round(x) + 2 * x;
  }

  @Grad(wrt = {"x", "y", "z"}) @Jvp(wrt = {"x", "y", "z"})
  static double fusedMultiplyAdd(double x, double y, double z) {
    return Math.fma(x, y, z);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double extremes(double x, double y) {
    return 10 * Math.max(x, y) + Math.min(x, y);
  }

  @Grad @Jvp
  static double signsAndScales(double x, double y) {
    return Math.copySign(x, y) + Math.scalb(x, 3) + Math.clamp(x, -5.0, 5.0);
  }

  @Grad @Jvp
  static double degrees(double x) {
    return Math.toDegrees(x) + Math.toRadians(x);
  }

  @Grad @Jvp
  static double chain(double x) {
    return Math.exp(Math.sin(x * x));
  }
}
