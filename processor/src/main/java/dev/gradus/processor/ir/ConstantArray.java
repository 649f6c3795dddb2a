package dev.gradus.processor.ir;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An array whose elements are known, as a value: what an {@link Op.Table} holds. Of the two lists one is empty, by the rank of the type.
 */
public record ConstantArray(ValueType type, List<Lit> elements, List<ConstantArray> rows) {
  /** So many elements surely fit into a Java class: as doubles they take eight bytes of code each, and half of what is allowed. */
  public static final int LARGEST = 4000;

  public ConstantArray {
    elements = List.copyOf(elements);
    rows = List.copyOf(rows);
  }

  /** From a Java array without absent rows. */
  public static ConstantArray of(ValueType type, Object array) {
    var elements = new ArrayList<Lit>();
    var rows = new ArrayList<ConstantArray>();
    for (int i = 0; i < Array.getLength(array); i++) {
      if (type.rank() == 1) elements.add(Lit.ofValue(Array.get(array, i)));
      else rows.add(of(type.row(1), Array.get(array, i)));
    }
    return new ConstantArray(type, elements, rows);
  }

  /** A new Java array with these elements. */
  public Object toJava() {
    Object array = Array.newInstance(type.row(1).javaClass(), length());
    for (int i = 0; i < length(); i++) Array.set(array, i, type.rank() == 1 ? elements.get(i).value() : rows.get(i).toJava());
    return array;
  }

  public int length() {
    return type.rank() == 1 ? elements.size() : rows.size();
  }

  /** How many scalars there are, in all rows. */
  public int size() {
    return elements.size() + rows.stream().mapToInt(ConstantArray::size).sum();
  }

  /** Whether these indices, as many as the rank or fewer, are in range. */
  public boolean has(List<Integer> index) {
    if (index.isEmpty()) return true;
    int i = index.getFirst();
    return i >= 0 && i < length() && (type.rank() == 1 || rows.get(i).has(index.subList(1, index.size())));
  }

  /** The scalar at these indices, as many as the rank. */
  public Lit at(List<Integer> index) {
    return type.rank() == 1 ? elements.get(index.getFirst()) : rows.get(index.getFirst()).at(index.subList(1, index.size()));
  }

  /** {@code {{1.0, 2.0}, {3.0}}}. */
  @Override
  public String toString() {
    return Stream.concat(elements.stream(), rows.stream()).map(Object::toString).collect(Collectors.joining(", ", "{", "}"));
  }
}
