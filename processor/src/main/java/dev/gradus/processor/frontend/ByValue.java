package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables of a loop that are one array before it and another after a round, as {@code h} in {@code h = x; for (…) h = step(h);}. Such a
 * variable gets a root of its own, which has the array's value. That is as good as the array while nobody writes: {@link Aliases} is told
 * which arrays it may be, so that a write to one of them puts an end to the other's name. So it is told of two arrays that a round leaves
 * in doubt, as {@code if (c) u = p;} does, for the next round begins with them.
 */
final class ByValue {
  private final Body body;
  private record Pair(Root a, Root b) {}

  private final Map<Slot, Root> roots = new LinkedHashMap<>();
  /** Arrays that can not have been one, as far as was known when the code of the round was made. */
  private final List<Pair> apart = new ArrayList<>();

  ByValue(Body body) {
    this.body = body;
  }

  /** At the start of a round, before its code is made: what is found out later about these arrays did not go into it. */
  void begin() {
    apart.clear();
    List<Root> arrays = List.copyOf(body.state.arrays.keySet());
    for (Root a : arrays) {
      for (Root b : arrays.subList(arrays.indexOf(a) + 1, arrays.size())) if (!body.aliases.mayBe(a, b)) apart.add(new Pair(a, b));
    }
  }

  /** At the end of a round, in its code. */
  void detach() {
    for (Slot s : roots.keySet()) if (body.state.slots.get(s) instanceof Arr place) body.detached(s, place);
  }

  /** The state to begin with instead, if more variables or more possible aliases have been found; else {@code null}. */
  State next(State entry, State end, Pairing pairing) {
    State next = entry.copy();
    body.state = next;
    boolean changed = false;
    for (Slot s : entry.slots.keySet()) {
      boolean torn = s.isUser() && entry.slots.get(s) instanceof Arr && end.slots.get(s) instanceof Arr && !pairing.admits(s);
      if (!torn || roots.containsKey(s)) continue;
      roots.put(s, body.detached(s, (Arr) entry.slots.get(s)));
      changed = true;
    }
    for (Pair p : apart) {
      if (!mayBecomeOne(p.a, p.b, pairing)) continue;
      body.aliases.doubt(p.a, p.b);
      changed = true;
    }
    return changed ? next : null;
  }

  private boolean mayBecomeOne(Root a, Root b, Pairing pairing) {
    Root x = pairing.counterpart(a);
    Root y = pairing.counterpart(b);
    return x != null && y != null && body.aliases.mayBe(x, y);
  }
}
