package dev.gradus.benchmarks;

import java.util.Arrays;

/** A polynomial by recursion, two thousand calls deep. */
public class HornerBenchmark extends GradientBenchmark {

  private final double[] a;

  public HornerBenchmark() {
    this(2_000);
  }

  HornerBenchmark(int depth) {
    a = new double[depth];
    Arrays.setAll(a, i -> 1.0 / (i + 1));
  }

  @Override
  double value() {
    return Horner.polynomial(a, 0.999);
  }

  @Override
  HornerGrad.PolynomialWithValue valueAndGradient() {
    return HornerGrad.polynomialWithValue(a, 0.999);
  }

  @Override
  void check() {
    var both = valueAndGradient();
    new CentralDifferences(this::value, both.value()).agree("a", a, both.grad().a());
  }
}
