package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Java expression: its text, how strongly its outermost operator binds (as in {@link Prim#precedence}), and what limits where it may be
 * evaluated: the locals it reads, whether it reads array elements, what it may throw. {@code prim} is the outermost operator or {@code
 * null}, {@code kind} the kind of that operator's first operand.
 */
record Expr(String text, int precedence, Set<Local> reads, boolean memory, Set<Trap> traps, Prim prim, Kind kind, List<Expr> operands) {
  private static final int PRIMARY = 16;
  private static final int PREFIX = 14;
  private static final int AND_ALSO = 4;
  private static final int OR_ELSE = 3;
  private static final int CONDITIONAL = 1;

  static Expr local(Local l) {
    if (!l.isDeclared()) throw new IllegalStateException("read before it is declared: " + l.hint());
    return new Expr(l.name(), PRIMARY, Set.of(l), false, Trap.NONE, null, null, List.of());
  }

  /** Text that reads this expression's operands: method calls, allocations, elements. */
  static Expr primary(String text, List<Expr> parts, boolean memory, Set<Trap> traps) {
    return of(text, PRIMARY, parts, memory, traps, null, null);
  }

  static Expr literal(Lit l) {
    String text = switch (l.value()) {
      case Double d when d.isNaN() -> "Double.NaN";
      case Double d when d.isInfinite() -> d > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
      case Float f when f.isNaN() -> "Float.NaN";
      case Float f when f.isInfinite() -> f > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
      case Double d when Math.abs(d) == Double.MAX_VALUE -> (d < 0 ? "-" : "") + "Double.MAX_VALUE";
      case Double d when d == Double.MIN_VALUE -> "Double.MIN_VALUE";
      case Double d when d == Math.PI -> "Math.PI";
      case Double d when d == Math.E -> "Math.E";
      case Float f when Math.abs(f) == Float.MAX_VALUE -> (f < 0 ? "-" : "") + "Float.MAX_VALUE";
      case Float f when f == Float.MIN_VALUE -> "Float.MIN_VALUE";
      case Float f -> f + "f";
      case Long n when n == Long.MIN_VALUE -> "Long.MIN_VALUE";
      case Long n when n == Long.MAX_VALUE -> "Long.MAX_VALUE";
      case Long n -> n + "L";
      case Integer n when n == Integer.MIN_VALUE -> "Integer.MIN_VALUE";
      case Integer n when n == Integer.MAX_VALUE -> "Integer.MAX_VALUE";
      case Object v -> v.toString();
    };
    return new Expr(text, text.startsWith("-") ? PREFIX : PRIMARY, Set.of(), false, Trap.NONE, null, null, List.of());
  }

  /** A string literal. */
  static String quoted(String text) {
    var s = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> s.append('\\').append(c);
        case '\n' -> s.append("\\n");
        case '\t' -> s.append("\\t");
        default -> s.append(c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
      }
    }
    return s.append('"').toString();
  }

  /** A row of the table applied to operands; {@code atoms} are what they stand for. */
  static Expr apply(Prim p, List<Atom> atoms, List<Expr> x) {
    Set<Trap> traps = p.mayTrap(atoms) ? Set.of(Trap.of(p)) : Trap.NONE;
    Kind kind = atoms.getFirst().type().kind();
    if (p.isIdentity()) return x.getFirst();
    if (p == Prim.NOT) return not(x.getFirst());
    String asked = asked(p, kind, atoms, x);
    if (asked != null) return primary((kind == Kind.F64 ? "Double" : "Float") + asked + "(" + tested(x.getFirst(), p).text + ")", x, false, traps);
    if (kind == Kind.BOOL && x.size() == 2 && x.get(1).traps.isEmpty()) {
      if (p == Prim.AND) return logical(x.get(0), "&&", AND_ALSO, x.get(1));
      if (p == Prim.OR) return logical(x.get(0), "||", OR_ELSE, x.get(1));
    }
    Prim turned = turned(p);
    if (turned != null && atoms.get(0) instanceof Lit && !(atoms.get(1) instanceof Lit))
      return infix(turned, kind, widened(turned, x.reversed()), traps);
    if (p.isInfix()) return infix(p, kind, widened(p, x), traps);
    if (p.isPrefix()) return of(prefix(p, x.getFirst()), p.precedence(), x, false, traps, p, kind);
    if (p.isCall()) {
      String operands = String.join(", ", x.stream().map(Expr::text).toList());
      return of(p.java() + "(" + operands + ")", PRIMARY, x, false, traps, p, kind);
    }
    if (p.isStrong()) return strong(p, kind, x);
    return conditional(x.get(0), x.get(1), x.get(2));
  }

  private static Expr strong(Prim p, Kind kind, List<Expr> x) {
    Expr zero = literal(Lit.zero(kind));
    Expr chosen = conditional(infix(Prim.EQ, kind, List.of(x.getFirst(), zero), Trap.NONE), zero, infix(p.otherwise(), kind, x, Trap.NONE));
    return p == Prim.STRONG_PRODUCT ? conditional(infix(Prim.EQ, kind, List.of(x.getLast(), zero), Trap.NONE), zero, chosen) : chosen;
  }

  static Expr infix(Prim p, Kind kind, List<Expr> x, Set<Trap> traps) {
    String text = x.get(0).within(p.precedence()) + " " + p.java() + " " + x.get(1).within(p.precedence() + 1);
    return of(text, p.precedence(), x, false, traps, p, kind);
  }

  /** The operands without a cast that Java's numeric promotion does by itself because of the other operand. */
  private static List<Expr> widened(Prim p, List<Expr> x) {
    boolean promotes = p.precedence() >= Prim.EQ.precedence() && p.precedence() != Prim.SHL.precedence();
    if (!promotes) return x;
    if (x.get(1).isWidening()) return List.of(x.get(0), x.get(1).operands.getFirst());
    return x.get(0).isWidening() ? List.of(x.get(0).operands.getFirst(), x.get(1)) : x;
  }

  private boolean isWidening() {
    return switch (prim) {
      case TO_F64 -> true;
      case TO_F32 -> kind.isInteger();
      case TO_I64 -> kind == Kind.I32;
      case null, default -> false;
    };
  }

  private static String prefix(Prim p, Expr x) {
    String operand = x.within(PREFIX);
    if (p.java().startsWith("(")) return p.java() + " " + operand;
    return operand.startsWith(p.java()) ? p.java() + "(" + operand + ")" : p.java() + operand;
  }

  /** {@code c ? a : b}, or what says the same of booleans more shortly. */
  static Expr conditional(Expr c, Expr a, Expr b) {
    if (b.text.equals("false")) return logical(c, "&&", AND_ALSO, a);
    if (a.text.equals("true")) return logical(c, "||", OR_ELSE, b);
    if (a.text.equals("false")) return logical(not(c), "&&", AND_ALSO, b);
    if (b.text.equals("true")) return logical(not(c), "||", OR_ELSE, a);
    String text = c.within(CONDITIONAL + 1) + " ? " + a.within(CONDITIONAL + 1) + " : " + b.within(CONDITIONAL);
    return of(text, CONDITIONAL, List.of(c, a, b), false, Trap.NONE, null, null);
  }

  private static Expr logical(Expr a, String operator, int precedence, Expr b) {
    return of(a.within(precedence) + " " + operator + " " + b.within(precedence), precedence, List.of(a, b), false, Trap.NONE, null, null);
  }

  /** The opposite of a boolean. */
  static Expr not(Expr x) {
    Prim opposite = opposite(x);
    if (opposite != null) return infix(opposite, x.kind, x.operands, x.traps);
    if (x.prim == Prim.NOT) return x.operands.getFirst();
    return of("!" + x.within(PREFIX), PREFIX, List.of(x), false, Trap.NONE, Prim.NOT, Kind.BOOL);
  }

  /** The opposite test, or {@code null}; order has none in floating point, where both may be false. */
  private static Prim opposite(Expr x) {
    return switch (x.prim) {
      case EQ -> Prim.NE;
      case NE -> Prim.EQ;
      case LT -> x.kind.isInteger() ? Prim.GE : null;
      case GE -> x.kind.isInteger() ? Prim.LT : null;
      case GT -> x.kind.isInteger() ? Prim.LE : null;
      case LE -> x.kind.isInteger() ? Prim.GT : null;
      case null, default -> null;
    };
  }

  /** The method of {@code Double} or {@code Float} that says the same as a comparison, or {@code null}. */
  private static String asked(Prim p, Kind kind, List<Atom> atoms, List<Expr> x) {
    if (!kind.isFloat()) return null;
    if (p == Prim.NE && atoms.get(0) instanceof Var && atoms.get(0).equals(atoms.get(1))) return ".isNaN";
    boolean ofSize = x.getFirst().prim == Prim.ABS && atoms.size() == 2 && atoms.get(1) instanceof Lit l
        && ((Number) l.value()).doubleValue() == (kind == Kind.F64 ? Double.MAX_VALUE : Float.MAX_VALUE);
    if (!ofSize) return null;
    return p == Prim.GT ? ".isInfinite" : p == Prim.LE ? ".isFinite" : null;
  }

  private static Expr tested(Expr x, Prim p) {
    return p == Prim.NE ? x : x.operands.getFirst();
  }

  /** The test that says the same of exchanged operands, or {@code null}: a constant is written on the right. */
  private static Prim turned(Prim p) {
    return switch (p) {
      case LT -> Prim.GT;
      case LE -> Prim.GE;
      case GT -> Prim.LT;
      case GE -> Prim.LE;
      case EQ, NE -> p;
      default -> null;
    };
  }

  private static Expr of(String text, int precedence, List<Expr> parts, boolean memory, Set<Trap> traps, Prim prim, Kind kind) {
    Set<Local> reads = new LinkedHashSet<>();
    boolean fromMemory = memory;
    Set<Trap> all = Trap.NONE;
    for (Expr x : parts) {
      reads.addAll(x.reads);
      fromMemory |= x.memory;
      all = Trap.union(all, x.traps);
    }
    return new Expr(text, precedence, reads, fromMemory, Trap.union(all, traps), prim, kind, prim == null ? List.of() : parts);
  }

  /** The text where it is assigned to something of its own type: Java widens numbers by itself. */
  String assigned() {
    return isWidening() ? operands.getFirst().text : text;
  }

  /** The elements of a new array, one after the other. */
  static Expr initialised(ValueType type, List<Expr> values) {
    ValueType element = new ValueType(type.kind(), type.rank() - 1);
    String all = values.stream().map(x -> x.declared(element)).collect(Collectors.joining(", "));
    return primary("new " + type.java() + " {" + all + "}", values, false, Trap.NONE);
  }

  /** The text where it is assigned to a variable of that type as it is declared: an array's elements alone say what is meant. */
  String declared(ValueType type) {
    String written = "new " + type.java() + " {";
    return text.startsWith(written) ? text.substring(written.length() - 1) : assigned();
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
