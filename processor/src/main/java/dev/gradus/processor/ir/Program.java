package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A function and those that it calls, directly or not, by the names used in {@link Op.Call}; they stay in this order. */
public record Program(Func main, Map<String, Func> functions) {
  public Program {
    functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
  }

  /** A function without calls. */
  public static Program of(Func f) {
    return new Program(f, Map.of());
  }

  /** The main function first. */
  public List<Func> all() {
    var all = new ArrayList<>(List.of(main));
    all.addAll(functions.values());
    return all;
  }

  /** Each function rewritten by itself; names and signatures stay. */
  public Program each(UnaryOperator<Func> pass) {
    var functions = new LinkedHashMap<String, Func>();
    this.functions.forEach((name, f) -> functions.put(name, pass.apply(f)));
    return new Program(pass.apply(main), functions);
  }

  /** The same with other names for the functions that are called. */
  public Program renamed(UnaryOperator<String> name) {
    var functions = new LinkedHashMap<String, Func>();
    this.functions.forEach((n, f) -> functions.put(name.apply(n), calling(f.withName(name.apply(n)).withRule(renamed(f.rule(), name)), name)));
    return new Program(calling(main, name), functions);
  }

  private static CustomRule renamed(CustomRule rule, UnaryOperator<String> name) {
    return switch (rule) {
      case CustomRule.Backward(var forward, var backward) -> new CustomRule.Backward(name.apply(forward), name.apply(backward));
      case CustomRule.Forward(var pushforward) -> new CustomRule.Forward(name.apply(pushforward));
      case CustomRule.Again again -> again;
      case null -> null;
    };
  }

  private Func calling(Func f, UnaryOperator<String> name) {
    return f.withBody(calling(f.body(), name));
  }

  private Region calling(Region r, UnaryOperator<String> name) {
    return new Region(r.params(), r.eqns().stream().map(e -> new Eqn(e.results(), calling(e.op(), name))).toList(), r.results());
  }

  private Op calling(Op op, UnaryOperator<String> name) {
    if (!(op instanceof Op.Call(var f, var args)) || !functions.containsKey(f.name())) return op.map(a -> a, r -> calling(r, name));
    return new Op.Call(new Signature(name.apply(f.name()), f.params(), f.results()), args);
  }

  /** Whether the function has a rule of its own. */
  public boolean isRuled(String name) {
    return functions.containsKey(name) && functions.get(name).rule() != null;
  }

  /** The same without functions that are never called and that no rule needs. */
  public Program reachable() {
    var called = new LinkedHashMap<String, Func>();
    reach(main, called);
    var kept = new LinkedHashMap<>(functions);
    kept.keySet().retainAll(called.keySet());
    return new Program(main, kept);
  }

  private void reach(Func f, Map<String, Func> called) {
    callees(f).forEach(name -> reach(name, called));
  }

  private void reach(String name, Map<String, Func> called) {
    Func g = functions.get(name);
    if (g == null || called.put(name, g) != null) return;
    reach(g, called);
    if (g.rule() != null) g.rule().functions().forEach(r -> reach(r, called));
  }

  /** What {@code f} itself calls, by name, in the order of the text. */
  public static List<String> callees(Func f) {
    var names = new ArrayList<String>();
    for (Eqn e : FreeVars.eqnsIn(f.body())) if (e.op() instanceof Op.Call c && !names.contains(c.callee().name())) names.add(c.callee().name());
    return names;
  }
}
