package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program says to derivatives only: {@code stop_gradient} computes nothing, and {@code strong_mul} and its like are a
 * choice. No pass before the last derivative may look through them, and then they are in the way of all others, so they go when there is
 * nothing left but to write the program down.
 */
final class Marks {
  private Marks() {}

  static boolean has(Func f) {
    return FreeVars.eqnsIn(f.body()).stream().anyMatch(e -> e.op() instanceof Op.Apply(var prim, var args) && (prim == Prim.STOP_GRADIENT || prim.isStrong()));
  }

  static Func erase(Func f) {
    return f.withBody(erase(f.body(), new HashMap<>()));
  }

  private static Region erase(Region r, Map<Var, Atom> replaced) {
    var eqns = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> Substitute.atom(a, replaced), q -> erase(q, replaced));
      if (op instanceof Op.Apply(var prim, var args) && prim == Prim.STOP_GRADIENT) replaced.put(e.result(), args.getFirst());
      else if (op instanceof Op.Apply(var prim, var args) && prim.isStrong()) chosen(e.result(), prim, args, eqns);
      else eqns.add(new Eqn(e.results(), op));
    }
    return new Region(r.params(), eqns, Substitute.atoms(r.results(), replaced));
  }

  private static void chosen(Var v, Prim prim, List<Atom> args, List<Eqn> eqns) {
    Atom zero = Lit.zero(v.type().kind());
    Var none = Var.fresh("none", ValueType.BOOL);
    Var some = Var.like(v);
    Atom decides = args.getFirst();
    if (prim == Prim.STRONG_PRODUCT) {
      decides = args.getLast();
      chosen(some, Prim.STRONG_MUL, args, eqns);
    } else eqns.add(new Eqn(some, new Op.Apply(prim.otherwise(), args)));
    eqns.add(new Eqn(none, new Op.Apply(Prim.EQ, decides, zero)));
    eqns.add(new Eqn(v, new Op.Apply(Prim.SELECT, none, zero, some)));
  }
}
