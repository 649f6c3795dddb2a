package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules that are none: what is said, and where. */
class RuleRefusalTest {
  /** {@code §} marks the place. */
  private static void refused(String message, String members) {
    String marked = """
        package demo;
        import dev.gradus.*;
        class X {
          record Pair(double value, double rest) {}
          record Kept(double value, double[] rest) {}
          record Sorted(double value, int rest) {}
        """ + members.indent(2) + "}\n";
    int place = marked.indexOf('§');
    String before = marked.substring(0, place);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = place - before.lastIndexOf('\n');
    Compilation c = Compiled.compile(marked.replace("§", ""));
    assertThat(c).failed();
    assertEquals(1, c.errors().size(), () -> c.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    assertThat(c).hadErrorContaining(message).inFile(c.sourceFiles().getFirst()).onLine(line).atColumn(column);
  }

  @Test
  void thereIsNoSuchMethod() {
    refused("[Gradus.RuleNotFound] f: there is no method ahead to be a rule of f; declare record AheadResult(double value, double[] residuals) {} and static AheadResult ahead(double x, int[] n).", """
        @CustomVjp(fwd = §"ahead", bwd = "back") static double f(double x, int[] n) { return x; }
        static double back(double kept, double ct) { return ct; }
        @Grad static double g(double x) { return f(x, new int[1]); }
        """);
    refused("[Gradus.RuleNotFound] f: there is no method Other.rule to be a rule of f; declare record RuleResult(double value, double tangent) {} and "
        + "static RuleResult rule(double x, double dx).", "@CustomJvp(§\"Other.rule\") static double f(double x) { return x; }");
  }

  @Test
  void forwardFunctionReturnsTheValueAlone() {
    refused("[Gradus.RuleSignature] f: ahead does not fit f: expected record AheadResult(double value, double[] residuals) {} and static AheadResult ahead(double x), "
        + "found static double ahead(double); change one of them.", """
        @CustomVjp(fwd = §"ahead", bwd = "back") static double f(double x) { return x; }
        static double ahead(double x) { return x; }
        static double back(double kept, double ct) { return ct; }
        """);
  }

  @Test
  void backwardFunctionTakesOtherResiduals() {
    refused("[Gradus.RuleSignature] f: back does not fit f: expected static double back(double[] residuals, double ct), "
        + "found static double back(double, double) and record X.Pair(double value, double rest) {} and X.Pair back(double[], double)", """
        @CustomVjp(fwd = "ahead", bwd = §"back") static double f(double x) { return x; }
        static Kept ahead(double x) { return new Kept(x, new double[1]); }
        static double back(double kept, double ct) { return ct; }
        Pair back(double[] kept, double ct) { return null; }
        """);
  }

  @Test
  void oneCotangentForEachFloatingPointParameter() {
    refused("[Gradus.RuleSignature] f: back does not fit f: expected record BackResult(double x, double[] y) {} and static BackResult back(double residuals, double ct), "
        + "found record X.Pair(double value, double rest) {} and static X.Pair back(double, double)", """
        @CustomVjp(fwd = "ahead", bwd = §"back") static double f(double x, int n, double[] y) { return x; }
        static Pair ahead(double x, int n, double[] y) { return new Pair(x, x); }
        static Pair back(double kept, double ct) { return new Pair(ct, ct); }
        """);
  }

  @Test
  void tangentOfAnotherType() {
    refused("[Gradus.RuleSignature] f: rule does not fit f: expected record RuleResult(float value, float tangent) {} and static RuleResult rule(float x, boolean b, float dx), "
        + "found record X.Pair(double value, double rest) {} and static X.Pair rule(float, float)", """
        @CustomJvp(§"rule") static float f(float x, boolean b) { return x; }
        static Pair rule(float x, float dx) { return new Pair(x, dx); }
        """);
  }

  @Test
  void resultsThatAreNoNumbers() {
    refused("[Gradus.RuleTypes] f: a rule says how numbers move numbers, but f(double) returns X.Sorted", """
        §@CustomVjp(fwd = "ahead", bwd = "back") static Sorted f(double x) { return new Sorted(x, 1); }
        """);
    refused("[Gradus.RuleTypes] f: a rule says how numbers move numbers, but f(int) returns double", """
        §@CustomJvp("rule") static double f(int x) { return x; }
        """);
  }

  @Test
  void writtenArguments() {
    refused("[Gradus.RuleWrites] f: f writes its argument, but f and its rule are functions; let it work on a .clone().", """
        §@CustomJvp("rule") static double f(double[] x) { x[0] = 1; return x[0]; }
        @Grad static double g(double x) { return f(new double[] {x}); }
        """);
    refused("[Gradus.RuleWrites] f: rule writes its argument, but f and its rule are functions", """
        @CustomJvp(§"rule") static double f(double[] x) { return x[0]; }
        static Pair rule(double[] x, double[] dx) { dx[0] = 1; return new Pair(x[0], dx[0]); }
        """);
  }

  @Test
  void twoRules() {
    refused("[Gradus.TwoRules] f: f has two rules; leave @CustomVjp out", """
        §@CustomVjp(fwd = "a", bwd = "b") @CustomJvp("c") static double f(double x) { return x; }
        """);
  }

  @Test
  void instanceMethods() {
    refused("[Gradus.NonStaticMethod] f", "@CustomJvp(\"rule\") double §f(double x) { return x; }");
  }

  @Test
  void forwardModeThroughARuleForReverseMode() {
    String rule = """
        @CustomVjp(fwd = "ahead", bwd = "back") static double f(double x) { return x; }
        static Pair ahead(double x) { return new Pair(x, x); }
        static double back(double kept, double ct) { return ct; }
        """;
    refused("[Gradus.BackwardOnly] h: forward mode cannot go through f, whose rule is for reverse mode only (@CustomVjp); "
        + "give it a @CustomJvp, which serves both.", rule + """
        @Jvp static double g(double x) { return 2 * h(x * x); }
        static double h(double x) { return x + §f(x); }
        """);
    refused("[Gradus.BackwardOnly] h", rule + """
        @Grad(mode = Mode.FORWARD) static double g(double x) { return h(x); }
        static double h(double x) { return x + §f(x); }
        """);
    refused("[Gradus.BackwardOnly] h", rule + """
        @Jvp static double g(double x) { return h(x); }
        @Grad static double k(double x) { return XJvp.g(x, 1).tangent(); }
        static double h(double x) { return x + §f(x); }
        """);
  }

  @Test
  void tangentsThatAreNotLinear() {
    refused("[Gradus.NotLinear] f: the tangent that the rule of f returns is not seen to be linear in the tangents it takes", """
        §@CustomJvp("rule") static double f(double x) { return x; }
        static Pair rule(double x, double dx) { return new Pair(x, dx > 0 ? dx : 2 * dx); }
        @Jvp @Grad static double g(double x) { return f(x); }
        """);
    refused("[Gradus.NotLinear] f", """
        §@CustomJvp("rule") static double f(double x) { return x; }
        static Pair rule(double x, double dx) { return new Pair(x, f(dx)); }
        @Grad static double g(double x) { return f(x); }
        """);
  }

  /** Their derivatives do not depend on tangents either, but zero tangents do not give zero, or give it too often. */
  @Test
  void tangentsThatAreNotLinearThoughTheirDerivativesAreFixed() {
    for (String tangent : List.of("2 * x * dx + 1", "x", "dx - x", "Math.floor(dx)", "x > 0 ? dx : x", "Math.fma(x, dx, x)", "moved(x, dx)",
        "dx == 0 ? 0 : x * dx", "often(x, dx)", "until(x, dx)", "checked(x, dx)", "dev.gradus.lax.Lax.stopGradient(dx)")) {
      refused("[Gradus.NotLinear] f", """
          §@CustomJvp("rule") static double f(double x) { return x; }
          static Pair rule(double x, double dx) { return new Pair(x, %s); }
          static double moved(double x, double dx) { double[] a = {dx, x}; double s = 0; for (double v : a) s += v; return s; }
          static double often(double x, double dx) { double t = dx, u = x * dx; int n = dx > 0 ? 1 : 0; for (int i = 0; i < n; i++) t = u; return t; }
          static double until(double x, double dx) { double t = dx, u = x * dx; int k = dx > 0 ? 0 : 1; while (k < 1) { t = u; k++; } return t; }
          static double checked(double x, double dx) { if (dx > 1) throw new IllegalArgumentException(); return x * dx; }
          @Grad static double g(double x) { return f(x); }
          """.formatted(tangent));
    }
  }

  @Test
  void tangentsThatAreLinear() {
    for (String tangent : List.of("2 * x * dx", "0", "-dx / x", "Math.fma(x, dx, dx)", "Math.toRadians(dx)", "x > 0 ? dx : 3 * dx", "summed(x, dx)")) {
      Compilation c = Compiled.compile(List.of(), """
          package p;
          import dev.gradus.*;
          final class X {
            record Pair(double value, double tangent) {}
            @CustomJvp("rule") static double f(double x) { return x; }
            static Pair rule(double x, double dx) { return new Pair(x, %s); }
            static double summed(double x, double dx) { double[] a = {dx, x * dx}; double s = 0; for (double v : a) s += v; return s; }
            @Grad static double g(double x) { return f(x); }
          }
          """.formatted(tangent));
      assertEquals(List.of(), c.errors(), tangent);
    }
  }

  @Test
  void tangentsThatRecur() {
    refused("[Gradus.NotLinear] f: the tangent that the rule of f returns is not seen to be linear in the tangents it takes", """
        §@CustomJvp("rule") static double f(double x, int n) { return n <= 0 ? 1 : x * f(x, n - 1); }
        static Pair rule(double x, int n, double dx) {
          if (n <= 0) return new Pair(1, 0);
          Pair p = rule(x, n - 1, dx);
          return new Pair(x * p.value(), p.value() * dx + x * p.rest());
        }
        @Grad static double g(double x) { return f(x, 3); }
        """);
  }

  @Test
  void whatCannotBeReadNorCalled() {
    refused("[Gradus.RuleHidden] f: the body of f cannot be read, so companions have to call it, but those of demo.X cannot see it", """
        §@CustomJvp("rule") private static double f(double x) { return Double.parseDouble("" + x); }
        static Pair rule(double x, double dx) { return new Pair(f(x), dx); }
        @Grad static double g(double x) { return f(x); }
        """);
    refused("[Gradus.ForeignMethod] f: StrictMath.sin", """
        static double f(double x) { return StrictMath§.sin(x); }
        @Grad static double g(double x) { return f(x); }
        """);
  }

  @Test
  void codeThatCannotBeRunAgain() {
    refused("[Gradus.CheckpointWrites] f: the code in Lax.checkpoint writes 'a', so it cannot be run again", """
        static double bump(double[] a) { a[0] += 1; return a[0]; }
        @Grad static double f(double x) { double[] a = {x}; return dev.gradus.lax.Lax.checkpoint(§() -> bump(a)) * a[0]; }
        """);
    refused("[Gradus.UnsupportedExpression] f", """
        @Grad static double f(double x) { return dev.gradus.lax.Lax.checkpoint(§() -> { return x; }); }
        """);
  }
}
