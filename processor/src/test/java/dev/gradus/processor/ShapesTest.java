package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A tangent has the shape of its argument and a cotangent that of its value, down to the last row, else companions say which array is how
 * long, and do so first: where they are called from outside, in bodies, in lanes, and where a rule gives back what nobody can add.
 */
class ShapesTest {
  private static final String PROGRAM = """
      package demo;
      import dev.gradus.*;
      class M {
        record Layer(double[] w, double b) {}
        record Net(Layer first, float[][] m) {}
        record Pair(double[] u, double v) {}
        sealed interface Curve {}
        record Flat(double[] ys) implements Curve {}
        record None() implements Curve {}

        @Jvp @Vjp static double[] squares(double[] a) { double[] c = new double[a.length]; for (int i = 0; i < a.length; i++) c[i] = a[i] * a[i]; return c; }
        @Jvp(wrt = {"a", "b"}) @Vjp(wrt = {"a", "b"}) static double[][] outer(double[] a, double[] b) {
          double[][] c = new double[a.length][b.length];
          for (int i = 0; i < a.length; i++) for (int j = 0; j < b.length; j++) c[i][j] = a[i] * b[j];
          return c;
        }
        @Jvp static double all(double[][][] a) { double s = 0; for (double[][] m : a) for (double[] r : m) for (double x : r) s += x; return s; }
        @Jvp @Vjp static double net(Net n) { double s = n.first().b(); for (float[] r : n.m()) for (float x : r) s += x * n.first().w()[0]; return s; }
        @Jvp @Vjp static Pair pair(double[] a) { return new Pair(new double[] {a[0], a[1] * a[0]}, a[0]); }
        @Jvp @Vjp static Layer[] copies(Layer[] ls) {
          Layer[] r = new Layer[ls.length];
          for (int i = 0; i < ls.length; i++) if (ls[i] != null) { double[] w = ls[i].w().clone(); r[i] = new Layer(w, 2 * ls[i].b()); }
          return r;
        }
        @Jvp static double curve(Curve c) { return c instanceof Flat(var ys) ? ys[0] : 0; }
        @Vjp static void twice(double[] a, double[] b) { for (int i = 0; i < a.length; i++) { a[i] *= 2; b[i] *= 3; } }
        @Vjp static double[] chosen(double[] a, boolean c) { double[] r = c ? new double[1] : new double[a.length]; r[0] = a[0]; return r; }
        @Vjp static double[][] ragged(double[] a) { double[][] r = {{a[0]}, {}, {a[0], a[1]}}; return r; }
        @Vjp static double[][] gap(double[] a) { double[][] r = new double[2][]; r[1] = new double[] {a[0]}; return r; }

        static double sum(double[] x) { double s = 0; for (double v : x) s += v; return s; }
        static double weights(Layer[] t) { double s = 0; for (int i = 0; i < t.length; i++) { if (t[i] == null) continue; s += t[i].b() * t[i].w()[0]; } return s; }
        @Grad static double squaresIn(double[] a, double[] seed) { return sum(MVjp.squares(a).pullback(seed)); }
        @Grad static double outerIn(double[] a, double[][] seed) { return sum(MVjp.outer(a, a).pullback(seed).a()); }
        @Jvp static double outerFirst(double[] a, double[][] seed) { return sum(MVjp.outer(a, a).pullback(seed).b()); }
        @Grad static double pairIn(double[] a, double[] u) { return sum(MVjp.pair(a).pullback(new Pair(u, 1))); }
        @Grad static double twiceIn(double[] a, double[] u, double[] v) { return sum(MVjp.twice(a, a.clone()).pullback(new MVjp.TwiceResult(u, v))); }
        @Grad static double chosenIn(double[] a, boolean c, double[] seed) { return sum(MVjp.chosen(a, c).pullback(seed)); }
        @Grad static double tangentIn(double[] a, double[] da) { return sum(MJvp.squares(a, da).tangent()); }
        @Grad static double layersIn(Layer[] ls, Layer[] d) { return weights(MJvp.copies(ls, d).tangent()); }
        @Grad static double layersBack(Layer[] ls, Layer[] ct) { return weights(MVjp.copies(ls).pullback(ct)); }
        @Vmap static double lanes(double[] a, double[] da) { return sum(MJvp.squares(a, da).tangent()); }
        @Vmap @Jvp static double stacked(double[] a) { return sum(a) * a[0]; }

        @CustomVjp(fwd = "normFwd", bwd = "normBwd") static double norm(double[] x) { double s = 0; for (double v : x) s += v * v; return s; }
        record Kept(double value, double[] x) {}
        static Kept normFwd(double[] x) { return new Kept(norm(x), x.clone()); }
        static double[] normBwd(double[] x, double ct) { return new double[] {2 * x[0] * ct}; }
        @Grad static double useNorm(double[] x) { return 3 * norm(x); }
        @Grad static double deepNorm(double[] x) { double[] y = new double[] {x[0], x[1], x[0]}; return norm(y); }
        @Grad static double recursive(double[] x, int n) { return n == 0 ? norm(x) : recursive(x, n - 1) * x[0]; }

        record Two(double[] x, double[][] m) {}
        record KeptTwo(double value, Two args) {}
        @CustomVjp(fwd = "mixFwd", bwd = "mixBwd") static double mix(double[] x, double[][] m) { return x[0] * m[0][0]; }
        static KeptTwo mixFwd(double[] x, double[][] m) {
          double[][] c = new double[m.length][];
          for (int i = 0; i < m.length; i++) c[i] = m[i].clone();
          return new KeptTwo(mix(x, m), new Two(x.clone(), c));
        }
        static Two mixBwd(Two k, double ct) {
          double[][] m = new double[k.m().length][2];
          m[0][0] = ct * k.x()[0];
          return new Two(new double[] {ct * k.m()[0][0]}, m);
        }
        @Grad(wrt = {"x", "m"}) static double useMix(double[] x, double[][] m) { return mix(x, m); }

        @CustomJvp("tri") static double[] tripled(double[] x) { double[] y = new double[x.length]; for (int i = 0; i < x.length; i++) y[i] = 3 * x[i]; return y; }
        record T(double[] value, double[] tangent) {}
        static T tri(double[] x, double[] dx) {
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) y[i] = 3 * x[i];
          return new T(y, new double[] {3 * dx[0]});
        }
        @Grad @Jvp static double useTri(double[] x) { return sum(tripled(x)); }

        record KeptRow(double[] value, double[] x) {}
        @CustomVjp(fwd = "cutFwd", bwd = "scaleBwd") static double[] cut(double[] x) { double[] y = x.clone(); for (int i = 1; i < y.length; i++) y[i] = 0; return y; }
        static KeptRow cutFwd(double[] x) { return new KeptRow(new double[] {x[0]}, x.clone()); }
        @CustomVjp(fwd = "padFwd", bwd = "padBwd") static double[] pad(double[] x) {
          double[] y = new double[2 * zeros(x) + 1];
          for (int i = 0; i < x.length; i++) y[i] = x[i];
          return y;
        }
        static int zeros(double[] x) { return x.length; }
        static KeptRow padFwd(double[] x) { double[] y = new double[5]; for (int i = 0; i < x.length; i++) y[i] = x[i]; return new KeptRow(y, x.clone()); }
        static double[] padBwd(double[] x, double[] ct) { double[] c = new double[x.length]; for (int i = 0; i < c.length; i++) c[i] = ct[i]; return c; }
        static double[] scaleBwd(double[] x, double[] ct) { double[] c = new double[x.length]; c[0] = ct[0]; return c; }
        record KeptMatrix(double[][] value, double[][] m) {}
        @CustomVjp(fwd = "turnFwd", bwd = "turnBwd") static double[][] turn(double[][] m) {
          double[][] t = new double[m[0].length][m.length];
          for (int i = 0; i < m.length; i++) for (int j = 0; j < m[i].length; j++) t[j][i] = m[i][j];
          return t;
        }
        static KeptMatrix turnFwd(double[][] m) { double[][] t = new double[m.length][m[0].length]; t[0][0] = m[0][0]; return new KeptMatrix(t, t); }
        static double[][] turnBwd(double[][] m, double[][] ct) { double[][] c = new double[m.length][m[0].length]; c[0][0] = ct[0][0]; return c; }
        record Both(double[] a, double[] b) {}
        record KeptBoth(Both value, double[] x) {}
        @CustomVjp(fwd = "splitFwd", bwd = "splitBwd") static Both split(double[] x, int n) { double[] a = new double[n]; double[] b = new double[x.length - n]; a[0] = x[0]; b[0] = x[n]; return new Both(a, b); }
        static KeptBoth splitFwd(double[] x, int n) { double[] a = new double[1]; double[] b = new double[x.length - 1]; a[0] = x[0]; b[0] = x[n]; return new KeptBoth(new Both(a, b), x.clone()); }
        static double[] splitBwd(double[] x, Both ct) { double[] c = new double[x.length]; c[0] = ct.a()[0]; c[1] = ct.b()[0]; return c; }
        @CustomVjp(fwd = "someFwd", bwd = "scaleBwd") static double[] some(double[] x) { double[] r = x[0] > 0 ? new double[1] : new double[x.length]; r[0] = x[0]; return r; }
        static KeptRow someFwd(double[] x) { return new KeptRow(new double[] {x[0]}, x.clone()); }
        @Grad @Vjp static double useCut(double[] x) { return sum(cut(x)) * x[0]; }
        @Grad static double usePad(double[] x) { return sum(pad(x)); }
        @Grad static double useTurn(double[][] m) { double[][] t = turn(m); double s = 0; for (double[] r : t) s += sum(r); return s; }
        @Grad static double useSplit(double[] x, int n) { Both b = split(x, n); return sum(b.a()) + 2 * sum(b.b()); }
        @Grad static double useSome(double[] x) { return sum(some(x)); }
        @Grad static double deepCut(double[] x, int n) { return n == 0 ? useCut(x) : 2 * deepCut(x, n - 1); }
        @Vmap @Grad static double cutLanes(double[] x) { return useCut(x); }
        @Grad static double bent(double[] x) { return sum(MGrad.useCut(x)); }
      }""";

