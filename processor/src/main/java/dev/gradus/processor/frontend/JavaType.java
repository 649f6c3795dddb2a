package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.ValueType;
import java.util.List;

/**
 * The Java type of a parameter or result, as far as Gradus understands types. Records are flattened to their leaves, depth first, at the
 * border of the IR, as JAX flattens pytrees: the leaves of a value, in order, are IR variables.
 */
public sealed interface JavaType {
  /** A scalar or an array of scalars. */
  record Leaf(ValueType type) implements JavaType {}

  /**
   * A record. {@code implicitConstructor} says that its canonical constructor only assigns, so that it may hold cotangents too;
   * {@code packageName} and {@code simpleNames} (outermost class first) name the class.
   */
  record Rec(String packageName, List<String> simpleNames, List<Component> components, boolean implicitConstructor) implements JavaType {}

  record Component(String name, JavaType type) {}

  /** Types of the leaves, depth first. */
  default List<ValueType> leaves() {
    return switch (this) {
      case Leaf(var type) -> List.of(type);
      case Rec r -> r.components().stream().flatMap(c -> c.type().leaves().stream()).toList();
    };
  }
}
