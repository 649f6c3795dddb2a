package dev.gradus.processor.frontend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Names that Java binds by a rule of its own: hidden, shadowed, obscured, inherited, overloaded. Each method would give other numbers else. */
class BindingAgreementTest {
  /** JLS 8.3, 8.4.8, 8.5, 9.3: what a class declares hides what it inherits. */
  @TestFactory
  Stream<DynamicTest> hidden() {
    return AgreementTest.tests(false, """
        class P extends B {
          static double method(double x) { return h(x) + B.h(x) + A.h(x); }
          static double constant(double x) { return K * x + A.K + B.K; }
          static double record(double x) { R r = new R(x); return r.m() + new A.R(x).m() + new B.R(x).m(); }
          static double recordOfB(B.R r, A.R s) { return r.m() * s.m(); }
          static int label(int i) { return switch (i) { case K -> 70; case A.K -> 10; default -> i; }; }
          static double ofInterface(double x) { return D.C * x + C.C + I.Z; }
          static double bySub(double x) { return E.h(x) + E.K + E.inA(x); }
          static double inherited(double x) { return new In(x).value(); }
          record In(double x) implements D { double value() { return C * x; } }
          static double shallow(double x) { return Deep.inner(x); }
          static class Deep extends A { static double inner(double x) { return h(x) * K + new R(x).a(); } }
          static double pattern(Object2 o) { return o instanceof Object2.R(double a) ? a : 0; }
          sealed interface Object2 { record R(double a) implements Object2 {} record S(double b) implements Object2 {} }
        }
        class A {
          static double h(double x) { return x; }
          static double inA(double x) { return h(x) + K; }
          static final int K = 1;
          record R(double a) { double m() { return a; } }
        }
        class B extends A {
          static double h(double x) { return 1000 * x; }
          static final int K = 7;
          record R(double a) { double m() { return 10 * a; } }
        }
        class E extends B { static double h(float x) { return -x; } }
        interface C { double C = Math.sqrt(3); }
        interface D extends C { double C = Math.sqrt(30); }
        interface I extends D { double Z = C + 1; }
        """);
  }

  /** JLS 15.12.2.5: the overload is the static type's; which record's code runs is decided afterwards. */
  @TestFactory
  Stream<DynamicTest> overloadsOfTheStaticType() {
    return AgreementTest.tests(false, """
        class P {
          sealed interface S { double m(double x); default double d(double x) { return m(3) + x; } default double both(int i) { return 1 + i; } default double both(double x) { return m(x); }
            private double hidden(double x) { return 2 * x; } default double viaHidden(double x) { return hidden(x) + twice(x) + m(1); } static double twice(double x) { return 2 * x; } }
          record A(double k) implements S { public double m(double x) { return x + k; } double m(int i) { return 700 * k; } double own(int i) { return m(i) + m(2.5) + both(i); } public double both(int i) { return 9 * i; } }
          record B(double k) implements S { public double m(double x) { return x * k; } double m(float i) { return 30 * k; } public double d(double x) { return m(3) + m(3f) + m(3.0); } double hidden(double x) { return -x; } }
          sealed interface T extends S { S self(double x); default double m(int i) { return -i; } }
          record E(double e) implements T { public double m(double x) { return e - x; } public E self(double x) { return new E(x); } double on(S s) { return 5; } double on(E s) { return 6; } }
          static double on(S s) { return s.m(3) + 1; }
          static double through(S s, int i) { return s.m(3) + s.m(i) + s.m('a') + s.d(i) + s.both(i) + s.both(i * 1.0); }
          static double direct(A a, B b) { return a.m(3) + b.m(3) + b.m(3f) + a.m(3.0) + a.own(2) + a.d(1) + b.d(1); }
          static double narrower(T t, E e) { return t.m(3) + t.m(3.0) + e.m(3) + ((S) e).m(3); }
          static double covariant(T t, E e) { return e.on(t.self(2)) + e.on(e.self(2)) * 10; }
          static double hiddenMethods(S s, B b) { return s.viaHidden(3) + b.viaHidden(2) + b.hidden(1); }
          static double viaVariable(A a) { S s = a; var v = a; return s.m(3) * 1000 + v.m(3); }
          static double viaConditional(A a, B b, boolean c) { return (c ? a : b).m(3); }
          static double arrays(S[] all) { double s = 0; for (S e : all) s += e.m(1); return s; }
        }
        """);
  }

