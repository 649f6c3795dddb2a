package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.Callee;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.transform.Axes;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.AnnotationValue;

/**
 * A method, or its derivative, batched: which axis every leaf of its parameters and results has, checked against what its body does, and the
 * program. The result has the type of a batch unless it is the same in all lanes and asked for as that; arrays that are written stay where
 * they are.
 *
 * @param params as Java sees them
 * @param result what one lane returns; {@code null} for {@code void}
 * @param out its axes
 */
record Batching(Program program, List<Lowered.Param> params, JavaType result, ComponentAxes out) {
  /** The method {@code name} of the companion. */
  static Batching of(Request.Batch request, String name, Lowered method, RequestReader reader, Options options) throws LoweringException {
    return new Making(request, name, inner(request, name, method, reader, options), reader.frontEnd()).batching(options);
  }

  /** The method itself or the derivative that is batched. */
  private static Lowered inner(Request.Batch request, String name, Lowered method, RequestReader reader, Options options)
      throws LoweringException {
    if (request.of().isEmpty()) return method;
    Request below = request.of().get();
    Callee c = new CompanionMethod(CompanionTypes.of(below).companion(), below, request.inner(name), reader, options).from(method);
    return new Lowered(c.func(), c.callees(), c.params(), c.returns(), c.sources(), Set.of());
  }

  /** What the companion's method returns, or {@code null}. */
  JavaType returns() {
    return result == null ? null : BatchTypes.of(result, out).orElseThrow();
  }

  /** Whether it writes that leaf of its parameters. */
  boolean writes(int leaf) {
    return program.main().owned().contains(program.main().params().get(leaf));
  }

  /** Whether the first number that is returned is the value that stands beside a gradient. */
  static boolean givesValue(Request.Batch request, String name) {
    return request.of().orElse(null) instanceof Request.Gradient && !name.equals(request.target().name());
  }

  /** The axis of that value: the one that is asked for, which is meant for the gradient, if a number can have it. */
  static int valueAxis(int out) {
    return out == Vmap.NONE || Axes.fits(out, 0) ? out : 0;
  }

  /** The axes of what the method {@code name} returns: those asked for, which are meant for the gradient where there is a value beside it. */
  static ComponentAxes returned(Request.Batch request, String name) {
    ComponentAxes asked = request.returned();
    if (!givesValue(request, name)) return asked;
    ComponentAxes value = ComponentAxes.all(valueAxis(asked.axis()));
    ComponentAxes both = ComponentAxes.all(asked.axis());
    var g = (Request.Gradient) request.of().orElseThrow();
    if (!g.hasAux()) return both.with("value", value).with("grad", asked);
    String first = ((JavaType.Rec) g.target().method().returns().orElseThrow()).components().getFirst().name();
    ComponentAxes values = ComponentAxes.all(asked.axis()).with(first, value);
    for (JavaType.Component c : g.aux()) values = values.with(c.name(), asked.component(c.name()));
    return both.with("value", values).with("grad", asked.component("grad"));
  }

  /** What one lane of the method {@code name} returns, as far as it is known without its body. */
  static Optional<JavaType> declaredResult(Request.Batch request, String name) {
    if (!request.target().sound() || request.of().isEmpty()) return request.target().method().returns();
    Request below = request.of().get();
    return below instanceof Request.Gradient g ? Optional.of(givesValue(request, name) ? CompanionTypes.of(g).withValue()
        : CompanionTypes.of(g).withAux(g.aux())) : Optional.empty();
  }

  /** What the batched function takes and gives is what {@link Callee} says of it; which rows it replaces is not known, so all it writes. */
  Callee callee(Lowered of, Program own) {
    Func f = own.main();
    List<Boolean> written = f.params().stream().map(f.owned()::contains).toList();
    List<Integer> origins = result == null ? List.of() : Collections.nCopies(result.leaves().size(), Callee.FRESH);
    return new Callee(f, params, returns(), origins, written, written, Set.of(), own.functions(), of.sources());
  }

  private static final class Making {
    private final Request.Batch request;
    private final String name;
    private final Lowered inner;
    private final FrontEnd frontEnd;
    private final List<Lowered.Param> params = new ArrayList<>();
    private final List<Axes.Leaf> in = new ArrayList<>();

    Making(Request.Batch request, String name, Lowered inner, FrontEnd frontEnd) {
      this.request = request;
      this.name = name;
      this.inner = inner;
      this.frontEnd = frontEnd;
    }

    Batching batching(Options options) throws LoweringException {
      var axes = new ArrayList<Integer>();
      for (int p = 0; p < inner.params().size(); p++) {
        Lowered.Param own = inner.params().get(p);
        ComponentAxes of = request.in().get(p);
        params.add(new Lowered.Param(request.parameters().get(p).name(), BatchTypes.of(own.type(), of).orElseThrow()));
        axes.addAll(of.leaves(own.type()));
      }
      List<Leaves.Leaf> leaves = Leaves.of(params, new Names()).all();
      for (int k = 0; k < axes.size(); k++) in.add(new Axes.Leaf(leaves.get(k).shown(), axes.get(k)));
      checkWritten();
      checkOut();
      ComponentAxes returned = Batching.returned(request, name);
      var out = new ArrayList<>(returned(returned));
      for (int k = 0; k < in.size(); k++) if (isOwned(k)) out.add(in.get(k));
      String shown = CompanionTypes.of(request).companion().simpleName() + "." + name;
      Program program = Passes.vmap(inner.func(), inner.callees(), new Axes(shown, in, out), options);
      return new Batching(program, List.copyOf(params), inner.returns(), returned);
    }

