package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops a forward loop whose reverse loop runs the primal iterations itself: possible when nothing the reverse loop starts from depends on
 * the forward loop. The reverse loop's primal results then stand for the forward loop's, and it moves up to where they are first wanted.
 *
 * <p>Known weakness: where two loops of one method would both trap, the one that traps first may be the other one afterwards. The user's
 * own exceptions keep their place.
 */
final class Fuse {
  private Fuse() {}

  /**
   * A forward loop and the loop that runs it forward and backward; the latter's first results are the former's, and it has its variables.
   */
  record Pair(Eqn forward, Eqn reverse) {
    /** The index that both loops are known by. */
    Var index() {
      return ((Op.For) forward.op()).index();
    }
  }

  /** The equations with the bodies of these forward loops copied, as their own variables now belong to the reverse loops. */
  static List<Eqn> detach(List<Eqn> eqns, List<Pair> pairs) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : eqns) {
      boolean taken = pairs.stream().anyMatch(p -> p.forward == e);
      out.add(taken ? new Eqn(e.results(), e.op().map(a -> a, r -> Refresh.region(r, Map.of()).region())) : e);
    }
    return out;
  }

  /** The body without the pair's forward loop, or {@code null} if the reverse loop cannot do without it. */
  static Region dropForward(Region body, Pair pair) {
    Eqn forward = find(body, pair.forward);
    Eqn reverse = find(body, pair.reverse);
    Set<Eqn> cone = dependencies(body.eqns(), reverse);
    if (cone.contains(forward)) return null;
    var renamed = new HashMap<Var, Atom>();
    for (int k = 0; k < forward.results().size(); k++) renamed.put(forward.results().get(k), reverse.results().get(k));
    var first = new ArrayList<Eqn>();
    var rest = new ArrayList<Eqn>();
    boolean wanted = false;
    for (Eqn e : body.eqns()) {
      if (e == forward) continue;
      wanted |= FreeVars.of(e).stream().anyMatch(renamed::containsKey);
      (wanted && !cone.contains(e) ? rest : first).add(e);
    }
    first.addAll(rest);
    if (!keepsThrows(body, first, forward, reverse)) return null;
    return Substitute.apply(new Region(body.params(), first, body.results()), renamed);
  }

  /**
   * Whether what throws on purpose still comes after everything that may trap before it, the forward loop's work being done by the reverse
   * loop.
   */
  private static boolean keepsThrows(Region body, List<Eqn> after, Eqn forward, Eqn reverse) {
    if (body.eqns().stream().noneMatch(e -> e.op().effects().isAtLeast(Effect.THROW))) return true;
    Set<Eqn> safe = Bounds.safe(body);
    List<Eqn> was = body.eqns().stream().filter(e -> e != reverse && mayTrap(e, safe)).map(e -> e == forward ? reverse : e).toList();
    List<Eqn> is = after.stream().filter(e -> mayTrap(e, safe) && (e != reverse || was.contains(e))).toList();
    return was.equals(is);
  }

  private static boolean mayTrap(Eqn e, Set<Eqn> safe) {
    return e.op().effect() != Effect.PURE && !safe.contains(e) || e.op().regions().stream().anyMatch(r -> r.eqns().stream().anyMatch(q -> mayTrap(q, safe)));
  }

  private static Eqn find(Region body, Eqn like) {
    for (Eqn e : body.eqns()) if (e.results().equals(like.results())) return e;
    throw new IllegalStateException("lost loop " + like.results());
  }

  /** The equation and all that it depends on, among equations in order. */
  private static Set<Eqn> dependencies(List<Eqn> eqns, Eqn last) {
    var cone = Collections.<Eqn>newSetFromMap(new IdentityHashMap<>());
    var wanted = new HashSet<Var>(last.results());
    for (Eqn e : eqns.subList(0, eqns.indexOf(last) + 1).reversed()) {
      if (e.results().stream().noneMatch(wanted::contains)) continue;
      cone.add(e);
      wanted.addAll(FreeVars.of(e));
    }
    return cone;
  }
}
