package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Slot;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.ConstructorInvocation;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.ThisExpression;

/**
 * {@code new P(…)}. Of an implicit constructor the arguments are the components. A constructor that somebody wrote is lowered where it is
 * called, as it gets the very arrays that are passed: of a compact one the parameters are the components in the end, any other assigns
 * {@code this.x} or begins with {@code this(…)}.
 */
final class Constructors {
  private final Body body;

  Constructors(Body body) {
    this.body = body;
  }

  Value lower(ClassInstanceCreation c, String name) throws LoweringException {
    JavaType type = body.localTypes.type(c.getType()).or(() -> body.resolver.javaType(c.getType(), body)).orElse(null);
    if (type == null && c.getAnonymousClassDeclaration() == null && !c.getType().toString().equals("Object")) {
      throw body.statements.unsupported(c.getType());
    }
    if (!(type instanceof JavaType.Rec r) || c.getAnonymousClassDeclaration() != null || c.getExpression() != null) {
      throw body.refuse(c, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(c) + "'",
          "only records of numbers and arrays can be made here");
    }
    var args = new ArrayList<Argument>();
    int writes = body.aliases.writes();
    for (Expression e : Scan.nodes(c.arguments(), Expression.class)) {
      String hint = args.size() < r.components().size() ? name + "_" + r.components().get(args.size()).name() : "t";
      args.add(new Argument(e, body.expressions.value(e, hint)));
    }
    for (Argument a : args) body.checkUnwritten(writes, a.value(), a.code());
    return LocalTypes.isLocal(r.simpleNames()) ? body.localTypes.made(r, args, c) : made(r, args, c);
  }

  Value made(JavaType.Rec r, List<Argument> args, ASTNode at) throws LoweringException {
    List<JavaType> types = Calls.types(args);
    TypeElement record = body.resolver.element(r);
    List<ExecutableElement> candidates = record == null ? List.of() : body.resolver.constructors(record);
    MethodChoice choice = MethodChoice.of(candidates, types, body.frontEnd);
    List<ExecutableElement> chosen = choice.packs() ? List.of() : choice.best();
    if (chosen.size() > 1) {
      throw body.refuse(at, Diagnostic.AMBIGUOUS_METHOD, Overloads.text(r), Overloads.text(types), chosen.get(0), chosen.get(1));
    }
    boolean canonical = record == null || chosen.size() == 1 && body.resolver.isCanonical(chosen.getFirst());
    if (chosen.isEmpty() && record != null || args.size() != r.components().size() && canonical) {
      throw body.calls.unknown(at, Overloads.text(r), types);
    }
    if (at instanceof ClassInstanceCreation && !chosen.isEmpty()) body.frontEnd.bindings().made(at, body, chosen.getFirst());
    return canonical && r.implicitConstructor() ? components(r, args) : inPlace(r, chosen.getFirst(), args, at);
  }

  Value components(JavaType.Rec r, List<Argument> args) throws LoweringException {
    var leaves = new ArrayList<Leaf>();
    for (int i = 0; i < args.size(); i++) {
      leaves.addAll(body.expressions.converted(args.get(i).value(), r.components().get(i).type(), r.components().get(i).name(),
          args.get(i).code()).leaves());
    }
    return new Value(r, leaves);
  }

  private Value inPlace(JavaType.Rec r, ExecutableElement constructor, List<Argument> args, ASTNode at) throws LoweringException {
    TypeElement record = (TypeElement) constructor.getEnclosingElement();
    String what = record.getSimpleName().toString();
    FrontEnd frontEnd = body.frontEnd;
    frontEnd.checkSource(constructor, (d, x) -> body.refuse(at, d, x));
    if (body.isLowering(constructor)) throw body.refuse(at, Diagnostic.RECURSION_IN_PLACE, what);
    MethodDeclaration declaration = frontEnd.sources().constructor(constructor)
        .orElseThrow(() -> body.refuse(at, Diagnostic.EXPLICIT_CONSTRUCTOR, Overloads.text(r)));
    Body inner = body.within(constructor, frontEnd.sources().unit(record).orElseThrow());
    inner.sources.add(frontEnd.binaryName(record));
    Value[] made = new Value[1];
    try {
      body.inPlace.run(inner, () -> {
        var parameters = new ArrayList<Local>();
        List<JavaType> types = frontEnd.parameterTypes(constructor);
        for (int p = 0; p < args.size(); p++) {
          String id = declaration.isCompactConstructor() ? r.components().get(p).name()
              : ((SingleVariableDeclaration) declaration.parameters().get(p)).getName().getIdentifier();
          inner.declare(id, inner.expressions.converted(args.get(p).value(), types.get(p), id, args.get(p).code()));
          parameters.add(inner.local(id));
        }
        Local object = declaration.isCompactConstructor() ? null : inner.declare("this", r);
        inner.statements.sequence(Statements.statements(declaration.getBody()));
        inner.statements.land(Exit.RETURN);
        made[0] = object != null ? inner.read(object)
            : new Value(r, parameters.stream().flatMap(p -> inner.read(p).leaves().stream()).toList());
      });
    } catch (LoweringException e) {
      throw body.refused(e, at);
    }
    return made[0];
  }

  /** {@code this(…)} in another constructor. */
  void delegate(ConstructorInvocation c) throws LoweringException {
    Local object = body.local("this");
    var args = body.calls.arguments(Scan.nodes(c.arguments(), Expression.class));
    body.assign(object, made((JavaType.Rec) object.type(), args, c));
  }

  /** The component that {@code this.x} stands for in a constructor, or {@code null}. */
  Local component(FieldAccess f) {
    Local object = f.getExpression() instanceof ThisExpression ? body.local("this") : null;
    if (object == null || !body.isConstructor() || !(object.type() instanceof JavaType.Rec r)) return null;
    int from = 0;
    for (JavaType.Component c : r.components()) {
      List<Slot> slots = object.slots().subList(from, from + c.type().leaves().size());
      if (c.name().equals(f.getName().getIdentifier())) return new Local(c.name(), c.type(), slots);
      from += slots.size();
    }
    return null;
  }
}
