package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an array value gets its shape: the allocation, parameter or other definition that its stores start from, as long as loops and branches
 * keep it in place. Storing a row may change the shape, so a chain stops there, as it does at a swap or at a branch that chooses between arrays.
 */
final class Roots {
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, Eqn> loopOf = new HashMap<>();

  Roots(Func f) {
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      for (Var v : e.results()) definitions.put(v, e);
      if (isLoop(e)) carries(e).forEach(p -> loopOf.put(p, e));
    }
  }

  /** The array whose shape {@code a} has for certain; the array itself if no other. */
  Var root(Atom a) {
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

  /** The allocation that gave {@code v} its shape, all dimensions given, or {@code null}. */
  Op.NewArray allocation(Var v) {
    return definitions.get(root(v)) instanceof Eqn e && e.op() instanceof Op.NewArray a && a.dims().size() == a.type().rank() ? a : null;
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

  private static boolean isLoop(Eqn e) {
    return e.op() instanceof Op.For || e.op() instanceof Op.While;
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
