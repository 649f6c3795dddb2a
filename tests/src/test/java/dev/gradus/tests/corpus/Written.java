package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Methods that write into their arguments: what they write are further results. */
final class Written {
  static List<Case> cases() {
    return List.of(
        at("square", d(2, 3)).gives(d(4, 9)).seeded(d(1, 10)).back(d(4, 60)),
        at("axpy", 3.0, d(1, 2), d(10, 20)).gives(d(13, 26)).seeded(d(1, 10)).back(21.0, d(3, 30), d(1, 10)),
        at("sumAndClear", d(2, 3), 5.0).gives(25.0, d(0, 0)).seeded(2.0, d(100, 100)).back(d(10, 10), 10.0),
        at("exchange", d(2, 3), d(5, 7)).gives(d(5, 7), d(2, 3)).seeded(d(1, 2), d(3, 4)).back(d(3, 4), d(1, 2)),
        at("fillLowerTriangle", rows(d(1, 2), d(3, 4)), 5.0).gives((Object) rows(d(5, 2), d(15, 20)))
            .seeded((Object) rows(d(1, 1), d(1, 1)))
            .back(rows(d(5, 1), d(5, 5)), 1.0 + 3 + 4),
        at("ifPositive", d(2, 3), 1.0).gives(d(2, 3)).seeded(d(1, 10)).back(d(1, 10), 0.0).kink());
  }

  @Vjp @Jvp
  static void square(double[] a) {
    for (int i = 0; i < a.length; i++) a[i] *= a[i];
  }

  /** {@code y += c x}. */
  @Vjp(wrt = {"c", "x", "y"}) @Jvp(wrt = {"c", "x", "y"})
  static void axpy(double c, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) y[i] += c * x[i];
  }

  /** {@code c Σa}, and what was summed is forgotten. */
  @Vjp(wrt = {"a", "c"}) @Jvp(wrt = {"a", "c"})
  static double sumAndClear(double[] a, double c) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i];
      a[i] = 0;
    }
    return c * sum;
  }

  @Vjp(wrt = {"a", "b"}) @Jvp(wrt = {"a", "b"})
  static void exchange(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      double t = a[i];
      a[i] = b[i];
      b[i] = t;
    }
  }

  @Vjp(wrt = {"m", "c"}) @Jvp(wrt = {"m", "c"})
  static void fillLowerTriangle(double[][] m, double c) {
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j <= i; j++) m[i][j] *= c;
    }
  }

  @Vjp(wrt = {"a", "x"}) @Jvp(wrt = {"a", "x"})
  static void ifPositive(double[] a, double x) {
    if (x > 1) {
      for (int i = 0; i < a.length; i++) a[i] *= x;
    }
  }
}
