package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zeros of a value's shape, for cotangents nobody has contributed to yet. The shape of an array value is that of its <em>root</em>: the allocation
 * or parameter its stores start from, as long as loops and branches keep it in place. Where the root is neither (a swapped buffer, a branch that
 * chooses between arrays), its length is measured where it is defined and is from then on a scalar like any other, taped if need be.
 *
 * <p>Known weakness: for a root of rank two or more that is no allocation, zeros are made like the array itself, which may keep it alive.
 */
final class Shapes {
  private final Func func;
  private final Set<Var> params;
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, Eqn> loopOf = new HashMap<>();
  private final Map<Var, Var> lengths = new HashMap<>();

  /** Studies {@code f}; {@link #measured()} is the same function with lengths measured of active arrays that need it. */
  Shapes(Func f, Set<Var> active) {
    params = new HashSet<>(f.params());
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      for (Var v : e.results()) definitions.put(v, e);
      switch (e.op()) {
        case Op.For l -> l.carries().forEach(p -> loopOf.put(p, e));
        case Op.While w -> w.carries().forEach(p -> loopOf.put(p, e));
        case Op.Apply _, Op.If _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> { }
      }
    }
    func = f.withBody(measure(f.body(), active));
  }

  Func measured() {
    return func;
  }

  private Region measure(Region r, Set<Var> active) {
    Builder b = new Builder();
    r.params().forEach(v -> measure(v, active, b));
    for (Eqn e : r.eqns()) {
      boolean nested = !e.op().regions().isEmpty();
      b.add(nested ? new Eqn(e.results(), e.op().map(a -> a, q -> measure(q, active))) : e);
      e.results().forEach(v -> measure(v, active, b));
    }
    return new Region(r.params(), b.close(), r.results());
  }

  private void measure(Var v, Set<Var> active, Builder b) {
    if (v.type().rank() != 1 || !active.contains(v) || params.contains(v) || allocation(v) != null || !root(v).equals(v)) return;
    lengths.put(v, b.length(v));
  }

  /** Appends zeros shaped like {@code v} (an array), reading primal values as if all of them were in scope. */
  Var zeros(Var v, String name, Builder b) {
    Var root = root(v);
    Op.NewArray allocation = allocation(root);
    if (allocation != null) return b.newArray(name, allocation.type(), allocation.dims().toArray(Atom[]::new));
    if (lengths.containsKey(root)) return b.newArray(name, v.type(), lengths.get(root));
    if (v.type().rank() == 1 && params.contains(root)) return b.newArray(name, v.type(), b.length(root));
    return b.zerosLike(name, root);
  }

  private Op.NewArray allocation(Var v) {
    return definitions.get(v) instanceof Eqn e && e.op() instanceof Op.NewArray a && a.dims().size() == a.type().rank() ? a : null;
  }

  /** Where the array's shape comes from; the array itself if that is not certain. */
  private Var root(Atom a) {
    Var v = (Var) a;
    Eqn e = definitions.get(v);
    if (e == null) {
      Eqn l = loopOf.get(v);
      if (l == null) return v;
      int k = carries(l).indexOf(v);
      return keeps(l, k) ? root(inits(l).get(k)) : v;
    }
    return switch (e.op()) {
      case Op.Store(var array, var index, var value) -> value.type().isArray() ? v : root(array);
      case Op.AddAt(var array, var index, var value) -> root(array);
      case Op.Copy(var array) -> root(array);
      case Op.ZerosLike(var array) -> root(array);
      case Op.For _, Op.While _ -> {
        int k = e.results().indexOf(v);
        yield keeps(e, k) ? root(inits(e).get(k)) : v;
      }
      case Op.If(var cond, var then, var orElse) -> {
        int k = e.results().indexOf(v);
        Var t = root(then.results().get(k));
        yield t.equals(root(orElse.results().get(k))) && !definedIn(t, then) && !definedIn(t, orElse) ? t : v;
      }
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Length _, Op.Grow _, Op.Call _ -> v;
    };
  }

  private static boolean definedIn(Var v, Region r) {
    return FreeVars.boundIn(r).contains(v);
  }

  /** Whether carry {@code k} comes back as itself: stored to, never replaced, grown or swapped. */
  private boolean keeps(Eqn loop, int k) {
    return reaches(body(loop).results().get(k), carries(loop).get(k));
  }

  private boolean reaches(Atom a, Var p) {
    if (a.equals(p)) return true;
    Eqn e = definitions.get((Var) a);
    if (e == null) return false;
    return switch (e.op()) {
      case Op.Store(var array, var index, var value) -> !value.type().isArray() && reaches(array, p);
      case Op.AddAt(var array, var index, var value) -> reaches(array, p);
      case Op.For _, Op.While _ -> {
        int k = e.results().indexOf(a);
        yield keeps(e, k) && reaches(inits(e).get(k), p);
      }
      case Op.If(var cond, var then, var orElse) -> {
        int k = e.results().indexOf(a);
        yield reaches(then.results().get(k), p) && reaches(orElse.results().get(k), p);
      }
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Call _ -> false;
    };
  }

  private static List<Atom> inits(Eqn loop) {
    return loop.op() instanceof Op.For l ? l.init() : ((Op.While) loop.op()).init();
  }

  private static List<Var> carries(Eqn loop) {
    return loop.op() instanceof Op.For l ? l.carries() : ((Op.While) loop.op()).carries();
  }

  private static Region body(Eqn loop) {
    return loop.op() instanceof Op.For l ? l.body() : ((Op.While) loop.op()).body();
  }
}
