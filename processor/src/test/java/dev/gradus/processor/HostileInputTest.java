package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.testing.compile.Compilation;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Source that no person writes, but generators do: it is compiled, or refused with a message, in seconds. The limits are for slow machines.
 */
class HostileInputTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static Compilation compile(String members) {
    return assertTimeoutPreemptively(LIMIT, () -> Compiled.compile("package demo; import dev.gradus.*; class X {\n" + members + "\n}"));
  }

  private static String times(int n, String between, IntFunction<String> text) {
    return IntStream.range(0, n).mapToObj(text).collect(Collectors.joining(between));
  }

  @Test
  void manyLines() {
    assertThat(compile("@Grad static double f(double x, double y) {\n  double a = x;\n"
        + times(5_000, "", i -> i % 2 == 0 ? "  a = a * 0.99 + y;\n" : "  a -= a * y;\n") + "  return a; }")).succeeded();
  }

  @Test
  void deepNesting() {
    assertThat(compile("@Grad static double f(double x) { return " + "(".repeat(200) + "x" + " + 1)".repeat(200) + "; }\n"
        + "@Grad static double g(double x) {\n  double a = x;\n" + "  if (a > 0) { a *= 1.01;\n".repeat(200) + "}".repeat(200) + " return a; }\n"
        + "@Grad static double h(double x) { return " + times(200, "", i -> "x > " + i + " ? x * " + i + " : ") + "x; }")).succeeded();
  }

  @Test
  void longSums() {
    assertThat(compile("@Grad static double f(double x) { return " + times(500, " + ", i -> "x * " + i) + "; }")).succeeded();
  }

  @Test
  void longInitialisers() {
    assertThat(compile("@Grad static double f(double x) { double[] a = {" + times(2_000, ", ", Integer::toString) + "}; return a[3] * x; }"))
        .succeeded();
  }

  @Test
  void codeThatDoublesWithEachCall() {
    Compilation c = compile(times(24, "\n", i -> "static double f" + (i + 1) + "(double x) { return f" + i + "(x) * f" + i + "(x + 1); }")
        + "\nstatic double f0(double x) { return x * x; }\n@Grad static double f(double x) { return f24(x); }");
    assertThat(c).failed();
    assertThat(c).hadErrorContaining("[Gradus.TooLarge] f: f becomes too large").inFile(c.sourceFiles().getFirst()).onLine(27).atColumn(21);
  }

  @Test
  void moreParametersThanJavaHas() {
    String params = times(120, ", ", i -> "double p" + i);
    String wrt = times(120, ", ", i -> "\"p" + i + "\"");
    assertThat(compile("@Grad(wrt = {" + wrt + "}) static double f(" + params + ") { return p0 * p119; }")).succeeded();
    String jvp = "@Jvp(wrt = {" + wrt + "}) static double f(" + params + ") { return p0 * p119; }";
    Compilation c = compile(jvp);
    assertThat(c).hadErrorCount(1);
    assertThat(c).hadErrorContaining("[Gradus.TooManyParameters] f: f would have more parameters").inFile(c.sourceFiles().getFirst()).onLine(2)
        .atColumn(1 + jvp.indexOf("f("));
    Compilation javacs = compile("@Grad static double f(" + times(300, ", ", i -> "double p" + i) + ") { return p0 * p299; }");
    assertThat(javacs).hadErrorCount(1);
    assertThat(javacs).hadErrorContaining("too many parameters");
  }

  /** A private method of the companion would take more than the method that it is made from. */
  @Test
  void moreParametersUnderRecursionThanJavaHas() {
    String g = "static double g(" + times(70, ", ", i -> "double p" + i) + ", int n) { return n == 0 ? p0 * p69 : p1 * g("
        + times(70, ", ", i -> "p" + i) + ", n - 1); }\n";
    String f = "static double f(double[] v) { return g(" + times(70, ", ", i -> "v[" + i + "]") + ", 3); }";
    assertThat(compile(g + "@Grad @Vjp " + f)).succeeded();
    Compilation c = compile(g + "@Jvp " + f);
    assertThat(c).hadErrorCount(1);
    assertThat(c).hadErrorContaining("[Gradus.TooManyParameters] f: f, as its derivative needs it, would have more").inFile(c.sourceFiles().getFirst())
        .onLine(3).atColumn(20);
    assertThat(compile("static double g(double[] p, int n) { return n == 0 ? p[0] * p[69] : p[1] * g(p, n - 1); }\n"
        + "@Jvp static double f(double[] v) { return g(v, 3); }")).succeeded();
  }

  @Test
  void constantsInACircle() {
    assertThat(compile("static final int A = B.C; static class B { static final int C = A; } @Grad static double f(double x) { return x * A; }"))
        .hadErrorContaining("[Gradus.ReadTooEarly]");
  }

  @Test
  void namesOfAnyScript() {
    assertThat(compile("""
        record Größe(double länge) {}
        @Grad static double größe(double ξ, double 変数) { double ñ = ξ * 変数; return ñ * ñ; }
        @Grad static double g(Größe ä) { return ä.länge() * 2; }
        @Grad static double $d_(double _x, double $y, double record, double yield_, double var) { double when = _x; return when * record * var; }
        """)).succeeded();
  }
}
