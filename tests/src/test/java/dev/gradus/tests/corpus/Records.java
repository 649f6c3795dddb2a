package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;
import static dev.gradus.tests.corpus.Case.rows;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Records in and out, nested, with arrays and with numbers that have no derivative. */
final class Records {
  record Point(double x, double y) {}

  record Segment(Point from, Point to) {}

  record Layer(double[][] w, double[] b, int width, boolean linear) {}

  record Tagged(double value, int[] tags, long id) {}

  static List<Case> cases() {
    Segment s = new Segment(new Point(1, 2), new Point(4, 6));
    return List.of(
        at("norm", new Point(3, 4)).gives(5.0).gradient(0.6, 0.8),
        at("length", s).gives(5.0).gradient(-0.6, -0.8, 0.6, 0.8),
        at("middle", s).gives(2.5, 4.0).seeded(1.0, 10.0).back(0.5, 5.0, 0.5, 5.0),
        at("turned", new Point(3, 4), 0.0).gives(3.0, 4.0).seeded(1.0, 10.0).back(1.0, 10.0, -4 + 30.0),
        at("layer", new Layer(rows(d(1, 2), d(3, 4)), d(5, 6), 2, true), d(1, 10)).gives(26.0 + 49)
            .gradient(rows(d(1, 10), d(1, 10)), d(1, 1), d(4, 6)),
        at("integerLeaves", new Tagged(2, i(3, 4), 5L)).gives(2.0 * 2 * 12).gradient(48.0),
        at("carriedRecord", new Point(2, 3), 3).gives(21.0).gradient(3.0, 5.0),
        at("chosenRecord", new Point(2, 3), new Point(5, 7)).gives(14.0).gradient(7.0, 0.0, 0.0, 2.0),
        at("builtFromArrays", d(2, 3)).gives(d(4, 6), d(5)).seeded(d(1, 10), d(100)).back(d(102, 120)));
  }

  @Grad @Jvp @Vjp
  static double norm(Point p) {
    return Math.sqrt(p.x() * p.x() + p.y() * p.y());
  }

  @Grad @Jvp
  static double length(Segment s) {
    double dx = s.to().x() - s.from().x();
    double dy = s.to().y() - s.from().y();
    return norm(new Point(dx, dy));
  }

  @Vjp @Jvp
  static Point middle(Segment s) {
    return new Point((s.from().x() + s.to().x()) / 2, (s.from().y() + s.to().y()) / 2);
  }

  @Vjp(wrt = {"p", "angle"}) @Jvp(wrt = {"p", "angle"})
  static Point turned(Point p, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new Point(c * p.x() - s * p.y(), s * p.x() + c * p.y());
  }

  @Grad(wrt = {"layer", "x"}) @Jvp(wrt = {"layer", "x"})
  static double layer(Layer layer, double[] x) {
    double sum = 0;
    for (int k = 0; k < layer.width(); k++) {
      double z = layer.b()[k];
      for (int j = 0; j < x.length; j++) z += layer.w()[k][j] * x[j];
      sum += layer.linear() ? z : Math.tanh(z);
    }
    return sum;
  }

  @Grad @Jvp
  static double integerLeaves(Tagged t) {
    return t.value() * t.value() * (t.tags()[0] + t.tags()[1] + t.id());
  }

  /** Steps of {@code (x, y) → (y, x + y)}. */
  @Grad @Jvp
  static double carriedRecord(Point p, int n) {
    Point q = p;
    for (int k = 0; k < n; k++) q = new Point(q.y(), q.x() + q.y());
    return q.x() + q.y();
  }

  @Grad(wrt = {"p", "q"}) @Jvp(wrt = {"p", "q"})
  static double chosenRecord(Point p, Point q) {
    Point low = p.x() < q.x() ? p : q;
    Point high = p.y() < q.y() ? q : p;
    return low.x() * high.y();
  }

  record Pair(double[] doubled, double[] total) {}

  @Vjp @Jvp
  static Pair builtFromArrays(double[] a) {
    double[] doubled = new double[a.length];
    double[] total = new double[1];
    for (int k = 0; k < a.length; k++) {
      doubled[k] = 2 * a[k];
      total[0] += a[k];
    }
    return new Pair(doubled, total);
  }
}
