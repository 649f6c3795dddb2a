package dev.gradus.jdk;

import dev.gradus.ShipSource;

/**
 * Stands for {@link java.util.Arrays}. Sorting is a permutation of the elements: the order is found on keys, which have no derivative, and
 * then elements are moved, so that each has the derivative of the one that came there. Equal elements keep their order.
 */
@ShipSource
public final class Arrays {
  private Arrays() {}

  // ---- sort ----

  /**
   * Sorts as {@link java.util.Arrays#sort(double[])} does: {@code -0.0} before {@code 0.0}, NaN last.
   *
   * @param a the array, which is written
   */
  public static void sort(double[] a) {
    sortRange(a, 0, a.length);
  }

  /**
   * Sorts the elements from {@code fromIndex} to before {@code toIndex}.
   *
   * @param a the array, which is written
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static void sort(double[] a, int fromIndex, int toIndex) {
    checkRange(a.length, fromIndex, toIndex);
    sortRange(a, fromIndex, toIndex);
  }

  private static void sortRange(double[] a, int from, int to) {
    int n = to - from;
    double[] before = new double[n];
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      before[i] = a[from + i];
      keys[i] = key(before[i]);
    }
    int[] order = order(keys);
    for (int i = 0; i < n; i++) a[from + i] = before[order[i]];
  }

  /**
   * Sorts as {@link java.util.Arrays#sort(float[])} does.
   *
   * @param a the array, which is written
   */
  public static void sort(float[] a) {
    sortRange(a, 0, a.length);
  }

  /**
   * Sorts the elements from {@code fromIndex} to before {@code toIndex}.
   *
   * @param a the array, which is written
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static void sort(float[] a, int fromIndex, int toIndex) {
    checkRange(a.length, fromIndex, toIndex);
    sortRange(a, fromIndex, toIndex);
  }

  private static void sortRange(float[] a, int from, int to) {
    int n = to - from;
    float[] before = new float[n];
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      before[i] = a[from + i];
      keys[i] = key(before[i]);
    }
    int[] order = order(keys);
    for (int i = 0; i < n; i++) a[from + i] = before[order[i]];
  }

  /**
   * Sorts as {@link java.util.Arrays#sort(int[])} does.
   *
   * @param a the array, which is written
   */
  public static void sort(int[] a) {
    sortRange(a, 0, a.length);
  }

  /**
   * Sorts the elements from {@code fromIndex} to before {@code toIndex}.
   *
   * @param a the array, which is written
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static void sort(int[] a, int fromIndex, int toIndex) {
    checkRange(a.length, fromIndex, toIndex);
    sortRange(a, fromIndex, toIndex);
  }

  private static void sortRange(int[] a, int from, int to) {
    int n = to - from;
    int[] before = new int[n];
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      before[i] = a[from + i];
      keys[i] = before[i];
    }
    int[] order = order(keys);
    for (int i = 0; i < n; i++) a[from + i] = before[order[i]];
  }

  /**
   * Sorts as {@link java.util.Arrays#sort(long[])} does.
   *
   * @param a the array, which is written
   */
  public static void sort(long[] a) {
    sortRange(a, 0, a.length);
  }

  /**
   * Sorts the elements from {@code fromIndex} to before {@code toIndex}.
   *
   * @param a the array, which is written
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static void sort(long[] a, int fromIndex, int toIndex) {
    checkRange(a.length, fromIndex, toIndex);
    sortRange(a, fromIndex, toIndex);
  }

  private static void sortRange(long[] a, int from, int to) {
    int n = to - from;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) keys[i] = a[from + i];
    int[] order = order(keys);
    for (int i = 0; i < n; i++) a[from + i] = keys[order[i]];
  }

  /** A number whose order is that of {@code Double.compare}. */
  private static long key(double x) {
    long bits = Double.doubleToLongBits(x);
    return bits ^ (bits >> 63) & Long.MAX_VALUE;
  }

