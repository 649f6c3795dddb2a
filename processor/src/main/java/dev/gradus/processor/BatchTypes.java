package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types of batches: one dimension more for numbers, booleans and arrays of them; for a record its twin, a record called {@code
 * ParamsBatch} beside it whose components have lanes. Everything else has no batches.
 */
final class BatchTypes {
  static final String SUFFIX = "Batch";

  private BatchTypes() {}

  /** The type of a batch; nothing if there is none. */
  static Optional<JavaType> of(JavaType type) {
    return switch (type) {
      case JavaType.Leaf leaf -> leaf.range() == Range.ALL ? Optional.of(leaf.array(1)) : Optional.empty();
      case JavaType.Rec r -> twin(r);
      case JavaType.Enumeration _, JavaType.Sum _, JavaType.RecordArray _ -> Optional.empty();
    };
  }

  private static Optional<JavaType> twin(JavaType.Rec r) {
    var components = new ArrayList<JavaType.Component>();
    for (JavaType.Component c : r.components()) {
      Optional<JavaType> type = of(c.type());
      if (type.isEmpty()) return Optional.empty();
      components.add(new JavaType.Component(c.name(), type.get()));
    }
    if (components.isEmpty()) return Optional.empty();
    return Optional.of(new JavaType.Rec(r.packageName(), List.of(name(r).simpleName()), List.copyOf(components), true));
  }

  /** {@code Outer_ParamsBatch} for the record {@code Outer.Params}. */
  static ClassName name(JavaType.Rec r) {
    return ClassName.get(r.packageName(), String.join("_", r.simpleNames()) + SUFFIX);
  }
}
