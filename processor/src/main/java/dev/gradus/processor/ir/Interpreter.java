package dev.gradus.processor.ir;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The meaning of the IR: everything else is judged against it. Scalars are boxed Java values, arrays are Java arrays
 * ({@code double[][]} for {@code f64[][]}). Nothing is ever mutated: a store copies the array (and the row) it changes, so that a function
 * has its meaning even where ownership is violated. Slow on purpose.
 *
 * <p>Traps are Java's exceptions: {@link ArrayIndexOutOfBoundsException}, {@link NullPointerException} for an absent row, {@link
 * ArithmeticException}, {@link NegativeArraySizeException}, {@link IllegalArgumentException} of {@link Math#clamp}; and {@link Thrown}.
 */
public final class Interpreter {
  /** Thrown when a run takes more equations than allowed: a guard for generated programs. */
  public static final class StepLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepLimit(long limit) {
      super("more than " + limit + " equations");
    }
  }

  private final Function<String, Func> callees;
  private final long limit;
  private long steps;

  private Interpreter(Function<String, Func> callees, long limit) {
    this.callees = callees;
    this.limit = limit;
  }

  /** Runs a function without calls; gives its results. Arguments are not written. */
  public static Object[] run(Func f, Object... args) {
    return run(f, Map.of(), Long.MAX_VALUE, args);
  }

  /** Runs a function whose calls are found in {@code callees}, for at most {@code limit} equations. */
  public static Object[] run(Func f, Map<String, Func> callees, long limit, Object... args) {
    return new Interpreter(callees::get, limit).call(f, args);
  }

  /** Runs a program's main function. */
  public static Object[] run(Program p, Object[] args) {
    return new Interpreter(p.functions()::get, Long.MAX_VALUE).call(p.main(), args);
  }

  private Object[] call(Func f, Object[] args) {
    if (args.length != f.params().size()) throw new IllegalArgumentException(f.name() + " takes " + f.params().size() + " arguments, not " + args.length);
    return region(f.body(), args, new HashMap<>());
  }

  private Object[] region(Region r, Object[] args, Map<Var, Object> env) {
    for (int i = 0; i < args.length; i++) env.put(r.params().get(i), args[i]);
    for (Eqn e : r.eqns()) {
      if (++steps > limit) throw new StepLimit(limit);
      Object[] values = eqn(e, env);
      for (int i = 0; i < values.length; i++) env.put(e.results().get(i), values[i]);
    }
    return all(r.results(), env);
  }

  private Object[] eqn(Eqn e, Map<Var, Object> env) {
    return switch (e.op()) {
      case Op.Apply(var prim, var args) ->
          one(prim.eval(args.stream().map(a -> a.type().kind()).toList(), all(args, env)));
      case Op.If(var cond, var then, var orElse) -> region((Boolean) get(cond, env) ? then : orElse, new Object[0], env);
      case Op.For(var lo, var hi, var down, var init, var body) -> {
        int from = (Integer) get(lo, env);
        int to = (Integer) get(hi, env);
        Object[] carries = all(init, env);
        if (down) for (int i = to; i > from; ) carries = region(body, prepend(--i, carries), env);
        else for (int i = from; i < to; i++) carries = region(body, prepend(i, carries), env);
        yield carries;
      }
      case Op.While(var init, var cond, var body) -> {
        Object[] carries = all(init, env);
        while ((Boolean) region(cond, carries, env)[0]) carries = region(body, carries, env);
        yield carries;
      }
      case Op.Load(var array, var index) -> one(element(get(array, env), index, env));
      case Op.Store(var array, var index, var value) -> one(with(get(array, env), index, 0, env, _ -> get(value, env)));
      case Op.AddAt(var array, var index, var value) -> one(with(get(array, env), index, 0, env, old -> sum(old, get(value, env))));
      case Op.NewArray(var type, var dims) -> one(zeros(type, dims.stream().mapToInt(d -> (Integer) get(d, env)).toArray(), 0));
      case Op.Table(var array) -> one(array.toJava());
      case Op.Length(var array, var index) -> one(Array.getLength(present(element(get(array, env), index, env))));
      case Op.ZerosLike(var array) -> one(zerosLike(get(array, env)));
      case Op.Copy(var array) -> one(copy(get(array, env)));
      case Op.Grow(var array, var length) -> one(grow(get(array, env), (Integer) get(length, env)));
      case Op.Throw(var exception, var message) -> throw Thrown.of(exception, message.isEmpty() ? null : text(message, env));
      case Op.Call(var callee, var args) -> {
        if (External.is(callee.name())) yield one(External.call(callee, all(args, env)));
        Func f = callees.apply(callee.name());
        if (f == null) throw new IllegalArgumentException("no function " + callee.name());
        yield call(f, all(args, env));
      }
      case Op.Each each -> {
        int elements = each.into().size();
        int totals = elements + each.by().size();
        Object[] now = all(each.starts(), env);
        for (int k = 0; k < elements; k++) now[k] = shallow(present(now[k]), Array.getLength(now[k]));
        for (int i = (Integer) get(each.lo(), env); i < (Integer) get(each.hi(), env); i++) {
          var args = new ArrayList<Object>(List.of(i));
          for (int k = 0; k < elements; k++) args.add(Array.get(now[k], i));
          args.addAll(Arrays.asList(now).subList(totals, now.length));
          Object[] values = region(each.body(), args.toArray(), env);
          for (int k = 0; k < elements; k++) Array.set(now[k], i, values[k]);
          for (int k = elements; k < totals; k++) {
            Kind kind = each.init().get(k - elements).type().kind();
            now[k] = each.by().get(k - elements).eval(List.of(kind, kind), new Object[] {now[k], values[k]});
          }
          System.arraycopy(values, totals, now, totals, now.length - totals);
        }
        yield now;
      }
      case Op.Contract c -> {
        boolean runs = c.extents().stream().allMatch(n -> (Integer) get(n, env) > 0);
        yield one(runs ? contract(c, get(c.into(), env), 0, new HashMap<>(), env) : get(c.into(), env));
      }
    };
  }

  /** The indices of the result are set one after the other, then those of the sum. */
  private static Object contract(Op.Contract c, Object into, int depth, Map<Character, Integer> at, Map<Var, Object> env) {
    Op.Contract.Labels labels = c.labels();
    List<Character> summed = labels.all().stream().filter(l -> labels.result().indexOf(l) < 0).toList();
    int rank = labels.result().length();
    if (depth == rank + summed.size()) return sum(into, product(element(get(c.left(), env), labels.left(), at), element(get(c.right(), env), labels.right(), at)));
    char label = depth < rank ? labels.result().charAt(depth) : summed.get(depth - rank);
    int extent = (Integer) get(c.extents().get(labels.all().indexOf(label)), env);
    Object result = depth < rank ? shallow(present(into), Array.getLength(into)) : into;
    for (int i = 0; i < extent; i++) {
      at.put(label, i);
      if (depth < rank) Array.set(result, i, contract(c, Array.get(result, i), depth + 1, at, env));
      else result = contract(c, result, depth + 1, at, env);
    }
    return result;
  }

  private static Object element(Object array, String labels, Map<Character, Integer> at) {
    Object element = array;
    for (char label : labels.toCharArray()) element = Array.get(present(element), at.get(label));
    return element;
  }

  private static Object product(Object a, Object b) {
    return a instanceof Double x ? (Object) (x * (Double) b) : (Object) ((Float) a * (Float) b);
  }

  private static String text(List<Op.Throw.Part> message, Map<Var, Object> env) {
    var text = new StringBuilder();
    for (Op.Throw.Part p : message) {
      switch (p) {
        case Op.Throw.Part.Text(var s) -> text.append(s);
        case Op.Throw.Part.Scalar(var value, var asChar) -> text.append(asChar ? (Object) (char) (int) (Integer) get(value, env) : get(value, env));
      }
    }
    return text.toString();
  }

  private static Object[] one(Object value) {
    return new Object[] {value};
  }

  private static Object[] prepend(Object first, Object[] rest) {
    Object[] all = new Object[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static Object get(Atom a, Map<Var, Object> env) {
    return switch (a) {
      case Lit l -> l.value();
      case Var v -> {
        if (!env.containsKey(v)) throw new IllegalStateException("unbound " + v);
        yield env.get(v);
      }
    };
  }

  private static Object[] all(List<Atom> atoms, Map<Var, Object> env) {
    var values = new ArrayList<>(atoms.size());
    for (Atom a : atoms) values.add(get(a, env));
    return values.toArray();
  }

  private static Object element(Object array, List<Atom> index, Map<Var, Object> env) {
    Object at = array;
    for (Atom i : index) at = Array.get(present(at), (Integer) get(i, env));
    return at;
  }

  /** A copy of the array, down to the indexed element, with that element replaced. */
  private static Object with(Object array, List<Atom> index, int depth, Map<Var, Object> env, Function<Object, Object> change) {
    if (depth == index.size()) return change.apply(array);
    int i = (Integer) get(index.get(depth), env);
    Object changed = with(Array.get(present(array), i), index, depth + 1, env, change);
    Object result = shallow(array, Array.getLength(array));
    Array.set(result, i, changed);
    return result;
  }

  private static Object present(Object array) {
    if (array == null) throw new NullPointerException("absent row");
    return array;
  }

  private static Object shallow(Object array, int length) {
    Object result = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, result, 0, Math.min(length, Array.getLength(array)));
    return result;
  }

  private static Object sum(Object a, Object b) {
    return switch (a) {
      case Double d -> d + (Double) b;
      case Float f -> f + (Float) b;
      case Long l -> l + (Long) b;
      case Integer i -> i + (Integer) b;
      case null -> {
        if (b == null) yield null;
        throw new NullPointerException("absent row");
      }
      default -> {
        Object result = shallow(a, Array.getLength(a));
        for (int i = 0; i < Array.getLength(present(b)); i++) Array.set(result, i, sum(Array.get(a, i), Array.get(b, i)));
        yield result;
      }
    };
  }

  private static Object zeros(ValueType type, int[] dims, int depth) {
    for (int d : dims) if (d < 0) throw new NegativeArraySizeException(String.valueOf(d));
    Object array = Array.newInstance(type.row(depth + 1).javaClass(), dims[depth]);
    if (depth + 1 < dims.length) for (int i = 0; i < dims[depth]; i++) Array.set(array, i, zeros(type, dims, depth + 1));
    return array;
  }

  private static Object zerosLike(Object array) {
    if (array == null) return null;
    int n = Array.getLength(array);
    Object result = Array.newInstance(array.getClass().getComponentType(), n);
    if (array instanceof Object[] rows) for (int i = 0; i < n; i++) Array.set(result, i, zerosLike(rows[i]));
    return result;
  }

  private static Object copy(Object array) {
    Object result = shallow(present(array), Array.getLength(array));
    if (array instanceof Object[] rows) for (int i = 0; i < rows.length; i++) Array.set(result, i, rows[i] == null ? null : copy(rows[i]));
    return result;
  }

  private static Object grow(Object array, int length) {
    int n = Array.getLength(present(array));
    return length <= n ? array : shallow(array, Math.max(length, 2 * n));
  }
}