  private record Case(String call, String message) {}

  private static final List<Case> CASES = List.of(
      new Case("MJvp.squares(d(1, 2), d(1))", "MJvp.squares: da has length 1, but a has length 2"),
      new Case("MJvp.squares(d(1, 2), d(1, 2, 3))", "MJvp.squares: da has length 3, but a has length 2"),
      new Case("MJvp.squares(d(1, 2), null)", "MJvp.squares: da is null, but a has length 2"),
      new Case("MJvp.squares(d(), d(1))", "MJvp.squares: da has length 1, but a has length 0"),
      new Case("MVjp.squares(d(1, 2)).pullback(d(1))", "MVjp.squares: cotangent has length 1, but value has length 2"),
      new Case("MVjp.squares(d(1, 2)).pullback(d(1, 2, 3))", "MVjp.squares: cotangent has length 3, but value has length 2"),
      new Case("MJvp.outer(d(1, 2), d(3), d(1, 2), d())", "MJvp.outer: db has length 0, but b has length 1"),
      new Case("MVjp.outer(d(1, 2), d(3)).pullback(m(d(1)))", "MVjp.outer: cotangent has length 1, but value has length 2"),
      new Case("MVjp.outer(d(1, 2), d(3)).pullback(m(d(1), d(1, 2)))", "MVjp.outer: cotangent[1] has length 2, but value[1] has length 1"),
      new Case("MVjp.outer(d(1, 2), d(3)).pullback(m(d(1), null))", "MVjp.outer: cotangent[1] is null, but value[1] has length 1"),
      new Case("MJvp.all(new double[][][] {m(d(1), d())}, new double[][][] {m(d(1), d(2))})", "MJvp.all: da[0][1] has length 1, but a[0][1] has length 0"),
      new Case("MJvp.net(net(1, 2), net(2, 2))", "MJvp.net: dn.first().w() has length 2, but n.first().w() has length 1"),
      new Case("MJvp.net(net(1, 2), net(1, 3))", "MJvp.net: dn.m()[0] has length 3, but n.m()[0] has length 2"),
      new Case("MVjp.pair(d(1, 2)).pullback(new Pair(d(1), 1))", "MVjp.pair: cotangent.u() has length 1, but value.u() has length 2"),
      new Case("MJvp.copies(ls(1, 0, 2), ls(1, 0, 1))", "MJvp.copies: dLs[2].w() has length 1, but ls[2].w() has length 2"),
      new Case("MVjp.copies(ls(1, 2)).pullback(ls(2, 2))", "MVjp.copies: cotangent[0].w() has length 2, but value[0].w() has length 1"),
      new Case("MJvp.curve(new Flat(d(1)), new Flat(d(1, 2)))", "MJvp.curve: dc has length 2, but c has length 1"),
      new Case("MVjp.twice(d(1), d(1)).pullback(new MVjp.TwiceResult(d(1), d(1, 2)))", "MVjp.twice: cotangent.b() has length 2, but value.b() has length 1"),
      new Case("MVjp.ragged(d(1, 2)).pullback(m(d(1), d(1), d(1, 2)))", "MVjp.ragged: cotangent[1] has length 1, but value[1] has length 0"),
      new Case("MVjp.gap(d(1)).pullback(m(d(1), d(1)))", "MVjp.gap: cotangent[0] has length 1, but value[0] is null"),

      new Case("MGrad.squaresIn(d(1, 2), d(1))", "MVjp.squares: cotangent has length 1, but value has length 2"),
      new Case("MGrad.squaresIn(d(1, 2), d(1, 2, 3))", "MVjp.squares: cotangent has length 3, but value has length 2"),
      new Case("MGrad.outerIn(d(1, 2), m(d(1, 2), d(3)))", "MVjp.outer: cotangent[1] has length 1, but value[1] has length 2"),
      new Case("MGrad.outerIn(d(1, 2), m(d(1, 2)))", "MVjp.outer: cotangent has length 1, but value has length 2"),
      new Case("MJvp.outerFirst(d(1, 2), m(d(1, 2), d(3, 4, 5)), d(1, 1))", "MVjp.outer: cotangent[1] has length 3, but value[1] has length 2"),
      new Case("MGrad.pairIn(d(1, 2), d(1, 2, 3))", "MVjp.pair: cotangent.u() has length 3, but value.u() has length 2"),
      new Case("MGrad.twiceIn(d(1, 2), d(1, 2), d(1))", "MVjp.twice: cotangent.b() has length 1, but value.b() has length 2"),
      new Case("MGrad.chosenIn(d(1, 2), true, d(1, 2))", "MVjp.chosen: cotangent has length 2, but value has length 1"),
      new Case("MGrad.tangentIn(d(1, 2), d(1))", "MJvp.squares: da has length 1, but a has length 2"),
      new Case("MGrad.tangentIn(d(1, 2), d(1, 2, 3))", "MJvp.squares: da has length 3, but a has length 2"),
      new Case("MGrad.layersIn(ls(1, 0, 2), ls(1, 0, 1))", "MJvp.copies: dLs[2].w() has length 1, but ls[2].w() has length 2"),
      new Case("MGrad.layersBack(ls(1, 0, 2), ls(1, 0, 1))", "MVjp.copies: cotangent[2].w() has length 1, but value[2].w() has length 2"),
      new Case("MVmap.lanes(m(d(1), d(2)), m(d(1), d(2, 3)))", "MJvp.squares: da has length 2, but a has length 1"),
      new Case("MVmap.stacked(m(d(1), d(2)), m(d(1), d(2, 3)))", "MJvp.stacked: da has length 2, but a has length 1"),

      new Case("MGrad.useNorm(d(1, 2))", "bwd of M.norm: the cotangent of x has length 1, but x has length 2"),
      new Case("MGrad.deepNorm(d(1, 2))", "bwd of M.norm: the cotangent of x has length 1, but x has length 3"),
      new Case("MGrad.recursive(d(1, 2), 2)", "bwd of M.norm: the cotangent of x has length 1, but x has length 2"),
      new Case("MGrad.useMix(d(1), m(d(1, 2), d(3)))", "bwd of M.mix: the cotangent of m[1] has length 2, but m[1] has length 1"),
      new Case("MGrad.useMix(d(1, 2), m(d(1, 2)))", "bwd of M.mix: the cotangent of x has length 1, but x has length 2"),
      new Case("MGrad.useTri(d(1, 2))", "tri, the rule of tripled: the tangent has length 1, but the value has length 2"),
      new Case("MJvp.useTri(d(1, 2), d(1, 1))", "tri, the rule of tripled: the tangent has length 1, but the value has length 2"),

      new Case("MGrad.useCut(d(1, 2))", "fwd of M.cut: the value has length 1, but that of the method has length 2"),
      new Case("MVjp.useCut(d(1, 2))", "fwd of M.cut: the value has length 1, but that of the method has length 2"),
      new Case("MGrad.deepCut(d(1, 2), 3)", "fwd of M.cut: the value has length 1, but that of the method has length 2"),
      new Case("MVmap.cutLanes(m(d(1), d(2, 3)))", "fwd of M.cut: the value has length 1, but that of the method has length 2"),
      new Case("MGrad.bent(d(1, 2, 3))", "fwd of M.cut: the value has length 1, but that of the method has length 3"),
      new Case("MGrad.usePad(d(1))", "fwd of M.pad: the value has length 5, but that of the method has length 3"),
      new Case("MGrad.useTurn(m(d(1, 2, 3), d(4, 5, 6)))", "fwd of M.turn: the value has length 2, but that of the method has length 3"),
      new Case("MGrad.useSplit(d(1, 2, 3), 2)", "fwd of M.split: the value has length 1, but that of the method has length 2"));

