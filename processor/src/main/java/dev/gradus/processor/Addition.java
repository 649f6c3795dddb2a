package dev.gradus.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.emit.RuntimeNames;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * The sum of a value and a multiple of its derivative, as an expression: {@code p + scale * d} for every floating-point number, all else
 * from the value. Records are made by their canonical constructors, which may refuse what comes out; where a derivative is a twin, the twin
 * has a method for it. Values of sealed interfaces and arrays of records take methods of the companion.
 */
final class Addition {
  static final String NAME = "addedTo";

  private final Function<JavaType.Rec, Optional<ClassName>> twin;
  private final Function<JavaType, TypeName> derivative;
  private final Names names;
  private final List<MethodSpec> methods;
  private final Map<JavaType, String> known = new LinkedHashMap<>();

  /** {@code twin} gives that of a record, {@code derivative} the type of a derivative; new methods go to the end of {@code methods}. */
  Addition(Function<JavaType.Rec, Optional<ClassName>> twin, Function<JavaType, TypeName> derivative, Names names, List<MethodSpec> methods) {
    this.twin = twin;
    this.derivative = derivative;
    this.names = names;
    this.methods = methods;
  }

  /** The method of a twin, whose record is that. */
  MethodSpec method(JavaType.Rec r) {
    Names locals = new Names(r.components().stream().map(JavaType.Component::name).toArray(String[]::new));
    String record = locals.of(ConversionNames.variable(r));
    String scale = locals.of("scale");
    TypeName type = Method.typeName(r);
    return MethodSpec.methodBuilder(NAME).addModifiers(Modifier.PUBLIC).returns(type)
        .addParameter(type, record).addParameter(TypeName.DOUBLE, scale)
        .addJavadoc("A step: {@code $L + $L * this}, component by component, made by the constructor of {@link $T},\nwhich may refuse it. "
            + "What is no floating-point number is as in {@code $L}.\n", record, scale, type, record)
        .addStatement("return $L", construct(r, record, "", scale)).build();
  }

  private CodeBlock construct(JavaType.Rec r, String value, String derivative, String scale) {
    return CodeBlock.of("new $T($L)", Method.typeName(r), r.components().stream()
        .map(c -> sum(c.type(), value + "." + c.name() + "()", derivative.isEmpty() ? c.name() : derivative + "." + c.name() + "()", scale))
        .collect(CodeBlock.joining(",$W")));
  }

  private CodeBlock sum(JavaType type, String value, String derivative, String scale) {
    if (!Method.hasFloats(type)) return CodeBlock.of("$L", value);
    return switch (type) {
      case JavaType.Leaf(var leaf, var _) -> sum(leaf, value, derivative, scale);
      case JavaType.Rec r -> twin.apply(r).isPresent() ? CodeBlock.of("$L.$L($L, $L)", derivative, NAME, value, scale)
          : construct(r, value, derivative, scale);
      case JavaType.Sum _, JavaType.RecordArray _ -> CodeBlock.of("$L($L, $L, $L)", method(type), value, scale, derivative);
      case JavaType.Enumeration _ -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static CodeBlock sum(ValueType leaf, String value, String derivative, String scale) {
    if (leaf.isArray()) {
      return CodeBlock.of("$T.$L($L, $L, $L)", ClassName.bestGuess(RuntimeNames.ADDED.owner()), RuntimeNames.ADDED.method(), value, scale, derivative);
    }
    return CodeBlock.of(leaf.kind() == Kind.F32 ? "(float) ($L + $L * $L)" : "$L + $L * $L", value, scale, derivative);
  }

  private String method(JavaType type) {
    String found = known.get(type);
    if (found != null) return found;
    String value = ConversionNames.variable(type);
    String name = names.of(value + "Plus");
    known.put(type, name);
    Names locals = new Names(value, "i");
    String scale = locals.of("scale");
    String moved = locals.of("by");
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC).returns(Method.typeName(type))
        .addParameter(Method.typeName(type), value).addParameter(TypeName.DOUBLE, scale).addParameter(derivative.apply(type), moved);
    methods.add(method.addCode(switch (type) {
      case JavaType.Sum s -> oneOf(s, value, moved, scale, locals);
      case JavaType.RecordArray a -> elements(a, value, moved, scale, locals.of("sums"));
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _ -> throw new IllegalArgumentException(type.toString());
    }).build());
    return name;
  }

  private CodeBlock oneOf(JavaType.Sum s, String value, String moved, String scale, Names locals) {
    CodeBlock.Builder code = CodeBlock.builder().add("return switch ($L) {\n$>", value);
    for (JavaType.Rec r : s.cases()) {
      String found = locals.of(ConversionNames.variable(r));
      String by = CodeBlock.of("(($T) $L)", Method.typeName(r), moved).toString();
      code.add("case $T $L -> $L;\n", Method.typeName(r), found, sum(r, found, by, scale));
    }
    return code.add("$<};\n").build();
  }

  private CodeBlock elements(JavaType.RecordArray a, String value, String moved, String scale, String sums) {
    TypeName type = Method.typeName(a);
    TypeName element = type;
    while (element instanceof ArrayTypeName array) element = array.componentType();
    return CodeBlock.builder()
        .addStatement("$T $L = new $T[$L.length]$L", type, sums, element, value, "[]".repeat(a.rank() - 1))
        .beginControlFlow("for (int i = 0; i < $L.length; i++)", value)
        .addStatement("if ($L[i] != null) $L[i] = $L", value, sums, sum(a.indexed(), value + "[i]", moved + "[i]", scale))
        .endControlFlow().addStatement("return $L", sums).build();
  }
}
