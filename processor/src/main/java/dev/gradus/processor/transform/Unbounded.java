package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which floating-point values may be infinite or no number: those that come of a row that says so of itself or its
 * slope ({@link Prim#isSingular}), and whatever the program itself looks at for being so. To a fixpoint, in execution order.
 *
 * <p>Known weakness: what comes from outside is taken to be an ordinary number unless it is looked at, and sums and products of ordinary
 * numbers not to overflow.
 */
final class Unbounded {
  private final Set<Var> found = new HashSet<>();
  private final Map<Var, Op> definitions = new HashMap<>();

  private Unbounded() {}

  static Set<Var> of(Func f) {
    Unbounded u = new Unbounded();
    List<Eqn> eqns = FreeVars.eqnsIn(f.body());
    for (Eqn e : eqns) if (e.results().size() == 1) u.definitions.put(e.result(), e.op());
    for (Eqn e : eqns) if (e.op() instanceof Op.Apply(var prim, var args)) u.tested(prim, args);
    u.spread(eqns);
    return u.found;
  }

  private void spread(List<Eqn> eqns) {
    for (int before = -1; before != found.size(); ) {
      before = found.size();
      eqns.forEach(this::eqn);
    }
  }

  /** Whether the operand is among these, or an infinite constant. */
  static boolean is(Set<Var> found, Atom a) {
    return a instanceof Var v ? found.contains(v) : ((Lit) a).value() instanceof Number n && !Double.isFinite(n.doubleValue());
  }

  private boolean is(Atom a) {
    return is(found, a);
  }

  private void mark(Var v, boolean is) {
    if (is && v.type().isFloat()) found.add(v);
  }

  /** {@code x != x}, or a comparison with what only infinite numbers exceed, of {@code x} or its size. */
  private void tested(Prim prim, List<Atom> args) {
    switch (prim) {
      case LT, LE, GT, GE, EQ, NE -> {
        Atom a = args.getFirst();
        Atom b = args.getLast();
        if (isLast(b) || a.equals(b)) test(a);
        if (isLast(a)) test(b);
      }
      default -> { }
    }
  }

  private static boolean isLast(Atom a) {
    if (!(a instanceof Lit l) || !(l.value() instanceof Number n) || l.type().kind().isInteger()) return false;
    double size = Math.abs(n.doubleValue());
    return !(size < (n instanceof Float ? Float.MAX_VALUE : Double.MAX_VALUE));
  }

  private void test(Atom a) {
    if (!(a instanceof Var v)) return;
    mark(v, true);
    if (definitions.get(v) instanceof Op.Apply(var prim, var args) && (prim == Prim.ABS || prim == Prim.NEG)) test(args.getFirst());
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> mark(e.result(), prim.isSingular(args) || args.stream().anyMatch(this::is));
      case Op.If(var cond, var then, var orElse) -> {
        for (int k = 0; k < e.results().size(); k++) mark(e.results().get(k), is(then.results().get(k)) || is(orElse.results().get(k)));
      }
      case Op.For l -> loop(e, l.init(), l.carries(), l.body());
      case Op.While w -> loop(e, w.init(), w.carries(), w.body());
      case Op.Call _ -> e.results().forEach(v -> mark(v, true));
      case Op.Load _, Op.Store _, Op.AddAt _, Op.Copy _, Op.Grow _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Throw _,
          Op.Contract _ -> {
        for (Var v : e.results()) mark(v, e.op().args().stream().anyMatch(this::is));
      }
      case Op.Each each -> throw each.unexpected();
    }
  }

  private void loop(Eqn e, List<Atom> init, List<Var> carries, Region body) {
    for (int k = 0; k < init.size(); k++) {
      boolean is = is(init.get(k)) || is(body.results().get(k));
      mark(carries.get(k), is);
      mark(e.results().get(k), is);
    }
  }
}
