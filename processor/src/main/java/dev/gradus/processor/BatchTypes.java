package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of batches: one dimension more for numbers, booleans and arrays of them; for a record its twin, a record called {@code
 * ParamsBatch} beside it whose components have lanes, or {@code ParamsBatchSharingScaleAndLayerB} where lanes share some. Everything else has
 * no batches, and can only be shared.
 */
final class BatchTypes {
  static final String SUFFIX = "Batch";
  private static final String SHARING = "Sharing";
  private static final String AND = "And";

  private BatchTypes() {}

  /** The type of a batch of which all has lanes; nothing if there is none. */
  static Optional<JavaType> of(JavaType type) {
    return of(type, ComponentAxes.all(0));
  }

  /** The type of a batch; nothing if there is none. What has no lanes stays as it is. */
  static Optional<JavaType> of(JavaType type, ComponentAxes axes) {
    if (!axes.isMapped(Optional.of(type))) return Optional.of(type);
    return switch (type) {
      case JavaType.Leaf leaf -> leaf.range() == Range.ALL ? Optional.of(leaf.array(1)) : Optional.empty();
      case JavaType.Rec r -> twin(r, axes);
      case JavaType.Enumeration _, JavaType.Sum _, JavaType.RecordArray _ -> Optional.empty();
    };
  }

  private static Optional<JavaType> twin(JavaType.Rec r, ComponentAxes axes) {
    var components = new ArrayList<JavaType.Component>();
    for (JavaType.Component c : r.components()) {
      Optional<JavaType> type = of(c.type(), axes.component(c.name()));
      if (type.isEmpty()) return Optional.empty();
      components.add(new JavaType.Component(c.name(), type.get()));
    }
    if (components.isEmpty()) return Optional.empty();
    List<String> shared = shared(r, axes);
    if (readings(r, String.join(AND, shared)).size() > 1) return Optional.empty();
    String name = String.join("_", r.simpleNames()) + SUFFIX + (shared.isEmpty() ? "" : SHARING + String.join(AND, shared));
    return Optional.of(new JavaType.Rec(r.packageName(), List.of(name), List.copyOf(components), true));
  }

  /** What all lanes share, {@code Scale} and {@code LayerB}. */
  private static List<String> shared(JavaType.Rec r, ComponentAxes axes) {
    var names = new ArrayList<String>();
    for (JavaType.Component c : r.components()) {
      ComponentAxes own = axes.component(c.name());
      String name = Names.capital(c.name());
      if (!own.isMapped(Optional.of(c.type()))) names.add(name);
      else if (c.type() instanceof JavaType.Rec inner) shared(inner, own).forEach(n -> names.add(name + n));
    }
    return names;
  }

  // ---- from the name of a twin ----

  /** A record and its twin. */
  record Twin(JavaType.Rec lane, JavaType.Rec batch) {}

  /** The twin of that name, where {@code records} knows records by how a twin's name begins. */
  static Optional<Twin> named(String twin, Function<String, Optional<JavaType>> records) {
    for (int at = twin.lastIndexOf(SUFFIX); at > 0; at = twin.lastIndexOf(SUFFIX, at - 1)) {
      String rest = twin.substring(at + SUFFIX.length());
      if (!rest.isEmpty() && !rest.startsWith(SHARING)) continue;
      if (!(records.apply(twin.substring(0, at)).orElse(null) instanceof JavaType.Rec r)) continue;
      Optional<Map<String, Integer>> shared = rest.isEmpty() ? Optional.of(Map.of())
          : readings(r, rest.substring(SHARING.length())).stream().findFirst();
      Optional<JavaType> batch = shared.flatMap(s -> of(r, new ComponentAxes(0, s)));
      if (batch.orElse(null) instanceof JavaType.Rec b && twin.endsWith(b.simpleNames().getFirst())) return Optional.of(new Twin(r, b));
    }
    return Optional.empty();
  }

  private static List<String> paths(JavaType.Rec r, String before) {
    var all = new ArrayList<String>();
    for (JavaType.Component c : r.components()) {
      all.add(before + c.name());
      if (c.type() instanceof JavaType.Rec inner) all.addAll(paths(inner, before + c.name() + "."));
    }
    return all;
  }

  /** What {@code names} may say is shared: of components named like {@code aAndB} one name may say two things, and then it has no twin. */
  private static List<Map<String, Integer>> readings(JavaType.Rec r, String names) {
    return sharedIn(names, paths(r, ""), 0).stream().filter(s -> String.join(AND, shared(r, new ComponentAxes(0, s))).equals(names)).toList();
  }

  private static List<Map<String, Integer>> sharedIn(String names, List<String> paths, int from) {
    var all = new ArrayList<Map<String, Integer>>();
    for (int k = from; k < paths.size(); k++) {
      String path = paths.get(k);
      String name = Arrays.stream(path.split("\\.")).map(Names::capital).collect(Collectors.joining());
      if (names.equals(name)) all.add(Map.of(path, Vmap.NONE));
      if (!names.startsWith(name + AND)) continue;
      for (Map<String, Integer> more : sharedIn(names.substring(name.length() + AND.length()), paths, k + 1)) {
        var found = new LinkedHashMap<>(more);
        found.put(path, Vmap.NONE);
        all.add(found);
      }
    }
    return all;
  }
}
