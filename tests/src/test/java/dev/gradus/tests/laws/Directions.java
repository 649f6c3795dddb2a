package dev.gradus.tests.laws;

import dev.gradus.processor.ir.random.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Steps in the space of leaves. */
public final class Directions {
  private Directions() {}

  /** Numbers between -1 and 1 in place of those of the leaves. */
  public static List<Object> like(List<Object> leaves, SplittableRandom random) {
    return leaves.stream().map(l -> Vectors.random(l, random)).toList();
  }

  public static Object zero(Object like) {
    if (like instanceof Double) return 0.0;
    if (like instanceof Float) return 0f;
    Object zero = Leaves.copy(like);
    clear(zero);
    return zero;
  }

  private static void clear(Object array) {
    switch (array) {
      case double[] a -> Arrays.fill(a, 0);
      case float[] a -> Arrays.fill(a, 0);
      case Object[] rows -> {
        for (Object row : rows) clear(row);
      }
      default -> throw new IllegalArgumentException("no array of numbers: " + array);
    }
  }

  /** The leaves with those numbered {@code wrt} moved by {@code h u}. */
  static List<Object> moved(List<Object> leaves, List<Integer> wrt, List<Object> u, double h) {
    var result = new ArrayList<Object>(leaves);
    for (int i = 0; i < wrt.size(); i++) result.set(wrt.get(i), moved(leaves.get(wrt.get(i)), h, u.get(i)));
    return result;
  }

  private static Object moved(Object x, double h, Object u) {
    return switch (x) {
      case Float v -> (float) (v + h * (Float) u);
      case float[] v -> {
        float[] result = v.clone();
        for (int i = 0; i < v.length; i++) result[i] += (float) (h * ((float[]) u)[i]);
        yield result;
      }
      default -> Vectors.moved(x, h, u);
    };
  }
}
