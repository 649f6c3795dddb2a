package dev.gradus.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.gradus.processor.GradusProcessor;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * More residuals, tapes, carries and arguments than a Java method may have parameters (255 words), just below the limit and far beyond it,
 * through javac: reverse mode, its pullback and forward mode agree with central differences.
 */
class ManyValuesTest {
  private static String times(int n, String between, IntFunction<String> text) {
    return IntStream.range(0, n).mapToObj(text).collect(Collectors.joining(between));
  }

  @Test
  void residuals() throws Exception {
    for (int n : new int[] {30, 43, 130}) {
      check("double x = a[0];" + times(n, "", i -> "x = x * Math.sin(x + " + i + ");") + "return x;", 1.3);
    }
  }

  @Test
  void arraysAmongTheResiduals() throws Exception {
    for (int n : new int[] {60, 130, 270}) {
      check("double s = .3;" + times(n, "", k -> "for (int i = 0; i < a.length; i++) s = Math.sin(s * a[i] + " + k + ");") + "return s;", .7, .9);
    }
  }

  @Test
  void tapesOfOneLoop() throws Exception {
    for (int n : new int[] {30, 70}) {
      check("double s = 0; for (int i = 0; i < a.length; i++) { double x = a[i] + s * .01;"
          + times(n, "", k -> "x = Math.sin(x + " + k + ") * Math.exp(-x * x);") + "s += x; } return s;", .3, .5, .2);
    }
  }

  @Test
  void carriesOfOneLoop() throws Exception {
    for (int n : new int[] {60, 130}) {
      check(times(n, "", k -> "double c" + k + " = " + k * .01 + ";") + "for (int i = 0; i < a.length; i++) {"
          + times(n, "", k -> "c" + k + " = Math.sin(c" + k + " + c" + (k + 1) % n + " * a[i]);") + "} return " + times(n, " + ", k -> "c" + k) + ";", .3, .5);
    }
  }

  @Test
  void argumentsUnderRecursion() throws Exception {
    int n = 60;
    String g = "static double g(" + times(n, ", ", k -> "double p" + k) + ", int n) { if (n == 0) return " + times(n, " + ", k -> "p" + k + " * p" + (k + 1) % n)
        + "; return p1 * g(" + times(n, ", ", k -> "p" + (k + 1) % n) + ", n - 1); }";
    check("return g(" + times(n, ", ", k -> "a[" + k % 3 + "]") + ", 3);", g, .3, .5, .7);
  }

  @Test
  void numbersAsParameters() throws Exception {
    int n = 127;
    String wrt = "(wrt = {" + times(n, ", ", k -> "\"p" + k + "\"") + "})";
    ClassLoader classes = compiled("@Grad" + wrt + " @Vjp" + wrt + " static double f(" + times(n, ", ", k -> "double p" + k) + ") { return "
        + times(n, " + ", k -> "Math.sin(p" + k + ") * p" + (k + 1) % n) + "; }");
    Object[] p = IntStream.range(0, n).mapToObj(k -> (Object) (k * .1)).toArray();
    double[] expected = IntStream.range(0, n)
        .mapToDouble(k -> Math.cos(k * .1) * ((k + 1) % n) * .1 + Math.sin((k + n - 1) % n * .1)).toArray();
    assertArrayEquals(expected, numbers(call(classes.loadClass("many.PGrad"), null, "f", p)), 1e-12);
    Object kept = call(classes.loadClass("many.PVjp"), null, "f", p);
    assertArrayEquals(expected, numbers(call(kept.getClass(), kept, "pullback", 1.0)), 1e-12);
  }

  private static void check(String body, double... at) throws Exception {
    check(body, "", at);
  }

  private static void check(String body, String member, double... at) throws Exception {
    ClassLoader classes = compiled(member + " @Grad @Jvp @Vjp static double f(double[] a) {" + body + "}");
    Class<?> program = classes.loadClass("many.P");
    double[] expected = new double[at.length];
    double[] forward = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      double[] up = at.clone();
      double[] down = at.clone();
      double[] one = new double[at.length];
      up[k] += 1e-6;
      down[k] -= 1e-6;
      one[k] = 1;
      expected[k] = ((double) call(program, null, "f", (Object) up) - (double) call(program, null, "f", (Object) down)) / 2e-6;
      Object both = call(classes.loadClass("many.PJvp"), null, "f", at, one);
      forward[k] = (double) call(both.getClass(), both, "tangent");
    }
    double near = 1e-6 * (1 + Arrays.stream(forward).map(Math::abs).max().orElse(0));
    assertArrayEquals(expected, forward, near);
    assertArrayEquals(forward, (double[]) call(classes.loadClass("many.PGrad"), null, "f", (Object) at), 1e-6 * near);
    Object kept = call(classes.loadClass("many.PVjp"), null, "f", (Object) at);
    for (int twice = 0; twice < 2; twice++) assertArrayEquals(forward, (double[]) call(kept.getClass(), kept, "pullback", 1.0), 1e-6 * near);
  }

  private static ClassLoader compiled(String members) {
    Compilation c = Compiler.javac().withProcessors(new GradusProcessor()).withOptions("-Xlint:none")
        .compile(JavaFileObjects.forSourceString("many.P", "package many; import dev.gradus.*; class P {\n" + members + "\n}"));
    if (c.status() == Compilation.Status.FAILURE) throw new AssertionError(c.errors().toString());
    return new Compiled(c);
  }

  private static Object call(Class<?> owner, Object on, String name, Object... args) throws Exception {
    Method m = Arrays.stream(owner.getDeclaredMethods()).filter(x -> x.getName().equals(name)).findFirst().orElseThrow();
    m.setAccessible(true);
    return m.invoke(on, args);
  }

  private static double[] numbers(Object record) throws Exception {
    double[] all = new double[record.getClass().getRecordComponents().length];
    for (int k = 0; k < all.length; k++) Array.setDouble(all, k, (double) call(record.getClass(), record, record.getClass().getRecordComponents()[k].getName()));
    return all;
  }
}
