package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import java.util.List;

/** {@code byte}, {@code short} and {@code char}: as arguments, in records, as elements of arrays. As leaves they are numbers. */
final class SmallNumbers {
  static List<Case> cases() {
    return List.of(
        at("payoff", 'c', 110.0, 100.0).gives(10.0).gradient(1.0),
        at("payoff", 'p', 110.0, 120.0).gives(10.0).gradient(-1.0),
        at("scaled", (byte) 100, (short) 3, 2.0).gives(-112.0).gradient(-56.0),
        at("filled", new Quote[] {new Quote('b', (byte) 2, 3), new Quote('a', (byte) -1, 5)}, 2.0).gives(22.0, (int) 'b')
            .seeded(1.0).back(d(4, 2)),
        at("quantised", d(0.25, -3, 1.25)).gives(546.5).gradient(d(25, -128, 125)),
        at("decoded", "a".charAt(0), d(2, 3)).gives(7.0).gradient(d(2, 1)));
  }

  record Quote(char side, byte size, double price) {}

  record Fill(double cash, char last) {}

  @Grad(wrt = "spot") @Jvp(wrt = "spot")
  static double payoff(char kind, double spot, double strike) {
    return switch (kind) {
      case 'c' -> Math.max(spot - strike, 0);
      case 'p' -> Math.max(strike - spot, 0);
      default -> throw new IllegalArgumentException("an option is 'c' or 'p', not '" + kind + "'");
    };
  }

  /** The compound assignment wraps around at 127. */
  @Grad(wrt = "x") @Vjp(wrt = "x") @Jvp(wrt = "x")
  static double scaled(byte weight, short times, double x) {
    byte total = weight;
    for (short k = 1; k < times; k++) total += 50;
    return total * x;
  }

  @Vjp @Jvp
  static Fill filled(Quote[] book, double unit) {
    double cash = 0;
    char last = 'a';
    for (Quote q : book) {
      cash += q.side() == 'b' ? q.size() * q.price() * unit : -q.size() * q.price() * unit;
      if (q.side() > last) last = q.side();
    }
    return new Fill(cash, last);
  }

  /** Weights kept in eight bits; what they are made from counts as a constant there. */
  @Grad @Jvp
  static double quantised(double[] x) {
    byte[] q = new byte[x.length];
    for (int i = 0; i < x.length; i++) q[i] = (byte) Math.clamp(Math.rint(x[i] * 100), -128, 127);
    double sum = 0;
    for (int i = 0; i < x.length; i++) sum += q[i] * x[i];
    return sum;
  }

  private static final char[] CODES = {'c', 'b'};

  @Grad(wrt = "x") @Vjp(wrt = "x")
  static double decoded(char base, double[] x) {
    double sum = 0;
    for (int i = 0; i < CODES.length; i++) sum += (CODES[i] - base) * x[i];
    return sum;
  }
}
