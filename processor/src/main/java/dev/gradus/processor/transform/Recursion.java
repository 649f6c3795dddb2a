package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.CustomRule;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.External;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Signature;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Derivatives of programs with recursive functions.
 *
 * <p>Forward mode: {@code f} has a twin {@code f.tangent}, which takes tangents as well and gives them back.
 *
 * <p>Reverse mode: {@code f} becomes {@code f.forward}, which computes what {@code f} does and appends what its reverse sweep needs to a
 * tape, and {@code f.reverse}, which is told how long the tape was after the call, reads that part again and calls the reverse functions of
 * the calls it made. Their ends on the tape are kept like any other number. {@link Threading} leads the tapes through; they grow only while
 * running forward, so every reverse function reads the same final tape. An array that {@code f} borrows is not kept but handed in again,
 * and its cotangent is added to an array that is handed in too: a recursion over the parts of an array takes linear time. Afterwards these
 * are recursive functions like any, so that all this can be done again.
 *
 * <p>Method: which arguments and results carry derivatives is found for each function over all calls of it ({@link #demand}); which array
 * parameters its reverse function reads is found by building all of them again until no more are asked for.
 */
public final class Recursion {
  private final Program program;
  private final CustomRules rules;
  private final Map<String, TreeSet<Integer>> wrt = new LinkedHashMap<>();
  private final Map<String, TreeSet<Integer>> seeds = new LinkedHashMap<>();
  private final Map<String, Set<Var>> active = new HashMap<>();

  private Recursion(Program program, CustomRules rules) {
    this.program = program;
    this.rules = rules;
  }

  // ---- demand ----

  /** Which variables of a function carry derivatives between the parameters and the results of these numbers. */
  @FunctionalInterface
  private interface Flows {
    Set<Var> of(Func f, List<Integer> wrt, List<Integer> seeds);
  }

  /** Finds what is asked of each function: the more is asked of one, the more it asks of others. */
  private Set<Var> demand(List<Integer> mainWrt, List<Integer> mainSeeds, Flows flows) {
    Set<Var> inMain = flows.of(program.main(), mainWrt, mainSeeds);
    boolean more = spread(program.main(), inMain);
    while (more) {
      more = false;
      for (String name : List.copyOf(wrt.keySet())) {
        Func f = program.functions().get(name);
        active.put(name, flows.of(f, List.copyOf(wrt.get(name)), List.copyOf(seeds.get(name))));
        more |= spread(f, active.get(name));
      }
    }
    return inMain;
  }

  private boolean spread(Func f, Set<Var> active) {
    return spread(f.body(), active);
  }

  private boolean spread(Region r, Set<Var> active) {
    boolean more = false;
    for (Eqn e : r.eqns()) {
      for (Region nested : differentiated(e.op())) more |= spread(nested, active);
      if (!(e.op() instanceof Op.Call c) || !isDifferentiated(e, active)) continue;
      more |= !wrt.containsKey(c.callee().name());
      more |= wrt.computeIfAbsent(c.callee().name(), _ -> new TreeSet<>()).addAll(numbers(c.args(), active));
      more |= seeds.computeIfAbsent(c.callee().name(), _ -> new TreeSet<>()).addAll(numbers(e.results(), active));
    }
    return more;
  }

  private boolean isDifferentiated(Eqn e, Set<Var> active) {
    return e.op() instanceof Op.Call c && program.functions().containsKey(c.callee().name()) && !program.isRuled(c.callee().name()) && !External.is(c.callee().name())
        && e.results().stream().anyMatch(active::contains);
  }

  /** The nested regions without the condition of a loop, which passes no derivative on. */
  private static List<Region> differentiated(Op op) {
    return op instanceof Op.While w ? List.of(w.body()) : op.regions();
  }

  private static List<Integer> numbers(List<? extends Atom> atoms, Set<Var> active) {
    return IntStream.range(0, atoms.size()).filter(k -> atoms.get(k) instanceof Var v && active.contains(v)).boxed().toList();
  }

  private static List<Integer> floats(List<ValueType> types) {
    return IntStream.range(0, types.size()).filter(k -> types.get(k).isFloat()).boxed().toList();
  }

  private String fresh(String name) {
    String fresh = name;
    for (int k = 2; program.functions().containsKey(fresh); k++) fresh = name + k;
    return fresh;
  }

  // ---- forward mode ----

  /** {@link Jvp#run} of the main function. */
  public static Program jvp(Program p, List<Integer> wrt) {
    return forward(p, wrt, (f, pushforwards) -> Jvp.run(f, wrt, pushforwards));
  }

  /** {@link ForwardGradient#of} the main function. */
  static Program forwardGradient(Program p, List<Integer> wrt, List<Integer> kept) {
    return forward(p, wrt, (f, pushforwards) -> ForwardGradient.of(f, wrt, kept, pushforwards));
  }

  private static Program forward(Program given, List<Integer> wrt, BiFunction<Func, Map<String, Pushforward>, Func> jvp) {
    Program once = given.each(f -> f.rule() instanceof CustomRule.Again ? f.withRule(null) : f);
    Program p = Inline.derivable(once);
    Recursion r = new Recursion(p, new CustomRules(p));
    r.demand(wrt, List.of(), (f, w, _) -> Activity.varied(f, w.stream().map(f.params()::get).toList(), Map.of()));
    var pushforwards = new LinkedHashMap<>(CustomRules.pushforwards(p));
    List<String> ruled = List.copyOf(pushforwards.keySet());
    r.wrt.forEach((name, w) -> pushforwards.put(name, r.pushforward(p.functions().get(name).signature(), List.copyOf(w))));
    var functions = new LinkedHashMap<>(p.functions());
    pushforwards.forEach((name, push) -> {
      if (ruled.contains(name)) return;
      functions.put(push.callee().name(), Jvp.run(p.functions().get(name), push.wrt(), pushforwards).withName(push.callee().name()));
    });
    return new Program(jvp.apply(p.main(), pushforwards), functions).reachable();
  }

  private Pushforward pushforward(Signature f, List<Integer> wrt) {
    List<Integer> moved = floats(f.results());
    var params = new ArrayList<>(f.params());
    for (int i : wrt) params.add(f.params().get(i));
    var results = new ArrayList<>(f.results());
    for (int k : moved) results.add(f.results().get(k));
    return new Pushforward(new Signature(fresh(f.name() + ".tangent"), params, results), wrt, moved);
  }

  // ---- reverse mode ----

  /** {@link Vjp#gradient} of the main function. */
  static Program gradient(Program p, List<Integer> wrt, List<Integer> kept, Analyses analyses) {
    CustomRules rules = new CustomRules(p);
    return rules.with(reverse(p, rules, wrt, List.of(0), analyses, (f, adjoints) -> Vjp.gradient(f, wrt, kept, analyses, adjoints)));
  }

  /** {@link Vjp#vjp} of the main function. */
  public static Program vjp(Program p, List<Integer> wrt, Analyses analyses) {
    CustomRules rules = new CustomRules(p);
    return rules.with(vjp(p, rules, wrt, analyses));
  }

  /** The same as a part of what {@code rules} are for; the functions that they make are not added. */
  static Program vjp(Program p, CustomRules rules, List<Integer> wrt, Analyses analyses) {
    List<Integer> seeds = floats(p.main().results().stream().map(Atom::type).toList());
    return reverse(p, rules, wrt, seeds, analyses, (f, adjoints) -> Vjp.vjp(f, wrt, analyses, adjoints));
  }

  private static Program reverse(Program p, CustomRules rules, List<Integer> wrt, List<Integer> seeds, Analyses analyses,
      BiFunction<Func, Map<String, Adjoint>, Func> vjp) {
    Recursion r = new Recursion(p, rules);
    Set<Var> inMain = r.demand(wrt, seeds, (f, w, s) -> analyses.activity()
        .of(f, w.stream().map(f.params()::get).toList(), s.stream().map(f.results()::get).toList(), Map.of()));
    if (r.wrt.isEmpty()) {
      Func main = rules.applied(p.main(), inMain);
      return new Program(vjp.apply(main, rules.adjoints()), p.functions());
    }
    return r.reverse(inMain, seeds, analyses, vjp);
  }

  private Program reverse(Set<Var> inMain, List<Integer> mainSeeds, Analyses analyses, BiFunction<Func, Map<String, Adjoint>, Func> vjp) {
    var twins = new LinkedHashMap<String, Func>();
    for (String name : wrt.keySet()) twins.put(name, recording(program.functions().get(name), active.get(name)));
    Func main = recording(program.main(), inMain);
    Map<String, Set<Integer>> counting = counting(main, mainSeeds, twins, analyses);
    var read = new HashMap<String, TreeSet<Integer>>();
    for (String name : wrt.keySet()) read.put(name, new TreeSet<>());
    Map<String, Adjoint> adjoints;
    var halves = new LinkedHashMap<String, Vjp.Halves>();
    boolean more;
    do {
      adjoints = adjoints(read);
      more = false;
      for (String name : twins.keySet()) {
        Func f = twins.get(name);
        halves.put(name, Vjp.halves(f, List.copyOf(wrt.get(name)), List.copyOf(seeds.get(name)), counting.get(name), analyses, joined(adjoints)));
        Set<Var> free = FreeVars.of(halves.get(name).backward());
        for (int i = 0; i < f.params().size(); i++) if (free.contains(f.params().get(i))) more |= read.get(name).add(i);
      }
    } while (more);
    return threaded(vjp.apply(main, joined(adjoints)), twins, halves, read);
  }

  /** For each function the results that count at all of its calls ({@link StrongZero}): all of them at first, as long as no call says no. */
  private Map<String, Set<Integer>> counting(Func main, List<Integer> mainSeeds, Map<String, Func> twins, Analyses analyses) {
    var counting = new LinkedHashMap<String, Set<Integer>>();
    for (String name : twins.keySet()) counting.put(forwardName(name), new TreeSet<>(seeds.get(name)));
    boolean less;
    do {
      less = retain(main, mainSeeds, counting, analyses);
      for (String name : twins.keySet()) less |= retain(twins.get(name), List.copyOf(counting.get(forwardName(name))), counting, analyses);
    } while (less);
    var byName = new LinkedHashMap<String, Set<Integer>>();
    for (String name : twins.keySet()) byName.put(name, counting.get(forwardName(name)));
    return byName;
  }

  private static boolean retain(Func f, List<Integer> results, Map<String, Set<Integer>> counting, Analyses analyses) {
    Set<Var> sure = analyses.zeros().of(f, results.stream().map(f.results()::get).toList()).sure();
    boolean less = false;
    for (Eqn e : FreeVars.eqnsIn(f.body()))
      if (e.op() instanceof Op.Call c && counting.containsKey(c.callee().name()))
        less |= counting.get(c.callee().name()).removeIf(k -> !sure.contains(e.results().get(k)));
    return less;
  }

  /** The function with calls of forward functions where derivatives flow; what they append to the tape ends at their last result. */
  private Func recording(Func f, Set<Var> active) {
    return rules.applied(f.withBody(recording(f.body(), active)), active);
  }

  private Region recording(Region r, Set<Var> active) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : r.eqns()) {
      if (e.op() instanceof Op.Call(var callee, var args) && isDifferentiated(e, active)) {
        var results = new ArrayList<>(e.results());
        results.add(Var.fresh("end", ValueType.I32));
        var types = new ArrayList<>(callee.results());
        types.add(ValueType.I32);
        out.add(new Eqn(results, new Op.Call(new Signature(forwardName(callee.name()), callee.params(), types), args)));
      } else {
        List<Region> regions = differentiated(e.op());
        out.add(new Eqn(e.results(), e.op().map(a -> a, q -> regions.contains(q) ? recording(q, active) : q)));
      }
    }
    return new Region(r.params(), out, r.results());
  }

  private String forwardName(String name) {
    return fresh(name + ".forward");
  }

  private String reverseName(String name) {
    return fresh(name + ".reverse");
  }

  /** With those of calls that have rules. */
  private Map<String, Adjoint> joined(Map<String, Adjoint> adjoints) {
    var all = new LinkedHashMap<>(rules.adjoints());
    all.putAll(adjoints);
    return all;
  }

  /** By the names of the forward functions; their reverse functions read the given array parameters. */
  private Map<String, Adjoint> adjoints(Map<String, TreeSet<Integer>> read) {
    var adjoints = new LinkedHashMap<String, Adjoint>();
    for (String name : wrt.keySet()) {
      Signature f = program.functions().get(name).signature();
      var params = new ArrayList<Signature.Param>();
      for (int i : read.get(name)) params.add(f.params().get(i));
      params.add(new Signature.Param(ValueType.I32, false));
      for (int k : seeds.get(name)) params.add(new Signature.Param(f.results().get(k), f.results().get(k).isArray()));
      for (int i : wrt.get(name)) if (Adjoint.accumulates(f.params().get(i))) params.add(new Signature.Param(f.params().get(i).type(), true));
      Signature pullback = new Signature(reverseName(name), params, wrt.get(name).stream().map(i -> f.params().get(i).type()).toList());
      adjoints.put(forwardName(name), new Adjoint(pullback, List.copyOf(read.get(name)), List.of(f.results().size()),
          List.copyOf(seeds.get(name)), List.copyOf(wrt.get(name))));
    }
    return adjoints;
  }

  // ---- tapes ----

  private Program threaded(Func main, Map<String, Func> twins, Map<String, Vjp.Halves> halves, Map<String, TreeSet<Integer>> read) {
    var types = new LinkedHashSet<ValueType>(List.of(ValueType.F64));
    for (Vjp.Halves h : halves.values()) for (Var v : h.kept()) if (v.type().isArray()) types.add(v.type());
    var forward = new HashSet<String>();
    var reverse = new HashSet<String>();
    for (String name : twins.keySet()) {
      forward.add(forwardName(name));
      reverse.add(reverseName(name));
    }
    Supplier<Threading> threading = () -> new Threading(List.copyOf(types), forward, reverse);
    var functions = new LinkedHashMap<>(program.functions());
    twins.forEach((name, f) -> {
      Vjp.Halves h = halves.get(name);
      functions.put(forwardName(name), forwardFunction(f, forwardName(name), h, threading.get()));
      List<Var> arrays = read.get(name).stream().map(f.params()::get).toList();
      functions.put(reverseName(name), reverseFunction(arrays, reverseName(name), h, threading.get()));
    });
    Threading t = threading.get();
    t.startEmpty();
    t.addAll(main.body().eqns());
    return new Program(main.withBody(new Region(main.params(), t.close(), main.results())), functions);
  }

  private static Func forwardFunction(Func f, String name, Vjp.Halves h, Threading t) {
    List<Var> tapes = t.parameters();
    var params = new ArrayList<>(f.params());
    params.addAll(tapes);
    var owned = new HashSet<>(f.owned());
    for (Var tape : tapes) if (tape.type().isArray()) owned.add(tape);
    t.start(tapes);
    t.addAll(h.forward());
    t.push(h.kept());
    var results = new ArrayList<>(h.results());
    results.addAll(t.now());
    return new Func(name, new Region(params, t.close(), results), owned);
  }

  private static Func reverseFunction(List<Var> arrays, String name, Vjp.Halves h, Threading t) {
    Var end = Var.fresh("end", ValueType.I32);
    List<Var> tapes = t.arrays();
    var params = new ArrayList<>(arrays);
    params.add(end);
    params.addAll(h.backward().params());
    params.addAll(tapes);
    var start = new ArrayList<Atom>();
    for (Var tape : tapes) start.addAll(List.of(tape, end));
    t.start(start);
    t.pop(h.given(), end);
    t.addAll(h.backward().eqns());
    Region body = Refresh.region(new Region(params, t.close(), h.backward().results()), Map.of()).region();
    var owned = new HashSet<Var>();
    int from = arrays.size() + 1;
    for (Var v : body.params().subList(from, from + h.backward().params().size())) if (v.type().isArray()) owned.add(v);
    return new Func(name, body, owned);
  }
}
