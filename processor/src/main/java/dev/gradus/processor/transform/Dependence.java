package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
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
 * What depends on some parameters in any way: as numbers, as indices, in shape, or because a branch or the trips of a loop do. {@link
 * Activity} asks for less, derivatives only.
 */
final class Dependence {
  private final Set<Var> dependent;

  private Dependence(Collection<Var> params) {
    this.dependent = new LinkedHashSet<>(params);
  }

  /** All variables of the function that depend on these parameters or on their shapes. */
  static Set<Var> on(Func f, Collection<Var> params) {
    var d = new Dependence(params);
    d.region(f.body(), false);
    return d.dependent;
  }

  private boolean is(Atom a) {
    return a instanceof Var v && dependent.contains(v);
  }

  private boolean any(List<? extends Atom> atoms) {
    return atoms.stream().anyMatch(this::is);
  }

  private void mark(Var v, boolean depends) {
    if (depends) dependent.add(v);
  }

  /** @param control whether it depends on the parameters if, or how often, the region runs */
  private void region(Region r, boolean control) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.If(var cond, var then, var orElse) -> {
          boolean inside = control || is(cond);
          region(then, inside);
          region(orElse, inside);
          for (int k = 0; k < e.results().size(); k++) {
            mark(e.results().get(k), inside || is(then.results().get(k)) || is(orElse.results().get(k)));
          }
        }
        case Op.For l -> loop(e, l.init(), l.carries(), List.of(l.body()), control || is(l.lo()) || is(l.hi()));
        case Op.While w -> loop(e, w.init(), w.carries(), List.of(w.cond(), w.body()), control);
        case Op.Each each -> each(e, each, control || is(each.lo()) || is(each.hi()));
        case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Call _, Op.Contract _ -> {
          boolean depends = any(e.op().args());
          e.results().forEach(v -> mark(v, depends));
        }
      }
    }
  }

  private void each(Eqn e, Op.Each each, boolean inside) {
    for (int before = -1; before != dependent.size(); ) {
      before = dependent.size();
      for (int k = 0; k < e.results().size(); k++) {
        boolean depends = inside || is(each.starts().get(k)) || is(each.body().results().get(k));
        mark(e.results().get(k), depends);
        if (each.param(k) != null) mark(each.param(k), depends);
      }
      region(each.body(), inside);
    }
  }

  private void loop(Eqn e, List<Atom> init, List<Var> carries, List<Region> regions, boolean control) {
    Region body = regions.getLast();
    boolean inside = control;
    for (int before = -1; before != dependent.size(); ) {
      before = dependent.size();
      inside |= regions.size() > 1 && is(regions.getFirst().results().getFirst());
      for (int k = 0; k < init.size(); k++) {
        boolean depends = inside || is(init.get(k)) || is(body.results().get(k));
        mark(carries.get(k), depends);
        if (regions.size() > 1) mark(regions.getFirst().params().get(k), depends);
      }
      for (Region r : regions) region(r, inside);
    }
    for (int k = 0; k < init.size(); k++) mark(e.results().get(k), inside || is(carries.get(k)) || is(body.results().get(k)));
  }
}
