package demo;

import dev.gradus.Grad;
import dev.gradus.Vmap;

/** Bonds in a market whose interest rate they share. */
public final class Book {
  public record Bond(double coupon, double[] years) {}

  /** What the bond is worth today, and a derivative for each bond of a book. */
  @Vmap(in = {0, Vmap.NONE})
  @Grad(wrt = "rate")
  public static double value(Bond bond, double rate) {
    double sum = 0;
    for (double t : bond.years()) {
      sum += bond.coupon() * Math.exp(-rate * t);
    }
    return sum;
  }

  @Vmap(in = {0, Vmap.NONE}, name = "discount")
  public static void discounted(double[] flows, double rate) {
    for (int t = 0; t < flows.length; t++) {
      flows[t] *= Math.exp(-rate * t);
    }
  }
}
