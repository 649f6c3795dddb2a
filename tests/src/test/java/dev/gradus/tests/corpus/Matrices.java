package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Arrays of arrays: rectangular, ragged, by rows. */
final class Matrices {
  static List<Case> cases() {
    double[][] ragged = rows(d(1, 2, 3), d(), d(4));
    return List.of(
        at("sumOfSquares", (Object) rows(d(1, 2), d(3, 4))).gives(30.0).gradient((Object) rows(d(2, 4), d(6, 8))),
        at("sumOfSquares", (Object) ragged).gives(30.0).gradient((Object) rows(d(2, 4, 6), d(), d(8))),
        at("sumOfSquares", (Object) rows()).gives(0.0).gradient((Object) rows()),
        at("product", rows(d(1, 2), d(3, 4)), rows(d(5, 6), d(7, 8))).gives((Object) rows(d(19, 22), d(43, 50)))
            .seeded((Object) rows(d(1, 0), d(0, 1))).back(rows(d(5, 7), d(6, 8)), rows(d(1, 3), d(2, 4))),
        at("applied", rows(d(1, 2, 3), d(4, 5, 6)), d(1, 10, 100)).gives(d(321, 654)).seeded(d(1, 2))
            .back(rows(d(1, 10, 100), d(2, 20, 200)), d(9, 12, 15)),
        at("rowViews", (Object) ragged).gives(6.0 * 6 + 0 + 16).gradient((Object) rows(d(12, 12, 12), d(), d(8))),
        at("transposed", (Object) rows(d(1, 2, 3), d(4, 5, 6))).gives((Object) rows(d(1, 4), d(2, 5), d(3, 6)))
            .seeded((Object) rows(d(1, 2), d(3, 4), d(5, 6))).back((Object) rows(d(1, 3, 5), d(2, 4, 6))),
        at("trace", (Object) rows(d(1, 2), d(3, 4))).gives(5.0).gradient((Object) rows(d(1, 0), d(0, 1))),
        at("pascal", 2.0, 4).gives(1 + 4 * 2.0 + 6 * 4 + 4 * 8 + 16).gradient(4.0 * 27),
        at("raggedLiteral", 3.0).gives(3 * 9 + 27.0).gradient(18 + 27.0),
        at("quadraticForm", rows(d(1, 2), d(3, 4)), d(1, 2)).gives(1 + 2 * 5 + 4 * 4.0)
            .gradient(rows(d(1, 2), d(2, 4)), d(2 + 10, 5 + 16)));
  }

  @Grad @Jvp
  static double sumOfSquares(double[][] m) {
    double sum = 0;
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[i].length; j++) sum += m[i][j] * m[i][j];
    }
    return sum;
  }

  @Vjp(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) c[i][j] += a[i][k] * b[k][j];
      }
    }
    return c;
  }

  @Vjp(wrt = {"m", "x"}) @Jvp(wrt = {"m", "x"})
  static double[] applied(double[][] m, double[] x) {
    double[] y = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) sum += m[i][j] * x[j];
      y[i] = sum;
    }
    return y;
  }

  /** Squares of the sums of the rows. */
  @Grad @Jvp
  static double rowViews(double[][] m) {
    double total = 0;
    for (double[] row : m) {
      double sum = 0;
      for (int j = 0; j < row.length; j++) sum += row[j];
      total += sum * sum;
    }
    return total;
  }

  @Vjp @Jvp
  static double[][] transposed(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[0].length; j++) t[j][i] = m[i][j];
    }
    return t;
  }

  @Grad @Jvp
  static double trace(double[][] m) {
    double sum = 0;
    for (int i = 0; i < m.length; i++) sum += m[i][i];
    return sum;
  }

  /** {@code (1 + x)ⁿ} from a triangle of binomials times powers. */
  @Grad @Jvp
  static double pascal(double x, int n) {
    double[][] t = new double[n + 1][n + 1];
    t[0][0] = 1;
    for (int i = 1; i <= n; i++) {
      t[i][0] = 1;
      for (int j = 1; j <= i; j++) t[i][j] = t[i - 1][j] + x * t[i - 1][j - 1];
    }
    double sum = 0;
    for (int j = 0; j <= n; j++) sum += t[n][j];
    return sum;
  }

  /** {@code 3x² + x³}. */
  @Grad @Jvp
  static double raggedLiteral(double x) {
    double[][] t = {{x, x * x}, {}, {3}};
    return t[0][0] * t[0][1] + t[2][0] * t[0][1] + t[1].length;
  }

  /** {@code xᵀ M x}. */
  @Grad(wrt = {"m", "x"}) @Jvp(wrt = {"m", "x"})
  static double quadraticForm(double[][] m, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double[] row = m[i];
      for (int j = 0; j < x.length; j++) sum += x[i] * row[j] * x[j];
    }
    return sum;
  }
}
