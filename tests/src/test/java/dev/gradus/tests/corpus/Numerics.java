package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Small numerical methods whose derivatives are known by theorem. */
final class Numerics {
  static List<Case> cases() {
    double q = Math.exp(0.5);
    double z = Math.exp(1) + Math.exp(2) + Math.exp(3);
    return List.of(
        at("solve", rows(d(0, 2), d(4, 0)), d(6, 8)).gives(d(2, 3)).seeded(d(1, 10)).back(rows(d(-10, -15), d(-0.5, -0.75)), d(5, 0.25)),
        at("solve", rows(d(2, 1), d(1, 3)), d(3, 5)).gives(d(0.8, 1.4)).seeded(d(1, 0))
            .back(rows(d(-0.48, -0.84), d(0.16, 0.28)), d(0.6, -0.2)),
        at("logDeterminant", (Object) rows(d(4, 2), d(2, 5))).gives(Math.log(16))
            .gradient((Object) rows(d(5.0 / 16, 0), d(-4.0 / 16, 4.0 / 16))),
        at("growth", 2.0, 0.5, 4).gives(2 * factor(0.125, 4)).gradient(factor(0.125, 4), 2 * factor(0.125, 3) * factorSlope(0.125)),
        at("logSumExp", d(1, 2, 3)).gives(Math.log(z)).gradient(d(Math.exp(1) / z, Math.exp(2) / z, Math.exp(3) / z)),
        at("logSumExp", d(1001, 1002, 1003)).gives(1000 + Math.log(z)).gradient(d(Math.exp(1) / z, Math.exp(2) / z, Math.exp(3) / z)),
        at("softmax", d(0, Math.log(3))).gives(d(0.25, 0.75)).seeded(d(1, 0)).back(d(3.0 / 16, -3.0 / 16)),
        at("trapezoids", 0.0, 3.0, 3).gives(9.5).gradient(trapezoidsAtFrom(), trapezoidsAtTo()),
        at("recurrence", 0.5, 1000).gives(2.0).gradient(4.0),
        at("exponentialSeries", 0.5).gives(q).gradient(q),
        at("matrixPower", (Object) rows(d(1, 1), d(1, 0))).gives(8.0),
        at("fixedPoint", 0.25).gives(0.5).gradient(1.0),
        at("interpolated", d(0, 1, 3), d(5, 7, 1), 2.0).gives(4.0).gradient(d(0, 1.5, 1.5), d(0, 0.5, 0.5), -3.0));
  }

  /** The factor of {@code n} steps of fourth order with {@code a h = s}. */
  private static double factor(double s, int n) {
    return Math.pow(1 + s + s * s / 2 + s * s * s / 6 + s * s * s * s / 24, n);
  }

  /** The derivative of one factor by {@code a}, four times for four steps of {@code h = 1/4}. */
  private static double factorSlope(double s) {
    return 1 + s + s * s / 2 + s * s * s / 6;
  }

  // Σ over the nodes x = 0 1 2 3 of x² with h = (b - a)/3: the weights are h/2 h h h/2, and the nodes move with the ends.
  private static double trapezoidsAtFrom() {
    return -9.5 / 3 + 2 * 1 * 2.0 / 3 + 2 * 2 * 1.0 / 3;
  }

  private static double trapezoidsAtTo() {
    return 9.5 / 3 + 2 * 1 * 1.0 / 3 + 2 * 2 * 2.0 / 3 + 3;
  }

