package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Arrays of records in, out and on the way: the layers of a network, bodies in a simulation. */
final class RecordArrays {
  record Body(double x, double v, int charge) {
    Body moved(double h) {
      return new Body(x + h * v, v, charge);
    }
  }

  record Layer(double[][] w, double[] b) {}

  record Network(Layer[] layers, double scale) {}

  /** Checks what it is given, so its cotangents need a record of their own. */
  record Span(double from, double to) {
    Span {
      if (from > to) throw new IllegalArgumentException("upside down");
    }
  }

  static List<Case> cases() {
    Body[] two = {new Body(1, 2, 3), new Body(4, 5, -1)};
    Layer[] layers = {new Layer(rows(d(1, 2), d(3, 4)), d(0.5, -0.5)), new Layer(rows(d(1, -1)), d(0.25))};
    Body[][] grid = {{new Body(1, 2, 1)}, {}, {new Body(3, 4, 1), null, new Body(5, 6, 2)}};
    return List.of(
        at("dipole", (Object) two).gives(-1.0).gradient(d(3, -1), d(0, 0)),
        at("weighted", (Object) two).gives(3 * 2.0 - 20).gradient(d(6, -5), d(3, -4)),
        at("withGaps", (Object) new Body[] {new Body(2, 3, 1), null, new Body(5, 1, 1)}).gives(11.0).gradient(d(3, 0, 1), d(2, 0, 5)),
        at("linear", layers, d(1, 10)).gives(-20.75)
            .gradient(rows2(rows(d(1, 10), d(-1, -10)), rows(d(21.5, 42.5))), rows(d(1, -1), d(1)), d(-2, -2)),
        at("tanhNetwork", new Network(layers, 2), d(0.1, -0.2)),
        at("leapfrog", two, 0.5, 3).gives(b(true, true), d(4, 11.5), d(2, 5), i(3, -1)).seeded(d(1, 10), d(100, 1000))
            .back(d(1, 10), d(101.5, 1015)),
        at("stepped", two, 0.5).gives(b(true, true), d(2, 6.5), d(2, 5), i(3, -1)).seeded(d(1, 10), d(100, 1000))
            .back(d(1, 10), d(100.5, 1005), 2.0 + 50),
        at("advanced", two, 0.5).gives(b(true, true), d(2, 6.5), d(2, 5), i(3, -1)).seeded(d(1, 10), d(100, 1000))
            .back(d(1, 10), d(100.5, 1005)),
        at("trained", (Object) layers).gives(b(true, true), rows2(rows(d(0.25, 0.5), d(-0.75, -1)), rows(d(0.125, -0.125))),
                rows(d(0.25, -0.25), d(0.125)))
            .seeded(rows2(rows(d(1, 2), d(3, 4)), rows(d(5, 6))), rows(d(10, 20), d(30)))
            .back(rows2(rows(d(0.25, 0.5), d(-0.75, -1)), rows(d(0.625, 0.75))), rows(d(7.5, 22.5), d(14.5))),
        at("furthest", (Object) two).gives(20.0).gradient(d(0, 5), d(0, 4)),
        at("repulsion", (Object) new Body[] {new Body(0, 0, 1), new Body(2, 0, 1), new Body(3, 0, 2)}).gives(-(1 / 2.0 + 2 / 3.0 + 2))
            .gradient(d(-1 / 4.0 - 2 / 9.0, 1 / 4.0 - 2, 2 / 9.0 + 2), d(0, 0, 0)),
        at("grid", (Object) grid).gives(2.0 + 12 + 30).gradient(rows(d(2), d(), d(4, 0, 6)), rows(d(1), d(), d(3, 0, 5))),
        at("spans", (Object) new Span[] {new Span(1, 2), new Span(3, 5)}).gives(1.0 + 4).gradient(d(-2, -4), d(2, 4)),
        at("built", 3.0, 4).gives(3.0 * (0 + 1 + 4 + 9)).gradient(14.0),
        at("descended", (Object) two).gives(-19.0).gradient(d(1, -5), d(0, -4)),
        at("pushed", two, new Body[] {new Body(10, 1, 0), new Body(20, 2, 0)}).gives(183.5),
        at("sorted", (Object) new Body[] {new Body(3, 2, 1), new Body(1, 5, 1), new Body(2, 7, 1)}).gives(5.0 + 14 + 6)
            .gradient(d(0, 0, 0), d(3, 1, 2)));
  }

  private static double[][][] rows2(double[][]... rows) {
    return rows;
  }

  private static boolean[] b(boolean... bs) {
    return bs;
  }

  @Grad @Jvp
  static double dipole(Body[] bodies) {
    double sum = 0;
    for (Body b : bodies) sum += b.charge() * b.x();
    return sum;
  }

  @Grad @Jvp @Vjp
  static double weighted(Body[] bodies) {
    double sum = 0;
    for (int k = 0; k < bodies.length; k++) sum += bodies[k].charge() * bodies[k].x() * bodies[k].v();
    return sum;
  }

