package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.List;
import java.util.Map;

/**
 * Replaces variables by atoms wherever they are read, nested regions included. Binders are left alone: as every variable is bound once in a
 * function, nothing can be captured by accident. Chains are followed ({@code x -> y, y -> 1} reads {@code x} as 1); a chain that ends in
 * itself stops there.
 */
public final class Substitute {
  private Substitute() {}

  public static Region apply(Region r, Map<Var, Atom> map) {
    return map.isEmpty() ? r : new Region(r.params(), apply(r.eqns(), map), atoms(r.results(), map));
  }

  static List<Eqn> apply(List<Eqn> eqns, Map<Var, Atom> map) {
    return map.isEmpty() ? eqns : eqns.stream().map(e -> apply(e, map)).toList();
  }

  static Eqn apply(Eqn e, Map<Var, Atom> map) {
    return map.isEmpty() ? e : new Eqn(e.results(), apply(e.op(), map));
  }

  static Op apply(Op op, Map<Var, Atom> map) {
    return op.map(a -> atom(a, map), r -> apply(r, map));
  }

  static List<Atom> atoms(List<? extends Atom> atoms, Map<Var, Atom> map) {
    return atoms.stream().map(a -> atom(a, map)).toList();
  }

  /** What the atom stands for in the end. */
  static Atom atom(Atom a, Map<Var, Atom> map) {
    Atom at = a;
    while (at instanceof Var v && map.get(v) instanceof Atom next && !next.equals(v)) at = next;
    return at;
  }
}
