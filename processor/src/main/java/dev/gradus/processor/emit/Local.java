package dev.gradus.processor.emit;

import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;

/** A Java local variable or parameter: what one or several IR variables are called in the text. It has a name once it has been declared. */
final class Local {
  private final ValueType type;
  private final List<Liveness.Span> spans;
  private Local into;
  private String hint;
  private boolean carried;
  private boolean fixed;
  private String name;

  Local(Var v, String hint, List<Liveness.Span> spans) {
    this.type = v.type();
    this.hint = hint;
    this.spans = new ArrayList<>(spans);
  }

  /** The local this one has been joined to. */
  Local root() {
    return into == null ? this : into.root();
  }

  ValueType type() {
    return type;
  }

  String hint() {
    return hint;
  }

  /** {@code null} until it is declared. */
  String name() {
    return name;
  }

  boolean isDeclared() {
    return name != null;
  }

  void declare(String name) {
    this.name = name;
  }

  /** Never assigned by us: a parameter, a loop index. */
  void fix() {
    fixed = true;
  }

  boolean isFixed() {
    return fixed;
  }

  /** Its name is that of a variable the loop or branch carries, which readers know better than a temporary's. */
  void prefer(String hint) {
    if (carried) return;
    carried = true;
    this.hint = hint;
  }

  boolean meets(Local o) {
    return spans.stream().anyMatch(s -> o.spans.stream().anyMatch(s::meets));
  }

  void join(Local o) {
    o.into = this;
    spans.addAll(o.spans);
    fixed |= o.fixed;
    if (name == null) name = o.name;
    if (o.carried && !carried) prefer(o.hint);
  }
}
