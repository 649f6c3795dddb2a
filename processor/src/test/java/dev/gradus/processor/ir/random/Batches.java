package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.ValueType;
import java.lang.reflect.Array;
import java.util.List;
import java.util.SplittableRandom;

/** Values of several lanes as one array with an axis more, and values for lanes to start from. */
final class Batches {
  private Batches() {}

  /** The values of the lanes, of that type each, along an axis; {@code like} has their shape, or is {@code null} if nobody knows. */
  static Object stacked(List<Object> lanes, int axis, ValueType type, Object like) {
    if (axis == 0) {
      Object all = Array.newInstance(javaClass(type), lanes.size());
      for (int i = 0; i < lanes.size(); i++) Array.set(all, i, lanes.get(i));
      return all;
    }
    int length = like == null ? 0 : Array.getLength(like);
    Object all = Array.newInstance(javaClass(type), length);
    for (int j = 0; j < length; j++) {
      int at = j;
      Array.set(all, j, stacked(lanes.stream().map(x -> Array.get(x, at)).toList(), axis - 1, type.row(1), Array.get(like, j)));
    }
    return all;
  }

  private static Class<?> javaClass(ValueType type) {
    Class<?> c = switch (type.kind()) {
      case F64 -> double.class;
      case F32 -> float.class;
      case I64 -> long.class;
      case I32 -> int.class;
      case BOOL -> boolean.class;
    };
    for (int k = 0; k < type.rank(); k++) c = c.arrayType();
    return c;
  }

  /** Whether arrays stacked along that axis say how many there are. */
  static boolean tellsSize(Object lane, int axis) {
    if (axis == 0) return true;
    for (int j = 0; j < Array.getLength(lane); j++) if (tellsSize(Array.get(lane, j), axis - 1)) return true;
    return false;
  }

  /** Whether rows of an array are absent. */
  static boolean hasAbsentRows(Object x) {
    if (!(x instanceof Object[] rows)) return false;
    for (Object row : rows) if (row == null || hasAbsentRows(row)) return true;
    return false;
  }

  /** Whether both are arrays of one shape, or no arrays. */
  static boolean isLike(Object a, Object b) {
    if (!a.getClass().isArray()) return true;
    if (Array.getLength(a) != Array.getLength(b)) return false;
    if (a instanceof Object[] rows) for (int j = 0; j < rows.length; j++) if (!isLike(rows[j], ((Object[]) b)[j])) return false;
    return true;
  }

  /** Something of the same shape: other floating-point numbers, now and then another integer or truth value. */
  static Object varied(Object x, SplittableRandom random) {
    return switch (x) {
      case Double v -> v * factor(random);
      case Float v -> (float) (v * factor(random));
      case Integer v -> random.nextInt(3) == 0 ? v + random.nextInt(-1, 2) : v;
      case Boolean v -> random.nextInt(3) == 0 ? !v : v;
      case null -> null;
      default -> {
        if (!x.getClass().isArray() || x instanceof int[] || x instanceof long[] || x instanceof boolean[]) yield x;
        Object result = Array.newInstance(x.getClass().getComponentType(), Array.getLength(x));
        for (int j = 0; j < Array.getLength(x); j++) Array.set(result, j, varied(Array.get(x, j), random));
        yield result;
      }
    };
  }

  private static double factor(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> 1;
      case 1 -> random.nextDouble(-1.5, 0);
      default -> random.nextDouble(0.5, 1.5);
    };
  }

  /** An axis for a value of that rank, from the front or from the end. */
  static int anyAxis(int rank, SplittableRandom random) {
    return random.nextInt(2) == 0 ? 0 : random.nextInt(-rank - 1, rank + 1);
  }

  static int fromFront(int axis, int rank) {
    return axis < 0 ? axis + rank + 1 : axis;
  }
}
