package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.lax.Lax;
import java.util.List;

/** Code that reverse mode runs again. */
final class Checkpoints {
  static List<Case> cases() {
    return List.of(
        at("scalar", 1.5, 2.0).gives(1.5 * 1.5 * 1.5 * 1.5 * 2).gradient(4 * 1.5 * 1.5 * 1.5 * 2, Math.pow(1.5, 4)),
        at("segments", d(1, 2), 0.5, 3).gives(Math.pow(0.5, 6) * 5).gradient(d(2 * Math.pow(0.5, 6), 4 * Math.pow(0.5, 6)), 6 * Math.pow(0.5, 5) * 5),
        at("record", 2.0, d(3, 5)).gives(2 * 3 * 25.0 + 2).gradient(76.0, d(50, 60)),
        at("oneInTheOther", 2.0).gives(256.0).gradient(8 * 128.0),
        at("slope", 1.5).gives(4 * 1.5 * 1.5 * 1.5).gradient(12 * 1.5 * 1.5));
  }

  private Checkpoints() {}

  record Pair(double x, double[] a) {}

  private static double power(double x, int n) {
    double y = 1;
    for (int i = 0; i < n; i++) y *= x;
    return y;
  }

  private static double[] scaled(double[] a, double k, int times) {
    double[] b = a.clone();
    for (int t = 0; t < times; t++) for (int i = 0; i < b.length; i++) b[i] *= k;
    return b;
  }

  private static Pair pair(double x, double[] a) {
    return new Pair(x * a[0], new double[] {x, a[1] * a[1]});
  }

  @Grad(wrt = {"x", "k"}) @Jvp(wrt = {"x", "k"}) @Vjp(wrt = {"x", "k"})
  static double scalar(double x, double k) {
    return Lax.checkpoint(() -> power(x, 4)) * k;
  }

  @Grad(wrt = {"a", "k"}) @Jvp(wrt = {"a", "k"}) @Vjp(wrt = {"a", "k"})
  static double segments(double[] a, double k, int n) {
    double[] b = a.clone();
    for (int i = 0; i < n; i++) {
      double[] from = b;
      b = Lax.checkpoint(() -> scaled(from, k, 1));
    }
    double sum = 0;
    for (double v : b) sum += v * v;
    return sum;
  }

  @Grad(wrt = {"x", "a"}) @Jvp(wrt = {"x", "a"})
  static double record(double x, double[] a) {
    Pair p = Lax.checkpoint(() -> pair(x, a));
    return p.x() * p.a()[1] + p.a()[0];
  }

  private static double inner(double x) {
    return Lax.checkpoint(() -> power(x, 2)) * Lax.checkpoint(() -> power(x, 2));
  }

  @Grad @Jvp @Vjp
  static double oneInTheOther(double x) {
    return Lax.checkpoint(() -> power(inner(x), 2));
  }

  @Grad @Jvp
  static double slope(double x) {
    return CheckpointsGrad.scalar(x, 1).x();
  }
}
