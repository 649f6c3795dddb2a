package dev.gradus.tests.consumer;

import dev.gradus.Grad;
import dev.gradus.Vjp;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Recursive methods, and how deep they and their gradients get before the stack is full; a program of its own, so that it can choose its
 * JVM.
 */
final class Depths {
  private static double sink;

  private Depths() {}

  @Grad @Vjp
  static double power(double x, int n) {
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  /** Horner's rule. */
  @Grad(wrt = {"a", "x"})
  static double polynomial(double[] a, double x, int i) {
    return i == a.length ? 0 : a[i] + x * polynomial(a, x, i + 1);
  }

  /** {@code aᵢ} times all before it, in place; the sum of that. */
  @Grad
  static double products(double[] a) {
    multiply(a, 1);
    double sum = 0;
    for (double p : a) sum += p;
    return sum;
  }

  private static void multiply(double[] a, int i) {
    if (i == a.length) return;
    a[i] *= a[i - 1];
    multiply(a, i + 1);
  }

  /** One of the programs, as written and as gradient, both at a depth. */
  record Pair(String name, IntConsumer primal, IntConsumer gradient) {}

  static final List<Pair> PAIRS = List.of(
      new Pair("power", n -> sink += power(1, n), n -> sink += DepthsGrad.power(1, n)),
      new Pair("polynomial", n -> sink += polynomial(ones(n), 1, 0), n -> sink += DepthsGrad.polynomial(ones(n), 1, 0).x()),
      new Pair("products", n -> sink += products(ones(n)), n -> sink += DepthsGrad.products(ones(n))[0]));

  static double[] ones(int n) {
    double[] a = new double[n];
    Arrays.fill(a, 1);
    return a;
  }

  /** Prints for each program how many times deeper it gets than its gradient. */
  public static void main(String[] args) {
    for (Pair p : PAIRS) System.out.println(p.name + " " + (double) deepest(p.primal) / deepest(p.gradient));
  }

  private static int deepest(IntConsumer program) {
    int fits = 0;
    int fails = 64;
    while (fits(program, fails)) {
      fits = fails;
      fails *= 2;
    }
    while (fails - fits > 1 + fits / 100) {
      int middle = (fits + fails) / 2;
      if (fits(program, middle)) fits = middle;
      else fails = middle;
    }
    return fits;
  }

  private static boolean fits(IntConsumer program, int depth) {
    try {
      program.accept(depth);
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }
}
