package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which array variables are one object: changed by stores alone, never swapped with another, never handed to a call that owns it.
 */
final class WrittenInPlace {
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final boolean movesRows;

  WrittenInPlace(Region code) {
    List<Eqn> eqns = FreeVars.eqnsIn(code);
    for (Eqn e : eqns) for (Var v : e.results()) definitions.put(v, e);
    this.movesRows = eqns.stream().anyMatch(e -> e.op() instanceof Op.Store(var array, var index, var value) && value.type().isArray()
        || e.op() instanceof Op.Each each && each.elements().stream().anyMatch(v -> v.type().isArray()));
  }

  /** Whether rows may change their places, or others come in their place, in an array of this type that is one object throughout. */
  boolean movesRows(ValueType array) {
    return array.rank() > 1 && movesRows;
  }

  boolean is(Atom result, Var param) {
    return root(result).equals(param);
  }

  /** The first variable for the object that the array is. */
  Var root(Atom a) {
    Var v = (Var) a;
    Eqn e = definitions.get(v);
    return e == null ? v : root(v, e.op(), e.results().indexOf(v));
  }

  private Var root(Var self, Op op, int k) {
    return switch (op) {
      case Op.Store(var array, var index, var value) -> root(array);
      case Op.AddAt(var array, var index, var value) -> root(array);
      case Op.Contract c -> root(c.into());
      case Op.Each each -> each.starts().get(k).type().isArray() ? root(each.starts().get(k)) : self;
      case Op.If(var cond, var then, var orElse) -> {
        Var root = root(then.results().get(k));
        yield root.equals(root(orElse.results().get(k))) ? root : self;
      }
      case Op.For l -> loop(self, l.init(), l.carries(), l.body(), k);
      case Op.While w -> loop(self, w.init(), w.carries(), w.body(), k);
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _ -> self;
    };
  }

  private Var loop(Var self, List<Atom> init, List<Var> carries, Region body, int k) {
    return root(body.results().get(k)).equals(carries.get(k)) ? root(init.get(k)) : self;
  }
}
