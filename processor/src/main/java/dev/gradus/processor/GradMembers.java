package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What {@code @Grad} on {@code f} adds to {@code XGrad}: {@code f} with the gradient, {@code fWithValue} with the value beside it, and the
 * records they return. Where the value costs next to nothing, as is usual, {@code f} asks {@code fWithValue}; elsewhere the two are
 * compiled separately.
 */
final class GradMembers {
  private GradMembers() {}

  static void add(Companion companion, Request.Gradient r, Attempt attempt) {
    Request.Target target = r.target();
    Cotangents cotangents = Cotangents.declare(companion, r);
    ClassName both = companion.nested(Names.capital(target.name()) + "WithValue");
    companion.addRecord(target, both, List.of(
        ParameterSpec.builder(returns(target), "value").addJavadoc("the result").build(),
        ParameterSpec.builder(cotangents.type(), "grad").addJavadoc("the gradient").build()),
        "The result of {@code $L}, and the gradient with respect to $L.", target.method(), r.wrtText());

    TypeName alone = r.aux().isEmpty() ? cotangents.type() : withAux(companion, r, cotangents);

    Optional<Bodies> bodies = attempt.of(lowered -> {
      Program full = program(r, lowered, true, attempt.options());
      CodeBlock withValue = body(companion, r, lowered, full, true, results -> {
        CodeBlock value = companion.packing().value(target.method().returns().orElseThrow(), results);
        return CodeBlock.of("return new $T($L, $L);\n", both, value, cotangents.pack(results, p -> p));
      });
      Supplier<Program> less = () -> program(r, lowered, false, attempt.options());
      if (Passes.givesValueFreely(full, less)) return new Bodies(fromBoth(r, both, alone), withValue);
      return new Bodies(body(companion, r, lowered, less.get(), false, results -> {
        List<CodeBlock> aux = r.aux().stream().map(c -> companion.packing().value(c.type(), results)).toList();
        CodeBlock grad = cotangents.pack(results, p -> p);
        return aux.isEmpty() ? CodeBlock.of("return $L;\n", grad)
            : CodeBlock.of("return new $T($L, $L);\n", alone, grad, CodeBlock.join(aux, ", "));
      }), withValue);
    });

    companion.add(method(companion, r, target.name(), alone, r.aux().isEmpty() ? "The gradient" : "The gradient and what else is computed")
        .addCode(bodies.map(Bodies::gradient).orElse(Companion.refused(target))).build());
    companion.add(method(companion, r, target.name() + "WithValue", both, "The value and the gradient")
        .addCode(bodies.map(Bodies::withValue).orElse(Companion.refused(target))).build());
  }

  /** Declares the record of the gradient and what is handed out besides. */
  private static ClassName withAux(Companion companion, Request.Gradient r, Cotangents cotangents) {
    ClassName record = companion.nested(Names.capital(r.target().name()) + "WithAux");
    Names names = new Names();
    var components = new ArrayList<ParameterSpec>();
    components.add(ParameterSpec.builder(cotangents.type(), names.of("grad")).addJavadoc("the gradient").build());
    for (JavaType.Component c : r.aux()) {
      components.add(ParameterSpec.builder(Method.typeName(c.type()), names.of(c.name())).addJavadoc("that of the result").build());
    }
    companion.addRecord(r.target(), record, components,
        "The gradient of the first component of what {@code $L} returns, with respect to $L, and the other components.",
        r.target().method(), r.wrtText());
    return record;
  }

  private record Bodies(CodeBlock gradient, CodeBlock withValue) {}

  private static TypeName returns(Request.Target target) {
    TypeName type = target.method().returnName();
    return type.equals(TypeName.VOID) ? TypeName.DOUBLE : type;
  }

  /** The gradient out of what the method beside it gives. */
  private static CodeBlock fromBoth(Request.Gradient r, ClassName both, TypeName alone) {
    Names locals = Names.of(r.target().method());
    CodeBlock call = r.target().method().arguments().stream().map(a -> CodeBlock.of("$L", a.name()))
        .collect(CodeBlock.joining(", ", r.methodNames().getLast() + "(", ")"));
    if (r.aux().isEmpty()) return CodeBlock.of("return $L.grad();\n", call);
    String result = locals.of("both");
    CodeBlock aux = r.aux().stream().map(c -> CodeBlock.of("$L.value().$L()", result, c.name())).collect(CodeBlock.joining(", "));
    return CodeBlock.of("$T $L = $L;\nreturn new $T($L.grad(), $L);\n", both, result, call, alone, result, aux);
  }

  private static Program program(Request.Gradient r, Lowered lowered, boolean withValue, Options options) {
    List<Integer> wrt = Leaves.of(lowered.params(), Names.of(r.target().method())).floats(r.target().wrt());
    return r.forward() ? Passes.forwardGradient(lowered.func(), lowered.callees(), wrt, r.kept(withValue), options)
        : Passes.gradient(lowered.func(), lowered.callees(), wrt, r.kept(withValue), options);
  }

  private static CodeBlock body(Companion companion, Request.Gradient r, Lowered lowered, Program p, boolean withValue,
      Function<Queue<CodeBlock>, CodeBlock> returns) {
    Names locals = Names.of(r.target().method());
    Leaves leaves = Leaves.of(lowered.params(), locals);
    return CodeBlock.builder().add(leaves.requirePresent())
        .add(leaves.refuseAliases(r.target().method(), lowered::writes, companion.unpacking()))
        .add(companion.body(r.methodNames().get(withValue ? 1 : 0), p, leaves, locals, returns)).build();
  }

  private static MethodSpec.Builder method(Companion companion, Request.Gradient r, String name, TypeName returns, String what) {
    return companion.method(r.target(), name, returns).varargs(r.target().method().element().isVarArgs())
        .addJavadoc("$L of $L with respect to $L: {@code $L}.\n\n$L@return $L\n", what, companion.link(r.target()), r.wrtText(),
            r.composition(), Companion.parameters(r.target()),
            companion.derivatives().shapes("the derivatives, each of the type and shape of its argument", r.target().arguments()));
  }
}
