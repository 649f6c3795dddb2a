package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** Where a derivative is a convention: those of JAX. */
final class Kinks {
  static List<Case> cases() {
    double infinity = Double.POSITIVE_INFINITY;
    return List.of(
        at("absolute", 0.0).gives(0.0).gradient(1.0).kink(),
        at("absolute", -2.0).gives(2.0).gradient(-1.0),
        at("maximum", 2.0, 2.0).gives(2.0).gradient(0.5, 0.5).kink(),
        at("minimum", 2.0, 2.0).gives(2.0).gradient(0.5, 0.5).kink(),
        at("writtenOutMaximum", 2.0, 2.0).gives(2.0).gradient(0.0, 1.0).kink(),
        at("clamped", 1.0).gives(1.0).gradient(0.5).kink(),
        at("clamped", -1.0).gives(-1.0).gradient(0.5).kink(),
        at("clamped", 3.0).gives(1.0).gradient(0.0),
        at("radius", 0.0, 0.0).gives(0.0).gradient(0.5, 0.5).kink(),
        at("root", 0.0).gives(0.0).gradient(infinity).kink(),
        at("guardedRoot", 0.0).gives(0.0).gradient(0.0).kink(),
        at("guardedRoot", 4.0).gives(2.0).gradient(0.25),
        at("guardedQuotient", 0.0).gives(1.0).gradient(0.0).kink(),
        at("powerOfZero", 0.0, 2.0).gives(0.0).gradient(0.0, 0.0).kink(),
        at("powerOfZero", 0.0, 1.0).gives(0.0).gradient(1.0, 0.0).kink(),
        at("steps", 2.0).gives(6.0).gradient(3.0).kink());
  }

  @Grad @Jvp
  static double absolute(double x) {
    return Math.abs(x);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double maximum(double x, double y) {
    return Math.max(x, y);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double minimum(double x, double y) {
    return Math.min(x, y);
  }

  /** The branch that is taken, not half of each. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double writtenOutMaximum(double x, double y) {
    return x > y ? x : y;
  }

  @Grad @Jvp
  static double clamped(double x) {
    return Math.clamp(x, -1.0, 1.0);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double radius(double x, double y) {
    return Math.hypot(x, y);
  }

  @Grad
  static double root(double x) {
    return Math.sqrt(x);
  }

  /** Zero, not zero times infinity. */
  @Grad @Jvp
  static double guardedRoot(double x) {
    return x > 0 ? Math.sqrt(x) : 0;
  }

  /** {@code sin(x)/x}, whose removable gap is filled by hand. */
  @Grad @Jvp
  static double guardedQuotient(double x) {
    if (x == 0) return 1;
    return Math.sin(x) / x;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double powerOfZero(double x, double y) {
    return Math.pow(x, y);
  }

  @Grad @Jvp
  static double steps(double x) {
    return Math.floor(x) * x + x;
  }
}
