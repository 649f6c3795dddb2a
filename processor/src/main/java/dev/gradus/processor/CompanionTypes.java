package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one request's methods take and give, as types that the front end understands, while the companion does not exist yet. Weakness:
 * of two nested records that would have the same name only the first one is known.
 */
record CompanionTypes(ClassName companion, Request request) {
  static CompanionTypes of(Request request) {
    return new CompanionTypes(request.form().companion(request.target().method().owner()), request);
  }

  /** A tangent or cotangent. */
  JavaType derivative(JavaType type) {
    return DerivativeTypes.of(type, companion, request.form());
  }

  /** One cotangent, or the record with one for each parameter in {@code wrt}. */
  JavaType cotangents() {
    List<Method.Argument> wrt = target().arguments();
    List<JavaType> types = wrt.stream().map(a -> derivative(a.type().orElseThrow())).toList();
    return wrt.size() == 1 ? types.getFirst() : nested("Grad", Cotangents.componentNames(wrt), types);
  }

  JavaType withValue() {
    return nested("WithValue", List.of("value", "grad"), List.of(target().method().returns().orElseThrow(), cotangents()));
  }

  /** The cotangents and what is handed out besides, in a record if there is any. */
  JavaType withAux(List<JavaType.Component> aux) {
    if (aux.isEmpty()) return cotangents();
    var components = new ArrayList<JavaType.Component>();
    Names names = new Names();
    components.add(new JavaType.Component(names.of("grad"), cotangents()));
    for (JavaType.Component c : aux) components.add(new JavaType.Component(names.of(c.name()), c.type()));
    return nested("WithAux", components);
  }

  /** The result and the arrays that are written. */
  JavaType outputs(Lowered method) {
    List<JavaType.Component> parts = Outputs.parts(method);
    return parts.size() == 1 ? parts.getFirst().type() : nested("Result", parts);
  }

  JavaType withTangent(JavaType outputs) {
    return nested("Jvp", List.of("value", "tangent"), List.of(outputs, derivative(outputs)));
  }

  /** The record of that name, if it is the type of what these methods return or part of it. */
  Optional<JavaType> named(String name, Optional<Lowered> method) {
    Optional<JavaType> outputs = method.map(this::outputs).or(() -> target().method().returns());
    return switch (request) {
      case Request.Gradient g -> find(name, withValue()).or(() -> find(name, withAux(g.aux())));
      case Request.Tangent _ -> outputs.flatMap(o -> find(name, withTangent(o)));
      case Request.Batch _ -> Optional.empty();
      case Request.Pullback _ -> find(name, cotangents()).or(() -> outputs.flatMap(o -> find(name, o)));
    };
  }

  private Optional<JavaType> find(String name, JavaType in) {
    if (in instanceof JavaType.RecordArray(var element, var _)) return find(name, element);
    if (!(in instanceof JavaType.Rec r)) return Optional.empty();
    boolean isIt = r.packageName().equals(companion.packageName()) && r.simpleNames().equals(List.of(companion.simpleName(), name));
    if (isIt) return Optional.of(r);
    return r.components().stream().flatMap(c -> find(name, c.type()).stream()).findFirst();
  }

  private JavaType nested(String suffix, List<String> names, List<JavaType> types) {
    var components = new ArrayList<JavaType.Component>();
    for (int i = 0; i < names.size(); i++) components.add(new JavaType.Component(names.get(i), types.get(i)));
    return nested(suffix, components);
  }

  private JavaType nested(String suffix, List<JavaType.Component> components) {
    String name = new Names(companion.simpleName()).of(Names.capital(target().name()) + suffix);
    return new JavaType.Rec(companion.packageName(), List.of(companion.simpleName(), name), List.copyOf(components), true);
  }

  private Request.Target target() {
    return request.target();
  }
}
