package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.CustomJvp;
import dev.gradus.CustomVjp;
import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.Vmap;
import dev.gradus.lax.Lax;
import java.util.List;

/**
 * Values that the path taken does not use, with a slope that is infinite or no number where they stand: they are due nothing, and nothing
 * is what they pass on. Derivatives are those of the path.
 */
final class Unused {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double E = Math.log(0.5) + 1;

  static List<Case> cases() {
    return List.of(
        at("rootThenZero", 0.0).gives(0.0).gradient(1.0).kink(),
        at("rootThenZero", 4.0).gives(6.0).gradient(1.25),
        at("rootThenZero", -1.0).gives(-1.0).gradient(1.0),
        at("unitOrFirst", d(0, 0)).gives(0.0).gradient(d(1, 0)).kink(),
        at("unitOrFirst", d(3, 4)).gives(0.6).gradient(d(16 / 125.0, -12 / 125.0)),
        at("unitByOne", d(0, 0)).gives(0.0).gradient(d(1, 0)).kink(),
        at("safeguarded", 2.0).gives(Math.sqrt(2)).gradient(.35355339059327373),
        at("entropy", d(.5, 0, .5)).gives(Math.log(2)).gradient(d(-E, 0, -E)).kink(),
        at("bestRoot", d(4, 0, 1)).gives(2.0).gradient(d(.25, 0, 0)).kink(),
        at("ratios", d(1, 0, 3), d(2, 0, 4)).gives(1.25).gradient(d(.5, 0, .25), d(-.25, 0, -.1875)).kink(),
        at("bounded", 1.5, INF, 2.0).gives(3.0).gradient(2.0, 0.0, 1.5).kink(),
        at("bounded", 1.5, 1.0, 2.0).gives(2.0).gradient(0.0, 2.0, 1.0),
        at("atLeastOne", 0.0).gives(1.0).gradient(1.0).kink(),
        at("atMost", 0.0).gives(0.5).gradient(0.0).kink(),
        at("clampedInverse", 0.0).gives(2.0).gradient(1.0).kink(),
        at("selected", 0.0).gives(0.0).gradient(1.0).kink(),
        at("selectedLogarithm", 0.0, 3.0).gives(3.0).gradient(0.0, 1.0).kink(),
        at("logarithmOfProduct", 0.0, 3.0).gives(0.0).gradient(1.0, 0.0).kink(),
        at("chainOfDoubt", 0.0).gives(0.0).gradient(2.0).kink(),
        at("powers", 0.0, 0.5).gives(0.0).gradient(1.0, 0.0).kink(),
        at("arc", 1.0).gives(1.0).gradient(1.0).kink(),
        at("arcs", 1.0, -1.0).gives(0.0).gradient(1.0, 1.0).kink(),
        at("cubeRoot", 0.0).gives(0.0).gradient(1.0).kink(),
        at("logarithms", -1.0, 0.0).gives(-1.0).gradient(1.0, 1.0).kink(),
        at("softplus", 800.0).gives(800.0).gradient(1.0),
        at("softplus", 0.0).gives(Math.log(2)).gradient(0.5),
        at("quotientOfNothing", 0.0, 0.0).gives(0.0).gradient(1.0, 1.0).kink(),
        at("angle", 0.0, 0.0).gives(0.0).gradient(1.0, 0.0).kink(),
        at("lengthInALoopNotRun", 0.0, 0).gives(0.0).gradient(1.0).kink(),
        at("lengthInALoopNotRun", 4.0, 3).gives(10.0).gradient(1.75),
        at("inverseInAWhile", 0.0, 0).gives(0.0).gradient(1.0).kink(),
        at("overwritten", d(0, 4)).gives(4.0).gradient(d(0, 1)).kink(),
        at("overwrittenCarry", d(0, 9)).gives(3.0).gradient(d(0, 1 / 6.0)).kink(),
        at("lastOne", d(0, 0, 16)).gives(4.0).gradient(d(0, 0, .125)).kink(),
        at("nearest", d(1, 2), d(1, 5)).gives(3.0).gradient(d(0, -1), d(0, 1)).kink(),
        at("normalised", d(0, 0, 2)).gives(1.0).gradient(d(0, 0, 0)).kink(),
        at("inverses", d(0, 2), 3.0).gives(1.5).gradient(d(0, -.75), .5).kink(),
        at("continued", d(0, 2, 0)).gives(Math.log(2)).gradient(d(0, .5, 0)).kink(),
        at("broken", d(4, 0, 9)).gives(2.0).gradient(d(.25, 0, 0)).kink(),
        at("switched", 0.0, 2).gives(0.0).gradient(1.0).kink(),
        at("early", 0.0).gives(0.0).gradient(1.0).kink(),
        at("nested", 0.0, 0.0).gives(0.0).gradient(1.0, 1.0).kink(),
        at("recursive", 0.0, 3).gives(0.0).gradient(1.0).kink(),
        at("recursive", 16.0, 1).gives(20.0).gradient(1.125),
        at("helper", 0.0).gives(0.0).gradient(1.0).kink(),
        at("single", 0f).gives(0f).gradient(1f).kink(),
        at("roots", d(0, 4)).gives(d(0, 2)).seeded(d(0, 1)).back(d(0, .25)).kink(),
        at("impliedVolatility", 0.02 * Math.log1p(Math.exp(-50)), -1.0).gives(0.02)
            .gradient(1 / (Math.log1p(Math.exp(-50)) + 50 * Math.exp(-50) / (1 + Math.exp(-50)))).kink(),
        at("zeroAtZero", 0.0).gives(0.0).gradient(0.0), at("smoothRoot", 0.0).gives(0.0).gradient(0.0).kink(),
        at("second", 0.0).gives(0.0).gradient(0.0).kink(), at("second", 4.0).gives(-1 / 32.0).gradient(.01171875),
        at("third", 0.0).gives(0.0).gradient(0.0).kink(), at("third", 4.0).gives(.01171875).gradient(-.00732421875),
        at("fourth", 0.0).gives(0.0).gradient(0.0).kink(), at("fourth", 4.0).gives(-.00732421875).gradient(.00640869140625),
        at("rootOfEach", 0.0).gives(0.0).gradient(1.0).kink(),
        at("slope", 0.0).gives(1.0).gradient(0.0).kink(),
        at("slope", 4.0).gives(1.25).gradient(-1 / 32.0),
        at("slopeOfNorm", d(0, 0)).gives(1.0).gradient(d(0, 0)).kink(),
        at("slopeOfEntropy", d(.5, 0, .5)).gives(-2 * E).gradient(d(-2, 0, -2)).kink(),
        at("slopeOfLoop", 0.0).gives(1.0).gradient(0.0).kink(),
        at("slopeOfNewton", 2.0).gives(.35355339059327373).gradient(-.08838834764831845),
        at("curvatureAtAZero", 0.0).gives(0.0).gradient(2.0),
        at("curvatureOfPower", 0.0).gives(0.0).gradient(0.0).kink(),
        at("bestProduct", d(4, 0), d(1, 0)).gives(2.0).gradient(d(.25, 0), d(2, 0)).kink(),
        at("slopesOfBest", d(4, 0), d(1, 0)).gives(.25).gradient(d(-1 / 32.0, 0), d(.25, 0)).kink(),
        at("checkpointed", 0.0).gives(0.0).gradient(1.0).kink(), at("checkpointed", 4.0).gives(4 + 2 * Math.log(4)).gradient(1 + Math.log(4) / 4 + .5),
        at("ruled", 0.0).gives(0.0).gradient(1.0).kink(), at("ruled", 4.0).gives(6.0).gradient(1.25),
        at("ruledAmong", d(4, 0, 1)).gives(3.0).gradient(d(.25, 0, .5)).kink(),
        at("slopeOfRuled", 0.0).gives(1.0).gradient(0.0).kink(), at("slopeOfRuled", 4.0).gives(1.25).gradient(-1 / 32.0),
        at("backward", 0.0).gives(0.0).gradient(1.0).kink(), at("backward", 4.0).gives(6.0).gradient(1.25),
        at("slopesOfRatios", d(1, 0, 3), d(2, 0, 4)).gives(.75).gradient(d(0, 0, 0), d(-.25, 0, -.0625)).kink(),
        at("each", d(0, 4, -1)).gives(3.25).gradient(d(0, -1 / 32.0, 0)).kink());
  }

