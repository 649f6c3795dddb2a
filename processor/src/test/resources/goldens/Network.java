package demo;

import dev.gradus.Grad;

final class Network {
  record Layer(double[][] weights, double[] bias) {}

  @Grad
  static double loss(Layer[] layers, double[] x) {
    double[] y = x.clone();
    for (Layer layer : layers) {
      double[] z = layer.bias().clone();
      for (int i = 0; i < z.length; i++) {
        for (int j = 0; j < y.length; j++) z[i] += layer.weights()[i][j] * y[j];
        z[i] = Math.tanh(z[i]);
      }
      y = z;
    }
    return y[0];
  }
}
