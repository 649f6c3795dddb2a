package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * What {@code @Vmap} on {@code f} adds to {@code XVmap}: {@code f} for many arguments at once, or its derivative, and for a gradient also
 * {@code fWithValue}.
 */
final class VmapMembers {
  private final Companion companion;
  private final Request.Batch request;
  private final Request.Target target;
  private final Attempt attempt;
  private final RequestReader reader;
  private final BatchTwins twins;

  private VmapMembers(Companion companion, Request.Batch request, Attempt attempt, RequestReader reader, BatchTwins twins) {
    this.companion = companion;
    this.request = request;
    this.target = request.target();
    this.attempt = attempt;
    this.reader = reader;
    this.twins = twins;
  }

  static void add(Companion companion, Request.Batch request, Attempt attempt, RequestReader reader, BatchTwins twins) {
    var members = new VmapMembers(companion, request, attempt, reader, twins);
    boolean isMade = true;
    for (String name : request.methodNames()) isMade = members.add(name, isMade);
  }

  private record Made(Batching batching, CodeBlock body) {}

  /** Whether that was possible; what cannot be for a gradient is not said again of the gradient with its value. */
  private boolean add(String name, boolean isPossible) {
    Optional<Made> made = !isPossible ? Optional.empty() : attempt.of(lowered -> {
      Batching batching = Batching.of(request, name, lowered, reader, attempt.options());
      return new Made(batching, body(name, batching));
    });
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Companion.access(target)).addModifiers(Modifier.STATIC);
    method.addJavadoc("$L for each lane of the arguments: {@code $L}.\n\n", what(name), request.composition());
    for (int p = 0; p < request.parameters().size(); p++) {
      Method.Argument a = request.parameters().get(p);
      ComponentAxes axes = request.in().get(p);
      method.addParameter(typeName(a.type(), a.typeName(), axes), a.name());
      method.addJavadoc("@param $L $L\n", a.name(), text(axes, "the same for all lanes", "with lanes along axis "));
    }
    int out = request.out().getFirst();
    TypeName returns = typeName(made.map(m -> m.batching().result()).or(() -> Batching.declaredResult(request, name)),
        target.method().returnName(), Batching.returned(request, name));
    if (!returns.equals(TypeName.VOID)) {
      boolean isElsewhere = Batching.givesValue(request, name) && Batching.valueAxis(out) != out;
      method.addJavadoc("@return $L$L\n", text(request.returned(), "what is the same in all lanes", "the results, with lanes along axis "),
          isElsewhere ? ", those of the value along axis 0" : "");
    }
    companion.add(method.varargs(request.isVarArgs()).returns(returns).addCode(made.map(Made::body).orElse(Companion.refused(target))).build());
    return made.isPresent();
  }

  private static String text(ComponentAxes axes, String none, String axis) {
    String all = axes.axis() == Vmap.NONE ? none : axis + axes.axis();
    return axes.of().isEmpty() ? all : all + axes.of().entrySet().stream()
        .map(e -> ", {@code %s} %s".formatted(e.getKey(), e.getValue() == Vmap.NONE ? "shared" : "along axis " + e.getValue()))
        .collect(Collectors.joining());
  }

  /** A type that has no batches appears only in the signature of what is refused. */
  private TypeName typeName(Optional<JavaType> type, TypeName otherwise, ComponentAxes axes) {
    if (!axes.isMapped(type) || otherwise.equals(TypeName.VOID) && type.isEmpty()) return type.map(Method::typeName).orElse(otherwise);
    Optional<JavaType> batch = type.flatMap(t -> BatchTypes.of(t, axes));
    if (batch.isEmpty()) return ClassName.get(Object.class);
    twins.ask(type.get(), batch.get(), target.method().element());
    return Method.typeName(batch.get());
  }

  private CodeBlock what(String name) {
    CodeBlock method = companion.link(target);
    return switch (request.of().orElse(null)) {
      case null -> method;
      case Request.Gradient _ -> CodeBlock.of(Batching.givesValue(request, name) ? "The value and the gradient of $L" : "The gradient of $L", method);
      case Request.Tangent _ -> CodeBlock.of("The derivative of $L along a direction", method);
      case Request.Pullback _, Request.Batch _ -> throw new IllegalStateException();
    };
  }

  private CodeBlock body(String name, Batching batching) {
    Names locals = Names.of(target.method());
    for (Method.Argument a : request.parameters()) locals.taken().add(a.name());
    Leaves leaves = Leaves.of(batching.params(), locals);
    return CodeBlock.builder().add(leaves.requirePresent())
        .add(leaves.refuseAliases(target.method(), batching::writes, companion.unpacking()))
        .add(companion.body(name, batching.program(), leaves, locals, results -> returned(batching, leaves, results))).build();
  }

  private CodeBlock returned(Batching batching, Leaves leaves, Queue<CodeBlock> results) {
    CodeBlock value = batching.result() == null ? null : companion.packing().value(batching.returns(), results);
    CodeBlock.Builder code = CodeBlock.builder();
    var params = batching.program().main().params();
    for (int k = 0; k < params.size(); k++) {
      if (!batching.program().main().owned().contains(params.get(k))) continue;
      String now = results.remove().toString();
      String array = leaves.all().get(k).local();
      if (!now.equals(array)) code.addStatement("$T.arraycopy($L, 0, $L, 0, $L.length)", System.class, now, array, array);
    }
    if (value != null) code.addStatement("return $L", value);
    return code.build();
  }
}
