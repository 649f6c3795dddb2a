package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two parallel operations over the same indices become one, if the second reads what the first makes at its own index only, or both read
 * the same arrays: one pass over memory instead of two, and no array in between that nobody else reads. Nothing is computed twice, and
 * the exceptions stay the same: two operations are not joined if what each may throw could be told apart. So do results, to the bit: of
 * two that add to one array of floating-point numbers the second waits for the first.
 *
 * <p>Method: joins one pair after the other until there is none, outer ones first, as that brings inner ones together. Known weakness: what
 * stands between the two and reads what the first makes keeps them apart.
 */
public final class FuseEach {
  /** The operation that comes first, and the one that it is joined with. */
  private record Pair(int maker, int reader) {}

  private final Set<Eqn> safe;
  private final Traps traps;
  private boolean fused;

  private FuseEach(Region body) {
    safe = Bounds.safe(body);
    traps = new Traps(body, safe);
  }

  public static Func run(Func f) {
    Region now = f.body();
    FuseEach pass;
    do {
      pass = new FuseEach(now);
      now = pass.region(now);
    } while (pass.fused);
    return f.withBody(now);
  }

  private Region region(Region r) {
    List<Eqn> eqns = r.eqns();
    if (pair(r) instanceof Pair p) {
      fused = true;
      Joined joined = new Joined(r, p);
      eqns = new ArrayList<>(r.eqns());
      eqns.set(p.reader, joined.eqn());
      eqns.addAll(p.reader, joined.measured);
      eqns.remove(p.maker);
    }
    return new Region(r.params(), eqns.stream().map(this::nested).toList(), r.results());
  }

  private Eqn nested(Eqn e) {
    return e.op().regions().isEmpty() ? e : new Eqn(e.results(), e.op().map(a -> a, this::region));
  }

  // ---- who may be joined ----

  private Pair pair(Region r) {
    for (int k = 0; k < r.eqns().size(); k++) {
      Eqn maker = r.eqns().get(k);
      if (!(maker.op() instanceof Op.Each) || maker.op().effect() != Effect.PURE && !safe.contains(maker)) continue;
      for (int j = k + 1; j < r.eqns().size(); j++) {
        Eqn e = r.eqns().get(j);
        if (accepts(e, maker) && keepsTraps(r, k, j) && !takesAway(r.eqns().subList(k + 1, j), maker)) return new Pair(k, j);
        if (FreeVars.of(e).stream().anyMatch(maker.results()::contains)) break;
      }
    }
    return null;
  }

  private static boolean accepts(Eqn reader, Eqn maker) {
    Op.Each m = (Op.Each) maker.op();
    if (!(reader.op() instanceof Op.Each each) || !each.lo().equals(m.lo()) || !each.hi().equals(m.hi())) return false;
    List<Var> elements = maker.results().subList(0, m.into().size());
    List<Var> rest = maker.results().subList(m.into().size(), maker.results().size());
    Set<Var> read = FreeVars.of(reader);
    boolean together = read.stream().anyMatch(v -> v.type().isArray() && (maker.results().contains(v) || FreeVars.of(maker).contains(v)));
    boolean complete = each.init().stream().anyMatch(rest::contains) || FreeVars.of(each.body()).stream().anyMatch(rest::contains);
    boolean rounds = each.add().stream().anyMatch(a -> a.type().isFloat() && rest.contains(a));
    return together && !complete && !rounds && each.add().stream().noneMatch(elements::contains) && each.into().stream().noneMatch(rest::contains)
        && readsOwn(each.body(), elements, true) && readsOwn(m.body(), each.into(), false)
        && FreeVars.of(m.body()).stream().noneMatch(each.add()::contains);
  }

  /** Whether the body uses these arrays at its own index only, if at all; {@code measured}: their lengths too. */
  private static boolean readsOwn(Region body, List<? extends Atom> arrays, boolean measured) {
    if (body.results().stream().anyMatch(arrays::contains)) return false;
    Var i = body.params().getFirst();
    for (Eqn e : FreeVars.eqnsIn(body)) {
      if (e.op().regions().stream().anyMatch(r -> r.results().stream().anyMatch(arrays::contains))) return false;
      if (e.op().args().stream().noneMatch(arrays::contains)) continue;
      boolean own = switch (e.op()) {
        case Op.Load(var array, var index) -> index.getFirst().equals(i);
        case Op.Length(var array, var index) -> index.isEmpty() ? measured : index.getFirst().equals(i);
        case Op _ -> false;
      };
      if (!own) return false;
    }
    return true;
  }

  private boolean keepsTraps(Region r, int maker, int reader) {
    Set<Traps.Kind> early = traps.of(r.eqns().subList(maker, maker + 1));
    Set<Traps.Kind> late = traps.of(r.eqns().subList(maker + 1, reader + 1));
    if (early.isEmpty() || late.isEmpty()) return true;
    early.addAll(late);
    return Traps.areAlike(early);
  }

  /** Whether these equations take over an array that the operation reads. */
  private static boolean takesAway(List<Eqn> between, Eqn maker) {
    Set<Var> taken = FreeVars.consumedIn(new Region(List.of(), between, List.of()));
    return FreeVars.of(maker).stream().anyMatch(taken::contains);
  }

  // ---- joining ----

  /** A result of the joined operation, what it starts from, the parameter that stands for it, and what the body gives. */
  private record Slot(Var result, Prim by, Atom start, Var param, Atom value) {}

