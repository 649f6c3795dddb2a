package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Signature;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leads the tapes of recursive functions through a region, and writes and reads the part of one call. There is one tape of numbers for all
 * calls, and one for each type of array that is kept; each is an array and the number of entries in use. A call of a forward function takes
 * them over and gives them back longer, so nothing that has been written is ever moved, and a call is known by the number of entries in
 * use after it. A call of a reverse function reads them.
 *
 * <p>Numbers of all kinds are kept as {@code f64}, an {@code i64} in two parts, which is exact. Arrays are kept by reference.
 */
final class Threading {
  private static final Lit ROOM = Lit.of(64);
  private static final Lit LOW = Lit.of(0xffffffffL);
  private static final Lit HALF = Lit.of(32);

  private final List<ValueType> types;
  private final Set<String> forward;
  private final Set<String> reverse;
  /** Array and number of entries in use of each tape, at the place that is being written. */
  private List<Atom> now;
  private final Builder b = new Builder();

  /** Tapes with these types of entries, of which the first is {@code f64}. */
  Threading(List<ValueType> types, Set<String> forward, Set<String> reverse) {
    this.types = types;
    this.forward = forward;
    this.reverse = reverse;
  }

  /** The parameters of a forward function for its tapes. */
  List<Var> parameters() {
    var params = new ArrayList<Var>();
    for (ValueType type : types) {
      params.add(Var.fresh(name(type), type.arrayOf()));
      params.add(Var.fresh("top", ValueType.I32));
    }
    return params;
  }

  /** The parameters of a reverse function for its tapes. */
  List<Var> arrays() {
    return types.stream().map(type -> Var.fresh(name(type), type.arrayOf())).toList();
  }

  private static String name(ValueType type) {
    return type.isArray() ? "arrays" : "tape";
  }

  /** Begins with these. */
  void start(List<? extends Atom> tapes) {
    now = List.copyOf(tapes);
  }

  /** Begins with empty ones. */
  void startEmpty() {
    var fresh = new ArrayList<Atom>();
    for (ValueType type : types) {
      fresh.add(b.newArray(name(type), type.arrayOf(), ROOM));
      fresh.add(Lit.of(0));
    }
    now = fresh;
  }

  List<Atom> now() {
    return now;
  }

  List<Eqn> close() {
    return b.close();
  }

  // ---- through regions ----

  void addAll(List<Eqn> eqns) {
    for (Eqn e : eqns) add(e);
  }

  private void add(Eqn e) {
    switch (e.op()) {
      case Op.Call(var callee, var args) when forward.contains(callee.name()) -> forwardCall(e, callee, args);
      case Op.Call(var callee, var args) when reverse.contains(callee.name()) -> {
        var all = new ArrayList<>(args);
        var params = new ArrayList<>(callee.params());
        for (int k = 0; k < types.size(); k++) {
          all.add(now.get(2 * k));
          params.add(new Signature.Param(types.get(k).arrayOf(), false));
        }
        b.add(new Eqn(e.results(), new Op.Call(new Signature(callee.name(), params, callee.results()), all)));
      }
      case Op.If(var cond, var then, var orElse) when writes(e) -> {
        List<Atom> start = now;
        Region t = region(then, start, then.params());
        Region o = region(orElse, start, orElse.params());
        b.add(new Eqn(withTapes(e.results()), new Op.If(cond, t, o)));
      }
      case Op.For l when writes(e) -> {
        List<Atom> init = with(l.init(), now);
        List<Var> params = parameters();
        Region body = region(l.body(), params, with(l.body().params(), params));
        if (isReadInside(l.body())) body = rewound(body, params);
        b.add(new Eqn(withTapes(e.results()), new Op.For(l.lo(), l.hi(), l.down(), init, body)));
      }
      case Op.While(var init, var cond, var body) when writes(e) -> {
        List<Atom> inits = with(init, now);
        List<Var> params = parameters();
        Region test = new Region(with(cond.params(), parameters()), cond.eqns(), cond.results());
        Region step = region(body, params, with(body.params(), params));
        b.add(new Eqn(withTapes(e.results()), new Op.While(inits, test, step)));
      }
      case Op.If _, Op.For _, Op.While _ -> b.add(new Eqn(e.results(), e.op().map(a -> a, r -> region(r, now, r.params(), r.results().size()))));
      case Op.Apply _, Op.Load _, Op.Store _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Grow _,
          Op.Throw _, Op.Call _, Op.Contract _ -> b.add(e);
      case Op.Each each -> throw each.unexpected();
    }
  }

