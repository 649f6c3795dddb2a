package dev.gradus.processor.frontend;

import dev.gradus.processor.frontend.FrontEnd.Outcome;
import dev.gradus.processor.ir.Func;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;

/**
 * Recursion in the front end. A caller needs to know which arrays a method writes and whose arrays it returns; of a method that is still
 * being read that is not known. It is assumed to write nothing and to return nothing, and if reading shows that this was wrong it is read
 * again, with what was found assumed, until that is confirmed. What is found only grows, so this ends.
 *
 * <p>Methods that call each other are a knot, which is found as Tarjan (1972) finds strongly connected components: a method that is read to
 * its end while something open was assumed in it, or in what it calls, is a member of the knot of that one. In one round each member is
 * read once; what is found of those that are done serves the others in the same round. When the first of them is done, the round is right if
 * every assumption was; then all members are known for good.
 */
final class Assumptions {
  private static final int ROUNDS = 200;

  /** A method that is being read, or was and belongs to a knot whose first member is. */
  private static final class Member {
    final ExecutableElement method;
    final int number;
    /** The number of the earliest member that it is known to reach. */
    int lowest;
    Callee assumed;
    boolean isUsed;
    Outcome found;

    Member(ExecutableElement method, int number, Callee assumed) {
      this.method = method;
      this.number = number;
      this.lowest = number;
      this.assumed = assumed;
    }

    boolean isConfirmed() {
      return !isUsed || !(found instanceof Outcome.Done(var callee)) || callee.isLike(assumed);
    }
  }

  /** In the order in which their reading began. */
  private final Map<ExecutableElement, Member> members = new LinkedHashMap<>();
  private final Deque<Member> open = new ArrayDeque<>();
  /** What the round before found, without what it called: that is read again. */
  private final Map<ExecutableElement, Callee> earlier = new HashMap<>();
  private int numbers;

  /** Begins to read a method, of which nothing better is known than {@code first}. */
  void begin(ExecutableElement method, Callee first) {
    Member m = members.get(method);
    if (m.assumed == null) m.assumed = first;
  }

  /** What is assumed of a method that is being read, or was found in this round; {@code null} if it is neither. */
  Outcome known(ExecutableElement method) {
    Member m = members.get(method);
    if (m == null) return null;
    Member caller = open.peek();
    if (caller != null) caller.lowest = Math.min(caller.lowest, m.lowest);
    if (m.found != null) return m.found;
    m.isUsed = true;
    return new Outcome.Done(m.assumed);
  }

  /** An open method of which something was assumed in order to read this one. */
  Optional<ExecutableElement> under(ExecutableElement method) {
    Member m = members.get(method);
    if (m == null) return Optional.empty();
    return open.stream().filter(o -> o.number <= m.lowest).map(o -> o.method).findFirst();
  }

  /** Reads the method; {@code settled} is told of each method of which that shows for good what it is. */
  Outcome settle(ExecutableElement method, Supplier<Outcome> read, BiConsumer<ExecutableElement, Outcome> settled) {
    for (int round = 0; round < ROUNDS; round++) {
      Member m = new Member(method, numbers++, earlier.get(method));
      members.put(method, m);
      open.push(m);
      try {
        m.found = read.get();
      } finally {
        open.pop();
      }
      if (m.lowest < m.number) {
        Member caller = open.element();
        caller.lowest = Math.min(caller.lowest, m.lowest);
        return m.found;
      }
      List<Member> knot = members.values().stream().filter(o -> o.number >= m.number).toList();
      members.values().removeAll(knot);
      boolean isRefused = m.found instanceof Outcome.Refused;
      if (isRefused || knot.stream().allMatch(Member::isConfirmed)) {
        for (Member o : knot) earlier.remove(o.method);
        if (!isRefused && (m.isUsed || knot.size() > 1)) tie(knot);
        for (Member o : isRefused ? List.of(m) : knot) settled.accept(o.method, o.found);
        return m.found;
      }
      for (Member o : knot) if (o.found instanceof Outcome.Done(var callee)) earlier.put(o.method, callee.withoutCallees());
    }
    throw new IllegalStateException("what " + method + " writes and returns does not settle");
  }

  /** Each member calls, directly or not, what any of them calls, and the members themselves. */
  private static void tie(List<Member> knot) {
    var functions = new LinkedHashMap<String, Func>();
    var sources = new LinkedHashSet<String>();
    var own = new ArrayList<Func>();
    for (Member m : knot) {
      if (!(m.found instanceof Outcome.Done(var callee))) continue;
      functions.putAll(callee.callees());
      sources.addAll(callee.sources());
      own.add(callee.func());
    }
    for (Func f : own) functions.put(f.name(), f);
    for (Member m : knot) {
      if (!(m.found instanceof Outcome.Done(var callee))) continue;
      callee.callees().putAll(functions);
      callee.sources().addAll(sources);
    }
  }
}
