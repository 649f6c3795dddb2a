package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.FrontEnd.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;

/**
 * Recursion in the front end. A caller needs to know which arrays a method writes and whose arrays it returns; of a method that is still
 * being read that is not known. It is assumed to write nothing and to return what is new, and if reading shows that this was wrong it is
 * read again, with what was found assumed, until that is confirmed. What is found only grows, so this ends.
 *
 * <p>Methods read meanwhile that made use of the assumption (mutual recursion) are read again as well; what is known of them holds until
 * then only.
 */
final class Assumptions {
  private static final int ROUNDS = 50;

  /** What is found by reading a method while others are open, and which of these it rests on. */
  private record Provisional(Outcome outcome, Set<ExecutableElement> rests) {}

  private final Map<ExecutableElement, Callee> assumed = new LinkedHashMap<>();
  private final Map<ExecutableElement, Provisional> provisional = new LinkedHashMap<>();
  /** For each open method, innermost first, the open methods of which something was assumed in its code or in what it calls. */
  private final Deque<Set<ExecutableElement>> rests = new ArrayDeque<>();

  /** Begins to read a method, of which nothing better is known than {@code first}. */
  void begin(ExecutableElement method, Callee first) {
    assumed.putIfAbsent(method, first);
  }

  /** What is assumed of a method that is being read. */
  Callee use(ExecutableElement method) {
    rests.element().add(method);
    return assumed.get(method);
  }

  /** What was found in this round, or {@code null}. */
  Outcome known(ExecutableElement method) {
    Provisional p = provisional.get(method);
    if (p == null) return null;
    if (!rests.isEmpty()) rests.element().addAll(p.rests);
    return p.outcome;
  }

  /** An open method of which something was assumed in order to read this one. */
  Optional<ExecutableElement> under(ExecutableElement method) {
    Provisional p = provisional.get(method);
    return p == null ? Optional.empty() : p.rests.stream().findFirst();
  }

  /** Reads the method until it is what it was assumed to be. */
  Outcome settle(ExecutableElement method, Supplier<Outcome> read) {
    for (int round = 0; round < ROUNDS; round++) {
      var on = new LinkedHashSet<ExecutableElement>();
      rests.push(on);
      Outcome found;
      try {
        found = read.get();
      } finally {
        rests.pop();
      }
      boolean used = on.remove(method);
      if (used) provisional.values().removeIf(p -> p.rests.contains(method));
      if (!used || !(found instanceof Outcome.Done(var callee)) || callee.isLike(assumed.get(method))) {
        if (used && found instanceof Outcome.Done(var callee)) callee.callees().put(callee.func().name(), callee.func());
        assumed.remove(method);
        if (!rests.isEmpty()) rests.element().addAll(on);
        if (!on.isEmpty()) provisional.put(method, new Provisional(found, on));
        return found;
      }
      assumed.put(method, callee);
    }
    throw new IllegalStateException("what " + method + " writes and returns does not settle");
  }
}
