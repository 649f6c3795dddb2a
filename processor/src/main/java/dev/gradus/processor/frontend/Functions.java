package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Calls.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.MethodReference;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Lambdas and method references: given a name, passed to methods, called. Which function a name stands for is always known, since it is
 * given once; where it would not be (chosen by a condition, kept in an array, returned) it is refused.
 */
final class Functions {
  private final Body body;

  Functions(Body body) {
    this.body = body;
  }

  boolean isWritten(Expression e) {
    return Scan.unwrapped(e) instanceof LambdaExpression || Scan.unwrapped(e) instanceof MethodReference;
  }

  /** The function written here; what it stands for is not known yet. */
  Lambda written(Expression e) {
    return new Lambda(Scan.unwrapped(e), body.within(), null);
  }

  /** Declares a variable of functional type; gives false, with nothing done, for any other. */
  boolean declared(Type written, VariableDeclarationFragment f) throws LoweringException {
    Expression e = f.getInitializer();
    if (e == null || written.isVar() || written.isPrimitiveType() || written.isArrayType()) return false;
    boolean named = Scan.unwrapped(e) instanceof SimpleName n && body.local(n.getIdentifier()) != null
        && body.read(body.local(n.getIdentifier())).function() != null;
    Optional<Functional> found = body.resolver.mirror(written, body.owner).flatMap(t -> body.frontEnd.functionals().of(t, body.owner));
    if (!isWritten(e) && !named) {
      if (found.isPresent()) throw body.refuse(e, Diagnostic.FUNCTION_ESCAPES, "'" + Body.excerpt(e) + "'");
      return false;
    }
    Functional shape = found.orElseThrow(() -> body.refuse(written, Diagnostic.UNSUPPORTED_TYPE, written));
    Lambda function = named ? body.expressions.value(Scan.unwrapped(e), "t").function() : written(e);
    if (!fits(function, shape)) throw body.mismatch(e, written.toString());
    body.declare(f.getName().getIdentifier(), function.as(shape));
    return true;
  }

  private static boolean fits(Lambda function, Functional shape) {
    if (function.shape() != null) return function.shape().params().equals(shape.params());
    return function.arity() < 0 || function.arity() == shape.params().size();
  }

  /** {@code f.applyAsDouble(x)}. */
  Value applied(Lambda f, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    if (!m.getName().getIdentifier().equals(f.shape().method())) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    return body.inPlace.call(f, args, m.getName(), name);
  }

  /** A call with functions among the arguments. */
  Value taken(List<ExecutableElement> candidates, Value on, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    TypeElement in = (TypeElement) candidates.getFirst().getEnclosingElement();
    if (in.getQualifiedName().toString().startsWith("java.")) {
      throw body.refuse(m.getName(), Diagnostic.FOREIGN_METHOD, in.getSimpleName() + "." + m.getName());
    }
    List<ExecutableElement> fitting = candidates.stream().filter(c -> given(c, args).isPresent()).toList();
    if (fitting.isEmpty()) throw body.refuse(m.getName(), Diagnostic.NO_FUNCTION_PARAMETER, m.getName(), args.size());
    if (fitting.size() > 1) {
      throw body.refuse(m.getName(), Diagnostic.AMBIGUOUS_METHOD, m.getName(), Overloads.text(Calls.types(args)), fitting.get(0), fitting.get(1));
    }
    ExecutableElement target = fitting.getFirst();
    var given = new ArrayList<>(given(target, args).orElseThrow());
    if (!target.getModifiers().contains(Modifier.STATIC)) {
      if (on == null || target.getEnclosingElement().getKind() != ElementKind.RECORD) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, target);
      given.addFirst(new Argument(m, on));
    }
    return body.inPlace.call(target, given, m.getName(), name);
  }

  /** The arguments as the method takes them, each function as what its parameter says, if they fit. */
  private Optional<List<Argument>> given(ExecutableElement method, List<Argument> args) {
    if (method.getParameters().size() != args.size()) return Optional.empty();
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    var given = new ArrayList<Argument>();
    for (int p = 0; p < args.size(); p++) {
      Argument a = args.get(p);
      TypeMirror type = method.getParameters().get(p).asType();
      if (a.value().function() instanceof Lambda f) {
        Optional<Functional> shape = body.frontEnd.functionals().of(type, owner).filter(s -> fits(f, s));
        if (shape.isEmpty()) return Optional.empty();
        given.add(new Argument(a.code(), f.as(shape.get()).value()));
      } else {
        if (!Overloads.fits(a.value().type(), body.frontEnd.types().of(type, owner).orElse(null))) return Optional.empty();
        given.add(a);
      }
    }
    return Optional.of(given);
  }
}
