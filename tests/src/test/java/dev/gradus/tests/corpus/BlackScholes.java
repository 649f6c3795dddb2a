package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** The price of a European call, whose derivatives have names and closed forms. */
final class BlackScholes {
  static List<Case> cases() {
    double s = 100, k = 105, vol = 0.2, r = 0.03, t = 0.75;
    double d1 = (Math.log(s / k) + (r + vol * vol / 2) * t) / (vol * Math.sqrt(t));
    double d2 = d1 - vol * Math.sqrt(t);
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    double delta = normal(d1);
    double vega = s * density * Math.sqrt(t);
    double theta = s * density * vol / (2 * Math.sqrt(t)) + r * k * Math.exp(-r * t) * normal(d2);
    double rho = k * t * Math.exp(-r * t) * normal(d2);
    double byStrike = -Math.exp(-r * t) * normal(d2);
    return List.of(at("price", s, k, vol, r, t).gives(s * normal(d1) - k * Math.exp(-r * t) * normal(d2))
        .gradient(delta, byStrike, vega, rho, theta));
  }

  @Grad(wrt = {"spot", "strike", "vol", "rate", "t"}) @Jvp(wrt = {"spot", "strike", "vol", "rate", "t"})
  static double price(double spot, double strike, double vol, double rate, double t) {
    double d1 = (Math.log(spot / strike) + (rate + vol * vol / 2) * t) / (vol * Math.sqrt(t));
    double d2 = d1 - vol * Math.sqrt(t);
    return spot * normal(d1) - strike * Math.exp(-rate * t) * normal(d2);
  }

  /** The normal distribution by its Taylor series {@code 1/2 + φ(x) (x + x³/3 + x⁵/15 + …)}, good for small {@code x}. */
  private static double normal(double x) {
    double sum = 0;
    double term = x;
    for (int n = 1; n < 60; n += 2) {
      sum += term;
      term *= x * x / (n + 2);
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
