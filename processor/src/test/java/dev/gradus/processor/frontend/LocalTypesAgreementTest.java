package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records and enums that are declared inside methods. */
class LocalTypesAgreementTest {
  @TestFactory
  Stream<DynamicTest> records() {
    return AgreementTest.tests(false, """
        class P {
          static final double SCALE = 3;
          static double x() { return 100; }
  static double helper(double x) { return x * SCALE; }
          static double plain(double x, double y) { record Point(double x, double y) {} var p = new Point(x, y); Point q = new Point(p.y(), p.x() + 1); return p.x() * q.x() - q.y(); }
          static double methods(double x, double y) {
            record Vec(double x, double y) {
              double dot(Vec o) { return x * o.x + this.y * o.y(); }
              Vec plus(Vec o) { return new Vec(x + o.x, y + o.y); }
              Vec times(double k) { return new Vec(k * x, k * y); }
              double norm() { return Math.sqrt(dot(this)) + 0 * x() * y(); }
              double scaled() { return helper(norm()) + SCALE; }
              static Vec of(double angle) { return new Vec(Math.cos(angle), Math.sin(angle)).unit(); }
              Vec unit() { double n = norm(); return n > 0 ? new Vec(x / n, y / n) : this; }
              void write(double[] to) { to[0] = x; to[1] = y; }
            }
            Vec a = new Vec(y, x); Vec b = Vec.of(x).plus(a.times(2)); double[] to = new double[2]; b.write(to);
            return a.dot(b) + b.scaled() + to[0] * to[1];
          }
          static double checked(double lo, double hi, double t) {
            record Range(double lo, double hi) { Range { if (lo > hi) { double s = lo; lo = hi; hi = s; } if (Double.isNaN(lo)) throw new IllegalArgumentException("lo is " + lo); }
              double at(double t) { return lo + (hi - lo) * t; } }
            return new Range(lo, hi).at(t) + new Range(hi, lo).lo();
          }
          static double loops(double[] a) {
            double s = 0;
            for (double e : a) { record Pair(double x, int n) { boolean far() { return x > 1; } } var p = new Pair(e * 2, 3); if (p.far()) break; s += p.x() * p.n(); }
            for (double e : a) { record Pair(double x) {} s += new Pair(e).x(); }
            return s;
          }
          static double carried(double x, int n) {
            record State(double position, double speed, double[] path) {}
            State s = new State(x, 0, new double[n + 1]);
            for (int i = 0; i < n; i++) { double v = s.speed() - 0.1 * s.position(); s.path()[i] = v; s = new State(s.position() + v, v, s.path()); }
            return s.position() + s.path()[0];
          }
          static double arrays(double[] a) {
            record Sample(double x, int at) { double weighted() { return x * at; } }
            Sample[] all = new Sample[a.length]; for (int i = 0; i < a.length; i++) all[i] = new Sample(a[i], i);
            double s = 0; for (Sample e : all) s += e.weighted(); return s;
          }
          static double patterns(double x) { record In(double a, double b) {} record Out(In in, int k) {} Object[] none = {};
            Out o = new Out(new In(x, 2), 3); return o instanceof Out(In(var a, double b), int k) ? a * b + k : 0; }
          static double lambdas(double x) { record Two(double a, double b) { double sum() { return a + b; } }
            java.util.function.DoubleUnaryOperator f = t -> new Two(t, x).sum(); return f.applyAsDouble(2) * f.applyAsDouble(x); }
          static double inLambda(double x) { java.util.function.DoubleUnaryOperator f = t -> { record Two(double a, double b) {} var w = new Two(t, x); return w.a() - w.b(); };
            return f.applyAsDouble(5); }
          static double hidden(double x) { record Inner(double x) { double twice() { return 2 * x; } } double y = 1; { double z = x + 1; x = new Inner(z).twice(); } return x + y; }
          record Outside(double v) { double value() { record In(double v) { double value() { return v * 10; } } return new In(v + 1).value() + v; } }
          static double outside(Outside o) { return o.value(); }
          static double small(int n) { record Code(char c, byte level) {} var c = new Code('a', (byte) n); return c.c() + c.level(); }
        }
        """.replace(" Object[] none = {};", ""));
  }

  @TestFactory
  Stream<DynamicTest> enums() {
    return AgreementTest.tests(false, """
        class P {
          static double steps(double x, int n) {
            enum Phase { UP, DOWN, FLAT }
            Phase p = Phase.UP;
            for (int i = 0; i < n; i++) { x += switch (p) { case UP -> 1; case DOWN -> -x; case FLAT -> 0; };
              p = p == Phase.UP ? Phase.DOWN : p == Phase.DOWN ? Phase.FLAT : Phase.UP; }
            return x + p.ordinal();
          }
          static double sign(double x) {
            enum Sign { PLUS, MINUS; double of(double x) { return this == PLUS ? x : -x; } static Sign at(double x) { return x < 0 ? MINUS : PLUS; } }
            return Sign.at(x).of(x) + Sign.MINUS.of(2);
          }
        }
        """);
  }
}