  @TestFactory
  Stream<DynamicTest> enums() {
    return AgreementTest.tests(false, """
        class P {
          interface Scaled { double SCALE = Math.sqrt(5); }
          enum Op implements Scaled {
            ADD { double of(double x) { return x + 12; } double of(int i) { return 900; } double k() { return k2() * SCALE; } double k2() { return 4; } },
            SUB { double of(double x) { return x - 12 + of(3) + of(3.0 > x ? 1 : 2); } },
            NEG;
            double of(double x) { return -x; }
            double of(int i) { return 15 * i; }
            double of(float f) { return 17 * f; }
            double k() { return k2(); }
            double k2() { return 2; }
            double twice(int i) { return of(i) + of(1.0 * i) + of(1f * i); }
            static double of(Op op, int i) { return op.of(i); }
          }
          static double called(Op op, int i) { return op.of(i) + op.of(i * 1.0) + op.of('a') + op.of(2f) + op.of(2L); }
          static double constants() { return Op.ADD.of(3) + Op.ADD.of(3.0) + Op.SUB.of(3) + Op.NEG.of(3); }
          static double inside(Op op) { return op.twice(3) + op.k() + Op.of(op, 2); }
        }
        """);
  }

  /** JLS 15.12.2: without boxes, with boxes, any number of arguments. */
  @TestFactory
  Stream<DynamicTest> phases() {
    return AgreementTest.tests(false, """
        class P {
          static double none() { return Q.r() + Q.none(); }
          static double one(float x, int i) { return Q.q(2f) + Q.q(x) * 10 + Q.one(i) + Q.one(x); }
          static double some(double x, double[] a) { return Q.v(x) + Q.v(x, x) + Q.v(a) + Q.v(x, x, x) + Q.v(); }
          static double fixedFirst(double x, double[] a) { return Q.w(x, a) + Q.w(x, x) + Q.w(x); }
          static double widened(byte b, short s, char c, int i, long l, float f) { return Q.n(b) + Q.n(s) + Q.n(c) + Q.n(i) + Q.n(l) + Q.n(f) + Q.n(2 * i) + Q.n((byte) 1) + Q.n('a' + 1) + Q.n(i > 0 ? 'a' : 'b'); }
          static double pairs(int i, double x) { return Q.two(i, x) + Q.two(x, i) + Q.two(x, x) + Q.two(1L, i); }
          static double arrays(double[] a, float[] b, double[][] m, int[] n) { return Q.arr(a) + Q.arr(b) + Q.arr(m) + Q.arr(n) + Q.arr(m.length > 0 ? m[0] : a); }
          static double records(V v, V2 w, Both t) { return Q.rec(v) + Q.rec(t) + Q.any(v) + Q.any(w); }
          sealed interface Both {} record V(double x) implements Both {} record V2(double x) implements Both {}
          static double made(int i, double x) { return new W(i).x() + new W(x).x() + new W(x, x).x(); }
          record W(double x) { W(int i) { this(i * 100.0); } W(double a, double b) { this((int) b); } }
          static double booleans(boolean b) { return Q.bool(b) + Q.bool(1); }
          static double shadowing(double x) { return new Inner(x).go(); }
          static double far(double x) { return x; }
          record Inner(double x) { double far(float y) { return 5 * y; } double go() { return far(2f) + P.far(x) + far(3); } }
        }
        """, """
        class Q {
          static double r(long... x) { return 1; } static double r(char... x) { return 2; }
          static double none(int... x) { return 3; } static double none() { return 4; }
          static double q(float... x) { return 3; } static double q(float x, short... y) { return 4; }
          static double one(int... o) { return 6; } static double one(float o) { return 7 * o; }
          static double v(double... x) { return x.length; } static double v(double x) { return 10 * x; } static double v(double x, double y) { return x - y; }
          static double w(double x, double... y) { return y.length + 50; } static double w(double x, double y) { return 3; }
          static double n(short x) { return 1; } static double n(int x) { return 2; } static double n(double x) { return 3; } static double n(float x) { return 4; } static double n(byte x) { return 5; }
          static double two(int i, double x) { return 1; } static double two(double x, int i) { return 2; } static double two(double x, double y) { return 3; }
          static double arr(double[] a) { return 1; } static double arr(float[] a) { return 2; } static double arr(double[]... a) { return 3; } static double arr(int... a) { return 4; }
          static double rec(P.Both b) { return 1; } static double rec(P.V v) { return 2; } static double any(P.Both b) { return 3; }
          static double any(Object b) { return 4; }
          static double bool(boolean b) { return b ? 1 : 2; } static double bool(long b) { return 3; }
        }
        """);
  }

