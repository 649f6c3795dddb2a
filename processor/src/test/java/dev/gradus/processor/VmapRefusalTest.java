package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Batches that cannot be: what is said, and where; the mark {@code §} stands in front of the place. One error stays one error. */
class VmapRefusalTest {
  private static void refused(String message, String marked, String... uses) {
    String members = "package demo;\nimport dev.gradus.*;\nclass X {\n  enum Side { LEFT }\n  record P(double a, double[] b) {}\n  " + marked
        + "\n  static void use() { " + String.join(" ", uses) + " }\n}\n";
    int place = members.indexOf('§');
    Compilation c = Compiled.compile(members.replace("§", ""));
    assertEquals(1, c.errors().size(), () -> c.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    javax.tools.Diagnostic<? extends JavaFileObject> error = c.errors().getFirst();
    String found = error.getMessage(Locale.ROOT);
    assertTrue(found.startsWith(message), found);
    String before = members.substring(0, place);
    assertEquals(before.chars().filter(ch -> ch == '\n').count() + 1, error.getLineNumber(), found);
    assertEquals(place - before.lastIndexOf('\n'), error.getColumnNumber(), found);
  }

  @Test
  void axesForOtherParameters() {
    refused("[Gradus.AxesCount] f: in has 3 axes, but the number of parameters of f is 2 (x, y);",
        "@Vmap(in = §{0, 0, 0}) static double f(double x, double y) { return x; }", "double[] d = XVmap.f(null, null);");
  }

  @Test
  void axesForOtherResults() {
    refused("[Gradus.AxesCount] f: out has 3 axes, but the number of results of f is 2 (the returned value, a);",
        "@Vmap(out = §{0, 0, 0}) static double f(double[] a) { a[0] = 1; return 2; }", "double[] d = XVmap.f(null);");
  }

  @Test
  void axesThatAreNotThere() {
    refused("[Gradus.AxisOutOfRange] f: there is no axis 1 in 'x', which with its lanes is double[] and has the axes -1 to 0;",
        "@Vmap(in = {0, §1}) static double f(double[] v, double x) { return x; }", "double[] d = XVmap.f(null, null);");
    refused("[Gradus.AxisOutOfRange] f: there is no axis -2 in 'p.a()', which", "@Vmap(in = §-2) static double f(P p) { return p.a(); }");
    refused("[Gradus.AxisOutOfRange] f: there is no axis 3 in 'result', which with its lanes is double[][] and has the axes -2 to 1;",
        "@Vmap(out = §3) static double[] f(double[] v) { return v.clone(); }", "double[][] d = XVmap.f(null);");
  }

  @Test
  void nothingSaysHowManyLanes() {
    refused("[Gradus.NothingMapped] f: vmap must have at least one value in 'in' that is not NONE",
        "@Vmap(in = Vmap§.NONE) static double f(double x) { return x; }");
    refused("[Gradus.NothingMapped]", "@Vmap static double §f() { return 1; }");
  }

  @Test
  void axesOfComponents() {
    refused("[Gradus.NoComponent] f: there is no 'p.c' to have an axis;", "@Vmap(axes = @Axis(of = §\"p.c\", is = 0)) static double f(P p) { return p.a(); }");
    refused("[Gradus.NoComponent] f: there is no 'q' to have an axis;", "@Vmap(axes = @Axis(of = §\"q\", is = 0)) static double f(P p) { return p.a(); }");
    refused("[Gradus.NoComponent] f: there is no 'return.c' to have an axis;",
        "@Vmap(axes = @Axis(of = §\"return.c\", is = 0)) static P f(double x) { return new P(x, new double[1]); }");
    refused("[Gradus.AxisTwice] f: 'p.a' has two axes here;",
        "@Vmap(axes = {@Axis(of = \"p.a\", is = 0), @Axis(of = §\"p.a\", is = 0)}) static double f(P p) { return p.a(); }");
    refused("[Gradus.DiffersBetweenLanes] f: 'result.a()' is not the same in all lanes",
        "@Vmap(axes = @Axis(of = §\"return.a\", is = Vmap.NONE)) static P f(double x) { return new P(x, new double[1]); }");
  }

  /** Two batches would have one name, QBatchSharingAAndB. */
  @Test
  void namesThatMaySayTwoThings() {
    String q = "record Q(double a, double b, double aAndB, double c) {} ";
    refused("[Gradus.NotBatchable] f: 'q' is of type demo.X.Q, which cannot have lanes",
        q + "@Vmap(axes = @Axis(of = \"q.aAndB\", is = Vmap.NONE)) static double §f(Q q) { return q.a(); }");
    refused("[Gradus.NotBatchable] f: 'q' is of type demo.X.Q, which cannot have lanes",
        q + "@Vmap(axes = {@Axis(of = \"q.a\", is = Vmap.NONE), @Axis(of = \"q.b\", is = Vmap.NONE)}) static double §f(Q q) { return q.c(); }");
  }

  @Test
  void whatHasNoLanes() {
    refused("[Gradus.NotBatchable] f: 'side' is of type demo.X.Side, which cannot have lanes",
        "@Vmap(in = {0, §0}) static double f(double x, Side side) { return x; }", "Object d = XVmap.f(null, null);");
    refused("[Gradus.NotBatchable] f: 'ps' is of type demo.X.P[]", "@Vmap static double §f(P[] ps) { return ps[0].a(); }");
    refused("[Gradus.NotBatchable] f: the result is of type demo.X.P[]", "@Vmap(in = {0, Vmap.NONE}) @Grad(wrt = \"ps\") static double §f(double x, P[] ps) { return ps[0].a(); }");
    refused("[Gradus.SmallArray] cs: char[] is or holds", "@Vmap static double f(char[] §cs) { return cs[0]; }");
    refused("[Gradus.NotBatchable] f: 'b' is of type byte", "@Vmap static double §f(byte b) { return b; }");
    refused("[Gradus.NotBatchable] f: the result is of type demo.X.Side",
        "@Vmap static Side §f(double x) { return Side.LEFT; }", "Object d = XVmap.f(null);");
  }

  @Test
  void writingWhatAllLanesShare() {
    refused("[Gradus.WritesUnmapped] f: f writes 'sum', which all lanes share (Vmap.NONE)",
        "@Vmap(in = {0, Vmap.NONE}) static void f(double x, double[] sum) { sum§[0] += x; }", "XVmap.f(new double[1], new double[1]);");
  }

  @Test
  void resultsThatAreNotTheSame() {
    refused("[Gradus.DiffersBetweenLanes] f: 'result' is not the same in all lanes",
        "@Vmap(out = Vmap§.NONE) static double f(double x) { return x; }", "double d = XVmap.f(null);");
    refused("[Gradus.DiffersBetweenLanes] f: 'result.b()' is not",
        "@Vmap(in = {0, Vmap.NONE}, out = {Vmap§.NONE}) static P f(double x, double y) { return new P(y, new double[] {x}); }");
  }

  @Test
  void writtenArraysStay() {
    refused("[Gradus.WrittenAxis] f: 'a' is written where it is, with its lanes along axis 0,",
        "@Vmap(out = {0, §1}) static double f(double[] a) { a[0] = 1; return 2; }", "double[] d = XVmap.f(null);");
    refused("[Gradus.WrittenAxis]", "@Vmap(out = Vmap§.NONE) static void f(double[] a) { a[0] = 1; }");
  }

  @Test
  void stackedOtherwise() {
    refused("[Gradus.DerivativeAbove] f: @Grad above @Vmap would differentiate the batch; annotate a method that calls XVmap.f instead",
        "@Grad @Vmap static double §f(double x) { return x; }", "double[] d = XVmap.f(null); double e = XGrad.f(1);");
    refused("[Gradus.TwoDerivatives] f: @Vmap is above both @Grad and @Jvp", "@Vmap @Grad @Jvp static double §f(double x) { return x; }");
    refused("[Gradus.BatchedPullback] f: what @Vjp gives back is a function", "@Vmap @Vjp static double §f(double x) { return x; }");
  }

  @Test
  void theDerivativeIsRefused() {
    refused("[Gradus.UnknownWrt]", "@Vmap @Grad(wrt = §\"z\") static double f(double x) { return x; }", "double[] d = XVmap.f(null);");
    refused("[Gradus.NoFloatResult]", "@Vmap @Jvp static int §f(double x) { return 1; }");
    refused("[Gradus.UnsupportedStatement]", "@Vmap @Grad static double f(P p) { §try { return 1; } finally { } }", "X_PBatch d = XVmap.f(null);");
  }

  @Test
  void namesThatAreTaken() {
    refused("[Gradus.NameCollision] f: f(double) and f(double[]) would both be XVmap.f; choose another with name",
        "@Vmap static double f(double x) { return x; }\n  @Vmap static double §f(double[] x) { return x[0]; }");
    Compilation c = Compiled.compile("package demo; class X { record P(double a) {} @dev.gradus.Vmap static double f(P p) { return p.a(); } }",
        "package demo; class X_PBatch {}");
    assertEquals(1, c.errors().size());
    assertThat(c).hadErrorContaining("[Gradus.CompanionExists] f: the companion class demo.X_PBatch exists already");
    Compilation shared = Compiled.compile(List.of(),
        "package demo; class X { record P(double a) {} @dev.gradus.Vmap static double f(P p, X_P q) { return p.a(); } }",
        "package demo; record X_P(double a) {}");
    assertEquals(1, shared.errors().size());
    assertThat(shared).hadErrorContaining("[Gradus.CompanionShared] f: demo.X.P and demo.X_P would share the companion class demo.X_PBatch");
  }
}
