package dev.gradus.benchmarks;

import dev.gradus.Grad;

/**
 * The logarithm of the posterior density of a Gaussian mixture with a Wishart prior on the precision matrices, up to a
 * constant: the program "gmm" of ADBench and GradBench, which much of the literature measures. A component is given by the
 * logarithm of its weight, its mean, and a lower triangular factor of its precision matrix: the logarithms of the diagonal, then
 * column by column what is below.
 */
public final class GaussianMixture {

  private GaussianMixture() {}

  @Grad(wrt = {"alpha", "means", "logDiagonals", "lowers"})
  public static double logPosterior(
      double[] alpha, double[][] means, double[][] logDiagonals, double[][] lowers, double[][] points, double gamma, int m) {
    int components = alpha.length;
    int dimensions = means[0].length;
    double[][] diagonals = new double[components][dimensions];
    double[] logDeterminants = new double[components];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimensions; j++) {
        diagonals[k][j] = Math.exp(logDiagonals[k][j]);
        logDeterminants[k] += logDiagonals[k][j];
      }
    }
    double[] centred = new double[dimensions];
    double[] scaled = new double[dimensions];
    double[] terms = new double[components];
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      for (int k = 0; k < components; k++) {
        subtract(points[i], means[k], centred);
        multiply(diagonals[k], lowers[k], centred, scaled);
        terms[k] = alpha[k] + logDeterminants[k] - 0.5 * squaredNorm(scaled);
      }
      sum += logSumExp(terms);
    }
    double prior = 0;
    for (int k = 0; k < components; k++) {
      prior += m * logDeterminants[k] - 0.5 * gamma * gamma * (squaredNorm(diagonals[k]) + squaredNorm(lowers[k]));
    }
    return sum - points.length * (logSumExp(alpha) + 0.5 * dimensions * Math.log(2 * Math.PI)) + prior;
  }

  static void subtract(double[] x, double[] y, double[] difference) {
    for (int j = 0; j < difference.length; j++) {
      difference[j] = x[j] - y[j];
    }
  }

  static void multiply(double[] diagonal, double[] lower, double[] x, double[] product) {
    for (int j = 0; j < product.length; j++) {
      product[j] = diagonal[j] * x[j];
    }
    int next = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < product.length; j++) {
        product[j] += lower[next] * x[i];
        next++;
      }
    }
  }

  static double squaredNorm(double[] x) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * x[j];
    }
    return sum;
  }

  static double logSumExp(double[] x) {
    double max = x[0];
    for (int j = 1; j < x.length; j++) {
      max = Math.max(max, x[j]);
    }
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += Math.exp(x[j] - max);
    }
    return max + Math.log(sum);
  }
}
