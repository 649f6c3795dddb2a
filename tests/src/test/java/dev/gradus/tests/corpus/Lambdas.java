package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleBiFunction;

/**
 * Lambdas and method references passed to methods: quadrature, roots, differential equations, loops over arrays, functions made of others.
 */
final class Lambdas {
  static List<Case> cases() {
    return List.of(
        at("cubic", 2.0, 1.0).gives(1.0).gradient(0.25, 3.0),
        at("doubleIntegral", 2.0, 3.0).gives(9.0).gradient(9.0, 6.0),
        at("squareRoot", 9.0).gives(3.0).gradient(1 / 6.0),
        at("heron", 4.0).gives(2.0).gradient(0.25),
        at("thrown", d(1, 2), 3.0).gives(4.5).gradient(d(1, 1), 0.5),
        at("scaledByIndex", d(1, 2, 3), 2.0).gives(20.0).gradient(d(2, 3, 4), 6.0),
        at("scaledByIndex", d(), 2.0).gives(0.0).gradient(d(), 0.0),
        at("weighted", d(1, 2, 3), 2.0).gives(d(2, 6, 12)).seeded(d(1, 0, 2)).back(d(2, 0, 8), 7.0),
        at("references", 1.0).gives(Math.E).gradient(3 * Math.E),
        at("onRecords", 1.0, 2.0).gives(11.0 + 1).gradient(4.0, 4.0),
        at("cube", 2.0).gives(8.0).gradient(12.0),
        at("bowl", 5.0, 7.0).gives(4.0).gradient(-4.0),
        at("slopes", 2.0, 3).gives(60.0).gradient(60.0),
        at("descent", 5.0, 7.0).gives(7.0).gradient(0.0, 1.0),
        at("composed", 2.0).gives(Math.exp(2)).gradient(Math.exp(2)),
        at("powers", 2.0, 3).gives(14.0).gradient(17.0),
        at("product", d(1, 2, 3, 4)).gives(24.0).gradient(d(24, 12, 8, 6)),
        at("capped", d(1, 2, 5), 2.0).gives(12.0).gradient(d(2, 2, 0), 6.0),
        at("iterated", 3.0, 2).gives(81.0).gradient(108.0),
        at("interpolated", 0.5).gives(0.75).gradient(1.5),
        at("straddle", 12.0, 10.0, 0.5).gives(2.0 - 0.5).gradient(1.0, -1.0, -1.0),
        at("straddle", 8.0, 10.0, 0.5).gives(2.0 - 0.5).gradient(-1.0, 1.0, -1.0),
        at("expected", d(8, 10, 13), 9.0, true).gives(5 / 3.0).gradient(d(0, 1 / 3.0, 1 / 3.0), -2 / 3.0),
        at("expected", d(8, 10, 13), 9.0, false).gives(1 / 3.0).gradient(d(-1 / 3.0, 0, 0), 1 / 3.0),
        at("interpolatedMean", d(1, 3, 2), 0.25).gives(1.5).gradient(d(0.75, 0.25, 0), 2.0),
        at("forward", 2.0, 1.0).gives(1.0).gradient(0.25));
  }

