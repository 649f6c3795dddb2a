package dev.gradus.tests.laws;

import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Kind;
import dev.gradus.tests.corpus.Case;
import dev.gradus.tests.corpus.Corpus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A method of the corpus at some arguments, callable in every form: as written, as companions, as IR. Arguments and results are leaves. */
final class Program {
  private static final long STEPS = 5_000_000;
  private static final Map<String, Lowering.Entry> LOWERED = Lowering.ofSources(Path.of("src/test/java/dev/gradus/tests/corpus"));

  private final Class<?> owner;
  private final Case at;
  private final Lowering.Entry entry;

  private Program(Class<?> owner, Case at) {
    this.owner = owner;
    this.at = at;
    this.entry = LOWERED.get(Lowering.key(owner.getName(), at.method(), at.args().size()));
    if (entry == null) throw new AssertionError(this + " is not annotated, or takes other arguments");
  }

  static List<Program> all() {
    return Corpus.ALL.stream().flatMap(c -> c.cases().get().stream().map(k -> new Program(c.program(), k))).toList();
  }

  /** All annotated methods, by class, method and number of parameters. */
  static List<String> methods() {
    return List.copyOf(LOWERED.keySet());
  }

  String key() {
    return Lowering.key(owner.getName(), at.method(), at.args().size());
  }

  Case at() {
    return at;
  }

  Lowering.Entry entry() {
    return entry;
  }

  Lowered lowered() {
    return entry.lowered();
  }

  @Override
  public String toString() {
    String name = owner.getName();
    return name.substring(name.lastIndexOf('.') + 1) + "." + at.method() + Leaves.text(args());
  }

  /** The leaves of the arguments. */
  List<Object> args() {
    return Leaves.of(types(), at.args());
  }

  /** As it is written. */
  Method method() {
    return method(owner, at.method(), at.args().size());
  }

  private List<Class<?>> types() {
    return List.of(method().getParameterTypes());
  }

  /** Numbers of the leaves that are differentiated. */
  List<Integer> wrt() {
    var first = new ArrayList<Integer>(List.of(0));
    for (Lowered.Param p : lowered().params()) first.add(first.getLast() + p.type().leaves().size());
    return entry.wrt().stream().flatMap(p -> floats(lowered().params().get(p).type(), first.get(p))).toList();
  }

  private static Stream<Integer> floats(JavaType type, int first) {
    return IntStream.range(0, type.leaves().size()).filter(i -> type.leaves().get(i).isFloat()).mapToObj(i -> first + i);
  }

  /** Whether numbers of single precision are among the arguments, the results, or those in between. */
  boolean isSingle() {
    return Stream.concat(Stream.of(lowered().func()), lowered().callees().values().stream())
        .flatMap(f -> FreeVars.eqnsIn(f.body()).stream())
        .flatMap(e -> e.results().stream()).anyMatch(v -> v.type().kind() == Kind.F32) || args().stream().anyMatch(Leaves::isSingle);
  }

  /** The stated seeds; else one for the result and nothing for arrays that are written on the way. */
  List<Object> seeds() {
    if (at.seeds() != null) return at.seeds();
    List<Object> results = Leaves.floats(run(args()));
    var seeds = new ArrayList<Object>(List.of(results.getFirst() instanceof Float ? (Object) 1f : (Object) 1.0));
    for (Object written : results.subList(1, results.size())) seeds.add(Directions.zero(written));
    return seeds;
  }

  // ---- as written ----

  /** The returned value, then the arrays that the method writes. */
  List<Object> run(List<Object> args) {
    List<Object> own = Leaves.rebuilt(types(), Leaves.copies(args));
    Returned result = invoke(method(), null, own);
    var leaves = new ArrayList<Object>();
    if (lowered().returns() != null) leaves.addAll(result.leaves());
    List<Object> after = Leaves.of(types(), own);
    Func f = lowered().func();
    for (int i = 0; i < after.size(); i++) if (f.owned().contains(f.params().get(i))) leaves.add(after.get(i));
    return leaves;
  }

  /** {@code XGrad.f}. */
  Method gradientMethod() {
    return method(companion("Grad"), at.companion(), at.args().size());
  }

  /** Whether it writes to a parameter that is not among these. */
  boolean writesParameterWithout(List<Boolean> parameters) {
    Func f = lowered().func();
    int leaf = 0;
    for (int p = 0; p < parameters.size(); p++) {
      for (int count = lowered().params().get(p).type().leaves().size(); count > 0; count--, leaf++) {
        if (f.owned().contains(f.params().get(leaf)) && !parameters.get(p)) return true;
      }
    }
    return false;
  }

