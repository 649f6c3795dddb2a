package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/**
 * Variables that are one array or another, as a path says, and are only read: states of a scan, best candidates, helpers that return their
 * argument.
 */
final class ReadOnlyAliases {
  static List<Case> cases() {
    return List.of(
        at("before", d(8, 4), 3).gives(7 + 3.5).gradient(d(0.875, 0.875)),
        at("before", d(8, 4), 0).gives(0.0).gradient(d(0, 0)),
        at("states", d(1, 2), 3).gives(14.0 + 28).gradient(d(14, 14)),
        at("firstState", d(1, 2), 2).gives(3.0 + 6 + 12).gradient(d(7, 7)),
        at("laterRow", d(1), 2).gives(2.0 + 3).gradient(d(2)),
        at("unitDot", d(3, 4), d(0, 0)).gives(0.0).gradient(d(0, 0)),
        at("unitDot", d(3, 4), d(2, 0)).gives(0.6).gradient(d(0.128, -0.096)),
        at("iterated", d(1, 2), 3).gives(8.0 + 16).gradient(d(8, 8)),
        at("iterated", d(1, 2), 0).gives(3.0).gradient(d(1, 1)),
        at("orDefault", d(3, 4), true).gives(3.0).gradient(d(0, 0)),
        at("orDefault", d(3, 4), false).gives(11.0).gradient(d(1, 2)),
        at("handedBack", d(3, 4), 2.0).gives(14.0).gradient(d(2, 2)),
        at("betterOf", d(3, 4), d(1, 2)).gives(5.0).gradient(d(0, 0), d(2, 4)),
        at("accepted", d(2), 3).gives(2 * 1.5 * 1.5 * 1.5).gradient(d(3.375)),
        at("rectified", d(1, 2)).gives(5.0).gradient(d(2, 4)),
        at("rectified", d(-1, 2)).gives(4.0).gradient(d(0, 4)),
        at("bestRow", (Object) rows(d(3, 1), d(1, 1))).gives(2.0).gradient((Object) rows(d(0, 0), d(2, 2))),
        at("bestAbove", (Object) rows(d(3, 1), d(1, 1))).gives(2.0).gradient((Object) rows(d(0, 0), d(2, 2))),
        at("sorted", d(3), d(1)).gives(1.0 - 6).gradient(d(-2), d(1)),
        at("layers", d(1, 2), 2).gives(9.0 + 18).gradient(d(9, 9)),
        at("lastTwo", d(2), 2).gives(5 * 2.0 - 3 * 2).gradient(d(2)),
        at("weights", d(2, 3), 1).gives(5.0).gradient(d(1, 1)),
        at("weights", d(2, 3), 0).gives(2.0).gradient(d(0, 0)),
        at("twice", d(2, 3)).gives(4.0 + 9).gradient(d(4, 6)),
        at("window", d(2, 3)).gives(10.0).gradient(d(2, 2)),
        at("writtenAfter", d(2, 3), true).gives(4.0 + 3).gradient(d(2, 1)),
        at("writtenAfter", d(2, 3), false).gives(2.0).gradient(d(0, 0)),
        at("recursive", d(8, 1), 3).gives(2.0 + 1).gradient(d(0.25, 1)),
        at("supplied", d(2), d(5), 1).gives(25.0).gradient(d(0), d(10)),
        at("pair", d(2), d(5), true).gives(4.0).gradient(d(4), d(0)),
        at("pair", d(2), d(5), false).gives(10.0).gradient(d(5), d(2)),
        at("early", d(2), d(5), 4).gives(15.0).gradient(d(0), d(3)),
        at("chosenState", d(2, 1), 3).gives(2.0 + 4 + 8).gradient(d(7, 0)),
        at("returnsArgument", d(2, 3), 1).gives(d(2, 3)).seeded(d(1, 10)).back(d(1, 10)),
        at("returnsArgument", d(2, 3), -1).gives(d(4, 6)).seeded(d(1, 10)).back(d(2, 20)),
        at("running", d(3, 1, 2)).gives(1.0).gradient(d(0, 1, 0)),
        at("momentum", d(1), 2).gives(0.25).gradient(d(0.25)));
  }

  private static double sum(double[] a) {
    double s = 0;
    for (double x : a) s += x;
    return s;
  }

  private static double[] scaled(double[] a, double by) {
    double[] r = new double[a.length];
    for (int i = 0; i < a.length; i++) r[i] = by * a[i];
    return r;
  }

