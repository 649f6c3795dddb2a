package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Calls.Chosen;
import dev.gradus.processor.frontend.JavaType.Rec;
import dev.gradus.processor.frontend.JavaType.Sum;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.MethodInvocation;

/**
 * Calls on values of sealed interfaces. The overload is chosen once, by the interface; then comes a chain of branches on the case, each with
 * the call of the method by which that record overrides it. The arguments are evaluated once, before.
 */
final class Dispatch {
  private final Body body;

  Dispatch(Body body) {
    this.body = body;
  }

  Value lower(Value on, MethodInvocation m, String name) throws LoweringException {
    List<ExecutableElement> declared = body.resolver.methodsOf(on.type(), m.getName().getIdentifier());
    if (declared.isEmpty()) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    int writes = body.aliases.writes();
    List<Argument> args = body.calls.arguments(Scan.nodes(m.arguments(), Expression.class));
    body.checkUnwritten(writes, on, m);
    return body.calls.invoked(body.calls.chosen(declared, args, m), on, m, name);
  }

  /** Whether one of the cases has the method otherwise than it is written in the interface. */
  boolean isOverridden(Value on, ExecutableElement method) {
    return ((Sum) on.type()).cases().stream()
        .anyMatch(r -> isComponent(r, method) || !body.resolver.implementation(method, r).equals(method));
  }

  Value lower(Value on, Chosen chosen, MethodInvocation m, String name) throws LoweringException {
    List<Rec> cases = ((Sum) on.type()).cases();
    ExecutableElement method = chosen.method();
    if (method.getReturnType().getKind() == TypeKind.VOID) {
      run(on, cases, chosen, m, name).run();
      return new Value(null, List.of());
    }
    JavaType returns = body.frontEnd.types().of(method.getReturnType(), (TypeElement) method.getEnclosingElement()).orElse(null);
    return value(on, cases, chosen, returns, m, name);
  }

  private Value value(Value on, List<Rec> cases, Chosen chosen, JavaType returns, MethodInvocation m, String name) throws LoweringException {
    Rec first = cases.getFirst();
    if (cases.size() == 1) return call(on, first, chosen, returns, m, name);
    return body.expressions.merged(body.sums.is(on, first), name, () -> call(on, first, chosen, returns, m, name),
        () -> value(on, cases.subList(1, cases.size()), chosen, returns, m, name), m);
  }

  private Code run(Value on, List<Rec> cases, Chosen chosen, MethodInvocation m, String name) {
    Rec first = cases.getFirst();
    Code one = () -> call(on, first, chosen, null, m, name);
    return cases.size() == 1 ? one
        : () -> Join.branch(body, body.sums.is(on, first), one, run(on, cases.subList(1, cases.size()), chosen, m, name));
  }

  /** The call on a value that is known to be this record; the result is of the type that the interface says. */
  private Value call(Value on, Rec r, Chosen chosen, JavaType returns, MethodInvocation m, String name) throws LoweringException {
    Value record = body.sums.narrowed(on, r);
    ExecutableElement method = chosen.method();
    Value result;
    if (isComponent(r, method)) {
      body.calls.checkAccessor(r, method.getSimpleName().toString(), m.getName());
      result = record.component(method.getSimpleName().toString());
    } else {
      result = body.calls.invoked(new Chosen(body.resolver.implementation(method, r), chosen.args()), record, m, name);
    }
    return returns == null || result.function() != null ? result : body.expressions.converted(result, returns, name, m);
  }

  private static boolean isComponent(Rec r, ExecutableElement method) {
    return method.getParameters().isEmpty() && r.components().stream().anyMatch(c -> method.getSimpleName().contentEquals(c.name()));
  }
}
