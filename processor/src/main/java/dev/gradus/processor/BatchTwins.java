package dev.gradus.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
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
  /** A record that needs a twin, that twin, and a method that needs it. */
  record Asked(JavaType.Rec of, JavaType.Rec twin, ExecutableElement by) {}

  private final Map<TypeName, Asked> asked = new LinkedHashMap<>();
  private final List<Asked> clashing = new ArrayList<>();

  /** Notes that there will be batches of the type, of this type. */
  void ask(JavaType type, JavaType batch, ExecutableElement by) {
    if (type.equals(batch) || !(type instanceof JavaType.Rec r && batch instanceof JavaType.Rec twin)) return;
    for (int k = 0; k < r.components().size(); k++) ask(r.components().get(k).type(), twin.components().get(k).type(), by);
    Asked first = asked.putIfAbsent(Method.typeName(twin), new Asked(r, twin, by));
    if (first != null && !(first.of().equals(r) && first.twin().equals(twin))) clashing.add(new Asked(r, twin, by));
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
  static TypeSpec.Builder type(JavaType.Rec r, JavaType.Rec twin) {
    TypeName record = Method.typeName(r);
    Names names = new Names(r.components().stream().map(JavaType.Component::name).toArray(String[]::new));
    String lane = names.of("i");
    ClassName name = (ClassName) Method.typeName(twin);
    var shared = new ArrayList<String>();
    var components = new ArrayList<ParameterSpec>();
    var lanes = new ArrayList<CodeBlock>();
    CodeBlock.Builder javadoc = CodeBlock.builder();
    for (int k = 0; k < r.components().size(); k++) {
      JavaType.Component c = r.components().get(k);
      JavaType batch = twin.components().get(k).type();
      boolean isShared = c.type().equals(batch);
      if (isShared) shared.add(c.name());
      components.add(ParameterSpec.builder(Method.typeName(batch), c.name()).build());
      javadoc.add("@param $L $L\n", c.name(), isShared ? "the same for all lanes" : "that of every lane");
      String ofLane = c.name() + (c.type() instanceof JavaType.Rec ? ".get(" + lane + ")" : "[" + lane + "]");
      lanes.add(CodeBlock.of("$L", isShared ? c.name() : ofLane));
    }
    TypeSpec.Builder type = TypeSpec.recordBuilder(name).recordConstructor(MethodSpec.constructorBuilder().addParameters(components).build())
        .addJavadoc("A batch of {@link $T}, lane by lane. Written by Gradus at every compilation.\n\n$L", record, javadoc.build())
        .addAnnotation(AnnotationSpec.builder(Generated.class).addMember("from", "$T.class", record)
            .addMember("value", "$S", "batch(%s%s)".formatted(r.simpleNames().getLast(),
                shared.isEmpty() ? "" : ", sharing=(" + String.join(",", shared) + ")")).build());
    ByContent.add(type, name, components);
    size(r, twin).ifPresent(size -> type.addMethod(MethodSpec.methodBuilder("size").addModifiers(Modifier.PUBLIC).returns(TypeName.INT)
        .addJavadoc("The number of lanes, if they are counted by the first axis.\n\n@return how many\n")
        .addStatement("return $L", size).build()));
    type.addMethod(MethodSpec.methodBuilder("get").addModifiers(Modifier.PUBLIC).returns(record).addParameter(TypeName.INT, lane)
        .addJavadoc("The record of one lane, if they are counted by the first axis.\n\n@param $L which\n@return the record\n", lane)
        .addStatement("return new $T($L)", record, CodeBlock.join(lanes, ", ")).build());
    return type;
  }

  /** An expression for the number of lanes, unless a component of that name is in the way. */
  private static Optional<String> size(JavaType.Rec r, JavaType.Rec twin) {
    if (r.components().stream().anyMatch(c -> c.name().equals("size"))) return Optional.empty();
    for (int k = 0; k < r.components().size(); k++) {
      JavaType.Component c = r.components().get(k);
      JavaType batch = twin.components().get(k).type();
      if (c.type().equals(batch)) continue;
      if (!(c.type() instanceof JavaType.Rec inner)) return Optional.of(c.name() + ".length");
      if (size(inner, (JavaType.Rec) batch).isPresent()) return Optional.of(c.name() + ".size()");
    }
    return Optional.empty();
  }
}
