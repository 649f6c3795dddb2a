package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Arrays that change names: buffers swapped in loops and branches, rows exchanged. */
final class Buffers {
  static List<Case> cases() {
    return List.of(
        at("diffusion", d(0, 16, 0, 0), 2).gives(d(0, 5, 4, 0)).seeded(d(0, 0, 16, 0)).back(d(1, 4, 5, 6)),
        at("diffusion", d(1, 2, 3), 0).gives(d(1, 2, 3)).seeded(d(1, 10, 100)).back(d(1, 10, 100)),
        at("doubling", d(3, 5), 3).gives(8 * 3 + 10 * 8 * 5.0).gradient(d(8, 80)),
        at("swappedWhile", 2.0).gives(64.0).gradient(6 * 32.0),
        at("branchSwap", d(2, 3), d(5, 7), true).gives(5 * 5 + 2.0).gradient(d(1, 0), d(10, 0)),
        at("branchSwap", d(2, 3), d(5, 7), false).gives(2 * 2 + 5.0).gradient(d(4, 0), d(1, 0)),
        at("threeBuffers", 2.0, 4).gives(7 * 2.0).gradient(7.0),
        at("exchangedRows", (Object) rows(d(1, 2), d(3, 4))).gives(10 * 3 + 2.0).gradient((Object) rows(d(0, 1), d(10, 0))));
  }

  /** Explicit heat equation with fixed ends, two buffers in turn: {@code x'ᵢ = (xᵢ₋₁ + 2xᵢ + xᵢ₊₁)/4}. */
  @Vjp @Jvp
  static double[] diffusion(double[] x, int steps) {
    double[] now = x.clone();
    double[] next = x.clone();
    for (int s = 0; s < steps; s++) {
      for (int i = 1; i < now.length - 1; i++) next[i] = (now[i - 1] + 2 * now[i] + now[i + 1]) / 4;
      double[] t = now;
      now = next;
      next = t;
    }
    return now;
  }

  @Grad @Jvp
  static double doubling(double[] x, int steps) {
    double[] a = x.clone();
    double[] b = new double[x.length];
    for (int s = 0; s < steps; s++) {
      for (int i = 0; i < a.length; i++) b[i] = 2 * a[i];
      double[] t = a;
      a = b;
      b = t;
    }
    return a[0] + 10 * a[1];
  }

  /** {@code x⁶}, in as many swaps as it takes to get over 50. */
  @Grad @Jvp
  static double swappedWhile(double x) {
    double[] a = {x};
    double[] b = new double[1];
    while (a[0] < 50) {
      b[0] = a[0] * x;
      double[] t = a;
      a = b;
      b = t;
    }
    return a[0];
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double branchSwap(double[] x, double[] y, boolean swap) {
    double[] a = x.clone();
    double[] b = y.clone();
    if (swap) {
      double[] t = a;
      a = b;
      b = t;
    }
    a[0] *= a[0];
    return a[0] + b[0];
  }

  /** {@code zₙ = zₙ₋₁ + zₙ₋₂ + zₙ₋₃} from {@code 0, 0, x}: {@code 0 0 x | x 2x 4x 7x}. */
  @Grad @Jvp
  static double threeBuffers(double x, int n) {
    double[] a = {0};
    double[] b = {0};
    double[] c = {x};
    for (int k = 0; k < n; k++) {
      a[0] = a[0] + b[0] + c[0];
      double[] t = a;
      a = b;
      b = c;
      c = t;
    }
    return c[0];
  }

  @Grad @Jvp
  static double exchangedRows(double[][] m) {
    double[][] c = new double[2][];
    c[0] = m[0].clone();
    c[1] = m[1].clone();
    double[] t = c[0];
    c[0] = c[1];
    c[1] = t;
    return 10 * c[0][0] + c[1][1];
  }
}
