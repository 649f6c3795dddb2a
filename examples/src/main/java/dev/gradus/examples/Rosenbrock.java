package dev.gradus.examples;

import dev.gradus.Grad;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;

/**
 * Finds the lowest point of Rosenbrock's curved valley in a thousand dimensions, which is (1, …, 1), by the
 * limited-memory quasi-Newton method of Liu and Nocedal (1989) on the generated gradient. Steps are only required
 * to go down far enough (Armijo's condition); pairs without positive curvature are left out of the memory.
 */
public final class Rosenbrock {

  private static final int DIMENSIONS = 1000;
  private static final int MEMORY = 10;
  private static final int MAX_STEPS = 20_000;
  private static final double TOLERANCE = 1e-9;

  private Rosenbrock() {}

  /**
   * Rosenbrock's function.
   *
   * @param x where, in two dimensions or more
   * @return its height there; nothing is lower than 0
   */
  @Grad
  public static double height(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double bend = x[i + 1] - x[i] * x[i];
      double rest = 1 - x[i];
      sum += 100 * bend * bend + rest * rest;
    }
    return sum;
  }

  /** What one step tells about the curvature: how far it went, how much the gradient changed, and the inverse of their product. */
  private record Pair(double[] step, double[] change, double rho) {}

  /**
   * Walks down, and prints where it is.
   *
   * @param args none
   */
  public static void main(String[] args) {
    double[] x = new double[DIMENSIONS];
    RosenbrockGrad.HeightWithValue here = RosenbrockGrad.heightWithValue(x);
    Deque<Pair> memory = new ArrayDeque<>();
    int steps = 0;
    while (norm(here.grad()) > TOLERANCE && steps < MAX_STEPS) {
      if (steps % 500 == 0) {
        report(steps, here);
      }
      double[] direction = direction(here.grad(), memory);
      double slope = dot(here.grad(), direction);
      double length = memory.isEmpty() ? 1 / norm(here.grad()) : 1;
      double[] next = plus(x, length, direction);
      RosenbrockGrad.HeightWithValue there = RosenbrockGrad.heightWithValue(next);
      while (!(there.value() <= here.value() + 1e-4 * length * slope) && length > 1e-12) {
        length /= 2;
        next = plus(x, length, direction);
        there = RosenbrockGrad.heightWithValue(next);
      }
      remember(memory, plus(next, -1, x), plus(there.grad(), -1, here.grad()));
      x = next;
      here = there;
      steps++;
    }
    report(steps, here);

    double farthest = 0;
    for (double coordinate : x) {
      farthest = Math.max(farthest, Math.abs(coordinate - 1));
    }
    System.out.printf(Locale.ROOT, "largest distance of a coordinate from 1: %.1e%n", farthest);
    if (!(farthest < 1e-6)) {
      System.err.println("Rosenbrock: did not arrive at (1, …, 1)");
      System.exit(1);
    }
  }

  /** The gradient times minus the inverse of the Hessian, as far as the memory knows it. */
  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    double[] q = gradient.clone();
    Deque<Double> weights = new ArrayDeque<>();
    for (Pair pair : memory) {
      double weight = pair.rho * dot(pair.step, q);
      q = plus(q, -weight, pair.change);
      weights.push(weight);
    }
    double scale = memory.isEmpty() ? 1 : 1 / (memory.peek().rho * dot(memory.peek().change, memory.peek().change));
    q = plus(new double[q.length], scale, q);
    for (Iterator<Pair> oldestFirst = memory.descendingIterator(); oldestFirst.hasNext(); ) {
      Pair pair = oldestFirst.next();
      q = plus(q, weights.pop() - pair.rho * dot(pair.change, q), pair.step);
    }
    return plus(new double[q.length], -1, q);
  }

  private static void remember(Deque<Pair> memory, double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 1e-12 * norm(step) * norm(change)) {
      memory.push(new Pair(step, change, 1 / curvature));
    }
    if (memory.size() > MEMORY) {
      memory.removeLast();
    }
  }

  private static void report(int steps, RosenbrockGrad.HeightWithValue here) {
    System.out.printf(Locale.ROOT, "step %5d: height %.3e, gradient %.1e%n", steps, here.value(), norm(here.grad()));
  }

  private static double[] plus(double[] x, double factor, double[] y) {
    double[] sum = new double[x.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x[i] + factor * y[i];
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }
}
