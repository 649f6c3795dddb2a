package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a loop hands from one iteration to the next: the scalars assigned in it and the arrays in sight, in order of declaration. A root
 * stands for "the array in this carry", so that a swap of two variables makes the body yield two carries exchanged. What turns out to be
 * unchanged is not carried in the end: the code of the loop reads it from outside.
 */
final class Carries {
  private sealed interface Source {
    record Scalar(Slot slot) implements Source {}

    record Index(Slot slot, int position) implements Source {}

    record Array(Root root) implements Source {}

    record Jump() implements Source {}
  }

  private record Carry(Source source, String name, Atom init) {}

  private final State entry;
  private final List<Carry> carries = new ArrayList<>();

  /** {@code assigned} are names of locals; {@code leaves} says that the loop may be left by a jump, whose code is then carried. */
  Carries(State entry, Set<String> assigned, boolean leaves) {
    this.entry = entry;
    var seen = new LinkedHashSet<Root>();
    entry.slots.forEach((slot, leaf) -> {
      boolean changes = assigned.contains(slot.local) || slot.owner == Owner.RESULT;
      switch (leaf) {
        case Num(var atom) -> {
          if (changes) carries.add(new Carry(new Source.Scalar(slot), slot.name, atom));
        }
        case Arr(var root, var prefix) -> {
          if (seen.add(root)) carries.add(new Carry(new Source.Array(root), root.name(), entry.arrays.get(root)));
          for (int i = 0; changes && i < prefix.size(); i++) carries.add(new Carry(new Source.Index(slot, i), "i", prefix.get(i)));
        }
        case Leaf.Absent _ -> {}
      }
    });
    entry.arrays.forEach((root, atom) -> {
      if (seen.add(root)) carries.add(new Carry(new Source.Array(root), root.name(), atom));
    });
    if (leaves) carries.add(new Carry(new Source.Jump(), "exit", Exit.of(Exit.NORMAL).code()));
  }

  /** Variables for them; {@code loop} is the number of the loop, or 0 if it is known by another variable. */
  List<Var> vars(int loop) {
    return carries.stream().map(c -> Var.ofLoop(c.name(), c.init().type(), loop)).toList();
  }

  /** The state in which everything carried has these values. */
  State with(List<? extends Atom> values) {
    State s = entry.copy();
    for (int k = 0; k < carries.size(); k++) {
      Atom value = values.get(k);
      switch (carries.get(k).source()) {
        case Source.Scalar(var slot) -> s.slots.put(slot, new Num(value));
        case Source.Index(var slot, var position) -> {
          Arr place = (Arr) s.slots.get(slot);
          var prefix = new ArrayList<>(place.prefix());
          prefix.set(position, value);
          s.slots.put(slot, new Arr(place.root(), prefix));
        }
        case Source.Array(var root) -> s.arrays.put(root, value);
        case Source.Jump() -> s.exit = new Exit(value, Set.of(Exit.NORMAL));
      }
    }
    return s;
  }

  /** At the end of a body that returns or throws on every path, variables that were forgotten get back what they had at its start. */
  void restore(State start, Body body) {
    State end = body.state;
    if (end.exit.isNever()) {
      end.slots.putAll(start.slots);
      end.arrays.putAll(start.arrays);
    }
    entry.slots.forEach((slot, leaf) -> {
      if (leaf instanceof Leaf.Absent || !Leaf.UNASSIGNED.equals(end.slots.get(slot))) return;
      end.slots.put(slot, start.slots.get(slot));
      if (leaf instanceof Arr(var root, var _) && !end.arrays.containsKey(root)) {
        end.arrays.put(root, body.builder.newArray(root.name(), root.type(), Lit.of(0)));
      }
    });
  }

  Pairing pairing(State end) {
    Pairing p = new Pairing(entry.slots.keySet(), entry.slots, end.slots);
    for (Root r : entry.arrays.keySet()) if (end.arrays.containsKey(r)) p.admit(r, r);
    return p;
  }