  /** JLS 6.4, 6.5: the innermost declaration, and a variable before a class of the same name. */
  @TestFactory
  Stream<DynamicTest> scopes() {
    return AgreementTest.tests(false, """
        import static p.U.*;
        import static p.V.f;
        import static p.V.M;
        import p.U.Nested;
        class P {
          static class Util { static final double length = 30; static double clone(double x) { return x; } }
          private static final double[] Util = {1, 2, 3, 4};
          static double obscured(double x) { return Util.length * x; }
          static double qualified(double x) { return P.Util.length * x; }
          static double local(double x) { double[] Util = {x}; return Util.length + Util[0]; }
          static double single(double x) { return f(x) + M; }
          static double onDemand(double x) { return g(x) + L; }
          static double ownBeforeImport(double x) { return own(x); }
          static double own(double x) { return 2 * x; }
          static double nested(double x) { return new Nested(x).v() + new Other(x).v() + new InV(x).v(); }
          static double inner(double x) { return In.g(x); }
          static class In { static double L = 0; static double g(double x) { return own(x) + In2.h(x); } static double own(double x) { return -x; }
            static class In2 { static double h(double x) { return own(x) + f(x); } static double f(double x) { return 8 * x; } } }
          static double component(double x) { return new Rec(x, 2).value(5); }
          static final double k = 77;
          record Rec(double x, double k) { double value(double x) { return x + this.x + k; } }
          static double lambda(double x) { java.util.function.DoubleUnaryOperator h = k -> k * x; return h.applyAsDouble(3) + k; }
          static double localRecord(double x) { record R(double b) { double f() { return b * 3; } double g() { return f() + k; } } return new R(x).g() + f(x); }
          static double blocks(double x) { { double k = x; x += k; } return x + k; }
          static double loops(int n) { double s = 0; for (int k = 0; k < n; k++) s += k; return s + k; }
        }
        """, """
        class U {
          static double f(double x) { return x; } static double g(double x) { return 3 * x; } static double own(double x) { return 100 * x; }
          static final double M = 5; static final double L = 6;
          record Nested(double a) { double v() { return a; } }
          record Other(double a) { double v() { return 2 * a; } }
        }
        class V extends W { static double f(double x) { return 10 * x; } static final double M = 50; static final double L = 60; }
        class W { static double f(double x) { return 11 * x; } static final double M = 51; }
        record InV(double a) { double v() { return 3 * a; } }
        """);
  }

  /** JLS 12.4.2: what stands further up is there. */
  @TestFactory
  Stream<DynamicTest> initialised() {
    return AgreementTest.tests(false, """
        class P {
          static final double FIVE = five(), SIX = FIVE + 1;
          static double five() { return 5 * ONE; }
          static final double ONE = 1;
          static final double HALF = Lazy.HALF + SIX;
          static class Lazy { static final double HALF = quarter() * 2; static double quarter() { return Math.sqrt(0.0625); } }
          private static final double[] TABLE = {five(), SIX, Lazy.HALF};
          enum E { A(1), B(A.k + 1), C(five()); final double k; E(double k) { this.k = k; } static double five() { return 5; } }
          static double fields(double x) { return (SIX + HALF) * x + TABLE[1] + TABLE[2]; }
          static double constants(E e, double x) { return e.k * x + E.B.k; }
        }
        """);
  }
}
