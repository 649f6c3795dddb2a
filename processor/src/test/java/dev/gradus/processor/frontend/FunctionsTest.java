package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Lambdas and method references, and methods that get one array under two names: code that is lowered where it is called computes what
 * javac makes of the same text.
 */
class FunctionsTest {
  private static final String FUNCTIONS = """
      import java.util.Arrays;
      import java.util.function.*;
      class P {
        record V(double x, double y) {
          double dot(V o) { return x * o.x + y * o.y; }
          double mapped(DoubleUnaryOperator f) { return f.applyAsDouble(x) - f.applyAsDouble(y); }
          DoubleUnaryOperator line() { double slope = x * 2; return t -> slope * t + y; }
          double with(double[] a) { return Q.total(i -> i * x + a.length); }
        }
        static double expression(double x, int n) { return Q.sum(t -> t * x + 1, n); }
        static double block(double x, int n) { return Q.sum(t -> { double u = t * t; if (u > 3) return u; for (int i = 0; i < 3; i++) u += x; return u; }, n); }
        static double typed(double x, int n) { return Q.sum((double t) -> t / x, n); }
        static double nested(double x, int n) { return Q.sum(s -> Q.sum(t -> s * t + x, n), n); }
        static double captured(double[] a, int n) {
          double k = a.length;
          DoubleUnaryOperator f = t -> a.length > 1 ? a[1] * t + k : t;
          double before = Q.sum(f, n);
          if (a.length > 1) a[1] = 7;
          return before + Q.sum(f, n);
        }
        static double named(double x) { DoubleUnaryOperator f = t -> t * x; DoubleUnaryOperator g = f; var h = g; return h.applyAsDouble(2) + f.applyAsDouble(x); }
        static double passedOn(double x, int n) { return Q.twice(t -> t + x, n, x); }
        static double mathReference(double x, int n) { return Q.sum(Math::sin, n) * Q.sum(Math::abs, n) + x; }
        static double ownReference(double x, int n) { return Q.sum(P::square, n) + x; }
        static double square(double t) { return t * t; }
        static double boundReference(double x, double y) {
          V v = new V(x, y);
          ToDoubleFunction<V> f = v::dot;
          v = new V(1, 2);
          return f.applyAsDouble(new V(3, 4)) + v.x();
        }
        static double boundCall(double[] a) {
          if (a.length == 0) return 0;
          ToDoubleFunction<V> f = first(a)::dot;
          a[0] += 3;
          return f.applyAsDouble(new V(3, 4)) + f.applyAsDouble(new V(5, 6));
        }
        static V first(double[] a) { a[0]++; return new V(a[0], a[0] / 2); }
        static double unboundReference(double x, double y) { return Q.component(new V(x, y), V::x) + Q.component(new V(x, y), V::y); }
        static double pairReference(double x, double y) { return Q.both(new V(x, y), new V(y, 2), V::dot); }
        static double constructor(double x, double y) { return Q.made(V::new, x, y); }
        static double functionReference(double x, int n) { DoubleUnaryOperator f = t -> t * x; return Q.ode(f::applyAsDouble, x) + Q.sum(f::applyAsDouble, n); }
        static double inRecord(double x, double y) { return new V(x, y).mapped(t -> t * y); }
        static double capturesThis(double x, double[] a) { return new V(x, 1).with(a); }
        static double boxed(double x, double y) { return Q.boxed(t -> t * y, x) + Q.folded((s, t) -> s + t * y, x, 3); }
        static double boxedComparison(double x, double y) { return Q.boxed(t -> { double u = t; return t == u ? t : 1.0; }, x); }
        static int boxedInt(int n) { Function<Integer, Integer> f = i -> i / 2 + 1; return f.apply(n) * 2; }
        static double supplier(double x) { Supplier<Double> s = () -> x * 2; DoubleSupplier d = () -> x + 1; return s.get() + d.getAsDouble(); }
        static boolean predicate(double x) { DoublePredicate p = t -> t > x; return p.test(1) && p.test(x); }
        static void writes(double[] a, double x) { Q.each(a.length, i -> a[i] = a[i] * x + i); }
        static void writesBlock(double[] a) { Q.each(a.length, i -> { if (i == 0) return; a[i] += a[i - 1]; }); }
        static double[] arrays(double[] a, double x) { return Q.step((t, y) -> { double[] d = new double[y.length]; for (int i = 0; i < d.length; i++) d[i] = t * y[i]; return d; }, x, a); }
        static double[] sameArray(double[] a) { UnaryOperator<double[]> same = b -> b; double[] c = same.apply(a); if (c.length > 0) c[0] = 5; return a.clone(); }
        static double[] buffer(double[] a, double x) {
          double[] buf = new double[a.length];
          UnaryOperator<double[]> f = y -> { for (int i = 0; i < y.length; i++) buf[i] = y[i] * x; return buf; };
          double[] b = f.apply(a);
          double[] c = f.apply(b);
          if (b.length > 0) b[0] += 1;
          return c.clone();
        }
        static V records(double x, double y) { UnaryOperator<V> f = v -> new V(v.y(), v.x() * x); return f.apply(f.apply(new V(x, y))); }
        static double inLoop(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { int k = i; s += Q.sum(t -> t * k + x, i); } return s; }
        static double loopsAround(double x, int n) { DoubleUnaryOperator f = t -> { for (int i = 0; i < 3; i++) { if (t > x) return i; t += i; } return t; };
          double s = 0; for (int i = 0; i < n; i++) { s += f.applyAsDouble(i); if (s > 100) return s; } return s; }
        static double inBranch(double x, int n) { double y = x; if (x > 0) y = Q.sum(t -> t * x, n); else if (n > 2) { y += Q.sum(t -> t - x, n); return y; } return y * 2; }
        static double inCondition(double x, int n) { IntPredicate p = i -> i < n && i < x; int i = 0; while (p.test(i)) i++; return i; }
        static double jumpsOutside(double[] a, double x) {
          double s = 0;
          for (double v : a) { if (v < x) continue; double w = Q.firstAbove(a, t -> t > v); if (w > 5) break; s += w; }
          return s;
        }
        static double earlyReturns(double[] a, double[] b, int n) { double[] c = a; double[] d = b; double s = Q.clamped(t -> { if (t > 2) return 2; if (t < 0) { return 0; } return t; }, n);
          if (c.length > 0) c[0] += s; if (d.length > 0) d[0] -= s; return s; }
        static double shadowed(double x) { int n = 3; return Q.sum(t -> { double y = t; return y * x; }, n) + Q.shadow(t -> t + n, x); }
        static double[] resultInLoop(double[] a, double x) { return Q.search(a, v -> v > x); }
        static double newton(double a) { return Q.newton(x -> x * x - a, x -> 2 * x, 1); }
        static double integral(double a, double b) { return Q.integrate(x -> Math.exp(-x) * a, 0, b, 4); }
        static double[] rk4(double[] y, double k) { return Q.rk4((t, z) -> { double[] d = new double[z.length]; for (int i = 0; i < z.length; i++) d[i] = k * z[i] + t; return d; }, 0, y, 0.1, 3); }
        static double defaults(double x) { Q.Ode1 f = t -> t * x; return f.twice(3) + f.slope(x); }
        static double andThen(double x) { DoubleUnaryOperator f = t -> t + x; return f.andThen(t -> t * 2).applyAsDouble(x) + f.compose(t -> t * 2).andThen(Math::abs).applyAsDouble(3); }
        static double andThenBoxed(double x) { Function<Double, Double> f = t -> t + x; Function<Double, Double> g = t -> t * x; return f.andThen(g).apply(1.0) + f.compose(g).apply(2.0); }
        static double identity(double x, int n) { return Q.sum(DoubleUnaryOperator.identity(), n) + Q.boxed(Function.identity(), x) + Q.sum(DoubleUnaryOperator.identity().andThen(t -> t * x), n); }
        static boolean predicates(double x, int n) { DoublePredicate p = t -> t > 1; IntPredicate q = i -> 3 / i > 0; IntPredicate r = i -> i != 0;
          return p.negate().test(x) || p.and(t -> t < 4).or(t -> t == 9).test(x) || r.and(q).test(n); }
        static void consumers(double[] a, double x) { IntConsumer c = i -> a[i] += x; Q.each(a.length, c.andThen(i -> a[i] *= 2)); }
        static double[] setAll(double[] a, double x) { Arrays.setAll(a, i -> i == 0 ? x : a[i - 1] + i); return a.clone(); }
        static int setInts(int[] a, long[] b, int n) { Arrays.setAll(a, i -> i * n); Arrays.setAll(b, i -> i + n); int s = 0; for (int i = 0; i < a.length; i++) s += a[i] * (int) b[i]; return s; }
        static double field(double x, int n) { return Q.sum(Q.CUBE, n) + Q.CUBE.applyAsDouble(x); }
        static double made(double x, int n) { return Q.sum(Q.power(n), n) + Q.power(2).applyAsDouble(x) + Q.shifted(x, n).andThen(Math::abs).applyAsDouble(-x); }
        static double madeOfMade(double x, int n) { DoubleUnaryOperator f = Q.compose(Q.power(2), Q.compose(Math::sin, Q.power(n))); var g = Q.compose(f, f); return g.applyAsDouble(x) + Q.sum(f, 2); }
        static double madeInLoop(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { DoubleUnaryOperator f = Q.shifted(s, i); s += i > 1 ? f.applyAsDouble(x) : Q.power(i).applyAsDouble(x); if (s > 50) return s; } return s; }
        static double madeInBranch(double x, int n) { double y = 1; if (x > 0) { DoubleUnaryOperator f = Q.shifted(x, n); y = f.applyAsDouble(y) * f.applyAsDouble(n); } return y; }
        static double checked(double[] a, double x) { DoubleUnaryOperator f = Q.polynomial(a); a[0] += 1; return f.applyAsDouble(x) + f.applyAsDouble(1); }
        static double counter(double x) { double[] c = {x}; DoubleSupplier f = Q.counter(c), g = Q.counter(c); return f.getAsDouble() * 100 + g.getAsDouble() * 10 + f.getAsDouble() + c[0]; }
        static double ofRecord(double x, double y) { DoubleUnaryOperator f = new V(x, y).line(); return f.applyAsDouble(x) + Q.sum(new V(y, 2).line(), 3); }
        static double chosen(double x, int n, boolean up) { DoubleUnaryOperator f = up ? Math::sin : t -> t * x; up = !up; return f.applyAsDouble(x) + Q.sum(up ? f : Q.CUBE, n); }
        static double chosenOfThree(double x, int n) { return Q.sum(n > 3 ? t -> t + x : n > 1 ? t -> t * x : t -> { if (t > 1) return x; return t / x; }, n); }
        static double chosenMade(double x, boolean call) { DoubleUnaryOperator f = call ? Q.call(x) : Q.put(x); return f.applyAsDouble(2) + (call ? f : Q.call(1)).applyAsDouble(x) + Q.payoff(call, 1).applyAsDouble(x); }
        static double switched(double x, int n) { DoubleUnaryOperator f = switch (n) { case 1, 2 -> Math::sin; case 3 -> t -> { if (t > x) return 1; return t * x; }; default -> Q.power(n); }; n = 1; return f.applyAsDouble(2) + Q.sum(f, n); }
        static double switchedEnum(double x, double y, int n) { Q.Kind k = n > 2 ? Q.Kind.CALL : n > 1 ? Q.Kind.PUT : n > 0 ? Q.Kind.FLAT : Q.Kind.NONE; return Q.of(k, y).applyAsDouble(x) + Q.sum(switch (k) { case CALL -> t -> t; case PUT, NONE -> t -> -t; case FLAT -> Q.call(2); }, 3); }
        static double switchedThrows(double x, int n) { DoubleUnaryOperator f = switch (n) { case 1 -> Math::cos; case 2 -> t -> t + x; default -> throw new IllegalArgumentException("case " + n); }; return f.applyAsDouble(x); }
        static void chosenWrites(double[] a, boolean up) { IntConsumer c = up ? i -> a[i] += 1 : i -> a[i] *= 2; Q.each(a.length, c); Q.each(a.length, up ? c : i -> a[i]--); }
        static double[] chosenArrays(double[] a, double x) { UnaryOperator<double[]> f = x > 0 ? b -> b.clone() : b -> new double[] {x}; return f.apply(f.apply(a)); }
        static double rowArgument(double[][] m, int i) { ToIntFunction<double[]> f = r -> 3; return f.applyAsInt(m[i]); }
      }
      """;

