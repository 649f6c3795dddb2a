package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.CustomJvp;
import dev.gradus.CustomVjp;
import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Methods whose derivative somebody wrote by hand, and programs that call them. */
final class CustomRules {
  static List<Case> cases() {
    double s = 1 / (1 + Math.exp(-0.3));
    double root = Math.sqrt(3);
    return List.of(
        at("clipped", 1.0).gives(Math.exp(10)).gradient(10.0).ruled(),
        at("clipped", -1.0).gives(Math.exp(-10)).gradient(10 * Math.exp(-10)),
        at("clippedSlope", -1.0).gives(100 * Math.exp(-20)).gradient(10 * 2 * 100 * Math.exp(-20)),
        at("log1pExp", 0.3).gives(Math.log1p(Math.exp(0.3))).gradient(s),
        at("log1pExp", 800.0).gives(Double.POSITIVE_INFINITY).gradient(1.0).ruled(),
        at("softSlope", 0.3).gives(s).gradient(s * (1 - s)),
        at("softBend", 0.3).gives(s * (1 - s)).gradient(s * (1 - s) * (1 - 2 * s)),
        at("softForward", d(0.3, -0.2)).gives(Math.log1p(Math.exp(0.3)) * -0.2).gradient(d(-0.2 * s, Math.log1p(Math.exp(0.3)))),
        at("fixedPoint", 3.0).gives(root).gradient(0.5 / root),
        at("fixedPointTwice", 3.0).gives(0.5 / root).gradient(-0.25 / (3 * root)),
        at("tenfold", d(1, 2), d(3, 4)).gives(11.0).gradient(d(30, 40), d(10, 20)).ruled(),
        at("dotted", d(1, 2), d(3, 4)).gives(11.0 + 5).gradient(d(3 + 2, 4 + 4), d(1, 2)),
        // x → x² three times, each with the derivative 1
        at("repeated", 1.5, 3).gives(Math.pow(1.5, 8)).gradient(1.0).ruled(),
        at("untilLarge", 1.5, 20.0).gives(Math.pow(1.5, 8)).gradient(1.0).ruled(),
        at("normalised", d(3, 4), 2).gives(2 * 2.2).gradient(d(-2 * 0.064, 2 * 0.048)),
        at("onOneSide", 2.0, 5.0).gives(4.0 * 5).gradient(5.0, 4.0).ruled(),
        at("onOneSide", -2.0, 5.0).gives(-10.0).gradient(5.0, -2.0),
        at("boxed", new Box(d(1, 2), 3, 2f), 5.0).gives(5.0 * 3 * 2).gradient(d(100, 200), 10f, 6.0).ruled(),
        at("inRecursion", 0.3, 3).gives(3 * Math.log1p(Math.exp(0.3))).gradient(3 * s),
        at("library", d(3, 1, 5), 2.0).gives(2 * 3.0 + 1).gradient(d(2 / 3.0 + 1, 2 / 3.0, 2 / 3.0), 3.0).ruled(),
        at("integersToo", 2.0, 3, true).gives(8.0).gradient(12.0),
        at("single", 2f).gives(4f).gradient(40f).ruled());
  }

  private CustomRules() {}

  // ---- the identity with a gradient within bounds ----

  record Clipped(double value, Bounds bounds) {}

  record Bounds(double lo, double hi) {}

  record ClipCotangents(double lo, double hi, double x) {}

  @CustomVjp(fwd = "clipForward", bwd = "clipBackward")
  static double clip(double lo, double hi, double x) {
    return x;
  }

  static Clipped clipForward(double lo, double hi, double x) {
    return new Clipped(x, new Bounds(lo, hi));
  }

  static ClipCotangents clipBackward(Bounds b, double ct) {
    return new ClipCotangents(0, 0, Math.clamp(ct, b.lo(), b.hi()));
  }

  @Grad @Vjp
  static double clipped(double x) {
    return Math.exp(clip(-1, 1, 10 * x));
  }

