package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is refused, at {@code §}, in which words, and that the program compiles once it is changed as the message says. */
class CuresTest {
  /** What is refused, the program after the cure, and an expression that uses it, with its value. */
  private record Row(String tag, String says, String refused, String cured, String use, String gives) {}

  private static final List<Row> ROWS = List.of(
      new Row("UnsupportedSignature", "write double.", "@Grad static double f(Double §x) { return x * x; }",
          "@Grad static double f(double x) { return x * x; }",
          "XGrad.f(3)", "6.0"),
      new Row("UnsupportedSignature", "write double[].", "@Grad static double f(java.util.List<Double> §x) { return x.get(0); }",
          "@Grad static double f(double[] x) { return x[0]; }",
          "XGrad.f(d(3, 4))", "[1.0, 0.0]"),
      new Row("UnsupportedType", "write double.", "@Grad static double f(double x) { §Double y = x * 2; return y; }",
          "@Grad static double f(double x) { double y = x * 2; return y; }",
          "XGrad.f(3)", "2.0"),
      new Row("UnsupportedType", "write double.", "@Grad static double f(double x) { return new §BigDecimal(x).doubleValue(); }",
          "@Grad static double f(double x) { double b = x; return b; }",
          "XGrad.f(3)", "1.0"),
      new Row("UnsupportedType", "write double[].", "@Grad static double f(double x) { §List<Double> l = new ArrayList<>(); l.add(x); return l.get(0); }",
          "@Grad static double f(double x) { double[] l = {x}; return l[0]; }",
          "XGrad.f(3)", "1.0"),
      new Row("NotAFunction", "Random gives another value", "@Grad static double f(double x, Random §r) { return x * r.nextDouble(); }",
          "@Grad static double f(double x, double r) { return x * r; }",
          "XGrad.f(3, 4)", "4.0"),
      new Row("NotAFunction", "Random gives another value", "@Grad static double f(double x) { §Random r = new Random(1); return x * r.nextDouble(); }",
          "@Grad static double f(double x, double r) { return x * r; }",
          "XGrad.f(3, 4)", "4.0"),
      new Row("NotAFunction", "System.nanoTime gives", "@Grad static double f(double x) { return x * System§.nanoTime(); }",
          "@Grad static double f(double x, long now) { return x * now; }",
          "XGrad.f(3, 4)", "4.0"),
      new Row("UnsupportedSignature", "make it a record: record P(double a) {}", "static class P { double a; } @Grad static double f(P §p) { return p.a; }",
          "record P(double a) {} @Grad static double f(P p) { return p.a(); }",
          "XGrad.f(new X.P(3))", "P[a=1.0]"),
      new Row("UnsupportedSignature", "write an enum", "@Grad static double f(double x, String §k) { return switch (k) { case \"a\" -> x; default -> 2 * x; }; }",
          "enum K { A, B } @Grad static double f(double x, K k) { return switch (k) { case A -> x; default -> 2 * x; }; }",
          "XGrad.f(3, X.K.B)", "2.0"),
      new Row("TableWritten", "pass the array as a parameter", "static double[] a = new double[3]; @Grad static double f(double x) { §a[0] = x; return a[0] * x; }",
          "@Grad static double f(double x, double[] a) { a[0] = x; return a[0] * x; }",
          "XGrad.f(3, d(1))", "6.0"),
      new Row("ConstantUnknown", "pass it as a parameter", "static final double R = Double.parseDouble(System.getProperty(\"r\")); @Grad static double f(double x) { return §R * x; }",
          "@Grad static double f(double x, double r) { return r * x; }",
          "XGrad.f(3, 5)", "5.0"),
      new Row("UnsupportedExpression", "declare D as a member", "@Grad static double f(double x) { enum D { A } double s = 0; for (D d : D§.values()) s += x * d.ordinal(); return s; }",
          "enum D { A } @Grad static double f(double x) { double s = 0; for (D d : D.values()) s += x * d.ordinal(); return s; }",
          "XGrad.f(3)", "0.0"),
      new Row("UnsupportedExpression", "make I sealed", "interface I { default double twice() { return 2; } } record R(double v) implements I {} @Grad static double f(R p) { return p.v() * p§.twice(); }",
          "sealed interface I { default double twice() { return 2; } } record R(double v) implements I {} @Grad static double f(R p) { return p.v() * p.twice(); }",
          "XGrad.f(new X.R(3))", "R[v=2.0]"),
      new Row("UnsupportedExpression", "make the interface sealed", "interface C { double at(double t); } record F(double r) implements C { public double at(double t) { return r * t; } } @Grad static double f(double x) { C c = §new F(x); return c.at(2); }",
          "sealed interface C { double at(double t); } record F(double r) implements C { public double at(double t) { return r * t; } } @Grad static double f(double x) { C c = new F(x); return c.at(2); }",
          "XGrad.f(3)", "2.0"),
      new Row("UnsupportedSignature", "one knows another by its index", "record N(double v, N next) {} @Grad static double f(N §n) { return n.v(); }",
          "record N(double v, int next) {} @Grad static double f(N[] n) { return n[n[0].next()].v(); }",
          "XGrad.f(new X.N[] {new X.N(3, 0)})[0]", "N[v=1.0, next=0]"),
      new Row("UnsupportedExpression", "compare their elements in a loop", "@Grad static double f(double[] q) { double[] o = q.clone(); if (q §== o) return 0; return q[0]; }",
          "@Grad static double f(double[] q) { double[] o = q.clone(); boolean same = true; for (int i = 0; i < q.length; i++) same &= q[i] == o[i]; if (same) return 0; return q[0]; }",
          "XGrad.f(d(3))", "[0.0]"),
      new Row("RuleSignature", "record RuleResult(double value, double tangent) {} and static RuleResult rule(double x, double dx)", "@CustomJvp(§\"rule\") static double f(double x) { return x; } static double rule(double x, double dx) { return dx; }",
          "@CustomJvp(\"rule\") static double f(double x) { return x; } record RuleResult(double value, double tangent) {} static RuleResult rule(double x, double dx) { return new RuleResult(x, dx); }",
          "X.rule(3, 2)", "RuleResult[value=3.0, tangent=2.0]"),
      new Row("UnknownName", "Did you mean 'weight'?", "@Grad static double f(double weight) { return §wieght * 2; }", "@Grad static double f(double weight) { return weight * 2; }",
          "XGrad.f(3)", "2.0"),
      new Row("UnknownMethod", "Did you mean 'Math.sin'?", "@Grad static double f(double x) { return §sin(x); }", "@Grad static double f(double x) { return Math.sin(x); }",
          "XGrad.f(0)", "1.0"),
      new Row("UnknownMethod", "Did you mean 'XGrad.loss'?", "@Grad static double loss(double x) { return x; } @Grad static double g(double x) { return XGrad§.los(x); }",
          "@Grad static double loss(double x) { return x; } @Grad static double g(double x) { return XGrad.loss(x); }",
          "XGrad.g(2)", "0.0"),
      new Row("NotAFunction", "(needed by @Grad on X.f)", "@Grad static double f(double x) { return g(x); } static double g(double x) { return Math§.random(); }",
          "@Grad static double f(double x, double r) { return g(x, r); } static double g(double x, double r) { return r; }",
          "XGrad.f(3, 4)", "0.0"),
      new Row("NonStaticMethod", "make it static and pass what it reads", "double k; @Grad double §f(double x) { return k * x; }",
          "@Grad static double f(double x, double k) { return k * x; }",
          "XGrad.f(3, 4)", "4.0"),
      new Row("GenericMethod", "write the types out", "@Grad static <T> double §f(T x) { return 1; }",
          "@Grad static double f(double x) { return x; }",
          "XGrad.f(3)", "1.0"),
      new Row("NoBody", "annotate a method that is written in Java", "@Grad static native double §f(double x);",
          "@Grad static double f(double x) { return 2 * x; }",
          "XGrad.f(3)", "2.0"),
      new Row("SmallArray", "use an array of int", "@Grad static double f(double x, byte[] §b) { return x * b[0]; }",
          "@Grad static double f(double x, int[] b) { return x * b[0]; }",
          "XGrad.f(3, new int[] {4})", "4.0"),
      new Row("FunctionParameter", "annotate a method that calls this one with a lambda", "@Grad static double f(DoubleUnaryOperator §g, double x) { return g.applyAsDouble(x); }",
          "static double f(DoubleUnaryOperator g, double x) { return g.applyAsDouble(x); } @Grad static double h(double x) { return f(y -> y * y, x); }",
          "XGrad.h(3)", "6.0"),
      new Row("PrivateType", "make it package-private", "private record P(double v) {} @Grad static double f(P §p) { return 2 * p.v(); }",
          "record P(double v) {} @Grad static double f(P p) { return 2 * p.v(); }",
          "XGrad.f(new X.P(3))", "P[v=2.0]"),
      new Row("ResultNotScalar", "use @Vjp or @Jvp", "@Grad static double[] §f(double[] x) { return x.clone(); }",
          "@Vjp static double[] f(double[] x) { return x.clone(); }",
          "XVjp.f(d(3)).pullback(d(4))", "[4.0]"),
      new Row("NoAux", "return such a record", "@Grad(hasAux = §true) static double f(double x) { return x * x; }",
          "record L(double value, double root) {} @Grad(hasAux = true) static L f(double x) { return new L(x * x, x); }",
          "XGrad.f(3)", "FWithAux[grad=6.0, root=3.0]"),
      new Row("NoAux", "or drop hasAux", "@Grad(hasAux = §true) static double f(double x) { return x * x; }",
          "@Grad static double f(double x) { return x * x; }",
          "XGrad.f(3)", "6.0"),
      new Row("UnknownWrt", "the parameters are x, y.", "@Grad(wrt = §\"z\") static double f(double x, double y) { return x * y; }",
          "@Grad(wrt = \"y\") static double f(double x, double y) { return x * y; }",
          "XGrad.f(3, 4)", "3.0"),
      new Row("DuplicateWrt", "name it once", "@Grad(wrt = {\"x\", §\"x\"}) static double f(double x) { return x * x; }",
          "@Grad(wrt = \"x\") static double f(double x) { return x * x; }",
          "XGrad.f(3)", "6.0"),
      new Row("WrtNotFloat", "name one that holds double or float", "@Grad(wrt = §\"n\") static double f(double x, int n) { return x * n; }",
          "@Grad(wrt = \"x\") static double f(double x, int n) { return x * n; }",
          "XGrad.f(3, 4)", "4.0"),
      new Row("NoFloatParameter", "say which with wrt", "@Grad static double §f(int n, double x) { return x * n; }",
          "@Grad(wrt = \"x\") static double f(int n, double x) { return x * n; }",
          "XGrad.f(3, 4)", "3.0"),
      new Row("NoParameters", "pass what it depends on as an argument", "static final double X = 3; @Grad static double §f() { return X * X; }",
          "@Grad static double f(double x) { return x * x; }",
          "XGrad.f(3)", "6.0"),
      new Row("NoFloatResult", "nothing to differentiate", "@Vjp static int §f(double x) { return x > 0 ? 1 : 0; }",
          "@Vjp static double f(double x) { return x > 0 ? 1 : 0; }",
          "XVjp.f(3).pullback(1)", "0.0"),
      new Row("NameCollision", "choose another with name=", "@Grad static double f(double x) { return x; } @Grad static float §f(float x) { return 2 * x; }",
          "@Grad static double f(double x) { return x; } @Grad(name = \"f2\") static float f(float x) { return 2 * x; }",
          "XGrad.f2(3)", "2.0"),
      new Row("HidesClass", "call it otherwise", "@Grad static double f(double §Math) { return Math * Math; }",
          "@Grad static double f(double math) { return math * math; }", "XGrad.f(3)", "6.0"),
      new Row("BadName", "choose a Java identifier", "@Grad(name = §\"1f\") static double f(double x) { return x; }",
          "@Grad(name = \"f1\") static double f(double x) { return x; }",
          "XGrad.f1(3)", "1.0"),
      new Row("CompanionShared", "rename one of them", "static class I { @Grad static double f(double x) { return x; } } } class X_I { @Grad static double §g(double x) { return 2 * x; }",
          "static class I { @Grad static double f(double x) { return x; } } } class X_J { @Grad static double g(double x) { return 2 * x; }",
          "X_IGrad.f(1) + X_JGrad.g(1)", "3.0"),
      new Row("CompanionCycle", "(f → XGrad.g → f)", "@Grad static double f(double x) { return x > 1 ? x : XGrad§.g(x); } @Grad static double g(double x) { return x * f(x + 1); }",
          "@Grad static double f(double x) { return x > 1 ? x : XGrad.g(x); } @Grad static double g(double x) { return x * (x + 1); }",
          "XGrad.f(0.5)", "2.0"),
      new Row("AxesCount", "write one axis for all of them, or one for each", "@Vmap(in = §{0, 0, 0}) static double f(double x, double y) { return x * y; }",
          "@Vmap(in = {0, 0}) static double f(double x, double y) { return x * y; }",
          "XVmap.f(d(3, 4), d(5, 6))", "[15.0, 24.0]"),
      new Row("AxisOutOfRange", "choose one of these", "@Vmap(in = §1) static double f(double x) { return x * x; }",
          "@Vmap(in = 0) static double f(double x) { return x * x; }",
          "XVmap.f(d(3, 4))", "[9.0, 16.0]"),
      new Row("NoComponent", "name a parameter of f", "record P(double a) {} @Vmap(axes = @Axis(of = §\"p.b\", is = 0)) static double f(P p) { return p.a(); }",
          "record P(double a) {} @Vmap(axes = @Axis(of = \"p.a\", is = 0)) static double f(P p) { return p.a(); }",
          "XVmap.f(new X_PBatch(d(3)))", "[3.0]"),
      new Row("AxisTwice", "leave one of them out", "record P(double a) {} @Vmap(axes = {@Axis(of = \"p.a\", is = 0), @Axis(of = §\"p.a\", is = -1)}) static double f(P p) { return p.a(); }",
          "record P(double a) {} @Vmap(axes = @Axis(of = \"p.a\", is = 0)) static double f(P p) { return p.a(); }",
          "XVmap.f(new X_PBatch(d(3)))", "[3.0]"),
      new Row("NothingMapped", "map one of its arguments", "@Vmap(in = Vmap§.NONE) static double f(double x, double y) { return x * y; }",
          "@Vmap(in = {Vmap.NONE, 0}) static double f(double x, double y) { return x * y; }",
          "XVmap.f(2, d(5, 6))", "[10.0, 12.0]"),
      new Row("NotBatchable", "say Vmap.NONE here", "enum K { A } @Vmap static double §f(double x, K k) { return x + k.ordinal(); }",
          "enum K { A } @Vmap(in = {0, Vmap.NONE}) static double f(double x, K k) { return x + k.ordinal(); }",
          "XVmap.f(d(5, 6), X.K.A)", "[5.0, 6.0]"),
      new Row("WritesUnmapped", "let the method work on a .clone()", "@Vmap(in = {0, Vmap.NONE}) static double f(double x, double[] y) { y§[0] *= x; return y[0]; }",
          "@Vmap(in = {0, Vmap.NONE}) static double f(double x, double[] y) { double[] z = y.clone(); z[0] *= x; return z[0]; }",
          "XVmap.f(d(5, 6), d(2))", "[10.0, 12.0]"),
      new Row("DiffersBetweenLanes", "choose an axis", "@Vmap(out = Vmap§.NONE) static double f(double x) { return 2 * x; }",
          "@Vmap(out = 0) static double f(double x) { return 2 * x; }",
          "XVmap.f(d(5, 6))", "[10.0, 12.0]"),
      new Row("WrittenAxis", "say the same axis in both", "@Vmap(in = 1, out = §0) static void f(double[] x) { x[0] = 2; }",
          "@Vmap(in = 1, out = 1) static void f(double[] x) { x[0] = 2; } static double[] g() { double[][] x = {{0, 0}}; XVmap.f(x); return x[0]; }",
          "X.g()", "[2.0, 2.0]"),
      new Row("DerivativeAbove", "annotate a method that calls XVmap.f instead", "@Grad @Vmap static double §f(double x) { return x * x; }",
          "@Vmap static double f(double x) { return x * x; } @Grad static double g(double[] x) { double s = 0; for (double v : XVmap.f(x)) s += v; return s; }",
          "XGrad.g(d(3, 4))", "[6.0, 8.0]"),
      new Row("DerivativeAbove", "or put @Vmap above", "@Grad @Vmap static double §f(double x) { return x * x; }",
          "@Vmap @Grad static double f(double x) { return x * x; }",
          "XVmap.f(d(3, 4))", "[6.0, 8.0]"),
      new Row("TwoDerivatives", "put @Vmap on a method that calls one of the companions", "@Vmap @Grad @Jvp static double §f(double x) { return x * x; }",
          "@Grad @Jvp static double f(double x) { return x * x; } @Vmap static double g(double x) { return XGrad.f(x); }",
          "XVmap.g(d(3, 4))", "[6.0, 8.0]"),
      new Row("BatchedPullback", "put @Vmap on a method that calls XVjp.f(…).pullback(…)", "@Vmap @Vjp static double §f(double x) { return x * x; }",
          "@Vjp static double f(double x) { return x * x; } @Vmap static double g(double x, double ct) { return XVjp.f(x).pullback(ct); }",
          "XVmap.g(d(3, 4), d(1, 2))", "[6.0, 16.0]"),
      new Row("RuleNotFound", "declare record RuleResult(double value, double tangent) {} and static RuleResult rule(double x, double dx)", "@Grad static double g(double x) { return f(x); } @CustomJvp(§\"rule\") static double f(double x) { return x * x; }",
          "@Grad static double g(double x) { return f(x); } @CustomJvp(\"rule\") static double f(double x) { return x * x; } record RuleResult(double value, double tangent) {} static RuleResult rule(double x, double dx) { return new RuleResult(x * x, 2 * x * dx); }",
          "XGrad.g(3)", "6.0"),
      new Row("RuleTypes", "let it take double or float and return them", "@Grad static double g(double x) { return f(x) * x; } §@CustomVjp(fwd = \"a\", bwd = \"b\") static int f(double x) { return (int) x; }",
          "@Grad static double g(double x) { return f(x) * x; } @CustomVjp(fwd = \"a\", bwd = \"b\") static double f(double x) { return (int) x; } record A(double value, double x) {} static A a(double x) { return new A((int) x, x); } static double b(double x, double ct) { return ct; }",
          "XGrad.g(3)", "6.0"),
      new Row("RuleWrites", "let it work on a .clone()", "@Grad static double g(double[] x) { return f(x); } record A(double value, double tangent) {} static A a(double[] x, double[] dx) { return new A(2 * x[0], 2 * dx[0]); } §@CustomJvp(\"a\") static double f(double[] x) { x[0] *= 2; return x[0]; }",
          "@Grad static double g(double[] x) { return f(x); } record A(double value, double tangent) {} static A a(double[] x, double[] dx) { return new A(2 * x[0], 2 * dx[0]); } @CustomJvp(\"a\") static double f(double[] x) { double[] y = x.clone(); y[0] *= 2; return y[0]; }",
          "XGrad.g(d(3))", "[2.0]"),
      new Row("CheckpointWrites", "let it work on a .clone()", "@Grad static double f(double[] a) { return Lax.checkpoint(§() -> step(a)); } static double step(double[] a) { a[0] *= a[0]; return a[0]; }",
          "@Grad static double f(double[] a) { return Lax.checkpoint(() -> step(a.clone())); } static double step(double[] a) { a[0] *= a[0]; return a[0]; }",
          "XGrad.f(d(3))", "[6.0]"),
      new Row("TwoRules", "leave @CustomVjp out", "@Grad static double g(double x) { return f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x, 3 * dx); } record B(double value, double x) {} static B b(double x) { return new B(x, x); } static double c(double x, double ct) { return ct; } §@CustomVjp(fwd = \"b\", bwd = \"c\") @CustomJvp(\"a\") static double f(double x) { return x; }",
          "@Grad static double g(double x) { return f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x, 3 * dx); } record B(double value, double x) {} static B b(double x) { return new B(x, x); } static double c(double x, double ct) { return ct; } @CustomJvp(\"a\") static double f(double x) { return x; }",
          "XGrad.g(3)", "3.0"),
      new Row("BackwardOnly", "give it a @CustomJvp", "@Jvp static double g(double x) { return §f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x, 3 * dx); } record B(double value, double x) {} static B b(double x) { return new B(x, x); } static double c(double x, double ct) { return ct; } @CustomVjp(fwd = \"b\", bwd = \"c\") static double f(double x) { return x; }",
          "@Jvp static double g(double x) { return f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x, 3 * dx); } record B(double value, double x) {} static B b(double x) { return new B(x, x); } static double c(double x, double ct) { return ct; } @CustomJvp(\"a\") static double f(double x) { return x; }",
          "XJvp.g(3, 1).tangent()", "3.0"),
      new Row("NotLinear", "let it be a sum of products", "@Grad static double g(double x) { return f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x * x, 2 * x * dx * dx); } §@CustomJvp(\"a\") static double f(double x) { return x * x; }",
          "@Grad static double g(double x) { return f(x); } record A(double value, double tangent) {} static A a(double x, double dx) { return new A(x * x, 2 * x * dx); } @CustomJvp(\"a\") static double f(double x) { return x * x; }",
          "XGrad.g(3)", "6.0"),
      new Row("UnsupportedStatement", "in the caller", "@Grad static double f(double x) { §try { return x * x; } finally { x = 1; } }",
          "@Grad static double f(double x) { return x * x; } static double g(double x) { try { return XGrad.f(x); } finally { x = 1; } }",
          "X.g(3)", "6.0"),
      new Row("BadException", "write throw new X(", "@Grad static double f(double x) { if (x < 0) throw §new IllegalStateException(\"no\", null); return x; }",
          "@Grad static double f(double x) { if (x < 0) throw new IllegalStateException(\"no \" + x); return x; }",
          "XGrad.f(3)", "1.0"),
      new Row("BadMessage", "put constant text and numbers together with +", "@Grad static double f(double x) { if (x < 0) throw new IllegalStateException(String.format§(\"%f\", x)); return x; }",
          "@Grad static double f(double x) { if (x < 0) throw new IllegalStateException(\"\" + x); return x; }",
          "XGrad.f(3)", "1.0"),
      new Row("AmbiguousMethod", "cast an argument", "static double g(double x, int n) { return x; } static double g(int n, double x) { return 2 * x; } @Grad static double f(double x) { return x * §g(1, 1); }",
          "static double g(double x, int n) { return x; } static double g(int n, double x) { return 2 * x; } @Grad static double f(double x) { return x * g((double) 1, 1); }",
          "XGrad.f(3)", "1.0"),
      new Row("InstanceMethod", "make it static and pass what it reads", "double k; double g(double x) { return k * x; } @Grad static double f(double x) { return §g(x); }",
          "static double g(double x, double k) { return k * x; } @Grad static double f(double x) { return g(x, 0); }",
          "XGrad.f(3)", "0.0"),
      new Row("ForeignMethod", "@CustomJvp", "@Grad static double f(double x) { return StrictMath§.sin(x); }",
          "@Grad static double f(double x) { return sin(x); } record S(double value, double tangent) {} static S rule(double x, double dx) { return new S(sin(x), Math.cos(x) * dx); } @CustomJvp(\"rule\") static double sin(double x) { return StrictMath.sin(x); }",
          "XGrad.f(0)", "1.0"),
      new Row("NotConstant", "make it static final", "static double k = 3; @Grad static double f(double x) { return §k * x; }",
          "static final double k = 3; @Grad static double f(double x) { return k * x; }",
          "XGrad.f(3)", "3.0"),
      new Row("NotConstant", "or pass it as a parameter", "static double k = 3; @Grad static double f(double x) { return §k * x; }",
          "@Grad static double f(double x, double k) { return k * x; }",
          "XGrad.f(3, 5)", "5.0"),
      new Row("ReadTooEarly", "declare it below that", "static final double A = six(), B = Math.sqrt(25); static double six() { return B + 1; } @Grad static double f(double x) { return §A * x; }",
          "static final double B = Math.sqrt(25), A = six(); static double six() { return B + 1; } @Grad static double f(double x) { return A * x; }",
          "XGrad.f(3)", "6.0"),
      new Row("StaticArray", "make the array a private constant by itself", "record P(double[] w) {} static final P W = new P(new double[] {2}); @Grad static double f(double x) { return §W.w()[0] * x; }",
          "private static final double[] W = {2}; @Grad static double f(double x) { return W[0] * x; }",
          "XGrad.f(3)", "2.0"),
      new Row("TableNotPrivate", "make it private or package-private", "public static final double[] W = {2}; @Grad static double f(double x) { return §W[0] * x; }",
          "static final double[] W = {2}; @Grad static double f(double x) { return W[0] * x; }",
          "XGrad.f(3)", "2.0"),
      new Row("TableNotPrivate", "or pass the array as a parameter", "public static final double[] W = {2}; @Grad static double f(double x) { return §W[0] * x; }",
          "public static final double[] W = {2}; @Grad static double f(double x, double[] w) { return w[0] * x; }",
          "XGrad.f(3, X.W)", "2.0"),
      new Row("TableUnknown", "write them out as numbers", "private static final double[] W = {Math.sin(0)}; @Grad static double f(double x) { return §W[0] * x; }",
          "private static final double[] W = {0.0}; @Grad static double f(double x) { return W[0] * x; }",
          "XGrad.f(3)", "0.0"),
      new Row("TableTooLarge", "pass the array as a parameter", "private static final double[] W = new double[5000]; @Grad static double f(double x) { return (§W[0] + 1) * x; }",
          "private static final double[] W = new double[5000]; @Grad static double f(double x, double[] w) { return (w[0] + 1) * x; } static double g(double x) { return XGrad.f(x, W); }",
          "X.g(3)", "1.0"),
      new Row("TypeMismatch", "write a cast", "@Grad static double f(double x, long n) { switch (§n) { case 1: return x; default: return 2 * x; } }",
          "@Grad static double f(double x, long n) { switch ((int) n) { case 1: return x; default: return 2 * x; } }",
          "XGrad.f(3, 1)", "1.0"),
      new Row("PatternHidesField", "choose another name", "static final double r = 2; sealed interface S {} record A(double v) implements S {} @Grad static double f(double x, S s) { if (s instanceof A §r) return r.v() * x; return r; }",
          "static final double r = 2; sealed interface S {} record A(double v) implements S {} @Grad static double f(double x, S s) { if (s instanceof A a) return a.v() * x; return r; }",
          "XGrad.f(3, new X.A(4))", "4.0"),
      new Row("FunctionEscapes", "or call it", "@Grad static double f(double x) { DoubleUnaryOperator g = y -> y; if (x > 1) g = §y -> y * y; return g.applyAsDouble(x); }",
          "@Grad static double f(double x) { DoubleUnaryOperator g = y -> y; DoubleUnaryOperator h = y -> y * y; if (x > 1) return h.applyAsDouble(x); return g.applyAsDouble(x); }",
          "XGrad.f(3)", "6.0"),
      new Row("FunctionReturned", "let it have one return", "static §DoubleUnaryOperator g(boolean c) { if (c) return t -> t * t; return t -> t; } @Grad static double f(double x) { return g(x > 1).applyAsDouble(x); }",
          "static DoubleUnaryOperator g(boolean c) { return c ? t -> t * t : t -> t; } @Grad static double f(double x) { return g(x > 1).applyAsDouble(x); }",
          "XGrad.f(3)", "6.0"),
      new Row("NoFunctionParameter", "declare one", "interface I { double of(Object o); } static double g(I i, double x) { return i.of(x); } @Grad static double f(double x) { return §g(y -> 2, x) * x; }",
          "interface I { double of(double o); } static double g(I i, double x) { return i.of(x); } @Grad static double f(double x) { return g(y -> 2, x) * x; }",
          "XGrad.f(3)", "2.0"),
      new Row("RecursionInPlace", "write a loop", "static double g(DoubleUnaryOperator h, double x, int n) { return n == 0 ? x : §g(h, h.applyAsDouble(x), n - 1); } @Grad static double f(double x) { return g(y -> y * y, x, 2); }",
          "static double g(DoubleUnaryOperator h, double x, int n) { for (int i = 0; i < n; i++) x = h.applyAsDouble(x); return x; } @Grad static double f(double x) { return g(y -> y * y, x, 2); }",
          "XGrad.f(3)", "108.0"),
      new Row("RecursionInPlace", "pass a .clone()", "@Grad static double f(double[] a) { add(a, a, 2); return a[0]; } static void add(double[] a, double[] b, int n) { a[0] += b[0]; if (n > 0) §add(a, b, n - 1); }",
          "@Grad static double f(double[] a) { add(a, a.clone(), 2); return a[0]; } static void add(double[] a, double[] b, int n) { a[0] += b[0]; if (n > 0) add(a, b, n - 1); }",
          "XGrad.f(d(3))", "[4.0]"),
      new Row("RecursionInPlace", "or make the class a member", "@Grad static double f(double x) { record R(double v) { R down() { return v > 1 ? new R(v - 1)§.down() : this; } } return new R(x).down().v(); }",
          "record R(double v) { R down() { return v > 1 ? new R(v - 1).down() : this; } } @Grad static double f(double x) { return new R(x).down().v(); }",
          "XGrad.f(3)", "1.0"),
      new Row("BoxedComparison", "give one of them to a double", "@Grad static double f(double x) { Function<Double, Double> g = t -> t; return g.apply(x) §== g.apply(2 * x) ? x : 2 * x; }",
          "@Grad static double f(double x) { Function<Double, Double> g = t -> t; double y = g.apply(x); return y == g.apply(2 * x) ? x : 2 * x; }",
          "XGrad.f(3)", "2.0"),
      new Row("ExplicitConstructor", "let it only check", "record R(double v) { R { v = v + 1; } } @Jvp static R §f(double x) { return new R(x); }",
          "record R(double v) { R { if (v < 0) throw new IllegalArgumentException(); } } @Jvp static R f(double x) { return new R(x); }",
          "XJvp.f(3, 2).value()", "R[v=3.0]"),
      new Row("ExplicitConstructor", "or leave it implicit", "record R(double v) { R { v = v + 1; } } @Jvp static R §f(double x) { return new R(x); }",
          "record R(double v) {} @Jvp static R f(double x) { return new R(x); }",
          "XJvp.f(3, 2).tangent()", "R[v=2.0]"),
      new Row("ExplicitAccessor", "leave it implicit", "record R(double v) { public double v() { return 2 * v; } } @Grad static double f(R §r) { return r.v(); }",
          "record R(double v) {} @Grad static double f(R r) { return r.v(); }",
          "XGrad.f(new X.R(3))", "R[v=1.0]"),
      new Row("ExplicitAccessor", "or read the component before the call", "record R(double v) { public double v() { return 2 * v; } } @Grad static double f(R §r) { return r.v(); }",
          "record R(double v) { public double v() { return 2 * v; } } @Grad static double f(double v) { return v; } static double g(R r) { return XGrad.f(r.v()); }",
          "X.g(new X.R(3))", "1.0"),
      new Row("NestedRecordArrays", "return a new array", "record R(double x) {} record N(R[] rs) {} @Vjp static void f(N[] ns) { ns[0].rs()§[0] = new R(2 * ns[0].rs()[0].x()); }",
          "record R(double x) {} record N(R[] rs) {} @Vjp static R[] f(N[] ns) { R[] r = {new R(2 * ns[0].rs()[0].x())}; return r; }",
          "XVjp.f(new X.N[] {new X.N(new X.R[] {new X.R(3)})}).value()[0]", "R[x=6.0]"),
      new Row("AmbiguousAlias", "give 'a' an array of its own with .clone()", "@Grad static double f(double[] x, double[] y, boolean c) { double[] a = x; if (c) a = y; y[0] = 2; return §a[0] * x[0]; }",
          "@Grad static double f(double[] x, double[] y, boolean c) { double[] a = x.clone(); if (c) a = y.clone(); y[0] = 2; return a[0] * x[0]; }",
          "XGrad.f(d(3), d(5), true)", "[5.0]"),
      new Row("ReplacedRow", "read the row again", "@Grad static double f(double[][] m, int i) { double[] r = m[0]; m[i] = new double[] {2, 2}; return m[1][0] * §r[0]; }",
          "@Grad static double f(double[][] m, int i) { double[] r = m[0]; m[i] = new double[] {2, 2}; r = m[0]; return m[1][0] * r[0]; }",
          "XGrad.f(m(d(3, 4), d(5, 6)), 0)", "[[0.0, 0.0], [2.0, 0.0]]"),
      new Row("ReplacedRow", "or take a .clone()", "@Grad static double f(double[][] m, int i) { double[] r = m[0]; m[i] = new double[] {2, 2}; return m[1][0] * §r[0]; }",
          "@Grad static double f(double[][] m, int i) { double[] r = m[0].clone(); m[i] = new double[] {2, 2}; return m[1][0] * r[0]; }",
          "XGrad.f(m(d(3, 4), d(5, 6)), 0)", "[[5.0, 0.0], [3.0, 0.0]]"),
      new Row("AliasedRow", "store a .clone() of it", "@Grad(wrt = \"a\") static double f(double[][] m, double[] a) { m[0] = §a; return m[0][0] * a[0]; }",
          "@Grad(wrt = \"a\") static double f(double[][] m, double[] a) { m[0] = a.clone(); return m[0][0] * a[0]; }",
          "XGrad.f(m(d(1)), d(3))", "[6.0]"),
      new Row("AliasedArguments", "pass a .clone() of one of them", "@Grad static double f(double[] x, double[] y) { x[0] *= y[0]; return x[0]; } @Grad static double g(double[] x) { return XGrad.f(x, §x)[0] * x[0]; }",
          "@Grad static double f(double[] x, double[] y) { x[0] *= y[0]; return x[0]; } @Grad static double g(double[] x) { return XGrad.f(x.clone(), x)[0] * x[0]; }",
          "XGrad.g(d(3))", "[6.0]"),
      new Row("ShallowClone", "clone row by row", "@Grad static double f(double[][] m) { double[][] c = m§.clone(); c[0][0] *= m[0][0]; return c[0][0]; }",
          "@Grad static double f(double[][] m) { double[][] c = new double[m.length][]; for (int i = 0; i < m.length; i++) c[i] = m[i].clone(); c[0][0] *= m[0][0]; return c[0][0]; }",
          "XGrad.f(m(d(3)))", "[[6.0]]"),
      new Row("ShallowClone", "clone row by row", "@Grad static double f(double[][] m) { double[][] c = m§.clone(); c[0][0] *= m[0][0]; return c[0][0]; }",
          "@Grad static double f(double[][] m) { double[][] c = m.clone(); for (int i = 0; i < c.length; i++) c[i] = c[i].clone(); c[0][0] *= m[0][0]; return c[0][0]; }",
          "XGrad.f(m(d(3)))", "[[6.0]]"),
      new Row("RuleHidden", "make it and its class visible to them", "record S(double value, double tangent) {} static S rule(double x, double dx) { return new S(Math.sin(x), Math.cos(x) * dx); } §@CustomJvp(\"rule\") private static double sin(double x) { return StrictMath.sin(x); } @Grad static double f(double x) { return sin(x); }",
          "record S(double value, double tangent) {} static S rule(double x, double dx) { return new S(Math.sin(x), Math.cos(x) * dx); } @CustomJvp(\"rule\") static double sin(double x) { return StrictMath.sin(x); } @Grad static double f(double x) { return sin(x); }",
          "XGrad.f(0)", "1.0"),
      new Row("TooManyParameters", "put some into an array", "@Jvp static double §f(" + parameters(127) + ") { return x0 * x0; }",
          "@Jvp static double f(double[] x) { return x[0] * x[0]; }",
          "XJvp.f(d(3), d(1)).tangent()", "6.0"),
      new Row("TooLarge", "call fewer methods more than once", doubled("f%d(x) + f%d(x)") + "@Grad static double §f(double x) { return f24(x); }",
          doubled("2 * f%d(x)") + "@Grad static double f(double x) { return f24(x); }",
          "XGrad.f(3)", "1.6777216E7"));