    private boolean isOwned(int leaf) {
      return inner.func().owned().contains(inner.func().params().get(leaf));
    }

    private void checkWritten() throws LoweringException {
      for (int leaf : inner.spoiled()) throw frontEnd.spoils(request.target().method().element(), leaf);
      for (int k = 0; k < in.size(); k++) {
        if (!isOwned(k) || in.get(k).isMapped()) continue;
        String what = in.get(k).name();
        AnnotationValue at = at(what.replace("()", ""), "in", parameterOf(k));
        throw frontEnd.writesShared(request.target().method().element(), k).orElseGet(() -> refuse(at, Diagnostic.WRITES_UNMAPPED, methodName(), what));
      }
    }

    private int parameterOf(int leaf) {
      int from = 0;
      for (int p = 0; p < inner.params().size(); p++) {
        from += inner.params().get(p).type().leaves().size();
        if (leaf < from) return p;
      }
      throw new IllegalArgumentException("no leaf " + leaf);
    }

    /** Refuses axes that are written for other results than there are, or other axes of arrays that are written than they have. */
    private void checkOut() throws LoweringException {
      List<Integer> written = IntStream.range(0, in.size()).filter(this::isOwned).boxed().toList();
      int values = inner.returns() == null ? 0 : 1;
      List<Integer> out = request.out();
      if (out.size() > 1 && out.size() != values + written.size()) {
        String results = IntStream.range(0, values + written.size()).mapToObj(r -> r < values ? "the returned value" : in.get(written.get(r - values)).name())
            .collect(Collectors.joining(", "));
        throw refuse(at("out", -1), Diagnostic.AXES_COUNT, "out", out.size(), "results of " + methodName(), values + written.size(), results);
      }
      for (int r = values; r < out.size() && r - values < written.size(); r++) {
        Axes.Leaf from = in.get(written.get(r - values));
        int rank = inner.func().params().get(written.get(r - values)).type().rank();
        boolean isSaid = at("out", r) != null;
        if (isSaid && (out.get(r) == Vmap.NONE || normal(out.get(r), rank) != normal(from.axis(), rank))) {
          throw refuse(at("out", r), Diagnostic.WRITTEN_AXIS, from.name(), from.axis());
        }
      }
    }

    private static int normal(int axis, int rank) {
      return axis < 0 ? axis + rank + 1 : axis;
    }

    /** The leaves of the returned value. */
    private List<Axes.Leaf> returned(ComponentAxes axes) throws LoweringException {
      for (BatchReader.Named n : named()) {
        String component = n.of().startsWith(BatchReader.RETURN + ".") ? n.of().substring(BatchReader.RETURN.length() + 1) : null;
        boolean isThere = component == null || inner.returns() != null && (givesValue(request, name)
            || new ComponentAxes(0, Map.of(component, 0)).unknown(inner.returns()).isEmpty());
        if (!isThere) throw refuse(n.at(), Diagnostic.NO_COMPONENT, n.of(), methodName());
      }
      if (inner.returns() == null) return List.of();
      List<Leaves.Leaf> leaves = Leaves.of(List.of(new Lowered.Param("result", inner.returns())), new Names()).all();
      if (BatchTypes.of(inner.returns(), axes).isEmpty()) {
        throw refuse(at("out", 0), Diagnostic.NOT_BATCHABLE, "the result", Method.typeName(inner.returns()));
      }
      List<Integer> own = axes.leaves(inner.returns());
      List<Boolean> differs = own.contains(Vmap.NONE) ? Passes.batched(inner.func(), inner.callees(), in) : List.of();
      var all = new ArrayList<Axes.Leaf>();
      for (int k = 0; k < leaves.size(); k++) {
        ValueType type = leaves.get(k).type();
        String shown = leaves.get(k).shown();
        int axis = own.get(k);
        AnnotationValue at = at(BatchReader.path(leaves.get(k)).replaceFirst("^result", BatchReader.RETURN), "out", 0);
        if (axis == Vmap.NONE && differs.get(k)) throw refuse(at, Diagnostic.DIFFERS_BETWEEN_LANES, shown);
        if (axis != Vmap.NONE && !Axes.fits(axis, type.rank())) {
          throw refuse(at, Diagnostic.AXIS_OUT_OF_RANGE, axis, "'" + shown + "'", type.arrayOf().java(), -type.rank() - 1, type.rank());
        }
        all.add(new Axes.Leaf(shown, axis));
      }
      return all;
    }

    // ---- what is said where ----

    private String methodName() {
      return request.target().method().name();
    }

    /** The value for that parameter or result, or the only one there is; the whole for -1; {@code null} if nothing is written. */
    private AnnotationValue at(String element, int number) {
      Optional<? extends AnnotationValue> written = RequestReader.value(request.target().annotation(), element);
      if (written.isEmpty()) return null;
      List<AnnotationValue> values = RequestReader.list(written.get());
      return number < 0 ? written.get() : values.size() == 1 ? values.getFirst() : values.get(number);
    }

    private List<BatchReader.Named> named() {
      return BatchReader.Named.of(RequestReader.value(request.target().annotation(), "axes"));
    }

    /** The {@code @Axis} of a leaf of that path, or what else says its axis. */
    private AnnotationValue at(String path, String element, int number) {
      return BatchReader.Named.best(named(), path).map(BatchReader.Named::at).orElseGet(() -> at(element, number));
    }

    private LoweringException refuse(AnnotationValue at, Diagnostic why, Object... details) {
      return new LoweringException(request.target().method().element(), at == null ? null : request.target().annotation(), at, why, details);
    }
  }
}