  /** The last result of the call is how far the first tape is in use after it. */
  private void forwardCall(Eqn e, Signature callee, List<Atom> args) {
    var params = new ArrayList<>(callee.params());
    var given = new ArrayList<>(callee.results().subList(0, callee.results().size() - 1));
    for (ValueType type : types) {
      params.add(new Signature.Param(type.arrayOf(), true));
      params.add(new Signature.Param(ValueType.I32, false));
      given.add(type.arrayOf());
      given.add(ValueType.I32);
    }
    List<Var> tapes = parameters();
    tapes.set(1, e.results().getLast());
    b.add(new Eqn(with(e.results().subList(0, e.results().size() - 1), tapes),
        new Op.Call(new Signature(callee.name(), params, given), with(args, now))));
    now = List.copyOf(tapes);
  }

  /** Whether a forward function is called inside. */
  private boolean writes(Eqn e) {
    return e.op().regions().stream().flatMap(r -> FreeVars.eqnsIn(r).stream())
        .anyMatch(q -> q.op() instanceof Op.Call c && forward.contains(c.callee().name()));
  }

  /**
   * Whether what forward functions write here is read here and nowhere else: an iteration that runs forward and backward at once. The next
   * one may then write over it.
   */
  private boolean isReadInside(Region r) {
    List<Eqn> eqns = FreeVars.eqnsIn(r);
    var ends = new HashSet<Atom>();
    for (Eqn e : eqns) if (e.op() instanceof Op.Call c && forward.contains(c.callee().name())) ends.add(e.results().getLast());
    for (int before = 0; before != ends.size(); ) {
      before = ends.size();
      for (Eqn e : eqns) {
        if (!(e.op() instanceof Op.If i)) continue;
        for (int k = 0; k < e.results().size(); k++) {
          if (ends.contains(i.then().results().get(k)) || ends.contains(i.orElse().results().get(k))) ends.add(e.results().get(k));
        }
      }
    }
    for (Eqn e : eqns) {
      boolean reads = e.op() instanceof Op.Call c && reverse.contains(c.callee().name());
      if (!reads && e.op().args().stream().anyMatch(ends::contains)) return false;
      if (e.op() instanceof Op.If) continue;
      for (Region nested : e.op().regions()) if (nested.results().stream().anyMatch(ends::contains)) return false;
    }
    return r.results().stream().noneMatch(ends::contains);
  }

  /** The loop body with the tapes as far in use after it as before. */
  private Region rewound(Region body, List<Var> tapes) {
    var results = new ArrayList<>(body.results());
    int first = results.size() - tapes.size();
    for (int k = 1; k < tapes.size(); k += 2) results.set(first + k, tapes.get(k));
    return new Region(body.params(), body.eqns(), results);
  }

  private Region region(Region r, List<? extends Atom> start, List<Var> params) {
    return region(r, start, params, r.results().size() + 2 * types.size());
  }

  private Region region(Region r, List<? extends Atom> start, List<Var> params, int results) {
    List<Atom> outside = now;
    now = List.copyOf(start);
    b.open();
    addAll(r.eqns());
    Region threaded = new Region(params, b.close(), with(r.results(), now).subList(0, results));
    now = outside;
    return threaded;
  }

  private List<Var> withTapes(List<Var> results) {
    List<Var> tapes = parameters();
    now = List.copyOf(tapes);
    return with(results, tapes);
  }

  private static <T extends Atom> List<T> with(List<? extends T> some, List<? extends T> more) {
    var all = new ArrayList<T>(some);
    all.addAll(more);
    return all;
  }

  // ---- what one call keeps ----

  private static int slots(Var v) {
    return v.type().kind() == Kind.I64 ? 2 : 1;
  }

