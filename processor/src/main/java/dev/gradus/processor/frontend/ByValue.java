package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Slot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables of a loop that are one array before it and another after a round, as {@code h} in {@code h = x; for (…) h = step(h);}. Such a
 * variable gets a root of its own, which has the array's value. That is as good as the array while nobody writes: {@link Links} say
 * which arrays it may be, so that a write to one of them puts an end to the other's name. What may be one array at the end of a round, as
 * after {@code if (c) u = p;}, may be so at the beginning of the next.
 */
final class ByValue {
  private final Body body;
  private final Map<Slot, Root> roots = new LinkedHashMap<>();

  ByValue(Body body) {
    this.body = body;
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
    boolean more = next.links.addRound(end.links, pairing::back);
    return changed || more ? next : null;
  }
}
