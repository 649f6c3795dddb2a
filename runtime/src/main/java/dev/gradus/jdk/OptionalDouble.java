package dev.gradus.jdk;

import dev.gradus.ShipSource;
import java.util.NoSuchElementException;

/**
 * Stands for {@link java.util.OptionalDouble}.
 *
 * @param isPresent whether there is a number
 * @param value the number, if there is one
 */
@ShipSource
public record OptionalDouble(boolean isPresent, double value) {
  /**
   * Whether there is no number.
   *
   * @return the opposite of {@link #isPresent}
   */
  public boolean isEmpty() {
    return !isPresent;
  }

  /**
   * The number.
   *
   * @return the number
   * @throws NoSuchElementException if there is none
   */
  public double getAsDouble() {
    if (!isPresent) throw new NoSuchElementException("No value present");
    return value;
  }

  /**
   * The number.
   *
   * @return the number
   * @throws NoSuchElementException if there is none
   */
  public double orElseThrow() {
    return getAsDouble();
  }

  /**
   * The number, or another one.
   *
   * @param other what to give if there is none
   * @return one of the two
   */
  public double orElse(double other) {
    return isPresent ? value : other;
  }
}
