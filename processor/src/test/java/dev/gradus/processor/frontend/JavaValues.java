package dev.gradus.processor.frontend;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Java values as lists of leaves and back, by reflection on their declared types: an account of {@link JavaType} that is independent of it.
 * Records give the leaves of their components, sealed interfaces the number of the case and the leaves of all cases, arrays of records
 * which elements are there and an array for each leaf.
 */
public final class JavaValues {
  private JavaValues() {}

  /** The records that implement a sealed interface. */
  public static List<Class<?>> cases(Class<?> sealed) {
    Set<Class<?>> cases = new LinkedHashSet<>();
    for (Class<?> c : sealed.getPermittedSubclasses()) cases.addAll(c.isRecord() ? List.of(c) : cases(c));
    return List.copyOf(cases);
  }

  private static Class<?> innermost(Class<?> type) {
    return type.isArray() ? innermost(type.getComponentType()) : type;
  }

  private static boolean isRecordArray(Class<?> type) {
    return type.isArray() && !innermost(type).isPrimitive();
  }

  private static List<Class<?>> types(Class<?> type) {
    var types = new ArrayList<Class<?>>();
    if (isRecordArray(type)) {
      types.add(boolean[].class);
      for (Class<?> t : types(innermost(type))) types.add(t.arrayType());
      for (Class<?> c = type.getComponentType(); c.isArray(); c = c.getComponentType()) types.replaceAll(Class::arrayType);
    } else if (type.isEnum()) {
      types.add(int.class);
    } else if (type.isSealed()) {
      types.add(int.class);
      for (Class<?> c : cases(type)) types.addAll(types(c));
    } else if (type.isRecord()) {
      for (RecordComponent c : type.getRecordComponents()) types.addAll(types(c.getType()));
    } else {
      types.add(isSmall(type) ? ints(type) : type);
    }
    return types;
  }

  /** Whether it is, or is an array of, {@code byte}, {@code short} or {@code char}, whose leaves are {@code int}. */
  private static boolean isSmall(Class<?> type) {
    return List.of(byte.class, short.class, char.class).contains(innermost(type));
  }

  private static Class<?> ints(Class<?> type) {
    return type.isArray() ? ints(type.getComponentType()).arrayType() : int.class;
  }

  private static Object converted(Object value, Class<?> to) {
    if (to.isArray() && value != null) {
      int n = Array.getLength(value);
      Object array = Array.newInstance(to.getComponentType(), n);
      for (int i = 0; i < n; i++) Array.set(array, i, converted(Array.get(value, i), to.getComponentType()));
      return array;
    }
    return switch (value) {
      case Character c when to == int.class -> (int) c;
      case Number n when to == int.class -> n.intValue();
      case Integer n when to == byte.class -> n.byteValue();
      case Integer n when to == short.class -> n.shortValue();
      case Integer n when to == char.class -> (char) (int) n;
      case null, default -> value;
    };
  }

  /** The leaves of a value declared with that type. */
  public static List<Object> leaves(Class<?> type, Object value) {
    var leaves = new ArrayList<Object>();
    if (isRecordArray(type)) {
      leaves.addAll(columns(type, value));
    } else if (type.isEnum()) {
      leaves.add(((Enum<?>) value).ordinal());
    } else if (type.isSealed()) {
      List<Class<?>> cases = cases(type);
      leaves.add(cases.indexOf(value.getClass()));
      for (Class<?> c : cases) leaves.addAll(c.isInstance(value) ? leaves(c, value) : types(c).stream().map(JavaValues::nothing).toList());
    } else if (type.isRecord()) {
      for (RecordComponent c : type.getRecordComponents()) leaves.addAll(leaves(c.getType(), get(value, c)));
    } else {
      leaves.add(isSmall(type) ? converted(value, ints(type)) : value);
    }
    return leaves;
  }

  private static Object nothing(Class<?> type) {
    return type.isArray() ? Array.newInstance(type.getComponentType(), 0) : Array.get(Array.newInstance(type, 1), 0);
  }

  private static List<Object> columns(Class<?> type, Object array) {
    int n = Array.getLength(array);
    List<Object> columns = new ArrayList<>(types(type).stream().map(t -> Array.newInstance(t.getComponentType(), n)).toList());
    Class<?> element = type.getComponentType();
    for (int i = 0; i < n; i++) {
      Object e = Array.get(array, i);
      if (e == null) continue;
      List<Object> leaves = new ArrayList<>();
      if (!element.isArray()) leaves.add(true);
      leaves.addAll(leaves(element, e));
      for (int k = 0; k < leaves.size(); k++) Array.set(columns.get(k), i, leaves.get(k));
    }
    return columns;
  }

  /** The value of that type with these leaves. */
  public static Object rebuilt(Class<?> type, Iterator<?> leaves) {
    if (isRecordArray(type)) {
      List<Object> columns = new ArrayList<>();
      for (int k = types(type).size(); k > 0; k--) columns.add(leaves.next());
      return elements(type, columns);
    }
    if (type.isEnum()) return type.getEnumConstants()[(Integer) leaves.next()];
    if (type.isSealed()) {
      int which = (Integer) leaves.next();
      List<Class<?>> cases = cases(type);
      Object value = null;
      for (int k = 0; k < cases.size(); k++) {
        if (k == which) value = rebuilt(cases.get(k), leaves);
        else for (int skipped = types(cases.get(k)).size(); skipped > 0; skipped--) leaves.next();
      }
      return value;
    }
    if (isSmall(type)) return converted(leaves.next(), type);
    if (!type.isRecord()) return leaves.next();
    RecordComponent[] components = type.getRecordComponents();
    return made(type, Arrays.stream(components).map(c -> rebuilt(c.getType(), leaves)).toArray());
  }

  /** A record of that class. */
  static Object made(Class<?> type, Object[] components) {
    try {
      Constructor<?> c = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
          .toArray(Class<?>[]::new));
      c.setAccessible(true);
      return c.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object elements(Class<?> type, List<Object> columns) {
    int n = Array.getLength(columns.getFirst());
    Class<?> element = type.getComponentType();
    Object array = Array.newInstance(element, n);
    for (int i = 0; i < n; i++) {
      Object first = Array.get(columns.getFirst(), i);
      if (first == null || first.equals(false)) continue;
      int at = i;
      List<Object> row = columns.stream().skip(element.isArray() ? 0 : 1).map(c -> Array.get(c, at)).toList();
      Array.set(array, i, rebuilt(element, row.iterator()));
    }
    return array;
  }

  private static Object get(Object value, RecordComponent c) {
    try {
      Method accessor = c.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
