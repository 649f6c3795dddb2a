package demo;

import dev.gradus.Generated;
import dev.gradus.generated.ArrayValues;
import java.util.Arrays;
import java.util.Objects;

/**
 * Gradients of methods of {@link Network}. Written by Gradus at every compilation.
 */
@Generated(
    from = Network.class,
    value = "grad(loss)"
)
final class NetworkGrad {
  private NetworkGrad() {
  }

  /**
   * The gradient of {@link Network#loss} with respect to {@code layers}: {@code grad(loss)}.
   *
   * @param layers that of {@code loss}
   * @param x that of {@code loss}
   * @return the derivatives, each of the type and shape of its argument
   */
  static Network.Layer[] loss(Network.Layer[] layers, double[] x) {
    return lossWithValue(layers, x).grad();
  }

  /**
   * The value and the gradient of {@link Network#loss} with respect to {@code layers}: {@code grad(loss)}.
   *
   * @param layers that of {@code loss}
   * @param x that of {@code loss}
   * @return the derivatives, each of the type and shape of its argument
   */
  static LossWithValue lossWithValue(Network.Layer[] layers, double[] x) {
    Objects.requireNonNull(layers, "layers");
    boolean[] layers_present = layersPresent(layers);
    double[][][] layers_weights = layersWeights(layers);
    double[][] layers_bias = layersBias(layers);
    int n = layers_present.length;
    double[] y = ArrayValues.copy(x);
    double[][] yTape = new double[n][];
    double[][] tTape = new double[n][];
    for (int k = 0; k < n; k++) {
      if (!layers_present[k]) {
        throw new NullPointerException("layers[" + k + "] is null");
      }
      double[] z = ArrayValues.copy(layers_bias[k]);
      int n1 = z.length;
      double[] tTape1 = new double[n1];
      for (int i = 0; i < n1; i++) {
        double zi = z[i];
        for (int j = 0; j < y.length; j++) {
          zi += layers_weights[k][i][j] * y[j];
        }
        double tanh = Math.tanh(zi);
        z[i] = tanh;
        tTape1[i] = tanh;
      }
      yTape[k] = y;
      tTape[k] = tTape1;
      y = z;
    }
    double result = y[0];
    double[] ctY = new double[y.length];
    ctY[0] += 1.0;
    double[][][] ctLayers_weights = ArrayValues.zerosLike(layers_weights);
    double[][] ctLayers_bias = ArrayValues.zerosLike(layers_bias);
    for (int k = n - 1; k >= 0; k--) {
      double[] yTapeK = yTape[k];
      int n1 = yTapeK.length;
      int n2 = layers_bias[k].length;
      double[] tTapeK = tTape[k];
      double[] ctY1 = new double[n1];
      for (int i = 0; i < n2; i++) {
        double t = tTapeK[i];
        double ctT = ctY[i] * (1.0 - t * t);
        ctY[i] = ctT;
        for (int j = 0; j < n1; j++) {
          double t1 = layers_weights[k][i][j];
          double ctT1 = ctT * yTapeK[j];
          ctY1[j] += ctT * t1;
          ctLayers_weights[k][i][j] += ctT1;
        }
      }
      ArrayValues.add(ctLayers_bias[k], ctY);
      ctY = ctY1;
    }
    return new LossWithValue(result, layersLike(ctLayers_weights, ctLayers_bias, layers));
  }

  private static Network.Layer[] layersLike(double[][][] weights, double[][] bias,
      Network.Layer[] primal) {
    Network.Layer[] layers = new Network.Layer[primal.length];
    for (int i = 0; i < layers.length; i++) {
      if (primal[i] != null) layers[i] = new Network.Layer(weights[i], bias[i]);
    }
    return layers;
  }

  private static boolean[] layersPresent(Network.Layer[] layers) {
    boolean[] present = new boolean[layers.length];
    for (int i = 0; i < layers.length; i++) {
      present[i] = layers[i] != null;
    }
    return present;
  }

  private static double[][][] layersWeights(Network.Layer[] layers) {
    double[][][] weights = new double[layers.length][][];
    for (int i = 0; i < layers.length; i++) {
      if (layers[i] != null) weights[i] = layers[i].weights();
    }
    return weights;
  }

  private static double[][] layersBias(Network.Layer[] layers) {
    double[][] bias = new double[layers.length][];
    for (int i = 0; i < layers.length; i++) {
      if (layers[i] != null) bias[i] = layers[i].bias();
    }
    return bias;
  }

  /**
   * The result of {@code Network.loss}, and the gradient with respect to {@code layers}.
   *
   * @param value the result
   * @param grad the gradient
   */
  record LossWithValue(double value, Network.Layer[] grad) {
    @Override
    public boolean equals(Object other) {
      return other instanceof LossWithValue that
          && Arrays.deepEquals(new Object[] {value, grad}, new Object[] {that.value, that.grad});
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new Object[] {value, grad});
    }

    @Override
    public String toString() {
      return "LossWithValue[value=" + value
          + ", grad=" + Arrays.deepToString(grad) + "]";
    }
  }
}
