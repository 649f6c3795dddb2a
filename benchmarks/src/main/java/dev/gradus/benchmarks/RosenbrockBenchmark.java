package dev.gradus.benchmarks;

import dev.gradus.examples.Rosenbrock;
import dev.gradus.examples.RosenbrockGrad;
import java.util.Random;

/** Rosenbrock's function in 1,000 dimensions. */
public class RosenbrockBenchmark extends GradientBenchmark {

  private final double[] x = new Random(1).doubles(1000, -1, 1).toArray();

  @Override
  double value() {
    return Rosenbrock.height(x);
  }

  @Override
  RosenbrockGrad.HeightWithValue valueAndGradient() {
    return RosenbrockGrad.heightWithValue(x);
  }

  @Override
  void check() {
    var both = valueAndGradient();
    new CentralDifferences(this::value, both.value()).agree("x", x, both.grad());
  }
}
