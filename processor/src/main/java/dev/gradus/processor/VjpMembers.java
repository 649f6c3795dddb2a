package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.Passes;
import dev.gradus.processor.transform.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/**
 * What {@code @Vjp} on {@code f} adds to {@code XVjp}: {@code f}, which runs forward, and the class of its result, which keeps the
 * value and the residuals and runs backward as often as asked.
 */
final class VjpMembers {
  private final Companion companion;
  private final Request.Pullback request;
  private final Request.Target target;
  private final Attempt attempt;
  private final Outputs outputs;
  private final Cotangents cotangents;
  private final ClassName kept;
  private final Names fieldNames = new Names("Math", "value", "cotangent");
  private final Map<String, TypeName> fields = new LinkedHashMap<>();
  /** Arguments of which a copy is kept, since their elements may be exchanged before the pullback is called. */
  private final Set<String> recordArrays = new LinkedHashSet<>();

  private VjpMembers(Companion companion, Request.Pullback request, Attempt attempt) {
    this.companion = companion;
    this.request = request;
    this.target = request.target();
    this.attempt = attempt;
    this.outputs = Outputs.declare(companion, target, attempt.lowered());
    this.cotangents = Cotangents.declare(companion, request);
    this.kept = companion.nested(Names.capital(target.name()) + "Vjp");
  }

  static void add(Companion companion, Request.Pullback request, Attempt attempt) {
    new VjpMembers(companion, request, attempt).add();
  }

  private record Bodies(CodeBlock forward, CodeBlock pullback) {}

  private void add() {
    fields.put("value", outputs.typeName());
    Optional<Bodies> bodies = attempt.of(this::bodies);
    companion.add(companion.method(target, target.name(), kept).varargs(target.method().element().isVarArgs())
        .addJavadoc("Runs $L and keeps what its pullback to $L needs: {@code $L}.\n\n$L@return the value, and the pullback\n",
            companion.link(target), request.wrtText(), request.composition(), Companion.parameters(target))
        .addCode(bodies.map(Bodies::forward).orElse(Companion.refused(target))).build());
    companion.add(keptType(bodies));
  }

  private TypeSpec keptType(Optional<Bodies> bodies) {
    TypeSpec.Builder type = TypeSpec.classBuilder(kept).addModifiers(Companion.access(target)).addModifiers(Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("The result of {@code $L}, with its pullback to $L.\n", target.method(), request.wrtText());
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    fields.forEach((name, fieldType) -> {
      type.addField(fieldType, name, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(fieldType, name).addStatement("this.$N = $N", name, name);
    });
    return type.addMethod(constructor.build())
        .addMethod(MethodSpec.methodBuilder("value").addModifiers(Modifier.PUBLIC).returns(outputs.typeName())
            .addJavadoc("The result of {@code $L}.\n\n@return the result\n", target.method()).addStatement("return value").build())
        .addMethod(MethodSpec.methodBuilder("pullback").addModifiers(Modifier.PUBLIC).returns(cotangents.type())
            .addParameter(outputs.type().map(companion.derivatives()::of).orElse(outputs.typeName()), "cotangent")
            .addJavadoc("Pulls a cotangent of the value back to $L. May be called more than once.\n\n", request.wrtText())
            .addJavadoc("@param cotangent of the shape of the value\n@return $L\n",
                companion.derivatives().shapes("cotangents, each of the type and shape of its argument", target.arguments()))
            .addJavadoc("@throws IllegalArgumentException if the cotangent has another shape than the value\n")
            .addCode(bodies.map(Bodies::pullback).orElse(Companion.refused(target))).build())
        .build();
  }

  private Bodies bodies(Lowered lowered) {
    JavaType type = outputs.type().orElseThrow();
    Names locals = Names.of(target.method());
    Leaves leaves = Leaves.of(lowered.params(), locals);
    Split split = Passes.pullback(lowered.func(), lowered.callees(), leaves.floats(target.wrt()), attempt.options());

    Map<String, String> primals = keepPrimals();
    int count = split.forward().main().results().size() - type.leaves().size();
    List<Leaves.Leaf> residuals = keepResiduals(split.pullback().main().params().subList(0, count));
    CodeBlock forward = CodeBlock.builder().add(leaves.requirePresent())
        .add(leaves.refuseAliases(target.method(), lowered::writes, companion.unpacking()))
        .add(companion.body(target.name(), split.forward(), leaves, locals, results -> keep(type, results, primals.keySet()))).build();

    var cotangent = new Lowered.Param("cotangent", type);
    Leaves seeds = Leaves.of(List.of(cotangent), fieldNames, companion.derivatives()::of);
    CodeBlock pullback = CodeBlock.builder().add(seeds.requirePresent())
        .add(Leaves.refuseOtherRecords(cotangent, "value", companion.derivatives()::of, companion.unpacking()))
        .add(Leaves.refuseOtherShapes(companion.name().simpleName() + "." + target.name(), cotangent, "value", companion.derivatives()::of,
            companion.unpacking()))
        .add(companion.body(target.name() + "Pullback", split.pullback(), new Leaves(residuals).and(seeds.floats()), fieldNames,
            results -> CodeBlock.of("return $L;\n", cotangents.pack(results, primals::get)))).build();
    return new Bodies(forward, pullback);
  }

  /** The fields for what cotangents take over from the arguments, by how the arguments give it. */
  private Map<String, String> keepPrimals() {
    var primals = new LinkedHashMap<String, String>();
    for (Method.Argument a : cotangents.wrt()) {
      Packing.primals(a.type().orElseThrow(), a.name()).forEach((path, type) -> {
        String field = fieldNames.of(path.replace("()", "").replace('.', '_'));
        primals.put(path, field);
        if (type instanceof JavaType.RecordArray) recordArrays.add(path);
        fields.put(field, Method.typeName(type));
      });
    }
    return primals;
  }

  private List<Leaves.Leaf> keepResiduals(List<Var> residuals) {
    var leaves = new ArrayList<Leaves.Leaf>();
    for (Var v : residuals) {
      String field = fieldNames.of(SourceVersion.isName(v.name()) && !v.name().contains(".") ? v.name() : "residual");
      fields.put(field, Method.typeName(new JavaType.Leaf(v.type())));
      leaves.add(new Leaves.Leaf(field, "this." + field, null, field, v.type()));
    }
    return leaves;
  }

  private CodeBlock keep(JavaType type, Queue<CodeBlock> results, Set<String> primals) {
    var arguments = new ArrayList<CodeBlock>();
    arguments.add(companion.packing().value(type, results));
    for (String path : primals) arguments.add(CodeBlock.of(recordArrays.contains(path) ? "$L.clone()" : "$L", path));
    arguments.addAll(results);
    return CodeBlock.of("return new $T($L);\n", kept, CodeBlock.join(arguments, ", "));
  }
}