  private static final String HELPERS = """
      import java.util.function.*;
      class Q {
        interface Ode { double[] at(double t, double[] y); }
        interface Ode1 { double at(double t); default double twice(double t) { return at(at(t)); } default double slope(double t) { return this.at(t + 1) - at(t) + twice(1); } }
        interface Making { P.V of(double x, double y); }
        static final DoubleUnaryOperator CUBE = t -> t * t * t;
        static double sum(DoubleUnaryOperator f, int n) { double s = 0; for (int i = 0; i < n; i++) s += f.applyAsDouble(i); return s; }
        static double total(IntToDoubleFunction f) { double s = 0; for (int i = 0; i < 3; i++) s += f.applyAsDouble(i); return s; }
        static double twice(DoubleUnaryOperator f, int n, double x) { return sum(f, n) + again(f, x); }
        private static double again(DoubleUnaryOperator g, double x) { return g.applyAsDouble(g.applyAsDouble(x)); }
        static DoubleUnaryOperator power(int n) { return x -> { double p = 1; for (int i = 0; i < n; i++) { p *= x; if (p > 1e6) return p; } return p; }; }
        static DoubleUnaryOperator compose(DoubleUnaryOperator f, DoubleUnaryOperator g) { return x -> f.applyAsDouble(g.applyAsDouble(x)); }
        static DoubleUnaryOperator shifted(double x, int n) { double s = x; for (int i = 0; i < n; i++) { if (i == 4) break; s += i; } double by = s; return t -> t + by; }
        static DoubleUnaryOperator polynomial(double[] c) { if (c.length < 2) throw new IllegalArgumentException("degree " + (c.length - 1)); return x -> c[0] + c[1] * x; }
        static DoubleSupplier counter(double[] c) { c[0] += 1; return () -> c[0]++; }
        static DoubleUnaryOperator call(double k) { return s -> Math.max(s - k, 0); }
        enum Kind { CALL, PUT, FLAT, NONE }
        static DoubleUnaryOperator of(Kind kind, double k) { return switch (kind) { case CALL -> call(k); case PUT -> put(k); case FLAT -> s -> k; case NONE -> s -> 0; }; }
        static DoubleUnaryOperator put(double k) { return s -> Math.max(k - s, 0); }
        static DoubleUnaryOperator payoff(boolean call, double k) { return call ? call(k) : put(k); }
        static double component(P.V v, ToDoubleFunction<P.V> f) { return f.applyAsDouble(v); }
        static double both(P.V v, P.V w, ToDoubleBiFunction<P.V, P.V> f) { return f.applyAsDouble(v, w); }
        static double made(Making m, double x, double y) { return m.of(x, y).dot(m.of(y, x)); }
        static double ode(Ode1 f, double x) { return f.at(x) + f.at(1); }
        static double boxed(Function<Double, Double> f, double x) { return f.apply(x) + f.apply(2.0); }
        static double folded(BinaryOperator<Double> f, double x, int n) { double s = x; for (int i = 0; i < n; i++) s = f.apply(s, (double) i); return s; }
        static void each(int n, IntConsumer f) { for (int i = 0; i < n; i++) f.accept(i); }
        static double[] step(Ode f, double t, double[] y) { double[] d = f.at(t, y); double[] r = y.clone(); for (int i = 0; i < r.length; i++) r[i] += d[i]; return r; }
        static double firstAbove(double[] a, DoublePredicate p) { for (int i = 0; i < a.length; i++) { if (p.test(a[i])) return a[i]; } return -1; }
        static double clamped(DoubleUnaryOperator f, int n) { double s = 0; for (int i = 0; i < n; i++) { double[] c = {f.applyAsDouble(i - 1)}; s += c[0]; } return s; }
        static double shadow(DoubleUnaryOperator f, double n) { double x = n * 2; return f.applyAsDouble(x); }
        static double[] search(double[] a, DoublePredicate p) { for (int i = 0; i < a.length; i++) { double[] r = {a[i], i}; if (p.test(r[0])) return r; } return new double[1]; }
        static double newton(DoubleUnaryOperator f, DoubleUnaryOperator df, double x) { for (int i = 0; i < 9; i++) x -= f.applyAsDouble(x) / df.applyAsDouble(x); return x; }
        static double integrate(DoubleUnaryOperator f, double a, double b, int n) { double h = (b - a) / n; double s = 0; for (int i = 0; i < n; i++) s += f.applyAsDouble(a + (i + 0.5) * h); return s * h; }
        static double[] rk4(Ode f, double t, double[] y0, double h, int n) {
          double[] y = y0.clone();
          for (int s = 0; s < n; s++) {
            double[] k1 = f.at(t, y);
            double[] k2 = f.at(t + h / 2, plus(y, k1, h / 2));
            double[] k3 = f.at(t + h / 2, plus(y, k2, h / 2));
            double[] k4 = f.at(t + h, plus(y, k3, h));
            for (int i = 0; i < y.length; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            t += h;
          }
          return y;
        }
        private static double[] plus(double[] y, double[] k, double h) { double[] r = new double[y.length]; for (int i = 0; i < r.length; i++) r[i] = y[i] + h * k[i]; return r; }
      }
      """;

