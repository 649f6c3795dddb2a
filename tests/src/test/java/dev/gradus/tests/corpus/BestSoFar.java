package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Variables that begin as {@code null}, as the best so far of a search does. */
final class BestSoFar {
  static List<Case> cases() {
    return List.of(
        at("bestRow", (Object) rows(d(1, 2), d(5, 3), d(2, 7))).gives(15.0).gradient((Object) rows(d(0, 0), d(3, 5), d(0, 0))),
        at("bestRow", (Object) rows(d(1, 2))).gives(2.0).gradient((Object) rows(d(2, 1))),
        at("bestOfNew", d(1, -3, 2)).gives(6.0).gradient(d(0, -5, 0)),
        at("bestOfNew", d()).gives(0.0).gradient(d()),
        at("farthest", d(1, -3, 2)).gives(-27.0).gradient(d(0, 27, 0)),
        at("nowAndThen", 2.0, 5).gives(12.0).gradient(6.0),
        at("nowAndThen", 2.0, 0).gives(0.0).gradient(0.0),
        at("previous", d(1, 2, 4)).gives(2.0 + 8).gradient(d(2, 1 + 4, 2)),
        at("atMostOnce", 3.0, true).gives(9.0).gradient(6.0),
        at("atMostOnce", 3.0, false).gives(3.0).gradient(1.0),
        at("bestByHelper", d(2, 3), d(4, 1)).gives(5.0).gradient(d(1, 1), d(0, 0)));
  }

  private BestSoFar() {}

  @Grad @Jvp @Vjp
  static double bestRow(double[][] all) {
    double[] best = null;
    for (double[] row : all) if (best == null || row[0] > best[0]) best = row;
    return best[0] * best[1];
  }

  @Grad @Jvp @Vjp
  static double bestOfNew(double[] x) {
    double[] best = null;
    for (int i = 0; i < x.length; i++) {
      double[] candidate = {x[i], x[i] * x[i]};
      if (best == null || candidate[1] > best[1]) best = candidate;
    }
    if (best == null) return 0;
    return best[0] + best[1];
  }

  record Point(double x, double y) {}

  @Grad @Jvp @Vjp
  static double farthest(double[] x) {
    Point best = null;
    for (double v : x) {
      Point p = new Point(v, v * v);
      if (best != null && p.y() < best.y()) continue;
      best = p;
    }
    return best.x() * best.y();
  }

  @Grad @Jvp
  static double nowAndThen(double x, int n) {
    double[] some = null;
    double s = 0;
    for (int i = 0; i < n; i++) {
      if (i % 2 == 0) some = new double[] {x * i};
      else some = null;
      if (some != null) s += some[0];
    }
    return s;
  }

  @Grad @Jvp
  static double previous(double[] x) {
    double[] last = null;
    double s = 0;
    for (double v : x) {
      double[] now = {v};
      if (last != null) s += last[0] * now[0];
      last = now;
    }
    return s;
  }

  @Grad @Vjp
  static double atMostOnce(double x, boolean twice) {
    double[] second = null;
    if (twice) second = new double[] {x};
    return second == null ? x : x * second[0];
  }

  private static double[] larger(double[] a, double[] b) {
    double[] best = null;
    for (int k = 0; k < 2; k++) {
      double[] c = k == 0 ? a : b;
      if (best == null || c[1] > best[1]) best = c;
    }
    return best;
  }

  @Grad(wrt = {"a", "b"})
  static double bestByHelper(double[] a, double[] b) {
    double[] w = larger(a, b);
    return w[0] + w[1];
  }
}