  /** Appends what is kept to the tapes: arrays to theirs, then numbers, and with them how far the tapes of arrays are in use. */
  void push(List<Var> kept) {
    var tapes = new ArrayList<>(now);
    var numbers = new ArrayList<Atom>();
    for (Var v : kept) if (!v.type().isArray()) numbers(v, numbers);
    for (int k = 1; k < types.size(); k++) {
      List<Var> arrays = ofType(kept, types.get(k));
      if (arrays.isEmpty()) continue;
      push(arrays, k, tapes);
      numbers(tapes.get(2 * k + 1), numbers);
    }
    if (!numbers.isEmpty()) push(numbers, 0, tapes);
    now = tapes;
  }

  private static List<Var> ofType(List<Var> kept, ValueType type) {
    return kept.stream().filter(v -> v.type().equals(type)).toList();
  }

  private void push(List<? extends Atom> values, int tape, List<Atom> tapes) {
    Atom top = tapes.get(2 * tape + 1);
    Atom end = b.named("top", Prim.ADD, top, Lit.of(values.size()));
    Atom array = tapes.get(2 * tape);
    array = b.bind(name(types.get(tape)), array.type(), new Op.Grow(array, end));
    for (int k = 0; k < values.size(); k++) array = b.store(array, List.of(b.add(top, Lit.of(k))), values.get(k));
    tapes.set(2 * tape, array);
    tapes.set(2 * tape + 1, end);
  }

  private void numbers(Atom v, List<Atom> numbers) {
    switch (v.type().kind()) {
      case BOOL -> numbers.add(b.select(v, Lit.of(1.0), Lit.of(0.0)));
      case I64 -> {
        numbers.add(b.convert(b.apply(Prim.SHR, v, HALF), Kind.F64));
        numbers.add(b.convert(b.apply(Prim.AND, v, LOW), Kind.F64));
      }
      case F64, F32, I32 -> numbers.add(b.convert(v, Kind.F64));
    }
  }

  /** Binds each variable to what was kept of it, given how far the first tape was in use after the call. */
  void pop(List<Var> given, Atom position) {
    int size = given.stream().filter(v -> !v.type().isArray()).mapToInt(Threading::slots).sum();
    var kinds = new ArrayList<ValueType>();
    for (ValueType type : types) if (type.isArray() && !ofType(given, type).isEmpty()) kinds.add(type);
    int back = size + kinds.size();
    for (Var v : given) {
      if (v.type().isArray()) continue;
      number(v, position, back);
      back -= slots(v);
    }
    for (ValueType type : kinds) {
      Atom end = b.convert(entry(now.getFirst(), position, back--), Kind.I32);
      List<Var> arrays = ofType(given, type);
      Atom tape = now.get(2 * types.indexOf(type));
      for (int k = 0; k < arrays.size(); k++) b.add(new Eqn(arrays.get(k), new Op.Load(tape, List.of(b.sub(end, Lit.of(arrays.size() - k))))));
    }
  }

  private Atom entry(Atom tape, Atom position, int back) {
    return b.load("t", tape, List.of(b.sub(position, Lit.of(back))));
  }

  private void number(Var v, Atom position, int back) {
    Atom tape = now.getFirst();
    switch (v.type().kind()) {
      case F64 -> b.add(new Eqn(v, new Op.Load(tape, List.of(b.sub(position, Lit.of(back))))));
      case F32 -> b.add(new Eqn(v, new Op.Apply(Prim.TO_F32, entry(tape, position, back))));
      case I32 -> b.add(new Eqn(v, new Op.Apply(Prim.TO_I32, entry(tape, position, back))));
      case BOOL -> b.add(new Eqn(v, new Op.Apply(Prim.NE, entry(tape, position, back), Lit.of(0.0))));
      case I64 -> {
        Atom high = b.apply(Prim.SHL, b.convert(entry(tape, position, back), Kind.I64), HALF);
        b.add(new Eqn(v, new Op.Apply(Prim.OR, high, b.convert(entry(tape, position, back - 1), Kind.I64))));
      }
    }
  }
}
