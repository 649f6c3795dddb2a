package dev.gradus.processor.ir;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a scalar operation is known to be without running it. Only identities that hold for every value, NaN, infinities and signed zeros
 * included; constants are folded for the basic operators only, as {@link Math}'s transcendental functions may differ in the last bit
 * between the machine that compiles and the one that runs.
 */
public final class Fold {
  private static final Set<Prim> EXACT = EnumSet.of(Prim.NEG, Prim.NOT, Prim.BITNOT, Prim.ADD, Prim.SUB, Prim.MUL, Prim.DIV, Prim.REM,
      Prim.LT, Prim.LE, Prim.GT, Prim.GE, Prim.EQ, Prim.NE, Prim.AND, Prim.XOR, Prim.OR, Prim.SHL, Prim.SHR, Prim.USHR, Prim.SELECT,
      Prim.TO_F64, Prim.TO_F32, Prim.TO_I64, Prim.TO_I32, Prim.TO_I8, Prim.TO_I16, Prim.TO_U16, Prim.STOP_GRADIENT, Prim.ABS, Prim.MAX, Prim.MIN);

  /** What Java leaves to the machine, within a unit or so in the last place. */
  private static final Set<Prim> APPROXIMATE = EnumSet.of(Prim.SIN, Prim.COS, Prim.TAN, Prim.ASIN, Prim.ACOS, Prim.ATAN, Prim.ATAN2,
      Prim.SINH, Prim.COSH, Prim.TANH, Prim.EXP, Prim.EXPM1, Prim.LOG, Prim.LOG10, Prim.LOG1P, Prim.POW, Prim.CBRT, Prim.HYPOT);

  private Fold() {}

  /** Whether the operation gives the same bits on every machine. */
  public static boolean isReproducible(Prim p) {
    return !APPROXIMATE.contains(p);
  }

  /** The atom the operation equals, or {@code null}. */
  public static Atom of(Prim p, Atom... x) {
    if (EXACT.contains(p) && Arrays.stream(x).allMatch(Lit.class::isInstance) && !p.mayTrap(List.of(x))) {
      List<Kind> kinds = Arrays.stream(x).map(a -> a.type().kind()).toList();
      if (p.result(kinds) != null) return Lit.ofValue(p.eval(kinds, Arrays.stream(x).map(a -> ((Lit) a).value()).toArray()));
    }
    return switch (p) {
      case ADD -> is(x[0], -0.0) ? x[1] : is(x[1], -0.0) ? x[0] : integer(x[0]) && is(x[0], 0) ? x[1] : integer(x[0]) && is(x[1], 0) ? x[0] : null;
      case SUB -> is(x[1], 0) ? x[0] : integer(x[0]) && x[0].equals(x[1]) ? Lit.zero(x[0].type().kind()) : null;
      case MUL -> is(x[0], 1) ? x[1] : is(x[1], 1) ? x[0] : integer(x[0]) && is(x[0], 0) ? x[0] : integer(x[0]) && is(x[1], 0) ? x[1] : null;
      case DIV -> is(x[1], 1) ? x[0] : null;
      case POW -> is(x[1], 1) ? x[0] : is(x[1], 0) || is(x[1], -0.0) ? Lit.of(1.0) : null;
      case STRONG_MUL, STRONG_DIV -> is(x[0], 0) ? x[0] : null;
      case STRONG_PRODUCT -> is(x[0], 0) ? x[0] : is(x[1], 0) ? x[1] : null;
      case SELECT -> x[1].equals(x[2]) ? x[1] : x[0] instanceof Lit c ? ((Boolean) c.value() ? x[1] : x[2]) : null;
      case AND -> isBool(x[0], true) ? x[1] : isBool(x[1], true) ? x[0] : isBool(x[0], false) ? x[0] : isBool(x[1], false) ? x[1] : null;
      case OR -> isBool(x[0], false) ? x[1] : isBool(x[1], false) ? x[0] : isBool(x[0], true) ? x[0] : isBool(x[1], true) ? x[1] : null;
      case MAX, MIN -> x[0].equals(x[1]) ? x[0] : null;
      default -> null;                                    // every other row has no identity worth knowing
    };
  }

  private static boolean integer(Atom a) {
    return a.type().kind().isInteger();
  }

  private static boolean is(Atom a, double v) {
    return a instanceof Lit l && l.is(v);
  }

  private static boolean isBool(Atom a, boolean v) {
    return a instanceof Lit l && l.equals(Lit.of(v));
  }
}