  private static double squares(double[] a) {
    double s = 0;
    for (double x : a) s += x * x;
    return s;
  }

  /** The state before the first is the argument. */
  @Grad @Jvp @Vjp
  static double before(double[] p0, int n) {
    double[][] out = new double[n][p0.length];
    double s = 0;
    for (int t = 0; t < n; t++) {
      double[] p = t == 0 ? p0 : out[t - 1];
      for (int i = 0; i < p.length; i++) out[t][i] = 0.5 * p[i];
    }
    for (double[] row : out) s += sum(row);
    return s;
  }

  @Grad @Jvp @Vjp
  static double states(double[] a, int n) {
    double[][] out = new double[n][];
    double[] p = a;
    for (int t = 0; t < n; t++) {
      p = scaled(p, 2);
      out[t] = p;
    }
    double s = 0;
    for (double[] row : out) s += sum(row);
    return s;
  }

  @Grad @Jvp @Vjp
  static double firstState(double[] a, int n) {
    double[][] out = new double[n + 1][];
    out[0] = a;
    for (int t = 0; t < n; t++) out[t + 1] = scaled(out[t], 2);
    double s = 0;
    for (double[] row : out) s += sum(row);
    return s;
  }

  @Grad @Jvp @Vjp
  static double laterRow(double[] p0, int n) {
    double[][] out = new double[n + 1][1];
    double[] p = p0;
    double s = 0;
    for (int t = 0; t < n; t++) {
      out[t + 1][0] = p[0] + 1;
      p = out[t + 1];
      s += p[0];
    }
    return s;
  }

  private static double[] unit(double[] v) {
    double n = Math.sqrt(squares(v) + 1e-300);
    if (n < 1e-12) return v;
    return scaled(v, 1 / n);
  }

  @Grad @Jvp @Vjp
  static double unitDot(double[] v, double[] w) {
    double[] u = unit(v);
    double[] z = unit(w);
    return u[0] * z[0] + u[1] * z[1];
  }

  private static double[] iterate(double[] x, int n) {
    double[] y = x;
    for (int i = 0; i < n; i++) {
      double[] next = scaled(y, 2);
      y = next;
    }
    return y;
  }

  @Grad @Jvp @Vjp
  static double iterated(double[] x, int n) {
    return sum(iterate(x, n));
  }

  private static double[] choice(double[] v, boolean given) {
    return given ? new double[] {1, 1} : v;
  }

  @Grad @Jvp @Vjp
  static double orDefault(double[] v, boolean c) {
    double[] w = choice(v, c);
    return w[0] + 2 * w[1];
  }

  record Point(double[] at, double value) {}

  private static Point same(Point p) {
    return p;
  }

  @Grad @Jvp @Vjp
  static double handedBack(double[] v, double k) {
    Point p = same(new Point(v, k));
    return p.value() * sum(p.at());
  }

  private static Point better(Point a, Point b) {
    return a.value() < b.value() ? a : b;
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double betterOf(double[] a, double[] b) {
    return squares(better(new Point(a, squares(a)), new Point(b, squares(b))).at());
  }

  record Step(double[] stage, double[] error) {}

  private static Step step(double[] y, double h) {
    double[] stage = new double[y.length];
    double[] error = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      stage[i] = (1 + h) * y[i];
      error[i] = h;
    }
    return new Step(stage, error);
  }

  /** Steps that are taken or made again with half the size; here the first is too large. */
  @Grad @Jvp @Vjp
  static double accepted(double[] y0, int steps) {
    double[] y = y0;
    double h = 1;
    for (int k = 0; k <= steps; k++) {
      Step s = step(y, h);
      if (sum(s.error()) < 0.9) y = s.stage();
      else h *= 0.5;
    }
    return y[0];
  }

  private static double[] rectify(double[] v) {
    boolean any = false;
    for (double x : v) any |= x < 0;
    if (!any) return v;
    double[] r = v.clone();
    for (int i = 0; i < r.length; i++) if (r[i] < 0) r[i] = 0;
    return r;
  }

  @Grad @Jvp @Vjp
  static double rectified(double[] v) {
    return squares(rectify(rectify(v)));
  }

  private static double[] best(double[][] m) {
    double[] best = m[0];
    for (double[] row : m) if (sum(row) < sum(best)) best = row;
    return best;
  }

