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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes ownership true, so that consuming operations may be emitted in place: an array that is taken over although it is read later, merely
 * borrowed, captured by a loop, or taken twice, is copied first. Yields and results count as taking over. A row that outlives its parent's
 * next store is copied where it is loaded. Code that is clean already stays as it is.
 *
 * <p>Method: one walk from the last equation to the first with the set of arrays still needed. An array's home is the loop body (or
 * function) that binds it, and only there may it be taken over. Weakness: a borrowed row that needs a copy for both reasons gets two.
 */
public final class Copies {
  /** The loop body or function body that owns each array; borrowed arrays have none. */
  private final Map<Var, Region> home = new HashMap<>();
  private final Map<Var, List<Var>> rowsOf = new HashMap<>();
  private final Set<Var> detached = new HashSet<>();

  private Copies() {}

  public static Func run(Func f) {
    Copies copies = new Copies();
    copies.settle(f.body().params().stream().filter(f.owned()::contains).toList(), f.body());
    copies.settle(f.body(), f.body());
    return f.withBody(copies.region(f.body(), f.body(), new HashSet<>()));
  }

  /** How many copies {@code after} has more than {@code before}. */
  public static int count(Func before, Func after) {
    return count(after) - count(before);
  }

  private static int count(Func f) {
    return (int) FreeVars.eqnsIn(f.body()).stream().filter(e -> e.op() instanceof Op.Copy).count();
  }

  // ---- homes ----

  private void settle(List<Var> vars, Region at) {
    for (Var v : vars) if (v.type().isArray()) home.put(v, at);
  }

