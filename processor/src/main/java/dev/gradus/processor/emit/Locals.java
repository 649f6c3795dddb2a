package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which variables share a Java local. Some must, because they are the same array object: what follows by stores, and a carry that every
 * iteration stores into ({@link InPlace}). Carry and result of a loop always do. Where a value merely moves (into a loop, out of an
 * iteration, out of a branch) it may, if the two are never wanted at the same time, and then the move costs no code. Parameters of the
 * method are never assigned.
 */
final class Locals {
  private final Map<Var, List<Liveness.Span>> spans;
  private final Map<Var, Local> locals = new HashMap<>();
  private final InPlace inPlace;
  private final SpokenNames spoken;

  Locals(Func f, InPlace inPlace) {
    this.spans = Liveness.of(f);
    this.inPlace = inPlace;
    List<Eqn> eqns = FreeVars.eqnsIn(f.body());
    this.spoken = new SpokenNames(eqns);
    for (Var p : f.params()) of(p).fix();
    for (Eqn e : eqns) if (e.op() instanceof Op.Table) of(e.result()).fix();
    for (Eqn e : eqns) required(e);
    for (Eqn e : eqns) wished(e);
  }

  Local of(Var v) {
    return locals.computeIfAbsent(v, _ -> new Local(v, spoken.of(v), spans.getOrDefault(v, List.of()))).root();
  }

  private void required(Eqn e) {
    switch (e.op()) {
      case Op.Store(var array, var index, var value) -> join(array, e.result());
      case Op.AddAt(var array, var index, var value) -> join(array, e.result());
      case Op.For l -> {
        of(l.index()).fix();
        carries(e, l.carries(), l.init());
      }
      case Op.While(var init, var cond, var body) -> {
        carries(e, cond.params(), init);
        carries(e, body.params(), init);
      }
      case Op.If _ -> {
        for (Var r : e.results()) {
          if (r.type().isArray()) join(inPlace.root(r), r);
          else of(r).prefer(r.name());
        }
      }
      case Op.Call _ -> {
        for (Var r : e.results()) if (r.type().isArray()) join(inPlace.root(r), r);
      }
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _ -> { }
      case Op.Parallel p -> throw p.unexpected();
    }
  }

  private void carries(Eqn e, List<Var> params, List<Atom> init) {
    for (int k = 0; k < params.size(); k++) {
      Var r = e.results().get(k);
      of(r).prefer(spoken.ofCarry(r, init.get(k)));
      join(r, params.get(k));
      if (r.type().isArray() && !inPlace.root(r).equals(r)) join(init.get(k), r);
    }
  }

  private void wished(Eqn e) {
    switch (e.op()) {
      case Op.For l -> moves(e, l.init(), l.body());
      case Op.While(var init, var cond, var body) -> moves(e, init, body);
      case Op.If(var cond, var then, var orElse) -> {
        for (int k = 0; k < e.results().size(); k++) {
          tryJoin(e.results().get(k), then.results().get(k));
          tryJoin(e.results().get(k), orElse.results().get(k));
        }
      }
      case Op.Grow(var array, var length) -> tryJoin(e.result(), array);
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Throw _,
          Op.Call _ -> { }
      case Op.Parallel p -> throw p.unexpected();
    }
  }

  private void moves(Eqn e, List<Atom> init, Region body) {
    for (int k = 0; k < init.size(); k++) {
      tryJoin(e.results().get(k), init.get(k));
      tryJoin(e.results().get(k), body.results().get(k));
    }
  }

  private void join(Atom a, Var b) {
    Local x = of((Var) a);
    Local y = of(b);
    if (x != y) x.join(y);
  }

  private void tryJoin(Var a, Atom b) {
    if (!(b instanceof Var v)) return;
    Local x = of(a);
    Local y = of(v);
    if (x == y || x.isFixed() || y.isFixed() || x.meets(y)) return;
    x.join(y);
  }
}
