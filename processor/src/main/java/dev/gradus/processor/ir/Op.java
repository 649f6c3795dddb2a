package dev.gradus.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The structured operations: few, unlike each other, and enough for reverse mode of any order. Scalar arithmetic is one of them,
 * {@link Apply}, with the table {@link Prim} behind it.
 *
 * <p>An operation <em>consumes</em> the arrays listed by {@link #consumed()}: it takes over their memory and is emitted in place, so they
 * must not be used afterwards. Nothing here mutates anything as far as the meaning goes.
 *
 * <p>A tape needs no operation of its own: it is an array carried by a loop. Every pass switches over these records without
 * {@code default}, so a new operation is a list of compile errors that says where it must be thought about.
 */
public sealed interface Op {
  /** A row of the primitive table, applied to scalars. */
  record Apply(Prim prim, List<Atom> args) implements Op {
    public Apply {
      args = List.copyOf(args);
    }

    public Apply(Prim prim, Atom... args) {
      this(prim, List.of(args));
    }
  }

  /** Runs one of two regions without parameters; both yield what the equation binds. */
  record If(Atom cond, Region then, Region orElse) implements Op {}

  /**
   * Counts an {@code i32} through {@code lo, lo+1, …, hi-1}, or from {@code hi-1} down to {@code lo}: body {@code (i, carries) -> carries}.
   */
  record For(Atom lo, Atom hi, boolean down, List<Atom> init, Region body) implements Op {
    public For {
      init = List.copyOf(init);
    }

    public Var index() {
      return body.params().getFirst();
    }

    public List<Var> carries() {
      return body.params().subList(1, body.params().size());
    }
  }

  /** {@code cond: (carries) -> bool}, {@code body: (carries) -> carries}. */
  record While(List<Atom> init, Region cond, Region body) implements Op {
    public While {
      init = List.copyOf(init);
    }

    public List<Var> carries() {
      return body.params();
    }
  }

  /** The element at these indices; with fewer indices than the rank, a row, <em>borrowed</em> from the array. */
  record Load(Atom array, List<Atom> index) implements Op {
    public Load {
      index = List.copyOf(index);
    }
  }

  /**
   * The array with {@code value} (an element, or a row if fewer indices than rank) at these indices. Consumes the array and a stored row.
   */
  record Store(Atom array, List<Atom> index, Atom value) implements Op {
    public Store {
      index = List.copyOf(index);
    }
  }

  /**
   * The array with {@code value} added at these indices; a row is added elementwise, and with no index the whole array is. It needs no
   * old value in reverse mode, being linear in both operands, which is why {@code a[i] += e} is not a load and a store. Consumes the array.
   */
  record AddAt(Atom array, List<Atom> index, Atom value) implements Op {
    public AddAt {
      index = List.copyOf(index);
    }
  }

  /** A zero-filled array; with fewer dimensions than the rank its rows are still absent (Java's {@code null}). */
  record NewArray(ValueType type, List<Atom> dims) implements Op {
    public NewArray {
      dims = List.copyOf(dims);
    }
  }

  /**
   * An array that is always there and never changes: a {@code static final} field that nothing writes. It is <em>borrowed</em> from nobody
   * and never consumed, so that its elements may be read again anywhere.
   */
  record Table(ConstantArray array) implements Op {}

  /** The length of the array, or of the row at these indices. */
  record Length(Atom array, List<Atom> index) implements Op {
    public Length {
      index = List.copyOf(index);
    }
  }

  /** Zeros of the same shape, absent rows included; of an absent row, an absent row. */
  record ZerosLike(Atom array) implements Op {}

  /** The same array in memory of its own, rows included. */
  record Copy(Atom array) implements Op {}

  /** The array with a length of at least {@code length}: at least doubled when too short, the new end being zero. Consumes the array. */
  record Grow(Atom array, Atom length) implements Op {}

  /**
   * Ends the run with an exception of the class of that name, as source code writes it with its package. Without a message it is made by
   * the constructor without parameters; else the parts are what Java's string concatenation makes of them. It is an effect, and binds
   * nothing.
   */
  record Throw(String exception, List<Part> message) implements Op {
    public Throw {
      message = List.copyOf(message);
    }

    /** A piece of a message: text, or a scalar as Java prints it. */
    public sealed interface Part {
      record Text(String text) implements Part {}

      /** {@code asChar}: the character of that number. */
      record Scalar(Atom value, boolean asChar) implements Part {}
    }

    private Throw map(UnaryOperator<Atom> f) {
      return new Throw(exception, message.stream().map(p -> p instanceof Part.Scalar(var value, var asChar) ? new Part.Scalar(f.apply(value), asChar) : p).toList());
    }
  }

  /** A call; {@code Inline} replaces it by the callee's body. Consumes the arguments of owned parameters. */
  record Call(Signature callee, List<Atom> args) implements Op {
    public Call {
      args = List.copyOf(args);
    }
  }

  /**
   * What may be run in any order, by many at once: on lanes, cores, threads of a device. The meaning is that of the loop which counts up,
   * so that of several indices that trap the lowest wins. Back ends place these; where none does, a pass makes loops of them again.
   */
  sealed interface Parallel extends Op {
    /** What a pass throws that runs on loops only. */
    default IllegalStateException unexpected() {
      return new IllegalStateException(getClass().getSimpleName() + " where only loops are left");
    }
  }

  /**
   * For each index of {@code lo, lo+1, …, hi-1} by itself: body {@code (i, elements, accumulators) -> (elements, values, accumulators)}.
   * <ul>
   *   <li>Of each array of {@code into} the body has the element (or row, which it then owns) at its index and gives what replaces it.
   *   <li>Result {@code k} of {@code by} starts as {@code init} and takes in what the body gives by that row, an operation of two
   *       operands of one kind. Whoever may not change rounding takes the values in in order.
   *   <li>To arrays of {@code add} the body only adds, at any index: it has the accumulator, hands it on through {@link AddAt} and
   *       the like, and gives it back; nothing else may be done with it ({@link Accumulators}).
   * </ul>
   * The results are those of {@code into}, of {@code by} and of {@code add}, in this order. Consumes the arrays of {@code into} and {@code
   * add}; others may be read as they were. The model is Futhark's screma with accumulators.
   */
  record Each(Atom lo, Atom hi, List<Atom> into, List<Prim> by, List<Atom> init, List<Atom> add, Region body) implements Parallel {
    public Each {
      into = List.copyOf(into);
      by = List.copyOf(by);
      init = List.copyOf(init);
      add = List.copyOf(add);
    }

    public Var index() {
      return body.params().getFirst();
    }

    public List<Var> elements() {
      return body.params().subList(1, 1 + into.size());
    }

    public List<Var> accumulators() {
      return body.params().subList(1 + into.size(), body.params().size());
    }

    /** What the results start from, in their order. */
    public List<Atom> starts() {
      return join(join(into, init), add);
    }

    /** The parameter that stands for result {@code k} in the body; {@code null} for one that takes values in. */
    public Var param(int k) {
      if (k < into.size()) return body.params().get(1 + k);
      return k < into.size() + by.size() ? null : body.params().get(1 + k - by.size());
    }

    /** The same with other bounds, starts in the order of the results, and body. */
    public Each with(Atom lo, Atom hi, List<? extends Atom> starts, Region body) {
      int totals = into.size() + by.size();
      return new Each(lo, hi, List.copyOf(starts.subList(0, into.size())), by, List.copyOf(starts.subList(into.size(), totals)),
          List.copyOf(starts.subList(totals, starts.size())), body);
    }

    /** The same with some of its results only, around these equations of its body. */
    public Each keeping(List<Boolean> keep, List<Eqn> eqns) {
      int totals = into.size() + by.size();
      var params = new ArrayList<>(List.of(index()));
      for (int k = 0; k < keep.size(); k++) if (keep.get(k) && param(k) != null) params.add(param(k));
      Region kept = new Region(params, eqns, kept(body.results(), keep));
      List<Boolean> taken = keep.subList(into.size(), totals);
      return new Each(lo, hi, kept(into, keep.subList(0, into.size())), kept(by, taken), kept(init, taken), kept(add, keep.subList(totals, keep.size())), kept);
    }

    private static <T> List<T> kept(List<T> all, List<Boolean> keep) {
      return IntStream.range(0, all.size()).filter(keep::get).mapToObj(all::get).toList();
    }
  }

  /**
   * A product of two arrays, summed over the indices that the result does not have: {@code into[i][j] += left[i][k] * right[k][j]} with
   * {@code k} rising, for the labels {@code "ik,kj->ij"}. Indices run from zero to {@code extents}, listed in the order in which the labels
   * come up first. Consumes {@code into}.
   */
  record Contract(Labels labels, List<Atom> extents, Atom into, Atom left, Atom right) implements Parallel {
    public Contract {
      extents = List.copyOf(extents);
    }

    /** One letter per index, as NumPy's {@code einsum} has them. */
    public record Labels(String left, String right, String result) {
      /** All letters, in the order in which they come up first. */
      public List<Character> all() {
        return (left + right).chars().distinct().mapToObj(c -> (char) c).toList();
      }

      /** The extent of each index of {@code other}, of which this has all, where {@code extents} are those of this. */
      public List<Atom> extents(Labels other, List<Atom> extents) {
        return other.all().stream().map(c -> extents.get(all().indexOf(c))).toList();
      }

      /** Reads {@code "ik,kj->ij"}. */
      public static Labels of(String text) {
        String[] parts = text.split(",|->", -1);
        if (parts.length != 3) throw new IllegalArgumentException("labels are written as in \"ik,kj->ij\", not " + text);
        return new Labels(parts[0], parts[1], parts[2]);
      }

      @Override
      public String toString() {
        return left + "," + right + "->" + result;
      }
    }
  }

  default List<Region> regions() {
    return switch (this) {
      case If(var cond, var then, var orElse) -> List.of(then, orElse);
      case For l -> List.of(l.body());
      case While(var init, var cond, var body) -> List.of(cond, body);
      case Each e -> List.of(e.body());
      case Contract _ -> List.of();
      case Apply _, Load _, Store _, AddAt _, NewArray _, Table _, Length _, ZerosLike _, Copy _, Grow _, Throw _, Call _ -> List.of();
    };
  }

  /** Operands, without what nested regions read. */
  default List<Atom> args() {
    return switch (this) {
      case Apply(var prim, var args) -> args;
      case If(var cond, var then, var orElse) -> List.of(cond);
      case For(var lo, var hi, var down, var init, var body) -> join(List.of(lo, hi), init);
      case While(var init, var cond, var body) -> init;
      case Load(var array, var index) -> join(List.of(array), index);
      case Store(var array, var index, var value) -> join(join(List.of(array), index), List.of(value));
      case AddAt(var array, var index, var value) -> join(join(List.of(array), index), List.of(value));
      case NewArray(var type, var dims) -> dims;
      case Table _ -> List.of();
      case Length(var array, var index) -> join(List.of(array), index);
      case ZerosLike(var array) -> List.of(array);
      case Copy(var array) -> List.of(array);
      case Grow(var array, var length) -> List.of(array, length);
      case Throw t -> t.message().stream().filter(Throw.Part.Scalar.class::isInstance).map(p -> ((Throw.Part.Scalar) p).value()).toList();
      case Call(var callee, var args) -> args;
      case Each e -> join(List.of(e.lo(), e.hi()), e.starts());
      case Contract(var labels, var extents, var into, var left, var right) -> join(extents, List.of(into, left, right));
    };
  }

  /** The array operands this operation takes over (what an {@link If} consumes is said by its arms). */
  default List<Atom> consumed() {
    List<Atom> taken = switch (this) {
      case Store(var array, var index, var value) -> List.of(array, value);
      case AddAt(var array, var index, var value) -> List.of(array);
      case Grow(var array, var length) -> List.of(array);
      case For l -> l.init();
      case While w -> w.init();
      case Each e -> join(e.into(), e.add());
      case Contract c -> List.of(c.into());
      case Call(var callee, var args) -> {
        var owned = new ArrayList<Atom>();
        for (int i = 0; i < args.size(); i++) if (callee.params().get(i).owned()) owned.add(args.get(i));
        yield owned;
      }
      case Apply _, If _, Load _, NewArray _, Table _, Length _, ZerosLike _, Copy _, Throw _ -> List.of();
    };
    return taken.stream().filter(a -> a.type().isArray()).toList();
  }

  /** The same operation with other operands and regions; constants stay in place. */
  default Op map(UnaryOperator<Atom> f, UnaryOperator<Region> g) {
    return switch (this) {
      case Apply(var prim, var args) -> new Apply(prim, each(args, f));
      case If(var cond, var then, var orElse) -> new If(f.apply(cond), g.apply(then), g.apply(orElse));
      case For(var lo, var hi, var down, var init, var body) -> new For(f.apply(lo), f.apply(hi), down, each(init, f), g.apply(body));
      case While(var init, var cond, var body) -> new While(each(init, f), g.apply(cond), g.apply(body));
      case Load(var array, var index) -> new Load(f.apply(array), each(index, f));
      case Store(var array, var index, var value) -> new Store(f.apply(array), each(index, f), f.apply(value));
      case AddAt(var array, var index, var value) -> new AddAt(f.apply(array), each(index, f), f.apply(value));
      case NewArray(var type, var dims) -> new NewArray(type, each(dims, f));
      case Table _ -> this;
      case Length(var array, var index) -> new Length(f.apply(array), each(index, f));
      case ZerosLike(var array) -> new ZerosLike(f.apply(array));
      case Copy(var array) -> new Copy(f.apply(array));
      case Grow(var array, var length) -> new Grow(f.apply(array), f.apply(length));
      case Throw t -> t.map(f);
      case Call(var callee, var args) -> new Call(callee, each(args, f));
      case Each(var lo, var hi, var into, var by, var init, var add, var body) ->
          new Each(f.apply(lo), f.apply(hi), each(into, f), by, each(init, f), each(add, f), g.apply(body));
      case Contract(var labels, var extents, var into, var left, var right) ->
          new Contract(labels, each(extents, f), f.apply(into), f.apply(left), f.apply(right));
    };
  }

  /** What running this may do besides giving results, nested regions aside. */
  default Effect effect() {
    return switch (this) {
      case Apply(var prim, var args) -> prim.mayTrap(args) ? Effect.TRAP : Effect.PURE;
      case Throw _ -> Effect.THROW;
      case Load _, Store _, AddAt _, Contract _ -> Effect.TRAP;
      case Call(var callee, var args) -> External.is(callee.name()) ? Effect.PURE : Effect.TRAP;
      case Length(var array, var index) -> index.isEmpty() ? Effect.PURE : Effect.TRAP;
      case NewArray(var type, var dims) -> dims.stream().allMatch(d -> d instanceof Lit l && (int) l.value() >= 0) ? Effect.PURE : Effect.TRAP;
      case Each e -> e.into().isEmpty() ? Effect.PURE : Effect.TRAP;
      case If _, For _, While _, Table _, ZerosLike _, Copy _, Grow _ -> Effect.PURE;
    };
  }

  /** The same with what nested regions may do. Calls count for little: they have been put in place where it matters. */
  default Effect effects() {
    return regions().stream().flatMap(r -> r.eqns().stream()).map(e -> e.op().effects()).reduce(effect(), Effect::or);
  }

  private static List<Atom> each(List<Atom> atoms, UnaryOperator<Atom> f) {
    return atoms.stream().map(f).toList();
  }

  private static List<Atom> join(List<Atom> a, List<Atom> b) {
    var all = new ArrayList<Atom>(a);
    all.addAll(b);
    return all;
  }
}
