package dev.gradus.examples;

import static dev.gradus.Vmap.NONE;

import dev.gradus.Grad;
import dev.gradus.Vmap;
import java.util.Locale;
import java.util.Random;

/**
 * Prices and sensitivities of a whole book of call options at once, gamma among them: a derivative of a derivative, of a method that
 * loops until it is exact. What one option needs is written for one option; {@code GreeksVmap} does it for arrays of them, with the
 * interest rate shared. The results are compared with the textbook's formulas.
 */
public final class Greeks {

  private static final int OPTIONS = 100_000;
  private static final double RATE = 0.03;
  private static final double TOLERANCE = 1e-9;

  private Greeks() {}

  /** A call option of the book; what the components mean is said at {@link BlackScholes#price}. */
  public record Option(double spot, double strike, double vol, double time) {}

  /** What an option is worth, and how that changes. */
  public record Sensitivities(double price, double delta, double gamma, double vega, double rho, double theta) {}

  /**
   * The price, its derivatives, and the derivative of delta.
   *
   * @param o the option
   * @param rate the interest rate, per year
   * @return all of them
   */
  @Vmap(in = {0, NONE})
  public static Sensitivities sensitivities(Option o, double rate) {
    BlackScholesGrad.PriceWithValue price = BlackScholesGrad.priceWithValue(o.spot(), o.strike(), o.vol(), rate, o.time());
    BlackScholesGrad.PriceGrad d = price.grad();
    double gamma = GreeksGrad.delta(o.spot(), o.strike(), o.vol(), rate, o.time());
    return new Sensitivities(price.value(), d.spot(), gamma, d.vol(), d.rate(), -d.time());
  }

  /** The derivative of the price in the spot, to be differentiated once more. */
  @Grad
  static double delta(double spot, double strike, double vol, double rate, double time) {
    return BlackScholesGrad.price(spot, strike, vol, rate, time).spot();
  }

  /**
   * Prints the first options of a random book; fails if a sensitivity is not what the textbook says.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Greeks_OptionBatch book = randomBook(new Random(7), OPTIONS);
    Greeks_SensitivitiesBatch greeks = GreeksVmap.sensitivities(book, RATE);

    print("%7s %7s %5s %5s | %9s %8s %8s %9s %9s %9s%n", "spot", "strike", "vol", "time", "price", "delta", "gamma", "vega", "rho", "theta");
    for (int i = 0; i < 10; i++) {
      Option o = book.get(i);
      Sensitivities s = greeks.get(i);
      print("%7.2f %7.2f %5.2f %5.2f | %9.4f %8.5f %8.5f %9.4f %9.4f %9.4f%n", o.spot(), o.strike(), o.vol(), o.time(),
          s.price(), s.delta(), s.gamma(), s.vega(), s.rho(), s.theta());
    }
    double worst = 0;
    for (int i = 0; i < OPTIONS; i++) {
      worst = Math.max(worst, difference(greeks.get(i), closedForm(book.get(i), RATE)));
    }
    print("generated source: %s%n", BuildFolder.generatedSource("GreeksVmap").toUri());
    print("largest difference from the closed forms, of six numbers for each of %,d options: %.1e%n", OPTIONS, worst);
    if (!(worst < TOLERANCE)) {
      System.err.printf(Locale.ROOT, "Greeks: the difference is not below %.0e%n", TOLERANCE);
      System.exit(1);
    }
  }

  private static Greeks_OptionBatch randomBook(Random random, int size) {
    double[] spot = random.doubles(size, 80, 120).toArray();
    double[] strike = random.doubles(size, 80, 120).toArray();
    double[] vol = random.doubles(size, 0.1, 0.6).toArray();
    double[] time = random.doubles(size, 0.1, 3).toArray();
    return new Greeks_OptionBatch(spot, strike, vol, time);
  }

  private static Sensitivities closedForm(Option o, double rate) {
    double root = Math.sqrt(o.time());
    double d1 = (Math.log(o.spot() / o.strike()) + (rate + o.vol() * o.vol() / 2) * o.time()) / (o.vol() * root);
    double d2 = d1 - o.vol() * root;
    double above = BlackScholes.normal(d1);
    double discounted = o.strike() * Math.exp(-rate * o.time()) * BlackScholes.normal(d2);
    double density = BlackScholes.density(d1);
    return new Sensitivities(o.spot() * above - discounted, above, density / (o.spot() * o.vol() * root), o.spot() * density * root,
        discounted * o.time(), -o.spot() * density * o.vol() / (2 * root) - rate * discounted);
  }

  private static double difference(Sensitivities a, Sensitivities b) {
    double worst = Math.max(Math.abs(a.price() - b.price()), Math.abs(a.delta() - b.delta()));
    worst = Math.max(worst, Math.max(Math.abs(a.gamma() - b.gamma()), Math.abs(a.vega() - b.vega())));
    return Math.max(worst, Math.max(Math.abs(a.rho() - b.rho()), Math.abs(a.theta() - b.theta())));
  }

  private static void print(String format, Object... args) {
    System.out.print(String.format(Locale.ROOT, format, args));
  }
}
