package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes once what is computed twice: an equation equal to one that surely ran before it takes over its result. Arithmetic, tables,
 * lengths and loads qualify; as an array value never changes, two loads of the same element of the same value are equal whatever lies
 * between. Nothing moves earlier, so traps stay where they are. A shared row lives no longer than the second load did, hence not beyond its
 * array.
 */
public final class CommonSubexpressions {
  private final Map<Op, Var> seen = new HashMap<>();
  private final Map<Var, Atom> replaced = new HashMap<>();

  private CommonSubexpressions() {}

  public static Func run(Func f) {
    return f.withBody(region(f.body()));
  }

  /** The same for a region in which variables bound elsewhere may occur; its parameters stay as they are. */
  static Region region(Region r) {
    return new CommonSubexpressions().inside(r);
  }

  /** What is computed in the region is known until its end. */
  private Region inside(Region r) {
    var added = new ArrayList<Op>();
    var out = new ArrayList<Eqn>(r.eqns().size());
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> Substitute.atom(a, replaced), this::inside);
      if (!qualifies(op)) {
        out.add(new Eqn(e.results(), op));
        continue;
      }
      Op key = key(op);
      Var before = seen.putIfAbsent(key, e.result());
      if (before != null) {
        replaced.put(e.result(), before);
      } else {
        added.add(key);
        out.add(new Eqn(e.results(), op));
      }
    }
    added.forEach(seen::remove);
    return new Region(r.params(), out, Substitute.atoms(r.results(), replaced));
  }

  private static boolean qualifies(Op op) {
    return switch (op) {
      case Op.Apply _, Op.Table _, Op.Length _, Op.Load _ -> true;
      case Op.If _, Op.For _, Op.While _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Parallel _ -> false;
    };
  }

  /** The operation with operands whose order does not matter in one order. */
  private static Op key(Op op) {
    if (!(op instanceof Op.Apply(var prim, var args)) || prim != Prim.ADD && prim != Prim.MUL) return op;
    boolean swap = args.get(1) instanceof Var y && (args.get(0) instanceof Lit || args.get(0) instanceof Var x && x.id() > y.id());
    return swap ? new Op.Apply(prim, List.of(args.get(1), args.get(0))) : op;
  }
}
