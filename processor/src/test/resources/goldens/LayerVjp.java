package demo;

import dev.gradus.Generated;
import dev.gradus.generated.ArrayValues;
import java.util.Arrays;

/**
 * Pullbacks of methods of {@link Layer}. Written by Gradus at every compilation.
 */
@Generated(
    from = Layer.class,
    value = "vjp(apply, wrt=(w,x))"
)
final class LayerVjp {
  private LayerVjp() {
  }

  /**
   * Runs {@link Layer#apply} and keeps what its pullback to {@code w} and {@code x} needs: {@code vjp(apply, wrt=(w,x))}.
   *
   * @param w that of {@code apply}
   * @param x that of {@code apply}
   * @return the value, and the pullback
   */
  static ApplyVjp apply(double[][] w, double[] x) {
    int n = w.length;
    double[] y = new double[n];
    double[] tTape = new double[n];
    for (int i = 0; i < n; i++) {
      double yi = y[i];
      for (int j = 0; j < x.length; j++) {
        yi += w[i][j] * x[j];
      }
      double tanh = Math.tanh(yi);
      y[i] = tanh;
      tTape[i] = tanh;
    }
    return new ApplyVjp(y, x.length, ArrayValues.copy(w), n, tTape, ArrayValues.copy(x));
  }

  /**
   * Cotangents of {@code w} and {@code x}, each of the type and shape of the argument.
   *
   * @param w that of {@code w}
   * @param x that of {@code x}
   */
  record ApplyGrad(double[][] w, double[] x) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ApplyGrad that
          && Arrays.deepEquals(new Object[] {w, x}, new Object[] {that.w, that.x});
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new Object[] {w, x});
    }

    @Override
    public String toString() {
      return "ApplyGrad[w=" + Arrays.deepToString(w)
          + ", x=" + Arrays.toString(x) + "]";
    }
  }

  /**
   * The result of {@code Layer.apply}, with its pullback to {@code w} and {@code x}.
   */
  static final class ApplyVjp {
    private final double[] value;

    private final int n;

    private final double[][] w;

    private final int n_;

    private final double[] tTape;

    private final double[] x;

    private ApplyVjp(double[] value, int n, double[][] w, int n_, double[] tTape, double[] x) {
      this.value = value;
      this.n = n;
      this.w = w;
      this.n_ = n_;
      this.tTape = tTape;
      this.x = x;
    }

    /**
     * The result of {@code Layer.apply}.
     *
     * @return the result
     */
    public double[] value() {
      return value;
    }

    /**
     * Pulls a cotangent of the value back to {@code w} and {@code x}. May be called more than once.
     *
     * @param cotangent of the shape of the value
     * @return cotangents, each of the type and shape of its argument
     * @throws IllegalArgumentException if the cotangent has another shape than the value
     */
    public ApplyGrad pullback(double[] cotangent) {
      ArrayValues.checkShape("LayerVjp.apply", "cotangent", cotangent, "value", value);
      int n = this.n;
      double[][] w = this.w;
      int n_ = this.n_;
      double[] tTape = this.tTape;
      double[] x = this.x;
      double[] ctY = ArrayValues.copy(cotangent);
      double[] ctX = new double[n];
      double[][] ctW = ArrayValues.zerosLike(w);
      for (int i = 0; i < n_; i++) {
        double t = tTape[i];
        double ctT = ctY[i] * (1.0 - t * t);
        ctY[i] = ctT;
        for (int j = 0; j < n; j++) {
          double ctT1 = ctT * x[j];
          ctX[j] += ctT * w[i][j];
          ctW[i][j] += ctT1;
        }
      }
      return new ApplyGrad(ctW, ctX);
    }
  }
}
