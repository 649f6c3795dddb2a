package demo;

import dev.gradus.Generated;
import java.util.Arrays;

/**
 * Gradients of methods of {@link Line}. Written by Gradus at every compilation.
 */
@Generated(
    from = Line.class,
    value = "grad(loss, wrt=(p,x))"
)
public final class LineGrad {
  private LineGrad() {
  }

  /**
   * The gradient of {@link Line#loss} with respect to {@code p} and {@code x}: {@code grad(loss, wrt=(p,x))}.
   *
   * @param p that of {@code loss}
   * @param x that of {@code loss}
   * @param y that of {@code loss}
   * @return the derivatives, each of the type and shape of its argument
   */
  public static LossGrad loss(Line.Params p, double[] x, double[] y) {
    double p_w = p.w();
    double p_b = p.b();
    int n = x.length;
    double ctSum = 1.0 / n;
    double[] ctX = new double[n];
    double ctP_w = 0.0;
    double ctP_b = 0.0;
    for (int i = 0; i < n; i++) {
      double t = x[i];
      double ctError = ctSum * (p_w * t + p_b - y[i]);
      double ctError1 = ctError + ctError;
      ctX[i] = ctError1 * p_w;
      ctP_w += ctError1 * t;
      ctP_b += ctError1;
    }
    return new LossGrad(new Line.Params(ctP_w, ctP_b), ctX);
  }

  /**
   * The value and the gradient of {@link Line#loss} with respect to {@code p} and {@code x}: {@code grad(loss, wrt=(p,x))}.
   *
   * @param p that of {@code loss}
   * @param x that of {@code loss}
   * @param y that of {@code loss}
   * @return the derivatives, each of the type and shape of its argument
   */
  public static LossWithValue lossWithValue(Line.Params p, double[] x, double[] y) {
    double p_w = p.w();
    double p_b = p.b();
    int n = x.length;
    double t = n;
    double ctSum = 1.0 / t;
    double[] ctX = new double[n];
    double sum = 0.0;
    double ctP_w = 0.0;
    double ctP_b = 0.0;
    for (int i = 0; i < n; i++) {
      double t1 = x[i];
      double error = p_w * t1 + p_b - y[i];
      double ctError = ctSum * error;
      double ctError1 = ctError + ctError;
      ctX[i] = ctError1 * p_w;
      sum += error * error;
      ctP_w += ctError1 * t1;
      ctP_b += ctError1;
    }
    return new LossWithValue(sum / t, new LossGrad(new Line.Params(ctP_w, ctP_b), ctX));
  }

  /**
   * Cotangents of {@code p} and {@code x}, each of the type and shape of the argument.
   *
   * @param p that of {@code p}
   * @param x that of {@code x}
   */
  public record LossGrad(Line.Params p, double[] x) {
    @Override
    public boolean equals(Object other) {
      return other instanceof LossGrad that
          && Arrays.deepEquals(new Object[] {p, x}, new Object[] {that.p, that.x});
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new Object[] {p, x});
    }

    @Override
    public String toString() {
      return "LossGrad[p=" + p
          + ", x=" + Arrays.toString(x) + "]";
    }
  }

  /**
   * The result of {@code Line.loss}, and the gradient with respect to {@code p} and {@code x}.
   *
   * @param value the result
   * @param grad the gradient
   */
  public record LossWithValue(double value, LossGrad grad) {
  }
}
