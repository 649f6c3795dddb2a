package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.External;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replaces calls by the callee's body with fresh variables, calls inside it included. Parameters become the caller's atoms, owned or not:
 * what an owned parameter consumed, the body now consumes. Calls of functions that reach themselves stay, and so do those of functions that
 * are to be kept; in the functions that stay calls are replaced as well. Weakness: code grows with every call, exponentially if each of a
 * row of functions calls the next one twice; there is a limit.
 */
public final class Inline {
  /** Equations in one function; a class file would not hold much more. */
  static final int LIMIT = 100_000;

  private final Program program;
  private final Predicate<String> keeps;
  private final Map<String, Func> done = new HashMap<>();
  private final Map<String, Boolean> recursive = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();

  private Inline(Program program, Predicate<String> keeps) {
    this.program = program;
    this.keeps = keeps;
  }

  /**
   * What remains are calls of recursive functions. Throws {@link IllegalArgumentException} for a callee that is missing, {@link
   * NoDerivative} for a function that becomes too large.
   */
  public static Program run(Program p) {
    return run(p, _ -> false);
  }

  /** The same, but calls of functions whose derivative is the user's own stay for as long as derivatives are taken. */
  public static Program derivable(Program p) {
    return run(p, p::isRuled);
  }

  /** The same; calls of functions of these names stay too, whether the program has them or not. */
  public static Program run(Program p, Predicate<String> keep) {
    Inline inline = new Inline(p, keep);
    Func main = inline.flat(p.main());
    var kept = new LinkedHashMap<String, Func>();
    var rules = new HashSet<String>();
    for (Func f : p.functions().values()) if (f.rule() != null) rules.addAll(f.rule().functions());
    p.functions().forEach((name, f) -> {
      if (inline.stays(name) || rules.contains(name)) kept.put(name, inline.flat(f));
    });
    return new Program(main, kept).reachable();
  }

  private boolean stays(String name) {
    return External.is(name) || keeps.test(name) || recursive.computeIfAbsent(name, n -> reaches(callee(n), n, new HashSet<>()));
  }

  private boolean reaches(Func f, String name, Set<String> seen) {
    for (String next : Program.callees(f)) {
      if (next.equals(name)) return true;
      if (program.functions().containsKey(next) && seen.add(next) && reaches(program.functions().get(next), name, seen)) return true;
    }
    return false;
  }

  private Func callee(String name) {
    Func f = program.functions().get(name);
    if (f == null) throw new IllegalArgumentException("no function " + name);
    return f;
  }

  private Func flat(Func f) {
    if (size(f) > LIMIT) throw new NoDerivative(NoDerivative.Why.TOO_LARGE, f.name());
    return f.withBody(region(f.body(), new HashMap<>()));
  }

  private Func flat(String name) {
    if (!done.containsKey(name)) done.put(name, flat(callee(name)));
    return done.get(name);
  }

  /** The number of equations that the function will have, if that is not beyond the limit. */
  private int size(Func f) {
    int size = 0;
    for (Eqn e : FreeVars.eqnsIn(f.body())) {
      size += e.op() instanceof Op.Call(var signature, var args) && !stays(signature.name()) ? size(signature.name()) : 1;
      if (size > LIMIT) return LIMIT + 1;
    }
    return size;
  }

  private int size(String name) {
    if (!sizes.containsKey(name)) sizes.put(name, size(callee(name)));
    return sizes.get(name);
  }

  /** {@code replaced} says what results of calls have become; it serves the whole function. */
  private Region region(Region r, Map<Var, Atom> replaced) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      Op op = e.op().map(a -> Substitute.atom(a, replaced), q -> region(q, replaced));
      if (op instanceof Op.Call(var signature, var args) && !stays(signature.name())) {
        Func f = flat(signature.name());
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
