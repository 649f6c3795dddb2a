package dev.gradus.generated;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The array operations of generated code that are not one Java expression: a copy down to the last row, zeros of the same shape, room for
 * more entries, sums, in place and not, and checks of shapes and of memory that arguments share. Ragged arrays and absent ({@code null})
 * rows stay as they are. One overload per element type, so that the common cases are plain loops; arrays of arrays go by way of {@code
 * Object[]}, whose run-time element type Java keeps.
 */
public final class ArrayValues {
  /** The longest array a virtual machine promises to allocate. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private ArrayValues() {}

  // ---- copy: the same elements in memory of their own ----

  public static double[] copy(double[] a) {
    return a.clone();
  }

  public static float[] copy(float[] a) {
    return a.clone();
  }

  public static long[] copy(long[] a) {
    return a.clone();
  }

  public static int[] copy(int[] a) {
    return a.clone();
  }

  public static boolean[] copy(boolean[] a) {
    return a.clone();
  }

  public static <T> T[] copy(T[] a) {
    T[] c = a.clone();
    for (int i = 0; i < c.length; i++) c[i] = row(c[i], false);
    return c;
  }

  // ---- zerosLike: zeros of the same shape; an absent row is like an absent row ----

  public static double[] zerosLike(double[] a) {
    return a == null ? null : new double[a.length];
  }

  public static float[] zerosLike(float[] a) {
    return a == null ? null : new float[a.length];
  }

  public static long[] zerosLike(long[] a) {
    return a == null ? null : new long[a.length];
  }

  public static int[] zerosLike(int[] a) {
    return a == null ? null : new int[a.length];
  }

  public static boolean[] zerosLike(boolean[] a) {
    return a == null ? null : new boolean[a.length];
  }

  public static <T> T[] zerosLike(T[] a) {
    if (a == null) return null;
    T[] c = sameType(a, a.length);
    for (int i = 0; i < c.length; i++) c[i] = row(a[i], true);
    return c;
  }

  @SuppressWarnings("unchecked")
  private static <T> T row(T row, boolean zeros) {
    return (T) switch (row) {
      case null -> null;
      case double[] r -> zeros ? zerosLike(r) : copy(r);
      case float[] r -> zeros ? zerosLike(r) : copy(r);
      case long[] r -> zeros ? zerosLike(r) : copy(r);
      case int[] r -> zeros ? zerosLike(r) : copy(r);
      case boolean[] r -> zeros ? zerosLike(r) : copy(r);
      case Object[] r -> zeros ? zerosLike(r) : copy(r);
      default -> throw new IllegalArgumentException("no array: " + row.getClass());
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] sameType(T[] a, int length) {
    return (T[]) Array.newInstance(a.getClass().getComponentType(), length);
  }

  // ---- grow: at least that long, at least doubled when too short ----

  public static double[] grow(double[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  public static float[] grow(float[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  public static long[] grow(long[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  public static int[] grow(int[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  public static boolean[] grow(boolean[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  public static <T> T[] grow(T[] a, int length) {
    int n = grown(a.length, length);
    return n == a.length ? a : Arrays.copyOf(a, n);
  }

  /** The new length; {@code wanted} is {@link Integer#MIN_VALUE} when a count of entries has just passed {@link Integer#MAX_VALUE}. */
  static int grown(int length, int wanted) {
    if (wanted > LONGEST || wanted == Integer.MIN_VALUE)
      throw new IllegalStateException(
          "a loop recorded more values for its derivative than an array can hold (2^31); checkpoint it: "
              + "move part of the loop into a method of its own, so that less is recorded at a time");
    if (wanted <= length) return length;
    return Math.max(wanted, (int) Math.min(2L * length, LONGEST));
  }

  // ---- add: a += b, element by element over the length of b ----

  public static void add(double[] a, double[] b) {
    for (int i = 0; i < b.length; i++) a[i] += b[i];
  }

  public static void add(float[] a, float[] b) {
    for (int i = 0; i < b.length; i++) a[i] += b[i];
  }

  public static void add(long[] a, long[] b) {
    for (int i = 0; i < b.length; i++) a[i] += b[i];
  }

  public static void add(int[] a, int[] b) {
    for (int i = 0; i < b.length; i++) a[i] += b[i];
  }

