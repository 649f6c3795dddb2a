package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Arrays whose rows may be absent ({@code null}), or that may be such a row themselves: those allocated without their rows, grown, or
 * derived from one of these. Access to all others throws only one kind of exception, which leaves more freedom in the order of evaluation.
 * Arrays given by the caller are taken to be complete.
 */
final class AbsentRows {
  private final Set<Var> vars = new HashSet<>();
  private final Program program;
  private boolean changed = true;

  AbsentRows(Program program) {
    this.program = program;
    List<Eqn> eqns = program.all().stream().flatMap(f -> FreeVars.eqnsIn(f.body()).stream()).toList();
    while (changed) {
      changed = false;
      eqns.forEach(this::eqn);
    }
  }

  boolean contains(Atom a) {
    return a instanceof Var v && vars.contains(v);
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.NewArray(var type, var dims) -> mark(dims.size() < type.rank(), e.result());
      case Op.Grow(var array, var length) -> mark(array.type().rank() > 1, e.result());
      case Op.Load(var array, var index) -> mark(contains(array) && e.result().type().isArray(), e.result());
      case Op.Store(var array, var index, var value) -> mark(contains(array) || contains(value), e.result());
      case Op.AddAt(var array, var index, var value) -> mark(contains(array), e.result());
      case Op.ZerosLike(var array) -> mark(contains(array), e.result());
      case Op.Copy(var array) -> mark(contains(array), e.result());
      case Op.If(var cond, var then, var orElse) -> {
        for (int k = 0; k < e.results().size(); k++)
          mark(contains(then.results().get(k)) || contains(orElse.results().get(k)), e.results().get(k));
      }
      case Op.For l -> carries(e, l.init(), l.body(), l.carries());
      case Op.While(var init, var cond, var body) -> {
        carries(e, init, body, cond.params());
        carries(e, init, body, body.params());
      }
      case Op.Call(var callee, var args) -> {
        Func f = program.functions().get(callee.name());
        for (int k = 0; k < args.size(); k++) mark(contains(args.get(k)), f.params().get(k));
        for (int k = 0; k < e.results().size(); k++) mark(contains(f.results().get(k)), e.results().get(k));
      }
      case Op.Apply _, Op.Table _, Op.Length _, Op.Throw _ -> { }
      case Op.Parallel p -> throw p.unexpected();
    }
  }

  private void carries(Eqn e, List<Atom> init, Region body, List<Var> params) {
    for (int k = 0; k < init.size(); k++) {
      boolean absent = contains(init.get(k)) || contains(body.results().get(k));
      mark(absent, e.results().get(k));
      mark(absent, params.get(k));
    }
  }

  private void mark(boolean absent, Var v) {
    if (absent && vars.add(v)) changed = true;
  }
}
