package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Var;
import java.util.List;
import java.util.function.Function;

/**
 * Identities of scalar arithmetic that look through the operation an operand came from: {@code a + (-b) = a - b}, {@code (i + 1) - 1 = i}.
 * On floating point only what holds for every value, signed zeros and NaN included; on integers what holds modulo {@code 2^n}. What one
 * operation and its constants show is {@link dev.gradus.processor.ir.Fold}'s.
 */
final class Algebra {
  /** An integer as {@code base + offset}. */
  private record Shifted(Atom base, long offset) {}

  private final Function<Var, Op> definitions;

  Algebra(Function<Var, Op> definitions) {
    this.definitions = definitions;
  }

  /** The atom the operation equals, or {@code null}. */
  Atom identity(Prim p, List<Atom> x) {
    Atom a = x.getFirst();
    Atom b = x.getLast();
    boolean integer = a.type().kind().isInteger();
    return switch (p) {
      case NEG -> operand(a, Prim.NEG, 0);
      case NOT -> operand(a, Prim.NOT, 0);
      case ADD -> integer ? sum(a, b) : null;
      case SUB -> integer ? difference(a, b) : null;
      case MAX -> integer && isZero(b) && isNonNegative(a) ? a : integer && isZero(a) && isNonNegative(b) ? b : null;
      case AND, OR -> a.equals(b) ? a : null;
      case EQ -> isTrue(b) ? a : isTrue(a) ? b : !a.type().isFloat() && a.equals(b) ? Lit.of(true) : null;
      case LE, GE -> !a.type().isFloat() && a.equals(b) ? Lit.of(true) : null;
      case NE, LT, GT -> !a.type().isFloat() && a.equals(b) ? Lit.of(false) : null;
      case SELECT -> isTrue(x.get(1)) && isFalse(b) ? a : null;
      case TO_F32, TO_I32 -> roundTrip(p, a);
      default -> null;                                    // every other row has no identity worth knowing
    };
  }

  /** A simpler operation that gives the same, or {@code null}. */
  Op.Apply rewrite(Prim p, List<Atom> x) {
    Atom a = x.getFirst();
    Atom b = x.getLast();
    return switch (p) {
      case ADD -> {
        if (operand(b, Prim.NEG, 0) instanceof Atom c) yield new Op.Apply(Prim.SUB, a, c);
        if (operand(a, Prim.NEG, 0) instanceof Atom c) yield new Op.Apply(Prim.SUB, b, c);
        yield shifted(p, x);
      }
      case SUB -> operand(b, Prim.NEG, 0) instanceof Atom c ? new Op.Apply(Prim.ADD, a, c) : shifted(p, x);
      case MUL -> is(b, -1) ? new Op.Apply(Prim.NEG, a) : is(a, -1) ? new Op.Apply(Prim.NEG, b) : null;
      case DIV -> is(b, -1) ? new Op.Apply(Prim.NEG, a) : null;
      case STRONG_MUL -> isOtherThanZero(a) || isFinite(b) ? new Op.Apply(Prim.MUL, a, b) : null;
      case STRONG_DIV -> isOtherThanZero(a) ? new Op.Apply(Prim.DIV, a, b) : null;
      case STRONG_PRODUCT -> isOtherThanZero(b) ? new Op.Apply(Prim.STRONG_MUL, a, b) : isOtherThanZero(a) ? new Op.Apply(Prim.STRONG_MUL, b, a) : null;
      case NOT -> negated(a);
      case SELECT -> {
        if (operand(a, Prim.NOT, 0) instanceof Atom c) yield new Op.Apply(Prim.SELECT, c, b, x.get(1));
        if (isFalse(x.get(1)) && isTrue(b)) yield new Op.Apply(Prim.NOT, a);
        if (isFalse(b)) yield new Op.Apply(Prim.AND, a, x.get(1));
        yield isTrue(x.get(1)) ? new Op.Apply(Prim.OR, a, b) : null;
      }
      default -> null;                                    // every other row is as simple as it gets
    };
  }

  // ---- integers ----

  private Atom sum(Atom a, Atom b) {
    if (a.equals(operand(b, Prim.SUB, 1))) return operand(b, Prim.SUB, 0);
    if (b.equals(operand(a, Prim.SUB, 1))) return operand(a, Prim.SUB, 0);
    return null;
  }

  private Atom difference(Atom a, Atom b) {
    if (b.equals(operand(a, Prim.ADD, 0))) return operand(a, Prim.ADD, 1);
    if (b.equals(operand(a, Prim.ADD, 1))) return operand(a, Prim.ADD, 0);
    if (a.equals(operand(b, Prim.SUB, 0))) return operand(b, Prim.SUB, 1);
    Shifted x = shifted(a);
    Shifted y = shifted(b);
    return x.base.equals(y.base) ? constant(a.type().kind(), x.offset - y.offset) : null;
  }