  @Grad @Jvp @Vjp
  static double rootThenZero(double x) {
    double y = Math.sqrt(x);
    if (x <= 0) y = 0;
    return y + x;
  }

  @Grad @Jvp @Vjp
  static double unitOrFirst(double[] v) {
    double n = Math.sqrt(v[0] * v[0] + v[1] * v[1]);
    if (n < 1e-12) return v[0];
    return v[0] / n;
  }

  @Grad @Jvp @Vjp
  static double unitByOne(double[] v) {
    double n = Math.sqrt(v[0] * v[0] + v[1] * v[1]);
    if (n < 1e-12) n = 1;
    return v[0] / n;
  }

  @Grad @Jvp @Vjp
  static double safeguarded(double a) {
    double x = 0;
    double lo = 0;
    double hi = 2;
    for (int k = 0; k < 60; k++) {
      double f = x * x - a;
      if (f > 0) hi = x;
      else lo = x;
      double next = x - f / (2 * x);
      if (!(next > lo && next < hi)) next = (lo + hi) / 2;
      x = next;
    }
    return x;
  }

  @Grad @Jvp @Vjp
  static double entropy(double[] p) {
    double h = 0;
    for (double v : p) {
      double l = Math.log(v);
      if (v == 0) continue;
      h -= v * l;
    }
    return h;
  }

