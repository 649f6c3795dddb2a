package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Atom;
import java.util.List;

/**
 * What an expression gives: the leaves of its type, depth first. A call of a {@code void} method has no type and no leaves; nor has a
 * lambda, which is a {@code function}.
 */
record Value(JavaType type, List<Leaf> leaves, Lambda function) {
  Value(JavaType type, List<Leaf> leaves) {
    this(type, leaves, null);
  }

  static Value of(Atom a) {
    return new Value(new JavaType.Leaf(a.type()), List.of(new Leaf.Num(a)));
  }

  static Value of(JavaType scalar, Atom a) {
    return new Value(scalar, List.of(new Leaf.Num(a)));
  }

  static Value of(Leaf.Arr a) {
    return new Value(new JavaType.Leaf(a.type()), List.of(a));
  }

  /** Component {@code name} of a record, or {@code null}. */
  Value component(String name) {
    if (!(type instanceof JavaType.Rec r)) return null;
    int from = 0;
    for (JavaType.Component c : r.components()) {
      int to = from + c.type().leaves().size();
      if (c.name().equals(name)) return new Value(c.type(), leaves.subList(from, to));
      from = to;
    }
    return null;
  }
}
