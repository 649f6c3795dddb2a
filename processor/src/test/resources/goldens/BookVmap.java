package demo;

import dev.gradus.Generated;
import dev.gradus.generated.ArrayValues;

/**
 * Batched versions of methods of {@link Book}. Written by Gradus at every compilation.
 */
@Generated(
    from = Book.class,
    value = "vmap(grad(value, wrt=rate), in=(0,NONE)); vmap(discounted, in=(0,NONE))"
)
public final class BookVmap {
  private BookVmap() {
  }

  /**
   * The gradient of {@link Book#value} for each lane of the arguments: {@code vmap(grad(value, wrt=rate), in=(0,NONE))}.
   *
   * @param bond with lanes along axis 0
   * @param rate the same for all lanes
   * @return the results, with lanes along axis 0
   */
  public static double[] value(Book_BondBatch bond, double rate) {
    double[] bond_coupon = bond.coupon();
    double[][] bond_years = bond.years();
    int n = bond_coupon.length;
    int n1 = bond_years.length;
    if (n1 != n) {
      throw new IllegalArgumentException("BookVmap.value: axis 0 of bond.years() has size " + n1 + ", axis 0 of bond.coupon() has size "
          + n);
    }
    double[] ctRate = new double[n];
    for (int i = 0; i < n; i++) {
      double bond_couponI = bond_coupon[i];
      double[] bond_yearsI = bond_years[i];
      double ctRate1 = 0.0;
      for (int k = 0; k < bond_yearsI.length; k++) {
        double t = bond_yearsI[k];
        ctRate1 -= bond_couponI * Math.exp(-rate * t) * t;
      }
      ctRate[i] = ctRate1;
    }
    return ctRate;
  }

  /**
   * The value and the gradient of {@link Book#value} for each lane of the arguments: {@code vmap(grad(value, wrt=rate), in=(0,NONE))}.
   *
   * @param bond with lanes along axis 0
   * @param rate the same for all lanes
   * @return the results, with lanes along axis 0
   */
  public static BookGrad_ValueWithValueBatch valueWithValue(Book_BondBatch bond, double rate) {
    double[] bond_coupon = bond.coupon();
    double[][] bond_years = bond.years();
    int n = bond_coupon.length;
    int n1 = bond_years.length;
    if (n1 != n) {
      throw new IllegalArgumentException("BookVmap.valueWithValue: axis 0 of bond.years() has size " + n1
          + ", axis 0 of bond.coupon() has size " + n);
    }
    double[] sum = new double[n];
    double[] ctRate = new double[n];
    for (int i = 0; i < n; i++) {
      double bond_couponI = bond_coupon[i];
      double[] bond_yearsI = bond_years[i];
      double sum1 = 0.0;
      double ctRate1 = 0.0;
      for (int k = 0; k < bond_yearsI.length; k++) {
        double t = bond_yearsI[k];
        double t1 = bond_couponI * Math.exp(-rate * t);
        sum1 += t1;
        ctRate1 -= t1 * t;
      }
      sum[i] = sum1;
      ctRate[i] = ctRate1;
    }
    return new BookGrad_ValueWithValueBatch(sum, ctRate);
  }

  /**
   * {@link Book#discounted} for each lane of the arguments: {@code vmap(discounted, in=(0,NONE))}.
   *
   * @param flows with lanes along axis 0
   * @param rate the same for all lanes
   */
  public static void discount(double[][] flows, double rate) {
    if (ArrayValues.repeatsRows(flows)) {
      throw new IllegalArgumentException("discounted writes flows, of which no two rows may be the same array");
    }
    int end = flows.length;
    for (int i = 0; i < end; i++) {
      int n = flows[i].length;
      for (int t = 0; t < n; t++) {
        flows[i][t] = flows[i][t] * Math.exp(-rate * t);
      }
    }
  }
}
