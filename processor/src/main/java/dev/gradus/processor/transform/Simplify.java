package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Fold;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says the same with less: folds constants and identities, decides branches whose condition is known, turns branches without work into
 * selections, takes carries out of loops that do not change them, reads lengths off allocations. Every rewrite is exact. What becomes
 * unused is left to {@link DeadCode}, what becomes equal to {@link CommonSubexpressions}.
 *
 * <p>Method: walks forwards, replacing variables as it learns what they are, until a walk changes nothing.
 */
public final class Simplify {
  private final ShapeRoots roots;
  private final Map<Var, Atom> replaced = new HashMap<>();
  private final Map<Var, Op> definitions = new HashMap<>();
  private final Map<Var, Atom> lengths = new HashMap<>();
  private final Algebra algebra = new Algebra(definitions::get);
  private boolean changed;

  private Simplify(ShapeRoots roots) {
    this.roots = roots;
  }

  public static Func run(Func f) {
    return f.withBody(region(f.body()));
  }

  /** The same for a region in which variables bound elsewhere may occur; its parameters stay as they are. */
  static Region region(Region r) {
    Region now = r;
    Simplify pass;
    do {
      pass = new Simplify(ShapeRoots.of(now));
      now = pass.nested(now);
    } while (pass.changed);
    return now;
  }

  private Region nested(Region r) {
    return new Region(r.params(), eqns(r.eqns()), atoms(r.results()));
  }

  /** Lengths measured here are known here only. */
  private List<Eqn> eqns(List<Eqn> eqns) {
    var out = new ArrayList<Eqn>(eqns.size());
    var measured = new ArrayList<Var>();
    for (Eqn e : eqns) eqn(e, out, measured);
    measured.forEach(lengths::remove);
    return out;
  }

  private Atom atom(Atom a) {
    return Substitute.atom(a, replaced);
  }

  private List<Atom> atoms(List<Atom> atoms) {
    return Substitute.atoms(atoms, replaced);
  }

  private void replace(Var v, Atom by) {
    replaced.put(v, atom(by));
    changed = true;
  }

  private void keep(Eqn e, List<Eqn> out) {
    if (e.results().size() == 1) definitions.put(e.result(), e.op());
    out.add(e);
  }

  private void keepChanged(Eqn e, List<Eqn> out) {
    changed = true;
    keep(e, out);
  }

  private void eqn(Eqn e, List<Eqn> out, List<Var> measured) {
    Op now = e.op().map(this::atom, r -> r);
    switch (now) {
      case Op.Apply(var prim, var args) -> apply(e, prim, args, out);
      case Op.If i -> branch(e, i, out);
      case Op.For l -> loop(e, l, out);
      case Op.While w -> loop(e, w, out);
      case Op.Length(var array, var index) when index.isEmpty() -> length(e, array, out, measured);
      case Op.Load(var array, var index) when element(array, index) instanceof Lit known -> replace(e.result(), known);
      case Op.ZerosLike(var array) -> zeros(e, array, out);
      case Op.Each each when never(each.lo(), each.hi()) -> skip(e, each.starts());
      case Op.Each each -> out.add(new Eqn(e.results(), each.with(each.lo(), each.hi(), each.starts(), nested(each.body()))));
      case Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _, Op.Contract _ ->
          keep(new Eqn(e.results(), now), out);
    }
  }

  private void apply(Eqn e, Prim prim, List<Atom> args, List<Eqn> out) {
    Atom known = Fold.of(prim, args.toArray(Atom[]::new));
    if (known == null) known = algebra.identity(prim, args);
    if (known != null) {
      replace(e.result(), known);
      return;
    }
    Op.Apply simpler = algebra.rewrite(prim, args);
    if (simpler != null) keepChanged(new Eqn(e.result(), simpler), out);
    else keep(new Eqn(e.result(), new Op.Apply(prim, args)), out);
  }

  // ---- arrays ----

  private void length(Eqn e, Atom array, List<Eqn> out, List<Var> measured) {
    Var root = roots.lengthRoot(array);
    Atom known = switch (roots.definition(root)) {
      case Op.NewArray a -> a.dims().getFirst();
      case Op.Table t -> Lit.of(t.array().length());
      case null, default -> lengths.get(root);
    };
    if (known != null) {
      replace(e.result(), known);
      return;
    }
    lengths.put(root, e.result());
    measured.add(root);
    keep(new Eqn(e.result(), new Op.Length(array, List.of())), out);
  }

  /** The element of a table, if that is what it is and the indices are known and in range. */
  private Lit element(Atom array, List<Atom> index) {
    if (!(roots.definition((Var) array) instanceof Op.Table(var table)) || index.size() < table.type().rank()) return null;
    if (!index.stream().allMatch(Lit.class::isInstance)) return null;
    List<Integer> at = index.stream().map(i -> (Integer) ((Lit) i).value()).toList();
    return table.has(at) ? table.at(at) : null;
  }

