package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import dev.gradus.math.Special;
import java.util.List;

/** Functions whose text has kinks that cancel, as {@link Special} has them: smooth at the tie, at every magnitude. */
final class SmoothMaxima {
  static List<Case> cases() {
    double inf = Double.POSITIVE_INFINITY;
    double log2 = Math.log(2);
    double s = 1 / (1 + Math.exp(-0.3));
    return List.of(
        at("kinks", 1.5, 1.5).gives(1.5 + log2).gradient(0.0, 1.0).kink(),
        at("logAddExp", 1.5, 1.5).gives(1.5 + log2).gradient(0.5, 0.5),
        at("logAddExp", 0.3, 0.0).gives(Math.log1p(Math.exp(0.3))).gradient(s, 1 - s),
        at("logAddExp", 1e300, 1e300).gives(1e300).gradient(0.5, 0.5).kink(),
        at("logAddExp", -1e300, 1e300).gives(1e300).gradient(0.0, 1.0).kink(),
        at("logAddExp", inf, 3.0).gives(inf).gradient(1.0, 0.0).kink(),
        at("logAddExp", -inf, 3.0).gives(3.0).gradient(0.0, 1.0).kink(),
        at("logAddExp", inf, inf).gives(inf).gradient(0.5, 0.5).kink(),
        at("logAddExp", -inf, -inf).gives(-inf).gradient(0.5, 0.5).kink(),
        at("logAddExp", -inf, inf).gives(inf).gradient(0.0, 1.0).kink(),
        at("logAddExpBend", 2.0, 2.0).gives(0.5).gradient(0.25, -0.25),
        at("logAddExpBend", 0.0, 800.0).gives(0.0).gradient(0.0, 0.0),
        at("softplus", 0.0).gives(log2).gradient(0.5),
        at("softplus", 0.3).gives(Math.log1p(Math.exp(0.3))).gradient(s),
        at("softplus", 800.0).gives(800.0).gradient(1.0),
        at("softplus", -800.0).gives(0.0).gradient(0.0),
        at("softplus", 1e300).gives(1e300).gradient(1.0).kink(),
        at("softplus", inf).gives(inf).gradient(1.0).kink(),
        at("softplus", -inf).gives(0.0).gradient(0.0).kink(),
        at("softplusTail", -40.0).gives(1.0).gradient(1.0),
        at("softplusBend", 0.0).gives(0.5).gradient(0.25),
        at("softplusThird", 0.0).gives(0.25).gradient(0.0),
        at("softplusThird", 0.3).gives(s * (1 - s)).gradient(s * (1 - s) * (1 - 2 * s)),
        at("softplusForward", 0.0).gives(0.5).gradient(0.25),
        at("sigmoid", 0.0).gives(0.5).gradient(0.25),
        at("sigmoid", 0.3).gives(s).gradient(s * (1 - s)),
        at("sigmoid", 800.0).gives(1.0).gradient(0.0),
        at("sigmoid", -800.0).gives(0.0).gradient(0.0),
        at("sigmoid", inf).gives(1.0).gradient(0.0).kink(),
        at("sigmoid", -inf).gives(0.0).gradient(0.0).kink(),
        at("sigmoidTails", 40.0).gives(1.0).gradient(-1.0),
        at("sigmoidTails", -40.0).gives(1.0).gradient(1.0),
        at("sigmoidBend", 0.0).gives(0.25).gradient(0.0),
        at("fromZeros", d(0, 0), rows(d(1, 2), d(-3, 1)), d(1, 0)).gives(2 * log2).gradient(d(-2, -0.5)),
        at("crossEntropy", 0.0, 1.0).gives(log2).gradient(-0.5),
        at("crossEntropy", -1000.0, 1.0).gives(1000.0).gradient(-1.0),
        at("crossEntropy", 1000.0, 1.0).gives(0.0).gradient(0.0),
        at("viterbi", d(1, 1, 1, 1)).gives(1 + Math.log(4)).gradient(d(0.25, 0.25, 0.25, 0.25)),
        at("viterbi", d(-inf, 0, 0)).gives(log2).gradient(d(0, 0.5, 0.5)).kink(),
        at("swish", 0.0).gives(0.0).gradient(0.5),
        at("mixture", 0.5, 0.0).gives(Math.log(2)).gradient(0.0, 0.5),
        at("unequalShares", 1.0, 1.0, 1.0).gives(1.0).gradient(0.25, 0.25, 0.5).kink(),
        at("hinge", 0.0).gives(0.0).gradient(0.5).kink(),
        at("softHinge", 0.0).gives(0.1 * log2).gradient(0.5),
        at("scaled", 2.0).gives(2.0).gradient(1.0).kink(),
        at("tails", 0.25).gives(Math.log1p(0.25)).gradient(0.8),
        at("notNumbers", 2.0).gives(8.0).gradient(4.0));
  }

