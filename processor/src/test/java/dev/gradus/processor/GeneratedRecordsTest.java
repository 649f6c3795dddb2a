package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Records that Gradus writes compare, hash and print by what is in their arrays; twins of records that check make steps that are checked. */
class GeneratedRecordsTest {
  private static final String PROGRAM = """
      package demo;
      import dev.gradus.*;
      class M {
        record Params(double w, double[] b, int[][] k, boolean[] on) {}
        record Range(double lo, double hi) { Range { if (!(lo <= hi)) throw new IllegalArgumentException("upside down"); } }
        record Names(double[] other, float[][] that, double scale, long[] i) { Names { java.util.Objects.requireNonNull(other); } }
        record Layer(double[] w, double b) {}
        enum Kind { A, B }
        sealed interface Curve {}
        record Flat(double y, int n) implements Curve {}
        record Steps(double[] ys) implements Curve {}
        record Nothing() implements Curve {}
        record All(Range range, Layer[][] layers, Curve curve, Kind kind, float f, Layer plain) { All { if (f < 0) throw new IllegalArgumentException("f is " + f); } }
        record One(double[] x) { One { if (x.length == 0) throw new IllegalArgumentException("empty"); } }

        @Grad(wrt = {"w", "x"}) @Jvp(wrt = {"w", "x"}) static double dot(double[][] w, double x) { double s = 0; for (double[] r : w) for (double v : r) s += v * x; return s; }
        @Vmap static double params(Params p) { double s = p.w(); for (double v : p.b()) s += v * p.w(); return s; }
        @Grad @Jvp static double range(Range r) { return r.lo() * r.hi(); }
        @Grad static double names(Names n) { double s = 0; for (double v : n.other()) s += v * n.scale(); for (float[] r : n.that()) for (float v : r) s += v; return s; }
        @Grad static double everything(All a) {
          double s = a.range().lo() + 2 * a.range().hi() + a.f() + 3 * a.plain().b();
          for (Layer[] ls : a.layers()) for (Layer l : ls) s += l.b() * l.w()[0];
          return s + switch (a.curve()) { case Flat(var y, var n) -> y * n; case Steps(var ys) -> ys[0]; case Nothing _ -> 0; };
        }
        @Grad(wrt = {"a", "b"}) static double ones(One a, One b) { return a.x()[0] * b.x()[0]; }
        record Out(double loss, double[] trace, double n) {}
        @Grad(hasAux = true) static Out aux(double x) { return new Out(x * x, new double[] {x, 2 * x}, 1); }
        @Vjp static double[] written(double[] a, double x) { a[0] *= x; return new double[] {a[0]}; }
      }""";

  /** An expression and its text. */
  private record Case(String expression, String text) {}

  private static final String GIVEN = "new All(new Range(1, 2), new Layer[][] {{new Layer(d(2), 3)}, {}}, %s, Kind.B, 4, new Layer(d(5), 6))";

  private static final List<Case> CASES = List.of(
      new Case("MGrad.dot(m(d(1, 2), d()), 3)", "DotGrad[w=[[3.0, 3.0], []], x=3.0]"),
      new Case("MGrad.dotWithValue(m(d(1, 2)), 3)", "DotWithValue[value=9.0, grad=DotGrad[w=[[3.0, 3.0]], x=3.0]]"),
      new Case("MVjp.written(d(2), 3).value()", "WrittenResult[value=[6.0], a=[6.0]]"),
      new Case("MVjp.written(d(2), 3).pullback(new MVjp.WrittenResult(d(1), d(1)))", "[6.0]"),
      new Case("MGrad.aux(3)", "AuxWithAux[grad=6.0, trace=[3.0, 6.0], n=1.0]"),
      new Case("MGrad.ones(new One(d(2)), new One(d(3)))", "OnesGrad[a=OneCotangent[x=[3.0]], b=OneCotangent[x=[2.0]]]"),
      new Case("new M_ParamsBatch(d(1), m(d(2)), new int[][][] {{{1}, {}}}, new boolean[][] {{true}})", "M_ParamsBatch[w=[1.0], b=[[2.0]], k=[[[1], []]], on=[[true]]]"),
      new Case("MGrad.range(new Range(1, 2))", "RangeCotangent[lo=2.0, hi=1.0]"),
      new Case("MGrad.names(new Names(d(1, 2), new float[][] {{1}, {}}, 3, new long[] {7}))", "NamesCotangent[other=[3.0, 3.0], that=[[1.0], []], scale=3.0, i=[7]]"),

      new Case("MGrad.range(new Range(1, 2)).addedTo(new Range(1, 2), 0.5)", "Range[lo=2.0, hi=2.5]"),
      new Case("new MJvp.RangeTangent(3, 4).addedTo(new Range(1, 2), 2)", "Range[lo=7.0, hi=10.0]"),
      new Case("text(MGrad.names(names()).addedTo(names(), 2))", "[7.0, 8.0] [[3.0], []] 9.0 [7]"),
      new Case("text(MGrad.everything(%s).addedTo(%s, 0.5))".formatted(GIVEN.formatted("new Flat(1, 3)"), GIVEN.formatted("new Flat(1, 3)")),
          "Range[lo=1.5, hi=3.0] [3.5] 4.0 Flat[y=2.5, n=3] B 4.5 [5.0] 7.5"),
      new Case("text(MGrad.everything(%s).addedTo(%s, 0.5))".formatted(GIVEN.formatted("new Nothing()"), GIVEN.formatted("new Nothing()")),
          "Range[lo=1.5, hi=3.0] [3.5] 4.0 Nothing[] B 4.5 [5.0] 7.5"),
      new Case("((Steps) MGrad.everything(%s).addedTo(%s, 0.5).curve()).ys()[0]".formatted(GIVEN.formatted("new Steps(d(1, 2))"), GIVEN.formatted("new Steps(d(1, 2))")), "1.5"),
      new Case("MGrad.ones(new One(d(2)), new One(d(3))).a().addedTo(new One(d(2)), -1).x()", "[-1.0]"));

