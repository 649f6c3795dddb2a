package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * Scratch arrays become local: a loop {@code for 0 .. n} that stores every element of an array of length n without reading any does not need
 * what was there before, so it may start from a fresh array. That cuts the dependence between iterations of the loop around it, which is what
 * order and fusion ask for. Known weakness: only rank one, one store per iteration at the loop index itself.
 */
public final class Privatise {
  private final ShapeRoots roots;

  private Privatise(Func f) {
    roots = ShapeRoots.of(f.body());
  }

  public static Func run(Func f) {
    return f.withBody(new Privatise(f).region(f.body()));
  }

  private Region region(Region r) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op() instanceof Op.For l ? freshStart(l, out) : e.op();
      out.add(new Eqn(e.results(), op.map(a -> a, this::region)));
    }
    return new Region(r.params(), out, r.results());
  }

  private Op freshStart(Op.For l, List<Eqn> before) {
    if (!l.lo().equals(Lit.of(0))) return l;
    var init = new ArrayList<>(l.init());
    for (int k = 0; k < init.size(); k++) {
      if (!(init.get(k) instanceof Var v) || v.type().rank() != 1 || !fills(l, k)) continue;
      Op.NewArray allocation = roots.allocation(v);
      if (allocation == null || !allocation.dims().equals(List.of(l.hi())) || roots.root(v).equals(v)) continue;
      Var fresh = Var.like(v);
      before.add(new Eqn(fresh, allocation));
      init.set(k, fresh);
    }
    return new Op.For(l.lo(), l.hi(), l.down(), init, l.body());
  }

  private static boolean fills(Op.For l, int k) {
    Var p = l.carries().get(k);
    Atom yield = l.body().results().get(k);
    List<Eqn> uses = l.body().eqns().stream().filter(e -> FreeVars.of(e).contains(p)).toList();
    return uses.size() == 1 && uses.getFirst().op() instanceof Op.Store(var array, var index, var value)
        && array.equals(p) && index.equals(List.of(l.index())) && uses.getFirst().result().equals(yield)
        && l.body().results().stream().filter(yield::equals).count() == 1;
  }
}
