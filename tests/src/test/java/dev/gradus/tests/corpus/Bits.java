package dev.gradus.tests.corpus;

import static dev.gradus.tests.corpus.Case.at;
import static dev.gradus.tests.corpus.Case.d;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import java.util.List;

/** Bit patterns of numbers, and integers by their bits: what is made of them has no derivative. */
final class Bits {
  static List<Case> cases() {
    return List.of(
        at("scaledByExponent", 12.0).gives(1.5 * 12).gradient(1.5).ruled(),
        at("powerOfTwo", 1.5, 5).gives(1.5 * 32).gradient(32.0),
        at("gray", d(1, 2, 3, 4)).gives(1.0 + 2 * 2 + 3 * 4 + 4 * 3).gradient(d(1, 2, 4, 3)),
        at("sparse", d(1, 2, 3, 4), 0b1010L).gives(4.0 + 16).gradient(d(0, 4, 0, 8)),
        at("hashed", 2.0, 3).gives(2.0 * 2.0 * Integer.bitCount(Integer.rotateLeft(3 * 0x9E3779B9, 13)))
            .gradient(2 * 2.0 * Integer.bitCount(Integer.rotateLeft(3 * 0x9E3779B9, 13))),
        at("ordered", 2.0, 3.0).gives(-1 * 2.0 + 3.0).gradient(-1.0, 1.0));
  }

  /** The number times its mantissa, which is read from its bits and taken for a constant. */
  @Grad @Jvp
  static double scaledByExponent(double x) {
    long bits = Double.doubleToRawLongBits(x);
    double mantissa = Double.longBitsToDouble(bits & 0x000fffffffffffffL | 0x3ff0000000000000L);
    return x * mantissa;
  }

  @Grad @Jvp
  static double powerOfTwo(double x, int n) {
    return x * Double.longBitsToDouble((n + 1023L) << 52);
  }

  /** Weighted by the place of each index in a Gray code, counted from one. */
  @Grad @Jvp
  static double gray(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) sum += x[i] * ((i ^ i >>> 1) + 1);
    return sum;
  }

  /** Squares of the elements whose bits are set. */
  @Grad @Jvp
  static double sparse(double[] x, long set) {
    double sum = 0;
    for (long rest = set; rest != 0; rest ^= Long.lowestOneBit(rest)) {
      int i = Long.numberOfTrailingZeros(rest);
      sum += x[i] * x[i];
    }
    return sum;
  }

  @Grad @Jvp
  static double hashed(double x, int n) {
    int h = Integer.rotateLeft(n * 0x9E3779B9, 13);
    return x * x * Integer.bitCount(h);
  }

  @Grad(wrt = {"x", "y"}) @Jvp(wrt = {"x", "y"})
  static double ordered(double x, double y) {
    return Double.compare(x, y) * x + Integer.signum(Double.compare(y, x)) * y;
  }
}
