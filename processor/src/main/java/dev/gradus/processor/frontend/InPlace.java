package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.ReturnStatement;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.VariableDeclaration;

/**
 * Code lowered where it is called: lambdas, the methods that take them, and methods that get one array under two names. The code has names,
 * jumps and a result of its own, but arrays are the caller's: a parameter denotes the very place of its argument, so that all is as in
 * Java. Weakness: the code is lowered once more for each call.
 */
final class InPlace {
  private final Body body;

  InPlace(Body body) {
    this.body = body;
  }

  /** @param args with the record first, for a method of a record */
  Value call(ExecutableElement method, List<Argument> args, ASTNode at, String name) throws LoweringException {
    body.frontEnd.checkSource(method, (d, x) -> body.refuse(at, d, x));
    MethodDeclaration declaration = body.frontEnd.sources().method(method)
        .orElseThrow(() -> body.refuse(at, Diagnostic.MISSING_SOURCE, method));
    return call(method, declaration, args, at, name);
  }

  /** @param declaration of the method, or of one that overrides it in the same file */
  Value call(ExecutableElement method, MethodDeclaration declaration, List<Argument> args, ASTNode at, String name) throws LoweringException {
    FrontEnd frontEnd = body.frontEnd;
    if (body.isLowering(method) || frontEnd.isReading(method)) {
      throw body.refuse(at, Diagnostic.RECURSION_IN_PLACE, method.getSimpleName());
    }
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    if (!method.getTypeParameters().isEmpty()) throw new LoweringException(method, Diagnostic.GENERIC_METHOD, method.getSimpleName());
    if (declaration.getBody() == null) throw new LoweringException(method, Diagnostic.NO_BODY, method.getSimpleName());
    Body inner = body.within(method, frontEnd.sources().unit(owner).orElseThrow());
    inner.sources.add(frontEnd.binaryName(owner));
    TypeMirror returned = method.getReturnType();
    Optional<Functional> gives = frontEnd.functionals().of(returned, owner);
    JavaType returns = returned.getKind() == TypeKind.VOID || gives.isPresent() ? null : frontEnd.types().of(returned, owner)
        .orElseThrow(() -> inner.unsupported(Body.named(declaration.getReturnType2()), returned, method.getSimpleName()));
    try {
      if (gives.isPresent()) return function(inner, gives.get(), method, declaration, args);
      return lower(inner, returns, method.getSimpleName().toString(), at, () -> {
        parameters(inner, method, declaration, args);
        if (returns != null) inner.statements.returns(returns);
        inner.statements.sequence(statements(declaration.getBody(), returns));
      });
    } catch (LoweringException e) {
      throw body.refused(e, at);
    }
  }

  /** What a method returns that makes a function; its variables live on where it is called. */
  private Value function(Body inner, Functional shape, ExecutableElement method, MethodDeclaration declaration, List<Argument> args)
      throws LoweringException {
    List<Statement> all = Statements.statements(declaration.getBody());
    boolean isEarly = all.subList(0, all.size() - 1).stream().anyMatch(s -> Scan.jumps(s, null).returns());
    if (isEarly || !(all.getLast() instanceof ReturnStatement last)) {
      throw inner.refuse(declaration.getReturnType2(), Diagnostic.FUNCTION_RETURNED, method.getSimpleName());
    }
    inner.enter(body.state);
    try {
      parameters(inner, method, declaration, args);
      inner.statements.sequence(all.subList(0, all.size() - 1));
      return inner.functions.written(last.getExpression(), shape).value();
    } finally {
      body.state = inner.state;
    }
  }

  private void parameters(Body inner, ExecutableElement method, MethodDeclaration declaration, List<Argument> args) throws LoweringException {
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    if (!isStatic) inner.declare("this", args.getFirst().value());
    for (int p = 0; p < method.getParameters().size(); p++) {
      Argument a = args.get(isStatic ? p : p + 1);
      String id = ((SingleVariableDeclaration) declaration.parameters().get(p)).getName().getIdentifier();
      TypeMirror type = method.getParameters().get(p).asType();
      if (a.value().function() != null) {
        inner.declare(id, a.value().function());
      } else {
        JavaType to = body.frontEnd.types().of(type, inner.owner)
            .orElseThrow(() -> body.unsupported(a.code(), type, method.getSimpleName()));
        Value value = body.expressions.converted(a.value(), to, id, a.code());
        inner.declare(id, value);
        body.assignments.touch(a.code(), id, value);
      }
    }
  }

  /** The body, with the return that Java leaves out at the end of a {@code void} method. */
  static List<Statement> statements(Block block, JavaType returns) {
    var all = new ArrayList<>(Statements.statements(block));
    if (returns == null) all.add(block.getAST().newReturnStatement());
    return all;
  }

