package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Methods that throw: companions throw the same, at the same arguments, and in the same order. */
class ThrowTest {
  private static final String PROGRAM = """
      package demo;
      import dev.gradus.Grad;
      import dev.gradus.Jvp;
      import dev.gradus.Vjp;
      class Checked {
        static final class Refused extends RuntimeException { Refused(String message) { super(message); } }

        @Grad @Jvp @Vjp static double root(double x) {
          if (x < 0) throw new IllegalArgumentException("negative: " + x);
          return Math.sqrt(x);
        }
        @Grad(wrt = {"x", "y"}) @Vjp(wrt = {"x", "y"}) static double dot(double[] x, double[] y) {
          if (x.length != y.length) throw new Refused(x.length + " and " + y.length + " do not fit");
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(x[i])) throw new Refused("x[" + i + "]");
            sum += x[i] * y[i];
          }
          return sum;
        }
        @Grad(wrt = "x") static double kinds(double x, int kind) {
          double f = switch (kind) {
            case 0 -> x * x;
            case 1 -> Math.sin(x);
            default -> throw new UnsupportedOperationException("kind " + kind);
          };
          return f * f;
        }
        @Grad(wrt = "x") static double dead(double x, int n) {
          if (n < 0) throw new IllegalStateException();
          return 3;
        }
        @Grad static double never(double x) { throw new IllegalStateException("x = " + x); }
        @Grad(wrt = "x") static double either(double x, boolean b) {
          if (b) { throw new IllegalStateException("yes"); } else { throw new Refused("no"); }
        }
        @Grad static double late(double[] a, double[] b, int n) {
          double s = 0;
          for (double v : a) s += Math.exp(v);
          if (s > 5) throw new Refused("large");
          for (int i = 0; i < 2; i++) s += a[i] * b[n];
          return s;
        }
      }
      """;

  private final Compiled compiled = Compiled.of(PROGRAM);

  private void refuses(String what, String type, String method, Object... args) {
    Throwable e = assertThrows(Throwable.class, () -> compiled.call("demo.Checked" + type, method, args));
    assertEquals(what, e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  @Test
  void sameExceptionAndMessageInEveryMode() throws Throwable {
    assertEquals(0.25, compiled.call("demo.CheckedGrad", "root", 4.0));
    for (String type : new String[] {"", "Grad", "Vjp"}) refuses("IllegalArgumentException: negative: -2.0", type, "root", -2.0);
    refuses("IllegalArgumentException: negative: -2.0", "Jvp", "root", -2.0, 1.0);
    refuses("Refused: 1 and 2 do not fit", "Grad", "dot", new double[1], new double[2]);
    refuses("Refused: x[1]", "Grad", "dot", new double[] {1, Double.NaN}, new double[2]);
    refuses("Refused: x[1]", "Vjp", "dot", new double[] {1, Double.NaN}, new double[2]);
    refuses("UnsupportedOperationException: kind 7", "Grad", "kinds", 2.0, 7);
    assertEquals(4.0 * 8, compiled.call("demo.CheckedGrad", "kinds", 2.0, 0));
    refuses("IllegalStateException: null", "Grad", "dead", 2.0, -1);
    assertEquals(0.0, compiled.call("demo.CheckedGrad", "dead", 2.0, 1));
    refuses("IllegalStateException: x = 1.5", "Grad", "never", 1.5);
    refuses("Refused: no", "Grad", "either", 1.5, false);
  }

  @Test
  void nothingThatComesLaterThrowsFirst() throws Throwable {
    refuses("Refused: large", "Grad", "late", new double[] {2}, new double[0], 7);
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> compiled.call("demo.CheckedGrad", "late", new double[] {1}, new double[0], 7));
    assertArrayEquals(new double[] {Math.exp(0.5) + 2, Math.exp(0.25) + 2},
        (double[]) compiled.call("demo.CheckedGrad", "late", new double[] {0.5, 0.25}, new double[] {2}, 0), 1e-12);
  }

  @Test
  void readsLikeTheSource() {
    String grad = compiled.source("demo.CheckedGrad");
    assertTrue(grad.contains("""
          static RootWithValue rootWithValue(double x) {
            if (x < 0.0) {
              throw new IllegalArgumentException("negative: " + x);
            }
            double result = Math.sqrt(x);
            return new RootWithValue(result, 0.5 / result);
          }
        """.indent(0)), grad);
    assertTrue(grad.contains("throw new Checked.Refused("), grad);
  }
}