  private SmoothMaxima() {}

  /** What JAX and Gradus make of the kinks: right in the value only. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double kinks(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double logAddExp(double a, double b) {
    return Special.logAddExp(a, b);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double logAddExpBend(double a, double b) {
    return SmoothMaximaGrad.logAddExp(a, b).a();
  }

  @Grad @Jvp @Vjp
  static double softplus(double x) {
    return Special.softplus(x);
  }

  /** In the unit of the tail. */
  @Grad @Jvp
  static double softplusTail(double x) {
    return Special.softplus(x) * Math.exp(40);
  }

  @Grad @Jvp
  static double softplusBend(double x) {
    return SmoothMaximaGrad.softplus(x);
  }

  @Grad @Jvp
  static double softplusThird(double x) {
    return SmoothMaximaGrad.softplusBend(x);
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double softplusForward(double x) {
    return SmoothMaximaJvp.softplus(x, 1).tangent();
  }

  @Grad @Jvp @Vjp
  static double sigmoid(double x) {
    return Special.sigmoid(x);
  }

  /** {@code e^|x| s(x)'}, which is 1 in both tails. */
  @Grad @Jvp
  static double sigmoidTails(double x) {
    return SmoothMaximaGrad.sigmoid(x) * Math.exp(40);
  }

  @Grad @Jvp
  static double sigmoidBend(double x) {
    return SmoothMaximaGrad.sigmoid(x);
  }

  /** Logistic regression, which has to leave its start. */
  @Grad @Jvp
  static double fromZeros(double[] w, double[][] x, double[] labels) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      double z = 0;
      for (int j = 0; j < w.length; j++) z += w[j] * x[i][j];
      loss += Special.logAddExp(0, z) - labels[i] * z;
    }
    return loss;
  }

  @Grad @Jvp
  static double crossEntropy(double z, double label) {
    return label * Special.softplus(-z) + (1 - label) * Special.softplus(z);
  }

  @Grad @Jvp
  static double viterbi(double[] scores) {
    double total = Double.NEGATIVE_INFINITY;
    for (double v : scores) total = Special.logAddExp(total, v);
    return total;
  }

  @Grad @Jvp
  static double swish(double x) {
    return x * Special.sigmoid(x);
  }

  @Grad(wrt = {"p", "a"}) @Jvp(wrt = {"p", "a"})
  static double mixture(double p, double a) {
    return Special.logAddExp(Math.log(2 * p) + a, Math.log(2 * (1 - p)));
  }

  /** Each {@code max} halves what it gets: the last of three has as much as the first two together. */
  @Grad(wrt = {"a", "b", "c"}) @Jvp(wrt = {"a", "b", "c"})
  static double unequalShares(double a, double b, double c) {
    return Math.max(Math.max(a, b), c);
  }

  @Grad @Jvp
  static double hinge(double x) {
    return Math.max(x, 0);
  }

  @Grad @Jvp
  static double softHinge(double x) {
    return 0.1 * Special.softplus(x / 0.1);
  }

  @Grad
  static double scaled(double x) {
    return 1e-10 * Special.softplus(x * 1e10);
  }

  /** {@code softplus(log x)} is {@code log1p(x)}. */
  @Grad
  static double tails(double x) {
    return Special.softplus(Math.log(x));
  }

  /** Of NaN, values and slopes are NaN. */
  @Grad
  static double notNumbers(double x) {
    double nan = x * 0 + Double.NaN;
    double[] all = {Special.softplus(nan), SmoothMaximaGrad.softplus(nan), Special.sigmoid(nan), SmoothMaximaGrad.sigmoid(nan), Special.logAddExp(nan, x),
        Special.logAddExp(x, nan), SmoothMaximaGrad.logAddExp(nan, x).a(), SmoothMaximaGrad.logAddExp(x, nan).b()};
    int count = 0;
    for (double v : all) if (Double.isNaN(v)) count++;
    return count == all.length ? x * 4 : 0;
  }
}