  public static void add(Object[] a, Object[] b) {
    for (int i = 0; i < b.length; i++) {
      switch (a[i]) {
        case null -> {
          if (b[i] != null) throw new NullPointerException("absent row " + i);
        }
        case double[] row -> add(row, (double[]) b[i]);
        case float[] row -> add(row, (float[]) b[i]);
        case long[] row -> add(row, (long[]) b[i]);
        case int[] row -> add(row, (int[]) b[i]);
        case Object[] row -> add(row, (Object[]) b[i]);
        default -> throw new IllegalArgumentException("no array of numbers: " + a[i].getClass());
      }
    }
  }

  // ---- added: a + scale * b, a new array ----

  public static double[] added(double[] a, double scale, double[] b) {
    checkShape("addedTo", "the derivative", b, "the value", a);
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) sum[i] += scale * b[i];
    return sum;
  }

  public static float[] added(float[] a, double scale, float[] b) {
    checkShape("addedTo", "the derivative", b, "the value", a);
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) sum[i] = (float) (sum[i] + scale * b[i]);
    return sum;
  }

  @SuppressWarnings("unchecked")
  public static <T> T[] added(T[] a, double scale, T[] b) {
    checkShape("addedTo", "the derivative", b, "the value", a);
    T[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (T) switch (a[i]) {
        case null -> null;
        case double[] row -> added(row, scale, (double[]) b[i]);
        case float[] row -> added(row, scale, (float[]) b[i]);
        case Object[] row -> added(row, scale, (Object[]) b[i]);
        default -> throw new IllegalArgumentException("no array of floating-point numbers: " + a[i].getClass());
      };
    }
    return sum;
  }

  // ---- checkShape: a derivative has the lengths of its primal, at every depth ----

  /**
   * Checks a tangent or cotangent.
   *
   * @param where the method that is given it
   * @param name how it is called there; {@code [i]} in it is the first index
   * @param like the name of {@code model}
   * @throws IllegalArgumentException if an array is longer or shorter than that of the model, or is there where the other is not
   */
  public static void checkShape(String where, String name, double[] array, String like, double[] model) {
    if (array == null || model == null || array.length != model.length) checkLengths(where, name, array, like, model);
  }

  public static void checkShape(String where, String name, float[] array, String like, float[] model) {
    if (array == null || model == null || array.length != model.length) checkLengths(where, name, array, like, model);
  }

  public static void checkShape(String where, String name, Object[] array, String like, Object[] model) {
    checkLengths(where, name, array, like, model);
    for (int i = 0; array != null && i < array.length; i++) {
      if (array[i] instanceof double[] row && model[i] instanceof double[] other && row.length == other.length) continue;
      if (array[i] instanceof Object[] row && model[i] instanceof Object[] other) checkShape(where, at(name, i), row, at(like, i), other);
      else checkLengths(where, at(name, i), array[i], at(like, i), model[i]);
    }
  }

  private static void checkLengths(String where, String name, Object array, String like, Object model) {
    int length = array == null ? -1 : Array.getLength(array);
    int other = model == null ? -1 : Array.getLength(model);
    if (length == other) return;
    throw new IllegalArgumentException(where + ": " + name + length(length) + ", but " + like + length(other));
  }

  private static String length(int length) {
    return length < 0 ? " is null" : " has length " + length;
  }

  private static String at(String name, int i) {
    return name.contains("[i]") ? name.replaceFirst("\\[i]", "[" + i + "]") : name + "[" + i + "]";
  }

  // ---- aliases: what a companion that writes a copy of its argument must not be given ----

  /** Whether one of these arrays is the other, or holds it or a row of it, at any depth. */
  public static boolean sharesMemory(Object a, Object b) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(a, seen);
    return holds(b, seen);
  }

  /** Whether an array stands at two places of {@code a}. */
  public static boolean repeatsRows(Object[] a) {
    return !collect(a, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** Adds the array and its rows; false if one of them was there already. */
  private static boolean collect(Object array, Set<Object> seen) {
    if (array == null) return true;
    boolean fresh = seen.add(array);
    if (array instanceof Object[] rows) for (Object row : rows) fresh &= collect(row, seen);
    return fresh;
  }

  private static boolean holds(Object array, Set<Object> seen) {
    if (seen.contains(array)) return true;
    return array instanceof Object[] rows && Arrays.stream(rows).anyMatch(row -> holds(row, seen));
  }
}
