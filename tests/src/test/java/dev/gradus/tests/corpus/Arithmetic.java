package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Operators on doubles: each family, assignment in expressions, Java's order of evaluation. */
final class Arithmetic {
  static List<Case> cases() {
    return List.of(
        at("sumAndDifference", 3.0, 2.0).gives(1.0).gradient(1.0, -1.0),
        at("product", 3.0, 2.0).gives(6.0).gradient(2.0, 3.0),
        at("quotient", 3.0, 2.0).gives(1.5).gradient(0.5, -0.75),
        at("remainder", 7.5, 2.0).gives(1.5).gradient(1.0, -3.0),
        at("remainder", -7.5, 2.0).gives(-1.5).gradient(1.0, 3.0),
        at("negations", 3.0).gives(-6.0).gradient(-2.0),
        at("polynomial", 2.0).gives(8 - 8 + 2.0 - 5).gradient(12 - 8 + 1.0),
        at("repeatedVariable", 3.0).gives(81.0).gradient(108.0),
        at("compoundAssignments", 3.0, 2.0).gives(6.5).gradient(4.0, -2.25),
        at("increments", 3.0).gives(3.0 * 5 * 4).gradient(47.0),
        at("assignmentsInside", 2.0).gives((4.0 + 3 * 4) * 4).gradient(64.0),
        at("leftOperandFirst", 2.0).gives(2.0 + 4 * 4).gradient(1.0 + 32),
        at("rotatedVariables", 2.0, 3.0, 5.0).gives(3.0 * 100 + 5 * 10 + 2).gradient(1.0, 100.0, 10.0),
        at("unusedParameter", 2.0, 3.0).gives(9.0).gradient(0.0, 6.0),
        at("constantResult", 2.0).gives(42.0).gradient(0.0));
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double sumAndDifference(double x, double y) {
    return x + y - (y + y);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double product(double x, double y) {
    return x * y;
  }

  /** {@code 1/y, -x/y²}. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double quotient(double x, double y) {
    return x / y;
  }

  /** {@code 1, -trunc(x/y)}. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double remainder(double x, double y) {
    return x % y;
  }

  @Grad @Jvp
  static double negations(double x) {
    return -x + -(+x);
  }

  @Grad @Jvp
  static double polynomial(double x) {
    return x * x * x - 2 * x * x + x - 5;
  }

  /** {@code x⁴}. */
  @Grad @Jvp
  static double repeatedVariable(double x) {
    double y = x * x;
    return y * y;
  }

  /** {@code ((x + y) x - y) / y}. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double compoundAssignments(double x, double y) {
    double z = x;
    z += y;
    z *= x;
    z -= y;
    z /= y;
    return z;
  }

  /** {@code x (x + 2) (x + 1)}. */
  @Grad @Jvp
  static double increments(double x) {
    double y = x++ * ++x;
    return y * --x;
  }

  /** {@code (2x + (x + 1) 2x) (x + 2)}. */
  @Grad @Jvp
  static double assignmentsInside(double x) {
    double y, z;
    y = (z = x * 2) + (x = x + 1) * z;
    return y * (x += 1);
  }

  /** {@code x + x² x²}, not {@code x² + …}. */
  @Grad @Jvp
  static double leftOperandFirst(double x) {
    return x + (x = x * x) * x - 0 * x;
  }

  @Grad(wrt = {"a", "b", "c"}) @Jvp(wrt = {"a", "b", "c"})
  static double rotatedVariables(double a, double b, double c) {
    double t = a;
    a = b;
    b = c;
    c = t;
    return 100 * a + 10 * b + c;
  }

  @Grad(wrt = {"unused", "x"}) @Jvp(wrt = {"unused", "x"})
  static double unusedParameter(double unused, double x) {
    return x * x;
  }

  @Grad @Jvp
  static double constantResult(double x) {
    double y = x * 3;
    y = 42;
    return y;
  }
}
