package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Calls.Chosen;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Effect;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.ConditionalExpression;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.MethodReference;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.SwitchExpression;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Lambdas and method references: given a name, passed to methods, made by methods, chosen, called. Which function a name stands for is
 * always known, since it is given once; where it would not be (assigned again, kept in an array, returned on several paths) it is refused.
 * Weakness: where one of several is chosen, all are lowered at every call.
 */
final class Functions {
  /** Methods of functional interfaces whose results are objects. */
  private static final List<String> GIVE_BOXES = List.of("apply", "get");

  private final Body body;

  Functions(Body body) {
    this.body = body;
  }

  /** Whether it is a function, as its text shows. */
  boolean isWritten(Expression e) {
    return switch (Scan.unwrapped(e)) {
      case LambdaExpression _, MethodReference _ -> true;
      case ConditionalExpression c -> isWritten(c.getThenExpression()) || isWritten(c.getElseExpression());
      case SwitchExpression s -> body.switches.arms(s).stream().flatMap(List::stream).anyMatch(this::isWritten);
      case SimpleName n -> body.local(n.getIdentifier()) != null && body.read(body.local(n.getIdentifier())).function() != null;
      default -> false;
    };
  }

  /** The function written here; what it stands for is perhaps not known yet. */
  Lambda written(Expression e) throws LoweringException {
    return switch (Scan.unwrapped(e)) {
      case ConditionalExpression c -> {
        Atom isThen = body.expressions.bool(c.getExpression());
        yield chosen(c, isThen, inVain(c.getThenExpression()), inVain(c.getElseExpression()));
      }
      case SwitchExpression s -> chosen(s);
      case LambdaExpression l -> new Lambda(l, body.within(), null);
      case MethodReference m -> {
        Body home = body.within();
        MethodReferences.bind(m, body, home);
        yield new Lambda(m, home, null);
      }
      case Expression other -> {
        Value value = body.expressions.value(other, "t");
        if (value.function() == null && value.type() == null) throw escapes(other);
        if (value.function() == null && value.type() instanceof JavaType.Rec) {
          throw body.refuse(other, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(other) + "' as an object of an open interface",
              "make the interface sealed, and let only records implement it");
        }
        if (value.function() == null) throw body.mismatch(other, "a lambda or method reference");
        yield value.function();
      }
    };
  }

  /** One of two functions, by a condition that is looked at here and not when the function is called. */
  private Lambda chosen(Expression e, Atom isThen, Lambda then, Lambda orElse) {
    if (isThen instanceof Lit l) return (Boolean) l.value() ? then : orElse;
    return Lambda.chosen(e, body, body.hidden("chosen", Value.of(isThen)), then, orElse);
  }

  /** One of many, likewise. */
  private Lambda chosen(SwitchExpression s) throws LoweringException {
    List<Expression> arms = body.switches.arms(s).orElseThrow(() -> escapes(s));
    Atom number = body.switches.number(s, arms);
    Lambda all = inVain(arms.getLast());
    for (int k = arms.size() - 2; k >= 0; k--) all = chosen(s, body.apply("t", Prim.EQ, number, Lit.of(k)), inVain(arms.get(k)), all);
    return all;
  }

  /** A function for which nothing is done, or computed but what may as well be computed in vain. */
  private Lambda inVain(Expression e) throws LoweringException {
    body.builder.open();
    Lambda f;
    List<Eqn> code;
    try {
      f = written(e);
    } finally {
      code = body.builder.close();
    }
    if (!code.stream().allMatch(c -> c.op() instanceof Op.Apply && c.op().effect() == Effect.PURE)) throw escapes(e);
    body.builder.addAll(code);
    return f;
  }

  LoweringException escapes(ASTNode at) {
    return body.refuse(at, Diagnostic.FUNCTION_ESCAPES, "'" + Body.excerpt(at) + "'");
  }

  /**
   * Whether Java holds the number in an object ({@code Double} as type argument of an interface), so that {@code ==} compares the objects.
   * Where only a closer look would tell, it says yes.
   */
  boolean isBoxed(Expression e) {
    return switch (Scan.unwrapped(e)) {
      case SimpleName n -> body.local(n.getIdentifier()) != null && body.isBoxed(body.local(n.getIdentifier()));
      case ConditionalExpression c -> isBoxed(c.getThenExpression()) && isBoxed(c.getElseExpression());
      case Assignment a -> isBoxed(a.getLeftHandSide());
      case SwitchExpression _ -> true;
      case MethodInvocation m when m.getExpression() != null -> switch (Scan.unwrapped(m.getExpression())) {
        case SimpleName n when body.local(n.getIdentifier()) != null -> {
          Lambda f = body.read(body.local(n.getIdentifier())).function();
          yield f != null && f.shape().givesBoxed();
        }
        case Name _ -> false;
        case Expression _ -> GIVE_BOXES.contains(m.getName().getIdentifier());
      };
      default -> false;
    };
  }

