package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which exceptions may come out of code, so that a pass that changes the order in which things happen knows whether anybody could tell. Two
 * indices out of range are alike, an index and a division by zero are not.
 *
 * <p>A parameter of the function is taken to be there; a row may be absent.
 */
final class Traps {
  /** A class of exceptions; what is thrown on purpose, or by a call, may be any. */
  enum Kind { INDEX, ABSENT, ARITHMETIC, SIZE, ARGUMENT, ANY }

  private final Set<Eqn> safe;
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, List<Atom>> merged = new HashMap<>();
  private final Set<Var> rows = new HashSet<>();

  /** {@code safe} are the equations of the region that cannot trap although their like may. */
  Traps(Region r, Set<Eqn> safe) {
    this.safe = safe;
    for (Eqn e : FreeVars.eqnsIn(r)) {
      for (Var v : e.results()) definitions.put(v, e);
      switch (e.op()) {
        case Op.For l -> merge(l.carries(), l.init(), l.body().results());
        case Op.While w -> {
          merge(w.carries(), w.init(), w.body().results());
          merge(w.cond().params(), w.init(), w.body().results());
        }
        case Op.Each each -> rows.addAll(each.elements());
        case Op op -> {}
      }
    }
  }

  private void merge(List<Var> params, List<Atom> a, List<Atom> b) {
    for (int k = 0; k < params.size(); k++) merged.put(params.get(k), List.of(a.get(k), b.get(k)));
  }

  /** Whether nobody can tell in which order exceptions of these kinds would come. */
  static boolean areAlike(Set<Kind> kinds) {
    return kinds.isEmpty() || kinds.size() == 1 && !kinds.contains(Kind.ANY);
  }

  /** What these equations may throw, nested ones included. */
  Set<Kind> of(Collection<Eqn> eqns) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Eqn e : eqns) add(e, kinds);
    return kinds;
  }

  private void add(Eqn e, Set<Kind> kinds) {
    for (Region r : e.op().regions()) for (Eqn q : r.eqns()) add(q, kinds);
    if (e.op() instanceof Op.While) kinds.add(Kind.ANY);                  // may not end, which comes before whatever follows
    if (e.op().effect() == Effect.PURE || safe.contains(e)) return;
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> kinds.add(prim == Prim.CLAMP ? Kind.ARGUMENT : Kind.ARITHMETIC);
      case Op.Load(var array, var index) -> access(array, index, kinds);
      case Op.Store(var array, var index, var value) -> access(array, index, kinds);
      case Op.AddAt(var array, var index, var value) -> {
        access(array, index, kinds);
        if (value.type().isArray()) kinds.add(Kind.ABSENT);
      }
      case Op.Length(var array, var index) -> access(array, index, kinds);
      case Op.Each _ -> kinds.add(Kind.INDEX);
      case Op.Contract _ -> {
        kinds.add(Kind.INDEX);
        kinds.add(Kind.ABSENT);
      }
      case Op.NewArray _ -> kinds.add(Kind.SIZE);
      case Op.Throw _, Op.Call _ -> kinds.add(Kind.ANY);
      case Op.If _, Op.For _, Op.While _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _ -> {}
    }
  }

  private void access(Atom array, List<Atom> index, Set<Kind> kinds) {
    kinds.add(Kind.INDEX);
    if (index.size() > 1 || mayBeAbsent(array, new HashSet<>())) kinds.add(Kind.ABSENT);
  }

  private boolean mayBeAbsent(Atom array, Set<Var> asked) {
    if (!(array instanceof Var v) || !asked.add(v)) return false;
    if (merged.containsKey(v)) return merged.get(v).stream().anyMatch(a -> mayBeAbsent(a, asked));
    Eqn e = definitions.get(v);
    if (e == null) return rows.contains(v);
    int k = e.results().indexOf(v);
    return switch (e.op()) {
      case Op.Load _ -> true;
      case Op.If(var cond, var then, var orElse) ->
          mayBeAbsent(then.results().get(k), asked) || mayBeAbsent(orElse.results().get(k), asked);
      case Op.For l -> mayBeAbsent(l.init().get(k), asked) || mayBeAbsent(l.body().results().get(k), asked);
      case Op.While w -> mayBeAbsent(w.init().get(k), asked) || mayBeAbsent(w.body().results().get(k), asked);
      case Op.AddAt(var whole, var index, var value) -> mayBeAbsent(whole, asked);
      case Op.Apply _, Op.Store _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _,
          Op.Parallel _ -> false;
    };
  }
}
