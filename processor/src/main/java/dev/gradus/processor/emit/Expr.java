package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Java expression: its text, how strongly its outermost operator binds (as in {@link Prim#precedence}), and what limits where it may be
 * evaluated: the locals it reads, whether it reads array elements, what it may throw. {@code prim} is the outermost operator or {@code null}.
 */
record Expr(String text, int precedence, Set<Local> reads, boolean memory, Set<Trap> traps, Prim prim, List<Expr> operands) {
  private static final int PRIMARY = 16;
  private static final int PREFIX = 14;
  private static final int AND_ALSO = 4;
  private static final int OR_ELSE = 3;
  private static final int CONDITIONAL = 1;

  static Expr local(Local l) {
    if (!l.isDeclared()) throw new IllegalStateException("read before it is declared: " + l.hint());
    return new Expr(l.name(), PRIMARY, Set.of(l), false, Trap.NONE, null, List.of());
  }

  /** Text that reads this expression's operands: method calls, allocations, elements. */
  static Expr primary(String text, List<Expr> parts, boolean memory, Set<Trap> traps) {
    return of(text, PRIMARY, parts, memory, traps, null);
  }

  static Expr literal(Lit l) {
    String text = switch (l.value()) {
      case Double d when d.isNaN() -> "Double.NaN";
      case Double d when d.isInfinite() -> d > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
      case Float f when f.isNaN() -> "Float.NaN";
      case Float f when f.isInfinite() -> f > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
      case Float f -> f + "f";
      case Long n when n == Long.MIN_VALUE -> "Long.MIN_VALUE";
      case Long n -> n + "L";
      case Integer n when n == Integer.MIN_VALUE -> "Integer.MIN_VALUE";
      case Object v -> v.toString();
    };
    return new Expr(text, text.startsWith("-") ? PREFIX : PRIMARY, Set.of(), false, Trap.NONE, null, List.of());
  }

  /** A row of the table applied to operands; {@code atoms} are what they stand for. */
  static Expr apply(Prim p, List<Atom> atoms, List<Expr> x) {
    Set<Trap> traps = p.mayTrap(atoms) ? Set.of(Trap.of(p)) : Trap.NONE;
    int strength = p.precedence();
    if (p == Prim.NOT) return negate(x.getFirst(), atoms.getFirst());
    String text;
    if (p.isCall()) text = p.java() + "(" + String.join(", ", x.stream().map(Expr::text).toList()) + ")";
    else if (p.isInfix()) text = x.get(0).within(strength) + " " + p.java() + " " + x.get(1).within(strength + 1);
    else if (p.isPrefix()) text = prefix(p, x.getFirst());
    else return conditional(x.get(0), x.get(1), x.get(2));
    return of(text, strength, x, false, traps, p);
  }

  private static String prefix(Prim p, Expr x) {
    String operand = x.within(PREFIX);
    if (p.java().startsWith("(")) return p.java() + " " + operand;
    return operand.startsWith(p.java()) ? p.java() + "(" + operand + ")" : p.java() + operand;
  }

  static Expr binary(Prim p, Expr x, Expr y) {
    return of(x.within(p.precedence()) + " " + p.java() + " " + y.within(p.precedence() + 1), p.precedence(), List.of(x, y), false, Trap.NONE, p);
  }

  /** {@code c ? a : b}, or what says the same of booleans more shortly. */
  static Expr conditional(Expr c, Expr a, Expr b) {
    List<Expr> parts = List.of(c, a, b);
    if (b.text.equals("false")) return of(c.within(AND_ALSO) + " && " + a.within(AND_ALSO), AND_ALSO, parts, false, Trap.NONE, null);
    if (a.text.equals("true")) return of(c.within(OR_ELSE) + " || " + b.within(OR_ELSE), OR_ELSE, parts, false, Trap.NONE, null);
    if (a.text.equals("false")) {
      Expr not = not(c);
      return of(not.within(AND_ALSO) + " && " + b.within(AND_ALSO), AND_ALSO, parts, false, Trap.NONE, null);
    }
    if (b.text.equals("true")) {
      Expr not = not(c);
      return of(not.within(OR_ELSE) + " || " + a.within(OR_ELSE), OR_ELSE, parts, false, Trap.NONE, null);
    }
    return of(c.within(CONDITIONAL + 1) + " ? " + a.within(CONDITIONAL + 1) + " : " + b.within(CONDITIONAL), CONDITIONAL, parts, false, Trap.NONE, null);
  }

  /** The opposite of a boolean. */
  static Expr not(Expr x) {
    return switch (x.prim) {
      case NOT -> x.operands.getFirst();
      case EQ -> binary(Prim.NE, x.operands.get(0), x.operands.get(1)).under(x);
      case NE -> binary(Prim.EQ, x.operands.get(0), x.operands.get(1)).under(x);
      case null, default -> of("!" + x.within(PREFIX), PREFIX, List.of(x), false, Trap.NONE, Prim.NOT);
    };
  }

  private static Expr negate(Expr x, Atom atom) {
    if (atom.type().kind() != Kind.BOOL) throw new IllegalArgumentException("not a boolean: " + x.text);
    return not(x);
  }

  private Expr under(Expr whole) {
    return new Expr(text, precedence, whole.reads, whole.memory, whole.traps, prim, operands);
  }

  private static Expr of(String text, int precedence, List<Expr> parts, boolean memory, Set<Trap> traps, Prim prim) {
    Set<Local> reads = new LinkedHashSet<>();
    boolean fromMemory = memory;
    Set<Trap> all = Trap.NONE;
    for (Expr x : parts) {
      reads.addAll(x.reads);
      fromMemory |= x.memory;
      all = Trap.union(all, x.traps);
    }
    return new Expr(text, precedence, reads, fromMemory, Trap.union(all, traps), prim, prim == null ? List.of() : parts);
  }

  /** The text as an operand of something that binds with {@code strength}. */
  String within(int strength) {
    return precedence < strength ? "(" + text + ")" : text;
  }

  boolean isEffectful() {
    return memory || !traps.isEmpty();
  }

  boolean readsLocal(Local l) {
    return reads.contains(l);
  }
}