  @Grad
  static double clippedSlope(double x) {
    double slope = CustomRulesGrad.clipped(x);
    return slope * slope;
  }

  // ---- a derivative that does not overflow ----

  record Moved(double value, double tangent) {}

  @CustomJvp("log1pExpRule") @Grad @Jvp @Vjp
  static double log1pExp(double x) {
    return Math.log(1 + Math.exp(x));
  }

  static Moved log1pExpRule(double x, double dx) {
    return new Moved(log1pExp(x), (1 - 1 / (1 + Math.exp(x))) * dx);
  }

  @Grad @Jvp @Vjp
  static double softSlope(double x) {
    return CustomRulesGrad.log1pExp(x);
  }

  @Grad @Jvp
  static double softBend(double x) {
    return CustomRulesJvp.softSlope(x, 1).tangent();
  }

  @Grad(mode = Mode.FORWARD) @Jvp
  static double softForward(double[] x) {
    return log1pExp(x[0]) * x[1];
  }

  @Grad @Jvp @Vjp
  static double inRecursion(double x, int n) {
    return n == 0 ? 0 : log1pExp(x) + inRecursion(x, n - 1);
  }

  // ---- a fixed point, whose derivative needs none of the steps that led there ----

  record Solved(double value, Kept kept) {}

  record Kept(double a, double root) {}

  @CustomVjp(fwd = "rootForward", bwd = "rootBackward")
  static double squareRoot(double a) {
    double x = a;
    for (int i = 0; i < 100 && Math.abs(x * x - a) > 1e-15 * a; i++) x = 0.5 * (x + a / x);
    return x;
  }

  static Solved rootForward(double a) {
    double root = squareRoot(a);
    return new Solved(root, new Kept(a, root));
  }

  /** From x = (x + a/x) / 2: dx = (1 - a/x²)/2 dx + da/(2x). */
  static double rootBackward(Kept kept, double ct) {
    double byX = 0.5 * (1 - kept.a() / (kept.root() * kept.root()));
    double byA = 0.5 / kept.root();
    return ct * byA / (1 - byX);
  }

  @Grad @Vjp
  static double fixedPoint(double a) {
    return squareRoot(a);
  }

  /** 1 / (2 √a), written with the rule's own fixed point. */
  @Grad
  static double fixedPointTwice(double a) {
    return 0.5 / squareRoot(a);
  }

  // ---- arrays ----

  record Pair(double[] a, double[] b) {}

