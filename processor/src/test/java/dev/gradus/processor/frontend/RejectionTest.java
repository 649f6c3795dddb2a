package dev.gradus.processor.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are refused: which message, and on which line and column. The mark {@code §} stands in front of the place. */
class RejectionTest {
  /** One rejected program; {@code says} is part of the message. */
  private record Case(Diagnostic diagnostic, String says, String members) {}

  private static final List<Case> CASES = List.of(
      // methods
      new Case(Diagnostic.NON_STATIC_METHOD, "f is an instance method", "double §f(double x) { return x; }"),
      new Case(Diagnostic.GENERIC_METHOD, "type parameters", "static <T> double §f(double x) { return x; }"),
      new Case(Diagnostic.NO_BODY, "f has no body", "static native double §f(double x);"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.String of f", "static double f(double x, String §s) { return x; }"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.Double of f", "static §Double f(double x) { return x; }"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type p.P.Swap (component 'name' of Leg is a java.lang.String) of f", """
          record Leg(double rate, String name) {} record Swap(double notional, Leg[] legs) {}
            static double f(Swap §s) { return s.notional(); }"""),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "(Plain is an interface that is not sealed)", """
          interface Plain { double at(double s, double t); double more(); }
            static double f(Plain §p) { return 1; }"""),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "(Range has type parameters)", """
          record Range<T>(T from, T to) {} record Box(double x, Range<Double> range) {}
            static double f(Box §b) { return b.x(); }"""),
      new Case(Diagnostic.UNSUPPORTED_TYPE, "the type Counter (Counter is a class, not a record)", """
          static class Counter { double n; }
            static double f(double x) { §Counter c = new Counter(); return x; }"""),
      new Case(Diagnostic.UNSUPPORTED_TYPE, "of a constant is not understood; have a constant array of numbers for each component", """
          record V(double x) {} private static final V[] STEPS = {new V(1)};
            static double f(double x) { return §STEPS[0].x() * x; }"""),
      // statements
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "'try'", "static double f(double x) {\n    §try { return x; } finally { x = 1; }\n  }"),
      new Case(Diagnostic.BAD_EXCEPTION, "Exception is a checked exception",
          "static double f(double x) throws Exception { if (x < 0) throw §new Exception(\"no\"); return x; }"),
      new Case(Diagnostic.BAD_EXCEPTION, "no cause",
          "static double f(double x) { if (x < 0) throw §new IllegalStateException(\"no\", null); return x; }"),
      new Case(Diagnostic.BAD_EXCEPTION, "'MADE' is not simply a new exception",
          "static final RuntimeException MADE = new RuntimeException(); static double f(double x) { if (x < 0) throw §MADE; return x; }"),
      new Case(Diagnostic.BAD_EXCEPTION, "out of the companion's reach", """
          private static class Hidden extends RuntimeException {}
            static double f(double x) { if (x < 0) throw §new Hidden(); return x; }"""),
      new Case(Diagnostic.BAD_EXCEPTION, "no constructor that takes a message alone", """
          static class Plain extends RuntimeException {}
            static double f(double x, int n) { if (x < 0) throw §new Plain2(n); return x; }
            static class Plain2 extends RuntimeException { Plain2(int n) {} }"""),
      new Case(Diagnostic.BAD_MESSAGE, "'String.format(",
          "static double f(double x) { if (x < 0) throw new IllegalStateException(String.format§(\"%s\", x)); return x; }"),
      new Case(Diagnostic.BAD_MESSAGE, "'a'",
          "static double f(double[] a) { if (a[0] < 0) throw new IllegalStateException(\"a: \" + §a); return a[0]; }"),
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "'assert'", "static double f(double x) { §assert x > 0; return x; }"),
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "'synchronized'", "static double f(double x) { §synchronized (P.class) { return x; } }"),
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "'a local class'", "static double f(double x) { §class R {} return x; }"),
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "'a local class'", "static double f(double x) { §record R<T>(T v) {} return x; }"),
      new Case(Diagnostic.UNSUPPORTED_STATEMENT, "that is no method'",
          "static double f(double x) { record R(double v) { static final double §TWO = 2; } return x; }"),
      new Case(Diagnostic.EXPLICIT_ACCESSOR, "accessor v of record R",
          "static double f(double x) { record R(double v) { public double §v() { return 2; } } return new R(x).v(); }"),
      new Case(Diagnostic.EXPLICIT_CONSTRUCTOR, "record R",
          "static double f(double x) { record R(double v) { §R() { this(2); } } return new R(x).v(); }"),
      new Case(Diagnostic.RECURSION_IN_PLACE, "down calls itself", """
          static double f(double x) {
              record R(double v) { R down() { return v > 1 ? new R(v - 1)§.down() : this; } }
              return new R(x).down().v();
            }"""),
      // expressions
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "a pattern", """
          record R(int v) {}
            static int f(int n) { R r = new R(n); return switch (r.v()) { case 1 -> 2; §case int i when i > 3 -> 3; default -> 4; }; }"""),
      new Case(Diagnostic.TYPE_MISMATCH, "one type for all its results",
          "static double f(int n, float x) { double y = §switch (n) { case 1 -> n; default -> x; }; return y; }"),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'a'",
          "static double f(double[] x, double[] y, int n) { double[] a = switch (n) { case 1 -> x; default -> y; }; x[0] = 1; return §a[0]; }"),
      new Case(Diagnostic.TYPE_MISMATCH, "an int is needed",
          "static int f(long n) { switch (§n) { case 1: return 2; default: return 3; } }"),
      new Case(Diagnostic.FUNCTION_ESCAPES, "'switch (n)", """
          static double f(int n) { java.util.function.DoubleUnaryOperator g = §switch (n) { case 1 -> y -> y; default -> { int m = n; yield y -> m * y; } }; return g.applyAsDouble(n); }"""),
      new Case(Diagnostic.FUNCTION_ESCAPES, "'switch (s)", """
          sealed interface S permits A, B {}
            record A(double x) implements S {}
            record B(double y) implements S {}
            static double f(S s) { java.util.function.DoubleUnaryOperator g = §switch (s) { case A a -> t -> t * a.x(); case B b -> t -> t; }; return g.applyAsDouble(1); }"""),
      new Case(Diagnostic.FUNCTION_ESCAPES, "'y -> y'", """
          static double f(double x) { java.util.function.DoubleUnaryOperator g = y -> x; g = §y -> y; return g.applyAsDouble(x); }"""),
      new Case(Diagnostic.FUNCTION_ESCAPES, "'g'", """
          static double f(double x) { java.util.function.DoubleUnaryOperator §g; g = y -> x; return g.applyAsDouble(x); }"""),
      new Case(Diagnostic.FUNCTION_ESCAPES, "'Q.g(a[0])'", """
          static double f(double[] a) { java.util.function.DoubleUnaryOperator h = a.length > 0 ? Q.g§(a[0]) : Q.g(1); return h.applyAsDouble(2); }
            static class Q { static java.util.function.DoubleUnaryOperator g(double k) { return t -> t * k; } }"""),
      new Case(Diagnostic.FUNCTION_ESCAPES, "that f returns", "static java.util.function§.DoubleUnaryOperator f(double k) { return t -> t * k; }"),
      new Case(Diagnostic.FUNCTION_RETURNED, "g returns a function before its end", """
          static double f(double x) { return Q.g(x).applyAsDouble(2); }
            static class Q { static java.util.function§.DoubleUnaryOperator g(double k) { if (k > 1) return t -> t * k; return t -> t; } }"""),
      new Case(Diagnostic.FUNCTION_PARAMETER, "'g' is of type java.util.function.DoubleUnaryOperator",
          "static double f(java.util.function.DoubleUnaryOperator §g, double x) { return g.applyAsDouble(x); }"),
      new Case(Diagnostic.BOXED_COMPARISON, "'a == b'", """
          static boolean f(double x) { java.util.function.BiPredicate<Double, Double> p = (a, b) -> a §== b; return p.test(x, x); }"""),
      new Case(Diagnostic.BOXED_COMPARISON, "'g.apply(x) != g.apply(y)'", """
          static boolean f(double x, double y) {
              java.util.function.Function<Double, Double> g = t -> t;
              return g.apply(x) §!= g.apply(y);
            }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "'t -> t * 2'", """
          static double f(double x) {
              java.util.function.Function<Double, Double> g = t -> t;
              return g.andThen(§t -> t * 2).apply(x);
            }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "'double[]::new'", """
          static double f(int n) {
              java.util.function.IntFunction<double[]> g = §double[]::new;
              return g.apply(n)[0];
            }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "a stream is not understood; write a for loop",
          "static double f(int n) { return java.util.stream.IntStream§.range(0, n).mapToDouble(i -> i).sum(); }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "a stream",
          "static double f(double x) { return java.util.stream.DoubleStream§.iterate(x, t -> t / 2).limit(9).sum(); }"),
      new Case(Diagnostic.FOREIGN_METHOD, "Arrays.parallelSort",
          "static double f(double[] a) { java.util.Arrays§.parallelSort(a); return a[0]; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "Arrays.fill of an array of records", """
          record V(double[] x) {}
            static double f(V[] a) { java.util.Arrays§.fill(a, new V(new double[1])); return a[0].x()[0]; }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "Arrays.setAll of an array of records", """
          record V(double x) {}
            static double f(V[] a) { java.util.Arrays§.setAll(a, i -> new V(i)); return a[0].x(); }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "printing is not understood",
          "static double f(double x) { System§.out.println(x); return x; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "'new Call(1)' as an object of an open interface", """
          interface Payoff { double at(double s); } record Call(double k) implements Payoff { public double at(double s) { return s - k; } }
            static double f(double x) { Payoff p = §new Call(1); return p.at(x); }"""),
      new Case(Diagnostic.RECURSION_IN_PLACE, "add calls itself", """
          static void f(double[] a) { add(a, a, 3); }
            static void add(double[] a, double[] b, int n) { a[0] += b[0]; if (n > 0) §add(a, b, n - 1); }"""),
      new Case(Diagnostic.RECURSION_IN_PLACE, "g calls itself", """
          static double f(double x) { return Q.g(y -> y * x, x); }
            static class Q {
              static double g(java.util.function.DoubleUnaryOperator h, double x) { return x < 1 ? h.applyAsDouble(x) : §g(h, x - 1); }
            }"""),
      new Case(Diagnostic.NO_FUNCTION_PARAMETER, "no method g of 1 parameters",
          "static double f(double x) { return Q§.g(y -> y * x); }\n  static class Q { static double g(Object o) { return 0; } }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "of the constant ONE is not understood; declare it in the enum", """
          static double f(double x) { return Op.ONE§.of(x); } static double h(double x) { return x; }
            enum Op { ONE { double of(double x) { return h(x); } double h(double x) { return 2 * x; } }; abstract double of(double x); }"""),
      // Java's choice of overloads
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.Object of h",
          "static double f(double x) { return Q§.h(x); }\n  static class Q { static double h(Object o) { return 1; } static double h(double... x) { return 2; } }"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.Integer of h",
          "static double f(int i) { return Q§.h(i); }\n  static class Q { static double h(Integer o) { return 1; } static double h(long... x) { return 2; } }"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.Record of h", """
          static double f(R r) { return Q§.h(r); } record R(double x) {}
            static class Q { static double h(Record r) { return 1; } static double h(R... r) { return 2; } }"""),
      // the order of initialisation
      new Case(Diagnostic.READ_TOO_EARLY, "'A' may be computed before what it is computed from (S.B)", """
          static double f(double x) { return S§.A * x; }
            static class S { static final double A = S.B + 1, B = five(); static double five() { return 5; } }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "'A' may be computed before what it is computed from (P.B)", """
          static final double A = six(); static final double B = Math.sqrt(25); static double six() { return B + 1; }
            static double f(double x) { return §A * x; }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "(S.A)", """
          static double f(double x) { return S§.A * x; }
            static class S { static final double A = T.B + 1; } static class T { static final double Z = S.A, B = Math.sqrt(25); }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "(P)", """
          static final double A = T.B + 1; static double half(double x) { return x / 2; }
            static class T { static final double B = half(5); } static double f(double x) { return §A * x; }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "(S.B)", """
          static double f(int i) { return S§.T[i]; }
            static class S { private static final double[] T = {S.B, 1}; static final double B = Math.sqrt(25); }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "'A' may be computed before what it is computed from (E.G)", """
          static double f(double x) { return E.A§.k * x; }
            enum E { A(E.G); static final double G = Math.sqrt(2); final double k; E(double k) { this.k = k; } }"""),
      new Case(Diagnostic.READ_TOO_EARLY, "(S.B)", """
          static double f(double x) { return S§.A.applyAsDouble(x); }
            static class S { static final java.util.function.DoubleUnaryOperator A = y -> y * S.B; static final double B = Math.sqrt(25); }"""),
      // tables that escape
      new Case(Diagnostic.TABLE_WRITTEN, "Arrays.stream(M)", """
          private static final double[][] M = {{1}}; static class N { static void g() { Arrays.stream(M).forEach(r -> r[0] = 50); } }
            static double f(double x) { return §M[0][0] * x; }"""),
      new Case(Diagnostic.TABLE_WRITTEN, "Arrays.equals(M,M", """
          private static final double[][] M = {{1}}; static class N { static void g() { Arrays.equals(M, M, (a, b) -> { a[0] = 50; return 0; }); } }
            static double f(double x) { return §M[0][0] * x; }"""),
      new Case(Diagnostic.TABLE_WRITTEN, "Arrays.asList(M)", """
          private static final double[][] M = {{1}}; static class N { static void g() { Arrays.asList(M).get(0)[0] = 50; } }
            static double f(double x) { return §M[0][0] * x; }"""),
      new Case(Diagnostic.TABLE_WRITTEN, "q.read(M)", """
          private static final double[] M = {1}; static class q { static double read(double[] a) { return a[0]; } }
            static class W { double read(double[] a) { return a[0]++; } } static class N { static void g(W q) { q.read(M); } }
            static double f(double x) { return §M[0] * x; }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "the field 'k' of an enum", """
          static double f(double x) { return Op.ONE§.k * x; }
            enum Op { ONE(1); final int k; Op(int n) { if (n > 0) k = n; else k = 1; } }"""),
      new Case(Diagnostic.NOT_CONSTANT, "the field 'k' may change",
          "static double f(double x) { return Op.ONE§.k * x; }\n  enum Op { ONE; int k = 2; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "null", "static double f(double x) { double[] a = {x}; a = §null; return a[0]; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "text", "static double f(double x) { return x + §\"a\".length(); }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "text",
          "static final String NAME = \"n\"; static double f(double x) { return x + §NAME.length(); }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "assigning to the field 'total'",
          "static double total; static double f(double x) { §total += x; return x; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "only records", "static double f(double x) { return §new Object().hashCode() * x; }"),
      new Case(Diagnostic.UNSUPPORTED_TYPE, "the type String", "static double f(double x) { §String s; return x; }"),
      new Case(Diagnostic.UNSUPPORTED_TYPE, "the type Object", "static double f(double x) { §Object o = x; return x; }"),
      new Case(Diagnostic.TYPE_MISMATCH, "'k' does not fit here: a cast to int or char is needed",
          "static int f(char c, boolean on) { final int k = 98; return on ? c : §k; }"),
      new Case(Diagnostic.TYPE_MISMATCH, "one type for all its results",
          "static int f(char c, int n) { return §switch (n) { case 1 -> c; default -> n; }; }"),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type java.lang.Object of g", """
          static double f(double x) { return Q§.g(x); }
            static class Q { static double g(Object o) { return 0; } }"""),
      // names
      new Case(Diagnostic.UNKNOWN_NAME, "'y'", "static double f(double x) { return x * §y; }"),
      new Case(Diagnostic.UNKNOWN_METHOD, "no method g(double)", "static double f(double x) { return §g(x); }"),
      new Case(Diagnostic.UNKNOWN_METHOD, "no method g(double, boolean)", """
          static double f(double x) { return §g(x, true); }
            static double g(double... x) { return x[0]; }"""),
      new Case(Diagnostic.UNKNOWN_METHOD, "no method sqrt(boolean)", "static double f(boolean x) { return Math§.sqrt(x); }"),
      new Case(Diagnostic.AMBIGUOUS_METHOD, "g(int, int)", """
          static double f(int i) { return §g(i, i); }
            static double g(int a, double b) { return a; }
            static double g(double a, int b) { return b; }"""),
      new Case(Diagnostic.INSTANCE_METHOD, "g(double) is an instance method",
          "static double f(double x) { return Q§.g(x); }\n  static class Q { double g(double x) { return x; } }"),
      new Case(Diagnostic.INSTANCE_METHOD, "'a.hashCode()'", "static double f(double[] a) { return a§.hashCode(); }"),
      new Case(Diagnostic.INSTANCE_METHOD, "'p.hashCode()'",
          "record R(double v) {}\n  static double f(R p) { return p§.hashCode(); }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "'p.twice()', which an open interface has, is not understood; make I sealed", """
          interface I { default double twice() { return 2; } }
            record R(double v) implements I {}
            static double f(R p) { return p§.twice(); }"""),
      new Case(Diagnostic.FOREIGN_METHOD, "StrictMath.sin", "static double f(double x) { return StrictMath§.sin(x); }"),
      new Case(Diagnostic.FOREIGN_METHOD, "Arrays.copyOf",
          "static double f(double[][] m) { return java.util.Arrays§.copyOf(m, 2)[0][0]; }"),
      new Case(Diagnostic.FOREIGN_METHOD, "System.arraycopy",
          "static void f(double[] a, float[] b) { System§.arraycopy(a, 0, b, 0, 1); }"),
      new Case(Diagnostic.FOREIGN_METHOD, "Double.parseDouble", "static double f(double x) { return Double§.parseDouble(x); }"),
      new Case(Diagnostic.NOT_A_FUNCTION, "Math.random", "static double f(double x) { return x * Math§.random(); }"),
      new Case(Diagnostic.NOT_CONSTANT, "'rate'", "static double rate = 1; static double f(double x) { return x * §rate; }"),
      new Case(Diagnostic.STATIC_ARRAY, "'ONE'",
          "record R(double[] a) {}\n  static final R ONE = new R(new double[1]); static double f(int i) { return §ONE.a()[i]; }"),
      new Case(Diagnostic.TABLE_NOT_PRIVATE, "'T'", "public static final double[] T = {1}; static double f(int i) { return §T[i]; }"),
      new Case(Diagnostic.TABLE_NOT_PRIVATE, "'T'", "interface I { int[] T = {1}; }\n  static double f(int i) { return I§.T[i]; }"),
      new Case(Diagnostic.TABLE_WRITTEN, "'T' may change, for 'T[0]=1' (line 3)", """
          private static final double[] T = {1}; static double f(int i) { return §T[i]; }
            static class Q { static void g() { T[0] = 1; } }"""),
      new Case(Diagnostic.TABLE_UNKNOWN, "Math.sin may differ",
          "private static final double[] T = {1, Math.sin(1)}; static double f(int i) { return §T[i]; }"),
      new Case(Diagnostic.TABLE_UNKNOWN, "a row is missing",
          "private static final double[][] T = new double[2][]; static double f(int i) { return §T[i][0]; }"),
      new Case(Diagnostic.TABLE_UNKNOWN, "computing them ends in ArithmeticException",
          "private static final int[] T = {1 / 0}; static double f(int i) { return §T[i]; }"),
      new Case(Diagnostic.TABLE_TOO_LARGE, "has 4001 elements, more than the 4000",
          "private static final double[] T = new double[4001]; static double f(int i) { return §T[i]; }"),
      new Case(Diagnostic.NOT_CONSTANT, "'T'", "private static double[] T = {1}; static double f(int i) { return §T[i]; }"),
      new Case(Diagnostic.NOT_ASSIGNED, "'y'", "static double f(double x) { double y; if (x > 0) y = 1; return x + §y; }"),
      // types
      new Case(Diagnostic.TYPE_MISMATCH, "int is needed", "static double f(double x) { int i = §x; return i; }"),
      new Case(Diagnostic.TYPE_MISMATCH, "a condition is needed", "static double f(double x) { if (§x) return 1; return x; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "compare their elements", "static boolean f(double[] a, double[] b) { return a §== b; }"),
      new Case(Diagnostic.TYPE_MISMATCH, "boolean and double", "static double f(double x, boolean b) { return x * (b §+ x); }"),
      // sealed interfaces
      new Case(Diagnostic.PATTERN_HIDES_FIELD, "'r'", """
          sealed interface S {} record A(double v) implements S {}
            static final double r = 2;
            static double f(S s) { if (s instanceof A §r) return r.v(); return r; }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "a pattern in the condition of a loop", """
          sealed interface S {} record A(double v) implements S {} record B() implements S {}
            static double f(S s) { while (s instanceof A a §&& a.v() > 1) s = new A(a.v() - 1); return 1; }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "'null' beside patterns", """
          sealed interface S {} record A(double v) implements S {}
            static double f(S s) { return switch (s) { case §null -> 0; case A a -> a.v(); }; }"""),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type p.P.S", """
          sealed interface S {} record A(double v) implements S {} enum E implements S { ONE }
            static double f(S §s) { return 1; }"""),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "(Tree may hold another Tree, and how many is not known)", """
          sealed interface Tree {} record One(double v) implements Tree {} record Two(Tree a, Tree b) implements Tree {}
            static double f(Tree §t) { return 1; }"""),
      new Case(Diagnostic.UNSUPPORTED_SIGNATURE, "the type p.P.S<java.lang.Double>", """
          sealed interface S<T> {} record A<T>(T v) implements S<T> {}
            static double f(S<Double> §s) { return 1; }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'a'", """
          sealed interface S {} record A(double[] v) implements S {} record B() implements S {}
            static double f(double[] x, double y) { S s = new B(); if (y > 0) s = new A(x);
              x[0] = y;
              return s instanceof A a ? §a.v()[0] : 0; }"""),
      // arrays of records
      new Case(Diagnostic.SHALLOW_CLONE, "P.R[]",
          "record R(double[] w) {}\n  static double f(R[] rs) { R[] c = rs§.clone(); c[0] = new R(new double[1]); return c[0].w()[0]; }"),
      new Case(Diagnostic.ALIASED_ROW, "'rs[1]'",
          "record R(double[] w) {}\n  static void f(R[] rs) { rs[0] = rs§[1]; }"),
      new Case(Diagnostic.ALIASED_ROW, "'new R(w)'",
          "record R(double[] w) {}\n  static void f(R[] rs, double[] w) { rs[0] = §new R(w); }"),
      new Case(Diagnostic.REPLACED_ROW, "'w'",
          "record R(double[] w) {}\n  static double f(R[] rs) { double[] w = rs[0].w(); rs[0] = new R(new double[1]); return §w[0]; }"),
      new Case(Diagnostic.NESTED_RECORD_ARRAYS, "f writes 'nets'", """
          record R(double x) {} record Net(R[] rs) {}
            static void f(Net[] nets) { nets[0].rs()§[1] = new R(2); }"""),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "comparing 'r' with null",
          "record R(double x) {}\n  static double f(R[] rs) { double s = 0; for (R r : rs) if (r §!= null) s += r.x(); return s; }"),
      new Case(Diagnostic.UNSUPPORTED_EXPRESSION, "compare their components",
          "record R(double x) {}\n  static double f(R[] rs) { return rs[0] §== rs[1] ? 1 : 2; }"),
      // aliases
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'a'", """
          static double f(double[] x, double[] y, boolean c) {
              double[] a = x;
              if (c) a = y;
              y[0] = 2;
              return §a[0];
            }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'x'",
          "static double f(double[] x, double[] y, boolean c) { double[] a = c ? x : y; a[0] = 2; return §x[0]; }"),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'c ? x : y'", """
          static double f(double[] x, double[] y, boolean c) { return g(c §? x : y, h(x)); }
            static double g(double[] a, double b) { return a[0] + b; }
            static double h(double[] a) { a[0]++; return 1; }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'last'", """
          static double f(double[] z, int n) {
              double[] last = new double[1];
              double s = 0;
              for (int i = 0; i < n; i++) { z[0] += i; s += §last[0]; last = z; }
              return s;
            }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'a'", """
          static void f(double[] a, double[] b, int n) {
              for (int k = 0; k < n; k++) {
                b§[0] = a[0] + 1;
                double[] t = a;
                a = b;
                b = t;
              }
            }"""),
      // a round may make one array of two, so a write in the next is to both
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'p'", """
          static double f(double[] p, int n) {
              double[] u = p.clone();
              for (int i = 0; i < 2; i++) { u[0] += 1; if (n % 3 == 0) u = §p; }
              return p[0] * 3 + u[0];
            }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'p'", """
          static double f(double[] p, int n) {
              double[] u = p.clone();
              for (int i = 0; i < 2; i++) { touch(u); if (n % 3 == 0) { for (int k = 0; k < n; k++) §p[k] = 3; u = p; } }
              return u[0];
            }
            static void touch(double[] a) { a[0] += 1; }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'q'", """
          static double f(double[] p, double[] q, int n) {
              double[] u = p.clone();
              for (int i = 0; i < 2; i++) {
                if (n != 2) u[0] += 1;
                switch (n) { case 0 -> {} case 1 -> u[0]++; default -> u = §q; }
              }
              return q[0];
            }"""),
      new Case(Diagnostic.ALIASED_ROW, "'r'", """
          static void f(double[][] m) {
              double[] r = new double[3];
              for (int i = 0; i < m.length; i++) m[i] = §r;
            }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'u' is not known here", """
          static double f(double[] u, int n) {
              double[] v = u;
              double[] w = new double[3];
              for (int i = 0; i < n; i++) { w[0] = v[1]; double[] t = v; v = w; w = t; }
              return §u[0];
            }"""),
      new Case(Diagnostic.REPLACED_ROW, "'r'",
          "static double f(double[][] m, int i) { double[] r = m[0]; m[i] = new double[2]; return §r[0]; }"),
      new Case(Diagnostic.REPLACED_ROW, "'r'", """
          static double f(double[][] m) { double[] r = m[0]; g(m); return §r[0]; }
            static void g(double[][] m) { m[0] = new double[1]; }"""),
      new Case(Diagnostic.ALIASED_ROW, "'a'", "static void f(double[][] m, double[] a) { m[0] = §a; }"),
      new Case(Diagnostic.ALIASED_ROW, "'m[1]'", "static void f(double[][] m) { m[0] = m§[1]; }"),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'v' is not known here: 'h' may stand for 'v' or an array of its own, depending on the path taken, and 'h' was written", """
          static double f(double[] v) { double[] h = g(v); h[0] += 2; return h[0] + §v[0]; }
            static double[] g(double[] v) { if (v[0] > 0) return v; return v.clone(); }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'r' may stand for 'm[…]' or", """
          static double f(double[][] m, int i) { double[] r = g(m, i); m[1][0] = 3; return §r[0]; }
            static double[] g(double[][] m, int i) { if (i > 0) return m[i - 1]; return m[0]; }"""),
      new Case(Diagnostic.AMBIGUOUS_ALIAS, "'p' may stand for 'p0' or 'out[…]'", """
          static double f(double[] p0, int n) {
              double[][] out = new double[n + 1][p0.length];
              double s = 0;
              for (int t = 1; t < n; t++) { double[] p = t == 1 ? p0 : out[t - 1]; out[t - 1][0] = 2; s += §p[0]; }
              return s;
            }"""),
      new Case(Diagnostic.SHALLOW_CLONE, "double[][]", "static double f(double[][] m) { double[][] c = m§.clone(); return c[0][0]; }"));

  @Test
  void thereAreEnough() {
    assertTrue(CASES.size() >= 60, () -> CASES.size() + " programs");
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    var seen = new ArrayList<String>();
    return CASES.stream().map(c -> {
      seen.add(c.diagnostic().tag());
      long n = seen.stream().filter(c.diagnostic().tag()::equals).count();
      return DynamicTest.dynamicTest(c.diagnostic().tag() + " " + n, () -> check(c));
    });
  }

  private static void check(Case c) {
    String marked = "package p; import java.util.Arrays; class P {\n  " + c.members() + "\n}\n";
    int at = marked.indexOf('§');
    String before = marked.substring(0, at);
    long line = before.lines().count();
    long column = at - before.lastIndexOf('\n');
    var programs = new Programs(marked.replace("§", "").substring("package p; ".length()));
    var errors = programs.compilation().errors().stream()
        .filter(e -> e.getMessage(Locale.ROOT).startsWith("[Gradus.")).toList();
    assertEquals(1, errors.size(), () -> "errors: " + programs.compilation().errors());
    String message = errors.getFirst().getMessage(Locale.ROOT);
    assertTrue(message.startsWith("[Gradus." + c.diagnostic().tag() + "] "), message);
    assertTrue(message.contains(c.says()), message);
    assertEquals(line + ":" + column, errors.getFirst().getLineNumber() + ":" + errors.getFirst().getColumnNumber(), message);
  }

  @Test
  void oneFailingMethodDoesNotStopTheOthers() {
    var programs = new Programs("""
        class P {
          static double f(double x) { return g(x); }
          static double g(double x) { assert x > 0; return x; }
          static double h(double x) { return x; }
          static double k(double x) { return x + y; }
        }
        """);
    assertEquals(List.of("h"), List.copyOf(programs.lowered().keySet()));
    assertEquals(List.of("3", "5"), programs.compilation().errors().stream().map(e -> String.valueOf(e.getLineNumber())).toList());
  }

  @Test
  void anErrorInAnotherFileIsShownThere() {
    var programs = new Programs("class P {\n static double f(double x) { return Q.g(x); }\n}\n",
        "class Q {\n\n static double g(double x) { return Math.random(); }\n}\n");
    var error = programs.compilation().errors().getFirst();
    assertEquals("Q.java:3", error.getSource().getName().replaceAll(".*/", "") + ":" + error.getLineNumber());
  }

  @Test
  void aMethodThatIsOnlyAClassFileIsNotRead(@TempDir Path classes) throws IOException {
    Path source = Files.writeString(classes.resolve("Q.java"), "package p; class Q { static double g(double x) { return x; } }");
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString()));
    Files.delete(source);
    var programs = new Programs(List.of(classes.toFile()), Programs.Reports.JAVAC,
        "class P {\n  static double f(double x) { return Q.g(x); }\n}\n");
    var error = programs.compilation().errors().getFirst();
    assertTrue(error.getMessage(Locale.ROOT).startsWith("[Gradus.MissingSource] f: the source of p.Q.g is out of reach"),
        error.getMessage(Locale.ROOT));
    assertEquals("2:39", error.getLineNumber() + ":" + error.getColumnNumber());
  }

  @Test
  void aWrappedEnvironmentGetsThePlaceInTheText() {
    var programs = new Programs(List.of(), Programs.Reports.WRAPPED, "class P {\n  static double f(double x) { return x + y; }\n}\n");
    String message = programs.compilation().errors().getFirst().getMessage(Locale.ROOT);
    assertTrue(message.contains("(line 2, column 42)"), message);
  }

  @Test
  void withoutJavacTheMessageHasLineColumnAndCaret() {
    String text = "class P {\n  double f() { return x; }\n}\n";
    int at = text.indexOf("x;");
    String message = Reporter.withCaret(new LoweringException.Place(null, new SourceFile(text, "P.java", true, false), at, at + 1), "no x").replace("\r", "");
    assertEquals("no x (line 2, column 23)\n  double f() { return x; }\n                      ^", message);
  }
}
