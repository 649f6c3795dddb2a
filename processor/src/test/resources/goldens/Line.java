package demo;

import dev.gradus.Grad;

public final class Line {
  public record Params(double w, double b) {}

  @Grad(wrt = {"p", "x"})
  public static double loss(Params p, double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = p.w() * x[i] + p.b() - y[i];
      sum += error * error;
    }
    return sum / x.length;
  }
}