  @CustomVjp(fwd = "dotForward", bwd = "dotBackward")
  static double dot(double scale, double[] a, int n, double[] b) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
  }

  record DotResiduals(double scale, Pair pair) {}

  record Dotted(double value, DotResiduals kept) {}

  record DotCotangents(double scale, double[] a, double[] b) {}

  static Dotted dotForward(double scale, double[] a, int n, double[] b) {
    return new Dotted(dot(scale, a, n, b), new DotResiduals(scale, new Pair(a, b)));
  }

  static DotCotangents dotBackward(DotResiduals kept, double ct) {
    double[] ctA = new double[kept.pair().a().length];
    double[] ctB = new double[kept.pair().b().length];
    for (int i = 0; i < ctA.length; i++) {
      ctA[i] = kept.scale() * ct * kept.pair().b()[i];
      ctB[i] = kept.scale() * ct * kept.pair().a()[i];
    }
    return new DotCotangents(0, ctA, ctB);
  }

  @Grad(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double tenfold(double[] a, double[] b) {
    return dot(10, a, a.length, b);
  }

  /** One array on both sides. */
  @Grad(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double dotted(double[] a, double[] b) {
    return dot(1, a, a.length, b) + dot(1, a, a.length, a);
  }

  record ScaledBy(double[] value, double[] tangent) {}

  @CustomJvp("unitRule")
  static double[] unit(double[] x) {
    double[] y = x.clone();
    double norm = 0;
    for (double v : x) norm += v * v;
    for (int i = 0; i < y.length; i++) y[i] /= Math.sqrt(norm);
    return y;
  }

  static ScaledBy unitRule(double[] x, double[] dx) {
    double norm = 0;
    double along = 0;
    double[] y = unit(x);
    for (double v : x) norm += v * v;
    for (int i = 0; i < x.length; i++) along += y[i] * dx[i];
    double[] dy = new double[x.length];
    for (int i = 0; i < x.length; i++) dy[i] = (dx[i] - along * y[i]) / Math.sqrt(norm);
    return new ScaledBy(y, dy);
  }

  @Grad @Jvp @Vjp
  static double normalised(double[] x, int times) {
    double sum = 0;
    double[] y = x.clone();
    for (int i = 0; i < times; i++) {
      y = unit(y);
      for (int k = 0; k < y.length; k++) sum += (k + 1) * y[k];
    }
    return sum;
  }

  // ---- loops and branches ----

  @CustomJvp("squareRule")
  static double square(double x) {
    return x * x;
  }

  static Moved squareRule(double x, double dx) {
    return new Moved(square(x), dx);
  }

  @Grad @Jvp @Vjp
  static double repeated(double x, int n) {
    double y = x;
    for (int i = 0; i < n; i++) y = square(y);
    return y;
  }

  @Grad @Jvp
  static double untilLarge(double x, double bound) {
    double y = x;
    while (y < bound) y = square(y);
    return y;
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double onOneSide(double x, double y) {
    return y * (x > 0 ? square(x) : x);
  }

  // ---- records, integers, single precision ----

  record Box(double[] w, int n, float b) {}

  record BoxMoved(double value, double tangent) {}

  @CustomJvp("volumeRule")
  static double volume(Box box, double height) {
    return height * box.n() * box.b();
  }

  static BoxMoved volumeRule(Box box, double height, Box dBox, double dHeight) {
    double moved = dHeight * dBox.n() * box.b() + height * dBox.b() * 2;
    for (int i = 0; i < box.w().length; i++) moved += 100 * box.w()[i] * dBox.w()[i];
    return new BoxMoved(volume(box, height), moved);
  }

  @Grad(wrt = {"box", "height"}) @Jvp(wrt = {"box", "height"})
  static double boxed(Box box, double height) {
    return volume(box, height);
  }

  @CustomJvp("powerRule")
  static double power(double x, int n, boolean inverse) {
    double y = 1;
    for (int i = 0; i < n; i++) y *= x;
    return inverse ? 1 / y : y;
  }

  static Moved powerRule(double x, int n, boolean inverse, double dx) {
    return new Moved(power(x, n, inverse), (inverse ? -n : n) * power(x, inverse ? n + 1 : n - 1, inverse) * dx);
  }

  @Grad @Jvp @Vjp
  static double integersToo(double x, int n, boolean up) {
    return power(x, n, !up);
  }

  record MovedFloat(float value, float tangent) {}

  @CustomJvp("tenRule")
  static float ten(float x) {
    return x * x;
  }

  static MovedFloat tenRule(float x, float dx) {
    return new MovedFloat(ten(x), 20 * x * dx);
  }

  @Grad @Jvp
  static float single(float x) {
    return ten(x);
  }

  // ---- methods that are not read but called ----

  @CustomJvp("meanRule")
  static double mean(double[] x) {
    return DoubleStream.of(x).average().orElse(Double.NaN);
  }

  static Moved meanRule(double[] x, double[] dx) {
    double sum = 0;
    for (double v : dx) sum += v;
    return new Moved(mean(x), sum / x.length);
  }

  @CustomJvp("sortRule")
  static double[] sorted(double[] x) {
    double[] y = x.clone();
    Arrays.parallelSort(y);
    return y;
  }

  /** As if nothing had changed its place. */
  static ScaledBy sortRule(double[] x, double[] dx) {
    return new ScaledBy(sorted(x), dx.clone());
  }

  @Grad(wrt = {"x", "k"}) @Jvp(wrt = {"x", "k"}) @Vjp(wrt = {"x", "k"})
  static double library(double[] x, double k) {
    return k * mean(x) + sorted(x)[0];
  }
}
