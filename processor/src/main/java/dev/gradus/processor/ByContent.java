package dev.gradus.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * How generated records that hold arrays compare, hash and print: by what is in the arrays, as {@link Arrays#deepEquals} has it. Java's own
 * methods ask which arrays they are. Weakness: a component that is a record of the user's does what the user says.
 */
final class ByContent {
  private ByContent() {}

  /** Adds the three methods if there is an array among the components. */
  static void add(TypeSpec.Builder record, ClassName name, List<ParameterSpec> components) {
    if (components.stream().noneMatch(c -> c.type() instanceof ArrayTypeName)) return;
    Names names = new Names(components.stream().map(ParameterSpec::name).toArray(String[]::new));
    CodeBlock arrays = names.taken().contains("Arrays") ? CodeBlock.of("java.util.Arrays") : CodeBlock.of("$T", Arrays.class);
    String other = names.of("other");
    String that = names.of("that");
    record.addMethod(method("equals", TypeName.BOOLEAN).addParameter(Object.class, other)
        .addStatement("return $L instanceof $T $L\n&& $L.deepEquals($L, $L)", other, name, that, arrays, all(components, c -> c),
            all(components, c -> that + "." + c)).build());
    record.addMethod(method("hashCode", TypeName.INT).addStatement("return $L.deepHashCode($L)", arrays, all(components, c -> c)).build());
    record.addMethod(method("toString", ClassName.get(String.class)).addStatement("return $S + $L + $S", name.simpleName() + "[" + label(components.getFirst()),
        components.stream().map(c -> c == components.getFirst() ? text(c, arrays) : CodeBlock.of("$S + $L", ", " + label(c), text(c, arrays)))
            .collect(CodeBlock.joining("\n+ ")), "]").build());
  }

  private static MethodSpec.Builder method(String name, TypeName returns) {
    return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC).returns(returns);
  }

  private static CodeBlock all(List<ParameterSpec> components, Function<String, String> value) {
    return CodeBlock.of("new $T[] {$L}", Object.class,
        components.stream().map(c -> CodeBlock.of("$L", value.apply(c.name()))).collect(CodeBlock.joining(",$W")));
  }

  private static String label(ParameterSpec component) {
    return component.name() + "=";
  }

  private static CodeBlock text(ParameterSpec component, CodeBlock arrays) {
    if (!(component.type() instanceof ArrayTypeName array)) return CodeBlock.of("$L", component.name());
    boolean isDeep = !array.componentType().isPrimitive();
    return CodeBlock.of("$L.$L($L)", arrays, isDeep ? "deepToString" : "toString", component.name());
  }
}
