package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes loops of {@link Op.Each} and {@link Op.Contract}: what they mean, written out. Derivatives are taken of loops, and
 * scalar code is written from them, so this comes first there.
 *
 * <p>Method: a loop carries what an {@code each} gives. A row that the body changes stays where it is: as long as it descends from the
 * parameter, an access to it is one to the whole array, at the place of the row, and a carry or a branch of the row is one of the whole
 * array. Expects ownership to be true ({@link Copies}). Weakness: a row that changes places with another, or leaves the body otherwise, is
 * copied.
 */
public final class Sequential {
  /** A row within an array, which is known by the first variable for it. */
  private record Place(Var root, List<Atom> prefix) {
    List<Atom> at(List<Atom> index) {
      var all = new ArrayList<>(prefix);
      all.addAll(index);
      return all;
    }
  }

  private final Map<Var, Place> places = new HashMap<>();
  private Map<Var, Var> now = new HashMap<>();
  private final Builder b = new Builder();

  private Sequential() {}

  public static Func run(Func f) {
    return isFor(f) ? f.withBody(new Sequential().region(f.body())) : f;
  }

  /** Whether there is something to be done. */
  static boolean isFor(Func f) {
    return has(f.body());
  }

  private static boolean has(Region r) {
    return r.eqns().stream().anyMatch(e -> e.op() instanceof Op.Parallel || e.op().regions().stream().anyMatch(Sequential::has));
  }

  private Region region(Region r) {
    return b.region(r.params(), () -> {
      r.eqns().forEach(this::eqn);
      return settle(r.results(), r.results().stream().map(_ -> (Place) null).toList());
    });
  }

  private void eqn(Eqn e) {
    switch (e.op()) {
      case Op.Each each -> each(e, each);
      case Op.Contract c -> contract(e, c);
      case Op.If i -> branch(e, i);
      case Op.For l -> {
        List<Place> slots = places(l.init());
        Loop loop = new Loop(l.carries(), slots, slots);
        Region body = loop.body(List.of(l.index()), l.body());
        bind(e, slots, new Op.For(l.lo(), l.hi(), l.down(), loop.inits(l.init()), body));
      }
      case Op.While w -> {
        List<Place> slots = places(w.init());
        Region cond = new Loop(w.cond().params(), slots, slots).condition(w.cond());
        Loop loop = new Loop(w.carries(), slots, slots);
        Region body = loop.body(List.of(), w.body());
        bind(e, slots, new Op.While(loop.inits(w.init()), cond, body));
      }
      case Op.Load(var array, var index) when places.get(array) instanceof Place p -> b.add(new Eqn(e.results(), new Op.Load(whole(p), p.at(index))));
      case Op.Length(var array, var index) when places.get(array) instanceof Place p -> b.add(new Eqn(e.results(), new Op.Length(whole(p), p.at(index))));
      case Op.Store(var array, var index, var value) when places.get(array) instanceof Place p -> change(e.result(), p, new Op.Store(whole(p), p.at(index), own(value)));
      case Op.AddAt(var array, var index, var value) when places.get(array) instanceof Place p -> {
        Atom read = read(value);
        change(e.result(), p, new Op.AddAt(whole(p), p.at(index), read));
      }
      case Op.Store(var array, var index, var value) -> b.add(new Eqn(e.results(), new Op.Store(array, index, own(value))));
      case Op.Grow(var array, var length) -> b.add(new Eqn(e.results(), new Op.Grow(own(array), length)));
      case Op.Call(var callee, var args) -> {
        var given = new ArrayList<Atom>();
        for (int k = 0; k < args.size(); k++) given.add(callee.params().get(k).owned() ? own(args.get(k)) : read(args.get(k)));
        b.add(new Eqn(e.results(), new Op.Call(callee, given)));
      }
      case Op.Apply _, Op.Load _, Op.AddAt _, Op.NewArray _, Op.Table _, Op.Length _, Op.ZerosLike _, Op.Copy _, Op.Throw _ ->
          b.add(new Eqn(e.results(), e.op().map(this::read, r -> r)));
    }
  }

  // ---- rows in place ----

  private List<Place> places(List<Atom> atoms) {
    return atoms.stream().map(places::get).toList();
  }

  /** The array as it is now. */
  private Var whole(Place p) {
    return now.getOrDefault(p.root(), p.root());
  }

  private void change(Var row, Place p, Op op) {
    now.put(p.root(), b.bind(p.root().name(), p.root().type(), op));
    places.put(row, p);
  }

  /** The operand to be read: a row is borrowed. */
  private Atom read(Atom a) {
    if (!(places.get(a) instanceof Place p)) return a;
    return b.bind(((Var) a).name(), a.type(), new Op.Load(whole(p), p.prefix()));
  }

