package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.f;
import static dev.gradus.tests.corpus.Case.i;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** What gradients are used for: objective functions. */
final class Models {
  record Net(double[][] w1, double[] b1, double[] w2, double b2) {}

  static List<Case> cases() {
    double t = Math.tanh(0.5);
    double g = 1 - t * t;
    Net net = new Net(rows(d(0.5, 0), d(0, 0)), d(0, 0), d(2, 3), 1);
    double e = Math.exp(-0.5);
    return List.of(
        at("rosenbrock", d(1, 1, 1)).gives(0.0).gradient(d(0, 0, 0)),
        at("rosenbrock", d(2, 1, 3)).gives(1 + 900.0 + 0 + 400).gradient(d(2400 + 2.0, -600 - 800, 400.0)),
        at("leastSquares", 2.0, 1.0, d(0, 1, 2), d(1, 2, 6)).gives((0 + 1 + 1) / 3.0)
            .gradient(2 * (0 + 1 - 2) / 3.0, 2 * (0 + 1 - 1) / 3.0),
        at("neuralNetwork", net, d(1, 7), 2.0).gives((2 * t - 1) * (2 * t - 1))
            .gradient(rows(rowOf(2 * (2 * t - 1) * 2 * g), rowOf(2 * (2 * t - 1) * 3)), d(2 * (2 * t - 1) * 2 * g, 2 * (2 * t - 1) * 3),
                d(2 * (2 * t - 1) * t, 0), 2 * (2 * t - 1)),
        at("logistic", f(1, -1), f(1, 1), 1f).gives((float) Math.log(2)).gradient(f(-0.5f, -0.5f)),
        at("crossEntropy", (Object) rows(d(0, 0), d(0, 0)), d(1, 2), 1).gives(Math.log(2)).gradient((Object) rows(d(0.5, 1), d(-0.5, -1))),
        at("gaussianMixture", d(0, 0), rows(d(1, 0), d(-1, 0)), d(0, 0), (Object) rows(d(0, 0))).gives(-0.5 - Math.log(2 * Math.PI))
            .gradient(d(0, 0), rows(d(-0.5, 0), d(0.5, 0)), d(-0.5, -0.5)),
        at("bagOfCounts", d(0.25, 0.75), i(2, 1)).gives(-2 * Math.log(0.25) - Math.log(0.75)).gradient(d(-8, -4.0 / 3)),
        at("huber", d(0.5, -3), 1.0).gives(0.125 + 2.5).gradient(d(0.5, -1), 2.0),
        at("kernel", d(0), d(1), 1.0).gives(e).gradient(d(e), d(-e), e));
  }

  private static double[] rowOf(double c) {
    return d(c, 7 * c);
  }

  @Grad @Jvp
  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = 1 - x[i];
      double b = x[i + 1] - x[i] * x[i];
      sum += a * a + 100 * b * b;
    }
    return sum;
  }

  @Grad(wrt = {"w", "b"}) @Jvp(wrt = {"w", "b"})
  static double leastSquares(double w, double b, double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = w * x[i] + b - y[i];
      sum += error * error;
    }
    return sum / x.length;
  }

  /** Two layers with {@code tanh} between them; the square of the error. */
  @Grad @Jvp
  static double neuralNetwork(Net net, double[] x, double target) {
    double out = net.b2();
    for (int j = 0; j < net.b1().length; j++) {
      double z = net.b1()[j];
      for (int k = 0; k < x.length; k++) z += net.w1()[j][k] * x[k];
      out += net.w2()[j] * Math.tanh(z);
    }
    double error = out - target;
    return error * error;
  }

  /** {@code log(1 + exp(-label w·x))}. */
  @Grad @Jvp
  static float logistic(float[] w, float[] x, float label) {
    float z = 0;
    for (int k = 0; k < w.length; k++) z += w[k] * x[k];
    return (float) Math.log1p(Math.exp(-label * z));
  }

  @Grad @Jvp
  static double crossEntropy(double[][] w, double[] x, int label) {
    double[] logits = new double[w.length];
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < w.length; k++) {
      for (int j = 0; j < x.length; j++) logits[k] += w[k][j] * x[j];
      max = Math.max(max, logits[k]);
    }
    double sum = 0;
    for (double z : logits) sum += Math.exp(z - max);
    return Math.log(sum) + max - logits[label];
  }

  /** The log-likelihood of points under {@code Σₖ softmax(alpha)ₖ N(meanₖ, exp(logScaleₖ)² I)}. */
  @Grad(wrt = {"alpha", "mean", "logScale"}) @Jvp(wrt = {"alpha", "mean", "logScale"})
  static double gaussianMixture(double[] alpha, double[][] mean, double[] logScale, double[][] points) {
    double total = 0;
    for (double[] x : points) {
      double[] terms = new double[alpha.length];
      for (int k = 0; k < alpha.length; k++) {
        double square = 0;
        for (int j = 0; j < x.length; j++) {
          double z = (x[j] - mean[k][j]) / Math.exp(logScale[k]);
          square += z * z;
        }
        terms[k] = alpha[k] - 0.5 * square - x.length * (logScale[k] + 0.5 * Math.log(2 * Math.PI));
      }
      total += Numerics.logSumExp(terms) - Numerics.logSumExp(alpha);
    }
    return total;
  }

  @Grad @Jvp
  static double bagOfCounts(double[] p, int[] counts) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) sum -= counts[k] * Math.log(p[k]);
    return sum;
  }

  /** {@code r²/2} inside of {@code delta}, {@code delta (|r| - delta/2)} outside. */
  @Grad(wrt = {"r", "delta"}) @Jvp(wrt = {"r", "delta"})
  static double huber(double[] r, double delta) {
    double sum = 0;
    for (double v : r) {
      double size = Math.abs(v);
      sum += size <= delta ? v * v / 2 : delta * (size - delta / 2);
    }
    return sum;
  }

  @Grad(wrt = {"a", "b", "scale"}) @Jvp(wrt = {"a", "b", "scale"})
  static double kernel(double[] a, double[] b, double scale) {
    double square = 0;
    for (int k = 0; k < a.length; k++) square += (a[k] - b[k]) * (a[k] - b[k]);
    return Math.exp(-square / (2 * scale * scale));
  }
}
