package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What is the same in all lanes of a batch: what depends on no mapped parameter, neither as data nor because of a branch or a loop. That
 * part of the function can run once for all of them. Weakness: what a recursive call gives counts as different in each lane if any argument
 * is.
 */
final class LaneInvariant {
  private final Func f;
  private final Set<Var> differing;

  /** Of a function that is batched over these parameters. */
  LaneInvariant(Func f, List<Var> mapped) {
    this.f = f;
    this.differing = Dependence.on(f, mapped);
  }

  boolean is(Atom a) {
    return !(a instanceof Var v && differing.contains(v));
  }

  /** The part that is the same in all lanes, which yields the results that are. */
  Region part() {
    return new Region(f.params(), eqns(f.body().eqns()), f.results().stream().filter(this::is).toList());
  }

  private List<Eqn> eqns(List<Eqn> eqns) {
    var same = new ArrayList<Eqn>();
    for (Eqn e : eqns) {
      if (Collections.disjoint(FreeVars.of(e), differing)) same.add(e);
      else inside(e, same);
    }
    return same;
  }

  /** Takes what is the same out of the regions that run alike in all lanes. */
  private void inside(Eqn e, List<Eqn> same) {
    List<Var> results = pick(e.results(), e.results());
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        if (is(cond)) same.add(new Eqn(results, new Op.If(cond, region(then, 0, e), region(orElse, 0, e))));
      }
      case Op.For l -> {
        List<Atom> init = pick(l.init(), e.results());
        if (is(l.lo()) && is(l.hi())) same.add(new Eqn(results, new Op.For(l.lo(), l.hi(), l.down(), init, region(l.body(), 1, e))));
      }
      case Op.While(var init, var cond, var body) -> {
        Region test = new Region(pick(cond.params(), e.results()), eqns(cond.eqns()), cond.results());
        if (is(cond.results().getFirst())) same.add(new Eqn(results, new Op.While(pick(init, e.results()), test, region(body, 0, e))));
      }
      case Op.Each each -> {
        List<Boolean> keep = e.results().stream().map(this::is).toList();
        if (is(each.lo()) && is(each.hi())) same.add(new Eqn(results, each.keeping(keep, eqns(each.body().eqns()))));
      }
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> { }
    }
  }

  /** The same in a region of the equation, where parameters after the first {@code kept} belong to results. */
  private Region region(Region r, int kept, Eqn e) {
    var params = new ArrayList<>(r.params().subList(0, kept));
    if (!r.params().isEmpty()) params.addAll(pick(r.params().subList(kept, r.params().size()), e.results()));
    return new Region(params, eqns(r.eqns()), pick(r.results(), e.results()));
  }

  /** Those that belong to results that are the same. */
  private <T> List<T> pick(List<? extends T> all, List<Var> results) {
    var picked = new ArrayList<T>();
    for (int k = 0; k < all.size(); k++) if (is(results.get(k))) picked.add(all.get(k));
    return picked;
  }
}
