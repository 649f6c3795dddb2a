package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Var;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An {@code i32} as a sum of variables times constants plus a constant. Proofs with it take indices for mathematical integers, which they are
 * as long as nothing overflows; {@link #of} therefore gives a term up as opaque when its constants are large.
 */
record Affine(Map<Var, Integer> terms, int constant) {
  private static final int LARGE = 1 << 15;

  static Affine constant(int c) {
    return new Affine(Map.of(), c);
  }

  static Affine variable(Var v) {
    return new Affine(Map.of(v, 1), 0);
  }

  /** Reads through additions, subtractions and multiplications by a constant, as far as {@code def} knows what defines a variable. */
  static Affine of(Atom a, Function<Var, Eqn> def) {
    return switch (a) {
      case Lit l -> constant((Integer) l.value());
      case Var v -> {
        Eqn e = def.apply(v);
        Affine sum = e != null && e.op() instanceof Op.Apply(var prim, var args) ? combined(prim, args, def) : null;
        yield sum == null || sum.isLarge() ? variable(v) : sum;
      }
    };
  }

  private static Affine combined(Prim prim, List<Atom> x, Function<Var, Eqn> def) {
    return switch (prim) {
      case ADD -> of(x.get(0), def).plus(of(x.get(1), def), 1);
      case SUB -> of(x.get(0), def).plus(of(x.get(1), def), -1);
      case NEG -> constant(0).plus(of(x.get(0), def), -1);
      case MUL -> x.get(0) instanceof Lit l ? scaled(x.get(1), l, def) : x.get(1) instanceof Lit l ? scaled(x.get(0), l, def) : null;
      default -> null;                                    // any other primitive is opaque
    };
  }

  private static Affine scaled(Atom a, Lit by, Function<Var, Eqn> def) {
    int factor = (Integer) by.value();
    return Math.abs((long) factor) > LARGE ? null : constant(0).plus(of(a, def), factor);
  }

  private boolean isLarge() {
    return Math.abs((long) constant) > LARGE * 16L || terms.values().stream().anyMatch(c -> Math.abs((long) c) > LARGE);
  }

  Affine plus(Affine other, int factor) {
    var sum = new LinkedHashMap<>(terms);
    other.terms.forEach((v, c) -> sum.merge(v, factor * c, Integer::sum));
    sum.values().removeIf(c -> c == 0);
    return new Affine(sum, constant + factor * other.constant);
  }

  /** The same with {@code v} replaced. */
  Affine replace(Var v, Affine by) {
    int c = slope(v);
    var rest = new LinkedHashMap<>(terms);
    rest.remove(v);
    return new Affine(rest, constant).plus(by, c);
  }

  int slope(Var v) {
    return terms.getOrDefault(v, 0);
  }

  boolean isConstant() {
    return terms.isEmpty();
  }
}
