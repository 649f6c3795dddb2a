package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Zeros of a value's shape, for cotangents nobody has contributed to yet. Where the array's {@linkplain ShapeRoots root} is an allocation
 * or a borrowed parameter, that says the shape; else its length is measured where it is defined and is from then on a scalar like any
 * other, taped if need be.
 *
 * <p>Known weakness: for a root of rank two or more that is no allocation, zeros are made like the array itself, which may keep it alive.
 */
final class Shapes {
  private final Func func;
  private final ShapeRoots roots;
  private final Set<Var> params;
  private final Map<Var, Var> lengths = new HashMap<>();

  /** Studies {@code f}; {@link #measured()} is the same function with lengths measured of active arrays that need it. */
  Shapes(Func f, Set<Var> active) {
    params = new HashSet<>(f.params());
    params.removeAll(f.owned());
    roots = ShapeRoots.of(f.body());
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
    if (v.type().rank() != 1 || !active.contains(v) || params.contains(v) || roots.allocation(v) != null || !roots.root(v).equals(v)) return;
    lengths.put(v, b.length(v));
  }

  /** Appends zeros shaped like {@code v} (an array), reading primal values as if all of them were in scope. */
  Var zeros(Var v, String name, Builder b) {
    Var root = roots.root(v);
    Op.NewArray allocation = roots.allocation(v);
    if (allocation != null) return b.newArray(name, v.type(), allocation.dims().toArray(Atom[]::new));
    if (lengths.containsKey(root)) return b.newArray(name, v.type(), lengths.get(root));
    if (v.type().rank() == 1 && params.contains(root)) return b.newArray(name, v.type(), b.length(root));
    return b.zerosLike(name, root);
  }
}
