package dev.gradus.processor.ir.random;

import java.lang.reflect.Array;
import java.util.SplittableRandom;

/** Boxed scalars and nested arrays seen as vectors of their floating-point numbers; integers and booleans are passed over. */
public final class Vectors {
  private Vectors() {}

  /** A sum and the sum of its terms' sizes, against which rounding is measured. */
  public record Dot(double value, double size) {
    public Dot plus(Dot d) {
      return new Dot(value + d.value, size + d.size);
    }
  }

  /** The inner product, in double. */
  public static Dot dot(Object a, Object b) {
    return switch (a) {
      case Double x -> term(x * (Double) b);
      case Float x -> term((double) x * (Float) b);
      case null -> new Dot(0, 0);
      default -> {
        Dot sum = new Dot(0, 0);
        if (a.getClass().isArray()) for (int i = 0; i < Array.getLength(a); i++) sum = sum.plus(dot(Array.get(a, i), Array.get(b, i)));
        yield sum;
      }
    };
  }

  private static Dot term(double t) {
    return new Dot(t, Math.abs(t));
  }

  /** Numbers between -1 and 1 in the shape of {@code like}, or of something that is no number, that thing. */
  public static Object random(Object like, SplittableRandom random) {
    return map(like, _ -> random.nextDouble(-1, 1));
  }

  /** {@code x + h u} on doubles; floats stay, for their rounding would drown a difference. */
  public static Object moved(Object x, double h, Object u) {
    return switch (x) {
      case Double v -> v + h * (Double) u;
      case double[] v -> {
        double[] result = v.clone();
        for (int i = 0; i < v.length; i++) result[i] += h * ((double[]) u)[i];
        yield result;
      }
      case Object[] rows -> {
        Object[] result = rows.clone();
        for (int i = 0; i < rows.length; i++) if (rows[i] != null) result[i] = moved(rows[i], h, ((Object[]) u)[i]);
        yield result;
      }
      case null, default -> x;
    };
  }

  /** Whether there is no NaN and no infinity in it. */
  public static boolean isFinite(Object x) {
    Dot d = dot(x, x);
    return d.value < Double.POSITIVE_INFINITY;
  }

  /** The largest size of a number in it. */
  public static double norm(Object x) {
    return switch (x) {
      case Double v -> Math.abs(v);
      case Float v -> Math.abs(v);
      case null -> 0;
      default -> {
        double max = 0;
        if (x.getClass().isArray()) for (int i = 0; i < Array.getLength(x); i++) max = Math.max(max, norm(Array.get(x, i)));
        yield max;
      }
    };
  }

  /** Whether both are the same up to {@code tolerance} absolutely; NaN equals NaN, and what is no floating-point number must be equal. */
  public static boolean isNear(Object a, Object b, double tolerance) {
    return switch (a) {
      case Double x -> b instanceof Double y && (x.equals(y) || Math.abs(x - y) <= tolerance);
      case Float x -> b instanceof Float y && (x.equals(y) || Math.abs((double) x - y) <= tolerance);
      case null -> b == null;
      default -> {
        if (!a.getClass().isArray()) yield a.equals(b);
        if (b == null || a.getClass() != b.getClass() || Array.getLength(a) != Array.getLength(b)) yield false;
        boolean near = true;
        for (int i = 0; i < Array.getLength(a) && near; i++) near = isNear(Array.get(a, i), Array.get(b, i), tolerance);
        yield near;
      }
    };
  }

  @FunctionalInterface
  private interface NumberMap {
    double of(double x);
  }

  private static Object map(Object x, NumberMap f) {
    return switch (x) {
      case Double v -> f.of(v);
      case Float v -> (float) f.of(v);
      case double[] v -> {
        double[] result = new double[v.length];
        for (int i = 0; i < v.length; i++) result[i] = f.of(v[i]);
        yield result;
      }
      case float[] v -> {
        float[] result = new float[v.length];
        for (int i = 0; i < v.length; i++) result[i] = (float) f.of(v[i]);
        yield result;
      }
      case Object[] rows -> {
        Object[] result = rows.clone();
        for (int i = 0; i < rows.length; i++) result[i] = map(rows[i], f);
        yield result;
      }
      case null, default -> x;
    };
  }
}
