package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is refused, at {@code §}, in which words, and that the program compiles once it is changed as the message says. */
class CuresTest {
  private record Row(String tag, String says, String refused, String cured) {}

  private static final List<Row> ROWS = List.of(
      new Row("UnsupportedSignature", "write double.", "@Grad static double f(Double §x) { return x * x; }",
          "@Grad static double f(double x) { return x * x; }"),
      new Row("UnsupportedSignature", "write double[].", "@Grad static double f(java.util.List<Double> §x) { return x.get(0); }",
          "@Grad static double f(double[] x) { return x[0]; }"),
      new Row("UnsupportedType", "write double.", "@Grad static double f(double x) { §Double y = x * 2; return y; }",
          "@Grad static double f(double x) { double y = x * 2; return y; }"),
      new Row("UnsupportedType", "write double.", "@Grad static double f(double x) { return new §BigDecimal(x).doubleValue(); }",
          "@Grad static double f(double x) { double b = x; return b; }"),
      new Row("UnsupportedType", "write double[].", "@Grad static double f(double x) { §List<Double> l = new ArrayList<>(); l.add(x); return l.get(0); }",
          "@Grad static double f(double x) { double[] l = {x}; return l[0]; }"),
      new Row("NotAFunction", "Random gives another value", "@Grad static double f(double x, Random §r) { return x * r.nextDouble(); }",
          "@Grad static double f(double x, double r) { return x * r; }"),
      new Row("NotAFunction", "Random gives another value", "@Grad static double f(double x) { §Random r = new Random(1); return x * r.nextDouble(); }",
          "@Grad static double f(double x, double r) { return x * r; }"),
      new Row("NotAFunction", "System.nanoTime gives", "@Grad static double f(double x) { return x * System§.nanoTime(); }",
          "@Grad static double f(double x, long now) { return x * now; }"),
      new Row("UnsupportedSignature", "make it a record: record P(double a) {}", "static class P { double a; } @Grad static double f(P §p) { return p.a; }",
          "record P(double a) {} @Grad static double f(P p) { return p.a(); }"),
      new Row("UnsupportedSignature", "write an enum", "@Grad static double f(double x, String §k) { return switch (k) { case \"a\" -> x; default -> 2 * x; }; }",
          "enum K { A, B } @Grad static double f(double x, K k) { return switch (k) { case A -> x; default -> 2 * x; }; }"),
      new Row("TableWritten", "pass the array as a parameter", "static double[] a = new double[3]; @Grad static double f(double x) { §a[0] = x; return a[0] * x; }",
          "@Grad static double f(double x, double[] a) { a[0] = x; return a[0] * x; }"),
      new Row("ConstantUnknown", "pass it as a parameter", "static final double R = Double.parseDouble(System.getProperty(\"r\")); @Grad static double f(double x) { return §R * x; }",
          "@Grad static double f(double x, double r) { return r * x; }"),
      new Row("UnsupportedExpression", "declare D as a member", "@Grad static double f(double x) { enum D { A } double s = 0; for (D d : D§.values()) s += x * d.ordinal(); return s; }",
          "enum D { A } @Grad static double f(double x) { double s = 0; for (D d : D.values()) s += x * d.ordinal(); return s; }"),
      new Row("UnsupportedExpression", "make I sealed", "interface I { default double twice() { return 2; } } record R(double v) implements I {} @Grad static double f(R p) { return p.v() * p§.twice(); }",
          "sealed interface I { default double twice() { return 2; } } record R(double v) implements I {} @Grad static double f(R p) { return p.v() * p.twice(); }"),
      new Row("UnsupportedExpression", "make the interface sealed", "interface C { double at(double t); } record F(double r) implements C { public double at(double t) { return r * t; } } @Grad static double f(double x) { C c = §new F(x); return c.at(2); }",
          "sealed interface C { double at(double t); } record F(double r) implements C { public double at(double t) { return r * t; } } @Grad static double f(double x) { C c = new F(x); return c.at(2); }"),
      new Row("UnsupportedSignature", "one knows another by its index", "record N(double v, N next) {} @Grad static double f(N §n) { return n.v(); }",
          "record N(double v, int next) {} @Grad static double f(N[] n) { return n[n[0].next()].v(); }"),
      new Row("UnsupportedExpression", "compare their elements in a loop", "@Grad static double f(double[] q) { double[] o = q.clone(); if (q §== o) return 0; return q[0]; }",
          "@Grad static double f(double[] q) { double[] o = q.clone(); boolean same = true; for (int i = 0; i < q.length; i++) same &= q[i] == o[i]; if (same) return 0; return q[0]; }"),
      new Row("RuleSignature", "record RuleResult(double value, double tangent) {} and static RuleResult rule(double x, double dx)", "@CustomJvp(§\"rule\") static double f(double x) { return x; } static double rule(double x, double dx) { return dx; }",
          "@CustomJvp(\"rule\") static double f(double x) { return x; } record RuleResult(double value, double tangent) {} static RuleResult rule(double x, double dx) { return new RuleResult(x, dx); }"),
      new Row("UnknownName", "Did you mean 'weight'?", "@Grad static double f(double weight) { return §wieght * 2; }", "@Grad static double f(double weight) { return weight * 2; }"),
      new Row("UnknownMethod", "Did you mean 'Math.sin'?", "@Grad static double f(double x) { return §sin(x); }", "@Grad static double f(double x) { return Math.sin(x); }"),
      new Row("UnknownMethod", "Did you mean 'XGrad.loss'?", "@Grad static double loss(double x) { return x; } @Grad static double g(double x) { return XGrad§.los(x); }",
          "@Grad static double loss(double x) { return x; } @Grad static double g(double x) { return XGrad.loss(x); }"),
      new Row("NotAFunction", "(needed by @Grad on X.f)", "@Grad static double f(double x) { return g(x); } static double g(double x) { return Math§.random(); }",
          "@Grad static double f(double x, double r) { return g(x, r); } static double g(double x, double r) { return r; }"));

