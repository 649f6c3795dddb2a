package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An {@code i32} carry of a counted loop that changes by the same amount in every iteration is a formula of the loop index: reverse mode
 * then needs no tape for it and index analyses see through it. Exact, overflow included, as all of it is arithmetic modulo 2^32.
 */
public final class Induction {
  private final Map<Var, Atom> formulas = new HashMap<>();

  private Induction() {}

  public static Func run(Func f) {
    Induction induction = new Induction();
    Region body = induction.region(f.body());
    return f.withBody(Substitute.apply(body, induction.formulas));
  }

  private Region region(Region r) {
    Builder b = new Builder();
    for (Eqn e : r.eqns()) {
      if (e.op() instanceof Op.For l) loop(e, l, b);
      else b.add(new Eqn(e.results(), e.op().map(a -> a, this::region)));
    }
    return new Region(r.params(), b.close(), r.results());
  }

  private void loop(Eqn e, Op.For l, Builder b) {
    Region inner = Substitute.apply(region(l.body()), formulas);
    Set<Var> bound = new HashSet<>(FreeVars.boundIn(inner));
    Builder head = new Builder();
    Builder after = new Builder();
    var yields = new ArrayList<>(inner.results());
    for (int k = 0; k < l.init().size(); k++) {
      Var p = l.carries().get(k);
      Atom step = p.type().equals(ValueType.I32) ? step(inner, p, yields.get(k)) : null;
      if (step == null || step instanceof Var v && bound.contains(v)) continue;
      Atom done = l.down() ? head.sub(head.sub(l.hi(), Lit.of(1)), l.index()) : head.sub(l.index(), l.lo());
      formulas.put(p, head.named(p.name(), Prim.ADD, l.init().get(k), head.mul(step, done)));
      Atom trips = after.sub(after.apply(Prim.MAX, l.hi(), l.lo()), l.lo());
      formulas.put(e.results().get(k), after.named(p.name(), Prim.ADD, l.init().get(k), after.mul(step, trips)));
      yields.set(k, p);
    }
    Builder body = new Builder();
    body.addAll(head.close());
    body.addAll(inner.eqns());
    b.add(new Eqn(e.results(), new Op.For(l.lo(), l.hi(), l.down(), l.init(), new Region(inner.params(), body.close(), yields))));
    b.addAll(after.close());
  }

  /** What is added to {@code p} in each iteration, or {@code null}. */
  private static Atom step(Region body, Var p, Atom yield) {
    for (Eqn e : body.eqns()) {
      if (!e.results().contains(yield) || !(e.op() instanceof Op.Apply(var prim, var args))) continue;
      if (prim == Prim.ADD && args.get(0).equals(p)) return args.get(1);
      if (prim == Prim.ADD && args.get(1).equals(p)) return args.get(0);
      if (prim == Prim.SUB && args.get(0).equals(p) && args.get(1) instanceof Lit l) return Lit.of(-(Integer) l.value());
    }
    return null;
  }
}
