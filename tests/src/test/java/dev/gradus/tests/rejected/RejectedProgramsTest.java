package dev.gradus.tests.rejected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.GradusProcessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the whole processor says, and where: exactly one error, although callers use the companions of the refused method. The mark
 * {@code §} stands in front of the place. The processor's own tests have more programs; here is one of each kind of place.
 */
class RejectedProgramsTest {
  private record Rejected(Diagnostic diagnostic, String says, String members) {}

  private static final List<Rejected> PROGRAMS = List.of(
      new Rejected(Diagnostic.UNKNOWN_WRT, "the parameters are x, y",
          "@Grad(wrt = {\"x\", §\"z\"})\n  static double f(double x, double y) { return x * y; }"),
      new Rejected(Diagnostic.RESULT_NOT_SCALAR, "returns double[]", "@Grad static double[] §f(double[] x) { return x.clone(); }"),
      new Rejected(Diagnostic.NO_AUX, "f returns double", "@Grad(hasAux = §true) static double f(double x) { return x; }"),
      new Rejected(Diagnostic.WRT_NOT_FLOAT, "parameter 'n' is int",
          "@Grad(wrt = §\"n\") static double f(double x, int n) { return x * n; }"),
      new Rejected(Diagnostic.NON_STATIC_METHOD, "f is an instance method", "@Grad double §f(double x) { return x; }"),
      new Rejected(Diagnostic.COMPANION_SHARED, "would share the companion class",
          "static class Inner { @Grad static double f(double x) { return x; } }\n  }\n"
              + "  class Program_Inner { @Grad static double §f(double x) { return x; }"),
      new Rejected(Diagnostic.NOT_A_FUNCTION, "Math.random", """
          @Grad @Jvp @Vjp static double f(double x) {
              return x * Math§.random();
            }
            static double g(double x) { return ProgramGrad.f(x) + ProgramGrad.fWithValue(x).grad() + ProgramJvp.f(x, 1).tangent()
                + ProgramVjp.f(x).pullback(1); }"""),
      new Rejected(Diagnostic.COMPANION_CYCLE, "(f → ProgramGrad.g → f)", """
          @Grad static double f(double x) { return x > 1 ? x : ProgramGrad§.g(x); }
            @Grad static double g(double x) { return x * h(x); }
            static double h(double x) { return f(x + 1); }"""),
      new Rejected(Diagnostic.COMPANION_CYCLE, "(f → ProgramGrad.g → ProgramGrad.f)", """
          @Grad static double f(double x) { return x * ProgramGrad.g(x); }
            @Grad static double g(double x) {
              return ProgramGrad§.f(x) + x;
            }"""),
      new Rejected(Diagnostic.ALIASED_ARGUMENTS, "f writes its argument 'x'", """
          @Grad static double f(double[] x, double[] y) { x[0] *= y[0]; return x[0]; }
            @Grad static double g(double[] x) {
              return ProgramGrad.f(x, §x)[0];
            }"""),
      new Rejected(Diagnostic.EXPLICIT_CONSTRUCTOR, "of record Program.R is",
          "record R(double v) { R { v = v + 1; } }\n  @Jvp static R §f(double x) { return new R(x); }"),
      new Rejected(Diagnostic.EXPLICIT_ACCESSOR, "accessor v of record Program.R is written out",
          "record R(double v) { public double v() { return v + 1; } }\n  @Grad static double f(R §r) { return r.v(); }"),
      new Rejected(Diagnostic.EXPLICIT_CONSTRUCTOR, "of record Program.A is", """
          sealed interface S {} record A(double v) implements S { A { v = Math.abs(v); } } record B() implements S {}
            @Grad static double §f(S s) { return s instanceof A a ? a.v() : 0; }"""),
      new Rejected(Diagnostic.PRIVATE_TYPE, "the type A of this parameter", """
          sealed interface S {} private record A(double v) implements S {}
            @Grad static double f(S §s) { return s instanceof A a ? a.v() : 0; }"""),
      new Rejected(Diagnostic.UNSUPPORTED_STATEMENT, "'try'", """
          @Grad static double f(double x) { return g(x) + g(2 * x); }
            static double g(double x) {
              §try { return x; } finally { x = 1; }
            }"""));

  @TestFactory
  Stream<DynamicTest> oneErrorAtItsPlace() {
    return PROGRAMS.stream().map(r -> DynamicTest.dynamicTest(r.diagnostic.tag(), () -> check(r)));
  }

  private static void check(Rejected r) {
    String marked = "import dev.gradus.*;\nclass Program {\n  " + r.members + "\n}\n";
    int place = marked.indexOf('§');
    Compilation c = compile(List.of(), marked.replace("§", ""));
    assertEquals(1, c.errors().size(), () -> c.errors().toString());
    javax.tools.Diagnostic<? extends JavaFileObject> error = c.errors().getFirst();
    String message = error.getMessage(Locale.ROOT);
    assertTrue(message.startsWith("[Gradus." + r.diagnostic.tag() + "] ") && message.contains(r.says), message);
    String before = marked.substring(0, place);
    assertEquals(before.chars().filter(ch -> ch == '\n').count() + 1, error.getLineNumber(), message);
    assertEquals(place - before.lastIndexOf('\n'), error.getColumnNumber(), message);
  }

  @Test
  void optionsThatMeanNothing() {
    Compilation c = compile(List.of("-Agradus.analysis.order=maybe"),
        "class Program { @dev.gradus.Grad static double f(double x) { return x; } }");
    String message = c.errors().getFirst().getMessage(Locale.ROOT);
    assertTrue(message.startsWith("[Gradus." + Diagnostic.BAD_OPTION.tag() + "] "), message);
  }

  private static Compilation compile(List<?> options, String source) {
    return Compiler.javac().withProcessors(new GradusProcessor()).withOptions(options)
        .compile(JavaFileObjects.forSourceString("Program", source));
  }

  @Test
  void messagesSayWhatAndWhatToDo() {
    for (Diagnostic d : Diagnostic.values()) {
      String message = d.message("f", Arrays.stream(new Object[8]).map(_ -> "…").toArray());
      assertTrue(message.startsWith("[Gradus." + d.tag() + "] f: ") && message.endsWith("."), message);
    }
  }
}