  /** Calls a lambda or method reference of known shape. */
  Value call(Lambda f, List<Argument> args, ASTNode at, String name) throws LoweringException {
    if (f.isChosen()) return chosen(f, args, at, name);
    Body inner = f.home().within();
    JavaType returns = f.shape().returns();
    if (args.size() != f.shape().params().size()) throw body.calls.unknown(at, f.shape().method(), Calls.types(args));
    var given = new ArrayList<Value>();
    for (int p = 0; p < args.size(); p++) {
      Argument a = args.get(p);
      given.add(body.expressions.converted(a.value(), f.shape().params().get(p), "t", a.code()));
      body.assignments.touch(a.code(), "row", given.getLast());
    }
    Value[] result = new Value[1];
    Value block = lower(inner, f.code() instanceof LambdaExpression l && l.getBody() instanceof Block ? returns : null, f.shape().method(), at, () -> {
      if (!(f.code() instanceof LambdaExpression l)) {
        result[0] = given(inner, MethodReferences.call(f.code(), given, inner), returns, name);
        return;
      }
      for (int p = 0; p < given.size(); p++) {
        String id = ((VariableDeclaration) l.parameters().get(p)).getName().getIdentifier();
        inner.declare(id, given.get(p));
        if (f.shape().boxed().get(p)) inner.box(id);
      }
      if (l.getBody() instanceof Block b) {
        if (returns != null) inner.statements.returns(returns);
        inner.statements.sequence(statements(b, returns));
      } else {
        result[0] = given(inner, (Expression) l.getBody(), returns, name);
      }
    });
    return result[0] != null ? result[0] : block;
  }

  private Value chosen(Lambda f, List<Argument> args, ASTNode at, String name) throws LoweringException {
    Atom isThen = body.atom("chosen", body.read(f.condition()).leaves().getFirst(), at);
    if (f.shape().returns() != null) {
      return body.expressions.merged(isThen, name, () -> call(f.then(), args, at, name), () -> call(f.orElse(), args, at, name), at);
    }
    Join.branch(body, isThen, () -> call(f.then(), args, at, name), () -> call(f.orElse(), args, at, name));
    return new Value(null, List.of());
  }

  /** Calls a lambda without parameters whose result has the type that its expression has. */
  Value supplied(Lambda f, ASTNode at, String name) throws LoweringException {
    Body inner = f.home().within();
    Value[] result = new Value[1];
    lower(inner, null, "get", at, () -> result[0] = inner.expressions.value((Expression) ((LambdaExpression) f.code()).getBody(), name));
    return result[0];
  }

  /** What an expression gives as the result of a lambda. */
  private static Value given(Body inner, Expression e, JavaType returns, String name) throws LoweringException {
    if (returns != null) return inner.expressions.converted(inner.expressions.value(e, name), returns, name, e);
    inner.expressions.statement(e);
    return new Value(null, List.of());
  }

  /** Runs code of the inner body. */
  void run(Body inner, Code code) throws LoweringException {
    lower(inner, null, "", null, code);
  }

  /** Runs code of the inner body and takes its result, which is {@code null} for none, out of it. */
  Value lower(Body inner, JavaType returns, String what, ASTNode at, Code code) throws LoweringException {
    Value[] result = {new Value(null, List.of())};
    inner.enter(body.state);
    Set<Root> known = new LinkedHashSet<>(body.state.arrays.keySet());
    try {
      inner.scoped(() -> {
        code.run();
        inner.statements.land(Exit.RETURN);
        if (returns != null) result[0] = result(inner, returns, known, what, at);
      });
    } finally {
      body.state = inner.state;
    }
    return result[0];
  }

  /** What is returned: the caller's own array where it is that on every path and nothing else, otherwise the value that was handed out. */
  private Value result(Body inner, JavaType returns, Set<Root> known, String what, ASTNode at) throws LoweringException {
    var leaves = new ArrayList<Leaf>();
    List<Slot> slots = inner.statements.result().slots();
    for (int i = 0; i < slots.size(); i++) {
      int leaf = i;
      List<Leaf> places = inner.statements.returned().stream().map(r -> r.leaves().get(leaf)).distinct().toList();
      Leaf own = inner.state.slots.get(slots.get(i));
      if (places.size() == 1 && places.getFirst() instanceof Arr a && known.contains(a.root()) && isVisible(a, inner)) leaves.add(a);
      else leaves.add(own.equals(Leaf.UNASSIGNED) ? inner.placeholder(slots.get(i)) : body.readable(own, what, at));
    }
    return new Value(returns, leaves);
  }

  /** Whether the place means something outside: its indices must not have been computed in a branch or a loop. */
  private boolean isVisible(Arr place, Body inner) {
    return place.isWhole() || inner.statements.returned().stream().allMatch(r -> r.depth() == body.builder.depth());
  }
}
