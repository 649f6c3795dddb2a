package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Elements that are overwritten after they were read, or read after they were overwritten; iterations that depend on the ones before. */
final class Overwriting {
  static List<Case> cases() {
    return List.of(
        at("prefixProducts", d(2, 3, 5)).gives(d(2, 6, 30)).seeded(d(1, 10, 100)).back(d(1 + 30 + 1500, 20 + 1000, 600)),
        at("fibonacci", 2.0, 3.0, 6).gives(5 * 2.0 + 8 * 3).gradient(5.0, 8.0),
        at("squaredInPlace", d(2, 3)).gives(16.0 + 81, d(4, 9)).gradient(d(32, 108)),
        at("sameElement", 2.0, 3).gives(256.0).gradient(8 * 128.0),
        at("oldValueIsNeeded", d(2, 3)).gives(4.0 * 2 * 9).gradient(d(108, 48)),
        at("reversedInPlace", d(2, 3, 5)).gives(d(5, 3, 2)).seeded(d(1, 10, 100)).back(d(100, 10, 1)),
        at("smoothedInPlace", d(8, 4, 2)).gives(d(8, 6, 4)).seeded(d(0, 0, 4)).back(d(1, 1, 2)),
        at("readThenOverwritten", 2.0).gives(4.0 + 3).gradient(4.0),
        at("grid", 2.0, 3.0).gives(2 * 27.0).gradient(27.0, 54.0),
        at("rowAfterRow", (Object) rows(d(1, 2), d(3, 4), d(5, 6))).gives(9.0 * 12, rows(d(1, 2), d(4, 6), d(9, 12)))
            .gradient((Object) rows(d(12, 9), d(12, 9), d(12, 9))),
        at("compoundOnElements", d(2, 3)).gives(((2.0 + 3) * 2 - 3) / 3, d(2, 4)).gradient(d(2.0 / 3, -4.0 / 9)),
        at("sortedByBubbles", d(5, 2, 3)).gives(2 + 10 * 3.0 + 100 * 5).gradient(d(100, 1, 10)),
        at("scannedTwice", d(1, 2, 3)).gives(3 * 1.0 + 2 * 2 + 3).gradient(d(3, 2, 1)));
  }

  /** Each element reads the one that the iteration before has written. */
  @Vjp @Jvp
  static double[] prefixProducts(double[] a) {
    double[] p = a.clone();
    for (int i = 1; i < p.length; i++) p[i] = p[i] * p[i - 1];
    return p;
  }

  /** {@code F₅ a + F₆ b}. */
  @Grad(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double fibonacci(double a, double b, int n) {
    double[] f = new double[n + 1];
    f[0] = a;
    f[1] = b;
    for (int i = 2; i <= n; i++) f[i] = f[i - 1] + f[i - 2];
    return f[n];
  }

  /** {@code Σ x⁴}, writing its argument. */
  @Grad @Jvp
  static double squaredInPlace(double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      a[i] *= a[i];
      sum += a[i] * a[i];
    }
    return sum;
  }

  /** {@code x} to the {@code 2ⁿ}: the same element squared again and again. */
  @Grad @Jvp
  static double sameElement(double x, int n) {
    double[] cell = {x};
    for (int i = 0; i < n; i++) cell[0] *= cell[0];
    return cell[0];
  }

  /** {@code a₀³ a₁²}. */
  @Grad @Jvp
  static double oldValueIsNeeded(double[] a) {
    double[] b = a.clone();
    double old = b[0];
    b[0] = old * old;
    b[1] = b[1] * b[1];
    return b[0] * old * b[1];
  }

  @Vjp @Jvp
  static double[] reversedInPlace(double[] a) {
    double[] b = a.clone();
    for (int i = 0; i < b.length / 2; i++) {
      double t = b[i];
      b[i] = b[b.length - 1 - i];
      b[b.length - 1 - i] = t;
    }
    return b;
  }

  /** {@code a₀, (a₀+a₁)/2, ((a₀+a₁)/2+a₂)/2}. */
  @Vjp @Jvp
  static double[] smoothedInPlace(double[] a) {
    double[] b = a.clone();
    for (int i = 1; i < b.length; i++) b[i] = (b[i] + b[i - 1]) / 2;
    return b;
  }

  @Grad @Jvp
  static double readThenOverwritten(double x) {
    double[] a = new double[1];
    a[0] = x * x;
    double y = a[0];
    a[0] = 3;
    return y + a[0];
  }

  /** {@code x y³} along the edge of a grid. */
  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double grid(double x, double y) {
    double[][] g = new double[3][3];
    g[0][0] = x;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i > 0) g[i][j] = g[i - 1][j] * y;
        else if (j > 0) g[i][j] = g[i][j - 1] * y;
      }
    }
    return g[2][1];
  }

  /** The product of the sums of the columns, summed up in the last row. */
  @Grad @Jvp
  static double rowAfterRow(double[][] m) {
    double[] previous = m[0];
    for (int i = 1; i < m.length; i++) {
      double[] row = m[i];
      for (int j = 0; j < row.length; j++) row[j] += previous[j];
      previous = row;
    }
    return m[m.length - 1][0] * m[m.length - 1][1];
  }

  /** {@code ((a₀ + a₁) 2 - a₁) / a₁}. */
  @Grad @Jvp
  static double compoundOnElements(double[] a) {
    double[] b = {a[0], 2};
    b[0] += a[1];
    b[0] *= b[1]--;
    b[0] -= a[1] * b[1];
    b[0] /= a[1]++;
    return b[0];
  }

  @Grad @Jvp
  static double sortedByBubbles(double[] a) {
    double[] b = a.clone();
    for (int n = b.length; n > 1; n--) {
      for (int i = 0; i + 1 < n; i++) {
        if (b[i] > b[i + 1]) {
          double t = b[i];
          b[i] = b[i + 1];
          b[i + 1] = t;
        }
      }
    }
    return b[0] + 10 * b[1] + 100 * b[2];
  }

  /** {@code 3a₀ + 2a₁ + a₂}. */
  @Grad @Jvp
  static double scannedTwice(double[] a) {
    double[] b = a.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 1; i < b.length; i++) b[i] += b[i - 1];
    }
    return b[b.length - 1];
  }
}
