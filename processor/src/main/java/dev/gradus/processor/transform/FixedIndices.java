package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Arithmetic of integers that does not change in a counted loop, {@code i*n} in the loop over {@code j}, moves in front of it: so that
 * {@code c[i*n + j]} is seen to be an element of its own for each {@code j}. It cannot trap, so nobody can tell.
 */
public final class FixedIndices {
  private FixedIndices() {}

  public static Func run(Func f) {
    return f.withBody(region(f.body()));
  }

  private static Region region(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> a, FixedIndices::region);
      out.add(op.regions().isEmpty() ? e : new Eqn(e.results(), op instanceof Op.For l ? lighter(l, out) : op));
    }
    return new Region(r.params(), out, r.results());
  }

  /** The loop without what is put into {@code before}. */
  private static Op.For lighter(Op.For l, ArrayList<Eqn> before) {
    Set<Var> varying = new HashSet<>(l.body().params());
    var stays = new ArrayList<Eqn>();
    for (Eqn e : l.body().eqns()) {
      if (isArithmetic(e) && FreeVars.of(e).stream().noneMatch(varying::contains)) {
        before.add(e);
      } else {
        stays.add(e);
        varying.addAll(e.results());
      }
    }
    return new Op.For(l.lo(), l.hi(), l.down(), l.init(), new Region(l.body().params(), stays, l.body().results()));
  }

  private static boolean isArithmetic(Eqn e) {
    return e.op() instanceof Op.Apply(var prim, var args) && e.result().type().equals(ValueType.I32) && !prim.mayTrap(args);
  }
}