  private static final String ALIASES = """
      class P {
        static void twice(double[] a) { Q.add(a, a); }
        static void running(double[] a) { Q.shift(a, a); }
        static void rows(double[][] m) { if (m.length > 1) Q.add(m[0], m[1]); }
        static void rowAndMatrix(double[][] m, int i) { Q.addTo(m[i], m); }
        static void anyRows(double[][] m, int i, int j) { Q.shift(m[i], m[j]); }
        static double[] result(double[] a) { Q.add(a, a); return a.clone(); }
        static double returned(double[] a) { double[] b = Q.added(a, a); if (b.length > 0) b[0] = 9; return a.length > 0 ? a[0] : 0; }
        static double inLoop(double[] a, int n) { double s = 0; for (int i = 0; i < n; i++) { Q.shift(a, a); s += Q.first(a, a); } return s; }
        static double inBranch(double[] a, double[] b, double x) { if (x > 0) Q.add(a, a); else Q.add(b, a); return b.length > 0 ? b[0] : x; }
        static double deeper(double[] a) { return Q.outer(a, a, 2); }
        static double buffers(double[] a, int n) { double[] t = a.clone(); for (int i = 0; i < n; i++) { Q.add(t, t); double[] s = Q.copy(t); t = s; } return t.length > 0 ? t[0] : 0; }
        static double records(double[] a) { Q.Pair p = new Q.Pair(a, a); return Q.change(p) + (a.length > 0 ? a[0] : 1); }
        static double pair(double[] a) { Q.Pair p = new Q.Pair(a, a.clone()); Q.Pair q = Q.swapped(p, a); if (a.length > 0) q.v()[0] = 4; return a.length > 0 ? a[0] : 1; }
        static double row(double[][] m, int i) { double[] r = Q.row(m, i); if (r.length > 0) r[0] += 2; return r.length > 0 ? m[i][0] + r[0] : 0; }
      }
      """;

