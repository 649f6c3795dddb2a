package dev.gradus.processor.ir;

/** An operand: a variable or a constant. */
public sealed interface Atom permits Var, Lit {
  ValueType type();
}