  /** The operand to be taken over: a row is copied. */
  private Atom own(Atom a) {
    Atom row = read(a);
    return row == a ? a : b.bind(((Var) row).name(), row.type(), new Op.Copy(row));
  }

  /** What a region yields, where slots with a place yield the whole array with the row in its place. */
  private List<Atom> settle(List<Atom> values, List<Place> slots) {
    var out = new ArrayList<>(values);
    for (int k = 0; k < out.size(); k++) if (!isIn(out.get(k), slots.get(k))) out.set(k, own(out.get(k)));
    for (int k = 0; k < out.size(); k++) {
      Place p = slots.get(k);
      if (p == null) continue;
      if (!isIn(values.get(k), p)) now.put(p.root(), b.bind(p.root().name(), p.root().type(), new Op.Store(whole(p), p.prefix(), out.get(k))));
    }
    for (int k = 0; k < out.size(); k++) if (slots.get(k) instanceof Place p) out.set(k, whole(p));
    return out;
  }

  private boolean isIn(Atom value, Place p) {
    return p != null && p.equals(places.get(value));
  }

  /** What a loop carries: outside the places {@code outer}, or none; within an iteration its variables stand for the places {@code inner}. */
  private final class Loop {
    private final List<Var> params = new ArrayList<>();
    private final List<Place> outer;
    private final List<Place> inner;
    private final Map<Var, Var> outside = now;
    private final Map<Var, Var> inside = new HashMap<>(now);

    Loop(List<Var> carries, List<Place> outer, List<Place> inner) {
      this.outer = outer;
      this.inner = inner;
      for (int k = 0; k < carries.size(); k++) {
        Place p = outer.get(k);
        params.add(p == null ? carries.get(k) : Var.like(p.root()));
        if (p == null) continue;
        inside.put(p.root(), params.get(k));
        if (carries.get(k).type().isArray()) places.put(carries.get(k), inner.get(k));
      }
    }

    List<Atom> inits(List<Atom> init) {
      var all = new ArrayList<Atom>();
      for (int k = 0; k < init.size(); k++) all.add(outer.get(k) instanceof Place p ? whole(p) : init.get(k));
      return all;
    }

    Region body(List<Var> first, Region body) {
      return body(first, List.of(), body, UnaryOperator.identity());
    }

    /** The body after these equations, with what becomes of its results. */
    Region body(List<Var> first, List<Eqn> before, Region body, UnaryOperator<List<Atom>> results) {
      return region(first, () -> {
        b.addAll(before);
        body.eqns().forEach(Sequential.this::eqn);
        return settle(results.apply(body.results()), inner);
      });
    }

    Region condition(Region cond) {
      return region(List.of(), () -> {
        cond.eqns().forEach(Sequential.this::eqn);
        return cond.results();
      });
    }

    private Region region(List<Var> first, Supplier<List<? extends Atom>> body) {
      var all = new ArrayList<>(first);
      all.addAll(params);
      now = inside;
      Region r = b.region(all, body);
      now = outside;
      return r;
    }
  }

  /** Adds the operation that now does what the equation did; slots with a place bind the whole array. */
  private void bind(Eqn e, List<Place> slots, Op op) {
    var results = new ArrayList<Var>();
    for (int k = 0; k < slots.size(); k++) {
      Var v = e.results().get(k);
      Place p = slots.get(k);
      boolean row = p != null && !p.prefix().isEmpty();
      results.add(row ? Var.like(p.root()) : v);
      if (p != null) now.put(p.root(), results.get(k));
      if (row) places.put(v, p);
    }
    b.add(new Eqn(results, op));
  }

  private void branch(Eqn e, Op.If i) {
    Map<Var, Var> before = now;
    List<List<Eqn>> arms = new ArrayList<>();
    List<Map<Var, Var>> after = new ArrayList<>();
    for (Region arm : i.regions()) {
      now = new HashMap<>(before);
      b.open();
      arm.eqns().forEach(this::eqn);
      arms.add(b.close());
      after.add(now);
    }
    var slots = new ArrayList<Place>();
    for (int k = 0; k < e.results().size(); k++) {                         // arms may exchange a row for another array: it has one slot
      Place p = places.get(i.then().results().get(k));
      if (p == null || slots.contains(p)) p = places.get(i.orElse().results().get(k));
      slots.add(slots.contains(p) ? null : p);
    }
    var settled = new ArrayList<Region>();
    for (int k = 0; k < 2; k++) {
      int arm = k;
      now = after.get(k);
      settled.add(b.region(List.of(), () -> {
        b.addAll(arms.get(arm));
        return settle(i.regions().get(arm).results(), slots);
      }));
    }
    now = before;
    bind(e, slots, new Op.If(i.cond(), settled.get(0), settled.get(1)));
  }