  private static final class Joined {
    private final Eqn maker;
    private final Eqn reader;
    private final Op.Each m;
    private final Op.Each each;
    private final Var i;
    private final Map<Var, Atom> renamed = new HashMap<>();
    /** For an array, its element at the index as it is when the reader's body begins, and the array that it is made of. */
    private final Map<Var, Atom> own = new HashMap<>();
    private final Map<Var, Atom> made = new HashMap<>();
    /** Lengths that the bodies ask for, of arrays that the operation takes over. */
    private final List<Eqn> measured = new ArrayList<>();
    private final Set<Var> wantedElsewhere = new HashSet<>();

    Joined(Region r, Pair p) {
      maker = r.eqns().get(p.maker);
      reader = r.eqns().get(p.reader);
      m = (Op.Each) maker.op();
      each = (Op.Each) reader.op();
      i = each.index();
      for (int k = p.reader + 1; k < r.eqns().size(); k++) wantedElsewhere.addAll(FreeVars.of(r.eqns().get(k)));
      for (Atom a : r.results()) if (a instanceof Var v) wantedElsewhere.add(v);
    }

    Eqn eqn() {
      renamed.put(m.index(), i);
      var into = new ArrayList<Slot>();
      var totals = new ArrayList<Slot>();
      var add = new ArrayList<Slot>();
      var eqns = new ArrayList<Eqn>();
      for (int k = 0; k < each.into().size(); k++) {
        if (!maker.results().contains(each.into().get(k))) own.put((Var) each.into().get(k), each.elements().get(k));
      }
      for (int k = 0; k < maker.results().size(); k++) slot(k, into, totals, add, eqns);
      for (int k = 0; k < reader.results().size(); k++) {
        if (maker.results().contains(each.starts().get(k))) continue;
        Slot s = new Slot(reader.results().get(k), by(each, k), each.starts().get(k), each.param(k), each.body().results().get(k));
        (k < each.into().size() ? into : s.by != null ? totals : add).add(s);
      }
      eqns.addAll(elements(Substitute.apply(m.body().eqns(), renamed)));
      eqns.addAll(elements(each.body().eqns()));
      var slots = new ArrayList<>(into);
      slots.addAll(totals);
      slots.addAll(add);
      var params = new ArrayList<>(List.of(i));
      for (Slot s : slots) if (s.param != null) params.add(s.param);
      Region body = new Region(params, Substitute.apply(eqns, renamed), Substitute.atoms(slots.stream().map(Slot::value).toList(), renamed));
      List<Prim> by = totals.stream().map(Slot::by).toList();
      Op.Each all = new Op.Each(each.lo(), each.hi(), starts(into), by, starts(totals), starts(add), body);
      return new Eqn(slots.stream().map(Slot::result).toList(), all);
    }

    /** Result {@code k} of the maker: a result still, or the start of one of the reader's, or an element that the reader's body is handed. */
    private void slot(int k, List<Slot> into, List<Slot> totals, List<Slot> add, List<Eqn> eqns) {
      Var made = maker.results().get(k);
      Atom value = m.body().results().get(k);
      Atom start = m.starts().get(k);
      int next = each.starts().indexOf(made);
      boolean isElement = k < m.into().size();
      if (isElement) {
        this.made.put(made, start);
        if (next < 0) own.put(made, value);
      }
      if (next >= 0) {
        renamed.put(each.param(next), value);
        (isElement ? into : add).add(new Slot(reader.results().get(next), null, start, m.param(k), each.body().results().get(next)));
      } else if (!isElement || wantedElsewhere.contains(made)) {
        (isElement ? into : by(m, k) != null ? totals : add).add(new Slot(made, by(m, k), start, m.param(k), value));
      } else if (FreeVars.of(new Region(List.of(), m.body().eqns(), m.body().results())).contains(m.param(k))) {
        eqns.add(new Eqn(m.param(k), new Op.Load(start, List.of(i))));
      }
    }

    private static Prim by(Op.Each e, int k) {
      return e.param(k) == null ? e.by().get(k - e.into().size()) : null;
    }

    private static List<Atom> starts(List<Slot> slots) {
      return slots.stream().map(Slot::start).toList();
    }

    /** The equations with accesses to arrays at the index as accesses to their elements. */
    private List<Eqn> elements(List<Eqn> eqns) {
      var out = new ArrayList<Eqn>();
      for (Eqn e : eqns) {
        switch (e.op()) {
          case Op.Load(var array, var index) when own.get(array) instanceof Atom element && index.getFirst().equals(i) -> {
            if (index.size() == 1) renamed.put(e.result(), element);
            else out.add(new Eqn(e.results(), new Op.Load(element, index.subList(1, index.size()))));
          }
          case Op.Length(var array, var index) when made.containsKey(array) && index.isEmpty() ->
              measured.add(new Eqn(e.results(), new Op.Length(made.get(array), List.of())));
          case Op.Length(var array, var index) when own.containsKey(array) && !index.isEmpty() ->
              out.add(new Eqn(e.results(), new Op.Length(own.get(array), index.subList(1, index.size()))));
          case Op op -> out.add(new Eqn(e.results(), op.map(a -> a, r -> new Region(r.params(), elements(r.eqns()), r.results()))));
        }
      }
      return out;
    }
  }
}
