package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** Loops whose number of iterations is in the data. */
final class WhileLoops {
  static List<Case> cases() {
    return List.of(
        at("newtonSquareRoot", 2.0).gives(Math.sqrt(2)).gradient(0.5 / Math.sqrt(2)),
        at("newtonSquareRoot", 1e4).gives(100.0).gradient(0.005),
        at("halveUntilSmall", 11.0).gives(11.0 / 16 * 11).gradient(22.0 / 16),
        at("halveUntilSmall", 0.5).gives(0.25).gradient(1.0),
        at("collatzWeight", 2.0, 6).gives(256.0).gradient(8 * 128.0),
        at("collatzWeight", 2.0, 1).gives(1.0).gradient(0.0),
        at("atLeastOnce", 0.5).gives(0.25 + 1).gradient(1.0),
        at("atLeastOnce", 3.0).gives(81.0 + 2).gradient(4 * 27.0),
        at("whileOverArray", d(1, 2, 3, -1, 9)).gives(1 + 4.0 + 9).gradient(d(2, 4, 6, 0, 0)),
        at("whileOverArray", d()).gives(0.0).gradient(d()),
        at("logistic", 0.25, 3.0, 3).gives(map(map(map(0.25)))).gradient(
            3 * (1 - 2 * 0.25) * 3 * (1 - 2 * map(0.25)) * 3 * (1 - 2 * map(map(0.25)))));
  }

  private static double map(double x) {
    return 3 * x * (1 - x);
  }

  /** Converges to {@code √a}, whose derivative is {@code 1/(2√a)}. */
  @Grad @Jvp
  static double newtonSquareRoot(double a) {
    double x = a;
    while (Math.abs(x * x - a) > 1e-14 * a) x = (x + a / x) / 2;
    return (x + a / x) / 2;
  }

  /** {@code x² / 2ᵏ} where {@code k} is the number of halvings. */
  @Grad @Jvp
  static double halveUntilSmall(double x) {
    double y = x;
    while (y > 1) y /= 2;
    return x * y;
  }

  /** {@code x} to the number of Collatz steps. */
  @Grad @Jvp
  static double collatzWeight(double x, int n) {
    double p = 1;
    while (n != 1) {
      n = n % 2 == 0 ? n / 2 : 3 * n + 1;
      p *= x;
    }
    return p;
  }

  @Grad @Jvp
  static double atLeastOnce(double x) {
    double y = x;
    int k = 0;
    do {
      y *= y;
      k++;
    } while (y > 1 && y < 50);
    return y + k;
  }

  @Grad @Jvp
  static double whileOverArray(double[] a) {
    double sum = 0;
    int i = 0;
    while (i < a.length && a[i] > 0) {
      sum += a[i] * a[i];
      i++;
    }
    return sum;
  }

  @Grad @Jvp
  static double logistic(double x, double r, int n) {
    while (n-- > 0) x = r * x * (1 - x);
    return x;
  }
}
