package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a variable is read, and whether its only reader stands in the region that binds it, so that its expression may take its place.
 */
final class Uses {
  private final Map<Var, Integer> counts = new HashMap<>();
  private final Map<Var, Integer> boundIn = new HashMap<>();
  private final Map<Var, Integer> readIn = new HashMap<>();
  private int regions;

  Uses(Func f) {
    region(f.body());
  }

  int count(Var v) {
    return counts.getOrDefault(v, 0);
  }

  boolean isOnceInItsRegion(Var v) {
    return count(v) == 1 && boundIn.get(v).equals(readIn.get(v));
  }

  private void region(Region r) {
    int id = regions++;
    for (Var p : r.params()) boundIn.put(p, id);
    for (Eqn e : r.eqns()) {
      for (Atom a : e.op().args()) read(a, id);
      for (Region s : e.op().regions()) region(s);
      for (Var v : e.results()) boundIn.put(v, id);
    }
    for (Atom a : r.results()) read(a, id);
  }

  private void read(Atom a, int region) {
    if (!(a instanceof Var v)) return;
    counts.merge(v, 1, Integer::sum);
    readIn.put(v, region);
  }
}