  private static final String MEMBERS = """
        static Names names() { return new Names(d(1, 2), new float[][] {{1}, {}}, 3, new long[] {7}); }
        static String text(Names n) { return Arrays.toString(n.other()) + " " + Arrays.deepToString(n.that()) + " " + n.scale() + " " + Arrays.toString(n.i()); }
        static String text(All a) {
          Layer l = a.layers()[0][0];
          return a.range() + " " + Arrays.toString(l.w()) + " " + l.b() + " " + a.curve() + " " + a.kind() + " " + a.f() + " " + Arrays.toString(a.plain().w()) + " " + a.plain().b();
        }
        static Object[] differ() { return new Object[] {MGrad.dot(m(d(1)), 3), MGrad.dot(m(d(1)), 4), MGrad.dot(m(d(2)), 3), MGrad.dot(m(d(1, 1)), 3), MGrad.dot(m(d(1), d()), 3)}; }
        static Object zeros(double x) { return new MGrad.DotGrad(m(d(x)), x); }
        static Object checked(double by) { return MGrad.range(new Range(1, 2)).addedTo(new Range(1, 2), by); }
        static Object other() { return MGrad.ones(new One(d(2)), new One(d(3))).a().addedTo(new One(d(2, 3)), 1); }
        static Object negative() { return MGrad.everything(%s).addedTo(%s, -1); }
      """.formatted(GIVEN.formatted("new Nothing()"), GIVEN.formatted("new Nothing()").replace("Kind.B, 4,", "Kind.B, 0.5f,"));

  private static Expressions compiled;

  @BeforeAll
  static void compile() {
    compiled = new Expressions(PROGRAM, MEMBERS, CASES.stream().map(Case::expression).toList());
  }

  @TestFactory
  Stream<DynamicTest> theyPrintTheirContent() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.expression(), () -> {
      Object found = compiled.value(c.expression());
      assertEquals(c.text(), found instanceof double[] array ? java.util.Arrays.toString(array) : found.toString());
      if (found instanceof double[]) return;
      assertEquals(found, compiled.value(c.expression()));
      assertEquals(found.hashCode(), compiled.value(c.expression()).hashCode());
      assertFalse(found.equals(null));
      assertFalse(found.equals("text"));
    }));
  }

  @Test
  void otherContentIsAnother() throws Throwable {
    Object[] all = (Object[]) compiled.member("differ");
    IntStream.range(0, all.length).forEach(i -> IntStream.range(0, all.length).forEach(j -> assertEquals(i == j, all[i].equals(all[j]))));
  }

  /** As records have it: NaN is NaN, and the two zeros are two. */
  @Test
  void numbersCompareAsInRecords() throws Throwable {
    assertEquals(compiled.member("zeros", Double.NaN), compiled.member("zeros", Double.NaN));
    assertFalse(compiled.member("zeros", 0.0).equals(compiled.member("zeros", -0.0)));
  }

  @Test
  void stepsAreChecked() {
    assertEquals("upside down", assertThrows(IllegalArgumentException.class, () -> compiled.member("checked", 2.0)).getMessage());
    assertEquals("f is -0.5", assertThrows(IllegalArgumentException.class, () -> compiled.member("negative")).getMessage());
    assertEquals("addedTo: the derivative has length 1, but the value has length 2",
        assertThrows(IllegalArgumentException.class, () -> compiled.member("other")).getMessage());
  }

  @Test
  void theTwinIsNamedInJavadoc() {
    String grad = compiled.source("demo.MGrad").replaceAll("\\R *\\* ", " ");
    assertTrue(grad.contains("a {@link RangeCotangent} for {@link M.Range}, whose constructor may check what it is given"), grad);
  }

  @Test
  void recordsWithoutArraysAreJavas() {
    String grad = Compiled.of("package demo; import dev.gradus.*; class S { @Grad(wrt = {\"x\", \"y\"}) static double f(double x, double y) { return x * y; } }").source("demo.SGrad");
    assertFalse(grad.contains("equals"), grad);
  }
}
