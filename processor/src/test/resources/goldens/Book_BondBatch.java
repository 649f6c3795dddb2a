package demo;

import dev.gradus.Generated;
import java.util.Arrays;

/**
 * A batch of {@link Book.Bond}, lane by lane. Written by Gradus at every compilation.
 *
 * @param coupon that of every lane
 * @param years that of every lane
 */
@Generated(
    from = Book.Bond.class,
    value = "batch(Bond)"
)
public record Book_BondBatch(double[] coupon, double[][] years) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Book_BondBatch that
        && Arrays.deepEquals(new Object[] {coupon, years}, new Object[] {that.coupon, that.years});
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(new Object[] {coupon, years});
  }

  @Override
  public String toString() {
    return "Book_BondBatch[coupon=" + Arrays.toString(coupon)
        + ", years=" + Arrays.deepToString(years) + "]";
  }

  /**
   * The number of lanes, if they are counted by the first axis.
   *
   * @return how many
   */
  public int size() {
    return coupon.length;
  }

  /**
   * The record of one lane, if they are counted by the first axis.
   *
   * @param i which
   * @return the record
   */
  public Book.Bond get(int i) {
    return new Book.Bond(coupon[i], years[i]);
  }
}
