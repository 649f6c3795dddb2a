package dev.gradus.processor.frontend;

import java.util.List;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.LambdaExpression;

/**
 * A lambda or method reference as a value: code, and the body in whose scope it was written. It is never run as an object: where it is
 * called its code is lowered in place ({@link InPlace}), and what it captures is read there, which is what Java means, as captured
 * variables do not change and captured arrays are shared.
 *
 * @param shape the functional interface it stands for; {@code null} until the context says so
 */
record Lambda(Expression code, Body home, Functional shape) {
  Lambda as(Functional shape) {
    return new Lambda(code, home, shape);
  }

  /** Whether it may stand for that interface: what it stands for already, or by the number of parameters that the text shows. */
  boolean fits(Functional other) {
    if (shape != null) return shape.method().equals(other.method()) && shape.params().equals(other.params());
    return !(code instanceof LambdaExpression l) || l.parameters().size() == other.params().size();
  }

  Value value() {
    return new Value(null, List.of(), this);
  }
}
