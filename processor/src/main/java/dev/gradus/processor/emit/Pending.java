package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Expressions held back for the one place that reads them, in the order of their equations. Taking one evaluates it later than its equation
 * stands; that is refused where it would change which exception is thrown first.
 */
final class Pending {
  private final Map<Var, Expr> queue = new LinkedHashMap<>();

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void put(Var v, Expr x) {
    queue.put(v, x);
  }

  /** The expression of {@code a} if it is held back, else {@code null}. */
  Expr peek(Atom a) {
    return a instanceof Var v ? queue.get(v) : null;
  }

  Expr remove(Var v) {
    return queue.remove(v);
  }

  /** Those that satisfy the condition, oldest first. */
  List<Var> where(BiPredicate<Var, Expr> condition) {
    var out = new ArrayList<Var>();
    queue.forEach((v, x) -> {
      if (condition.test(v, x)) out.add(v);
    });
    return out;
  }

  /** Those before {@code v} whose order with it matters. */
  List<Var> mustPrecede(Var v) {
    var out = new ArrayList<Var>();
    Expr x = queue.get(v);
    for (Map.Entry<Var, Expr> e : queue.entrySet()) {
      if (e.getKey().equals(v)) break;
      if (!Trap.commute(e.getValue().traps(), x.traps())) out.add(e.getKey());
    }
    return out;
  }

  /** Whether {@code atoms}, evaluated here and in this order, throw what their equations would. */
  boolean mayTake(List<Atom> atoms) {
    List<Var> order = new ArrayList<>(queue.keySet());
    List<Var> taken = new ArrayList<>();
    for (Atom a : atoms) if (a instanceof Var v && queue.containsKey(v)) taken.add(v);
    for (int i = 0; i < taken.size(); i++) {
      Expr x = queue.get(taken.get(i));
      if (x.traps().isEmpty()) continue;
      int at = order.indexOf(taken.get(i));
      for (int q = at + 1; q < order.size(); q++) {
        Var later = order.get(q);
        int place = taken.indexOf(later);
        if ((place < 0 || place < i) && !Trap.commute(x.traps(), queue.get(later).traps())) return false;
      }
    }
    return true;
  }
}
