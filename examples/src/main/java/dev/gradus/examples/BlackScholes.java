package dev.gradus.examples;

import dev.gradus.Grad;
import java.util.Locale;

/**
 * The price of a European call option, and its sensitivities ("Greeks") by generated code, beside what the textbook's formulas
 * say. The normal distribution is Marsaglia's series (Journal of Statistical Software 11(4), 2004), added up until it no
 * longer changes: a {@code while} loop that nobody can say the length of beforehand. Its error is absolute, around 1e-15: it has
 * no relative accuracy far out in the lower tail.
 */
public final class BlackScholes {

  private static final double TOLERANCE = 1e-11;

  private BlackScholes() {}

  /**
   * What a call option is worth.
   *
   * @param spot the price of the share today
   * @param strike the price at which it may be bought
   * @param vol the volatility of the share, per square root of a year
   * @param rate the interest rate, per year
   * @param time the years until the option ends
   * @return the price
   */
  @Grad(wrt = {"spot", "vol", "rate", "time"})
  public static double price(double spot, double strike, double vol, double rate, double time) {
    double spread = vol * Math.sqrt(time);
    double d1 = (Math.log(spot / strike) + (rate + vol * vol / 2) * time) / spread;
    double d2 = d1 - spread;
    return spot * normal(d1) - strike * Math.exp(-rate * time) * normal(d2);
  }

  /** The probability that a standard normal variable is below {@code x}. */
  static double normal(double x) {
    if (x < -38) {
      return 0;
    }
    if (x > 38) {
      return 1;
    }
    double term = x;
    double sum = x;
    double before = 0;
    double odd = 1;
    while (Math.abs(sum - before) > 0) {
      before = sum;
      odd += 2;
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * Prints prices and sensitivities of some options; fails if a sensitivity is not what the textbook says.
   *
   * @param args none
   */
  public static void main(String[] args) {
    double[][] options = {
      {100, 100, 0.20, 0.05, 1.0},
      {100, 110, 0.25, 0.03, 0.5},
      {42, 40, 0.20, 0.10, 0.5},
      {100, 60, 0.45, 0.01, 3.0},
      {100, 180, 0.30, 0.02, 0.75},
    };
    double worst = 0;
    for (double[] o : options) {
      worst = Math.max(worst, compare(o[0], o[1], o[2], o[3], o[4]));
    }
    System.out.printf(Locale.ROOT, "largest difference: %.1e%n", worst);
    if (!(worst < TOLERANCE)) {
      System.err.printf(Locale.ROOT, "BlackScholes: the difference is not below %.0e%n", TOLERANCE);
      System.exit(1);
    }
  }

  private static double compare(double spot, double strike, double vol, double rate, double time) {
    BlackScholesGrad.PriceWithValue price = BlackScholesGrad.priceWithValue(spot, strike, vol, rate, time);
    BlackScholesGrad.PriceGrad greeks = price.grad();

    double root = Math.sqrt(time);
    double d1 = (Math.log(spot / strike) + (rate + vol * vol / 2) * time) / (vol * root);
    double d2 = d1 - vol * root;
    double discounted = strike * Math.exp(-rate * time);

    System.out.printf(Locale.ROOT, "spot %.0f, strike %.0f, volatility %.2f, rate %.2f, time %.2f: price %.6f%n",
        spot, strike, vol, rate, time, price.value());
    System.out.printf("  %-6s %20s %20s %10s%n", "", "generated", "closed form", "difference");
    double worst = line("delta", greeks.spot(), normal(d1));
    worst = Math.max(worst, line("vega", greeks.vol(), spot * density(d1) * root));
    worst = Math.max(worst, line("rho", greeks.rate(), discounted * time * normal(d2)));
    return Math.max(worst,
        line("theta", -greeks.time(), -spot * density(d1) * vol / (2 * root) - rate * discounted * normal(d2)));
  }

  private static double line(String name, double generated, double closedForm) {
    System.out.printf(Locale.ROOT, "  %-6s %20.14f %20.14f %10.1e%n", name, generated, closedForm, generated - closedForm);
    return Math.abs(generated - closedForm);
  }
}
