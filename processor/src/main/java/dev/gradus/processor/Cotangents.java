package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.UnaryOperator;

/** What a backward sweep gives: the one cotangent asked for, or a record with one for each parameter in {@code wrt}. */
record Cotangents(TypeName type, List<Method.Argument> wrt, Packing packing) {
  /** Declares the record if there is more than one. */
  static Cotangents declare(Companion companion, Request r) {
    Request.Target target = r.target();
    List<Method.Argument> wrt = target.arguments();
    DerivativeTypes derivatives = companion.derivatives();
    if (wrt.size() == 1) return new Cotangents(derivatives.of(wrt.getFirst()), wrt, companion.packing());
    ClassName record = companion.nested(Names.capital(target.name()) + "Grad");
    List<String> names = componentNames(wrt);
    var components = new ArrayList<ParameterSpec>();
    for (int i = 0; i < wrt.size(); i++) {
      components.add(ParameterSpec.builder(derivatives.of(wrt.get(i)), names.get(i)).addJavadoc("that of {@code $L}", wrt.get(i).name()).build());
    }
    companion.addRecord(target, record, components, "Cotangents of $L, each of the type and shape of the argument.", r.wrtText());
    return new Cotangents(record, wrt, companion.packing());
  }

  static List<String> componentNames(List<Method.Argument> wrt) {
    Names names = new Names();
    return wrt.stream().map(a -> names.component(a.name())).toList();
  }

  /** The expression made of the cotangents of the leaves; see {@link Packing#derivative}. */
  CodeBlock pack(Queue<CodeBlock> leaves, UnaryOperator<String> primal) {
    List<CodeBlock> all = wrt.stream().map(a -> packing.derivative(a.type().orElseThrow(), leaves, a.name(), primal)).toList();
    return wrt.size() == 1 ? all.getFirst() : CodeBlock.of("new $T($L)", type, CodeBlock.join(all, ", "));
  }
}