  private static final List<Case> RIGHT = List.of(
      new Case("MGrad.squaresIn(d(1, 2), d(3, 4))[1]", "8.0"),
      new Case("MGrad.outerIn(d(1, 2), m(d(1, 2), d(3, 4)))[1]", "6.0"),
      new Case("MGrad.pairIn(d(1, 2), d(3, 4))[0]", "4.0"),
      new Case("MGrad.chosenIn(d(1, 2), true, d(5))[0]", "0.0"),
      new Case("MGrad.tangentIn(d(1, 2), d(3, 4))[1]", "8.0"),
      new Case("MGrad.layersIn(ls(1, 0, 2), ls(1, 0, 2))[2].b()", "0.0"),
      new Case("MVjp.gap(d(1)).pullback(m(null, d(3)))[0]", "3.0"),
      new Case("MVjp.ragged(d(1, 2)).pullback(m(d(1), d(), d(2, 3)))[0]", "3.0"),
      new Case("MVmap.lanes(m(d(1), d(2)), m(d(1), d(2)))[1]", "8.0"),
      new Case("MGrad.useNorm(d(2))[0]", "12.0"),
      new Case("MGrad.useMix(d(2), m(d(1, 0), d(0, 0))).m()[0][0]", "2.0"),
      new Case("MGrad.useTri(d(2))[0]", "3.0"),
      new Case("MGrad.useCut(d(3))[0]", "6.0"),
      new Case("MGrad.usePad(d(3, 4))[1]", "1.0"),
      new Case("MGrad.useTurn(m(d(1, 2), d(3, 4)))[0][0]", "1.0"),
      new Case("MGrad.useSplit(d(1, 2, 3), 1)[1]", "2.0"),
      new Case("MGrad.bent(d(3))[0]", "2.0"),
      new Case("MGrad.useSome(d(-3, 4))[0]", "1.0"));

