package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which values count on every path: from wherever such a value is computed, each way on to the wanted results uses it, other than in a
 * condition or as an alternative that may be passed over. The cotangent of any other value may be zero merely because the path taken does
 * not use it.
 *
 * <p>Method: against execution order, what is used in both arms of a branch counts, what only a loop uses counts if that surely runs, and a
 * carry counts if its value after the loop does and an iteration that is given one surely uses it (the greatest such set).
 *
 * <p>Known weakness: what is stored in an array never counts, as the element may be left unread or overwritten; neither does an argument
 * of a call.
 */
final class SureUse {
  private SureUse() {}

  /** Of the values bound in the region those that count towards these of its results. */
  static Set<Var> of(Region r, Collection<? extends Atom> wanted) {
    var sure = new HashSet<Var>();
    wanted.forEach(a -> use(a, sure));
    for (Eqn e : r.eqns().reversed()) eqn(e, sure);
    return sure;
  }

  private static void use(Atom a, Set<Var> sure) {
    if (a instanceof Var v && v.type().isFloat()) sure.add(v);
  }

  private static void eqn(Eqn e, Set<Var> sure) {
    switch (e.op()) {
      case Op.Apply(var prim, var args) -> {
        if (!sure.contains(e.result())) return;
        boolean same = prim == Prim.SELECT && args.get(1).equals(args.get(2));
        for (int i = 0; i < args.size(); i++)
          if (prim.rule(i) != null && (!prim.chooses() || same || prim.isStrong() && prim != Prim.STRONG_PRODUCT && i == 0)) use(args.get(i), sure);
      }
      case Op.If(var cond, var then, var orElse) -> {
        Set<Var> t = of(then, wanted(e, then, sure));
        Set<Var> o = of(orElse, wanted(e, orElse, sure));
        Set<Var> captured = FreeVars.of(then, orElse);
        captured.stream().filter(v -> t.contains(v) && o.contains(v)).forEach(sure::add);
        addInner(t, captured, sure);
        addInner(o, captured, sure);
      }
      case Op.For l -> loop(e, l.init(), l.carries(), l.body(), isEntered(l), sure);
      case Op.While w -> loop(e, w.init(), w.carries(), w.body(), false, sure);
      case Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Contract _ -> { }
      case Op.Each each -> throw each.unexpected();
    }
  }

  private static List<Atom> wanted(Eqn e, Region arm, Set<Var> sure) {
    var wanted = new ArrayList<Atom>();
    for (int k = 0; k < e.results().size(); k++) if (sure.contains(e.results().get(k))) wanted.add(arm.results().get(k));
    return wanted;
  }

  private static void loop(Eqn e, List<Atom> init, List<Var> carries, Region body, boolean entered, Set<Var> sure) {
    var counting = new ArrayList<Integer>();
    for (int k = 0; k < init.size(); k++) if (sure.contains(e.results().get(k))) counting.add(k);
    Set<Var> inside = null;
    for (int before = -1; before != counting.size(); ) {
      before = counting.size();
      inside = of(body, counting.stream().map(body.results()::get).toList());
      Set<Var> uses = inside;
      counting.removeIf(k -> !uses.contains(carries.get(k)));
    }
    Set<Var> captured = FreeVars.of(body);
    if (entered) inside.stream().filter(captured::contains).forEach(sure::add);
    addInner(inside, captured, sure);
    for (int k : counting) use(init.get(k), sure);
  }

  private static boolean isEntered(Op.For l) {
    return l.lo() instanceof Lit lo && l.hi() instanceof Lit hi && (Integer) lo.value() < (Integer) hi.value();
  }

  private static void addInner(Set<Var> inside, Set<Var> captured, Set<Var> sure) {
    for (Var v : inside) if (!captured.contains(v)) sure.add(v);
  }
}
