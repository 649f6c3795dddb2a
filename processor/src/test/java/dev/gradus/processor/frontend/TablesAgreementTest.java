package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation.Status;
import dev.gradus.processor.ir.Verifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Methods that read constant arrays compute what javac makes of them; who else does what with the array decides whether they are read. */
class TablesAgreementTest {
  private static final String TABLES = """
      class P {
        private static final double[] NODES = {-0.5, 0.25, 2 * 0.5, -1e-3};
        private static final float[] SINGLES = new float[] {1, 2.5f, -0f};
        private static final int[] ORDER = {2, 0, 1};
        private static final long[] SEEDS = {1L << 40, 'c', Integer.MAX_VALUE + 1L};
        private static final boolean[] FLAGS = {true, false, true};
        private static final double[][] BUTCHER = {{}, {0.5}, {0, 0.5}, {0, 0, 1}};
        private static final double[] SQUARES = squares(5);
        private static final double[] ROOTS = {Math.sqrt(2), SQUARES[2], NODES.length, -NODES[1]};
        private static final int NODES_MAX = NODES.length;
        private static final double OLD[] = {3, 4};
        static final double[] SHARED = {6, 5};
        private static final int SIZE;
        private static final double[] CUBES;
        private static final double[][] TWO;
        private static final double[] CHANGED = new double[3];
        static {
          SIZE = 4;
          CUBES = new double[SIZE];
          for (int i = 0; i < SIZE; i++) CUBES[i] = i * i * i;
          TWO = new double[2][];
          TWO[0] = new double[] {1, 2};
          TWO[1] = CUBES.clone();
        }
        static { java.util.Arrays.fill(CHANGED, 2); CHANGED[1] = CUBES[2]; CHANGED[2]++; }

        private static double[] squares(int n) { double[] a = new double[n]; for (int i = 0; i < n; i++) a[i] = i * i; return a; }

        static double reads(int i) { return NODES[i] * 2 + SINGLES[1] + SEEDS[2] + ROOTS[1] + ROOTS[2] + ROOTS[3] + OLD[0]; }
        static double loops(double x) { double s = 0; for (int i = 0; i < NODES.length; i++) s += x * NODES[i]; return s + NODES_MAX; }
        static double forEach(double x) { double s = 1; for (double w : NODES) s = s * 0.5 + w * x; for (int k : ORDER) s += NODES[k];
          return s; }
        static double rows(double x) { double s = 0; for (double[] row : BUTCHER) for (double a : row) s += a * x;
          for (int i = 0; i < BUTCHER.length; i++) { double[] r = BUTCHER[i]; for (int j = 0; j < r.length; j++) s -= r[j] * BUTCHER[i][j]; }
          return s; }
        static boolean flags(int i) { return FLAGS[i] && !FLAGS[1]; }
        static double passed(double x) { return dot(NODES, ROOTS) * x + last(SQUARES) + P.last(P.NODES); }
        static double dot(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }
        static double last(double[] a) { return a[a.length - 1]; }
        static double either(boolean c, int i) { double[] w = c ? NODES : ROOTS; return w[i] + (c ? SQUARES : NODES).length; }
        static double[] cloned(double x) { double[] a = NODES.clone(); a[0] += x; return a; }
        static double[] rowCloned(double x) { double[] a = BUTCHER[3].clone(); a[0] += x; return a; }
        static double[] copied(double x) { double[] a = java.util.Arrays.copyOf(NODES, 6); a[5] = x; System.arraycopy(NODES, 0, a, 1, 3);
          return a; }
        static double shadowed(double[] NODES) { NODES[0] = 5; return NODES[0] + ORDER[0]; }
        static double renamed(double x) { double[] ORDER = {x, 1}; ORDER[1] = x; return ORDER[0] + ORDER[1] + P.ORDER[0]; }
        static double lookedUp(int i) { return i < 0 ? ROOTS[ORDER[0]] : ROOTS[ORDER[i]]; }
        static double elsewhere(double x) { return Q.first() * x + R.E.WEIGHTS.at(1) + Hidden.CUBE[1]; }
        static double assigned(double x) { double[] w; w = NODES; double s = w[0]; w = ROOTS; return (s + (w)[1]) * x; }
          interface Hider { double[] NODES = {7}; }
        private interface Hidden { double[] CUBE = {1, 8}; }
        static class Inner { private static final double[] NODES = {8, 9}; static double mine() { return NODES[1] + P.NODES[0]; }
          static String unrelated() { return java.util.Arrays.toString(P.NODES) + (P.NODES == OLD); } }
        static double inBlocks(int i) { return CUBES[i] + TWO[1][3] + TWO[0][1] + CHANGED[0] + CHANGED[1] + CHANGED[2]; }
        static double ofThePackage(double x) { return SHARED[1] * x + Q.SHARED[0]; }
        static double inner(double x) { return Inner.mine() * x + Inner.NODES[0]; }
      }
      class Q { static final double[] SHARED = {12}; static double read() { return P.SHARED[0] + SHARED[0]; } private static final double[] NODES = {11}; static double first() { return NODES[0]; } }
      record R(double x) { enum E { WEIGHTS; private static final double[] W = {5, 6}; static double at(int i) { return W[i]; } } }
      """.replace("R.E.WEIGHTS.at", "R.E.at");