  @Grad @Jvp @Vjp
  static double bestRow(double[][] m) {
    return squares(best(m));
  }

  @Grad @Jvp @Vjp
  static double bestAbove(double[][] m) {
    double[] best = new double[] {9, 9};
    for (int i = 0; i < m.length; i++) best = sum(m[i]) < sum(best) ? m[i] : best;
    return squares(best);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double sorted(double[] a, double[] b) {
    double[] low = a;
    double[] high = b;
    if (a[0] > b[0]) {
      low = b;
      high = a;
    }
    return low[0] - 2 * high[0];
  }

  @Grad @Jvp @Vjp
  static double layers(double[] x, int depth) {
    double[] h = x;
    for (int l = 0; l < depth; l++) {
      double[] z = new double[h.length];
      for (int i = 0; i < h.length; i++) z[i] += 3 * h[i];
      h = z;
    }
    return sum(h);
  }

  /** {@code a, a, 2a, 3a, 5a}: the last less the one before is {@code 2a}. */
  @Grad @Jvp @Vjp
  static double lastTwo(double[] a, int n) {
    double[] before = a;
    double[] now = scaled(a, 2);
    for (int i = 0; i < n; i++) {
      double[] next = {now[0] + before[0]};
      before = now;
      now = next;
    }
    return now[0] - before[0];
  }

  @Grad @Jvp @Vjp
  static double weights(double[] w, int given) {
    double[] v = w;
    if (given == 0) {
      v = new double[w.length];
      for (int i = 0; i < v.length; i++) v[i] = 1;
    }
    return sum(v);
  }

  /** Two components of a record are one array. */
  @Grad @Jvp @Vjp
  static double twice(double[] a) {
    Step s = new Step(a, a);
    return s.stage()[0] * s.error()[0] + s.stage()[1] * s.error()[1];
  }

  @Grad @Jvp @Vjp
  static double window(double[] a) {
    double[][] last = {a, a};
    return sum(last[0]) + sum(last[1]);
  }

  /** What is written is what the variable stands for; the other array is not read any more. */
  @Grad @Jvp @Vjp
  static double writtenAfter(double[] a, boolean c) {
    double[] mine = a.clone();
    double[] p = c ? mine : new double[] {1, 0};
    p[0] *= 2;
    return p[0] + p[1];
  }

  private static double[] halved(double[] v, int depth) {
    if (depth <= 1) return v;
    double[] r = v.clone();
    r[0] *= 0.5;
    return halved(r, depth - 1);
  }

  @Grad @Jvp @Vjp
  static double recursive(double[] v, int depth) {
    return sum(halved(v, depth));
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double supplied(double[] a, double[] b, int which) {
    java.util.function.Supplier<double[]> f = () -> which == 0 ? a : b;
    return squares(f.get());
  }

  private static Step pairOf(double[] a, double[] b, boolean same) {
    return new Step(a, same ? a : b);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double pair(double[] a, double[] b, boolean same) {
    Step s = pairOf(a, b, same);
    return s.stage()[0] * s.error()[0];
  }

  private static double[] firstAbove(double[] a, double[] b, int bound) {
    for (int i = 0; i < 2; i++) {
      if (a[0] > bound) return a;
      if (b[0] > bound) return b;
    }
    return new double[] {1};
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double early(double[] a, double[] b, int bound) {
    return 3 * firstAbove(a, b, bound)[0];
  }

  @Grad @Jvp @Vjp
  static double chosenState(double[] a, int n) {
    double[] now = a;
    double s = 0;
    for (int t = 0; t < n; t++) {
      s += now[0];
      double[] next = scaled(now, 2);
      now = next[0] > 0 ? next : now;
    }
    return s;
  }

  @Jvp @Vjp
  static double[] returnsArgument(double[] a, int n) {
    if (n > 0) return a;
    return scaled(a, 2);
  }

  @Grad @Jvp @Vjp
  static double running(double[] a) {
    double[] best = {a[0]};
    for (int i = 1; i < a.length; i++) {
      double[] other = {a[i]};
      if (other[0] < best[0]) best = other;
    }
    return best[0];
  }

  /** The velocity is the gradient at first. */
  @Grad @Jvp @Vjp
  static double momentum(double[] x0, int n) {
    double[] x = x0;
    for (int k = 0; k < n; k++) x = scaled(x, 0.5);
    double[] v = n == 0 ? x0 : x;
    return v[0];
  }
}