  /**
   * The entry state without the variables that do not denote corresponding arrays at the start and the end of an iteration; {@code null} if
   * all do.
   */
  State doubted(State end, Pairing pairing) {
    State doubted = entry.copy();
    entry.slots.forEach((slot, leaf) -> {
      if (leaf instanceof Arr && !pairing.admits(slot)) doubted.slots.put(slot, pairing.doubt(leaf, end.slots.get(slot)));
    });
    return doubted.slots.equals(entry.slots) ? null : doubted;
  }

  /** A finished loop: what is left to carry, the code that reads the rest from outside, and the state after it. */
  record Closed(List<Atom> init, List<Var> results, List<Region> regions, State after) {}

  /**
   * @param params for each region the variables that it knows the carries by
   * @param regions code, with its own results; the last one is the body, which gets the carries as results
   * @param extra parameters of the body before the carries
   */
  Closed close(Body body, State end, Pairing pairing, List<List<Var>> params, List<Region> regions, List<Var> extra) {
    List<Atom> yields = carries.stream().map(c -> yielded(c, end, pairing)).toList();
    var constant = new LinkedHashMap<Var, Atom>();
    var kept = new ArrayList<Integer>();
    for (int k = 0; k < carries.size(); k++) {
      if (yields.get(k) != null && !yields.get(k).equals(params.getLast().get(k))) {
        kept.add(k);
      } else {
        for (List<Var> p : params) constant.put(p.get(k), carries.get(k).init());
      }
    }
    var closed = new ArrayList<Region>();
    for (int r = 0; r < regions.size(); r++) {
      boolean isBody = r == regions.size() - 1;
      var all = new ArrayList<Var>(isBody ? extra : List.of());
      for (int k : kept) all.add(params.get(r).get(k));
      List<? extends Atom> results = isBody ? kept.stream().map(yields::get).toList() : regions.get(r).results();
      closed.add(replaced(new Region(all, regions.get(r).eqns(), List.copyOf(results)), constant));
    }
    var results = new ArrayList<Var>();
    var values = new ArrayList<Atom>();
    for (int k = 0; k < carries.size(); k++) {
      Carry c = carries.get(k);
      if (kept.contains(k)) results.add(Var.fresh(c.name(), c.init().type()));
      values.add(kept.contains(k) ? results.getLast() : c.init());
    }
    State after = with(values);
    var possible = new TreeSet<>(end.exit.possible());
    possible.add(Exit.NORMAL);
    after.exit = after.exit.code().equals(Exit.of(Exit.NORMAL).code()) ? Exit.of(Exit.NORMAL) : new Exit(after.exit.code(), possible);
    for (Root r : entry.arrays.keySet()) {
      Root other = pairing.counterpart(r);
      if (other == null) after.arrays.remove(r);
      else if (other != r) body.aliases.replace(r, other);
    }
    return new Closed(kept.stream().map(k -> initial(carries.get(k), pairing, body)).toList(), results, closed, after);
  }

  /** The value before the loop; a copy of the caller's array if another takes its place in the loop. */
  private static Atom initial(Carry c, Pairing pairing, Body body) {
    boolean isReplaced = c.source() instanceof Source.Array(var root) && pairing.counterpart(root) != root;
    return isReplaced && body.callers.contains(c.init()) ? body.builder.copy(c.init()) : c.init();
  }

  /** The value at the end of an iteration; {@code null} for an array that no variable has any more. */
  private static Atom yielded(Carry c, State end, Pairing pairing) {
    return switch (c.source()) {
      case Source.Scalar(var slot) -> ((Num) end.slots.get(slot)).atom();
      case Source.Index(var slot, var position) -> ((Arr) end.slots.get(slot)).prefix().get(position);
      case Source.Array(var root) -> pairing.counterpart(root) == null ? null : end.arrays.get(pairing.counterpart(root));
      case Source.Jump() -> end.exit.code();
    };
  }

  private static Region replaced(Region r, Map<Var, Atom> by) {
    if (by.isEmpty()) return r;
    return new Region(r.params(), r.eqns().stream()
        .map(e -> new Eqn(e.results(), e.op().map(a -> replaced(a, by), s -> replaced(s, by)))).toList(),
        r.results().stream().map(a -> replaced(a, by)).toList());
  }

  private static Atom replaced(Atom a, Map<Var, Atom> by) {
    return a instanceof Var v ? by.getOrDefault(v, a) : a;
  }
}
