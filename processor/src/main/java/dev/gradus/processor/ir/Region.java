package dev.gradus.processor.ir;

import java.util.List;

/** Nested code: binds its parameters, runs its equations in order, yields its results. It may read variables of enclosing regions. */
public record Region(List<Var> params, List<Eqn> eqns, List<Atom> results) {
  public Region {
    params = List.copyOf(params);
    eqns = List.copyOf(eqns);
    results = List.copyOf(results);
  }
}
