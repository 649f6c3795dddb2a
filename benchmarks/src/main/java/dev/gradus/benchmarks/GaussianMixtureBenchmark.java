package dev.gradus.benchmarks;

import java.util.Random;
import java.util.stream.Stream;

/** 1,000 points in 10 dimensions, 25 components. */
public class GaussianMixtureBenchmark extends GradientBenchmark {

  private static final int DIMENSIONS = 10;
  private static final int COMPONENTS = 25;
  private static final double GAMMA = 1;
  private static final int M = 0;

  private final Random random = new Random(1);
  private final double[] alpha = normals(COMPONENTS);
  private final double[][] means = normals(COMPONENTS, DIMENSIONS);
  private final double[][] logDiagonals = normals(COMPONENTS, DIMENSIONS);
  private final double[][] lowers = normals(COMPONENTS, DIMENSIONS * (DIMENSIONS - 1) / 2);
  private final double[][] points = normals(1000, DIMENSIONS);

  private double[] normals(int count) {
    return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
  }

  private double[][] normals(int rows, int columns) {
    return Stream.generate(() -> normals(columns)).limit(rows).toArray(double[][]::new);
  }

  @Override
  double value() {
    return GaussianMixture.logPosterior(alpha, means, logDiagonals, lowers, points, GAMMA, M);
  }

  @Override
  GaussianMixtureGrad.LogPosteriorWithValue valueAndGradient() {
    return GaussianMixtureGrad.logPosteriorWithValue(alpha, means, logDiagonals, lowers, points, GAMMA, M);
  }

  @Override
  void check() {
    var both = valueAndGradient();
    int last = COMPONENTS - 1;
    new CentralDifferences(this::value, both.value())
        .agree("alpha", alpha, both.grad().alpha())
        .agree("means[0]", means[0], both.grad().means()[0])
        .agree("logDiagonals[" + last + "]", logDiagonals[last], both.grad().logDiagonals()[last])
        .agree("lowers[0]", lowers[0], both.grad().lowers()[0])
        .agree("lowers[" + last + "]", lowers[last], both.grad().lowers()[last]);
  }
}
