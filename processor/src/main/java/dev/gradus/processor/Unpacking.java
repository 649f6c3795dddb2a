package dev.gradus.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.ir.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/**
 * The private methods of a companion that read one leaf of a value of a sealed interface, or of all elements of an array of records. Leaves
 * of what a value is not, and of elements that are {@code null}, are zeros, empty arrays and absent rows. Rows are handed on by reference.
 */
final class Unpacking {
  /** What a method reads: that leaf of a value of a type, which Java calls {@code name}. */
  private record Key(TypeName name, JavaType type, int leaf) {}

  private final Names names;
  private final List<MethodSpec> methods;
  private final Map<Key, String> known = new LinkedHashMap<>();

  /** New methods, called by names that are not taken, go to the end of {@code methods}. */
  Unpacking(Names names, List<MethodSpec> methods) {
    this.names = names;
    this.methods = methods;
  }

  /** That leaf of the value as an expression. {@code typeName} is how values, or derivatives, of a type are declared. */
  CodeBlock leaf(JavaType type, int leaf, String value, Function<JavaType, TypeName> typeName) {
    return switch (type) {
      case JavaType.Leaf _ -> CodeBlock.of("$L", value);
      case JavaType.Enumeration _ -> CodeBlock.of("$L.ordinal()", value);
      case JavaType.Rec r -> {
        int from = 0;
        for (JavaType.Component c : r.components()) {
          int to = from + c.type().leaves().size();
          if (leaf < to) yield leaf(c.type(), leaf - from, value + "." + c.name() + "()", typeName);
          from = to;
        }
        throw new IllegalArgumentException("no leaf " + leaf + " of " + r);
      }
      case JavaType.Sum _, JavaType.RecordArray _ -> CodeBlock.of("$L($L)", method(type, leaf, typeName), value);
    };
  }

  private String method(JavaType type, int leaf, Function<JavaType, TypeName> typeName) {
    var key = new Key(typeName.apply(type), type, leaf);
    String known = this.known.get(key);
    if (known != null) return known;
    String parameter = ConversionNames.variable(type);
    boolean ofRows = type instanceof JavaType.RecordArray(var _, var rank) && rank > 1;
    String name = ofRows ? method(type.indexed(), leaf, typeName)
        : names.of(ConversionNames.camelCase(type.leaves(parameter).get(leaf).name()));
    this.known.put(key, name);
    CodeBlock code = switch (type) {
      case JavaType.Sum s -> leaf == 0 ? number(s, parameter, typeName) : component(s, leaf, parameter, typeName);
      case JavaType.RecordArray a -> ofElements(a, leaf, parameter, typeName);
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _ -> throw new IllegalArgumentException(type.toString());
    };
    methods.add(MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(Method.typeName(new JavaType.Leaf(type.leaves().get(leaf)))).addParameter(typeName.apply(type), parameter).addCode(code).build());
    return name;
  }

  private static CodeBlock number(JavaType.Sum s, String value, Function<JavaType, TypeName> typeName) {
    CodeBlock.Builder code = CodeBlock.builder().add("return switch ($L) {\n$>", value);
    for (int k = 0; k < s.cases().size(); k++) code.add("case $T _ -> $L;\n", typeName.apply(s.cases().get(k)), k);
    return code.add("$<};\n").build();
  }

  private CodeBlock component(JavaType.Sum s, int leaf, String value, Function<JavaType, TypeName> typeName) {
    int from = 1;
    for (JavaType.Rec r : s.cases()) {
      int to = from + r.leaves().size();
      if (leaf < to) {
        String found = new Names(value).of(ConversionNames.variable(r));
        return CodeBlock.of("return $L instanceof $T $L ? $L : $L;\n", value, typeName.apply(r), found,
            leaf(r, leaf - from, found, typeName), nothing(s.leaves().get(leaf)));
      }
      from = to;
    }
    throw new IllegalArgumentException("no leaf " + leaf + " of " + s);
  }

  private static String nothing(ValueType type) {
    return type.isArray() ? "new " + type.kind().java() + "[0]" + "[]".repeat(type.rank() - 1) : type.equals(ValueType.BOOL) ? "false" : "0";
  }

  private CodeBlock ofElements(JavaType.RecordArray a, int leaf, String all, Function<JavaType, TypeName> typeName) {
    ValueType type = a.leaves().get(leaf);
    String read = ConversionNames.leaves(a, new Names(all, "i")).get(leaf);
    String element = all + "[i]";
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$L $L = new $L[$L.length]$L", type.java(), read, type.kind().java(), all, "[]".repeat(type.rank() - 1));
    code.beginControlFlow("for (int i = 0; i < $L.length; i++)", all);
    if (leaf == 0 && a.rank() == 1) {
      code.addStatement("$L[i] = $L != null", read, element);
    } else {
      int inner = a.rank() == 1 ? leaf - 1 : leaf;
      code.addStatement("if ($L != null) $L[i] = $L", element, read, leaf(a.indexed(), inner, element, typeName));
    }
    return code.endControlFlow().addStatement("return $L", read).build();
  }
}
