package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Leaf.Absent;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Two paths that meet, or one that goes on while the other ends in an exception. Each is lowered from the same state into code of its own;
 * what they disagree on becomes a result of an {@link Op.If}. For arrays the question is not only the value but whether the same variables
 * are aliases: see {@link Pairing}.
 */
final class Join {
  /** One path: its code so far and the state at its end. */
  final class Arm {
    private final List<Eqn> eqns = new ArrayList<>();
    private State end;

    private Arm(State start) {
      end = start.copy();
    }

    /** Appends code to the path. */
    Arm then(Code code) throws LoweringException {
      State outside = body.state;
      body.state = end;
      body.builder.open();
      try {
        code.run();
      } finally {
        eqns.addAll(body.builder.close());
        end = body.state;
        body.state = outside;
      }
      return this;
    }

    State end() {
      return end;
    }

    boolean isEmpty() {
      return eqns.isEmpty();
    }
  }

  /** Two roots that are one from here on. */
  private record Pair(Root x, Root y, Root joined) {}

  private final Body body;
  private final State before;
  private final Arm then;
  private final Arm orElse;
  private final List<Var> results = new ArrayList<>();
  private final List<Atom> thenYields = new ArrayList<>();
  private final List<Atom> elseYields = new ArrayList<>();
  private final List<Pair> joined = new ArrayList<>();

  Join(Body body) {
    this.body = body;
    this.before = body.state;
    this.then = new Arm(before);
    this.orElse = new Arm(before);
  }

  Arm then() {
    return then;
  }

  Arm orElse() {
    return orElse;
  }

  /** Runs one of two codes. Of a condition known here only the one is lowered. */
  static void branch(Body body, Atom cond, Code then, Code orElse) throws LoweringException {
    if (cond instanceof Lit l) {
      ((Boolean) l.value() ? then : orElse).run();
      return;
    }
    Join join = new Join(body);
    join.then.then(then);
    join.orElse.then(orElse);
    join.meet(cond);
  }

  /** Ends both paths; what the results hold is the state from here on. */
  void meet(Atom cond) throws LoweringException {
    State t = then.end;
    State e = orElse.end;
    if (t.exit.isNever() || e.exit.isNever()) {
      oneGoesOn(cond);
      return;
    }
    boolean jumps = !t.exit.isNormal() || !e.exit.isNormal();
    forgetVariables(t, e);
    Pairing pairing = new Pairing(before.slots.keySet(), t.slots, e.slots);
    State after = new State();
    after.present.addAll(before.present);
    for (Slot slot : before.slots.keySet()) {
      if (jumps || slot.owner == State.Owner.RESULT) {
        complete(then, slot, e.slots.get(slot), pairing::back);
        complete(orElse, slot, t.slots.get(slot), pairing::counterpart);
      }
      after.slots.put(slot, switch (t.slots.get(slot)) {
        case Num(var x) when e.slots.get(slot) instanceof Num(var y) -> new Num(merged(slot.name, x, y));
        case Arr x when e.slots.get(slot) instanceof Arr y && pairing.admit(x, y) -> array(slot, x, y, after);
        case Arr x when slot.isUser() && e.slots.get(slot) instanceof Arr y -> byValue(slot, x, y, after);
        case Leaf x -> pairing.doubt(x, e.slots.get(slot));
      });
    }
    for (Root r : t.arrays.keySet()) {
      if (e.arrays.containsKey(r) && !after.arrays.containsKey(r) && pairing.admit(r, r)) {
        after.arrays.put(r, merged(r.name(), t.arrays.get(r), e.arrays.get(r)));
      }
    }
    after.links.addAll(t.links, r -> name(r, after, Pair::x, pairing::counterpart));
    after.links.addAll(e.links, r -> name(r, after, Pair::y, pairing::back));
    after.exit = exit(t.exit, e.exit);
    if (!results.isEmpty() || !then.isEmpty() || !orElse.isEmpty()) {
      body.builder.add(new Eqn(results,
          new Op.If(cond, new Region(List.of(), then.eqns, thenYields), new Region(List.of(), orElse.eqns, elseYields))));
    }
    body.state = after;
  }

  /** Only one path goes on, if any: its code follows the branch, which just throws. */
  private void oneGoesOn(Atom cond) {
    boolean both = then.end.exit.isNever() && orElse.end.exit.isNever();
    Arm throwing = then.end.exit.isNever() ? then : orElse;
    Arm other = throwing == then ? orElse : then;
    List<Eqn> inside = both ? other.eqns : List.of();
    Region ends = new Region(List.of(), throwing.eqns, List.of());
    Region passes = new Region(List.of(), inside, List.of());
    if (!throwing.isEmpty() || !inside.isEmpty()) {
      body.builder.add(new Eqn(List.of(), throwing == then ? new Op.If(cond, ends, passes) : new Op.If(cond, passes, ends)));
    }
    if (!both) body.builder.addAll(other.eqns);
    body.state = other.end;
  }

