package dev.gradus.tests.corpus;

import static dev.gradus.Vmap.NONE;
import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.Vmap;
import java.util.List;

/** Derivatives through batches: of branches, loops and recursion that go on lane by lane, of batched derivatives, of batches of records. */
public final class Batches {
  static List<Case> cases() {
    return List.of(
        at("waves", d(4, -1, 0.25), 0.5).gives(Math.sin(-0.5) + 1.25).gradient(d(0.125, 0.5 * Math.cos(0.5), 0.5), 2.5 - Math.cos(0.5)),
        at("waves", d(4, 0), 0.5).gives(1.0).gradient(d(0.125, 0.5), 2.0).kink(),
        at("waves", d(), 0.5).gives(0.0).gradient(d(), 0.0),
        at("cube", 2.0).gives(8.0).gradient(12.0),
        at("slopes", d(1, -2)).gives(3.0 + 2 * 12).gradient(d(6, -24)),
        at("square", 3.0).gives(9.0).gradient(6.0),
        at("speeds", d(1, 2), d(10, 100)).gives(2 * 10.0 + 4 * 100).gradient(d(20, 200), d(2, 4)),
        at("table", d(1, 2, 3), d(4, 5)).gives((1 + 2 * 2 + 3 * 3) * (4 + 2 * 5.0)).gradient(d(14, 28, 42), d(14, 28)),
        at("turned", new Batches_PointBatch(d(1, 0), d(0, 2)), d(0, Math.PI / 2)).gives(1 + -2.0),
        at("scaled", rows(d(1, 2), d(3, 4)), d(10, 100)).gives(10 + 20.0 + 300 + 400).gradient(rows(d(10, 10), d(100, 100)), d(3, 7)),
        at("columns", (Object) rows(d(1, 2, 3), d(4, 5, 6))).gives(1 * 4 + 2 * 5 + 3 * 6.0).gradient((Object) rows(d(4, 5, 6), d(1, 2, 3))),
        at("powers", d(2, 3, 5), i(3, 0, 1)).gives(8 + 1 + 5.0).gradient(d(12, 0, 1)),
        at("roots", d(4, 9, 100)).gives(15.0).gradient(d(0.25, 1.0 / 6, 0.05)),
        at("loss", d(1, -1), d(2, 3), 1.0).gives(4.0).gradient(d(-8, -12)),
        at("norms", d(1, -1), rows(d(2, 3), d(1, 1)), d(1, 0.5)).gives(64 + 144 + 1 + 1.0),
        at("bundle", 2.0, d(3, 4)).gives(72.0).gradient(d(48, 18)),
        at("bundles", d(1, 2), d(3, 4)).gives(2 * 1 * 3 * 3 + 1 * 1 * 3 + 2 * 2 * 4 * 4 + 2 * 2 * 4.0)
            .gradient(d(2 * 9 + 2 * 3, 2 * 16 + 2 * 2 * 4), d(4 * 3 + 1, 4 * 2 * 4 + 4)));
  }

  private Batches() {}

  @Vmap(in = {0, NONE})
  static double wave(double x, double w) {
    return x > 0 ? w * Math.sqrt(x) : Math.sin(w * x);
  }

  @Grad(wrt = {"xs", "w"}) @Jvp(wrt = {"xs", "w"}) @Vjp(wrt = {"xs", "w"})
  static double waves(double[] xs, double w) {
    double sum = 0;
    for (double v : BatchesVmap.wave(xs, w)) sum += v;
    return sum;
  }

  /** Above a derivative: the batch is one of slopes. */
  @Vmap @Grad
  static double cube(double x) {
    return x * x * x;
  }

  @Grad @Jvp @Vjp
  static double slopes(double[] xs) {
    double[] g = BatchesVmap.cube(xs);
    double sum = 0;
    for (int k = 0; k < g.length; k++) sum += (k + 1) * g[k];
    return sum;
  }

  @Grad @Jvp
  static double square(double x) {
    return x * x;
  }

  @Vmap
  static double speed(double x, double u) {
    return BatchesJvp.square(x, u).tangent();
  }

  @Grad(wrt = {"xs", "us"}) @Jvp(wrt = {"xs", "us"})
  static double speeds(double[] xs, double[] us) {
    double sum = 0;
    for (double t : BatchesVmap.speed(xs, us)) sum += t;
    return sum;
  }

