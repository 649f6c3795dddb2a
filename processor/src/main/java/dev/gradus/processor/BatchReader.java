package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.RecordBorder;
import dev.gradus.processor.transform.Axes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;

/**
 * Reads {@code @Vmap} into a request: which derivative below it is batched, if any, and the axes of each of its parameters. What concerns
 * results waits until the body has been read ({@link Batching}), for it says which arrays are written.
 */
final class BatchReader {
  /** What is returned, as {@code @Axis} calls it. */
  static final String RETURN = "return";

  /** Notes what is wrong, at an annotation's value if there is one. */
  @FunctionalInterface
  interface Refusal {
    void of(Diagnostic why, AnnotationValue at, Object... details);
  }

  private final Method method;
  private final RequestReader reader;
  private final Refusal refusal;
  /** What {@code axes} says, by parameter or component. */
  private final Map<String, Integer> axes = new LinkedHashMap<>();
  private final List<Named> named;

  /** One {@code @Axis}, and where it says of what. */
  record Named(String of, int axis, AnnotationValue at) {
    /** Those of an annotation's {@code axes}. */
    static List<Named> of(Optional<? extends AnnotationValue> written) {
      return written.map(v -> RequestReader.list(v)).orElse(List.of()).stream().map(v -> {
        AnnotationMirror a = (AnnotationMirror) v.getValue();
        AnnotationValue of = RequestReader.value(a, "of").orElseThrow();
        return new Named(String.valueOf(of.getValue()), BatchReader.axis(RequestReader.value(a, "is").orElseThrow()), of);
      }).toList();
    }

    /** The one that says the axis of a leaf called {@code path}. */
    static Optional<Named> best(List<Named> all, String path) {
      return all.stream().filter(n -> path.equals(n.of()) || path.startsWith(n.of() + ".")).max(Comparator.comparing(n -> n.of().length()));
    }
  }

  BatchReader(Method method, RequestReader reader, Refusal refusal, Optional<? extends AnnotationValue> axes) {
    this.named = Named.of(axes);
    for (Named n : named) if (this.axes.putIfAbsent(n.of(), n.axis()) != null) refusal.of(Diagnostic.AXIS_TWICE, n.at(), n.of());
    this.method = method;
    this.reader = reader;
    this.refusal = refusal;
  }

  /** The derivative that stands below the annotation. */
  Optional<Request> below() {
    var below = new ArrayList<Form>();
    boolean passed = false;
    for (AnnotationMirror a : method.element().getAnnotationMirrors()) {
      Optional<Form> form = RequestReader.form(a);
      if (form.isEmpty()) continue;
      if (form.get() == Form.VMAP) passed = true;
      else if (passed) below.add(form.get());
      else refusal.of(Diagnostic.DERIVATIVE_ABOVE, null, form.get().suffix(), Form.VMAP.companion(method.owner()).simpleName(), method.name());
    }
    if (below.size() > 1) {
      refusal.of(Diagnostic.TWO_DERIVATIVES, null, below.get(0).suffix(), below.get(1).suffix());
      return Optional.empty();
    }
    if (below.contains(Form.VJP)) {
      refusal.of(Diagnostic.BATCHED_PULLBACK, null, Form.VJP.companion(method.owner()).simpleName(), method.name());
      return Optional.empty();
    }
    return below.stream().findFirst().map(f -> reader.read(f, method.element()));
  }

  /** What the method, or its derivative, takes. */
  List<Method.Argument> parameters(Optional<Request> of) {
    var all = new ArrayList<>(method.arguments());
    if (of.orElse(null) instanceof Request.Tangent t) all.addAll(JvpMembers.tangents(t.target(), Names.of(method), CompanionTypes.of(t)::derivative));
    return List.copyOf(all);
  }

