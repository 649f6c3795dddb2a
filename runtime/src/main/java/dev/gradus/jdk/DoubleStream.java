package dev.gradus.jdk;

import dev.gradus.CustomJvp;
import dev.gradus.ShipSource;

/**
 * Stands for {@link java.util.stream.DoubleStream}, as far as it asks an array for one number.
 *
 * @param elements the numbers
 */
@ShipSource
public record DoubleStream(double[] elements) {
  record Sums(double sum, double tangent) {}

  /**
   * The sum with the JDK's compensation for rounding.
   *
   * @return the sum, 0 of nothing
   */
  public double sum() {
    return sum(elements);
  }

  /**
   * The mean: the sum divided by the number of elements.
   *
   * @return the mean, or nothing of nothing
   */
  public OptionalDouble average() {
    boolean any = elements.length > 0;
    return new OptionalDouble(any, any ? sum(elements) / elements.length : 0);
  }

  /**
   * The largest element by {@link Math#max(double, double)}.
   *
   * @return the maximum, or nothing of nothing
   */
  public OptionalDouble max() {
    boolean any = elements.length > 0;
    double max = any ? elements[0] : 0;
    for (int i = 1; i < elements.length; i++) max = Math.max(max, elements[i]);
    return new OptionalDouble(any, max);
  }

  /**
   * The smallest element by {@link Math#min(double, double)}.
   *
   * @return the minimum, or nothing of nothing
   */
  public OptionalDouble min() {
    boolean any = elements.length > 0;
    double min = any ? elements[0] : 0;
    for (int i = 1; i < elements.length; i++) min = Math.min(min, elements[i]);
    return new OptionalDouble(any, min);
  }

  /**
   * The number of elements.
   *
   * @return the length
   */
  public long count() {
    return elements.length;
  }

  /** Kahan's sum as {@code java.util.stream.Collectors} has it: infinities that cancel in the compensation are those of the plain sum. */
  @CustomJvp("sumRule")
  static double sum(double[] a) {
    double high = 0;
    double low = 0;
    double plain = 0;
    for (int i = 0; i < a.length; i++) {
      double x = a[i] - low;
      double total = high + x;
      low = total - high - x;
      high = total;
      plain += a[i];
    }
    double sum = high - low;
    return Double.isNaN(sum) && Double.isInfinite(plain) ? plain : sum;
  }

  static Sums sumRule(double[] a, double[] da) {
    double tangent = 0;
    for (int i = 0; i < da.length; i++) tangent += da[i];
    return new Sums(sum(a), tangent);
  }
}
