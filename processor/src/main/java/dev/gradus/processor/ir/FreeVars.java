package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What equations and regions mention, bind, and take from outside. Sets keep order of first mention, so that passes are reproducible. */
public final class FreeVars {
  private FreeVars() {}

  /** Variables read in these regions but bound outside them. */
  public static Set<Var> of(Region... regions) {
    var used = new LinkedHashSet<Var>();
    var bound = new HashSet<Var>();
    for (Region r : regions) scan(r, used, bound);
    used.removeAll(bound);
    return used;
  }

  /** Variables this equation reads, in its operands or in nested regions. */
  public static Set<Var> of(Eqn e) {
    var used = new LinkedHashSet<Var>();
    vars(e.op().args(), used);
    List<Region> regions = e.op().regions();
    if (!regions.isEmpty()) used.addAll(of(regions.toArray(Region[]::new)));
    return used;
  }

  /** Every variable bound in the region, at any depth, parameters included. */
  public static Set<Var> boundIn(Region r) {
    var bound = new LinkedHashSet<Var>();
    scan(r, new HashSet<>(), bound);
    return bound;
  }

  /** Array variables that some operation consumes or some region yields, at any depth. */
  public static Set<Var> consumedIn(Region r) {
    var out = new LinkedHashSet<Var>();
    consumed(r, out);
    return out;
  }

  /** Every equation of the region and of the regions nested in it, outer before inner. */
  public static List<Eqn> eqnsIn(Region r) {
    var out = new ArrayList<Eqn>();
    eqns(r, out);
    return out;
  }

  private static void eqns(Region r, List<Eqn> out) {
    for (Eqn e : r.eqns()) {
      out.add(e);
      for (Region s : e.op().regions()) eqns(s, out);
    }
  }

  private static void consumed(Region r, Set<Var> out) {
    for (Atom a : r.results()) if (a instanceof Var v && v.type().isArray()) out.add(v);
    for (Eqn e : r.eqns()) {
      vars(e.op().consumed(), out);
      for (Region s : e.op().regions()) consumed(s, out);
    }
  }

  private static void scan(Region r, Set<Var> used, Set<Var> bound) {
    bound.addAll(r.params());
    vars(r.results(), used);
    for (Eqn e : r.eqns()) {
      bound.addAll(e.results());
      vars(e.op().args(), used);
      for (Region s : e.op().regions()) scan(s, used, bound);
    }
  }

  private static void vars(List<? extends Atom> atoms, Set<Var> out) {
    for (Atom a : atoms) if (a instanceof Var v) out.add(v);
  }
}