  @Grad @Jvp @Vjp
  static double bestRoot(double[] a) {
    double best = 0;
    for (double v : a) {
      double s = Math.sqrt(v);
      if (s > best) best = s;
    }
    return best;
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double ratios(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      double q = a[i] / b[i];
      if (Double.isNaN(q)) q = 0;
      s += q;
    }
    return s;
  }

  @Grad(wrt = {"x", "hi", "scale"}) @Jvp(wrt = {"x", "hi", "scale"}) @Vjp(wrt = {"x", "hi", "scale"})
  static double bounded(double x, double hi, double scale) {
    double z = x * scale;
    double zHi = hi * scale;
    if (Double.isFinite(hi)) {
      if (z > zHi) z = zHi;
    }
    return z;
  }

  @Grad @Jvp @Vjp
  static double atLeastOne(double x) {
    return Math.max(Math.sqrt(x), 1) + x;
  }

  @Grad @Jvp @Vjp
  static double atMost(double x) {
    return Math.min(1 / x, 0.5);
  }

  @Grad @Jvp @Vjp
  static double clampedInverse(double x) {
    return Math.clamp(1 / x, -2.0, 2.0) + x;
  }

  @Grad @Jvp @Vjp
  static double selected(double x) {
    double root = Math.sqrt(x);
    return (x > 0 ? root : 0) + x;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double selectedLogarithm(double x, double y) {
    double l = Math.log(x);
    return x > 0 ? l * y : y;
  }

  /** A product with a factor that is infinite. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double logarithmOfProduct(double x, double y) {
    double l = Math.log(x) * y;
    if (Double.isInfinite(l)) l = 0;
    return l + x;
  }

  @Grad @Jvp @Vjp
  static double chainOfDoubt(double x) {
    double a = Math.sqrt(x);
    double b = Math.exp(1 / a) * a;
    double c = Math.atan(b) + b / (1 + a);
    return x > 0 ? c : 2 * x;
  }

  @Grad(wrt = {"x", "p"}) @Jvp(wrt = {"x", "p"}) @Vjp(wrt = {"x", "p"})
  static double powers(double x, double p) {
    double y = Math.pow(x, p);
    if (x <= 0) y = x;
    return y;
  }

  @Grad @Jvp @Vjp
  static double arc(double x) {
    double angle = Math.acos(x);
    return x >= 1 ? x : angle / Math.sin(angle);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double arcs(double x, double y) {
    double a = Math.asin(x) + Math.acos(y);
    if (Math.abs(x) >= 1) a = 0;
    return a + x + y;
  }

  @Grad @Jvp @Vjp
  static double cubeRoot(double x) {
    double r = Math.cbrt(x);
    return (Math.abs(x) < 1e-9 ? 0 : r) + x;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double logarithms(double x, double y) {
    double l = Math.log1p(x) + Math.log10(y);
    return Double.isFinite(l) ? l : x + y;
  }

  /** The exponential overflows where it is not used. */
  @Grad @Jvp @Vjp
  static double softplus(double x) {
    double e = Math.exp(x);
    double l = Math.log(1 + e);
    return x > 30 ? x : l;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double quotientOfNothing(double x, double y) {
    double q = x / y;
    double w = 3 * q * q;
    if (w != w) w = 0;
    return w + x + y;
  }

  @Grad(wrt = {"y", "x"}) @Jvp(wrt = {"y", "x"}) @Vjp(wrt = {"y", "x"})
  static double angle(double y, double x) {
    double a = Math.atan2(y, x);
    if (x == 0 && y == 0) a = y;
    return a;
  }

  /** Used by every iteration, of which there may be none. */
  @Grad @Jvp @Vjp
  static double lengthInALoopNotRun(double x, int n) {
    double r = Math.sqrt(x);
    double s = x;
    for (int k = 0; k < n; k++) s += r;
    return s;
  }

  @Grad @Jvp @Vjp
  static double inverseInAWhile(double x, int n) {
    double inverse = 1 / x;
    double s = x;
    int k = n;
    while (k > 0) {
      s *= inverse;
      k--;
    }
    return s;
  }

  @Grad @Jvp @Vjp
  static double overwritten(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) y[i] = Math.sqrt(x[i]);
    if (x[0] <= 0) y[0] = x[1];
    return y[0];
  }

  @Grad @Jvp @Vjp
  static double overwrittenCarry(double[] x) {
    double y = 1;
    for (int i = 0; i < x.length; i++) y = Math.sqrt(x[i]);
    return y;
  }

  @Grad @Jvp @Vjp
  static double lastOne(double[] x) {
    double[] y = new double[1];
    for (double v : x) y[0] = Math.sqrt(v);
    return y[0];
  }

  /** The distance to a point that is another one. */
  @Grad(wrt = {"p", "q"}) @Jvp(wrt = {"p", "q"}) @Vjp(wrt = {"p", "q"})
  static double nearest(double[] p, double[] q) {
    double[] d = new double[p.length];
    for (int i = 0; i < p.length; i++) d[i] = Math.sqrt((p[i] - q[i]) * (p[i] - q[i]));
    double best = Double.POSITIVE_INFINITY;
    for (double v : d) if (v > 0 && v < best) best = v;
    return best;
  }

  @Grad @Jvp @Vjp
  static double normalised(double[] v) {
    double[] u = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      double scale = 1 / Math.abs(v[i]);
      u[i] = v[i] * scale;
      if (v[i] == 0) u[i] = 0;
    }
    double s = 0;
    for (double e : u) s += e;
    return s;
  }

