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
 * Scratch arrays become local: code that stores every element of an array of length n without reading any does not need what was there
 * before, so it may start from a fresh array. That cuts the dependence between iterations of the loop around it, which is what order and
 * fusion ask for.
 *
 * <p>Recognised: {@code for 0 .. n} with one store per iteration at the loop index, or stores at 0, 1, … and then {@code for} from there.
 * Known weakness: only rank one.
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
    for (int i = 0; i < r.eqns().size(); i++) {
      Eqn e = r.eqns().get(i);
      Op op = switch (e.op()) {
        case Op.For l -> freshStart(l, out);
        case Op.Store s -> freshStart(s, e.result(), r, i, out);
        case Op.Apply _, Op.If _, Op.While _, Op.Load _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _,
            Op.Grow _, Op.Throw _, Op.Call _, Op.Parallel _ -> e.op();
      };
      out.add(new Eqn(e.results(), op.map(a -> a, this::region)));
    }
    return new Region(r.params(), out, r.results());
  }

  private Op freshStart(Op.For l, List<Eqn> before) {
    var init = new ArrayList<>(l.init());
    for (int k = 0; k < init.size(); k++) if (isUsed(init.get(k)) && fills(l, k, 0)) init.set(k, fresh((Var) init.get(k), before));
    return new Op.For(l.lo(), l.hi(), l.down(), init, l.body());
  }

  private Op freshStart(Op.Store s, Var result, Region r, int at, List<Eqn> before) {
    boolean starts = isUsed(s.array()) && s.index().equals(List.of(Lit.of(0))) && isFilled(result, r, at, 1);
    return starts ? new Op.Store(fresh((Var) s.array(), before), s.index(), s.value()) : s;
  }

  private Var fresh(Var array, List<Eqn> before) {
    Var fresh = Var.like(array);
    before.add(new Eqn(fresh, roots.allocation(array)));
    return fresh;
  }

  /** Whether this is an array of rank one and known length that has been in use. */
  private boolean isUsed(Atom a) {
    return a instanceof Var v && v.type().rank() == 1 && roots.allocation(v) != null && !roots.root(v).equals(v);
  }

  /** Whether all that follows for {@code array}, of which the first elements have been stored, is to store the others. */
  private boolean isFilled(Var array, Region r, int at, int from) {
    if (r.results().contains(array)) return false;
    List<Eqn> uses = r.eqns().subList(at + 1, r.eqns().size()).stream().filter(e -> FreeVars.of(e).contains(array)).toList();
    if (uses.size() != 1) return false;
    Eqn use = uses.getFirst();
    return switch (use.op()) {
      case Op.For l -> l.init().contains(array) && !FreeVars.of(l.body()).contains(array) && fills(l, l.init().indexOf(array), from);
      case Op.Store s -> s.index().equals(List.of(Lit.of(from))) && !s.value().equals(array) && isFilled(use.result(), r, r.eqns().indexOf(use), from + 1);
      case Op.Apply _, Op.If _, Op.While _, Op.Load _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _,
          Op.Grow _, Op.Throw _, Op.Call _, Op.Parallel _ -> false;
    };
  }

  /** Whether the loop stores every element from number {@code from} on of its carry, and reads none. */
  private boolean fills(Op.For l, int k, int from) {
    Var p = l.carries().get(k);
    Atom yield = l.body().results().get(k);
    List<Eqn> uses = l.body().eqns().stream().filter(e -> FreeVars.of(e).contains(p)).toList();
    return l.lo().equals(Lit.of(from)) && roots.allocation(l.init().get(k)).dims().equals(List.of(l.hi()))
        && uses.size() == 1 && uses.getFirst().op() instanceof Op.Store(var array, var index, var value)
        && array.equals(p) && index.equals(List.of(l.index())) && uses.getFirst().result().equals(yield)
        && l.body().results().stream().filter(yield::equals).count() == 1;
  }
}