  @Vmap(in = {NONE, 0})
  static double product(double a, double b) {
    return a * b;
  }

  /** A batch of batches. */
  @Vmap(in = {0, NONE})
  static double[] row(double a, double[] bs) {
    return BatchesVmap.product(a, bs);
  }

  @Grad(wrt = {"as", "bs"}) @Jvp(wrt = {"as", "bs"}) @Vjp(wrt = {"as", "bs"})
  static double table(double[] as, double[] bs) {
    double[][] t = BatchesVmap.row(as, bs);
    double sum = 0;
    for (int k = 0; k < as.length; k++) for (int l = 0; l < bs.length; l++) sum += (k + 1) * (l + 1) * t[k][l];
    return sum;
  }

  record Point(double x, double y) {}

  @Vmap
  static Point turn(Point p, double angle) {
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    return new Point(c * p.x() - s * p.y(), s * p.x() + c * p.y());
  }

  @Grad(wrt = {"points", "angles"}) @Jvp(wrt = {"points", "angles"}) @Vjp(wrt = {"points", "angles"})
  static double turned(Batches_PointBatch points, double[] angles) {
    Batches_PointBatch t = BatchesVmap.turn(points, angles);
    double sum = 0;
    for (int k = 0; k < t.size(); k++) sum += t.get(k).x();
    return sum;
  }

  @Vmap
  static void scale(double[] v, double by) {
    for (int k = 0; k < v.length; k++) v[k] *= by;
  }

  @Grad(wrt = {"rows", "by"}) @Jvp(wrt = {"rows", "by"}) @Vjp(wrt = {"rows", "by"})
  static double scaled(double[][] rows, double[] by) {
    double[][] own = new double[rows.length][];
    for (int k = 0; k < own.length; k++) own[k] = rows[k].clone();
    BatchesVmap.scale(own, by);
    double sum = 0;
    for (double[] v : own) for (double x : v) sum += x;
    return sum;
  }

  @Vmap(in = 1)
  static double ends(double[] column) {
    return column[0] * column[column.length - 1];
  }

  @Grad @Jvp @Vjp
  static double columns(double[][] m) {
    double sum = 0;
    for (double v : BatchesVmap.ends(m)) sum += v;
    return sum;
  }

  @Vmap
  static double power(double x, int n) {
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  @Grad @Jvp @Vjp
  static double powers(double[] xs, int[] ns) {
    double sum = 0;
    for (double v : BatchesVmap.power(xs, ns)) sum += v;
    return sum;
  }

  /** Newton's method, each lane until it is there. */
  @Vmap
  static double root(double a) {
    double x = a;
    while (Math.abs(x * x - a) > 1e-12 * a) x = (x + a / x) / 2;
    return (x + a / x) / 2;
  }

  @Grad @Jvp @Vjp
  static double roots(double[] as) {
    double sum = 0;
    for (double v : BatchesVmap.root(as)) sum += v;
    return sum;
  }

  @Vmap(in = {NONE, 0, 0}) @Grad
  static double loss(double[] w, double[] x, double y) {
    double error = y;
    for (int k = 0; k < w.length; k++) error -= w[k] * x[k];
    return error * error;
  }

  /** The squares of the gradients of the examples, together. */
  @Grad @Jvp @Vjp
  static double norms(double[] w, double[][] xs, double[] ys) {
    double sum = 0;
    for (double[] g : BatchesVmap.loss(w, xs, ys)) for (double v : g) sum += v * v;
    return sum;
  }

  /** The gradient has its lanes along the second axis, and its value, which has no such, along its only one. */
  @Vmap(in = {0, 1}, out = 1) @Grad(wrt = "v")
  static double bundle(double a, double... v) {
    return a * v[0] * v[0] * v[1];
  }

  @Grad(wrt = {"as", "vs"}) @Jvp(wrt = {"as", "vs"}) @Vjp(wrt = {"as", "vs"})
  static double bundles(double[] as, double[] vs) {
    BatchesGrad_BundleWithValueBatch all = BatchesVmap.bundleWithValue(as, new double[][] {vs.clone(), as.clone()});
    double sum = 0;
    for (int k = 0; k < as.length; k++) sum += all.grad()[0][k] * vs[k] / as[k] + all.value()[k] / vs[k];
    return sum;
  }
}
