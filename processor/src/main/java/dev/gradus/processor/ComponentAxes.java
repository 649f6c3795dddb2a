package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Along which axis a value has its lanes, which for a record may be another one for each component: JAX's tree of axes.
 *
 * @param axis that of all that is not mentioned, or {@link Vmap#NONE}
 * @param of those of components, by how they are called from the value on, {@code inner.w}
 */
record ComponentAxes(int axis, Map<String, Integer> of) {
  static ComponentAxes all(int axis) {
    return new ComponentAxes(axis, Map.of());
  }

  ComponentAxes component(String name) {
    return new ComponentAxes(of.getOrDefault(name, axis), below(name));
  }

  private Map<String, Integer> below(String name) {
    var below = new LinkedHashMap<String, Integer>();
    of.forEach((path, a) -> {
      if (path.startsWith(name + ".")) below.put(path.substring(name.length() + 1), a);
    });
    return below;
  }

  /** The same with these axes for a component. */
  ComponentAxes with(String name, ComponentAxes component) {
    var all = new LinkedHashMap<>(of);
    all.put(name, component.axis());
    component.of().forEach((path, a) -> all.put(name + "." + path, a));
    return new ComponentAxes(axis, all);
  }

  /** One for each leaf. */
  List<Integer> leaves(JavaType type) {
    if (!(type instanceof JavaType.Rec r)) return Collections.nCopies(type.leaves().size(), axis);
    return r.components().stream().flatMap(c -> component(c.name()).leaves(c.type()).stream()).toList();
  }

  /** Whether anything has lanes, as far as the type is known. */
  boolean isMapped(Optional<JavaType> type) {
    return type.map(t -> leaves(t).stream().anyMatch(a -> a != Vmap.NONE)).filter(_ -> !of.isEmpty()).orElse(axis != Vmap.NONE);
  }

  /** A component that is mentioned but is not there. */
  Optional<String> unknown(JavaType type) {
    if (!(type instanceof JavaType.Rec r)) return of.keySet().stream().findFirst();
    for (String path : of.keySet()) {
      int dot = path.indexOf('.');
      String name = dot < 0 ? path : path.substring(0, dot);
      Optional<JavaType.Component> c = r.components().stream().filter(q -> q.name().equals(name)).findFirst();
      if (c.isEmpty() || dot >= 0 && component(name).unknown(c.get().type()).isPresent()) return Optional.of(path);
    }
    return Optional.empty();
  }

  /** {@code 0} or {@code 0{scale:NONE}}. */
  @Override
  public String toString() {
    return text(axis) + (of.isEmpty() ? ""
        : of.entrySet().stream().map(e -> e.getKey() + ":" + text(e.getValue())).collect(Collectors.joining(",", "{", "}")));
  }

  private static String text(int axis) {
    return axis == Vmap.NONE ? "NONE" : String.valueOf(axis);
  }
}
