package dev.gradus.benchmarks;

import java.util.Random;

/** 100 Runge-Kutta steps on a chain of 1,000 equations, scaled so that the components that are not zero are near 1. */
public class RungeKuttaBenchmark extends GradientBenchmark {

  private static final int STEPS = 100;

  private final double[] x = new double[1000];

  public RungeKuttaBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 1) * (0.9 + 0.2 * random.nextDouble());
    }
  }

  @Override
  double value() {
    return RungeKutta.total(x, STEPS, 1);
  }

  @Override
  RungeKuttaGrad.TotalWithValue valueAndGradient() {
    return RungeKuttaGrad.totalWithValue(x, STEPS, 1);
  }

  @Override
  void check() {
    var both = valueAndGradient();
    new CentralDifferences(this::value, both.value()).agree("x", x, both.grad());
  }
}