  // ---- the operations ----

  /** A loop carries all results; an element is a place in its array, a total takes in at the end what the body gives. */
  private void each(Eqn e, Op.Each each) {
    var slots = new ArrayList<Place>();
    var inner = new ArrayList<Place>();
    var carries = new ArrayList<Var>();
    for (int k = 0; k < e.results().size(); k++) {
      Atom start = each.starts().get(k);
      boolean isElement = k < each.into().size();
      Place p = !start.type().isArray() ? null : isElement ? places.getOrDefault(start, new Place((Var) start, List.of())) : places.get(start);
      slots.add(p);
      inner.add(isElement ? new Place(p.root(), p.at(List.of(each.index()))) : p);
      carries.add(each.param(k) == null ? Var.like(e.results().get(k)) : each.param(k));
    }
    Loop loop = new Loop(carries, slots, inner);
    var loads = new ArrayList<Eqn>();
    for (int k = 0; k < each.into().size(); k++) {
      Var element = each.elements().get(k);
      loads.add(new Eqn(element.type().isArray() ? Var.like(element) : element, new Op.Load(loop.params.get(k), inner.get(k).prefix())));
    }
    Region body = loop.body(List.of(each.index()), loads, each.body(), values -> {
      var now = new ArrayList<>(values);
      for (int k = 0; k < each.by().size(); k++) {
        int at = each.into().size() + k;
        now.set(at, b.named(e.results().get(at).name(), each.by().get(k), carries.get(at), values.get(at)));
      }
      return now;
    });
    bind(e, slots, new Op.For(each.lo(), each.hi(), false, loop.inits(each.starts()), body));
  }

  /**
   * Loops over the indices of the result, and in them those of the sum, which so takes its products in in order. Where the last index of
   * the result is the last of the operands too, its loop comes innermost: it runs through memory one by one, and its iterations are
   * independent, so that HotSpot can use lanes. One test for all of them that the innermost loop runs lets what it reads at fixed indices
   * be read before it.
   */
  private void contract(Eqn e, Op.Contract c) {
    Place p = places.getOrDefault(c.into(), new Place((Var) c.into(), List.of()));
    var labels = new ArrayList<>(c.labels().result().chars().mapToObj(l -> (char) l).toList());
    char last = labels.getLast();
    boolean innermost = Stream.of(c.labels().left(), c.labels().right()).allMatch(l -> l.indexOf(last) < 0 || l.endsWith(String.valueOf(last)));
    if (innermost) labels.removeLast();
    for (char l : c.labels().all()) if (!labels.contains(l) && l != last) labels.add(l);
    if (innermost) labels.add(last);
    Op.Contract read = new Op.Contract(c.labels(), c.extents(), c.into(), read(c.left()), read(c.right()));
    Atom into = whole(p);
    Region nest = b.region(List.of(), () -> List.of(nest(read, p, labels, new HashMap<>(), (Var) into, p.root())));
    bind(e, List.of(p), new Op.If(b.lt(Lit.of(0), extent(c, labels.getLast())), nest, new Region(List.of(), List.of(), List.of(into))));
  }

  /** What becomes of the array {@code into} in the loops over these labels. */
  private Var nest(Op.Contract c, Place p, List<Character> labels, Map<Character, Atom> at, Var into, Var like) {
    if (labels.isEmpty()) {
      ValueType element = like.type().row(like.type().rank());
      Atom x = b.bind("x", element, new Op.Load(c.left(), index(c.labels().left(), at)));
      Atom y = b.bind("y", element, new Op.Load(c.right(), index(c.labels().right(), at)));
      return b.bind(like.name(), like.type(), new Op.AddAt(into, p.at(index(c.labels().result(), at)), b.mul(x, y)));
    }
    char label = labels.getFirst();
    Var i = Var.fresh(String.valueOf(label), ValueType.I32);
    Var carry = Var.like(like);
    at.put(label, i);
    Region body = b.region(List.of(i, carry), () -> List.of(nest(c, p, labels.subList(1, labels.size()), at, carry, like)));
    return b.bind(like.name(), like.type(), new Op.For(Lit.of(0), extent(c, label), false, List.of(into), body));
  }

  private static Atom extent(Op.Contract c, char label) {
    return c.extents().get(c.labels().all().indexOf(label));
  }

  private static List<Atom> index(String labels, Map<Character, Atom> at) {
    return labels.chars().mapToObj(l -> at.get((char) l)).toList();
  }
}
