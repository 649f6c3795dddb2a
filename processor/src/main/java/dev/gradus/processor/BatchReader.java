package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.RecordBorder;
import dev.gradus.processor.transform.Axes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;

/**
 * Reads {@code @Vmap} into a request: which derivative below it is batched, if any, and one axis for each of its parameters. What concerns
 * results waits until the body has been read ({@link Batching}), for it says which arrays are written.
 */
final class BatchReader {
  /** Notes what is wrong, at an annotation's value if there is one. */
  @FunctionalInterface
  interface Refusal {
    void of(Diagnostic why, AnnotationValue at, Object... details);
  }

  private final Method method;
  private final RequestReader reader;
  private final Refusal refusal;

  BatchReader(Method method, RequestReader reader, Refusal refusal) {
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

  /** One axis for each parameter. */
  List<Integer> in(List<Method.Argument> parameters, Optional<? extends AnnotationValue> written) {
    List<AnnotationValue> values = written.map(v -> RequestReader.list(v)).orElse(List.of());
    List<Integer> axes = values.isEmpty() ? List.of(0) : values.stream().map(BatchReader::axis).toList();
    if (axes.size() != 1 && axes.size() != parameters.size()) {
      refusal.of(Diagnostic.AXES_COUNT, written.get(), "in", axes.size(), "parameters of " + method.name(), parameters.size(), names(parameters));
      return Collections.nCopies(parameters.size(), 0);
    }
    boolean forAll = axes.size() == 1;
    var in = new ArrayList<Integer>();
    for (int p = 0; p < parameters.size(); p++) {
      int axis = axes.get(forAll ? 0 : p);
      AnnotationValue at = values.isEmpty() ? null : values.get(forAll ? 0 : p);
      Method.Argument a = parameters.get(p);
      if (axis != Vmap.NONE && a.type().isPresent()) check(a.name(), a.type().get(), axis, at);
      in.add(axis);
    }
    if (in.stream().allMatch(a -> a == Vmap.NONE)) refusal.of(Diagnostic.NOTHING_MAPPED, written.orElse(null), method.name());
    return List.copyOf(in);
  }

  private void check(String name, JavaType type, int axis, AnnotationValue at) {
    if (RecordBorder.hasSmallArrays(type)) return;
    if (BatchTypes.of(type).isEmpty()) {
      refusal.of(Diagnostic.NOT_BATCHABLE, at, "'" + name + "'", Method.typeName(type));
      return;
    }
    Leaves.of(List.of(new Lowered.Param(name, type)), new Names()).all().stream().filter(l -> !Axes.fits(axis, l.type().rank())).findFirst()
        .ifPresent(l -> refusal.of(Diagnostic.AXIS_OUT_OF_RANGE, at, axis, "'" + l.shown() + "'", l.type().arrayOf().java(), -l.type().rank() - 1,
            l.type().rank()));
  }

  static int axis(AnnotationValue v) {
    return v.getValue() instanceof Integer axis ? axis : 0;
  }

  private static String names(List<Method.Argument> parameters) {
    return parameters.stream().map(Method.Argument::name).collect(Collectors.joining(", "));
  }

  /** The axes as they are written for what is given back. */
  static List<Integer> out(Optional<? extends AnnotationValue> written) {
    List<Integer> axes = written.map(v -> RequestReader.list(v)).orElse(List.of()).stream().map(BatchReader::axis).toList();
    return axes.isEmpty() ? List.of(0) : axes;
  }
}
