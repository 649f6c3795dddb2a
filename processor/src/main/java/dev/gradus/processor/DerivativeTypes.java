package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * The types of tangents and cotangents in one companion. A derivative has the type of what it is the derivative of, except that a record
 * whose constructor may look at its arguments gets a twin without such a constructor, nested in the companion. What holds no
 * floating-point numbers has no derivative; as a component of a record it is taken over from the primal.
 */
final class DerivativeTypes {
  private final ClassName companion;
  private final String suffix;
  private final Names types;
  private final boolean isPublic;
  private final Map<JavaType.Rec, ClassName> names = new LinkedHashMap<>();
  private final List<TypeSpec> twins = new ArrayList<>();

  private final Addition addition;

  /** Methods that twins call go to the end of {@code methods}, by names that are not taken. */
  DerivativeTypes(ClassName companion, Form form, Names types, boolean isPublic, Names methodNames, List<MethodSpec> methods) {
    this.addition = new Addition(r -> needsTwin(r) ? Optional.of(twin(r)) : Optional.empty(), this::of, methodNames, methods);
    this.companion = companion;
    this.suffix = suffix(form);
    this.types = types;
    this.isPublic = isPublic;
  }

  /** How the twin of a record is called after it. */
  static String suffix(Form form) {
    return form == Form.JVP ? "Tangent" : "Cotangent";
  }

  /** The derivative's type while the companion does not exist yet. */
  static JavaType of(JavaType type, ClassName companion, Form form) {
    return switch (type) {
      case JavaType.Rec r when needsTwin(r) ->
          new JavaType.Rec(companion.packageName(), List.of(companion.simpleName(), r.simpleNames().getLast() + suffix(form)),
              r.components().stream().map(c -> new JavaType.Component(c.name(), of(c.type(), companion, form))).toList(), true);
      case JavaType.RecordArray(var element, var rank) -> new JavaType.RecordArray(of(element, companion, form), rank);
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _, JavaType.Sum _ -> type;
    };
  }

  /** Says in Javadoc which types stand for those of the arguments. */
  CodeBlock shapes(String shape, List<Method.Argument> arguments) {
    CodeBlock.Builder text = CodeBlock.builder().add(shape);
    arguments.stream().flatMap(a -> a.type().stream()).distinct().forEach(type -> {
      if (type instanceof JavaType.Rec r && needsTwin(r)) {
        text.add("; a {@link $T} for {@link $T}, whose constructor may check what it is given", twin(r), Method.typeName(r));
      }
    });
    return text.build();
  }

  /** A record whose constructor would see cotangents, for want of a twin: one that implements a sealed interface has none. */
  static Optional<JavaType.Rec> withoutTwin(JavaType type) {
    return switch (type) {
      case JavaType.Leaf _, JavaType.Enumeration _ -> Optional.empty();
      case JavaType.Rec r -> r.components().stream().flatMap(c -> withoutTwin(c.type()).stream()).findFirst();
      case JavaType.Sum s -> s.cases().stream().filter(DerivativeTypes::needsTwin).findFirst()
          .or(() -> s.cases().stream().flatMap(c -> withoutTwin(c).stream()).findFirst());
      case JavaType.RecordArray(var element, var _) -> withoutTwin(element);
    };
  }

  List<TypeSpec> twins() {
    return twins;
  }

  TypeName of(JavaType type) {
    return switch (type) {
      case JavaType.Rec r when needsTwin(r) -> twin(r);
      case JavaType.RecordArray(var element, var rank) -> Method.arrayOf(of(element), rank);
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _, JavaType.Sum _ -> Method.typeName(type);
    };
  }

  TypeName of(Method.Argument a) {
    return a.type().isPresent() ? of(a.type().get()) : a.typeName();
  }

  private static boolean needsTwin(JavaType type) {
    return switch (type) {
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Sum _ -> false;
      case JavaType.RecordArray(var element, var _) -> needsTwin(element);
      case JavaType.Rec r ->
          Method.hasFloats(r) && (!r.implicitConstructor() || r.components().stream().anyMatch(c -> needsTwin(c.type())));
    };
  }

  private ClassName twin(JavaType.Rec r) {
    ClassName known = names.get(r);
    if (known != null) return known;
    ClassName name = companion.nestedClass(types.of(r.simpleNames().getLast() + suffix));
    names.put(r, name);
    List<ParameterSpec> components = r.components().stream().map(c -> ParameterSpec.builder(of(c.type()), c.name()).build()).toList();
    String word = suffix.toLowerCase(Locale.ROOT);
    TypeSpec.Builder twin = TypeSpec.recordBuilder(name).recordConstructor(MethodSpec.constructorBuilder().addParameters(components).build())
        .addJavadoc("A $L of a {@link $T}, of the same components. The constructor of that may check what it is given,\nand $L are not for it "
            + "to see; {@link #$L} makes a {@code $L} again.\n\n", word, Method.typeName(r), word + "s", Addition.NAME, r.simpleNames().getLast());
    ByContent.add(twin, name, components);
    twin.addMethod(addition.method(r));
    for (JavaType.Component c : r.components()) twin.addJavadoc("@param $L that of {@code $L}\n", c.name(), c.name());
    if (isPublic) twin.addModifiers(Modifier.PUBLIC);
    twins.add(twin.build());
    return name;
  }
}
