package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

  DerivativeTypes(ClassName companion, Form form, Names types, boolean isPublic) {
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
    if (!(type instanceof JavaType.Rec r) || !needsTwin(r)) return type;
    return new JavaType.Rec(companion.packageName(), List.of(companion.simpleName(), r.simpleNames().getLast() + suffix(form)),
        r.components().stream().map(c -> new JavaType.Component(c.name(), of(c.type(), companion, form))).toList(), true);
  }

  List<TypeSpec> twins() {
    return twins;
  }

  TypeName of(JavaType type) {
    return type instanceof JavaType.Rec r && needsTwin(r) ? twin(r) : Method.typeName(type);
  }

  TypeName of(Method.Argument a) {
    return a.type().isPresent() ? of(a.type().get()) : a.typeName();
  }

  private static boolean needsTwin(JavaType type) {
    return switch (type) {
      case JavaType.Leaf _ -> false;
      case JavaType.Rec r ->
          Method.hasFloats(r) && (!r.implicitConstructor() || r.components().stream().anyMatch(c -> needsTwin(c.type())));
    };
  }

  private ClassName twin(JavaType.Rec r) {
    ClassName known = names.get(r);
    if (known != null) return known;
    ClassName name = companion.nestedClass(types.of(r.simpleNames().getLast() + suffix));
    names.put(r, name);
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    for (JavaType.Component c : r.components()) components.addParameter(of(c.type()), c.name());
    TypeSpec.Builder twin = TypeSpec.recordBuilder(name).recordConstructor(components.build())
        .addJavadoc("A $L of a {@link $T}, whose constructor is not asked.\n", suffix.toLowerCase(Locale.ROOT), Method.typeName(r));
    if (isPublic) twin.addModifiers(Modifier.PUBLIC);
    twins.add(twin.build());
    return name;
  }

  /** The derivative as an expression, from those of its leaves; {@code primal} gives an expression for each of {@link #primals}. */
  CodeBlock pack(JavaType type, Queue<CodeBlock> floats, String path, UnaryOperator<String> primal) {
    if (!Method.hasFloats(type)) return CodeBlock.of("$L", primal.apply(path));
    return switch (type) {
      case JavaType.Leaf _ -> floats.remove();
      case JavaType.Rec r -> construct(of(r), r, c -> pack(c.type(), floats, path + "." + c.name() + "()", primal));
    };
  }

  /** What a derivative takes over from its primal: how that is read, and its type. */
  static Map<String, JavaType> primals(JavaType type, String path) {
    if (!Method.hasFloats(type)) return Map.of(path, type);
    var all = new LinkedHashMap<String, JavaType>();
    if (type instanceof JavaType.Rec r) {
      for (JavaType.Component c : r.components()) all.putAll(primals(c.type(), path + "." + c.name() + "()"));
    }
    return all;
  }

  /** The value as an expression, from those of its leaves. */
  static CodeBlock pack(JavaType type, Queue<CodeBlock> leaves) {
    return switch (type) {
      case JavaType.Leaf _ -> leaves.remove();
      case JavaType.Rec r -> construct(Method.typeName(r), r, c -> pack(c.type(), leaves));
    };
  }

  private static CodeBlock construct(TypeName name, JavaType.Rec r, Function<JavaType.Component, CodeBlock> component) {
    return CodeBlock.of("new $T($L)", name, r.components().stream().map(component).collect(CodeBlock.joining(", ")));
  }
}
