package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Names that are found through imports (JLS 7.5): only what is accessible is imported, and what is nearer comes first. */
class ImportedNamesTest {
  private static final String A = """
      package a;
      public class A extends Base {
        static double f(double x) { return 100 * x; }
        public static double g(double x) { return 2 * x; }
        static final double K = 100;
        record R(double v) { double m() { return 100 * v; } }
      }
      class Hidden { public static double f(double x) { return 1000 * x; } }
      class Base { public static double inherited(double x) { return 5 * x; } public record In(double v) { public double m() { return 5 * v; } } }
      """;
  private static final String B = """
      package b;
      public class B {
        public static double f(double x) { return 3 * x; }
        public static double g(float x) { return 200 * x; }
        public static final double K = 4;
        public record R(double v) { public double m() { return 6 * v; } }
      }
      """;
  private static final String HIDDEN = "package b; public class Hidden { public static double f(double x) { return 7 * x; } }";

  private static double gradient(String imports, String expression) throws Throwable {
    String x = "package p; " + imports + " class X { @dev.gradus.Grad static double f_(double x) { return " + expression + "; } }";
    return (double) Compiled.of(x, A, B, HIDDEN).call("p.XGrad", "f_", 2.0);
  }

  @Test
  void onDemandOnlyWhatIsAccessible() throws Throwable {
    assertEquals(7, gradient("import a.*; import b.*;", "Hidden.f(x)"));
    assertEquals(3 + 4 + 6, gradient("import static a.A.*; import static b.B.*;", "f(x) + K * x + new R(x).m()"));
    assertEquals(2, gradient("import static a.A.*; import static b.B.*;", "g(x)"));
  }

  @Test
  void inheritedMembers() throws Throwable {
    assertEquals(5 + 5, gradient("import static a.A.inherited; import static a.A.In;", "inherited(x) + new In(x).m()"));
    assertEquals(5 + 5, gradient("import static a.A.*;", "inherited(x) + new In(x).m()"));
    assertEquals(5 + 5, gradient("import a.A;", "A.inherited(x) + new A.In(x).m()"));
  }

  @Test
  void singleBeforeOnDemand() throws Throwable {
    assertEquals(2 + 3, gradient("import static a.A.g; import static b.B.*;", "g(x) + f(x)"));
    assertEquals(200, gradient("import static a.A.*; import static b.B.g;", "g((float) x)"));
  }
}
