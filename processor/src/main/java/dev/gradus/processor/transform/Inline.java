package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces every call by the callee's body with fresh variables, calls inside it included. Parameters become the caller's atoms, owned or
 * not: what an owned parameter consumed, the body now consumes. A function that reaches itself is refused; weakness: code grows with every
 * call.
 */
public final class Inline {
  private final Map<String, Func> callees;
  private final Map<String, Func> done = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  private Inline(Map<String, Func> callees) {
    this.callees = callees;
  }

  /** Throws {@link IllegalArgumentException} for a callee that is missing or recursive. */
  public static Func run(Func f, Map<String, Func> callees) {
    return f.withBody(new Inline(callees).region(f.body(), new HashMap<>()));
  }

  private Func callee(String name) {
    if (done.containsKey(name)) return done.get(name);
    Func f = callees.get(name);
    if (f == null) throw new IllegalArgumentException("no function " + name);
    if (!open.add(name)) throw new IllegalArgumentException("recursive: " + String.join(" -> ", open) + " -> " + name);
    Func flat = f.withBody(region(f.body(), new HashMap<>()));
    open.remove(name);
    done.put(name, flat);
    return flat;
  }

  /** {@code replaced} says what results of calls have become; it serves the whole function. */
  private Region region(Region r, Map<Var, Atom> replaced) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> Substitute.atom(a, replaced), q -> region(q, replaced));
      if (op instanceof Op.Call(var signature, var args)) {
        Func f = callee(signature.name());
        Refresh.Copied body = Refresh.region(f.body(), names(f, e, args));
        out.addAll(body.region().eqns());
        for (int k = 0; k < e.results().size(); k++) replaced.put(e.results().get(k), body.region().results().get(k));
      } else {
        out.add(new Eqn(e.results(), op));
      }
    }
    return new Region(r.params(), out, Substitute.atoms(r.results(), replaced));
  }

  /** What the callee's variables are called here: parameters like the arguments, results like the variables the call binds. */
  private static Map<Var, Atom> names(Func f, Eqn call, List<Atom> args) {
    var names = new LinkedHashMap<Var, Atom>();
    for (int k = 0; k < args.size(); k++) names.put(f.params().get(k), args.get(k));
    for (int k = 0; k < call.results().size(); k++) if (f.results().get(k) instanceof Var v) names.putIfAbsent(v, call.results().get(k));
    return names;
  }
}
