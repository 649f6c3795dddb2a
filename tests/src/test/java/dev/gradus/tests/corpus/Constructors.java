package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Records with constructors and accessors that somebody wrote, made and read inside methods and at their border. */
final class Constructors {
  static List<Case> cases() {
    return List.of(
        at("normalised", -3.0, 2.0).gives(3.0 * 3 * 2).gradient(-2 * 3.0 * 2, 9.0),
        at("delegated", 3.0).gives(9.0 + 4).gradient(6.0),
        at("assigned", 3.0, 4.0).gives(3 / 5.0 + 2 * 4 / 5.0).gradient(16 / 125.0 - 2 * 12 / 125.0, -12 / 125.0 + 2 * 9 / 125.0),
        at("ownAccessor", 2.0).gives(4 * 3.0 + 5).gradient(2 * 2 * 3.0 + 4 + 2),
        at("ownArray", d(1, 2)).gives(3 * 1 + 2 + 1.0).gradient(d(3 + 1, 1)),
        at("checkedArgument", new Checked(2, 3)).gives(4 + 6.0).gradient(4 + 3.0, 2.0),
        at("checkedResult", 2.0).gives(4.0, 6.0).seeded(1.0, 10.0).back(4 + 30.0));
  }

  record Size(double w, double h) {
    Size {
      w = Math.abs(w);
    }

    Size(double side) {
      this(-side, side);
    }

    double area() {
      return w * h;
    }
  }

  record Direction(double x, double y) {
    Direction(double x, double y) {
      double n = Math.sqrt(x * x + y * y);
      this.x = x / n;
      this.y = y / n;
    }
  }

  record Shifted(double x) {
    public double x() {
      return x + 1;
    }

    double raw() {
      return x;
    }
  }

  record Owned(double[] a) {
    Owned {
      a = a.clone();
      a[0] *= 3;
    }
  }

  record Checked(double x, double y) {
    Checked {
      double sum = x + y;
      boolean fine = !Double.isInfinite(sum);
    }
  }

  @Grad(wrt = {"w", "h"}) @Jvp(wrt = {"w", "h"}) @Vjp(wrt = {"w", "h"})
  static double normalised(double w, double h) {
    Size s = new Size(w, h);
    return s.area() * s.w();
  }

  @Grad @Jvp
  static double delegated(double x) {
    return new Size(x).area() + new Size(2).area();
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double assigned(double x, double y) {
    Direction d = new Direction(x, y);
    return d.x() + 2 * d.y();
  }

  @Grad @Jvp
  static double ownAccessor(double x) {
    Shifted s = new Shifted(x);
    return s.raw() * s.raw() * s.x() + s.x() + s.raw();
  }

  @Grad @Jvp @Vjp
  static double ownArray(double[] a) {
    Owned o = new Owned(a);
    return o.a()[0] + o.a()[1] + a[0];
  }

  @Grad @Jvp @Vjp
  static double checkedArgument(Checked p) {
    return p.x() * p.x() + p.x() * p.y();
  }

  @Jvp @Vjp
  static Checked checkedResult(double x) {
    return new Checked(x * x, 3 * x);
  }
}
