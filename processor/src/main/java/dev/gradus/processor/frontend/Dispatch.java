package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.JavaType.Rec;
import dev.gradus.processor.frontend.JavaType.Sum;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.MethodInvocation;

/**
 * Calls on values of sealed interfaces: a chain of branches on the case, each with the call of that record's method. The arguments are
 * evaluated once, before. A method that is written in the interface and in none of the records is one call.
 */
final class Dispatch {
  private final Body body;

  Dispatch(Body body) {
    this.body = body;
  }

  Value lower(Value on, MethodInvocation m, String name) throws LoweringException {
    Sum type = (Sum) on.type();
    String id = m.getName().getIdentifier();
    List<Argument> args = body.calls.arguments(Scan.nodes(m.arguments(), Expression.class));
    List<ExecutableElement> declared = body.resolver.methods(type, id);
    if (declared.isEmpty()) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    boolean overridden = type.cases().stream().anyMatch(r -> !body.resolver.methods(r, id).isEmpty() || isComponent(r, id, args));
    if (!overridden) return body.calls.call(declared, on, args, m, name);
    if (declared.getFirst().getReturnType().getKind() != TypeKind.VOID) return value(on, type.cases(), args, m, name);
    run(on, type.cases(), args, m, name).run();
    return new Value(null, List.of());
  }

  private Value value(Value on, List<Rec> cases, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    Rec first = cases.getFirst();
    if (cases.size() == 1) return call(on, first, args, m, name);
    return body.expressions.merged(body.sums.is(on, first), name, () -> call(on, first, args, m, name),
        () -> value(on, cases.subList(1, cases.size()), args, m, name), m);
  }

  private Code run(Value on, List<Rec> cases, List<Argument> args, MethodInvocation m, String name) {
    Rec first = cases.getFirst();
    Code one = () -> call(on, first, args, m, name);
    return cases.size() == 1 ? one
        : () -> Join.branch(body, body.sums.is(on, first), one, run(on, cases.subList(1, cases.size()), args, m, name));
  }

  /** The call on a value that is known to be this record. */
  private Value call(Value on, Rec r, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    Value record = body.sums.narrowed(on, r);
    String id = m.getName().getIdentifier();
    if (isComponent(r, id, args)) {
      body.calls.checkAccessor(r, id, m.getName());
      return record.component(id);
    }
    List<ExecutableElement> methods = body.calls.methods(r, id);
    if (methods.isEmpty()) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    return body.calls.call(methods, record, new ArrayList<>(args), m, name);
  }

  private static boolean isComponent(Rec r, String id, List<Argument> args) {
    return args.isEmpty() && r.components().stream().anyMatch(c -> c.name().equals(id));
  }
}
