package dev.gradus.benchmarks;

import dev.gradus.Grad;

/**
 * The classical fourth-order Runge-Kutta method on a chain of equations, {@code y₀' = x₀} and {@code yᵢ' = xᵢ yᵢ₋₁}: the program
 * "ode" of GradBench, from cmpad. There the last component is differentiated, but with fewer than {@code n/4} steps it is
 * still zero, so here it is the sum of all.
 */
public final class RungeKutta {

  private RungeKutta() {}

  @Grad
  public static double total(double[] x, int steps, double end) {
    int n = x.length;
    double h = end / steps;
    double[] y = new double[n];
    double[] mid = new double[n];
    double[] k1 = new double[n];
    double[] k2 = new double[n];
    double[] k3 = new double[n];
    double[] k4 = new double[n];
    for (int step = 0; step < steps; step++) {
      slope(x, y, k1);
      move(y, h / 2, k1, mid);
      slope(x, mid, k2);
      move(y, h / 2, k2, mid);
      slope(x, mid, k3);
      move(y, h, k3, mid);
      slope(x, mid, k4);
      for (int i = 0; i < n; i++) {
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += y[i];
    }
    return sum;
  }

  static void slope(double[] x, double[] y, double[] slope) {
    slope[0] = x[0];
    for (int i = 1; i < x.length; i++) {
      slope[i] = x[i] * y[i - 1];
    }
  }

  static void move(double[] y, double h, double[] slope, double[] moved) {
    for (int i = 0; i < y.length; i++) {
      moved[i] = y[i] + h * slope[i];
    }
  }
}
