package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splits a function whose Java method would be too large. HotSpot never compiles a method of more than 8,000 bytes of bytecode (it then
 * runs 14 times slower) and javac refuses 64 KB. IR in, IR out: equations move into functions of their own and a {@link Op.Call} takes
 * their place. Whole loops move first, as they are what a person would name; then runs of equations. A run whose results are many hands
 * them over in arrays, out of which the runs that need them load them. Variables keep their identity in the functions they move to.
 *
 * <p>Known weakness: a single loop that reads more scalars from outside than a method may have parameters stays where it is; its body is
 * split.
 */
final class Outline {
  static final int LIMIT = 6000;
  /** A loop is worth a method if it has this part of the limit: one fifteenth. */
  private static final int SMALL = 15;
  /** Slots of parameters; the class file format allows 255. */
  private static final int PARAMETERS = 200;
  /** More scalar results than this come back in arrays. */
  private static final int RESULTS = 12;
  /** The same for arrays, which are put into arrays of arrays. */
  private static final int ARRAYS = 60;
  /** Bytes to put a result into an array, or to take it out. */
  private static final int PACKED = 10;

  private final Func func;
  private final String prefix;
  private final int limit;
  private final Uses uses;
  private final BytecodeSize size;
  private final Map<String, Part> parts;
  private int made;
  private final Set<Var> tables = new HashSet<>();

  /** {@code known} are the functions that are called already. */
  Outline(Func func, String prefix, int limit, Map<String, Part> known) {
    this.parts = new LinkedHashMap<>(known);
    this.func = func;
    this.prefix = prefix;
    this.limit = limit;
    this.uses = new Uses(func);
    this.size = new BytecodeSize(uses);
    for (Eqn e : FreeVars.eqnsIn(func.body())) if (e.op() instanceof Op.Table) tables.addAll(e.results());
  }

  /** The functions that were known and, after {@link #split}, those that it has made, by name, callees first. */
  Map<String, Part> parts() {
    return parts;
  }

  Func split() {
    return func.withBody(fit(func.body(), limit));
  }

  private Region fit(Region r, int budget) {
    if (size.of(r) <= budget) return r;
    Region fitted = new Region(r.params(), r.eqns().stream().map(e -> shrink(e, budget)).toList(), r.results());
    fitted = moveLoops(fitted, budget);
    while (size.of(fitted) > budget) {
      Region smaller = moveRuns(fitted);
      if (size.of(smaller) >= size.of(fitted)) return smaller;
      fitted = smaller;
    }
    return fitted;
  }

  /** The equation with its regions small enough that it fits the budget by itself. */
  private Eqn shrink(Eqn e, int budget) {
    if (e.op().regions().isEmpty() || size.of(e) <= budget) return e;
    int inside = e.op().regions().stream().mapToInt(size::of).sum();
    int rest = size.of(e) - inside;
    int each = Math.max((budget - rest) / e.op().regions().size(), limit / SMALL);
    return new Eqn(e.results(), e.op().map(a -> a, r -> fit(r, each)));
  }

  // ---- whole loops ----

  private Region moveLoops(Region r, int budget) {
    List<Eqn> eqns = new ArrayList<>(r.eqns());
    List<Integer> loops = new ArrayList<>();
    for (int i = 0; i < eqns.size(); i++) if (!eqns.get(i).op().regions().isEmpty() && size.of(eqns.get(i)) >= limit / SMALL) loops.add(i);
    loops.sort(Comparator.comparingInt(i -> -size.of(eqns.get(i))));
    int total = size.of(r);
    for (int i : loops) {
      if (total <= budget) break;
      Eqn e = eqns.get(i);
      List<Var> wanted = e.results().stream().filter(v -> uses.count(v) > 0).toList();
      if (slots(inputs(List.of(e))) > PARAMETERS || wanted.size() > RESULTS) continue;
      total -= size.of(e);
      eqns.set(i, move(List.of(e), wanted));
      total += size.of(eqns.get(i));
    }
    return new Region(r.params(), eqns, r.results());
  }

  /** What equations read from outside, but for tables, which are in sight everywhere. */
  private List<Var> inputs(List<Eqn> eqns) {
    return FreeVars.of(new Region(List.of(), eqns, List.of())).stream().filter(v -> !tables.contains(v)).toList();
  }

  private static int slots(List<Var> vars) {
    return vars.stream().mapToInt(v -> v.type().slots()).sum();
  }

  private Eqn move(List<Eqn> eqns, List<Var> results) {
    List<Var> inputs = inputs(eqns);
    Set<Var> owned = new LinkedHashSet<>(FreeVars.consumedIn(new Region(List.of(), eqns, List.of())));
    owned.retainAll(inputs);
    Func f = new Func(prefix + "Part" + ++made, new Region(inputs, eqns, List.copyOf(results)), owned);
    parts.put(f.name(), Part.of(f, InPlace.arguments(f, new InPlace(f, parts))));
    return new Eqn(results, new Op.Call(f.signature(), List.copyOf(inputs)));
  }

