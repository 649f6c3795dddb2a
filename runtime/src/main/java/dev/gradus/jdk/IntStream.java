package dev.gradus.jdk;

import dev.gradus.ShipSource;

/**
 * Stands for {@link java.util.stream.IntStream}, as far as it asks an array for one number.
 *
 * @param elements the numbers
 */
@ShipSource
public record IntStream(int[] elements) {
  /**
   * The sum, which wraps around.
   *
   * @return the sum, 0 of nothing
   */
  public int sum() {
    int sum = 0;
    for (int i = 0; i < elements.length; i++) sum += elements[i];
    return sum;
  }

  /**
   * The mean.
   *
   * @return the mean, or nothing of nothing
   */
  public OptionalDouble average() {
    long sum = 0;
    for (int i = 0; i < elements.length; i++) sum += elements[i];
    boolean any = elements.length > 0;
    return new OptionalDouble(any, any ? (double) sum / elements.length : 0);
  }

  /**
   * The largest element.
   *
   * @return the maximum, or nothing of nothing
   */
  public OptionalInt max() {
    boolean any = elements.length > 0;
    int max = any ? elements[0] : 0;
    for (int i = 1; i < elements.length; i++) max = Math.max(max, elements[i]);
    return new OptionalInt(any, max);
  }

  /**
   * The smallest element.
   *
   * @return the minimum, or nothing of nothing
   */
  public OptionalInt min() {
    boolean any = elements.length > 0;
    int min = any ? elements[0] : 0;
    for (int i = 1; i < elements.length; i++) min = Math.min(min, elements[i]);
    return new OptionalInt(any, min);
  }

  /**
   * The number of elements.
   *
   * @return the length
   */
  public long count() {
    return elements.length;
  }
}
