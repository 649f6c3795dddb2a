package dev.gradus.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.Generated;
import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/**
 * The twins that batched methods need: for a record one that holds many, an array for each component. A twin says nothing but what its record
 * says, so all methods that batch the record share it, whoever is first.
 */
final class BatchTwins {
  /** A record that needs a twin, and a method that needs it. */
  record Asked(JavaType.Rec of, ExecutableElement by) {}

  private final Map<ClassName, Asked> asked = new LinkedHashMap<>();
  private final List<Asked> clashing = new ArrayList<>();

  /** Notes that there will be batches of the type. */
  void ask(JavaType type, ExecutableElement by) {
    if (!(type instanceof JavaType.Rec r)) return;
    for (JavaType.Component c : r.components()) ask(c.type(), by);
    Asked first = asked.putIfAbsent(BatchTypes.name(r), new Asked(r, by));
    if (first != null && !first.of().equals(r)) clashing.add(new Asked(r, by));
  }

  /** Components before what consists of them. */
  List<Asked> all() {
    return List.copyOf(asked.values());
  }

  /** Records whose twins would be called like those of others. */
  List<Asked> clashing() {
    return clashing;
  }

  /** The twin. */
  static TypeSpec.Builder type(JavaType.Rec r) {
    TypeName record = Method.typeName(r);
    Names names = new Names(r.components().stream().map(JavaType.Component::name).toArray(String[]::new));
    String lane = names.of("i");
    TypeSpec.Builder type = TypeSpec.recordBuilder(BatchTypes.name(r))
        .addJavadoc("A batch of {@link $T}, lane by lane. Written by Gradus at every compilation.\n\n", record)
        .addAnnotation(AnnotationSpec.builder(Generated.class).addMember("from", "$T.class", record)
            .addMember("value", "$S", "batch(%s)".formatted(r.simpleNames().getLast())).build());
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    var lanes = new ArrayList<CodeBlock>();
    for (JavaType.Component c : r.components()) {
      constructor.addParameter(Method.typeName(BatchTypes.of(c.type()).orElseThrow()), c.name());
      type.addJavadoc("@param $L that of every lane\n", c.name());
      lanes.add(CodeBlock.of(c.type() instanceof JavaType.Rec ? "$L.get($L)" : "$L[$L]", c.name(), lane));
    }
    type.recordConstructor(constructor.build());
    size(r).ifPresent(size -> type.addMethod(MethodSpec.methodBuilder("size").addModifiers(Modifier.PUBLIC).returns(TypeName.INT)
        .addJavadoc("The number of lanes, if they are counted by the first axis.\n").addStatement("return $L", size).build()));
    type.addMethod(MethodSpec.methodBuilder("get").addModifiers(Modifier.PUBLIC).returns(record).addParameter(TypeName.INT, lane)
        .addJavadoc("The record of one lane, if they are counted by the first axis.\n")
        .addStatement("return new $T($L)", record, CodeBlock.join(lanes, ", ")).build());
    return type;
  }

  /** An expression for the number of lanes, unless a component of that name is in the way. */
  private static Optional<String> size(JavaType.Rec r) {
    if (r.components().stream().anyMatch(c -> c.name().equals("size"))) return Optional.empty();
    for (JavaType.Component c : r.components()) {
      if (!(c.type() instanceof JavaType.Rec inner)) return Optional.of(c.name() + ".length");
      if (size(inner).isPresent()) return Optional.of(c.name() + ".size()");
    }
    return Optional.empty();
  }
}
