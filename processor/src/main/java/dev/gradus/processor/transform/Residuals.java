package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings primal values back. A reverse region is built reading the variables of its forward region as if they were still in scope; its free
 * variables bound there are then exactly the residuals, so nothing dead is ever kept. In order of definition each is either
 * <em>replayed</em> (computed again) or <em>saved</em> (asked of {@link Tapes}).
 *
 * <p>A value may be replayed if that is cheap and it is given (the loop index), or scalar arithmetic on replayable values, or a load at
 * replayable indices from an array that is defined outside the region and never consumed, or of an element that is final (see
 * {@link FinalElements}), or the length of an array that is there or is kept anyway. What must be saved is decided greedily; a minimal
 * cut through the arithmetic could tape less.
 */
final class Residuals {
  private static final int NEVER = 1000;

  /** What is known of the whole function. */
  record Knowledge(Set<Var> consumed, Map<Var, FinalElements.Element> finalElements, int replayCost) {}

  private final Knowledge known;
  private final Builder b;
  private final Set<Var> order;
  private final Map<Var, Eqn> definitions = new HashMap<>();
  private final Map<Var, Atom> have;
  private final Map<Var, Integer> costs = new HashMap<>();
  private Set<Var> needed = Set.of();

  /** Residuals of one forward region; {@code given} are values the reverse region has by itself. */
  Residuals(Region forward, Tapes tapes, Map<Var, Atom> given, Knowledge known, Builder b) {
    this.known = known;
    this.b = b;
    this.have = new LinkedHashMap<>(given);
    this.order = new LinkedHashSet<>(forward.params());
    for (Eqn e : forward.eqns()) {
      order.addAll(e.results());
      order.addAll(tapes.extraResults(e));
      for (Var v : e.results()) definitions.put(v, e);
    }
  }

  /** Whether computing {@code a} again costs little, were {@code v} at hand. */
  boolean isCheapGiven(Atom a, Var v) {
    if (!(a instanceof Var w)) return true;
    var before = new HashMap<>(have);
    have.put(v, v);
    costs.clear();
    boolean cheap = cost(w) <= known.replayCost;
    have.clear();
    have.putAll(before);
    costs.clear();
    return cheap;
  }

  /** Counts {@code v} as at hand in the reverse region, as {@code there}. */
  void give(Var v, Atom there) {
    have.put(v, there);
  }

  /**
   * {@code back} with everything it needs from the forward region replayed or loaded at its beginning; {@code load} reads what {@code save}
   * kept.
   */
  Region close(Region back, Function<Var, Var> save, Function<Var, Atom> load) {
    needed = new HashSet<>(FreeVars.of(back));
    b.open();
    List<Var> missing = order.stream().filter(needed::contains).toList();
    for (Var v : missing) bring(v, save, load);
    b.addAll(back.eqns());
    return Substitute.apply(new Region(back.params(), b.close(), back.results()), have);
  }

  private Atom bring(Atom a, Function<Var, Var> save, Function<Var, Atom> load) {
    if (!(a instanceof Var v) || !order.contains(v)) return a;
    if (have.containsKey(v)) return have.get(v);
    costs.clear();
    Atom there;
    if (cost(v) <= known.replayCost) {
      Op op = replay(v) <= settle(v) ? replayed(v) : settled(v);
      there = b.bind(v.name(), v.type(), op.map(x -> bring(x, save, load), r -> r));
    } else {
      there = load.apply(save.apply(v));
    }
    have.put(v, there);
    return there;
  }

  private Op replayed(Var v) {
    Op op = definitions.get(v).op();
    return op instanceof Op.Length(var array, var index) ? new Op.Length(measured(array, index), index) : op;
  }

  /** An array of that length that is there sooner: what this one is a copy of, or was stored to, unless it is kept itself. */
  private Atom measured(Atom array, List<Atom> index) {
    Atom at = array;
    while (index.isEmpty() && order.contains(at) && !have.containsKey(at) && !needed.contains(at) && definitions.get(at) instanceof Eqn e) {
      Atom before = switch (e.op()) {
        case Op.Copy(var from) -> from;
        case Op.ZerosLike(var from) -> from;
        case Op.Store(var from, var _, var _) -> from;
        case Op.AddAt(var from, var _, var _) -> from;
        case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.NewArray _, Op.Table _, Op.Length _, Op.Grow _, Op.Throw _, Op.Call _,
            Op.Parallel _ -> null;
      };
      if (before == null) break;
      at = before;
    }
    return at;
  }

  private Op.Load settled(Var v) {
    FinalElements.Element element = known.finalElements.get(v);
    return new Op.Load(element.array(), element.index());
  }

  private boolean stable(Atom array) {
    return array instanceof Var a && (isTable(a) || !order.contains(a) && !known.consumed.contains(a));
  }

  private boolean isTable(Var v) {
    return definitions.containsKey(v) && definitions.get(v).op() instanceof Op.Table;
  }

  /** What computing {@code v} again costs; operands that are needed anyway and will be saved cost nothing more. */
  private int cost(Var v) {
    if (!order.contains(v) || have.containsKey(v)) return 0;
    if (costs.containsKey(v)) return costs.get(v);
    costs.put(v, NEVER);
    int c = Math.min(replay(v), settle(v));
    costs.put(v, c);
    return c;
  }

  private int settle(Var v) {
    return isFinal(v) ? 1 + sum(known.finalElements.get(v).index()) : NEVER;
  }

  private int replay(Var v) {
    if (!definitions.containsKey(v)) return NEVER;
    return switch (definitions.get(v).op()) {
      case Op.Apply(var prim, var args) -> prim.cost() + sum(args);
      case Op.Load(var array, var index) -> stable(array) ? 1 + sum(index) : NEVER;
      case Op.Length(var array, var index) -> {
        Atom at = measured(array, index);
        yield 1 + sum(index) + (stable(at) ? 0 : order.contains(at) ? sum(List.of(at)) : NEVER);
      }
      case Op.Table _ -> 0;
      case Op.If _, Op.For _, Op.While _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.ZerosLike _, Op.Copy _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Parallel _ -> NEVER;
    };
  }

  /** Whether the value is an element of an array that is there once the region is over. */
  private boolean isFinal(Var v) {
    FinalElements.Element element = known.finalElements.get(v);
    return element != null && !order.contains(element.array()) && v.type().rank() == 0;
  }

  private int sum(List<Atom> operands) {
    int sum = 0;
    for (Atom a : operands) {
      if (!(a instanceof Var v)) continue;
      int c = cost(v);
      sum += c > known.replayCost && needed.contains(v) ? 0 : c;
      if (sum >= NEVER) return NEVER;
    }
    return sum;
  }
}
