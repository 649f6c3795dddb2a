package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * What a program says to derivatives only: {@code stop_gradient} computes nothing. No pass before the last derivative may look through it,
 * and then it is in the way of all others, so it goes when there is nothing left but to write the program down.
 */
final class Marks {
  private Marks() {}

  static boolean has(Func f) {
    return FreeVars.eqnsIn(f.body()).stream().anyMatch(e -> e.op() instanceof Op.Apply(var prim, var args) && prim == Prim.STOP_GRADIENT);
  }

  static Func erase(Func f) {
    return f.withBody(erase(f.body(), new HashMap<>()));
  }

  private static Region erase(Region r, Map<Var, Atom> replaced) {
    var eqns = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> Substitute.atom(a, replaced), q -> erase(q, replaced));
      if (op instanceof Op.Apply(var prim, var args) && prim == Prim.STOP_GRADIENT) replaced.put(e.result(), args.getFirst());
      else eqns.add(new Eqn(e.results(), op));
    }
    return new Region(r.params(), eqns, Substitute.atoms(r.results(), replaced));
  }
}
