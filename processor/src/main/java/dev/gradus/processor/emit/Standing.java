package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import java.util.HashMap;
import java.util.Map;

/**
 * Which locals are known to hold a constant at the place that is being written, so that a branch in a branch does not assign it again.
 * Only those that were declared with it, in front of an {@code if}, are looked after; at loops all are forgotten.
 */
final class Standing {
  private final Map<Local, Lit> constants;

  Standing() {
    this(Map.of());
  }

  private Standing(Map<Local, Lit> constants) {
    this.constants = new HashMap<>(constants);
  }

  boolean holds(Local l, Atom value) {
    return value instanceof Lit && value.equals(constants.get(l));
  }

  void declared(Local l, Atom value) {
    if (value instanceof Lit constant) constants.put(l, constant);
  }

  void assigned(Local l) {
    constants.remove(l);
  }

  /** What is known now: where the other arm begins. */
  Standing copy() {
    return new Standing(constants);
  }

  /** After an {@code if}, of whose arms one has ended here and one there. */
  void meet(Standing other) {
    constants.entrySet().retainAll(other.constants.entrySet());
  }

  void forget() {
    constants.clear();
  }
}