  /** Gauss elimination with partial pivoting; the arguments are overwritten. The derivative: {@code b̄ = A⁻ᵀ x̄, Ā = -b̄ xᵀ}. */
  @Vjp(wrt = {"m", "v"}) @Jvp(wrt = {"m", "v"})
  static double[] solve(double[][] m, double[] v) {
    int n = v.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) a[i][j] = m[i][j];
    }
    double[] b = v.clone();
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double t = b[k];
      b[k] = b[pivot];
      b[pivot] = t;
      for (int i = k + 1; i < n; i++) {
        double f = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) a[i][j] -= f * a[k][j];
        b[i] -= f * b[k];
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < n; j++) sum -= a[i][j] * x[j];
      x[i] = sum / a[i][i];
    }
    return x;
  }

  /** By Cholesky, reading the lower triangle: {@code det = m₀₀ m₁₁ - m₁₀²}. */
  @Grad @Jvp
  static double logDeterminant(double[][] m) {
    int n = m.length;
    double[][] l = new double[n][n];
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double diagonal = m[j][j];
      for (int k = 0; k < j; k++) diagonal -= l[j][k] * l[j][k];
      l[j][j] = Math.sqrt(diagonal);
      for (int i = j + 1; i < n; i++) {
        double s = m[i][j];
        for (int k = 0; k < j; k++) s -= l[i][k] * l[j][k];
        l[i][j] = s / l[j][j];
      }
      sum += Math.log(l[j][j]);
    }
    return 2 * sum;
  }

  private static double slope(double y, double a) {
    return a * y;
  }

  /** {@code y' = a y} from {@code 0} to {@code 1} in {@code n} steps of Runge and Kutta. */
  @Grad(wrt = {"y", "a"}) @Jvp(wrt = {"y", "a"})
  static double growth(double y, double a, int n) {
    double h = 1.0 / n;
    for (int i = 0; i < n; i++) {
      double k1 = slope(y, a);
      double k2 = slope(y + h / 2 * k1, a);
      double k3 = slope(y + h / 2 * k2, a);
      double k4 = slope(y + h * k3, a);
      y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
    return y;
  }

  /** The gradient is the softmax. */
  @Grad @Jvp
  static double logSumExp(double[] a) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : a) max = Math.max(max, v);
    double sum = 0;
    for (double v : a) sum += Math.exp(v - max);
    return max + Math.log(sum);
  }

  /** {@code ∂sᵢ/∂aⱼ = sᵢ (δᵢⱼ - sⱼ)}. */
  @Vjp @Jvp
  static double[] softmax(double[] a) {
    double[] s = new double[a.length];
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      s[i] = Math.exp(a[i]);
      sum += s[i];
    }
    for (int i = 0; i < a.length; i++) s[i] /= sum;
    return s;
  }

  /** The integral of {@code x²} by {@code n} trapezoids. */
  @Grad(wrt = {"from", "to"}) @Jvp(wrt = {"from", "to"})
  static double trapezoids(double from, double to, int n) {
    double h = (to - from) / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double x = from + i * h;
      double w = i == 0 || i == n ? 0.5 : 1;
      sum += w * x * x;
    }
    return sum * h;
  }

  /** {@code y ← a y + 1} ends in {@code 1/(1-a)}, whose derivative is {@code 1/(1-a)²}. */
  @Grad @Jvp
  static double recurrence(double a, int n) {
    double y = 0;
    for (int i = 0; i < n; i++) y = a * y + 1;
    return y;
  }

  @Grad @Jvp
  static double exponentialSeries(double x) {
    double sum = 1;
    double term = 1;
    int k = 1;
    while (Math.abs(term) > 1e-18) {
      term *= x / k;
      sum += term;
      k++;
    }
    return sum;
  }

  /** {@code (M⁵)₀₀}, which for this matrix is the sixth Fibonacci number. */
  @Grad @Jvp
  static double matrixPower(double[][] m) {
    double[][] p = {{1, 0}, {0, 1}};
    for (int step = 0; step < 5; step++) {
      double[][] next = new double[2][2];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          for (int k = 0; k < 2; k++) next[i][j] += p[i][k] * m[k][j];
        }
      }
      p = next;
    }
    return p[0][0];
  }

  /** The root of {@code x² = a} by a damped iteration that stops by itself. */
  @Grad @Jvp
  static double fixedPoint(double a) {
    double x = 1;
    for (int i = 0; i < 1000; i++) {
      double next = x - (x * x - a) / 2;
      if (next == x) break;
      x = next;
    }
    return x;
  }

  /** Linear between the two nodes around {@code x}. */
  @Grad(wrt = {"nodes", "values", "x"}) @Jvp(wrt = {"nodes", "values", "x"})
  static double interpolated(double[] nodes, double[] values, double x) {
    int k = 0;
    while (k + 2 < nodes.length && x > nodes[k + 1]) k++;
    double w = (x - nodes[k]) / (nodes[k + 1] - nodes[k]);
    return (1 - w) * values[k] + w * values[k + 1];
  }
}
