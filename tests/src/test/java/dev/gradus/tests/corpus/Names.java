package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** Names that Java binds by a rule of its own: hidden, obscured, inherited, overloaded. By another rule each would give other numbers. */
final class Names {
  static List<Case> cases() {
    return List.of(
        at("hidden", 2.0).gives(2022.0).gradient(1011.0),
        at("label", 2.0, 7).gives(140.0).gradient(70.0),
        at("label", 2.0, 1).gives(20.0).gradient(10.0),
        at("interfaceConstant", 2.0).gives(8.0).gradient(4.0),
        at("staticType", 1.0).gives(4.0).gradient(1.0),
        at("ofRecord", 1.0).gives(700.0).gradient(700.0),
        at("defaulted", new Shift(1), 2.0).gives(8.0).gradient(4.0),
        at("defaulted", new Scale(5), 2.0).gives(30.0).gradient(15.0),
        at("ofEnum", 2.0, Step.UP).gives(930.0).gradient(15.0),
        at("ofEnum", 2.0, Step.DOWN).gives(39.0).gradient(-3.0),
        at("anyNumber", 2.0).gives(12.0).gradient(6.0),
        at("noBoxes", 2.0).gives(6.0).gradient(3.0),
        at("obscured", 2.0).gives(6.0).gradient(3.0),
        at("inherited", 2.0).gives(42.0).gradient(21.0),
        at("innermost", 2.0).gives(-2.0).gradient(-1.0),
        at("component", 3.0, 4.0).gives(16.0).gradient(5.0),
        at("inOrder", 2.0).gives(24.0).gradient(12.0),
        at("table", d(2, 3)).gives(13.0).gradient(d(2, 3)));
  }

  static class Base {
    static final int K = 1;

    static double h(double x) {
      return x;
    }

    static double own(double x) {
      return h(x);
    }

    record Pair(double a) {
      double m() {
        return a;
      }
    }
  }

  static class Derived extends Base {
    static final int K = 7;

    static double h(double x) {
      return 1000 * x;
    }

    record Pair(double a) {
      double m() {
        return 10 * a;
      }
    }
  }

  /** What {@code Base} calls is its own. */
  @Grad @Jvp
  static double hidden(double x) {
    return Derived.h(x) + new Derived.Pair(x).m() + Derived.own(x);
  }

  @Grad @Jvp
  static double label(double x, int i) {
    return switch (i) {
      case Derived.K -> 70 * x;
      case Base.K -> 10 * x;
      default -> x;
    };
  }

  interface Three {
    double C = Math.sqrt(9);
  }

  interface Four extends Three {
    double C = Math.sqrt(16);
  }

  @Grad @Jvp
  static double interfaceConstant(double x) {
    return Four.C * x;
  }

  sealed interface Map {
    double m(double x);

    default double d(double x) {
      return m(3) * x;
    }
  }

  record Shift(double k) implements Map {
    public double m(double x) {
      return x + k;
    }

    double m(int i) {
      return 700 * k;
    }
  }

  record Scale(double k) implements Map {
    public double m(double x) {
      return x * k;
    }

    double m(int i) {
      return 5;
    }
  }

  /** The interface has no method of an {@code int}. */
  @Grad @Jvp
  static double staticType(double x) {
    Map s = new Shift(x);
    return s.m(3);
  }

  @Grad @Jvp
  static double ofRecord(double x) {
    return new Shift(x).m(3);
  }

  @Grad(wrt = "x") @Jvp(wrt = "x")
  static double defaulted(Map s, double x) {
    return s.d(x);
  }

  enum Step {
    UP {
      @Override
      double of(double x) {
        return x + 12;
      }

      @Override
      double of(int i) {
        return 900;
      }
    },
    DOWN;

    double of(double x) {
      return -x;
    }

    double of(int i) {
      return 15 * i;
    }
  }

  @Grad @Jvp
  static double ofEnum(double x, Step s) {
    return s.of(3.0) * x + s.of(3);
  }

  static double r(long... x) {
    return 1;
  }

  static double r(char... x) {
    return 2;
  }

  static double q(float... x) {
    return 3;
  }

  static double q(float x, short... y) {
    return 4;
  }

  @Grad @Jvp
  static double anyNumber(double x) {
    return r() * x + q(2f) * x;
  }

  static double b(Object o) {
    return 9;
  }

  static double b(double x) {
    return 3 * x;
  }

  @Grad @Jvp
  static double noBoxes(double x) {
    return b(x);
  }

  private static final double[] Table = {1, 2, 4};

  static class Table {
    static final double length = 70;
  }

  /** The field, not the class. */
  @Grad @Jvp
  static double obscured(double x) {
    return Table.length * x;
  }

  record Sum(double a, double b) implements Weighted {
    double total() {
      return weight(a) + weight(2 * b);
    }
  }

  sealed interface Weighted permits Sum {
    default double weight(double x) {
      return 7 * x;
    }
  }

  @Grad @Jvp
  static double inherited(double x) {
    return new Sum(x, x).total();
  }

  static class Inner {
    static double h(double x) {
      return -x;
    }

    static double call(double x) {
      return h(x);
    }
  }

  static double h(double x) {
    return 100 * x;
  }

  @Grad @Jvp
  static double innermost(double x) {
    return Inner.call(x);
  }

  static final double k = 77;

  record Line(double k, double c) {
    double at(double c) {
      return k * c + this.c;
    }
  }

  /** The parameter before the component, the component before the field. */
  @Grad @Jvp
  static double component(double x, double y) {
    return new Line(x, y).at(y) + x - 3;
  }

  static final double FIVE = Math.sqrt(25), SEVEN = FIVE + 2;

  @Grad @Jvp
  static double inOrder(double x) {
    return (FIVE + SEVEN) * x;
  }

  private static final double[][] ROWS = {{2, 3}};

  @Grad @Jvp
  static double table(double[] x) {
    double s = 0;
    for (double[] row : ROWS) for (int i = 0; i < row.length; i++) s += row[i] * x[i];
    return s;
  }
}