  private static final String ALIAS_HELPERS = """
      class Q {
        record Pair(double[] u, double[] v) {}
        static void add(double[] a, double[] b) { for (int i = 0; i < a.length; i++) a[i] += b[i]; }
        static void shift(double[] a, double[] b) { for (int i = 1; i < a.length; i++) a[i] = b[i - 1] * 2 + a[i]; }
        static void addTo(double[] a, double[][] m) { for (double[] r : m) for (int i = 0; i < r.length; i++) a[i] += r[i]; }
        static double[] added(double[] a, double[] b) { add(a, b); return a; }
        static double first(double[] a, double[] b) { if (a.length == 0) return 1; a[0] += 1; return b[0]; }
        static double outer(double[] a, double[] b, int n) { if (n == 0 || a.length == 0) return -1; for (int i = 0; i < n; i++) add(a, b); a[0] = 3; return b[0]; }
        static double[] copy(double[] a) { return a.clone(); }
        static double change(Pair p) { if (p.u().length == 0) return 0; p.u()[0] += 2; return p.v()[0]; }
        static Pair swapped(Pair p, double[] a) { if (a.length > 0) { a[0] = 2; p.v()[0] = 1; } return new Pair(p.v(), p.u()); }
        static double[] row(double[][] m, int i) { return m[i]; }
      }
      """;

  @TestFactory
  Stream<DynamicTest> functionsAgreeWithJava() {
    return AgreementTest.tests(false, FUNCTIONS, HELPERS);
  }

  @TestFactory
  Stream<DynamicTest> aliasesAgreeWithJava() {
    return AgreementTest.tests(false, ALIASES, ALIAS_HELPERS);
  }
}
