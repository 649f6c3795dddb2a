package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which array values are the same object at run time: the root of a value is the variable whose object has become it by stores alone. A
 * loop result has the root of its initial value if each iteration gives back the object it was given (no swap, no growing), a branch result
 * the root that both arms agree on.
 */
final class InPlace {
  /** The root of what a call gives back of which nothing is known yet: whatever else it is. */
  private static final Var ANY = Var.fresh("any", ValueType.I32);

  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, Var> roots = new HashMap<>();
  private final Map<String, Part> parts;

  InPlace(Func f, Map<String, Part> parts) {
    this.parts = parts;
    for (Eqn e : FreeVars.eqnsIn(f.body())) for (Var v : e.results()) definitions.put(v, e);
  }

  Var root(Atom a) {
    Var v = (Var) a;
    Var known = roots.get(v);
    if (known != null) return known;
    Eqn e = definitions.get(v);
    Var root = e == null ? v : root(e, e.results().indexOf(v));
    roots.put(v, root);
    return root;
  }

  private Var root(Eqn e, int k) {
    Var self = e.results().get(k);
    return switch (e.op()) {
      case Op.Store(var array, var index, var value) -> root(array);
      case Op.AddAt(var array, var index, var value) -> root(array);
      case Op.If(var cond, var then, var orElse) -> {
        Var root = root(then.results().get(k));
        Var other = root(orElse.results().get(k));
        yield other.equals(root) || other.equals(ANY) ? root : root.equals(ANY) ? other : self;
      }
      case Op.For l -> loop(self, l.init().get(k), l.carries().get(k), l.body(), k);
      case Op.While(var init, var cond, var body) -> loop(self, init.get(k), body.params().get(k), body, k);
      case Op.Call(var callee, var args) -> {
        int argument = parts.get(callee.name()).argumentOf(k);
        yield argument == Part.UNKNOWN ? ANY : argument < 0 ? self : root(args.get(argument));
      }
      case Op.Apply _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _ -> self;
      case Op.Parallel p -> throw p.unexpected();
    };
  }

  private Var loop(Var result, Atom init, Var carry, Region body, int k) {
    Var root = root(body.results().get(k));
    return root.equals(carry) || root.equals(ANY) ? root(init) : result;
  }

  /** For each result, the parameter whose object it is, -1 if none, {@link Part#UNKNOWN} if that depends on what is not known of calls. */
  static List<Integer> arguments(Func f, InPlace inPlace) {
    return f.results().stream().map(r -> r instanceof Var v && v.type().isArray() ? argument(f, inPlace.root(v)) : -1).toList();
  }

  private static int argument(Func f, Var root) {
    return root.equals(ANY) ? Part.UNKNOWN : f.params().indexOf(root);
  }
}