  /** Declares a variable of functional type; gives false, with nothing done, for any other. */
  boolean declared(Type written, VariableDeclarationFragment f) throws LoweringException {
    Expression e = f.getInitializer();
    if (written.isVar() || written.isPrimitiveType() || written.isArrayType()) return false;
    Optional<Functional> shape = body.resolver.mirror(written, body.owner).flatMap(t -> body.frontEnd.functionals().of(t, body.owner));
    if (shape.isEmpty()) {
      if (e != null && isWritten(e)) throw body.refuse(Body.named(written), Diagnostic.UNSUPPORTED_TYPE, written,
          "use a functional interface whose method takes and gives numbers, arrays or records");
      return false;
    }
    if (e == null) throw escapes(f);
    body.declare(f.getName().getIdentifier(), written(e, shape.get()));
    return true;
  }

  /** The function that an expression gives where one of that interface is needed. */
  Lambda written(Expression e, Functional shape) throws LoweringException {
    Lambda f = written(e);
    if (!f.fits(shape)) throw body.mismatch(e, shape.type().getSimpleName().toString());
    return f.as(shape);
  }

  /** The function that a constant of the class stands for. */
  Value constant(VariableElement field, VariableDeclarationFragment declaration, Sources.Unit unit, ASTNode at) throws LoweringException {
    if (body.isLowering(field)) throw body.refuse(at, Diagnostic.RECURSION_IN_PLACE, field.getSimpleName());
    Body inner = body.within(field, unit);
    inner.enter(body.state);
    Functional shape = body.frontEnd.functionals().of(field.asType(), inner.owner).orElseThrow();
    return inner.functions.written(declaration.getInitializer(), shape).value();
  }

  /** {@code f.applyAsDouble(x)}. */
  Value applied(Lambda f, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    String id = m.getName().getIdentifier();
    if (f.shape() == null) throw escapes(m.getExpression());
    if (id.equals(f.shape().method()) && args.size() == f.shape().params().size()) return body.inPlace.call(f, args, m.getName(), name);
    if (ComposedFunctions.has(f.shape(), id, args.size())) return new ComposedFunctions(body).of(f, args, m).value();
    List<ExecutableElement> defaults = body.resolver.methods(f.shape().type(), id).stream().filter(ExecutableElement::isDefault).toList();
    if (defaults.isEmpty()) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    return taken(defaults, f.value(), args, m, name);
  }

  /** A call with functions among the arguments. */
  Value taken(List<ExecutableElement> candidates, Value on, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    TypeElement in = (TypeElement) candidates.getFirst().getEnclosingElement();
    if (ArrayCalls.isSetAll(in.getQualifiedName() + "." + m.getName(), args)) {
      Optional<List<Argument>> given = candidates.stream().flatMap(c -> given(c, args).stream()).findFirst();
      if (given.isPresent()) return body.arrayCalls.setAll(given.get().getFirst(), given.get().getLast().value().function(), m.getName());
    }
    if (in.getQualifiedName().toString().startsWith("java.")) {
      throw body.calls.foreign(candidates.getFirst(), Calls.types(args), m.getName());
    }
    return body.calls.invoked(body.calls.chosen(candidates, args, m), on, m, name);
  }

  /** The overload that takes these functions. */
  Chosen chosen(List<ExecutableElement> candidates, List<Argument> args, MethodInvocation m) throws LoweringException {
    List<ExecutableElement> fitting = candidates.stream().filter(c -> given(c, args).isPresent()).toList();
    if (fitting.isEmpty()) throw body.refuse(m.getName(), Diagnostic.NO_FUNCTION_PARAMETER, m.getName(), args.size());
    if (fitting.size() > 1) {
      throw body.refuse(m.getName(), Diagnostic.AMBIGUOUS_METHOD, m.getName(), Overloads.text(Calls.types(args)), fitting.get(0), fitting.get(1));
    }
    return new Chosen(fitting.getFirst(), given(fitting.getFirst(), args).orElseThrow());
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
        Optional<Functional> shape = body.frontEnd.functionals().of(type, owner).filter(f::fits);
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
