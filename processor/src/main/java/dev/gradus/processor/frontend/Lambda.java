package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.State.Local;
import java.util.List;
import org.eclipse.jdt.core.dom.ConditionalExpression;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.SwitchExpression;

/**
 * A lambda or method reference as a value: code, and the body in whose scope it was written. It is never run as an object: where it is
 * called its code is lowered in place ({@link InPlace}), and what it captures is read there, which is what Java means, as captured
 * variables do not change and captured arrays are shared. For {@code c ? f : g} its scope knows the functions and which of them it is; a
 * {@code switch} is many such choices.
 *
 * @param shape the functional interface it stands for; {@code null} until the context says so
 */
record Lambda(Expression code, Body home, Functional shape) {
  private static final String CHOSEN = "chosen$";
  private static final String THEN = "then$";
  private static final String ELSE = "else$";

  /** @param condition what the condition was where the choice was made */
  static Lambda chosen(Expression code, Body body, Local condition, Lambda then, Lambda orElse) {
    Body home = body.within();
    home.see(CHOSEN, condition);
    home.declare(THEN, then);
    home.declare(ELSE, orElse);
    return new Lambda(code, home, then.shape() != null ? then.shape() : orElse.shape());
  }

  boolean isChosen() {
    return code instanceof ConditionalExpression || code instanceof SwitchExpression;
  }

  /** Which of the two it is, for code that sees the scope; as all below only where there is a choice. */
  Local condition() {
    return home.local(CHOSEN);
  }

  Lambda then() {
    return arm(THEN);
  }

  Lambda orElse() {
    return arm(ELSE);
  }

  private Lambda arm(String name) {
    Lambda f = home.function(name);
    return f.shape() != null ? f : f.as(shape);
  }

  Lambda as(Functional shape) {
    return new Lambda(code, home, shape);
  }

  /** Whether it may stand for that interface: what it stands for already, or by the number of parameters that the text shows. */
  boolean fits(Functional other) {
    if (isChosen()) return then().fits(other) && orElse().fits(other);
    if (shape != null) return shape.method().equals(other.method()) && shape.params().equals(other.params());
    return !(code instanceof LambdaExpression l) || l.parameters().size() == other.params().size();
  }

  Value value() {
    return new Value(null, List.of(), this);
  }
}