  private static final String USE = """
      package demo;
      class Use {
        static double[] d(double... x) { return x; }
        static double[][] m(double[]... x) { return x; }
        static Object value() { return %s; }
      }""";

  private static String text(Object value) {
    String all = Arrays.deepToString(new Object[] {value});
    return all.substring(1, all.length() - 1);
  }

  /** {@code double x0, double x1, …}. */
  private static String parameters(int n) {
    return IntStream.range(0, n).mapToObj(i -> "double x" + i).collect(Collectors.joining(", "));
  }

  /** Methods {@code f0}, the identity, to {@code f24}, each of which calls the one before. */
  private static String doubled(String body) {
    return "static double f0(double x) { return x; } " + IntStream.range(0, 24)
        .mapToObj(i -> "static double f" + (i + 1) + "(double x) { return " + body.replace("%d", "" + i) + "; } ").collect(Collectors.joining());
  }

  private static String source(String members) {
    return "package demo; import dev.gradus.*; import dev.gradus.lax.Lax; import java.util.*; import java.util.function.*; import java.math.BigDecimal;\nclass X {\n" + members + "\n}\n";
  }

  @TestFactory
  Stream<DynamicTest> refusedAndCured() {
    return ROWS.stream().map(r -> DynamicTest.dynamicTest(r.tag + ": " + r.says, () -> check(r)));
  }

