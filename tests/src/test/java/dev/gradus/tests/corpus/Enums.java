package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;
import static dev.gradus.tests.corpus.Case.i;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;
import java.util.Objects;

/** Constants of enums as arguments, in records and in results. As leaves they are the constants' positions. */
final class Enums {
  static List<Case> cases() {
    return List.of(
        at("payoff", Side.CALL, 110.0, 100.0).gives(10.0).gradient(1.0),
        at("payoff", Side.PUT, 110.0, 120.0).gives(10.0).gradient(-1.0),
        at("layer", d(-1, 2), Activation.RELU).gives(2.0).gradient(d(0, 1)),
        at("layer", d(-1, 2), Activation.IDENTITY).gives(1.0).gradient(d(1, 1)),
        at("layer", d(0, 0), Activation.TANH).gives(0.0).gradient(d(1, 1)),
        at("price", 100.0, 0.04, 1, Frequency.SEMI).gives(100 * (0.03 / 1.02 + 1.03 / (1.02 * 1.02)))
            .gradient(0.03 / 1.02 + 1.03 / (1.02 * 1.02)),
        at("price", 100.0, 0.04, 2, Frequency.ANNUAL).gives(100 * (0.06 / 1.04 + 1.06 / (1.04 * 1.04)))
            .gradient(0.06 / 1.04 + 1.06 / (1.04 * 1.04)),
        at("filled", new Order(Side.PUT, 2), 3.0).gives(-6.0).gradient(-3.0),
        at("book", new Side[] {Side.CALL, Side.PUT, Side.CALL}, d(100, 120, 130), 110.0).gives(20.0).gradient(d(-1, 1, 0)),
        at("book", new Side[0], d(), 110.0).gives(0.0).gradient(d()),
        at("network", new Unit[] {Unit.SQUARE, Unit.SCALED}, 3.0).gives(18.0).gradient(12.0),
        at("network", new Unit[] {Unit.SCALED, Unit.SHIFTED}, 3.0).gives(9.0).gradient(2.0),
        at("ladder", 2.0).gives(11.0).gradient(8.0),
        at("netted", new Orders(new Side[] {Side.CALL, Side.PUT}, d(3, 5)), 2.0).gives(new boolean[] {true, true}, i(1, 0), d(6, -10))
            .seeded(d(1, 10)).back(d(2, -20), -47.0),
        at("turned", new Order(Side.CALL, 2), 3).gives(1, 16.0).seeded(1.0).back(8.0));
  }

  enum Side { CALL, PUT }

  enum Activation {
    RELU, TANH, IDENTITY;

    static double of(Activation a, double x) {
      return switch (a) {
        case RELU -> Math.max(x, 0);
        case TANH -> Math.tanh(x);
        case IDENTITY -> x;
      };
    }
  }

  /** Constants with a number each. */
  enum Frequency {
    ANNUAL(1), SEMI(2), QUARTERLY(4);

    private final int perYear;

    Frequency(int perYear) {
      this.perYear = perYear;
    }

    double years() {
      return 1.0 / perYear;
    }

    int payments(int years) {
      return years * perYear;
    }
  }

  record Order(Side side, double amount) {}

  @Grad(wrt = "spot") @Jvp(wrt = "spot")
  static double payoff(Side side, double spot, double strike) {
    double sign = side == Side.CALL ? 1 : -1;
    return Math.max(sign * (spot - strike), 0);
  }

  /** A bond with a coupon of 6 percent. */
  @Grad @Jvp
  static double price(double face, double yield, int years, Frequency f) {
    Objects.requireNonNull(f, "frequency");
    int n = f.payments(years);
    double growth = 1 + yield * f.years();
    double price = face / Math.pow(growth, n);
    for (int k = 1; k <= n; k++) price += face * 0.06 * f.years() / Math.pow(growth, k);
    return price;
  }

  /** What sides there are is an array of constants. */
  @Grad(wrt = "strikes") @Jvp(wrt = "strikes")
  static double book(Side[] sides, double[] strikes, double spot) {
    double value = 0;
    for (int i = 0; i < sides.length; i++) value += payoff(sides[i], spot, strikes[i]);
    return value;
  }

  record Orders(Side[] sides, double[] amounts) {}

  /** The other sides, at a price. */
  @Vjp(wrt = {"o", "price"}) @Jvp(wrt = {"o", "price"})
  static Orders netted(Orders o, double price) {
    Side[] others = new Side[o.sides().length];
    double[] values = o.amounts().clone();
    for (int k = 0; k < others.length; k++) {
      others[k] = o.sides()[k] == Side.CALL ? Side.PUT : Side.CALL;
      values[k] *= o.sides()[k] == Side.CALL ? price : -price;
    }
    return new Orders(others, values);
  }

  /** Constants that have a method of their own. */
  enum Unit {
    SQUARE {
      @Override
      double of(double x) {
        return x * x;
      }
    },
    SCALED {
      @Override
      double of(double x) {
        return x * factor;
      }
    },
    SHIFTED;

    final double factor = 2;

    double of(double x) {
      return x + 3;
    }
  }

  @Grad(wrt = "x") @Jvp(wrt = "x")
  static double network(Unit[] layers, double x) {
    double y = x;
    for (Unit u : layers) y = u.of(y);
    return y;
  }

  /** {@code 2 x² + 3}. */
  @Grad @Jvp
  static double ladder(double x) {
    double y = x;
    for (Unit u : Unit.values()) y = u.of(y);
    return y;
  }

  @Grad @Vjp
  static double layer(double[] x, Activation a) {
    double sum = 0;
    for (double e : x) sum += Activation.of(a, e);
    return sum;
  }

  @Grad @Jvp
  static double filled(Order o, double price) {
    double value = 0;
    switch (o.side()) {
      case CALL:
        value += o.amount() * price;
        break;
      case PUT:
        value -= o.amount() * price;
    }
    return value;
  }

  @Vjp @Jvp
  static Order turned(Order o, int n) {
    Side side = o.side();
    double amount = o.amount();
    for (int k = 0; k < n; k++) {
      side = side == Side.PUT ? Side.CALL : Side.PUT;
      amount *= 2;
    }
    return new Order(side, amount);
  }
}
