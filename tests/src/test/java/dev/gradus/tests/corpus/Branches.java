package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** Decisions: only the side that is taken has a derivative. */
final class Branches {
  static List<Case> cases() {
    return List.of(
        at("conditional", 2.0, 3.0).gives(6.0).gradient(3.0, 2.0),
        at("conditional", -2.0, 3.0).gives(9.0).gradient(0.0, 6.0),
        at("nestedConditional", 0.5).gives(0.25).gradient(1.0),
        at("nestedConditional", 2.0).gives(6.0).gradient(3.0),
        at("nestedConditional", -2.0).gives(0.0).gradient(0.0),
        at("assigningBranches", 2.0, true).gives(12.0).gradient(18.0),
        at("assigningBranches", 2.0, false).gives(4.0).gradient(4.0),
        at("earlyReturns", -1.0, 0).gives(-5.0).gradient(5.0),
        at("earlyReturns", 2.0, 1).gives(4.0).gradient(4.0),
        at("earlyReturns", 2.0, 2).gives(8.0).gradient(12.0),
        at("earlyReturns", 2.0, 5).gives(32.0).gradient(80.0),
        at("shortCircuit", d(2, 3), 1).gives(9.0).gradient(d(0, 6)),
        at("shortCircuit", d(2, 3), 2).gives(-1.0).gradient(d(0, 0)),
        at("effectsInConditions", 2.0, 3).gives(8.0).gradient(4.0),
        at("effectsInConditions", -2.0, 3).gives(-8.0).gradient(4.0),
        at("branchWithoutElse", -2.0).gives(4.0).gradient(-4.0),
        at("fallsThrough", 3.0, 0).gives(19.0).gradient(12.0),
        at("fallsThrough", 3.0, 1).gives(10.0).gradient(6.0),
        at("fallsThrough", 3.0, 2).gives(1.5).gradient(0.5),
        at("yields", d(3, 4), 0).gives(9.0).gradient(d(6, 0)),
        at("yields", d(3, 4), 1).gives(12.0).gradient(d(4, 3)),
        at("yields", d(1, 1), 1).gives(-1.0).gradient(d(-1, 0)),
        at("deadBranch", 2.0).gives(4.0).gradient(2.0));
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double conditional(double x, double y) {
    return x > 0 ? x * y : y * y;
  }

  @Grad @Jvp
  static double fallsThrough(double x, int n) {
    double y = x;
    switch (n) {
      case 0:
        y *= 2;
      case 1:
        y = y * x + 1;
        break;
      default:
        y /= n;
    }
    return y;
  }

  @Grad @Jvp
  static double yields(double[] x, int n) {
    return switch (n) {
      case 0 -> x[0] * x[0];
      default -> {
        for (double v : x) if (v > 2) yield x[0] * x[1];
        yield -x[0];
      }
    };
  }

  @Grad @Jvp
  static double nestedConditional(double x) {
    return x < 0 ? 0 : x < 1 ? x * x : 3 * x;
  }

  @Grad @Jvp
  static double assigningBranches(double x, boolean cubic) {
    double y = x;
    double scale = 1;
    if (cubic) {
      y = x * x;
      scale = 1.5;
    }
    return scale * y * x;
  }

  @Grad @Jvp
  static double earlyReturns(double x, int n) {
    if (x < 0) return 5 * x;
    if (n == 1) {
      return x * x;
    } else if (n == 2) {
      return x * x * x;
    }
    double y = x * x;
    return y * y * x;
  }

  @Grad @Jvp
  static double shortCircuit(double[] a, int k) {
    if (k >= 0 && k < a.length && a[k] > 0) return a[k] * a[k];
    return -1;
  }

  /** {@code k} becomes {@code n + 1} on both ways. */
  @Grad @Jvp
  static double effectsInConditions(double x, int n) {
    int k = n;
    if (x < 0 || ++k > 100) k++;
    return x * k;
  }

  @Grad @Jvp
  static double branchWithoutElse(double x) {
    if (x < 0) x = -x;
    return x * x;
  }

  @Grad @Jvp
  static double deadBranch(double x) {
    final boolean verbose = false;
    if (verbose) x = x * x * x;
    return 2 * x;
  }
}
