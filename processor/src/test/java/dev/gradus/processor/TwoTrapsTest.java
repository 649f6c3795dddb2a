package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/**
 * Arguments at which a method would fail in two places: a companion fails too, with an exception of the same class where both are of one
 * class, though perhaps with that of the other place ({@code docs/language.md}).
 */
class TwoTrapsTest {
  private static final String PROGRAM = """
      package demo;
      import dev.gradus.*;
      class Traps {
        @Grad @Jvp @Vjp
        static double scaled(double[] a) {
          int n = a.length;
          a[Math.min(0, n - 1)] *= Math.tanh(a[0]);
          return a[0];
        }
        @Grad @Jvp @Vjp
        static double ends(double[] a) {
          return a[a.length - 1] * a[0];
        }
        @Grad @Jvp @Vjp
        static double byLast(double[] a, int k) {
          double s = 0;
          for (int i = 0; i < k; i++) s += a[i] * a[k];
          return s;
        }
        @Grad @Jvp @Vjp
        static double divided(double[] a, int k) {
          return a[7 / k] * a[9];
        }
        @Grad @Jvp @Vjp
        static double checked(double[] a) {
          if (a.length == 0) throw new IllegalArgumentException("no elements");
          return a[0] * a[a.length];
        }
      }
      """;

  @Test
  void aCompanionFailsAsTheMethodDoes() throws Throwable {
    Compiled c = Compiled.of(PROGRAM);
    fails(c, ArrayIndexOutOfBoundsException.class, "scaled");
    fails(c, ArrayIndexOutOfBoundsException.class, "ends");
    fails(c, ArrayIndexOutOfBoundsException.class, "byLast", 3);
    fails(c, ArithmeticException.class, "divided", 0);
    fails(c, IllegalArgumentException.class, "checked");
  }

  /** What is written in order fails in order where nothing moves: the place that Java names. */
  @Test
  void theFirstPlaceIsNamedInForwardMode() throws Throwable {
    Compiled c = Compiled.of(PROGRAM);
    assertEquals("Index -1 out of bounds for length 0", message(c, "demo.Traps", "scaled", new double[0]));
    assertEquals("Index -1 out of bounds for length 0", message(c, "demo.TrapsJvp", "scaled", new double[0], new double[0]));
    assertEquals("Index -1 out of bounds for length 0", message(c, "demo.TrapsVjp", "scaled", new double[0]));
    assertEquals("Index -1 out of bounds for length 0", message(c, "demo.TrapsGrad", "scaled", new double[0]));
  }

  /** What does not change in a loop is read before it. */
  @Test
  void anotherPlaceMayBeNamed() throws Throwable {
    Compiled c = Compiled.of(PROGRAM);
    assertEquals("Index 0 out of bounds for length 0", message(c, "demo.Traps", "byLast", new double[0], 3));
    assertEquals("Index 3 out of bounds for length 0", message(c, "demo.TrapsGrad", "byLast", new double[0], 3));
  }

  private static void fails(Compiled c, Class<? extends Exception> how, String method, Object... more) {
    Object[] args = with(new double[0], more);
    assertThrows(how, () -> c.call("demo.Traps", method, args), method);
    assertThrows(how, () -> c.call("demo.TrapsGrad", method, args), method + " by Grad");
    assertThrows(how, () -> c.call("demo.TrapsGrad", method + "WithValue", args), method + " by Grad with value");
    assertThrows(how, () -> c.call("demo.TrapsVjp", method, args), method + " by Vjp");
    Object[] moved = new Object[args.length + 1];
    System.arraycopy(args, 0, moved, 0, args.length);
    moved[args.length] = new double[0];
    assertThrows(how, () -> c.call("demo.TrapsJvp", method, moved), method + " by Jvp");
  }

  private static String message(Compiled c, String type, String method, Object... args) {
    return assertThrows(ArrayIndexOutOfBoundsException.class, () -> c.call(type, method, args)).getMessage();
  }

  private static Object[] with(Object first, Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }
}