  @Grad @Jvp @Vjp
  static double withGaps(Body[] bodies) {
    double sum = 0;
    for (int k = 0; k < bodies.length; k++) {
      if (bodies[k] == null) continue;
      sum += bodies[k].x() * bodies[k].v();
    }
    return sum;
  }

  private static double[] through(Layer layer, double[] x, boolean bends) {
    double[] z = layer.b().clone();
    for (int k = 0; k < z.length; k++) {
      for (int j = 0; j < x.length; j++) z[k] += layer.w()[k][j] * x[j];
      if (bends) z[k] = Math.tanh(z[k]);
    }
    return z;
  }

  @Grad(wrt = {"layers", "x"}) @Jvp(wrt = {"layers", "x"})
  static double linear(Layer[] layers, double[] x) {
    double[] y = x.clone();
    for (Layer layer : layers) y = through(layer, y, false);
    return y[0];
  }

  @Grad @Jvp @Vjp
  static double tanhNetwork(Network network, double[] x) {
    double[] y = x.clone();
    for (Layer layer : network.layers()) y = through(layer, y, true);
    double sum = 0;
    for (double e : y) sum += e * e;
    return network.scale() * sum;
  }

  /** Writes its argument, element by element. */
  @Vjp @Jvp
  static void leapfrog(Body[] bodies, double h, int steps) {
    for (int s = 0; s < steps; s++) {
      for (int k = 0; k < bodies.length; k++) bodies[k] = bodies[k].moved(h);
    }
  }

  @Vjp(wrt = {"bodies", "h"}) @Jvp(wrt = {"bodies", "h"})
  static Body[] stepped(Body[] bodies, double h) {
    Body[] next = new Body[bodies.length];
    for (int k = 0; k < bodies.length; k++) next[k] = bodies[k].moved(h);
    return next;
  }

  @Vjp @Jvp
  static Body[] advanced(Body[] bodies, double h) {
    Body[] all = bodies.clone();
    leapfrog(all, h, 1);
    return all;
  }

  /** Writes rows of the records in its argument. */
  @Vjp @Jvp
  static void trained(Layer[] layers) {
    for (Layer layer : layers) {
      for (int k = 0; k < layer.b().length; k++) {
        layer.b()[k] -= 0.5 * layer.b()[k];
        for (int j = 0; j < layer.w()[k].length; j++) layer.w()[k][j] *= layer.b()[k];
      }
    }
  }

  @Grad @Jvp
  static double furthest(Body[] bodies) {
    Body best = bodies[0];
    for (Body b : bodies) if (b.x() > best.x()) best = b;
    return best.x() * best.v();
  }

  @Grad @Jvp
  static double repulsion(Body[] bodies) {
    double energy = 0;
    for (int k = 0; k < bodies.length; k++) {
      for (int j = 0; j < k; j++) {
        energy -= bodies[k].charge() * bodies[j].charge() / Math.abs(bodies[k].x() - bodies[j].x());
      }
    }
    return energy;
  }

  @Grad @Jvp @Vjp
  static double grid(Body[][] rows) {
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < rows[r].length; k++) if (rows[r][k] != null) sum += rows[r][k].x() * rows[r][k].v();
    }
    return sum;
  }

  @Grad @Vjp
  static double spans(Span[] spans) {
    double sum = 0;
    for (Span s : spans) sum += (s.to() - s.from()) * (s.to() - s.from());
    return sum;
  }

  /** The array is only on the way. */
  @Grad @Jvp
  static double built(double x, int n) {
    Body[] bodies = new Body[n];
    for (int k = 0; k < n; k++) bodies[k] = new Body(x, k, k);
    double sum = 0;
    for (Body b : bodies) sum += b.x() * b.v() * b.charge();
    return sum;
  }

  /** A gradient is an array of its own. */
  @Grad @Jvp
  static double descended(Body[] bodies) {
    Body[] g = RecordArraysGrad.weighted(bodies);
    g[0] = null;
    double sum = bodies[0].x();
    for (int k = 0; k < g.length; k++) if (g[k] != null) sum += g[k].x() * bodies[k].x();
    return sum;
  }

  @Grad(wrt = {"bodies", "by"}) @Jvp(wrt = {"bodies", "by"})
  static double pushed(Body[] bodies, Body[] by) {
    RecordArraysJvp.SteppedJvp both = RecordArraysJvp.stepped(bodies, 0.5, by, 1);
    Body[] moved = both.tangent();
    moved[0] = new Body(moved[0].x() + both.value()[0].x(), 0, 0);
    return moved[0].x() + both.value()[1].x() * moved[1].x();
  }

  @Grad @Jvp
  static double sorted(Body[] bodies) {
    Body[] all = bodies.clone();
    for (int k = 1; k < all.length; k++) {
      for (int j = k; j > 0 && all[j].x() < all[j - 1].x(); j--) {
        Body t = all[j];
        all[j] = all[j - 1];
        all[j - 1] = t;
      }
    }
    double sum = 0;
    for (int k = 0; k < all.length; k++) sum += (k + 1) * all[k].v();
    return sum;
  }
}
