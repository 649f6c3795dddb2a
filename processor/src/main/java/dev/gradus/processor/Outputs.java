package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Func;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a method gives back to its caller, as one value: its result and the arrays it writes, in a record if that is more than one
 * thing. In a method that was refused only the result is known.
 */
record Outputs(TypeName typeName, Optional<JavaType> type) {
  static Outputs declare(Companion companion, Request.Target target, Optional<Lowered> lowered) {
    if (lowered.isEmpty()) {
      TypeName name = target.method().returnName();
      return new Outputs(name.equals(TypeName.VOID) ? ClassName.get(Object.class) : name, target.method().returns());
    }
    List<JavaType.Component> parts = parts(lowered.get());
    if (parts.size() == 1) return of(parts.getFirst().type());
    ClassName record = companion.nested(Names.capital(target.name()) + "Result");
    companion.addRecord(target, record,
        parts.stream().map(p -> ParameterSpec.builder(Method.typeName(p.type()), p.name()).addJavadoc("that of {@code $L}", target.method().name()).build()).toList(),
        "What {@code $L} gives back: its result, if any, and the arrays that it writes.", target.method());
    return of(new JavaType.Rec(record.packageName(), record.simpleNames(), parts, true));
  }

  private static Outputs of(JavaType type) {
    return new Outputs(Method.typeName(type), Optional.of(type));
  }

  /** The result and the arrays that are written, as components of a record. */
  static List<JavaType.Component> parts(Lowered lowered) {
    Names names = new Names();
    var parts = new ArrayList<JavaType.Component>();
    if (lowered.returns() != null) parts.add(new JavaType.Component(names.of("value"), lowered.returns()));
    Func f = lowered.func();
    int leaf = 0;
    for (Lowered.Param p : lowered.params()) {
      for (JavaType.Component piece : p.type().pieces(p.name())) {
        boolean isWritten = f.owned().contains(f.params().get(leaf));
        if (isWritten) parts.add(new JavaType.Component(names.component(piece.name()), piece.type()));
        leaf += piece.type().leaves().size();
      }
    }
    return parts;
  }
}
