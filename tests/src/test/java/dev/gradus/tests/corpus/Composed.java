package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import dev.gradus.tests.corpus.ComposedGrad.SpringGrad;
import java.util.List;

/** Methods that call companions: derivatives of derivatives. */
final class Composed {
  static List<Case> cases() {
    double s = 100, k = 105, vol = 0.2, r = 0.03, t = 0.75;
    double d1 = (Math.log(s / k) + (r + vol * vol / 2) * t) / (vol * Math.sqrt(t));
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    double gamma = density / (s * vol * Math.sqrt(t));
    double vanna = -density * (d1 - vol * Math.sqrt(t)) / vol;
    return List.of(
        at("cube", 2.0).gives(8.0).gradient(12.0),
        at("slope", 2.0).gives(12.0).gradient(12.0),
        at("bend", 2.0).gives(12.0).gradient(6.0),
        at("pulled", 2.0).gives(24.0).gradient(36.0),
        at("sum", 1.0, 2.0).gives(3.0).gradient(1.0),
        at("noConfusion", 1.0).gives(1.0).gradient(1.0),
        at("root", 8.0).gives(2.0).gradient(1.0 / 12),
        at("rootSlope", 8.0).gives(1.0 / 12).gradient(-2.0 / 9 * Math.pow(8, -5.0 / 3)),
        at("energy", d(1, 2, 3)).gives(1.0 * 2 + 4 * 3).gradient(d(2 * 2, 1 + 2 * 2 * 3, 4)),
        // Hessian: 2x1 2x0 0 / 2x0 2x2 2x1 / 0 2x1 0
        at("along", d(1, 2, 3), d(1, -1, 2)).gives(4.0 - 13 + 8).gradient(d(4 - 2, 2 - 6 + 8, -4)),
        at("delta", s, k, vol, r, t).gradient(gamma, vanna),
        at("spring", new double[] {2, 3}, 5.0).gives(5.0 * (4 + 9)).gradient(d(20, 30), 13.0),
        // (2sx)² + x², with s = 5
        at("force", d(2, 3), 5.0).gives(101.0 * 13).gradient(d(2 * 101 * 2, 2 * 101 * 3), 8.0 * 5 * 13),
        at("loss", d(1, 2), d(3, 5), 0.5).gives(4 + 9 + 0.5 * 17).gradient(d(-4 + 2, -6 + 16)),
        at("descended", d(0.5, -0.8, 1), 0.3));
  }

  private Composed() {}

  @Grad @Jvp @Vjp
  static double cube(double x) {
    return x * x * x;
  }

  @Grad @Jvp
  static double slope(double x) {
    return ComposedGrad.cube(x);
  }

  @Grad @Jvp
  static double bend(double x) {
    return ComposedJvp.slope(x, 1).tangent();
  }

  @Grad @Jvp
  static double pulled(double x) {
    return ComposedVjp.cube(x).pullback(x);
  }

  @Grad(wrt = "y", mode = Mode.FORWARD) @Jvp(wrt = "y")
  static double sum(double x, double y) {
    return x + y;
  }

  /** The derivative by {@code y} is one, whatever moves {@code x}. */
  @Grad @Jvp
  static double noConfusion(double x) {
    return x * ComposedGrad.sum(x, 1);
  }

  @Grad @Jvp
  static double root(double a) {
    double x = a;
    while (Math.abs(x * x * x - a) > 1e-8 * a) x -= (x * x * x - a) / (3 * x * x);
    x -= (x * x * x - a) / (3 * x * x);
    return x - (x * x * x - a) / (3 * x * x);
  }

  @Grad @Jvp
  static double rootSlope(double a) {
    return ComposedGrad.root(a);
  }

  @Grad @Jvp
  static double energy(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) sum += x[i] * x[i] * x[i + 1];
    return sum;
  }

  @Grad @Jvp
  static double along(double[] x, double[] v) {
    double[] g = ComposedGrad.energy(x);
    double sum = 0;
    for (int i = 0; i < g.length; i++) sum += g[i] * v[i];
    return sum;
  }

  @Grad(wrt = {"spot", "vol"}) @Jvp(wrt = {"spot", "vol"})
  static double delta(double spot, double strike, double vol, double rate, double t) {
    return BlackScholesGrad.price(spot, strike, vol, rate, t).spot();
  }

  @Grad(wrt = {"x", "stiffness"}) @Jvp(wrt = {"x", "stiffness"})
  static double spring(double[] x, double stiffness) {
    double sum = 0;
    for (double v : x) sum += v * v;
    return stiffness * sum;
  }

  @Grad(wrt = {"x", "stiffness"}) @Jvp(wrt = {"x", "stiffness"})
  static double force(double[] x, double stiffness) {
    return squares(ComposedGrad.springWithValue(x, stiffness).grad());
  }

  private static double squares(SpringGrad g) {
    double sum = g.stiffness();
    for (int i = 0; i < g.x().length; i++) sum += g.x()[i] * g.x()[i];
    return sum;
  }

  @Grad(wrt = "w") @Jvp(wrt = "w")
  static double loss(double[] w, double[] x, double stiffness) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) sum += (w[i] - x[i]) * (w[i] - x[i]) + stiffness * w[i] * w[i] * w[i] * w[i];
    return sum;
  }

  /** Twenty steps of gradient descent are a function like any other. */
  @Grad(wrt = {"x", "stiffness"}) @Jvp(wrt = {"x", "stiffness"})
  static double descended(double[] x, double stiffness) {
    double[] w = new double[x.length];
    for (int step = 0; step < 20; step++) {
      double[] g = ComposedGrad.loss(w, x, stiffness);
      for (int i = 0; i < w.length; i++) w[i] -= 0.1 * g[i];
    }
    double sum = 0;
    for (int i = 0; i < w.length; i++) sum += (i + 1) * w[i] * w[i];
    return sum;
  }
}