  /** After a return nobody reads a local variable any more: it need not stand for the same array as on the other path. */
  private void forgetVariables(State t, State e) {
    boolean both = returns(t) && returns(e);
    for (Slot slot : before.slots.keySet()) {
      boolean differs = slot.type.isArray() && !t.slots.get(slot).equals(e.slots.get(slot));
      if (!slot.isUser() || body.isOutside(slot) || !both && !differs) continue;
      if (returns(t)) t.slots.put(slot, Leaf.UNASSIGNED);
      if (returns(e)) e.slots.put(slot, Leaf.UNASSIGNED);
    }
  }

  private static boolean returns(State s) {
    return s.exit.possible().equals(Set.of(Exit.RETURN));
  }

  private Arr array(Slot slot, Arr x, Arr y, State after) {
    Root root = x.root() == y.root() ? x.root() : joined(slot, x.root(), y.root(), after);
    if (!after.arrays.containsKey(root)) {
      after.arrays.put(root, merged(root.name(), then.end.arrays.get(x.root()), orElse.end.arrays.get(y.root())));
    }
    var prefix = new ArrayList<Atom>();
    for (int i = 0; i < x.prefix().size(); i++) prefix.add(merged("i", x.prefix().get(i), y.prefix().get(i)));
    return new Arr(root, prefix);
  }

  /**
   * The variable stands for different arrays, which have other names as well: an array of its own, that has the value of the one or the
   * other.
   */
  private Arr byValue(Slot slot, Arr x, Arr y, State after) throws LoweringException {
    Atom[] values = new Atom[2];
    then.then(() -> values[0] = body.load(slot.name, x));
    orElse.then(() -> values[1] = body.load(slot.name, y));
    Root root = new Root(slot.name, slot.type);
    after.arrays.put(root, merged(slot.name, values[0], values[1]));
    then.then(() -> body.link(new Arr(root), x));
    orElse.then(() -> body.link(new Arr(root), y));
    return new Arr(root);
  }

  /** What the root of one path is called afterwards; {@code null} if no variable has it any more. */
  private Root name(Root r, State after, Function<Pair, Root> own, UnaryOperator<Root> counterpart) {
    for (Pair p : joined) if (own.apply(p) == r) return p.joined;
    Root there = counterpart.apply(r);
    return after.arrays.containsKey(r) && (there == null || there == r) ? r : null;
  }

  private Root joined(Slot slot, Root x, Root y, State after) {
    for (Pair p : joined) if (p.x == x && p.y == y) return p.joined;
    Root root = new Root(slot.name, x.type());
    joined.add(new Pair(x, y, root));
    body.aliases.replace(x, root);
    body.aliases.replace(y, root);
    return root;
  }

  /** Gives the slot some value on a path that has none, as the other has one; for an array the counterpart of the other's. */
  private void complete(Arm arm, Slot slot, Leaf other, UnaryOperator<Root> counterpart) throws LoweringException {
    if (!Leaf.UNASSIGNED.equals(arm.end.slots.get(slot)) || other instanceof Absent) return;
    if (other instanceof Arr(var root, var prefix)) {
      List<Atom> nowhere = prefix.stream().<Atom>map(_ -> Lit.of(0)).toList();
      Root here = counterpart.apply(root);
      if (here != null) arm.end.slots.put(slot, new Arr(here, nowhere));
      else arm.then(() -> body.state.slots.put(slot, new Arr(body.placeholder(root.name(), root.type()).root(), nowhere)));
    } else {
      arm.end.slots.put(slot, body.placeholder(slot));
    }
  }

  private Exit exit(Exit t, Exit e) {
    if (t.code().equals(e.code())) return new Exit(t.code(), union(t, e));
    return new Exit(merged("exit", t.code(), e.code()), union(t, e));
  }

  private static Set<Integer> union(Exit t, Exit e) {
    var all = new TreeSet<>(t.possible());
    all.addAll(e.possible());
    return all;
  }

  private Atom merged(String name, Atom x, Atom y) {
    if (x.equals(y)) return x;
    Var v = Var.fresh(name, x.type());
    results.add(v);
    thenYields.add(x);
    elseYields.add(y);
    return v;
  }
}
