package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of code with fresh variables for everything it binds, so that it may stand beside the original: inlined bodies, recomputed
 * iterations. Variables it takes from outside stay as they are unless the given map says otherwise.
 */
final class Refresh {
  /** The copy of a region, and what every variable bound in the original (or given) is called in it. */
  record Copied(Region region, Map<Var, Atom> names) {}

  /** The same for a list of equations. */
  record CopiedEqns(List<Eqn> eqns, Map<Var, Atom> names) {
    /** What {@code a} is called in the copy. */
    Atom of(Atom a) {
      return a instanceof Var v && names.get(v) instanceof Atom known ? known : a;
    }
  }

  private final Map<Var, Atom> names;

  private Refresh(Map<Var, ? extends Atom> given) {
    this.names = new LinkedHashMap<>(given);
  }

  /**
   * Copies a region with fresh parameters. A parameter that {@code given} maps keeps its place in the list but is read as given; a result
   * of an equation that it maps to a variable is bound by that name in the copy.
   */
  static Copied region(Region r, Map<Var, ? extends Atom> given) {
    Refresh refresh = new Refresh(given);
    Region copy = refresh.region(r);
    return new Copied(copy, refresh.names);
  }

  static CopiedEqns eqns(List<Eqn> eqns, Map<Var, ? extends Atom> given) {
    Refresh refresh = new Refresh(given);
    List<Eqn> copy = refresh.eqns(eqns);
    return new CopiedEqns(copy, refresh.names);
  }

  private Region region(Region r) {
    List<Var> params = fresh(r.params());
    List<Eqn> eqns = eqns(r.eqns());
    return new Region(params, eqns, r.results().stream().map(this::read).toList());
  }

  private List<Eqn> eqns(List<Eqn> eqns) {
    var out = new ArrayList<Eqn>(eqns.size());
    for (Eqn e : eqns) {
      Op op = e.op().map(this::read, this::region);
      out.add(new Eqn(bind(e.results()), op));
    }
    return out;
  }

  private List<Var> fresh(List<Var> params) {
    var fresh = new ArrayList<Var>(params.size());
    for (Var v : params) {
      Var f = Var.like(v);
      names.putIfAbsent(v, f);
      fresh.add(f);
    }
    return fresh;
  }

  private List<Var> bind(List<Var> results) {
    return results.stream().map(v -> (Var) names.computeIfAbsent(v, Var::like)).toList();
  }

  private Atom read(Atom a) {
    return a instanceof Var v && names.get(v) instanceof Atom known ? known : a;
  }
}
