package dev.gradus.jdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What stands for a method of the JDK does the same, to the last bit, on arrays with ties, zeros of both signs, infinities and NaN. */
class StandInsTest {
  private static final double[] ODD = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
      -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1, -1, 1e16};

  private final Random random = new Random(5);

  private double[] doubles(int n, boolean odd) {
    double[] a = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = odd && random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(4) == 0 ? random.nextInt(5) : random.nextGaussian();
    }
    return a;
  }

  /** The value, or what is thrown with its message. */
  private static Object outcome(Supplier<Object> f) {
    try {
      return f.get();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  @Test
  void sorts() {
    for (int round = 0; round < 2000; round++) {
      double[] a = doubles(random.nextInt(40), true);
      double[] b = a.clone();
      float[] f = new float[a.length];
      int[] k = new int[a.length];
      long[] l = new long[a.length];
      for (int i = 0; i < a.length; i++) {
        f[i] = (float) a[i];
        k[i] = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(5);
        l[i] = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(5);
      }
      float[] g = f.clone();
      int[] m = k.clone();
      long[] o = l.clone();
      Arrays.sort(a);
      Arrays.sort(f);
      Arrays.sort(k);
      Arrays.sort(l);
      java.util.Arrays.sort(b);
      java.util.Arrays.sort(g);
      java.util.Arrays.sort(m);
      java.util.Arrays.sort(o);
      assertArrayEquals(b, a);
      assertArrayEquals(g, f);
      assertArrayEquals(m, k);
      assertArrayEquals(o, l);
    }
  }

  @Test
  void sortsAndSearchesRanges() {
    for (int round = 0; round < 2000; round++) {
      double[] a = doubles(random.nextInt(20), true);
      int from = random.nextInt(-1, a.length + 2);
      int to = random.nextInt(-1, a.length + 2);
      double[] b = a.clone();
      Object theirs = outcome(() -> {
        java.util.Arrays.sort(b, from, to);
        return java.util.Arrays.toString(b);
      });
      assertEquals(theirs, outcome(() -> {
        Arrays.sort(a, from, to);
        return java.util.Arrays.toString(a);
      }));
      double key = a.length > 0 && random.nextBoolean() ? a[random.nextInt(a.length)] : random.nextGaussian();
      assertEquals(outcome(() -> java.util.Arrays.binarySearch(b, from, to, key)), outcome(() -> Arrays.binarySearch(a, from, to, key)));
    }
  }

  @Test
  void searchesIntegers() {
    for (int round = 0; round < 2000; round++) {
      int[] a = random.ints(random.nextInt(20), 0, 12).sorted().toArray();
      int key = random.nextInt(-1, 14);
      assertEquals(java.util.Arrays.binarySearch(a, key), Arrays.binarySearch(a, key));
    }
  }

  @Test
  void streams() {
    for (int round = 0; round < 4000; round++) {
      double[] a = doubles(random.nextInt(12), round % 2 == 0);
      assertEquals(java.util.Arrays.stream(a).sum(), Arrays.stream(a).sum());
      assertEquals(java.util.Arrays.stream(a).count(), Arrays.stream(a).count());
      assertEquals(outcome(() -> java.util.Arrays.stream(a).average().getAsDouble()), outcome(() -> Arrays.stream(a).average().getAsDouble()));
      assertEquals(outcome(() -> java.util.Arrays.stream(a).max().getAsDouble()), outcome(() -> Arrays.stream(a).max().getAsDouble()));
      assertEquals(outcome(() -> java.util.Arrays.stream(a).min().orElse(7)), outcome(() -> Arrays.stream(a).min().orElse(7)));
      int[] k = random.ints(random.nextInt(5)).toArray();
      assertEquals(java.util.Arrays.stream(k).sum(), Arrays.stream(k).sum());
      assertEquals(outcome(() -> java.util.Arrays.stream(k).average().orElseThrow()), outcome(() -> Arrays.stream(k).average().orElseThrow()));
      assertEquals(outcome(() -> java.util.Arrays.stream(k).max().getAsInt()), outcome(() -> Arrays.stream(k).max().getAsInt()));
      assertEquals(java.util.Arrays.stream(k).min().isPresent(), Arrays.stream(k).min().isPresent());
    }
  }
}
