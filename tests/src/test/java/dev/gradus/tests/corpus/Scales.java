package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/**
 * Numbers so large or small that their squares are out of range, though the derivative is not: each program has units in which the same
 * thing is of ordinary size. {@code RowEdgesTest} has the rows one by one.
 */
final class Scales {
  static List<Case> cases() {
    double third = Math.pow(7, 1 / 3.0);
    return List.of(
        at("angle", 1.0, 1.0, 664).gives(Math.PI / 4).gradient(0.5, -0.5),
        at("angle", 1.0, 1.0, -664).gives(Math.PI / 4).gradient(0.5, -0.5),
        at("angle", 3.0, -4.0, 996).gives(Math.atan2(3, -4)).gradient(-4 / 25.0, -3 / 25.0),
        at("angle", -3.0, -4.0, -996).gives(Math.atan2(-3, -4)).gradient(-4 / 25.0, 3 / 25.0),
        at("angleBend", 3.0, 4.0, 400).gives(4 / 25.0).gradient(-24 / 625.0, -7 / 625.0),
        at("angleBend", 3.0, 4.0, -400).gives(4 / 25.0).gradient(-24 / 625.0, -7 / 625.0),
        at("bearing", d(1e200, 2e200), d(3e200, 4e200)).gives(Math.PI / 2 * 1e200).gradient(d(0.5, -0.5), d(-0.5, 0.5)).kink(),
        at("arc", 2.0, 332).gives(Math.PI / 2 * 0x1p332).gradient(0.25).kink(),
        at("arc", 2.0, 664).gives(Math.PI / 2 * 0x1p664).gradient(0.25).kink(),
        at("farArc", 2.0, 332).gives(-0.5).gradient(0.25),
        at("ratio", 3.0, 4.0, 664).gives(0.75).gradient(0.25, -3 / 16.0),
        at("ratioBend", 3.0, 4.0, 400).gives(-3 / 16.0).gradient(-1 / 16.0, 6 / 64.0),
        at("ratioBend", 3.0, 4.0, -400).gives(-3 / 16.0).gradient(-1 / 16.0, 6 / 64.0),
        at("length", 3.0, 4.0, 664).gives(5.0).gradient(0.6, 0.8),
        at("length", 3.0, 4.0, -664).gives(5.0).gradient(0.6, 0.8),
        at("unit", 3.0, 4.0, 664).gives(0.6).gradient(16 / 125.0, -12 / 125.0),
        at("nearOne", 0x1p-40).gives(Math.asin(1 - 0x1p-40)).gradient(-1 / Math.sqrt(0x1p-40 * (2 - 0x1p-40))).kink(),
        at("nearOne", 0x1p-28).gives(Math.asin(1 - 0x1p-28)).gradient(-1 / Math.sqrt(0x1p-28 * (2 - 0x1p-28))).kink(),
        at("nearMinusOne", 0x1p-40).gives(Math.acos(0x1p-40 - 1)).gradient(-1 / Math.sqrt(0x1p-40 * (2 - 0x1p-40))).kink(),
        at("nearMinusOne", 0x1p-52).gives(Math.acos(0x1p-52 - 1)).gradient(-1 / Math.sqrt(0x1p-52 * (2 - 0x1p-52))).kink(),
        at("cubeRoot", 7.0, 996).gives(third).gradient(1 / (3 * third * third)),
        at("cubeRoot", 7.0, -996).gives(third).gradient(1 / (3 * third * third)),
        at("squareRoot", 4.0, 996).gives(2.0).gradient(0.25),
        at("squareRoot", 4.0, -996).gives(2.0).gradient(0.25),
        at("decades", 2.0, 1019).gives(Math.log10(2) * 1020).gradient(1 / (2 * Math.log(10))),
        at("decades", 2.0, -1019).gives(Math.log10(2) * -1018).gradient(1 / (2 * Math.log(10))),
        at("decay", 0.0).gives(0.0).gradient(1.0),
        at("lostDecay", -50.0).gives(1.0).gradient(1.0),
        at("odds", 2.0, 996).gives(2 / 3.0).gradient(1 / 9.0),
        at("areas", d(1, 2), 515).gives(Math.PI / 4 + Math.atan(2)).gradient(d(0.5, 0.2)));
  }

  private Scales() {}

  @Grad(wrt = {"y", "x"}) @Jvp(wrt = {"y", "x"}) @Vjp(wrt = {"y", "x"})
  static double angle(double y, double x, int e) {
    double unit = Math.scalb(1.0, e);
    return Math.atan2(y * unit, x * unit);
  }

  @Grad(wrt = {"y", "x"})
  static double angleBend(double y, double x, int e) {
    return ScalesGrad.angle(y, x, e).y();
  }

  /** The angle from one point to the other, in the unit of the points. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double bearing(double[] a, double[] b) {
    return 2e200 * Math.atan2(b[1] - a[1], b[0] - a[0]);
  }

  @Grad
  static double arc(double x, int e) {
    double unit = Math.scalb(1.0, e);
    return unit * Math.atan(x * unit);
  }

  /** About {@code -x/x²}. */
  @Grad
  static double farArc(double x, int e) {
    return -ScalesGrad.arc(x, e) * x;
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double ratio(double a, double b, int e) {
    double unit = Math.scalb(1.0, e);
    return a * unit / (b * unit);
  }

  @Grad(wrt = {"a", "b"})
  static double ratioBend(double a, double b, int e) {
    return ScalesGrad.ratio(a, b, e).b();
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double length(double x, double y, int e) {
    double unit = Math.scalb(1.0, e);
    return Math.hypot(x * unit, y * unit) / unit;
  }

  @Grad(wrt = {"x", "y"})
  static double unit(double x, double y, int e) {
    return ScalesGrad.length(x, y, e).x();
  }

  /** Where {@code 1 - x²} cancels. */
  @Grad @Jvp
  static double nearOne(double e) {
    return Math.asin(1 - e);
  }

  @Grad @Jvp
  static double nearMinusOne(double e) {
    return Math.acos(e - 1);
  }

  @Grad @Jvp
  static double cubeRoot(double x, int e) {
    double unit = Math.scalb(1.0, e);
    return Math.cbrt(x * unit) / Math.cbrt(unit);
  }

  @Grad @Jvp
  static double squareRoot(double x, int e) {
    double unit = Math.scalb(1.0, e);
    return Math.sqrt(x * unit) / Math.sqrt(unit);
  }

  @Grad @Jvp
  static double decay(double x) {
    return Math.expm1(x);
  }

  /** The slope of {@link #decay}, which is not lost beside one, in its own unit. */
  @Grad
  static double lostDecay(double x) {
    return ScalesGrad.decay(x) * Math.exp(50);
  }

  @Grad @Jvp
  static double decades(double x, int e) {
    double unit = Math.scalb(1.0, e);
    return Math.log10(x * unit);
  }

  @Grad @Jvp
  static double odds(double x, int e) {
    double unit = Math.scalb(1.0, e);
    double p = x * unit;
    return p / (p + unit);
  }

  @Grad @Jvp
  static double areas(double[] x, int e) {
    double unit = Math.scalb(1.0, e);
    double s = 0;
    for (double v : x) s += Math.atan2(v * unit, unit);
    return s;
  }
}
