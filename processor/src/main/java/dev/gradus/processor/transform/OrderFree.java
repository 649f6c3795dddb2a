package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * May the iterations of a loop body {@code (i, carries) -> carries} run in any order? Yes if each carry is either unchanged, or only added
 * to (a scalar by {@code add} or {@code sub}, an array by {@code addat}), or an array of which every access has the loop index itself at
 * one and the same position, so that each iteration keeps to its own elements. Reverse mode asks this of the reverse body it has just
 * built: literal reverse order costs up to twice the time of ascending order. Additions then happen in another order, so sums may differ
 * in rounding.
 *
 * <p>Known weakness: an index that is a one-to-one function of the loop index, such as {@code i + 1}, is not recognised.
 */
public final class OrderFree {
  private record Access(boolean adds, List<Atom> index) {}

  private final Region body;
  private final Var index;

  private OrderFree(Region body) {
    this.body = body;
    this.index = body.params().getFirst();
  }

  /** Whether the carries from parameter number {@code from} on allow any order; those before are not looked at. */
  public static boolean check(Region body, int from) {
    OrderFree o = new OrderFree(body);
    return IntStream.range(from, body.params().size()).allMatch(o::carry);
  }

  private boolean carry(int k) {
    Var p = body.params().get(k);
    Atom y = body.results().get(k - 1);
    if (p.equals(y)) return true;
    var chain = new HashSet<Var>(Set.of(p));
    var accesses = new ArrayList<Access>();
    if (!trace(body, chain, accesses) || !chain.contains(y)) return false;
    for (int j = 0; j < body.results().size(); j++) if (j != k - 1 && chain.contains(body.results().get(j))) return false;
    if (accesses.stream().allMatch(Access::adds)) return true;
    return IntStream.range(0, p.type().rank()).anyMatch(d ->
        accesses.stream().allMatch(a -> a.index.size() > d && a.index.get(d).equals(index)));
  }

  private static boolean in(Set<Var> chain, Atom a) {
    return a instanceof Var v && chain.contains(v);
  }

  /** Follows the carry through the region, noting accesses; false if it is used in any other way. */
  private boolean trace(Region r, Set<Var> chain, List<Access> accesses) {
    for (Eqn e : r.eqns()) {
      if (FreeVars.of(e).stream().noneMatch(chain::contains)) continue;
      switch (e.op()) {
        case Op.Apply(var prim, var args) -> {
          boolean adds = prim == Prim.ADD || prim == Prim.SUB && in(chain, args.get(0));
          if (!adds || in(chain, args.get(0)) == in(chain, args.get(1))) return false;
          accesses.add(new Access(true, List.of()));
          chain.add(e.result());
        }
        case Op.Load(var array, var at) -> {
          if (!in(chain, array) || e.result().type().isArray()) return false;
          accesses.add(new Access(false, at));
        }
        case Op.Store(var array, var at, var value) -> {
          if (in(chain, value)) return false;
          accesses.add(new Access(false, at));
          chain.add(e.result());
        }
        case Op.AddAt(var array, var at, var value) -> {
          if (in(chain, value)) return false;
          accesses.add(new Access(true, at));
          chain.add(e.result());
        }
        case Op.If(var cond, var then, var orElse) -> {
          if (in(chain, cond) || !trace(then, chain, accesses) || !trace(orElse, chain, accesses)) return false;
          for (int k = 0; k < e.results().size(); k++) {
            boolean t = in(chain, then.results().get(k));
            if (t != in(chain, orElse.results().get(k))) return false;
            if (t) chain.add(e.results().get(k));
          }
        }
        case Op.For l -> {
          if (in(chain, l.lo()) || in(chain, l.hi())) return false;
          for (int k = 0; k < l.init().size(); k++) if (in(chain, l.init().get(k))) chain.add(l.carries().get(k));
          if (!trace(l.body(), chain, accesses)) return false;
          for (int k = 0; k < l.init().size(); k++) {
            boolean c = in(chain, l.init().get(k));
            if (c != in(chain, l.body().results().get(k))) return false;
            if (c) chain.add(e.results().get(k));
          }
        }
        case Op.Contract c -> {
          if (in(chain, c.left()) || in(chain, c.right())) return false;
          accesses.add(new Access(true, List.of()));
          chain.add(e.result());
        }
        case Op.Length _ -> { }
        case Op.While _, Op.NewArray _, Op.Table _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _, Op.Call _, Op.Each _ -> {
          return false;
        }
      }
    }
    return true;
  }
}
