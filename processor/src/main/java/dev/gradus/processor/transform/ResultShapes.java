package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How large the results of a function are, without running it: its {@linkplain ShapeRoots roots} say so where they are arguments, or
 * allocations whose lengths are scalars that the body computes on every path, from arguments and their lengths. Weakness: what depends on a
 * branch, a loop or another function is not known, and nothing is known of a result with rows of different lengths.
 */
final class ResultShapes {
  private final Func f;
  private final ShapeRoots roots;
  private final Map<Var, Eqn> defined = new HashMap<>();

  ResultShapes(Func f) {
    this.f = f;
    this.roots = ShapeRoots.of(f.body());
    for (Eqn e : f.body().eqns()) e.results().forEach(v -> defined.put(v, e));
  }

  /** An array that has the shape of a result, where the function is called with {@code args}; appends what is needed to make it. */
  Optional<Atom> like(int result, List<Atom> args, Builder b) {
    var given = new HashMap<Var, Atom>();
    for (int i = 0; i < args.size(); i++) given.put(f.params().get(i), args.get(i));
    Atom array = f.results().get(result);
    Atom argument = given.get(roots.root(array));
    Op.NewArray allocation = roots.allocation(array);
    if (allocation == null) return Optional.ofNullable(argument);
    Set<Eqn> needed = new HashSet<>();
    for (Atom d : allocation.dims()) if (!collect(d, needed)) return Optional.empty();
    Refresh.CopiedEqns copy = Refresh.eqns(f.body().eqns().stream().filter(needed::contains).toList(), given);
    b.addAll(copy.eqns());
    return Optional.of(b.newArray("like", array.type(), allocation.dims().stream().map(copy::of).toArray(Atom[]::new)));
  }

  /** Adds what a scalar is computed by, if that is nothing but scalars and the lengths of arguments. */
  private boolean collect(Atom a, Set<Eqn> needed) {
    if (!(a instanceof Var v) || f.params().contains(v)) return true;
    Eqn e = defined.get(v);
    boolean isScalar = e != null && (e.op() instanceof Op.Apply || e.op() instanceof Op.Length);
    if (!isScalar) return false;
    needed.add(e);
    return FreeVars.of(e).stream().allMatch(u -> collect(u, needed));
  }
}
