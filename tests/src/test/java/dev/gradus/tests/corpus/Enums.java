package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** Constants of enums as arguments, in records and in results. As leaves they are the constants' positions. */
final class Enums {
  static List<Case> cases() {
    return List.of(
        at("payoff", Side.CALL, 110.0, 100.0).gives(10.0).gradient(1.0),
        at("payoff", Side.PUT, 110.0, 120.0).gives(10.0).gradient(-1.0),
        at("layer", d(-1, 2), Activation.RELU).gives(2.0).gradient(d(0, 1)),
        at("layer", d(-1, 2), Activation.IDENTITY).gives(1.0).gradient(d(1, 1)),
        at("layer", d(0, 0), Activation.TANH).gives(0.0).gradient(d(1, 1)),
        at("filled", new Order(Side.PUT, 2), 3.0).gives(-6.0).gradient(-3.0),
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

  record Order(Side side, double amount) {}

  @Grad(wrt = "spot") @Jvp(wrt = "spot")
  static double payoff(Side side, double spot, double strike) {
    double sign = side == Side.CALL ? 1 : -1;
    return Math.max(sign * (spot - strike), 0);
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