  private void settle(Region r, Region at) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.If(var cond, var then, var orElse) -> {
          settle(then, at);
          settle(orElse, at);
        }
        case Op.For l -> settleLoop(l.body());
        case Op.While(var init, var cond, var body) -> {
          settle(cond, cond);
          settleLoop(body);
        }
        case Op.Each each -> settleLoop(each.body());
        case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
            Op.Throw _, Op.Call _, Op.Contract _ -> {
        }
      }
      if (e.op() instanceof Op.Table) continue;
      if (!(e.op() instanceof Op.Load(var array, var index))) settle(e.results(), at);
      else if (e.result().type().isArray()) rowsOf.computeIfAbsent((Var) array, _ -> new ArrayList<>()).add(e.result());
    }
  }

  private void settleLoop(Region body) {
    settle(body.params(), body);
    settle(body, body);
  }

  // ---- the walk ----

  /** {@code live} holds the arrays needed after the region and, on return, also those needed before it. */
  private Region region(Region r, Region at, Set<Var> live) {
    var last = new ArrayList<Eqn>();
    List<Atom> results = new Taking(at, live, Set.of(), last).all(r.results());
    addArrays(r.results(), live);
    var blocks = new ArrayList<List<Eqn>>();
    blocks.add(last);
    for (Eqn e : r.eqns().reversed()) blocks.add(eqn(e, at, live));
    return new Region(r.params(), blocks.reversed().stream().flatMap(List::stream).toList(), results);
  }

  /** The equation with the copies it needs; {@code live} changes from what is needed after it to what is needed before. */
  private List<Eqn> eqn(Eqn e, Region at, Set<Var> live) {
    var out = new ArrayList<Eqn>();
    switch (e.op()) {
      case Op.If(var cond, var then, var orElse) -> {
        var after = Set.copyOf(live);
        Region t = region(then, at, live);
        var liveElse = new HashSet<>(after);
        Region o = region(orElse, at, liveElse);
        live.addAll(liveElse);
        out.add(new Eqn(e.results(), new Op.If(cond, t, o)));
      }
      case Op.For l -> {
        var captured = new HashSet<Var>();
        Region body = region(l.body(), l.body(), captured);
        List<Atom> init = new Taking(at, live, captured, out).all(l.init());
        live.addAll(captured);
        out.add(new Eqn(e.results(), new Op.For(l.lo(), l.hi(), l.down(), init, body)));
      }
      case Op.While(var init, var cond, var body) -> {
        var captured = new HashSet<Var>();
        Region c = region(cond, cond, captured);
        var inBody = new HashSet<Var>();
        Region b = region(body, body, inBody);
        captured.addAll(inBody);
        List<Atom> own = new Taking(at, live, captured, out).all(init);
        live.addAll(captured);
        out.add(new Eqn(e.results(), new Op.While(own, c, b)));
      }
      case Op.Store(var array, var index, var value) -> {
        List<Atom> own = new Taking(at, live, Set.of(), out).all(List.of(array, value));
        out.add(new Eqn(e.results(), new Op.Store(own.getFirst(), index, own.getLast())));
      }
      case Op.AddAt(var array, var index, var value) -> {
        var read = new HashSet<Var>();
        addArrays(List.of(value), read);
        out.add(new Eqn(e.results(), new Op.AddAt(new Taking(at, live, read, out).one(array), index, value)));
      }
      case Op.Grow(var array, var length) -> {
        Atom own = new Taking(at, live, Set.of(), out).one(array);
        out.add(new Eqn(e.results(), new Op.Grow(own, length)));
      }
      case Op.Call(var callee, var args) -> {
        var read = new HashSet<Var>();
        for (int i = 0; i < args.size(); i++) if (!callee.params().get(i).owned()) addArrays(List.of(args.get(i)), read);
        Taking taking = new Taking(at, live, read, out);
        var own = new ArrayList<Atom>();
        for (int i = 0; i < args.size(); i++) own.add(callee.params().get(i).owned() ? taking.one(args.get(i)) : args.get(i));
        out.add(new Eqn(e.results(), new Op.Call(callee, own)));
      }
      case Op.Each each -> {
        var captured = new HashSet<Var>();
        Region body = region(each.body(), each.body(), captured);
        List<Atom> starts = new Taking(at, live, captured, out).all(each.starts());
        live.addAll(captured);
        out.add(new Eqn(e.results(), each.with(each.lo(), each.hi(), starts, body)));
      }
      case Op.Contract(var labels, var extents, var into, var left, var right) -> {
        var read = new HashSet<Var>();
        addArrays(List.of(left, right), read);
        out.add(new Eqn(e.results(), new Op.Contract(labels, extents, new Taking(at, live, read, out).one(into), left, right)));
      }
      case Op.Load(var array, var index) -> {
        if (!e.results().stream().anyMatch(detached::contains)) {
          out.add(e);
        } else {
          Var row = Var.like(e.result());
          out.add(new Eqn(row, e.op()));
          out.add(new Eqn(e.result(), new Op.Copy(row)));
        }
      }
      case Op.Apply _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Throw _ -> out.add(e);
    }
    addArrays(e.op().args(), live);
    return out;
  }

  private static void addArrays(List<Atom> atoms, Set<Var> live) {
    for (Atom a : atoms) if (a instanceof Var v && v.type().isArray()) live.add(v);
  }

  /** One equation or yield taking over arrays, where {@code live} is needed after it and {@code read} by it; copies go to {@code out}. */
  private final class Taking {
    private final Region at;
    private final Set<Var> live;
    private final Set<Var> read;
    private final List<Eqn> out;
    private final Set<Var> taken = new HashSet<>();

    Taking(Region at, Set<Var> live, Set<Var> read, List<Eqn> out) {
      this.at = at;
      this.live = live;
      this.read = read;
      this.out = out;
    }

    List<Atom> all(List<Atom> atoms) {
      return atoms.stream().map(this::one).toList();
    }

    Atom one(Atom a) {
      if (!(a instanceof Var v) || !v.type().isArray()) return a;
      if (home.get(v) == at && !live.contains(v) && !read.contains(v) && taken.add(v)) {
        detachRows(v);
        return v;
      }
      Var copy = Var.like(v);
      out.add(new Eqn(copy, new Op.Copy(v)));
      return copy;
    }

    private void detachRows(Var parent) {
      for (Var row : rowsOf.getOrDefault(parent, List.of())) {
        if (live.contains(row) || read.contains(row)) detached.add(row);
        detachRows(row);
      }
    }
  }
}
