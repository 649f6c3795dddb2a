package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A map whose results only one other map or reduction reads, over the same indices and each at its own, becomes a part of that: no array in
 * between, and one pass instead of two. Nothing is computed twice, and the exceptions stay the same: two operations are not joined if what
 * each may throw could be told apart.
 *
 * <p>Method: joins one pair after the other until there is none, outer ones first, as that brings inner ones together.
 */
public final class FuseMaps {
  /** The map that makes, and the operation that reads. */
  private record Pair(int maker, int reader) {}

  private final Set<Eqn> safe;
  private final Traps traps;
  private boolean fused;

  private FuseMaps(Region body) {
    safe = Bounds.safe(body);
    traps = new Traps(body, safe);
  }

  public static Func run(Func f) {
    Region now = f.body();
    FuseMaps pass;
    do {
      pass = new FuseMaps(now);
      now = pass.region(now);
    } while (pass.fused);
    return f.withBody(now);
  }

  private Region region(Region r) {
    List<Eqn> eqns = r.eqns();
    if (pair(r) instanceof Pair p) {
      fused = true;
      eqns = new ArrayList<>(r.eqns());
      eqns.set(p.reader, joined(r.eqns().get(p.maker), r.eqns().get(p.reader)));
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
      if (!(r.eqns().get(k).op() instanceof Op.Map m) || !safe.contains(r.eqns().get(k))) continue;
      int reader = reader(r, k);
      if (reader < 0 || !accepts(r.eqns().get(reader), r.eqns().get(k), m)) continue;
      if (keepsTraps(r, k, reader) && !takesAway(r.eqns().subList(k + 1, reader), r.eqns().get(k))) return new Pair(k, reader);
    }
    return null;
  }

  /** The only equation that uses results of number {@code maker}, or a negative number. */
  private static int reader(Region r, int maker) {
    List<Var> made = r.eqns().get(maker).results();
    if (r.results().stream().anyMatch(made::contains)) return -1;
    int reader = -1;
    for (int k = maker + 1; k < r.eqns().size(); k++) {
      if (FreeVars.of(r.eqns().get(k)).stream().noneMatch(made::contains)) continue;
      if (reader >= 0) return -1;
      reader = k;
    }
    return reader;
  }

  private static boolean accepts(Eqn reader, Eqn maker, Op.Map m) {
    boolean sameRange = switch (reader.op()) {
      case Op.Map q -> q.lo().equals(m.lo()) && q.hi().equals(m.hi());
      case Op.Reduce q -> q.lo().equals(m.lo()) && q.hi().equals(m.hi());
      case Op _ -> false;
    };
    return sameRange && readsOwn(reader.op().regions().getFirst(), maker.results(), true)
        && readsOwn(m.body(), reader.op().consumed(), false);
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

  /** Whether these equations take over an array that the map reads. */
  private static boolean takesAway(List<Eqn> between, Eqn map) {
    Set<Var> taken = FreeVars.consumedIn(new Region(List.of(), between, List.of()));
    return FreeVars.of(map).stream().anyMatch(taken::contains);
  }

  // ---- joining ----

  private static Eqn joined(Eqn maker, Eqn reader) {
    Op.Map m = (Op.Map) maker.op();
    Region body = reader.op().regions().getFirst();
    Var i = body.params().getFirst();
    var renamed = new HashMap<Var, Atom>(Map.of(m.index(), i));
    var own = new HashMap<Var, Atom>();
    var params = new ArrayList<>(body.params());
    var eqns = new ArrayList<Eqn>();
    List<Atom> into = reader.op() instanceof Op.Map q ? new ArrayList<>(q.into()) : List.of();
    for (int k = 0; k < into.size(); k++) {
      int made = maker.results().indexOf(into.get(k));
      if (made < 0) own.put((Var) into.get(k), params.get(k + 1));
      else renamed.put(params.get(k + 1), m.body().results().get(made));
      if (made >= 0) params.set(k + 1, m.elements().get(made));
      if (made >= 0) into.set(k, m.into().get(made));
    }
    for (int k = 0; k < m.into().size(); k++) {
      Var element = m.elements().get(k);
      if (!params.contains(element) && FreeVars.of(new Region(List.of(), m.body().eqns(), m.body().results())).contains(element))
        eqns.add(new Eqn(element, new Op.Load(m.into().get(k), List.of(i))));
      if (!own.containsKey(maker.results().get(k))) own.put(maker.results().get(k), m.body().results().get(k));
    }
    var lengths = new HashMap<Var, Atom>();
    for (int k = 0; k < m.into().size(); k++) lengths.put(maker.results().get(k), m.into().get(k));
    eqns.addAll(elements(Substitute.apply(m.body().eqns(), renamed), i, own, lengths, renamed));
    eqns.addAll(elements(body.eqns(), i, own, lengths, renamed));
    Region all = new Region(params, Substitute.apply(eqns, renamed), Substitute.atoms(body.results(), renamed));
    return new Eqn(reader.results(), switch (reader.op()) {
      case Op.Map(var lo, var hi, var _, var _) -> new Op.Map(lo, hi, into, all);
      case Op.Reduce(var lo, var hi, var by, var init, var _) -> new Op.Reduce(lo, hi, by, init, all);
      case Op op -> throw new IllegalStateException("neither a map nor a reduction: " + op);
    });
  }

  /** The equations with accesses to arrays of {@code own} at the index as accesses to their elements. */
  private static List<Eqn> elements(List<Eqn> eqns, Var i, Map<Var, Atom> own, Map<Var, Atom> lengths, Map<Var, Atom> renamed) {
    var out = new ArrayList<Eqn>();
    for (Eqn e : eqns) {
      switch (e.op()) {
        case Op.Load(var array, var index) when own.get(array) instanceof Atom element && index.getFirst().equals(i) -> {
          if (index.size() == 1) renamed.put(e.result(), element);
          else out.add(new Eqn(e.results(), new Op.Load(element, index.subList(1, index.size()))));
        }
        case Op.Length(var array, var index) when lengths.containsKey(array) && index.isEmpty() ->
            out.add(new Eqn(e.results(), new Op.Length(lengths.get(array), List.of())));
        case Op.Length(var array, var index) when own.containsKey(array) && !index.isEmpty() ->
            out.add(new Eqn(e.results(), new Op.Length(own.get(array), index.subList(1, index.size()))));
        case Op op -> out.add(new Eqn(e.results(),
            op.map(a -> a, r -> new Region(r.params(), elements(r.eqns(), i, own, lengths, renamed), r.results()))));
      }
    }
    return out;
  }
}
