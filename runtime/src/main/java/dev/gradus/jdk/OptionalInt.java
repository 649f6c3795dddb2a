package dev.gradus.jdk;

import dev.gradus.ShipSource;
import java.util.NoSuchElementException;

/**
 * Stands for {@link java.util.OptionalInt}.
 *
 * @param isPresent whether there is a number
 * @param value the number, if there is one
 */
@ShipSource
public record OptionalInt(boolean isPresent, int value) {
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
  public int getAsInt() {
    if (!isPresent) throw new NoSuchElementException("No value present");
    return value;
  }

  /**
   * The number.
   *
   * @return the number
   * @throws NoSuchElementException if there is none
   */
  public int orElseThrow() {
    return getAsInt();
  }

  /**
   * The number, or another one.
   *
   * @param other what to give if there is none
   * @return one of the two
   */
  public int orElse(int other) {
    return isPresent ? value : other;
  }
}
