package dev.gradus.tests.laws;

import dev.gradus.processor.frontend.JavaValues;
import dev.gradus.processor.ir.random.Vectors;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Java values as lists of leaves, scalars and arrays, and what is done with these. */
public final class Leaves {
  private Leaves() {}

  /** Of values declared with these types. */
  public static List<Object> of(List<Class<?>> types, List<?> values) {
    var leaves = new ArrayList<Object>();
    for (int i = 0; i < types.size(); i++) leaves.addAll(JavaValues.leaves(types.get(i), values.get(i)));
    return leaves;
  }

  public static List<Object> of(Class<?> type, Object value) {
    return JavaValues.leaves(type, value);
  }

  /** Values of these types with these leaves. */
  public static List<Object> rebuilt(List<Class<?>> types, Collection<?> leaves) {
    Iterator<?> next = leaves.iterator();
    var values = new ArrayList<Object>();
    for (Class<?> type : types) values.add(JavaValues.rebuilt(type, next));
    return values;
  }

  public static boolean isFloat(Object leaf) {
    Class<?> type = leaf.getClass();
    while (type.isArray()) type = type.getComponentType();
    return type == Double.class || type == Float.class || type == double.class || type == float.class;
  }

  static boolean isSingle(Object leaf) {
    Class<?> type = leaf.getClass();
    while (type.isArray()) type = type.getComponentType();
    return type == Float.class || type == float.class;
  }

  public static List<Object> floats(List<Object> leaves) {
    return leaves.stream().filter(Leaves::isFloat).toList();
  }

  public static List<Object> copies(List<?> leaves) {
    return leaves.stream().map(Leaves::copy).toList();
  }

  static Object copy(Object x) {
    if (x == null || !x.getClass().isArray()) return x;
    int n = Array.getLength(x);
    Object c = Array.newInstance(x.getClass().getComponentType(), n);
    for (int i = 0; i < n; i++) Array.set(c, i, copy(Array.get(x, i)));
    return c;
  }

  public static boolean areNear(List<Object> a, List<Object> b, double tolerance) {
    return Vectors.isNear(a.toArray(), b.toArray(), tolerance);
  }

  public static String text(List<?> leaves) {
    return Arrays.deepToString(leaves.toArray());
  }
}
