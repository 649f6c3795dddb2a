package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Records and enums that are declared inside a method. */
final class LocalClasses {
  static List<Case> cases() {
    return List.of(
        at("angle", d(3, 4), d(4, 3)).gives(0.96).gradient(d(4.0 / 25 - 0.96 * 3 / 25, 3.0 / 25 - 0.96 * 4 / 25)),
        at("oscillated", 1.0, 0.5, 2).gives(0.0).gradient(-3.0),
        at("phases", 2.0, 4).gives(9.0).gradient(3.0),
        at("interpolated", 5.0, 1.0, 0.25).gives(2.0).gradient(0.25));
  }

  @Grad @Vjp @Jvp
  static double angle(double[] a, double[] b) {
    record Vec(double x, double y) {
      double dot(Vec other) {
        return x * other.x + y * other.y;
      }

      double norm() {
        return Math.sqrt(dot(this));
      }
    }
    Vec u = new Vec(a[0], a[1]);
    Vec v = new Vec(b[0], b[1]);
    return u.dot(v) / (u.norm() * v.norm());
  }

  @Grad(wrt = "k") @Jvp(wrt = "k")
  static double oscillated(double x, double k, int n) {
    record State(double position, double speed) {
      State step(double stiffness) {
        double v = speed - stiffness * position;
        return new State(position + v, v);
      }
    }
    var s = new State(x, 0);
    for (int i = 0; i < n; i++) s = s.step(k);
    return s.position() + s.speed() + 1;
  }

  @Grad @Jvp
  static double phases(double x, int n) {
    enum Phase {
      ADD, HOLD, SCALE;

      Phase next() {
        return this == ADD ? HOLD : this == HOLD ? SCALE : ADD;
      }
    }
    Phase p = Phase.ADD;
    for (int i = 0; i < n; i++) {
      x = switch (p) {
        case ADD -> x + i / 3;
        case HOLD -> x;
        case SCALE -> x * 3;
      };
      p = p.next();
    }
    return x + p.ordinal() + 1;
  }

  @Grad @Vjp @Jvp
  static double interpolated(double hi, double lo, double t) {
    record Range(double lo, double hi) {
      Range {
        if (lo > hi) throw new IllegalArgumentException(lo + " is more than " + hi);
      }

      double at(double t) {
        return lo + t * (hi - lo);
      }
    }
    return new Range(lo, hi).at(t);
  }
}
