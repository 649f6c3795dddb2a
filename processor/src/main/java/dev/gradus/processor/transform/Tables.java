package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moves tables to the beginning of the function, equal ones as one. Calls that were replaced leave them in the middle of loops, where every
 * analysis would have to see that what they give is the same in each iteration. They cost nothing and cannot trap.
 */
public final class Tables {
  private final Map<Op.Table, Eqn> first = new LinkedHashMap<>();
  private final Map<Var, Atom> replaced = new HashMap<>();

  private Tables() {}

  public static Func run(Func f) {
    if (FreeVars.eqnsIn(f.body()).stream().noneMatch(e -> e.op() instanceof Op.Table)) return f;
    Tables tables = new Tables();
    Region rest = tables.without(f.body());
    var eqns = new ArrayList<>(tables.first.values());
    eqns.addAll(rest.eqns());
    return f.withBody(new Region(rest.params(), eqns, rest.results()));
  }

  private Region without(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      if (e.op() instanceof Op.Table t) replaced.put(e.result(), first.computeIfAbsent(t, _ -> e).result());
      else out.add(new Eqn(e.results(), e.op().map(a -> Substitute.atom(a, replaced), this::without)));
    }
    return new Region(r.params(), out, Substitute.atoms(r.results(), replaced));
  }
}
