package dev.gradus.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Range;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/**
 * Values and derivatives as expressions, from those of their leaves: constructor calls, and calls of private methods of the companion where
 * the record to make is only known when it runs, in sealed interfaces and arrays of records. A derivative has the cases and the elements of
 * its primal, from which it also takes over what has no derivative.
 */
final class Packing {
  private static final String PRIMAL = "primal";

  private record Key(JavaType type, boolean isDerivative) {}

  private final DerivativeTypes types;
  private final Names names;
  private final List<MethodSpec> methods;
  private final Map<Key, String> known = new LinkedHashMap<>();

  /** New methods, called by names that are not taken, go to the end of {@code methods}. */
  Packing(DerivativeTypes types, Names names, List<MethodSpec> methods) {
    this.types = types;
    this.names = names;
    this.methods = methods;
  }

  // ---- expressions ----

  /** The value, from its leaves. */
  CodeBlock value(JavaType type, Queue<CodeBlock> leaves) {
    return switch (type) {
      case JavaType.Leaf(_, var range) -> range == Range.ALL ? leaves.remove() : narrowed(leaves.remove().toString(), range);
      case JavaType.Enumeration _ -> CodeBlock.of("$T.values()[$L]", Method.typeName(type), leaves.remove());
      case JavaType.Rec r -> construct(Method.typeName(r), r, c -> value(c.type(), leaves));
      case JavaType.Sum _, JavaType.RecordArray _ -> call(type, false, type.leaves().size(), leaves, List.of());
    };
  }

  private static CodeBlock narrowed(String value, Range range) {
    boolean isSimple = value.matches("[\\p{javaJavaIdentifierPart}.\\[\\]]+");
    return CodeBlock.of(isSimple ? "($L) $L" : "($L) ($L)", range.java(), value);
  }

  /** The derivative, from its floating-point leaves; {@code primal} gives an expression for each of {@link #primals}. */
  CodeBlock derivative(JavaType type, Queue<CodeBlock> floats, String path, UnaryOperator<String> primal) {
    if (!Method.hasFloats(type)) return CodeBlock.of("$L", primal.apply(path));
    return switch (type) {
      case JavaType.Leaf _, JavaType.Enumeration _ -> floats.remove();
      case JavaType.Rec r -> construct(types.of(r), r, c -> derivative(c.type(), floats, path + "." + c.name() + "()", primal));
      case JavaType.Sum _, JavaType.RecordArray _ -> call(type, true, (int) type.leaves().stream().filter(ValueType::isFloat).count(), floats,
          List.of(CodeBlock.of("$L", primal.apply(path))));
    };
  }

  /** What a derivative takes over from its primal: how that is read, and its type. */
  static Map<String, JavaType> primals(JavaType type, String path) {
    if (!Method.hasFloats(type) || ConversionNames.isConverted(type)) return Map.of(path, type);
    var all = new LinkedHashMap<String, JavaType>();
    if (type instanceof JavaType.Rec r) {
      for (JavaType.Component c : r.components()) all.putAll(primals(c.type(), path + "." + c.name() + "()"));
    }
    return all;
  }

  private static CodeBlock construct(TypeName name, JavaType.Rec r, Function<JavaType.Component, CodeBlock> component) {
    return CodeBlock.of("new $T($L)", name, r.components().stream().map(component).collect(CodeBlock.joining(", ")));
  }

  private CodeBlock call(JavaType type, boolean isDerivative, int count, Queue<CodeBlock> leaves, List<CodeBlock> more) {
    var arguments = new ArrayList<CodeBlock>();
    for (int k = 0; k < count; k++) arguments.add(leaves.remove());
    arguments.addAll(more);
    return CodeBlock.of("$L($L)", method(type, isDerivative), CodeBlock.join(arguments, ", "));
  }

  // ---- methods ----

  private String method(JavaType type, boolean isDerivative) {
    var key = new Key(type, isDerivative);
    String known = this.known.get(key);
    if (known != null) return known;
    String variable = ConversionNames.variable(type);
    boolean ofRows = type instanceof JavaType.RecordArray(var _, var rank) && rank > 1;
    String name = ofRows ? method(type.indexed(), isDerivative) : names.of(variable + (isDerivative ? "Like" : "Of"));
    this.known.put(key, name);
    TypeName made = isDerivative ? types.of(type) : Method.typeName(type);
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC).returns(made);
    List<String> parameters = new ArrayList<>();
    List<String> all = ConversionNames.leaves(type, new Names(variable, PRIMAL, "i"));
    for (int k = 0; k < all.size(); k++) {
      ValueType leaf = type.leaves().get(k);
      if (isDerivative && !leaf.isFloat()) continue;
      parameters.add(all.get(k));
      method.addParameter(Method.typeName(new JavaType.Leaf(leaf)), all.get(k));
    }
    if (isDerivative) method.addParameter(Method.typeName(type), PRIMAL);
    methods.add(method.addCode(switch (type) {
      case JavaType.Sum s -> oneOf(s, isDerivative, parameters);
      case JavaType.RecordArray a -> elements(a, isDerivative, made, variable, parameters);
      case JavaType.Leaf _, JavaType.Enumeration _, JavaType.Rec _ -> throw new IllegalArgumentException(type.toString());
    }).build());
    return name;
  }

  private CodeBlock oneOf(JavaType.Sum s, boolean isDerivative, List<String> parameters) {
    Queue<CodeBlock> leaves = new ArrayDeque<>();
    for (String p : parameters) leaves.add(CodeBlock.of("$L", p));
    CodeBlock.Builder code = CodeBlock.builder().add("return switch ($L) {\n$>", isDerivative ? PRIMAL : leaves.remove());
    for (JavaType.Rec r : s.cases()) {
      if (isDerivative) {
        String found = new Names(parameters.toArray(String[]::new)).of(ConversionNames.variable(r));
        code.add("case $T $L -> $L;\n", Method.typeName(r), found, derivative(r, leaves, found, p -> p));
      } else {
        String label = r.equals(s.cases().getLast()) ? "default" : "case " + s.cases().indexOf(r);
        code.add("$L -> $L;\n", label, value(r, leaves));
      }
    }
    return code.add("$<};\n").build();
  }

  private CodeBlock elements(JavaType.RecordArray a, boolean isDerivative, TypeName made, String variable, List<String> parameters) {
    String shape = isDerivative ? PRIMAL : parameters.getFirst();
    boolean isFlag = !isDerivative && a.rank() == 1;
    Queue<CodeBlock> leaves = new ArrayDeque<>();
    for (String p : isFlag ? parameters.subList(1, parameters.size()) : parameters) leaves.add(CodeBlock.of("$L[i]", p));
    CodeBlock element = isDerivative ? derivative(a.indexed(), leaves, PRIMAL + "[i]", p -> p) : value(a.indexed(), leaves);
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$T $L = new $T[$L.length]$L", made, variable, elementName(made), shape, "[]".repeat(a.rank() - 1));
    code.beginControlFlow("for (int i = 0; i < $L.length; i++)", variable);
    code.addStatement("if ($L[i]$L) $L[i] = $L", shape, isFlag ? "" : " != null", variable, element);
    return code.endControlFlow().addStatement("return $L", variable).build();
  }

  private static TypeName elementName(TypeName array) {
    return array instanceof ArrayTypeName a ? elementName(a.componentType()) : array;
  }
}
