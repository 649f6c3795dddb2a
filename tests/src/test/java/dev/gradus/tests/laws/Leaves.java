package dev.gradus.tests.laws;

import dev.gradus.processor.ir.random.Vectors;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Java values as lists of scalars and arrays, records being flattened depth first, and back. */
final class Leaves {
  private Leaves() {}

  static List<Object> of(Collection<?> values) {
    var leaves = new ArrayList<Object>();
    for (Object v : values) collect(v, leaves);
    return leaves;
  }

  static List<Object> of(Object value) {
    return of(Arrays.asList(value));
  }

  private static void collect(Object value, List<Object> leaves) {
    if (value instanceof Record) for (RecordComponent c : value.getClass().getRecordComponents()) collect(get(value, c), leaves);
    else leaves.add(value);
  }

  /** The value with other leaves. */
  static Object rebuilt(Object like, Iterator<?> leaves) {
    if (!(like instanceof Record)) return leaves.next();
    RecordComponent[] components = like.getClass().getRecordComponents();
    Object[] parts = Arrays.stream(components).map(c -> rebuilt(get(like, c), leaves)).toArray();
    try {
      Constructor<?> c = like.getClass().getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
          .toArray(Class<?>[]::new));
      c.setAccessible(true);
      return c.newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static List<Object> rebuiltAll(List<?> like, Collection<?> leaves) {
    Iterator<?> next = leaves.iterator();
    var values = new ArrayList<Object>();
    for (Object v : like) values.add(rebuilt(v, next));
    return values;
  }

  private static Object get(Object value, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isFloat(Object leaf) {
    Class<?> type = leaf.getClass();
    while (type.isArray()) type = type.getComponentType();
    return type == Double.class || type == Float.class || type == double.class || type == float.class;
  }

  static boolean isSingle(Object leaf) {
    Class<?> type = leaf.getClass();
    while (type.isArray()) type = type.getComponentType();
    return type == Float.class || type == float.class;
  }

  static List<Object> floats(List<Object> leaves) {
    return leaves.stream().filter(Leaves::isFloat).toList();
  }

  static List<Object> copies(List<?> leaves) {
    return leaves.stream().map(Leaves::copy).toList();
  }

  static Object copy(Object x) {
    if (x == null || !x.getClass().isArray()) return x;
    int n = Array.getLength(x);
    Object c = Array.newInstance(x.getClass().getComponentType(), n);
    for (int i = 0; i < n; i++) Array.set(c, i, copy(Array.get(x, i)));
    return c;
  }

  static boolean areNear(List<Object> a, List<Object> b, double tolerance) {
    return Vectors.isNear(a.toArray(), b.toArray(), tolerance);
  }

  static String text(List<?> leaves) {
    return Arrays.deepToString(leaves.toArray());
  }
}