  /** Simpson's rule, which is exact for cubic polynomials. */
  private static double integrate(DoubleUnaryOperator f, double a, double b, int n) {
    double h = (b - a) / n;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = a + i * h;
      sum += f.applyAsDouble(x) + 4 * f.applyAsDouble(x + h / 2) + f.applyAsDouble(x + h);
    }
    return sum * h / 6;
  }

  private static double newton(DoubleUnaryOperator f, DoubleUnaryOperator df, double start) {
    double x = start;
    for (int i = 0; i < 20; i++) x -= f.applyAsDouble(x) / df.applyAsDouble(x);
    return x;
  }

  private static double fixedPoint(DoubleUnaryOperator f, double start) {
    double x = start;
    double next = f.applyAsDouble(x);
    while (Math.abs(next - x) > 1e-12) {
      x = next;
      next = f.applyAsDouble(x);
    }
    return next;
  }

  interface Ode {
    double[] at(double t, double[] y);
  }

  private static double[] plus(double[] y, double[] k, double h) {
    double[] r = new double[y.length];
    for (int i = 0; i < r.length; i++) r[i] = y[i] + h * k[i];
    return r;
  }

  /** The classical method of Runge and Kutta. */
  private static double[] rk4(Ode f, double[] start, double h, int steps) {
    double[] y = start.clone();
    for (int s = 0; s < steps; s++) {
      double t = s * h;
      double[] k1 = f.at(t, y);
      double[] k2 = f.at(t + h / 2, plus(y, k1, h / 2));
      double[] k3 = f.at(t + h / 2, plus(y, k2, h / 2));
      double[] k4 = f.at(t + h, plus(y, k3, h));
      for (int i = 0; i < y.length; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    return y;
  }

  private static void forEach(int n, IntConsumer f) {
    for (int i = 0; i < n; i++) f.accept(i);
  }

  private static double sum(double[] a, DoubleUnaryOperator f) {
    double sum = 0;
    for (double x : a) sum += f.applyAsDouble(x);
    return sum;
  }

  /** {@code a x³ + x} from 0 to b. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double cubic(double a, double b) {
    return integrate(x -> a * x * x * x + x, 0, b, 2);
  }

  @Grad(wrt = "a", mode = Mode.FORWARD)
  static double forward(double a, double b) {
    return integrate(x -> a * x * x * x + x, 0, b, 2);
  }

  /** {@code x y} over the rectangle. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"})
  static double doubleIntegral(double a, double b) {
    return integrate(x -> integrate(y -> x * y, 0, b, 2), 0, a, 2);
  }

  @Grad @Jvp @Vjp
  static double squareRoot(double a) {
    return newton(x -> x * x - a, x -> 2 * x, 5);
  }

  @Grad @Jvp @Vjp
  static double heron(double a) {
    return fixedPoint(x -> 0.5 * (x + a / x), 1);
  }

  /** Where a body is after 1 second. */
  @Grad(wrt = {"start", "acceleration"}) @Jvp(wrt = {"start", "acceleration"}) @Vjp(wrt = {"start", "acceleration"})
  static double thrown(double[] start, double acceleration) {
    double[] end = rk4((t, y) -> new double[] {y[1], acceleration}, start, 0.5, 2);
    return end[0];
  }

  /** A lambda that writes an array it captures. */
  @Grad(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"}) @Vjp(wrt = {"a", "x"})
  static double scaledByIndex(double[] a, double x) {
    double[] b = a.clone();
    forEach(b.length, i -> b[i] *= x + i);
    return sum(b, DoubleUnaryOperator.identity());
  }

  @Jvp(wrt = {"a", "x"}) @Vjp(wrt = {"a", "x"})
  static void weighted(double[] a, double x) {
    forEach(a.length, i -> {
      if (i == 0) {
        a[i] *= x;
        return;
      }
      a[i] *= x + i;
    });
  }

  private static double square(double x) {
    return x * x;
  }

  private static double applied(DoubleUnaryOperator f, double x) {
    return f.applyAsDouble(x);
  }

  @Grad @Jvp @Vjp
  static double references(double x) {
    return applied(Math::exp, x) * applied(Lambdas::square, x);
  }

  record Point(double x, double y) {
    double dot(Point o) {
      return x * o.x + y * o.y;
    }
  }

  private static double paired(ToDoubleBiFunction<Point, Point> f, Point p, Point q) {
    return f.applyAsDouble(p, q);
  }

  /** {@code 3 x + 4 y + x}. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"})
  static double onRecords(double x, double y) {
    Point p = new Point(x, y);
    Function<Point, Double> first = Point::x;
    return paired(Point::dot, p, new Point(3, 4)) + first.apply(p);
  }

  @Grad
  static double cube(double x) {
    return x * x * x;
  }

  /** The sum of {@code 3 (t x)²}. */
  @Grad @Jvp @Vjp
  static double slopes(double x, int n) {
    double[] t = new double[n];
    Arrays.setAll(t, i -> i);
    return sum(t, s -> LambdasGrad.cube(s * x));
  }

  @Grad
  static double bowl(double x, double center) {
    return square(x - center);
  }

  private static double descend(DoubleUnaryOperator gradient, double start, int steps) {
    double x = start;
    for (int i = 0; i < steps; i++) x -= 0.5 * gradient.applyAsDouble(x);
    return x;
  }

  @Grad(wrt = {"start", "center"}) @Jvp(wrt = {"start", "center"}) @Vjp(wrt = {"start", "center"})
  static double descent(double start, double center) {
    return descend(x -> LambdasGrad.bowl(x, center), start, 3);
  }

  @Grad @Jvp @Vjp
  static double composed(double x) {
    DoubleUnaryOperator f = t -> t * x;
    return f.andThen(Math::exp).compose(t -> t + 1).applyAsDouble(0);
  }

  /** {@code x + x² + …}. */
  @Grad @Jvp @Vjp
  static double powers(double x, int n) {
    double[] p = new double[n];
    Arrays.setAll(p, i -> i == 0 ? x : p[i - 1] * x);
    return sum(p, t -> t);
  }

  private static double folded(BinaryOperator<Double> f, double[] a, double first) {
    double all = first;
    for (double x : a) all = f.apply(all, x);
    return all;
  }

  @Grad @Jvp @Vjp
  static double product(double[] a) {
    return folded((s, t) -> s * t, a, 1);
  }

  @Grad(wrt = {"a", "k"}) @Jvp(wrt = {"a", "k"}) @Vjp(wrt = {"a", "k"})
  static double capped(double[] a, double k) {
    return sum(a, t -> {
      if (t > 3) return 3 * k;
      return t * k;
    });
  }

  /** Another function in each round; {@code x⁴} after two. */
  @Grad @Jvp @Vjp
  static double iterated(double x, int n) {
    double y = x;
    for (int i = 1; i <= n; i++) {
      double now = y;
      if (i % 2 == 1) y = applied(t -> t * now, x);
      else y = applied(t -> t * t, now);
    }
    return y;
  }

  interface Curve {
    double at(double t);

    default double between(double a, double b) {
      return 0.5 * (at(a) + at(b));
    }
  }

  private static double middle(Curve c) {
    return c.between(0, 1);
  }

  @Grad @Jvp @Vjp
  static double interpolated(double x) {
    return middle(t -> x + t * x);
  }

  // ---- functions that methods make ----

  private static DoubleUnaryOperator call(double strike) {
    return spot -> Math.max(spot - strike, 0);
  }

  private static DoubleUnaryOperator put(double strike) {
    return spot -> Math.max(strike - spot, 0);
  }

  private static DoubleUnaryOperator plus(DoubleUnaryOperator f, DoubleUnaryOperator g) {
    return x -> f.applyAsDouble(x) + g.applyAsDouble(x);
  }

  private static DoubleUnaryOperator payoff(boolean isCall, double strike) {
    if (strike <= 0) throw new IllegalArgumentException("strike " + strike);
    return isCall ? call(strike) : put(strike);
  }

  /** Sums of functions. */
  @Grad(wrt = {"spot", "strike", "cost"}) @Jvp(wrt = {"spot", "strike", "cost"}) @Vjp(wrt = {"spot", "strike", "cost"})
  static double straddle(double spot, double strike, double cost) {
    return plus(plus(call(strike), put(strike)), _ -> -cost).applyAsDouble(spot);
  }

  /** The mean over scenarios. */
  @Grad(wrt = {"spots", "strike"}) @Jvp(wrt = {"spots", "strike"}) @Vjp(wrt = {"spots", "strike"})
  static double expected(double[] spots, double strike, boolean isCall) {
    DoubleUnaryOperator f = payoff(isCall, strike);
    return sum(spots, f) / spots.length;
  }

  private static DoubleUnaryOperator line(double[] y) {
    double step = y[1] - y[0];
    return x -> y[0] + x * step;
  }

  /** What the function knows from when it was made, and what it reads. */
  @Grad(wrt = {"y", "x"}) @Jvp(wrt = {"y", "x"}) @Vjp(wrt = {"y", "x"})
  static double interpolatedMean(double[] y, double x) {
    double[] own = y.clone();
    DoubleUnaryOperator f = line(own);
    own[1] = 7;
    return f.applyAsDouble(x);
  }
}
