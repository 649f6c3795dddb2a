package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Arrays that the caller goes on to see: those that the function owns, as long as it writes them in place. If the function ends in an
 * exception, and the caller catches that, they have what was stored until then. So a store to them is an effect: it keeps its place among
 * whatever may trap.
 *
 * <p>Method: everything that may have taken over such an array, loops walked until nothing is added. Weakness: all arrays that a call gives
 * back count if it was given one.
 */
final class SeenArrays {
  private final Set<Var> arrays;

  private SeenArrays(Set<Var> arrays) {
    this.arrays = arrays;
  }

  /** Nobody sees what is owned, as in derivatives, which work on copies. */
  static SeenArrays none() {
    return new SeenArrays(Set.of());
  }

  static SeenArrays of(Func f) {
    SeenArrays seen = new SeenArrays(new LinkedHashSet<>(f.owned()));
    seen.region(f.body());
    return seen;
  }

  boolean is(Atom a) {
    return a instanceof Var v && arrays.contains(v);
  }

  boolean any(Collection<? extends Atom> atoms) {
    return atoms.stream().anyMatch(this::is);
  }

  /** Whether somebody could tell when this happens: it throws on purpose, or stores to such an array. */
  boolean isEffect(Eqn e) {
    return e.op().effects().isAtLeast(Effect.THROW) || writes(e);
  }

  /** Whether a store to the array may happen after this equation as well as before it, as far as exceptions go. */
  boolean mayPass(Atom array, Eqn e) {
    return !e.op().effects().isAtLeast(is(array) ? Effect.TRAP : Effect.THROW);
  }

  private boolean writes(Eqn e) {
    return any(e.op().consumed()) || e.op().regions().stream().anyMatch(r -> r.eqns().stream().anyMatch(this::writes));
  }

  private void region(Region r) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.If(var cond, var then, var orElse) -> {
          region(then);
          region(orElse);
          pass(then.results(), e.results());
          pass(orElse.results(), e.results());
        }
        case Op.For l -> loop(e, l.init(), List.of(l.carries()), List.of(l.body()));
        case Op.While w -> loop(e, w.init(), List.of(w.cond().params(), w.carries()), List.of(w.cond(), w.body()));
        case Op.Each each -> {
          pass(each.starts(), e.results());
          for (int k = 0; k < each.add().size(); k++) if (is(each.add().get(k))) arrays.add(each.accumulators().get(k));
          region(each.body());
        }
        case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Call _, Op.Contract _ -> {
          if (any(e.op().consumed())) e.results().stream().filter(v -> v.type().isArray()).forEach(arrays::add);
        }
      }
    }
  }

  private void loop(Eqn e, List<Atom> init, List<List<Var>> carries, List<Region> regions) {
    pass(init, e.results());
    for (int before = -1; before != arrays.size(); ) {
      before = arrays.size();
      for (List<Var> params : carries) pass(init, params);
      regions.forEach(this::region);
      for (List<Var> params : carries) pass(regions.getLast().results(), params);
      pass(regions.getLast().results(), e.results());
    }
  }

  private void pass(List<? extends Atom> from, List<Var> to) {
    for (int k = 0; k < to.size(); k++) if (is(from.get(k))) arrays.add(to.get(k));
  }
}
