package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Rule;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A value that the path taken does not use gets a cotangent of zero, and what it was computed from must get zero too, though the partial
 * derivative in between be infinite or no number. So where a cotangent may be such a zero and a factor such a partial, the rule's products
 * and quotients become those in which zero is the stronger, {@link Prim#STRONG_MUL} and {@link Prim#STRONG_DIV}. Their own derivatives are
 * made of the same and of {@link Prim#STRONG_PRODUCT}, hence both modes go on from there, to any order.
 *
 * @param sure values whose cotangents are no such zeros ({@link SureUse})
 * @param unbounded values that may be infinite or no number ({@link Unbounded}); {@code null} for any
 */
public record StrongZero(Set<Var> sure, Set<Var> unbounded) {
  static StrongZero of(Func f, Collection<? extends Atom> wanted) {
    return new StrongZero(SureUse.of(f.body(), wanted), Unbounded.of(f));
  }

  /** Nothing known: every cotangent may be zero, every factor infinite. */
  static StrongZero everywhere() {
    return new StrongZero(Set.of(), null);
  }

  /**
   * What the rule gives {@code to}, one of the operands, for the cotangent {@code t} of {@code y}. If that may be infinite or no number,
   * its slope may be so too, and is what a factor meets one derivative later.
   */
  Atom contribution(Builder b, Rule rule, Atom[] x, Var y, Atom t, Atom to) {
    if (sure.contains(y) || t instanceof Lit) return rule.of(b, x, y, t);
    boolean any = isWild(to, Set.of());
    b.open();
    Atom result = rule.of(b, x, y, t);
    List<Eqn> eqns = b.close();
    var scaled = new HashSet<Atom>(Set.of(t));
    var wild = new HashSet<Var>();
    for (Eqn e : eqns) {
      Op.Apply op = (Op.Apply) e.op();
      if (op.args().stream().anyMatch(scaled::contains)) scaled.add(e.result());
      else if (op.prim().isSingular(op.args()) || op.args().stream().anyMatch(a -> isWild(a, wild))) wild.add(e.result());
      b.add(new Eqn(e.result(), scaled.contains(op.args().getFirst()) ? strong(op, any, wild) : op));
    }
    return result;
  }

  private Op.Apply strong(Op.Apply op, boolean any, Set<Var> wild) {
    Atom factor = op.args().getLast();
    return switch (op.prim()) {
      case MUL -> any && factor instanceof Var || isWild(factor, wild) ? new Op.Apply(Prim.STRONG_MUL, op.args()) : op;
      case DIV -> factor instanceof Lit ? op : new Op.Apply(Prim.STRONG_DIV, op.args());
      default -> op;                                      // linear in what is zero, with factors that are numbers
    };
  }

  private boolean isWild(Atom a, Set<Var> wild) {
    if (a instanceof Var v && wild.contains(v)) return true;
    return unbounded == null ? a instanceof Var : Unbounded.is(unbounded, a);
  }
}