  private void zeros(Eqn e, Atom array, List<Eqn> out) {
    Atom length = lengths.get(roots.lengthRoot(array));
    if (roots.definition(roots.root(array)) instanceof Op.NewArray a && a.dims().size() == a.type().rank())
      keepChanged(new Eqn(e.result(), new Op.NewArray(a.type(), atoms(a.dims()))), out);
    else if (array.type().rank() == 1 && length != null)
      keepChanged(new Eqn(e.result(), new Op.NewArray(array.type(), List.of(atom(length)))), out);
    else keep(new Eqn(e.result(), new Op.ZerosLike(array)), out);
  }

  // ---- branches ----

  private void branch(Eqn e, Op.If i, List<Eqn> out) {
    if (i.cond() instanceof Lit c) {
      Region taken = (Boolean) c.value() ? i.then() : i.orElse();
      out.addAll(eqns(taken.eqns()));
      for (int k = 0; k < e.results().size(); k++) replace(e.results().get(k), taken.results().get(k));
      return;
    }
    Region then = nested(i.then());
    Region orElse = nested(i.orElse());
    boolean empty = then.eqns().isEmpty() && orElse.eqns().isEmpty();
    var kept = new ArrayList<Integer>();
    for (int k = 0; k < e.results().size(); k++) {
      Var v = e.results().get(k);
      Atom t = then.results().get(k);
      Atom o = orElse.results().get(k);
      if (t.equals(o)) replace(v, t);
      else if (empty && !v.type().isArray()) keepChanged(new Eqn(v, new Op.Apply(Prim.SELECT, i.cond(), t, o)), out);
      else kept.add(k);
    }
    if (empty && kept.isEmpty()) {
      changed = true;
      return;
    }
    Region t = new Region(List.of(), then.eqns(), pick(then.results(), kept));
    Region o = new Region(List.of(), orElse.eqns(), pick(orElse.results(), kept));
    out.add(new Eqn(pick(e.results(), kept), new Op.If(i.cond(), t, o)));
  }

  // ---- loops ----

  private void loop(Eqn e, Op.For l, List<Eqn> out) {
    if (never(l.lo(), l.hi())) {
      skip(e, l.init());
      return;
    }
    List<Integer> kept = changing(e, l.init(), List.of(l.carries()), l.body());
    var params = new ArrayList<>(List.of(l.index()));
    params.addAll(pick(l.carries(), kept));
    Region body = new Region(params, eqns(l.body().eqns()), atoms(pick(l.body().results(), kept)));
    out.add(new Eqn(pick(e.results(), kept), new Op.For(l.lo(), l.hi(), l.down(), pick(l.init(), kept), body)));
  }

  private void loop(Eqn e, Op.While w, List<Eqn> out) {
    if (w.cond().results().getFirst().equals(Lit.of(false)) && w.cond().eqns().isEmpty()) {
      skip(e, w.init());
      return;
    }
    List<Integer> kept = changing(e, w.init(), List.of(w.cond().params(), w.carries()), w.body());
    Region cond = new Region(pick(w.cond().params(), kept), eqns(w.cond().eqns()), atoms(w.cond().results()));
    Region body = new Region(pick(w.carries(), kept), eqns(w.body().eqns()), atoms(pick(w.body().results(), kept)));
    out.add(new Eqn(pick(e.results(), kept), new Op.While(pick(w.init(), kept), cond, body)));
  }

  private static boolean never(Atom lo, Atom hi) {
    return lo.equals(hi) || lo instanceof Lit from && hi instanceof Lit to && (Integer) from.value() >= (Integer) to.value();
  }

  private void skip(Eqn e, List<Atom> init) {
    changed = true;
    for (int k = 0; k < init.size(); k++) replace(e.results().get(k), init.get(k));
  }

  /** The carries that may change; the others are their initial values, inside the loop and after it. */
  private List<Integer> changing(Eqn e, List<Atom> init, List<List<Var>> params, Region body) {
    var kept = new ArrayList<Integer>();
    for (int k = 0; k < init.size(); k++) {
      Atom next = body.results().get(k);
      if (!next.equals(params.getLast().get(k)) && !atom(next).equals(init.get(k))) {
        kept.add(k);
        continue;
      }
      for (List<Var> list : params) replace(list.get(k), init.get(k));
      replace(e.results().get(k), init.get(k));
    }
    return kept;
  }

  private static <T> List<T> pick(List<T> all, List<Integer> kept) {
    return kept.size() == all.size() ? all : kept.stream().map(all::get).toList();
  }
}
