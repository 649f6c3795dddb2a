package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.f;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/**
 * Buffers in turn of which one is the parameter: whether the method has written it depends on the number of rounds. Derivatives work on
 * arrays of their own.
 */
final class InTurn {
  static List<Case> cases() {
    return List.of(
        at("halved", d(8, 4), 3).gives(1.0 + 5).gradient(d(0.125, 1.25)),
        at("halved", d(8, 4), 0).gives(8.0 + 40).gradient(d(1, 10)),
        at("smoothed", d(0, 16, 0), 1).gives(4 + 80.0 + 400).gradient(d(3.25, 30.25, 77.5)),
        at("untilSmall", d(24), 1.0).gives(0.75).gradient(d(1 / 32.0)),
        at("bounded", d(2), 3).gives(144.0).gradient(d(144)),
        at("bounded", d(60), 3).gives(3600.0).gradient(d(120)),
        at("recursion", d(2, 3), d(0, 0), 2).gives(16 + 2 * 81.0, d(16, 81), d(4, 9)).gradient(d(32, 216)),
        at("bothParameters", d(1), d(10), 2).gives(12 + 110.0).gradient(d(12), d(11)),
        at("three", d(1), 4).gives(5.0).gradient(d(5)),
        at("inRecord", d(8, 4), 3).gives(1.0 + 5).gradient(d(0.125, 1.25)),
        at("rowsInTurn", rows(d(8), d(0)), 3).gives(1.0, rows(d(2), d(1))).gradient((Object) rows(d(0.125), d(0))),
        at("rowNames", rows(d(8), d(0)), 3).gives(1.0, rows(d(2), d(1))).gradient((Object) rows(d(0.125), d(0))),
        at("floats", f(2), 3).gives(256f).gradient(f(1024)),
        at("matrices", rows(d(1, 2), d(3, 4)), 1).gives(6.0).gradient((Object) rows(d(0, 0), d(2, 0))),
        at("matrices", rows(d(1, 2), d(3, 4)), 2).gives(8.0).gradient((Object) rows(d(0, 4), d(0, 0))),
        at("accepted", d(2), 10).gives(0.40045166015625).gradient(d(0.40045166015625)),
        at("nested", d(8), 2).gives(2.25).gradient(d(0.125)),
        at("leapfrog", d(1), 2).gives(0.3125).gradient(d(0.3125)),
        at("squared", d(2), 2).gives(16.0).gradient(d(32)),
        at("slopes", d(2), 2).gives(32.0).gradient(d(48)));
  }

  private static void half(double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) to[i] = from[i] / 2;
  }

  @Grad @Jvp
  static double halved(double[] x, int n) {
    double[] now = x;
    double[] next = new double[x.length];
    for (int k = 0; k < n; k++) {
      half(now, next);
      double[] t = now;
      now = next;
      next = t;
    }
    return now[0] + 10 * now[1];
  }

  @Grad @Jvp
  static double smoothed(double[] x, int n) {
    double[] a = x;
    double[] b = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < a.length; i++) b[i] = (a[Math.max(i - 1, 0)] + 2 * a[i] + a[Math.min(i + 1, a.length - 1)]) / 4;
      double[] t = a;
      a = b;
      b = t;
    }
    return a[0] + 10 * a[1] + 100 * a[2];
  }

  @Grad @Jvp
  static double untilSmall(double[] x, double bound) {
    double[] now = x;
    double[] next = new double[x.length];
    while (now[0] > bound) {
      half(now, next);
      double[] t = now;
      now = next;
      next = t;
    }
    return now[0];
  }

  @Grad @Jvp
  static double bounded(double[] x, int n) {
    double[] now = x;
    double[] next = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < x.length; i++) next[i] = now[i] * (k + 1);
      if (next[0] > 100) continue;
      double[] t = now;
      now = next;
      next = t;
      if (k == 5) break;
    }
    return now[0] * now[0];
  }

  @Grad @Jvp
  static double recursion(double[] now, double[] next, int n) {
    if (n == 0) return now[0] + 2 * now[1];
    for (int i = 0; i < now.length; i++) next[i] = now[i] * now[i];
    return recursion(next, now, n - 1);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double bothParameters(double[] x, double[] y, int n) {
    double[] a = x;
    double[] b = y;
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < a.length; i++) b[i] += a[i];
      double[] t = a;
      a = b;
      b = t;
    }
    return a[0] + 10 * b[0];
  }

  @Grad @Jvp
  static double three(double[] x, int n) {
    double[] a = x;
    double[] b = new double[x.length];
    double[] c = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < a.length; i++) c[i] = a[i] + b[i];
      double[] t = b;
      b = a;
      a = c;
      c = t;
    }
    return a[0];
  }

  record State(double[] now, double[] next) {}

  @Grad @Jvp
  static double inRecord(double[] x, int n) {
    State s = new State(x, new double[x.length]);
    for (int k = 0; k < n; k++) {
      half(s.now(), s.next());
      s = new State(s.next(), s.now());
    }
    return s.now()[0] + 10 * s.now()[1];
  }

  @Grad @Jvp
  static double rowsInTurn(double[][] m, int n) {
    for (int t = 0; t < n; t++) half(m[t % 2], m[(t + 1) % 2]);
    return m[n % 2][0];
  }

  @Grad @Jvp
  static double rowNames(double[][] m, int n) {
    double[] now = m[0];
    double[] next = m[1];
    for (int t = 0; t < n; t++) {
      half(now, next);
      double[] last = now;
      now = next;
      next = last;
    }
    return now[0];
  }

  @Grad @Jvp
  static float floats(float[] x, int n) {
    float[] now = x;
    float[] next = new float[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < x.length; i++) next[i] = now[i] * now[i];
      float[] t = now;
      now = next;
      next = t;
    }
    return now[0];
  }

  @Grad @Jvp
  static double matrices(double[][] m, int n) {
    double[][] now = m;
    double[][] next = new double[m.length][m.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < m.length; i++) for (int j = 0; j < m.length; j++) next[i][j] = now[j][i] * 2;
      double[][] t = now;
      now = next;
      next = t;
    }
    return now[0][1];
  }

  @Grad @Jvp
  static double accepted(double[] x, int n) {
    double[] best = x;
    double[] trial = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < x.length; i++) trial[i] = best[i] - 0.25 * best[i];
      if (trial[0] < 0.5) continue;
      double[] t = best;
      best = trial;
      trial = t;
    }
    return best[0] * best[0];
  }

  @Grad @Jvp
  static double nested(double[] x, int n) {
    double[] now = x;
    double[] next = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int r = 0; r <= k; r++) {
        half(now, next);
        double[] t = now;
        now = next;
        next = t;
      }
      now[0] += 1;
    }
    return now[0];
  }

  @Grad @Jvp
  static double leapfrog(double[] q, int n) {
    double[] before = q;
    double[] now = q.clone();
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < q.length; i++) before[i] = 2 * now[i] - before[i] - 0.25 * now[i];
      double[] t = before;
      before = now;
      now = t;
    }
    return now[0];
  }

  @Grad @Jvp
  static double slopes(double[] x, int n) {
    double[] g = InTurnGrad.squared(x, n);
    return g[0];
  }

  @Grad
  static double squared(double[] x, int n) {
    double[] now = x;
    double[] next = new double[x.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < x.length; i++) next[i] = now[i] * now[i];
      double[] t = now;
      now = next;
      next = t;
    }
    return now[0];
  }
}