  /** {@code x + c} where {@code x} itself is some {@code y + d}. */
  private Op.Apply shifted(Prim p, List<Atom> x) {
    Kind kind = x.getFirst().type().kind();
    if (!kind.isInteger()) return null;
    Shifted now = shifted(p, x.getFirst(), x.getLast());
    if (now == null || now.base.equals(x.getFirst()) || now.base.equals(x.getLast())) return null;
    long c = kind == Kind.I32 ? (int) now.offset : now.offset;
    return c < 0 ? new Op.Apply(Prim.SUB, now.base, constant(kind, -c)) : new Op.Apply(Prim.ADD, now.base, constant(kind, c));
  }

  private Shifted shifted(Atom a) {
    Shifted s = a instanceof Var v && definitions.apply(v) instanceof Op.Apply(var prim, var args) && args.size() == 2
        ? shifted(prim, args.getFirst(), args.getLast()) : null;
    return s == null ? new Shifted(a, 0) : s;
  }

  private Shifted shifted(Prim p, Atom a, Atom b) {
    boolean adds = p == Prim.ADD;
    if (!adds && p != Prim.SUB || !a.type().kind().isInteger()) return null;
    if (b instanceof Lit l) {
      Shifted x = shifted(a);
      return new Shifted(x.base, adds ? x.offset + integer(l) : x.offset - integer(l));
    }
    if (adds && a instanceof Lit l) {
      Shifted x = shifted(b);
      return new Shifted(x.base, x.offset + integer(l));
    }
    return null;
  }

  private static Lit constant(Kind kind, long c) {
    return kind == Kind.I32 ? Lit.of((int) c) : Lit.of(c);
  }

  private static long integer(Lit l) {
    return ((Number) l.value()).longValue();
  }

  private boolean isNonNegative(Atom a) {
    return switch (a) {
      case Lit l -> integer(l) >= 0;
      case Var v -> {
        Op op = definitions.apply(v);
        if (op instanceof Op.Length) yield true;
        yield op instanceof Op.Apply(var prim, var args) && prim == Prim.MAX && args.stream().anyMatch(this::isNonNegative);
      }
    };
  }

  // ---- booleans and conversions ----

  /** {@code !(a == b)} is {@code a != b} for every kind, {@code !(a < b)} is {@code a >= b} for integers only. */
  private Op.Apply negated(Atom a) {
    if (!(a instanceof Var v && definitions.apply(v) instanceof Op.Apply(var prim, var args))) return null;
    boolean integer = args.getFirst().type().kind().isInteger();
    Prim opposite = switch (prim) {
      case EQ -> Prim.NE;
      case NE -> Prim.EQ;
      case LT -> integer ? Prim.GE : null;
      case GE -> integer ? Prim.LT : null;
      case GT -> integer ? Prim.LE : null;
      case LE -> integer ? Prim.GT : null;
      default -> null;                                    // no comparison
    };
    return opposite == null ? null : new Op.Apply(opposite, args);
  }

  /** A conversion back from a kind that holds all values of the first. */
  private Atom roundTrip(Prim back, Atom a) {
    Prim there = back == Prim.TO_F32 || a.type().kind() == Kind.F64 ? Prim.TO_F64 : Prim.TO_I64;
    Kind start = back == Prim.TO_F32 ? Kind.F32 : Kind.I32;
    return operand(a, there, 0) instanceof Atom x && x.type().kind() == start ? x : null;
  }

  /** Operand {@code k} of the primitive that {@code a} comes from, or {@code null} if it comes from something else. */
  private Atom operand(Atom a, Prim p, int k) {
    return a instanceof Var v && definitions.apply(v) instanceof Op.Apply(var prim, var args) && prim == p ? args.get(k) : null;
  }

  private static boolean isZero(Atom a) {
    return is(a, 0);
  }

  private static boolean is(Atom a, double v) {
    return a instanceof Lit l && l.is(v);
  }

  private static boolean isFinite(Atom a) {
    return a instanceof Lit l && Double.isFinite(((Number) l.value()).doubleValue());
  }

  private static boolean isOtherThanZero(Atom a) {
    return a instanceof Lit l && ((Number) l.value()).doubleValue() != 0;
  }

  private static boolean isTrue(Atom a) {
    return a.equals(Lit.of(true));
  }

  private static boolean isFalse(Atom a) {
    return a.equals(Lit.of(false));
  }
}
