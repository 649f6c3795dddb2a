package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.List;

/** What a variable of scalar or array type holds at some point of the program. */
sealed interface Leaf {
  /** A scalar. */
  record Num(Atom atom) implements Leaf {}

  /** A place: an array, or the part of it that these leading indices select. Two variables with the same place are aliases. */
  record Arr(Root root, List<Atom> prefix) implements Leaf {
    public Arr {
      prefix = List.copyOf(prefix);
    }

    Arr(Root root) {
      this(root, List.of());
    }

    /** The type of what is there. */
    ValueType type() {
      return root.type().row(prefix.size());
    }

    Arr at(Atom index) {
      var longer = new ArrayList<>(prefix);
      longer.add(index);
      return new Arr(root, longer);
    }

    boolean isWhole() {
      return prefix.isEmpty();
    }
  }

  /** Nothing that may be read; {@code why}, with {@code about}, is what to say if it is. */
  record Absent(Diagnostic why, List<String> about) implements Leaf {
    Absent(Diagnostic why) {
      this(why, List.of());
    }
  }

  Absent UNASSIGNED = new Absent(Diagnostic.NOT_ASSIGNED);

  /** An array as an object: what variables that are aliases have in common. Its current value is in the {@link State}. */
  final class Root {
    private final String name;
    private final ValueType type;

    Root(String name, ValueType type) {
      this.name = name;
      this.type = type;
    }

    String name() {
      return name;
    }

    ValueType type() {
      return type;
    }
  }
}
