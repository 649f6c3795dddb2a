package demo;

import dev.gradus.Vjp;

final class Layer {
  @Vjp(wrt = {"w", "x"})
  static double[] apply(double[][] w, double[] x) {
    double[] y = new double[w.length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += w[i][j] * x[j];
      }
      y[i] = Math.tanh(y[i]);
    }
    return y;
  }
}