  private static final String MEMBERS = """
        static Net net(int w, int m) { return new Net(new Layer(new double[w], 1), new float[][] {new float[m]}); }
        static Layer[] ls(int... sizes) {
          Layer[] ls = new Layer[sizes.length];
          for (int i = 0; i < ls.length; i++) if (sizes[i] > 0) ls[i] = new Layer(new double[sizes[i]], 1);
          return ls;
        }
      """;

  private static Expressions compiled;

  @BeforeAll
  static void compile() {
    compiled = new Expressions(PROGRAM, MEMBERS, Stream.concat(CASES.stream(), RIGHT.stream()).map(Case::call).toList());
  }

  @TestFactory
  Stream<DynamicTest> otherShapesAreRefused() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.call(), () -> assertEquals(c.message(),
        assertThrows(IllegalArgumentException.class, () -> compiled.value(c.call())).getMessage())));
  }

  @TestFactory
  Stream<DynamicTest> rightShapesAreNot() {
    return RIGHT.stream().map(c -> DynamicTest.dynamicTest(c.call(), () -> assertEquals(c.message(), String.valueOf(compiled.value(c.call())))));
  }

  @Test
  void numbersAreNotChecked() {
    String grad = Compiled.of("package demo; import dev.gradus.*; class S { @Jvp @Vjp static double f(double x) { return x * x; }\n"
        + "@Grad static double g(double x) { return SVjp.f(x).pullback(x) + SJvp.f(x, x).tangent(); } }").source("demo.SGrad");
    assertEquals(-1, grad.indexOf("throw"), grad);
  }
}
