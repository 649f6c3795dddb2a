package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The Java type of a parameter or result, as far as Gradus understands types. At the border of the IR a value is flattened to its leaves,
 * as JAX flattens pytrees: the leaves, in order, are IR variables, scalars and arrays of scalars.
 */
public sealed interface JavaType {
  /** A scalar or an array of scalars. */
  record Leaf(ValueType type, Range range) implements JavaType {
    public Leaf(ValueType type) {
      this(type, Range.ALL);
    }

    /** {@code byte[]}. */
    String java() {
      return range == Range.ALL ? type.java() : range.java() + "[]".repeat(type.rank());
    }
  }

  /**
   * A record: the leaves of its components, depth first. {@code implicitConstructor} says that its canonical constructor only assigns, so
   * that it may hold cotangents too; {@code packageName} and {@code simpleNames} (outermost class first) name the class.
   */
  record Rec(String packageName, List<String> simpleNames, List<Component> components, boolean implicitConstructor) implements JavaType {}

  record Component(String name, JavaType type) {}

  /**
   * A sealed interface that only records implement, by way of other sealed interfaces perhaps: the number of the case, then the leaves of
   * every case, one after the other; those of the cases that it is not are zeros and empty arrays.
   */
  record Sum(String packageName, List<String> simpleNames, List<Rec> cases) implements JavaType {
    /** The position of the first leaf of a case. */
    int offset(Rec of) {
      int offset = 1;
      for (Rec r : cases) {
        if (r.equals(of)) return offset;
        offset += r.leaves().size();
      }
      throw new IllegalArgumentException(of + " is no case of " + this);
    }
  }

  /**
   * An array of records, of a sealed interface's values or of an enum's constants, kept as a record of arrays: which elements are there (Java's {@code null} is
   * not), then each leaf of the element with {@code rank} more dimensions.
   */
  record RecordArray(JavaType element, int rank) implements JavaType {}

  /** An enum: the position of the constant, Java's {@code ordinal}. */
  record Enumeration(String packageName, List<String> simpleNames, List<String> constants) implements JavaType {}

  /** A leaf and what it is called in code. */
  record Named(String name, ValueType type) {}

  /** Types of the leaves. */
  default List<ValueType> leaves() {
    return leaves("").stream().map(Named::type).toList();
  }

  /** The leaves of a value called {@code name}: {@code p_w} for component {@code w} of a record. */
  default List<Named> leaves(String name) {
    var all = new ArrayList<Named>();
    switch (this) {
      case Leaf(var type, _) -> all.add(new Named(name, type));
      case Enumeration _ -> all.add(new Named(name, ValueType.I32));
      case Rec r -> {
        for (Component c : r.components()) all.addAll(c.type().leaves(name + "_" + c.name()));
      }
      case Sum s -> {
        all.add(new Named(name + "_kind", ValueType.I32));
        for (Rec r : s.cases()) all.addAll(r.leaves(name + "_" + variable(r.simpleNames())));
      }
      case RecordArray(var element, var rank) -> {
        all.add(new Named(name + "_present", ValueType.BOOL.arrayOf(rank)));
        for (Named n : element.leaves(name)) all.add(new Named(n.name(), n.type().arrayOf(rank)));
      }
    }
    return List.copyOf(all);
  }

  /** Whether there is an array of records in it. */
  default boolean hasRecordArray() {
    return switch (this) {
      case Leaf _, Enumeration _ -> false;
      case Rec r -> r.components().stream().anyMatch(c -> c.type().hasRecordArray());
      case Sum s -> s.cases().stream().anyMatch(JavaType::hasRecordArray);
      case RecordArray _ -> true;
    };
  }

  /** For each leaf, whether it says which records a value is made of, not what is in them. */
  default List<Boolean> structure() {
    return switch (this) {
      case Leaf _, Enumeration _ -> List.of(false);
      case Rec r -> r.components().stream().flatMap(c -> c.type().structure().stream()).toList();
      case Sum s -> Stream.concat(Stream.of(true), s.cases().stream().flatMap(r -> r.structure().stream())).toList();
      case RecordArray(var element, var _) -> Stream.concat(Stream.of(true), element.structure().stream()).toList();
    };
  }

  /** What a method gives back as a whole if it writes to it: each leaf by itself, but arrays of records with all that is in them. */
  default List<Component> pieces(String name) {
    return switch (this) {
      case Leaf _, Enumeration _, RecordArray _ -> List.of(new Component(name, this));
      case Rec r -> r.components().stream().flatMap(c -> c.type().pieces(name + "_" + c.name()).stream()).toList();
      case Sum s -> Stream.concat(Stream.of(new Component(name + "_kind", new Leaf(ValueType.I32))),
          s.cases().stream().flatMap(r -> r.pieces(name + "_" + variable(r.simpleNames())).stream())).toList();
    };
  }

  /** The type of {@code a[i]}, {@code null} if this is no array. */
  default JavaType indexed() {
    return switch (this) {
      case Leaf(var type, var range) -> type.isArray() ? new Leaf(type.row(1), range) : null;
      case RecordArray(var element, var rank) -> rank == 1 ? element : new RecordArray(element, rank - 1);
      case Rec _, Sum _, Enumeration _ -> null;
    };
  }

  /** An array of these, of that rank. */
  default JavaType array(int rank) {
    if (rank == 0) return this;
    return switch (this) {
      case Leaf(var type, var range) -> new Leaf(type.arrayOf(rank), range);
      case RecordArray(var element, var own) -> new RecordArray(element, own + rank);
      case Rec _, Sum _, Enumeration _ -> new RecordArray(this, rank);
    };
  }

  /** {@code circle} for {@code Circle}. */
  static String variable(List<String> simpleNames) {
    String name = simpleNames.getLast();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
