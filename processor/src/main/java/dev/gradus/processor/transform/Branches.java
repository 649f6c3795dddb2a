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
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Asks once what is asked twice in a row: two branches on one condition become one, in which the second finds the values of the first at
 * hand. Reverse mode writes such pairs, a branch and its reverse, where the other arm of the first yields zeros that nobody reads.
 *
 * <p>Method: only arithmetic that cannot fail may stand between the two; it moves in front of them, or behind if it needs the first. So
 * whatever may fail keeps its order. The arms of what was joined are looked at again, as they may hold such pairs.
 */
public final class Branches {
  private boolean changed;

  private Branches() {}

  public static Func run(Func f) {
    Func now = f;
    for (Branches b = new Branches(); ; b = new Branches()) {
      Region joined = b.region(now.body());
      if (!b.changed) return now;
      now = DeadCode.run(CommonSubexpressions.run(now.withBody(joined)));
    }
  }

  private Region region(Region r) {
    var out = new ArrayList<Eqn>(r.eqns().size());
    for (Eqn e : r.eqns()) {
      Eqn inner = new Eqn(e.results(), e.op().map(a -> a, this::region));
      if (!(inner.op() instanceof Op.If i) || !join(out, inner, i)) out.add(inner);
    }
    return new Region(r.params(), out, r.results());
  }

  /** Puts the branch into the one that stands in front of it, if there is one. */
  private boolean join(List<Eqn> out, Eqn second, Op.If later) {
    int at = out.size() - 1;
    while (at >= 0 && out.get(at).op() instanceof Op.Apply(var prim, var args) && !prim.mayTrap(args)) at--;
    if (at < 0 || !(out.get(at).op() instanceof Op.If(var cond, var then, var orElse)) || !cond.equals(later.cond())) return false;
    Eqn first = out.get(at);
    var before = new ArrayList<Eqn>();
    var after = new ArrayList<Eqn>();
    var needFirst = new HashSet<Var>(first.results());
    for (Eqn e : out.subList(at + 1, out.size())) {
      boolean needs = FreeVars.of(e).stream().anyMatch(needFirst::contains);
      if (needs) needFirst.addAll(e.results());
      (needs ? after : before).add(e);
    }
    if (after.stream().anyMatch(e -> FreeVars.of(second).contains(e.result()))) return false;
    var results = new ArrayList<>(first.results());
    results.addAll(second.results());
    out.subList(at, out.size()).clear();
    out.addAll(before);
    out.add(new Eqn(results, new Op.If(cond, both(first, then, later.then()), both(first, orElse, later.orElse()))));
    out.addAll(after);
    changed = true;
    return true;
  }

  private static Region both(Eqn first, Region arm, Region next) {
    Map<Var, Atom> values = new HashMap<>();
    for (int k = 0; k < first.results().size(); k++) values.put(first.results().get(k), arm.results().get(k));
    Region then = Substitute.apply(next, values);
    var eqns = new ArrayList<>(arm.eqns());
    eqns.addAll(then.eqns());
    var results = new ArrayList<>(arm.results());
    results.addAll(then.results());
    return new Region(List.of(), eqns, results);
  }
}
