package dev.gradus.processor.frontend;

import java.util.List;
import org.eclipse.jdt.core.dom.Expression;

/**
 * A lambda or method reference as a value: code, and the body in whose scope it was written. It is never run as an object: where it is called
 * its code is lowered in place ({@link InPlace}), and what it captures is read there, which is what Java means, as captured variables do not
 * change and captured arrays are shared.
 *
 * @param shape the functional interface it stands for; {@code null} until the context says so
 */
record Lambda(Expression code, Body home, Functional shape) {
  Lambda as(Functional shape) {
    return new Lambda(code, home, shape);
  }

  /** How many parameters the text shows, or -1 for a method reference, which fits any number. */
  int arity() {
    return code instanceof org.eclipse.jdt.core.dom.LambdaExpression l ? l.parameters().size() : -1;
  }

  Value value() {
    return new Value(null, List.of(), this);
  }
}