  /** The same of the leaves of parameters. */
  boolean writesLeafWithout(List<Boolean> leaves) {
    Func f = lowered().func();
    return IntStream.range(0, leaves.size()).anyMatch(k -> f.owned().contains(f.params().get(k)) && !leaves.get(k));
  }

  // ---- companions ----

  /** {@code XGrad.f}. */
  List<Object> gradient(List<Object> args) {
    return Leaves.floats((entry.aux() ? get(withAux(args), "grad") : withAux(args)).leaves());
  }

  /** What {@code XGrad.f} hands out besides the gradient. */
  List<Object> aux(List<Object> args) {
    List<Object> leaves = withAux(args).leaves();
    return leaves.subList(leaves.size() - (values() - 1), leaves.size());
  }

  private Returned withAux(List<Object> args) {
    return call("Grad", at.companion(), Leaves.rebuilt(types(), args));
  }

  /** How many leaves the value beside a gradient has. */
  int values() {
    return entry.aux() ? lowered().returns().leaves().size() : 1;
  }

  /** {@code XGrad.fWithValue}: the value and the gradient. */
  List<Object> withValue(List<Object> args) {
    Returned both = call("Grad", at.companion() + "WithValue", Leaves.rebuilt(types(), args));
    List<Object> leaves = get(both, "value").leaves();
    leaves.addAll(Leaves.floats(get(both, "grad").leaves()));
    return leaves;
  }

  /** {@code XJvp.f}: the values and the tangents of the floating-point ones. */
  List<Object> tangents(List<Object> args, List<Object> tangents) {
    List<Object> moving = new ArrayList<>(args);
    List<Integer> wrt = wrt();
    for (int i = 0; i < wrt.size(); i++) moving.set(wrt.get(i), tangents.get(i));
    List<Object> arguments = Leaves.rebuilt(types(), args);
    Method jvp = method(companion("Jvp"), at.companion(), arguments.size() + entry.wrt().size());
    var types = new ArrayList<>(types());
    for (int k = 0; k < entry.wrt().size(); k++) types.set(entry.wrt().get(k), jvp.getParameterTypes()[arguments.size() + k]);
    List<Object> directions = Leaves.rebuilt(types, moving);
    for (int p : entry.wrt()) arguments.add(directions.get(p));
    Returned both = invoke(jvp, null, arguments);
    List<Object> leaves = get(both, "value").leaves();
    leaves.addAll(Leaves.floats(get(both, "tangent").leaves()));
    return leaves;
  }

  /** {@code XVjp.f} and its pullback: the values and the cotangents. Where there is a gradient only, that belongs to the seed 1. */
  List<Object> cotangents(List<Object> args, List<Object> seeds) {
    if (!entry.vjp()) return Stream.concat(run(args).stream(), gradient(args).stream()).toList();
    Returned kept = call("Vjp", at.companion(), Leaves.rebuilt(types(), args));
    List<Object> leaves = get(kept, "value").leaves();
    var next = seeds.iterator();
    List<Object> cotangent = leaves.stream().map(v -> Leaves.isFloat(v) ? next.next() : v).toList();
    Method pullback = method(kept.type(), "pullback", 1);
    Returned back = invoke(pullback, kept.value(), Leaves.rebuilt(List.of(pullback.getParameterTypes()), cotangent));
    leaves.addAll(Leaves.floats(back.leaves()));
    return leaves;
  }

  /** A value, and the type that it is declared with. */
  private record Returned(Class<?> type, Object value) {
    List<Object> leaves() {
      return Leaves.of(type, value);
    }
  }

  private Returned call(String suffix, String name, List<Object> args) {
    return invoke(method(companion(suffix), name, args.size()), null, args);
  }

  private Class<?> companion(String suffix) {
    try {
      return Class.forName(owner.getName().replace('$', '_') + suffix);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Method method(Class<?> owner, String name, int parameters) {
    return Arrays.stream(owner.getDeclaredMethods()).filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
        .findFirst()
        .orElseThrow(() -> new AssertionError(owner + " has no " + name + " of " + parameters + " parameters"));
  }

  private static Returned get(Returned object, String accessor) {
    return invoke(method(object.type(), accessor, 0), object.value(), List.of());
  }

  private static Returned invoke(Method m, Object object, List<Object> args) {
    try {
      m.setAccessible(true);
      return new Returned(m.getReturnType(), m.invoke(object, args.toArray()));
    } catch (InvocationTargetException e) {
      throw new AssertionError(m + ": " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  // ---- IR ----

  /** What the function means. */
  static List<Object> interpreted(Func f, Map<String, Func> callees, List<Object> args) {
    return Arrays.asList(Interpreter.run(f, callees, STEPS, Leaves.copies(args).toArray()));
  }
}
