package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import java.util.List;

/** What annotations can ask for, and names that could get in the way of what is generated. */
public final class Requests {
  static List<Case> cases() {
    return List.of(
        at("defaultIsFirst", 2.0, 3.0).gives(12.0).gradient(12.0),
        at("onlySecond", 2.0, 3.0).gives(12.0).gradient(4.0),
        at("backwards", 2.0, 3.0, d(5)).gives(30.0).gradient(d(6), 10.0, 15.0),
        at("integersBetween", 2, 3.0, true, 5.0).gives(30.0).gradient(6.0, 10.0),
        at("forward", 2.0, d(3, 5)).gives(2.0 * 9 + 2 * 25).gradient(34.0, d(12, 20)),
        at("renamed", 2.0).as("cubed").gives(8.0).gradient(12.0),
        at("renamed", 2.0, 3.0).gives(6.0).gradient(3.0),
        at("objectMethods", 2.0, 3.0, 5.0).gives(30.0).gradient(15.0, 10.0, 6.0),
        at("generatorsNames", 2.0, 3.0, 5.0, 7.0).gives(210.0).gradient(105.0, 70.0, 42.0, 30.0),
        at("contextualKeywords", 2.0, 3.0, 5.0).gives(30.0).gradient(15.0, 10.0, 6.0));
  }

  private Requests() {}

  @Grad @Jvp @Vjp
  public static double defaultIsFirst(double x, double y) {
    return x * x * y;
  }

  @Grad(wrt = "y") @Jvp(wrt = "y") @Vjp(wrt = "y")
  static double onlySecond(double x, double y) {
    return x * x * y;
  }

  @Grad(wrt = {"c", "b", "a"}) @Jvp(wrt = {"c", "b", "a"}) @Vjp(wrt = {"c", "b", "a"})
  static double backwards(double a, double b, double[] c) {
    return a * b * c[0];
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double integersBetween(int n, double y, boolean positive, double x) {
    return positive ? n * x * y : -n * x * y;
  }

  @Grad(wrt = {"c", "a"}, mode = Mode.FORWARD) @Jvp(wrt = {"c", "a"})
  static double forward(double c, double[] a) {
    double sum = 0;
    for (double v : a) sum += c * v * v;
    return sum;
  }

  @Grad(name = "cubed") @Jvp(name = "cubed")
  static double renamed(double x) {
    return x * x * x;
  }

  @Grad @Jvp
  static double renamed(double x, double y) {
    return x * y;
  }

  @Grad(wrt = {"hashCode", "toString", "wait"}) @Jvp(wrt = {"hashCode", "toString", "wait"}) @Vjp(wrt = {"hashCode", "toString", "wait"})
  static double objectMethods(double hashCode, double toString, double wait) {
    return hashCode * toString * wait;
  }

  @Grad(wrt = {"value", "grad", "cotangent", "pullback"}) @Jvp(wrt = {"value", "grad", "cotangent", "pullback"})
  @Vjp(wrt = {"value", "grad", "cotangent", "pullback"})
  static double generatorsNames(double value, double grad, double cotangent, double pullback) {
    return value * grad * cotangent * pullback;
  }

  @Grad(wrt = {"record", "var", "yield"}) @Jvp(wrt = {"record", "var", "yield"}) @Vjp(wrt = {"record", "var", "yield"})
  static double contextualKeywords(double record, double var, double yield) {
    return record * var * yield;
  }

  /** The companion is {@code Requests_InnerGrad}. */
  static final class Inner {
    static List<Case> cases() {
      return List.of(at("nested", 3.0).gives(9.0).gradient(6.0));
    }

    private Inner() {}

    @Grad @Jvp @Vjp
    static double nested(double x) {
      return x * x;
    }
  }
}