  // ---- runs of equations ----

  /** Where a value that came back in an array is. */
  private record Packed(Var array, int index) {
    Eqn load(Var v) {
      return new Eqn(v, new Op.Load(array, List.of(Lit.of(index))));
    }
  }

  private Region moveRuns(Region r) {
    Map<Var, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < r.eqns().size(); i++) for (Var v : FreeVars.of(r.eqns().get(i))) lastUse.put(v, i);
    for (Atom a : r.results()) if (a instanceof Var v) lastUse.put(v, r.eqns().size());

    Map<Var, Packed> packed = new HashMap<>();
    List<Eqn> out = new ArrayList<>();
    int i = 0;
    while (i < r.eqns().size()) {
      int end = endOfRun(r.eqns(), i, lastUse, packed);
      List<Eqn> run = r.eqns().subList(i, end);
      if (end - i < 2) {
        unpack(inputs(run), packed, out);
        out.addAll(run);
      } else {
        moveRun(run, end, lastUse, packed, out);
      }
      i = end;
    }
    unpack(r.results(), packed, out);
    return new Region(r.params(), out, r.results());
  }

  private int endOfRun(List<Eqn> eqns, int from, Map<Var, Integer> lastUse, Map<Var, Packed> packed) {
    Set<Var> bound = new HashSet<>();
    Set<Var> inputs = new HashSet<>();
    int total = 0;
    int slots = 0;
    int wanted = 0;
    for (int i = from; i < eqns.size(); i++) {
      Eqn e = eqns.get(i);
      total += size.of(e);
      for (Var v : FreeVars.of(e)) {
        if (bound.contains(v) && lastUse.get(v) == i) wanted--;
        if (bound.contains(v) || !inputs.add(v)) continue;
        Packed p = packed.get(v);
        if (p == null) slots += v.type().slots();
        else total += PACKED;
        if (p != null && inputs.add(p.array())) slots++;
      }
      for (Var v : e.results()) if (lastUse.getOrDefault(v, -1) > i) wanted++;
      bound.addAll(e.results());
      if (i > from && (total + wanted * PACKED > limit || slots > PARAMETERS)) return i;
    }
    return eqns.size();
  }

  private void moveRun(List<Eqn> run, int end, Map<Var, Integer> lastUse, Map<Var, Packed> packed, List<Eqn> out) {
    List<Eqn> eqns = new ArrayList<>();
    for (Var v : inputs(run)) if (packed.get(v) instanceof Packed p) eqns.add(p.load(v));
    eqns.addAll(run);
    List<Var> wanted = new ArrayList<>();
    for (Eqn e : run) for (Var v : e.results()) if (lastUse.getOrDefault(v, -1) >= end && !tables.contains(v)) wanted.add(v);
    Map<Boolean, List<Var>> byRank = wanted.stream().collect(Collectors.partitioningBy(v -> v.type().isArray()));
    List<Var> results = new ArrayList<>(wanted);
    if (byRank.get(false).size() > RESULTS) pack(byRank.get(false), results, packed, eqns);
    if (byRank.get(true).size() > ARRAYS) pack(byRank.get(true), results, packed, eqns);
    out.add(move(eqns, results));
  }

  /** Puts these results into arrays, one for each type. */
  private static void pack(List<Var> some, List<Var> results, Map<Var, Packed> packed, List<Eqn> eqns) {
    results.removeAll(some);
    Map<ValueType, List<Var>> types = some.stream().collect(Collectors.groupingBy(Var::type, LinkedHashMap::new, Collectors.toList()));
    types.forEach((type, all) -> results.add(pack(type, all, packed, eqns)));
  }

  private static Var pack(ValueType of, List<Var> some, Map<Var, Packed> packed, List<Eqn> eqns) {
    ValueType type = of.arrayOf();
    String name = of.isArray() ? "arrays" : of.kind().java() + "s";
    Var array = Var.fresh(name, type);
    eqns.add(new Eqn(array, new Op.NewArray(type, List.of(Lit.of(some.size())))));
    for (int k = 0; k < some.size(); k++) {
      Var next = Var.fresh(name, type);
      eqns.add(new Eqn(next, new Op.Store(array, List.of(Lit.of(k)), some.get(k))));
      array = next;
    }
    for (int k = 0; k < some.size(); k++) packed.put(some.get(k), new Packed(array, k));
    return array;
  }

  /** Loads what is read here and still in an array. */
  private static void unpack(List<? extends Atom> read, Map<Var, Packed> packed, List<Eqn> out) {
    for (Atom a : read) if (a instanceof Var v && packed.remove(v) instanceof Packed p) out.add(p.load(v));
  }
}