  private static String source(String members) {
    return "package demo; import dev.gradus.*; import java.util.*; import java.math.BigDecimal;\nclass X {\n" + members + "\n}\n";
  }

  @TestFactory
  Stream<DynamicTest> refusedAndCured() {
    return ROWS.stream().map(r -> DynamicTest.dynamicTest(r.tag + ": " + r.says, () -> check(r)));
  }

  private static void check(Row r) {
    int column = r.refused.indexOf('§') + 1;
    Compilation c = Compiled.compile(source(r.refused.replace("§", "")));
    assertEquals(1, c.errors().size(), () -> c.errors().toString());
    String message = c.errors().getFirst().getMessage(Locale.ROOT);
    assertTrue(message.startsWith("[Gradus." + r.tag + "] ") && message.contains(r.says), message);
    assertEquals("3:" + column, c.errors().getFirst().getLineNumber() + ":" + c.errors().getFirst().getColumnNumber(), message);
    assertThat(Compiled.compile(source(r.cured))).succeeded();
  }

  @Test
  void allThatIsWrongAndNothingThatFollowsFromIt() {
    Compilation c = Compiled.compile(source("""
        @Grad static double f(double x) {
          double a = Math.random();
          String s = "a";
          int k = s.length();
          for (int i = 0; i < k; i++) { assert x > 0; a += foo(x); }
          return x * a * k * zz;
        }"""));
    assertEquals(List.of("NotAFunction", "UnsupportedType", "UnsupportedStatement", "UnknownMethod", "UnknownName"),
        c.errors().stream().map(e -> e.getMessage(Locale.ROOT).replaceFirst("\\[Gradus\\.(\\w+)\\](?s:.*)", "$1")).toList());
    assertEquals(0, c.warnings().size());
  }
}
