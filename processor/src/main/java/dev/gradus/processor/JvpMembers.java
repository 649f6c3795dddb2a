package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;

/**
 * What {@code @Jvp} on {@code f} adds to {@code XJvp}: {@code f} with a tangent for each parameter in {@code wrt}, and the record it
 * returns.
 */
final class JvpMembers {
  /** What Java allows the parameters of a static method. */
  private static final int WORDS = 255;

  private JvpMembers() {}

  static void add(Companion companion, Request.Tangent r, Attempt attempt) {
    Request.Target target = r.target();
    DerivativeTypes derivatives = companion.derivatives();
    Outputs outputs = Outputs.declare(companion, target, attempt.lowered());
    ClassName both = companion.nested(Names.capital(target.name()) + "Jvp");
    companion.addRecord(target, both, List.of(ParameterSpec.builder(outputs.typeName(), "value").addJavadoc("the result").build(),
        ParameterSpec.builder(outputs.type().map(derivatives::of).orElse(outputs.typeName()), "tangent").addJavadoc("its tangent").build()),
        "The result of {@code $L}, and the direction in which it moves.", target.method());

    Names locals = Names.of(target.method());
    MethodSpec.Builder method = companion.method(target, target.name(), both)
        .addJavadoc("The derivative of $L along a direction of $L: {@code $L}.\n\n", companion.link(target), r.wrtText(), r.composition())
        .addJavadoc(Companion.parameters(target));
    var tangents = new ArrayList<Lowered.Param>();
    for (Method.Argument a : target.arguments()) {
      String name = tangentName(a, locals);
      method.addParameter(derivatives.of(a), name);
      method.addJavadoc("@param $L the tangent of {@code $L}, of its shape\n", name, a.name());
      a.type().ifPresent(type -> tangents.add(new Lowered.Param(name, type)));
    }
    method.addJavadoc("@return the value and its tangent\n@throws IllegalArgumentException if a tangent has another shape than its argument\n");
    if (words(method.build()) > WORDS) {
      attempt.reporter().error(target.method().element(), Diagnostic.TOO_MANY_PARAMETERS, target.name());
      return;
    }
    CodeBlock body = attempt.of(lowered -> {
      Leaves leaves = Leaves.of(lowered.params(), locals);
      Program p = Passes.jvp(lowered.func(), lowered.callees(), leaves.floats(target.wrt()), attempt.options());
      String value = locals.of("value");
      Leaves moving = Leaves.of(tangents, locals, derivatives::of);
      CodeBlock.Builder code = CodeBlock.builder().add(leaves.requirePresent()).add(moving.requirePresent());
      for (int i = 0; i < tangents.size(); i++) {
        String primal = target.arguments().get(i).name();
        code.add(Leaves.refuseOtherRecords(tangents.get(i), primal, derivatives::of, companion.unpacking()));
        code.add(Leaves.refuseOtherShapes(companion.name().simpleName() + "." + target.name(), tangents.get(i), primal, derivatives::of,
            companion.unpacking()));
      }
      return code.add(leaves.refuseAliases(target.method(), lowered::writes, companion.unpacking()))
          .add(companion.body(target.name(), p, leaves.and(moving.floats()), locals,
              results -> returns(both, outputs.type().orElseThrow(), companion.packing(), value, results)))
          .build();
    }).orElse(Companion.refused(target));
    companion.add(method.addCode(body).build());
  }

  private static String tangentName(Method.Argument a, Names locals) {
    return locals.of(Var.tangentName(a.name()));
  }

  /** The parameters for tangents, where the companion is still to be. */
  static List<Method.Argument> tangents(Request.Target target, Names locals, UnaryOperator<JavaType> derivative) {
    return target.arguments().stream().map(a -> {
      Optional<JavaType> type = a.type().map(derivative);
      return new Method.Argument(tangentName(a, locals), type.map(Method::typeName).orElse(a.typeName()), type);
    }).toList();
  }

  private static int words(MethodSpec method) {
    return method.parameters().stream().mapToInt(p -> p.type().equals(TypeName.DOUBLE) || p.type().equals(TypeName.LONG) ? 2 : 1).sum();
  }

  private static CodeBlock returns(ClassName both, JavaType type, Packing packing, String value, Queue<CodeBlock> results) {
    CodeBlock packed = packing.value(type, results);
    boolean allFloats = type.leaves().stream().allMatch(l -> l.isFloat());
    CodeBlock tangent = packing.derivative(type, results, value, p -> p);
    return allFloats ? CodeBlock.of("return new $T($L, $L);\n", both, packed, tangent)
        : CodeBlock.of("$T $L = $L;\nreturn new $T($L, $L);\n", Method.typeName(type), value, packed, both, value, tangent);
  }
}