  /** Where the elements of the sorted array come from; equal keys in their order (merging ever longer runs). */
  private static int[] order(long[] keys) {
    int n = keys.length;
    int[] order = new int[n];
    int[] merged = new int[n];
    for (int i = 0; i < n; i++) order[i] = i;
    for (int run = 1; run > 0 && run < n; run <<= 1) {
      int lo = 0;
      while (lo < n) {
        int mid = n - lo <= run ? n : lo + run;
        int hi = n - mid <= run ? n : mid + run;
        int left = lo;
        int right = mid;
        for (int k = lo; k < hi; k++) {
          if (left < mid && (right >= hi || keys[order[left]] <= keys[order[right]])) {
            merged[k] = order[left];
            left++;
          } else {
            merged[k] = order[right];
            right++;
          }
        }
        lo = hi;
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static void checkRange(int length, int fromIndex, int toIndex) {
    if (fromIndex > toIndex) throw new IllegalArgumentException("fromIndex(" + fromIndex + ") > toIndex(" + toIndex + ")");
    if (fromIndex < 0) throw new ArrayIndexOutOfBoundsException("Array index out of range: " + fromIndex);
    if (toIndex > length) throw new ArrayIndexOutOfBoundsException("Array index out of range: " + toIndex);
  }

  // ---- binarySearch ----

  /**
   * As {@link java.util.Arrays#binarySearch(double[], double)}.
   *
   * @param a a sorted array
   * @param key what is looked for
   * @return its index, or {@code -(insertion point) - 1}
   */
  public static int binarySearch(double[] a, double key) {
    return binarySearch(a, 0, a.length, key);
  }

  /**
   * As {@link java.util.Arrays#binarySearch(double[], int, int, double)}.
   *
   * @param a an array, sorted between the indices
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @param key what is looked for
   * @return its index, or {@code -(insertion point) - 1}
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static int binarySearch(double[] a, int fromIndex, int toIndex, double key) {
    checkRange(a.length, fromIndex, toIndex);
    int lo = fromIndex;
    int hi = toIndex - 1;
    while (lo <= hi) {
      int mid = (lo + hi) >>> 1;
      int side = Double.compare(a[mid], key);
      if (side == 0) return mid;
      if (side < 0) lo = mid + 1;
      else hi = mid - 1;
    }
    return -(lo + 1);
  }

  /**
   * As {@link java.util.Arrays#binarySearch(int[], int)}.
   *
   * @param a a sorted array
   * @param key what is looked for
   * @return its index, or {@code -(insertion point) - 1}
   */
  public static int binarySearch(int[] a, int key) {
    return binarySearch(a, 0, a.length, key);
  }

  /**
   * As {@link java.util.Arrays#binarySearch(int[], int, int, int)}.
   *
   * @param a an array, sorted between the indices
   * @param fromIndex the first index
   * @param toIndex one more than the last index
   * @param key what is looked for
   * @return its index, or {@code -(insertion point) - 1}
   * @throws IllegalArgumentException if {@code fromIndex > toIndex}
   * @throws ArrayIndexOutOfBoundsException if one of them is not in the array
   */
  public static int binarySearch(int[] a, int fromIndex, int toIndex, int key) {
    checkRange(a.length, fromIndex, toIndex);
    int lo = fromIndex;
    int hi = toIndex - 1;
    while (lo <= hi) {
      int mid = (lo + hi) >>> 1;
      if (a[mid] == key) return mid;
      if (a[mid] < key) lo = mid + 1;
      else hi = mid - 1;
    }
    return -(lo + 1);
  }

  // ---- stream ----

  /**
   * The elements, for what {@link DoubleStream} has.
   *
   * @param a any array
   * @return its elements
   */
  public static DoubleStream stream(double[] a) {
    return new DoubleStream(a);
  }

  /**
   * The elements, for what {@link IntStream} has.
   *
   * @param a any array
   * @return its elements
   */
  public static IntStream stream(int[] a) {
    return new IntStream(a);
  }
}