  @Grad(wrt = {"x", "c"}) @Jvp(wrt = {"x", "c"}) @Vjp(wrt = {"x", "c"})
  static double inverses(double[] x, double c) {
    double[] w = new double[x.length];
    for (int i = 0; i < x.length; i++) w[i] = 1 / x[i] * c;
    double s = 0;
    for (int i = 0; i < x.length; i++) if (x[i] > 0) s += w[i];
    return s;
  }

  @Grad @Jvp @Vjp
  static double continued(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double l = Math.log(x[i]);
      double r = 1 / l;
      if (x[i] <= 0) continue;
      s += 1 / r;
    }
    return s;
  }

  @Grad @Jvp @Vjp
  static double broken(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double r = Math.sqrt(x[i]);
      if (r <= 0) break;
      s += r;
    }
    return s;
  }

  @Grad @Jvp @Vjp
  static double switched(double x, int which) {
    double root = Math.sqrt(x);
    double inverse = 1 / x;
    return switch (which) {
      case 0 -> root;
      case 1 -> inverse;
      default -> x;
    };
  }

  @Grad @Jvp @Vjp
  static double early(double x) {
    double root = Math.sqrt(x);
    double inverse = 0.5 / root;
    if (root == 0) return x;
    return root * inverse;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double nested(double x, double y) {
    double r = Math.sqrt(x);
    double s = 0;
    if (y >= 0) {
      double q = Math.log(y) * r;
      if (x > 0) s = q;
      else s = x;
    }
    return s + y;
  }

  @Grad @Jvp @Vjp
  static double recursive(double x, int depth) {
    if (depth == 0) return x;
    double below = recursive(x, depth - 1);
    double root = Math.sqrt(below);
    return below > 0 ? below + root : below;
  }

  @Grad @Jvp @Vjp
  static double helper(double x) {
    double r = root(x);
    return x > 0 ? r : x;
  }

  private static double root(double x) {
    return Math.sqrt(x) + 1 / x;
  }

  @Grad @Jvp @Vjp
  static float single(float x) {
    float y = (float) Math.sqrt(x);
    if (x <= 0) y = 0;
    return y + x;
  }

  /** Of the results that have a cotangent of zero, nothing is due either. */
  @Vjp
  static double[] roots(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) y[i] = Math.sqrt(x[i]);
    return y;
  }

  /** Of a deep quote, found by Newton's method in a bracket; the price is {@code s log(1 + exp(m / s))}. */
  @Grad @Jvp @Vjp
  static double impliedVolatility(double quote, double m) {
    double lo = 1e-4;
    double hi = 1;
    double s = 1e-3;
    for (int k = 0; k < 200; k++) {
      double e = Math.exp(m / s);
      double price = s * Math.log1p(e);
      double vega = Math.log1p(e) - m / s * (e / (1 + e));
      if (price > quote) hi = s;
      else lo = s;
      double next = s - (price - quote) / vega;
      if (!(next >= lo && next <= hi)) next = (lo + hi) / 2;
      s = next;
    }
    return s;
  }

  // ---- checkpoints and rules ----

  @Grad @Jvp @Vjp
  static double checkpointed(double x) {
    double l = Lax.checkpoint(() -> Math.sqrt(x) * Math.log(x));
    return x > 0 ? l + x : x;
  }

  record Moved(double value, double tangent) {}

  @CustomJvp("rootRule")
  private static double ruledRoot(double x) {
    return Math.sqrt(x);
  }

  private static Moved rootRule(double x, double dx) {
    double r = Math.sqrt(x);
    return new Moved(r, dx / (2 * r));
  }

  @Grad @Jvp @Vjp
  static double ruled(double x) {
    double r = ruledRoot(x);
    if (x <= 0) r = 0;
    return r + x;
  }

  @Grad @Jvp @Vjp
  static double ruledAmong(double[] x) {
    double s = 0;
    for (double v : x) {
      double r = Lax.checkpoint(() -> ruledRoot(v));
      if (r > 0) s += r;
    }
    return s;
  }

  @Grad @Jvp @Vjp
  static double slopeOfRuled(double x) {
    return UnusedGrad.ruled(x);
  }

  record Kept(double root) {}

  record Run(double value, Kept kept) {}

  @CustomVjp(fwd = "backwardRun", bwd = "backwardBack")
  private static double backwardRoot(double x) {
    return Math.sqrt(x);
  }

  private static Run backwardRun(double x) {
    return new Run(Math.sqrt(x), new Kept(Math.sqrt(x)));
  }

  /** A rule of the user's is asked with a cotangent of zero, and has to give zero then. */
  private static double backwardBack(Kept k, double ct) {
    return ct == 0 ? 0 : ct / (2 * k.root());
  }

  @Grad @Vjp
  static double backward(double x) {
    double r = backwardRoot(x);
    return x > 0 ? r + x : x;
  }

  // ---- second order ----

  @Grad @Jvp @Vjp
  static double slope(double x) {
    return UnusedGrad.rootThenZero(x);
  }

  @Grad @Jvp @Vjp
  static double slopeOfNorm(double[] v) {
    return UnusedGrad.unitOrFirst(v)[0];
  }

  @Grad @Jvp @Vjp
  static double slopeOfEntropy(double[] p) {
    double[] g = UnusedGrad.entropy(p);
    double s = 0;
    for (double e : g) s += e;
    return s;
  }

  @Grad @Jvp @Vjp
  static double slopeOfLoop(double x) {
    return UnusedGrad.lengthInALoopNotRun(x, 0);
  }

  @Grad @Jvp @Vjp
  static double slopeOfNewton(double a) {
    return UnusedGrad.safeguarded(a);
  }

  /** Here the cotangent of a value that is used is zero. */
  @Grad
  static double zeroAtZero(double x) {
    double t = Math.exp(x) - 1;
    return x > -5 ? t * t : 0;
  }

  @Grad @Jvp @Vjp
  static double curvatureAtAZero(double x) {
    return UnusedGrad.zeroAtZero(x);
  }

  @Grad
  static double smoothRoot(double x) {
    double r = x * Math.sqrt(x);
    return x > 0 ? r : 0;
  }

  @Grad @Jvp @Vjp
  static double curvatureOfPower(double x) {
    return UnusedGrad.smoothRoot(x);
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double slopesOfRatios(double[] a, double[] b) {
    double s = 0;
    for (double e : UnusedGrad.ratios(a, b).a()) s += e;
    return s;
  }

  /** A factor that comes from outside and meets, one derivative later, the infinite slope of what it multiplies. */
  @Grad(wrt = {"a", "b"})
  static double bestProduct(double[] a, double[] b) {
    double best = 0;
    for (int i = 0; i < a.length; i++) {
      double s = Math.sqrt(a[i]) * b[i];
      if (s > best) best = s;
    }
    return best;
  }

  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double slopesOfBest(double[] a, double[] b) {
    double s = 0;
    for (double e : UnusedGrad.bestProduct(a, b).a()) s += e;
    return s;
  }

  @Grad
  static double second(double x) {
    return UnusedGrad.slope(x);
  }

  @Grad @Jvp
  static double third(double x) {
    return UnusedGrad.second(x);
  }

  @Grad @Jvp @Vjp
  static double fourth(double x) {
    return UnusedGrad.third(x);
  }

  @Vmap
  @Grad
  static double rootOfEach(double x) {
    double y = Math.sqrt(x);
    if (x <= 0) y = 0;
    return y + x;
  }

  /** A batch: each lane for itself. */
  @Grad @Jvp @Vjp
  static double each(double[] x) {
    double s = 0;
    for (double g : UnusedVmap.rootOfEach(x)) s += g;
    return s;
  }
}