  @TestFactory
  Stream<DynamicTest> tables() {
    var programs = new Programs(TABLES);
    assertTrue(programs.compilation().status() != Status.FAILURE, () -> programs.compilation().errors().toString());
    Class<?> p = programs.load();
    return programs.lowered().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      Verifier.check(e.getValue().func());
      Agreement.check(p, e.getValue(), 40, false);
    }));
  }

  @Test
  void everythingThatCouldChangeAnElementIsSeen() {
    for (String use : List.of("static void g() { T[0] = 1; }", "static void g() { T[0]++; }", "static void g() { P.T[0] += 2; }",
        "static void g() { double[] a = T; a[1] = 3; }", "static double[] g() { return T; }", "static void g() { h(T); } static void h(double[] a) { a[0] = 1; }",
        "static void g() { h(T); } static void h(double[] a) { double[] b = a; k(b); } static void k(double[] a) { a[0]--; }",
        "static double[] kept; static void g() { kept = T; }", "static double[] g(double[] x) { return x == null ? T : x; }",
        "static void g() { java.util.Arrays.fill(T, 1); }", "static void g() { java.util.Arrays.sort(T); }",
        "static void g(double[] a) { System.arraycopy(a, 0, T, 0, 1); }", "static Object g() { return (Object) T; }",
        "static java.util.function.Supplier<double[]> g() { return () -> T; }", "static void g() { Runnable r = () -> T[0] = 1; }",
        "static Object g() { return new double[][] {T}; }", "record R(double[] a) {} static R g() { return new R(T); }",
        "static void g() { (T)[0] = 1; }", "static class I { void g() { T[0] = 1; } }", "static { Runnable r = () -> T[0] = 4; r.run(); }",
        "static { h(T); } static void h(double[] a) { a[0] = 1; }", "static { double[] a = T; a[0] = 4; }",
        "static void g() { new Object() { void h(double[] a) { a[0] = 1; } void k() { h(T); } }; } static void h(double[] a) {}",
        "void h(double[] a) {} void g() { h(T); }", "static void g() { h(T); } static void h(double... a) { a[0] = 1; }",
        "static void g() { double[] T2 = T, b = T2; b[0] = 1; }", "static double[] other = T;")) {
      assertEquals("[Gradus.TableWritten]", refusal("private static final double[] T = {1, 2}; static double f(int i) { return T[i]; } " + use), use);
    }
    for (String use : List.of("static void g() { T[0] = new double[1]; }", "static void g() { T[0][0] = 1; }",
        "static void g() { for (double[] r : T) r[0] = 1; }", "static void g() { double[][] c = T.clone(); c[0][0] = 1; }",
        "static void g() { double[] r = T[0]; r[0] = 1; }", "static void g() { java.util.Arrays.copyOf(T, 1)[0][0] = 1; }")) {
      String table = "private static final double[][] T = {{1, 2}}; static double f(int i) { return T[0][i]; } ";
      assertEquals("[Gradus.TableWritten]", refusal(table + use), use);
    }
  }

  /** What is computed of a table before a static block has changed it, and a block that names the table with its class. */
  @Test
  void blocksThatComeLaterAreSeen() {
    String f = " static double f(double x) { return x * K; }";
    for (String members : List.of("private static final double[] T = {1}; static final double K = T[0]; static { T[0] = 4; }",
        "private static final double[] T = {1}; static final double K = g(); static double g() { return T[0]; } static { T[0] = 4; }",
        "private static final double[] T; static final double K = g(); static double g() { return T == null ? 1 : T[0]; } static { T = new double[] {4}; }")) {
      assertEquals("[Gradus.ReadTooEarly]", refusal(members + f), members);
    }
    String g = " static double f(double x) { return x * U[0]; }";
    for (String members : List.of("private static final double[] T = {1}; private static final double[] U = {T[0]}; static { T[0] = 4; }",
        "private static final double[] T = {1}; private static final double[] U; static { U = new double[] {T[0]}; T[0] = 4; }",
        "private static final double[] T = {1}; private static final double[] U; static { U = T.clone(); } static { T[0] = 4; }")) {
      assertEquals("[Gradus.ReadTooEarly]", refusal(members + g), members);
    }
    assertEquals("[Gradus.TableWritten]", refusal("private static final double[] U = {1}; static { P.U[0] = 4; }" + g));
    assertEquals("[Gradus.UnsupportedExpression]", refusal("private static final double K; static { K = 4; }" + f));
    assertEquals("", refusal("private static final double[] T = {1}; static { T[0] = 4; } static final double K = T[0];" + f));
  }

  /** What is not private may be read by the package, if none of its classes writes it. */
  @Test
  void classesOfThePackageAreLookedAt() {
    String table = "static final double[] T = {1, 2}; static double f(int i) { return T[i]; } } ";
    for (String other : List.of("class Q { static void g() { P.T[0] = 1; }", "class Q extends P { static void g() { T[0]++; }",
        "class Q { static double[] g() { return P.T; }", "interface Q { double[] K = P.T;")) {
      assertEquals("[Gradus.TableWritten]", refusal(table + other), other);
    }
    for (String other : List.of("class Q { static final double[] T = {3}; static void g() { T[0] = 1; }", "class Q { static double g() { return P.T[0]; }",
        "class Q { static void g(double[] T) { T[0] = 1; }")) {
      assertEquals("", refusal(table + other), other);
    }
    for (String open : List.of("public", "protected")) assertEquals("[Gradus.TableNotPrivate]", refusal(open + " " + table + "class Q {"), open);
  }

  @Test
  void whatOnlyLooksLikeAWriteIsNone() {
    for (String use : List.of("static void g(double[] T) { T[0] = 1; }", "static void g() { double[] T = {1}; T[0] = 1; }",
        "static class I { double[] T = {1}; void g() { T[0] = 1; } }", "static void T() { } static void g() { T(); }",
        "static void g() { double[] a = T.clone(); a[0] = 1; }", "static class I { static double[] T = {1}; } static void g() { I.T[0] = 1; }",
        "static void g() { double[] a = {2}; a[(int) T[0]] = 1; }", "static void g(double[] a) { System.arraycopy(T, 0, a, 0, 1); }",
        "static { T[0] = 4; }", "static boolean g() { return T != null && java.util.Arrays.equals(T, T); }")) {
      assertEquals("", refusal("private static final double[] T = {1, 2}; static double f(int i) { return T[i]; } " + use), use);
    }
  }

  /** The tag of the only error of {@code f}. */
  private static String refusal(String members) {
    var programs = new Programs("class P { " + members + " }");
    return programs.compilation().errors().stream().map(e -> e.getMessage(null)).filter(m -> m.contains("] f: ") || m.contains("] T: "))
        .map(m -> m.substring(0, m.indexOf(' '))).findFirst().orElse("");
  }
}
