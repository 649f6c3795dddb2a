package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reverse sweep asks the forward sweep to keep, and the forward sweep that does so. A tape is an ordinary array carried by the
 * loop: one slot per iteration, sized beforehand in a counted loop, grown in a {@code while}. An array value (the tape of an inner loop,
 * most often) is kept as a row, by reference. From the arm of an {@code if} a value is kept as one more result; the other arm yields zero
 * or an empty array.
 *
 * <p>Requests come first, each answered by the variable that will hold the tape; {@link #insert} then writes the loops anew.
 */
final class Tapes {
  /** {@code value}, of the region {@code arm} of the equation, is kept in {@code home} beside the equation's results. */
  private record Request(int arm, Var value, Var home) {}

  private final Map<Eqn, List<Request>> requests = new IdentityHashMap<>();
  private final Map<Eqn, Var> counts = new IdentityHashMap<>();

  Tapes() {}

  /** A copy, to come back to when an attempt fails. */
  Tapes(Tapes other) {
    other.requests.forEach((e, l) -> requests.put(e, new ArrayList<>(l)));
    counts.putAll(other.counts);
  }

  /** The tape (an array with one slot per iteration) of a value in the body of this loop. */
  Var tape(Eqn loop, Var value) {
    return request(loop, 0, value, Var.fresh(tapeName(value), value.type().arrayOf()));
  }

  /** The value after the {@code if}, from inside its arm 0 (then) or 1 (else). */
  Var lift(Eqn branch, int arm, Var value) {
    return request(branch, arm, value, Var.like(value));
  }

  /** The number of iterations a {@code while} has made. */
  Var count(Eqn loop) {
    return counts.computeIfAbsent(loop, _ -> Var.fresh("trips", ValueType.I32));
  }

  private Var request(Eqn e, int arm, Var value, Var home) {
    List<Request> all = requests.computeIfAbsent(e, _ -> new ArrayList<>());
    for (Request r : all) if (r.arm == arm && r.value.equals(value)) return r.home;
    all.add(new Request(arm, value, home));
    return home;
  }

  private static String tapeName(Var value) {
    return value.name().endsWith("Tape") ? value.name() : value.name() + "Tape";
  }

  /** Variables bound by this equation beyond its results, once tapes are inserted. */
  List<Var> extraResults(Eqn e) {
    var extra = new ArrayList<Var>();
    if (counts.containsKey(e)) extra.add(counts.get(e));
    for (Request r : requests.getOrDefault(e, List.of())) extra.add(r.home);
    return extra;
  }

  /** The equations with everything kept that has been asked for, at any depth. */
  List<Eqn> insert(List<Eqn> eqns) {
    Builder b = new Builder();
    for (Eqn e : eqns) insert(e, b);
    return b.close();
  }

  private Region insert(Region r) {
    return new Region(r.params(), insert(r.eqns()), r.results());
  }

  private void insert(Eqn e, Builder b) {
    switch (e.op()) {
      case Op.For l -> b.add(forLoop(e, l, b));
      case Op.While w -> b.add(whileLoop(e, w, b));
      case Op.If(var cond, var then, var orElse) ->
          b.add(new Eqn(withExtra(e), new Op.If(cond, arm(e, then, 0), arm(e, orElse, 1))));
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> b.add(e);
      case Op.Each each -> throw each.unexpected();
    }
  }

  private List<Var> withExtra(Eqn e) {
    var all = new ArrayList<>(e.results());
    all.addAll(extraResults(e));
    return all;
  }

  private Eqn forLoop(Eqn e, Op.For l, Builder b) {
    List<Request> wanted = requests.getOrDefault(e, List.of());
    if (wanted.isEmpty()) return new Eqn(e.results(), new Op.For(l.lo(), l.hi(), l.down(), l.init(), insert(l.body())));
    Atom trips = b.sub(b.apply(Prim.MAX, l.hi(), l.lo()), l.lo());
    var init = new ArrayList<>(l.init());
    var params = new ArrayList<>(l.body().params());
    var yields = new ArrayList<>(l.body().results());
    b.open();
    b.addAll(insert(l.body().eqns()));
    Atom slot = b.sub(l.index(), l.lo());
    var starts = new ArrayList<Var>();
    for (Request r : wanted) {
      Var tape = Var.like(r.home);
      params.add(tape);
      yields.add(b.store(tape, List.of(slot), r.value));
    }
    Region body = new Region(params, b.close(), yields);
    for (Request r : wanted) starts.add(b.newArray(r.home.name(), r.home.type(), trips));
    init.addAll(starts);
    return new Eqn(withExtra(e), new Op.For(l.lo(), l.hi(), l.down(), init, body));
  }

  private Eqn whileLoop(Eqn e, Op.While w, Builder b) {
    if (!counts.containsKey(e)) return new Eqn(e.results(), new Op.While(w.init(), insert(w.cond()), insert(w.body())));
    var init = new ArrayList<>(w.init());
    var condParams = new ArrayList<>(w.cond().params());
    var params = new ArrayList<>(w.body().params());
    var yields = new ArrayList<>(w.body().results());
    Var count = Var.like(counts.get(e));
    init.add(Lit.of(0));
    condParams.add(Var.like(count));
    params.add(count);
    b.open();
    b.addAll(insert(w.body().eqns()));
    Atom next = b.named(count.name(), Prim.ADD, count, Lit.of(1));
    yields.add(next);
    for (Request r : requests.getOrDefault(e, List.of())) {
      Var tape = Var.like(r.home);
      condParams.add(Var.like(tape));
      params.add(tape);
      Var room = b.bind(tape.name(), tape.type(), new Op.Grow(tape, next));
      yields.add(b.store(room, List.of(count), r.value));
    }
    Region body = new Region(params, b.close(), yields);
    for (Request r : requests.getOrDefault(e, List.of())) init.add(b.newArray(r.home.name(), r.home.type(), Lit.of(16)));
    Region cond = new Region(condParams, insert(w.cond().eqns()), w.cond().results());
    return new Eqn(withExtra(e), new Op.While(init, cond, body));
  }

  private Region arm(Eqn e, Region r, int arm) {
    var yields = new ArrayList<>(r.results());
    Builder b = new Builder();
    b.addAll(insert(r.eqns()));
    for (Request q : requests.getOrDefault(e, List.of())) {
      if (q.arm == arm) yields.add(q.value);
      else yields.add(q.value.type().isArray() ? b.newArray(q.value.name(), q.value.type(), Lit.of(0)) : Lit.zero(q.value.type().kind()));
    }
    return new Region(r.params(), b.close(), yields);
  }
}