  /** The axes of each parameter. */
  List<ComponentAxes> in(List<Method.Argument> parameters, Optional<? extends AnnotationValue> written) {
    List<AnnotationValue> values = written.map(v -> RequestReader.list(v)).orElse(List.of());
    List<Integer> axes = values.isEmpty() ? List.of(0) : values.stream().map(BatchReader::axis).toList();
    if (axes.size() != 1 && axes.size() != parameters.size()) {
      refusal.of(Diagnostic.AXES_COUNT, written.get(), "in", axes.size(), "parameters of " + method.name(), parameters.size(), names(parameters));
      return Collections.nCopies(parameters.size(), ComponentAxes.all(0));
    }
    boolean forAll = axes.size() == 1;
    var in = new ArrayList<ComponentAxes>();
    boolean anyMapped = false;
    for (int p = 0; p < parameters.size(); p++) {
      Method.Argument a = parameters.get(p);
      ComponentAxes own = new ComponentAxes(axes.get(forAll ? 0 : p), this.axes).component(a.name());
      if (a.type().isPresent()) check(a.name(), a.type().get(), own, values.isEmpty() ? null : values.get(forAll ? 0 : p));
      anyMapped |= own.isMapped(a.type());
      in.add(own);
    }
    checkNames(parameters);
    if (!anyMapped) refusal.of(Diagnostic.NOTHING_MAPPED, written.orElse(null), method.name());
    return List.copyOf(in);
  }

  /** Refuses axes of what is not there, as far as that can be seen without the body. */
  private void checkNames(List<Method.Argument> parameters) {
    for (Named n : named) {
      int dot = n.of().indexOf('.');
      String root = dot < 0 ? n.of() : n.of().substring(0, dot);
      Optional<Method.Argument> argument = parameters.stream().filter(a -> a.name().equals(root)).findFirst();
      boolean isThere = root.equals(RETURN) || argument.isPresent() && (dot < 0 || argument.get().type().isEmpty()
          || new ComponentAxes(0, Map.of(n.of().substring(dot + 1), 0)).unknown(argument.get().type().get()).isEmpty());
      if (!isThere) refusal.of(Diagnostic.NO_COMPONENT, n.at(), n.of(), method.name());
    }
  }

  private void check(String name, JavaType type, ComponentAxes axes, AnnotationValue at) {
    if (!axes.isMapped(Optional.of(type)) || RecordBorder.hasSmallArrays(type)) return;
    List<Integer> own = axes.leaves(type);
    List<Leaves.Leaf> leaves = Leaves.of(List.of(new Lowered.Param(name, type)), new Names()).all();
    if (BatchTypes.of(type, axes).isEmpty()) {
      refusal.of(Diagnostic.NOT_BATCHABLE, at, "'" + name + "'", Method.typeName(type));
      return;
    }
    for (int k = 0; k < leaves.size(); k++) {
      Leaves.Leaf leaf = leaves.get(k);
      if (own.get(k) == Vmap.NONE || Axes.fits(own.get(k), leaf.type().rank())) continue;
      AnnotationValue place = Named.best(named, path(leaf)).map(Named::at).orElse(at);
      refusal.of(Diagnostic.AXIS_OUT_OF_RANGE, place, own.get(k), "'" + leaf.shown() + "'", leaf.type().arrayOf().java(), -leaf.type().rank() - 1,
          leaf.type().rank());
      return;
    }
  }

  /** How {@code @Axis} calls a leaf. */
  static String path(Leaves.Leaf leaf) {
    return leaf.shown().replace("()", "");
  }

  static int axis(AnnotationValue v) {
    return v.getValue() instanceof Integer axis ? axis : 0;
  }

  private static String names(List<Method.Argument> parameters) {
    return parameters.stream().map(Method.Argument::name).collect(Collectors.joining(", "));
  }

  /** The axes as they are written for what is given back. */
  List<Integer> out(Optional<? extends AnnotationValue> written) {
    List<Integer> all = written.map(v -> RequestReader.list(v)).orElse(List.of()).stream().map(BatchReader::axis).toList();
    var out = new ArrayList<>(all.isEmpty() ? List.of(0) : all);
    if (axes.containsKey(RETURN)) out.set(0, axes.get(RETURN));
    return List.copyOf(out);
  }

  /** Those of components of what is returned. */
  Map<String, Integer> outOf() {
    return new ComponentAxes(0, axes).component(RETURN).of();
  }
}
