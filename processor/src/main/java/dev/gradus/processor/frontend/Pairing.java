package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Absent;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Slot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether the variables of two states, at the ends of two paths or of two iterations, are aliases of each other in the same way: that is a
 * one-to-one correspondence between the roots of the two. A variable that does not fit is in doubt, and its value must not be read: those
 * that kept their array have the best claim, then the user's variables in order, last the arrays as the caller knows them.
 */
final class Pairing {
  private final Map<Root, Root> forth = new LinkedHashMap<>();
  private final Map<Root, Root> back = new LinkedHashMap<>();
  private final Set<Slot> admitted = new LinkedHashSet<>();

  Pairing(Collection<Slot> slots, Map<Slot, Leaf> first, Map<Slot, Leaf> second) {
    Predicate<Slot> kept = s -> first.get(s) instanceof Arr x && second.get(s) instanceof Arr y && x.root() == y.root();
    admitAll(slots, first, second, kept.and(Slot::isUser));
    admitAll(slots, first, second, Slot::isUser);
    admitAll(slots, first, second, kept);
    admitAll(slots, first, second, _ -> true);
  }

  private void admitAll(Collection<Slot> slots, Map<Slot, Leaf> first, Map<Slot, Leaf> second, Predicate<Slot> which) {
    for (Slot s : slots) {
      if (which.test(s) && first.get(s) instanceof Arr x && second.get(s) instanceof Arr y && admit(x, y)) admitted.add(s);
    }
  }

  /** Lets the roots correspond, unless one already has another counterpart. */
  boolean admit(Root x, Root y) {
    Root there = forth.get(x);
    Root here = back.get(y);
    if (there == null && here == null) {
      forth.put(x, y);
      back.put(y, x);
      return true;
    }
    return there == y && here == x;
  }

  /** Lets the places correspond in the same way. */
  boolean admit(Arr x, Arr y) {
    return x.prefix().size() == y.prefix().size() && admit(x.root(), y.root());
  }

  boolean admits(Slot slot) {
    return admitted.contains(slot);
  }

  /** The counterpart of a root of the first state, or {@code null}. */
  Root counterpart(Root x) {
    return forth.get(x);
  }

  /** The counterpart of a root of the second state, or {@code null}. */
  Root back(Root y) {
    return back.get(y);
  }

  /** What is left of a variable whose two leaves do not fit. */
  Absent doubt(Leaf x, Leaf y) {
    if (x instanceof Absent a && a.equals(y)) return a;
    if (x instanceof Absent a && !a.equals(Leaf.UNASSIGNED)) return a;
    if (y instanceof Absent a && !a.equals(Leaf.UNASSIGNED)) return a;
    return x instanceof Absent || y instanceof Absent ? Leaf.UNASSIGNED
        : new Absent(Diagnostic.AMBIGUOUS_ALIAS, List.of("it may stand for different arrays, depending on the path taken", "it"));
  }
}
