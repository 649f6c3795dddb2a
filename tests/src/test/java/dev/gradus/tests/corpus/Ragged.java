package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Rows replaced by others that are longer, shorter or the first ones: cotangents have the shape that the array had. */
final class Ragged {
  static List<Case> cases() {
    return List.of(
        at("replaced", rows(d(2, 3, 4), d(5)), d(7)).gives(2 * 7.0 + 5, rows(d(7), d(5)))
            .seeded(1.0, rows(d(10), d(20))).back(rows(d(7, 0, 0), d(21)), d(12)),
        at("replaced", rows(d(2), d(5, 6, 7)), d(7, 8)).gives(2 * 7.0 + 5, rows(d(7, 8), d(5, 6, 7)))
            .seeded(1.0, rows(d(10, 20), d(0, 0, 1))).back(rows(d(7), d(1, 0, 1)), d(12, 20)),
        at("each", (Object) rows(d(2, 3), d(4), d(5, 6, 7)))
            .gives(2 * 2 * 2 + 4 * 2 * 4 + 5 * 2 * 5.0, rows(d(0, 0, 4), d(0, 8), d(0, 0, 0, 10)))
            .gradient((Object) rows(d(8, 0), d(16), d(20, 0, 0))),
        at("reversed", (Object) rows(d(1, 2, 3), d(4), d(5, 6))).gives(1 * 5 + 4 * 4 + 5 * 1.0)
            .gradient((Object) rows(d(10, 0, 0), d(8), d(2, 0))),
        at("reversed", (Object) rows(d(3), d(1, 2))).gives(2 * 3 * 1.0).gradient((Object) rows(d(2), d(6, 0))),
        at("again", d(2, 3), 3).gives(3 * 2 + 2.0).gradient(d(4, 0)),
        at("again", d(2, 3), 0).gives(0.0).gradient(d(0, 0)),
        at("chosen", rows(d(2, 3)), 5.0).gives(5 * 2.0, rows(d(5))).gradient(rows(d(5, 0)), 2.0),
        at("chosen", rows(d(2, 3)), -5.0).gives(2 * 2.0, rows(d(2, 3))).gradient(rows(d(4, 0)), 0.0),
        at("untilLong", rows(d(2)), 3.0).gives(3 * 3 * 3 * 2.0, rows(d(0, 0, 0, 54))).gradient(rows(d(27)), 54.0),
        at("filledLater", d(2, 3)).gives(18.0).gradient(d(15, 0)),
        at("filledLater", d(2)).gives(18.0).gradient(d(15)),
        at("planes", (Object) new double[][][] {{{1, 2}, {3}}, {{4}}}).gives(1 * 4 * 3.0, new double[][][] {{{3}}, {{4}}})
            .gradient((Object) new double[][][] {{{12, 0}, {4}}, {{3}}}));
  }

  /** The row is read before it goes. */
  @Vjp(wrt = {"m", "row"}) @Jvp(wrt = {"m", "row"})
  static double replaced(double[][] m, double[] row) {
    double first = m[0][0];
    m[0] = row.clone();
    return first * m[0][0] + m[1][0];
  }

  /** Each row gives way to one that is a place longer. */
  @Grad @Jvp
  static double each(double[][] m) {
    double s = 0;
    for (int i = 0; i < m.length; i++) {
      double x = m[i][0];
      double[] longer = new double[m[i].length + 1];
      longer[longer.length - 1] = 2 * x;
      m[i] = longer;
      s += x * m[i][m[i].length - 1];
    }
    return s;
  }

  /** Rows of several lengths are exchanged. */
  @Grad @Jvp
  static double reversed(double[][] m) {
    double[][] c = new double[m.length][];
    for (int i = 0; i < m.length; i++) c[i] = m[i].clone();
    for (int i = 0, j = c.length - 1; i < j; i++, j--) {
      double[] t = c[i];
      c[i] = c[j];
      c[j] = t;
    }
    double s = 0;
    for (int i = 0; i < m.length; i++) s += m[i][0] * c[i][0];
    return s;
  }

  /** The first row is absent at first, later another each time. */
  @Grad @Jvp
  static double again(double[] x, int times) {
    double[][] m = new double[1][];
    double s = 0;
    for (int k = 1; k <= times; k++) {
      if (k > 2) s += m[0][0];
      double[] row = new double[k];
      for (int i = 0; i < k; i++) row[i] = x[0];
      m[0] = row;
    }
    if (times > 0) for (double v : m[0]) s += v;
    return s;
  }

  /** In one branch only. */
  @Grad(wrt = {"m", "x"}) @Jvp(wrt = {"m", "x"})
  static double chosen(double[][] m, double x) {
    double first = m[0][0];
    if (x > 0) {
      m[0] = new double[] {x};
    }
    return first * m[0][0];
  }

  /** In a loop that ends when the row is long enough. */
  @Grad(wrt = {"m", "x"}) @Jvp(wrt = {"m", "x"})
  static double untilLong(double[][] m, double x) {
    while (m[0].length < 4) {
      double[] longer = new double[m[0].length + 1];
      longer[longer.length - 1] = x * m[0][m[0].length - 1];
      m[0] = longer;
    }
    return m[0][3];
  }

  /** A row that is absent until something has been computed. */
  @Grad @Jvp @Vjp
  static double filledLater(double[] x) {
    double[][] m = new double[2][];
    m[1] = new double[] {x[0], 1};
    double s = m[1][0] * 3;
    m[0] = new double[] {s, s, 0};
    m[1] = new double[] {x[0]};
    return m[0][1] * m[1][0] + s;
  }

  /** Rows that have rows. */
  @Grad @Jvp
  static double planes(double[][][] a) {
    double first = a[0][0][0] * a[0][1][0];
    double[][] plane = {{first}};
    a[0] = plane;
    return a[0][0][0] * a[1][0][0];
  }
}