  private static void check(Row r) throws Throwable {
    int column = r.refused.indexOf('§') + 1;
    Compilation c = Compiled.compile(source(r.refused.replace("§", "")));
    assertEquals(1, c.errors().size(), () -> c.errors().toString());
    String message = c.errors().getFirst().getMessage(Locale.ROOT);
    assertTrue(message.startsWith("[Gradus." + r.tag + "] ") && message.contains(r.says), message);
    assertEquals("3:" + column, c.errors().getFirst().getLineNumber() + ":" + c.errors().getFirst().getColumnNumber(), message);
    assertEquals(r.gives, text(Compiled.of(source(r.cured), USE.formatted(r.use)).call("demo.Use", "value")));
  }

  /** Cured by another command, class path or compiler, or by what javac asks for too. */
  private static final Set<Diagnostic> OUTSIDE = EnumSet.of(Diagnostic.COMPANION_EXISTS, Diagnostic.MISSING_SOURCE, Diagnostic.NOT_JAVA, Diagnostic.OTHER_SOURCE,
      Diagnostic.MISSING_RUNTIME, Diagnostic.NOT_SHIPPED, Diagnostic.CHANGED_SOURCE, Diagnostic.BATCH_OF_OTHER_MODULE, Diagnostic.NOT_ASSIGNED,
      Diagnostic.NEEDS_JDK, Diagnostic.UNRESOLVED_TYPE, Diagnostic.EXPLAINED, Diagnostic.BAD_OPTION, Diagnostic.UNKNOWN_OPTION,
      Diagnostic.BOUND_OTHERWISE, Diagnostic.INTERNAL);

  @Test
  void allThatCodeCuresAreHere() {
    Set<String> cured = ROWS.stream().map(Row::tag).collect(Collectors.toSet());
    assertEquals(List.of(), Stream.of(Diagnostic.values()).filter(d -> OUTSIDE.contains(d) == cured.contains(d.tag())).toList());
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
