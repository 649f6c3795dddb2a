package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Slot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables of a loop that are one array before it and another after a round, as {@code h} in {@code h = x; for (…) h = step(h);}. Such a
 * variable gets a root of its own, which has the array's value. That is as good as the array while nobody writes: {@link Aliases} is told
 * which arrays it may be, so that a write to one of them puts an end to the other's name.
 */
final class ByValue {
  private final Body body;
  private final Map<Slot, Root> roots = new LinkedHashMap<>();
  private final Map<Slot, Root> ends = new LinkedHashMap<>();

  ByValue(Body body) {
    this.body = body;
  }

  /** At the end of a round, in its code. */
  void detach() {
    ends.clear();
    for (Slot s : roots.keySet()) if (body.state.slots.get(s) instanceof Arr place) ends.put(s, body.detached(s, place));
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
    for (Slot s : ends.keySet()) {
      for (Root r : entry.arrays.keySet()) {
        Root there = pairing.counterpart(r);
        if (r == roots.get(s) || there == null || there == ends.get(s) || !body.aliases.mayBe(ends.get(s), there)) continue;
        changed |= body.aliases.doubt(roots.get(s), r);
      }
    }
    return changed ? next : null;
  }
}
