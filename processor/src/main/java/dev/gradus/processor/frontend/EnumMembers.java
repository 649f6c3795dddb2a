package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.Calls.Chosen;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.EnumConstantDeclaration;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionStatement;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Statement;
import org.eclipse.jdt.core.dom.ThisExpression;

/**
 * Methods and final fields of enums, whose object is the constant's position. A field has for each constant what the constructor assigns
 * to it, which is computed where the field is read, and picked by the position. Weakness: constructors must simply assign, and the bodies
 * of constants have no fields, and no methods that the enum does not declare.
 */
final class EnumMembers {
  private final Body body;

  EnumMembers(Body body) {
    this.body = body;
  }

  /** A call on a constant. */
  Value call(Value on, MethodInvocation m, String name) throws LoweringException {
    JavaType.Enumeration type = (JavaType.Enumeration) on.type();
    String id = m.getName().getIdentifier();
    if (id.equals("ordinal") && m.arguments().isEmpty()) return Value.of(body.expressions.constant(on, type, m));
    List<ExecutableElement> methods = body.resolver.methodsOf(type, id);
    if (methods.isEmpty()) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    body.frontEnd.checkSource(methods.getFirst(), (d, args) -> body.refuse(m.getName(), d, args));
    List<Argument> args = body.calls.arguments(Scan.nodes(m.arguments(), Expression.class));
    return body.calls.invoked(body.calls.chosen(methods, args, m), on, m, name);
  }

  /** Whether a constant has the method of its own. */
  boolean isOverridden(ExecutableElement method) {
    return !own(method).isEmpty();
  }

  /** The declarations by which constants override the method, by position. */
  private Map<Integer, MethodDeclaration> own(ExecutableElement method) {
    var own = new LinkedHashMap<Integer, MethodDeclaration>();
    List<EnumConstantDeclaration> constants = constants((TypeElement) method.getEnclosingElement());
    for (int k = 0; k < constants.size(); k++) {
      for (MethodDeclaration d : methods(constants.get(k))) if (overrides(d, method)) own.put(k, d);
    }
    return own;
  }

  private static boolean overrides(MethodDeclaration d, ExecutableElement method) {
    return method.getSimpleName().contentEquals(d.getName().getIdentifier()) && SameSource.parameters(d).equals(SameSource.parameters(method));
  }

  Value call(Value on, Chosen chosen, MethodInvocation m, String name) throws LoweringException {
    Map<Integer, MethodDeclaration> own = own(chosen.method());
    JavaType.Enumeration type = (JavaType.Enumeration) on.type();
    Atom position = body.expressions.constant(on, type, m);
    List<Integer> possible = position instanceof Lit l ? own.keySet().stream().filter(l.value()::equals).toList() : List.copyOf(own.keySet());
    return new OfConstants(type, chosen, own, m, name).call(position, possible);
  }

  /** Refuses bodies of constants that have more than methods that override, for what code in them names would be found there first. */
  private void checkOnlyOverrides(EnumConstantDeclaration constant, TypeElement owner, ASTNode at) throws LoweringException {
    for (Object d : constant.getAnonymousClassDeclaration().bodyDeclarations()) {
      boolean overrides = d instanceof MethodDeclaration own
          && body.resolver.methods(owner, own.getName().getIdentifier()).stream().anyMatch(e -> overrides(own, e));
      if (!overrides) {
        throw body.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt((ASTNode) d) + "' of the constant " + constant.getName(),
            "declare it in the enum");
      }
    }
  }

  /** A method that some constants have of their own: a chain of branches on the constant. */
  private final class OfConstants {
    private final JavaType.Enumeration type;
    private final Chosen chosen;
    private final Map<Integer, MethodDeclaration> own;
    private final MethodInvocation m;
    private final String name;

    OfConstants(JavaType.Enumeration type, Chosen chosen, Map<Integer, MethodDeclaration> own, MethodInvocation m, String name) {
      this.type = type;
      this.chosen = chosen;
      this.own = own;
      this.m = m;
      this.name = name;
    }

    /** The call on the constant at that position, which may be any of {@code left} or one that has no such method of its own. */
    Value call(Atom position, List<Integer> left) throws LoweringException {
      if (left.isEmpty()) return body.calls.asWritten(chosen, Value.of(type, position), m, name);
      int first = left.getFirst();
      boolean isSure = position instanceof Lit || left.size() == 1 && own.size() == type.constants().size();
      if (isSure) return call(first);
      Atom is = body.apply("t", Prim.EQ, position, Lit.of(first));
      List<Integer> rest = left.subList(1, left.size());
      if (chosen.method().getReturnType().getKind() != TypeKind.VOID) {
        return body.expressions.merged(is, name, () -> call(first), () -> call(position, rest), m);
      }
      Join.branch(body, is, () -> call(first), () -> call(position, rest));
      return new Value(null, List.of());
    }

    private Value call(int constant) throws LoweringException {
      var given = new ArrayList<>(List.of(new Argument(m, Value.of(type, Lit.of(constant)))));
      given.addAll(chosen.args());
      TypeElement owner = (TypeElement) chosen.method().getEnclosingElement();
      checkOnlyOverrides(constants(owner).get(constant), owner, m.getName());
      return body.inPlace.call(chosen.method(), own.get(constant), given, m.getName(), name);
    }
  }

  private static List<MethodDeclaration> methods(EnumConstantDeclaration c) {
    return c.getAnonymousClassDeclaration() == null ? List.of()
        : Sources.instances(c.getAnonymousClassDeclaration().bodyDeclarations(), MethodDeclaration.class);
  }

  /** The enum whose constants {@code Side.values()} gives. */
  Optional<JavaType.Enumeration> all(Expression e) throws LoweringException {
    boolean isCall = Scan.unwrapped(e) instanceof MethodInvocation m && m.getName().getIdentifier().equals("values") && m.arguments().isEmpty()
        && m.getExpression() instanceof Name on && !body.expressions.isValue(on);
    if (!isCall) return Optional.empty();
    String written = ((Name) ((MethodInvocation) Scan.unwrapped(e)).getExpression()).getFullyQualifiedName();
    return body.resolver.type(written, body.owner).filter(t -> t.getKind() == ElementKind.ENUM)
        .flatMap(t -> body.frontEnd.types().of(t.asType(), body.owner)).map(JavaType.Enumeration.class::cast);
  }

  /** All constants in an array. */
  Value values(TypeElement owner, MethodInvocation m, String name) throws LoweringException {
    JavaType type = body.frontEnd.types().of(owner.asType(), owner).orElseThrow();
    int count = ((JavaType.Enumeration) type).constants().size();
    Value all = body.arrays.made(type.array(1), List.of(Lit.of(count)), name);
    for (int k = 0; k < count; k++) body.assignments.store(new Assignments.Accessed(all, Lit.of(k)), Value.of(type, Lit.of(k)), m, m);
    return all;
  }

  private List<EnumConstantDeclaration> constants(TypeElement owner) {
    return body.frontEnd.sources().type(owner).map(d -> Scan.nodes(((EnumDeclaration) d).enumConstants(), EnumConstantDeclaration.class))
        .orElse(List.of());
  }

  /** The field of that name of a constant, or {@code null} if there is none. */
  Value field(Value on, String id, ASTNode at, String name) throws LoweringException {
    if (!(on.type() instanceof JavaType.Enumeration type) || !(body.resolver.element(type) instanceof TypeElement owner)) return null;
    Optional<VariableElement> found = body.resolver.field(owner, id)
        .filter(f -> f.getEnclosingElement().equals(owner) && !f.getModifiers().contains(Modifier.STATIC));
    found.ifPresent(f -> body.bound(at, f));
    return found.isEmpty() ? null : field(body.expressions.constant(on, type, at), found.get(), owner, at, name);
  }

  private Value field(Atom position, VariableElement field, TypeElement owner, ASTNode at, String name) throws LoweringException {
    body.frontEnd.checkSource(field, (d, args) -> body.refuse(at, d, args));
    body.sources.add(body.frontEnd.binaryName(owner));
    if (!field.getModifiers().contains(Modifier.FINAL)) throw body.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName());
    JavaType type = body.frontEnd.types().of(field.asType(), owner)
        .orElseThrow(() -> body.unsupported(at, field.asType(), null));
    EnumDeclaration declaration = (EnumDeclaration) body.frontEnd.sources().type(owner).orElseThrow();
    var values = new ArrayList<Value>();
    List<EnumConstantDeclaration> possible = constants(owner);
    if (position instanceof Lit l) return value(possible.get((int) l.value()), declaration, field, type, at);
    for (EnumConstantDeclaration c : possible) values.add(value(c, declaration, field, type, at));
    var leaves = new ArrayList<Leaf>();
    for (int l = 0; l < values.getFirst().leaves().size(); l++) {
      Atom picked = ((Num) values.getLast().leaves().get(l)).atom();
      for (int k = values.size() - 2; k >= 0; k--) {
        Atom one = ((Num) values.get(k).leaves().get(l)).atom();
        picked = body.apply(name, Prim.SELECT, body.apply("t", Prim.EQ, position, Lit.of(k)), one, picked);
      }
      leaves.add(new Num(picked));
    }
    return new Value(type, leaves);
  }

  /** What the field of one constant is. */
  private Value value(EnumConstantDeclaration constant, EnumDeclaration declaration, VariableElement field, JavaType type, ASTNode at)
      throws LoweringException {
    VariableElement made = body.resolver.field((TypeElement) field.getEnclosingElement(), constant.getName().getIdentifier()).orElseThrow();
    body.frontEnd.constants().checkOrder(made, constant, body, at);
    Sources.Unit unit = body.frontEnd.sources().unit((TypeElement) field.getEnclosingElement()).orElseThrow();
    Body inner = new Body(body.frontEnd, field, unit, body.builder);
    String id = field.getSimpleName().toString();
    Optional<Expression> initial = body.frontEnd.sources().field(field).map(f -> f.getInitializer());
    Value[] value = new Value[1];
    try {
      if (initial.isPresent()) {
        value[0] = inner.expressions.converted(inner.expressions.value(initial.get(), id), type, id, initial.get());
      } else {
        MethodDeclaration constructor = constructor(declaration, constant, field, at);
        List<SingleVariableDeclaration> parameters = Scan.nodes(constructor.parameters(), SingleVariableDeclaration.class);
        Expression assigned = assigned(constructor, parameters.stream().map(p -> p.getName().getIdentifier()).toList(), id, field, at);
        Set<String> read = Scan.names(assigned);
        for (int p = 0; p < parameters.size(); p++) {
          String parameter = parameters.get(p).getName().getIdentifier();
          if (!read.contains(parameter)) continue;
          Expression argument = (Expression) constant.arguments().get(p);
          JavaType to = inner.statements.type(parameters.get(p).getType(), parameters.get(p).getExtraDimensions(), null);
          inner.declare(parameter, inner.expressions.converted(inner.expressions.value(argument, parameter), to, parameter, argument));
        }
        value[0] = inner.expressions.converted(inner.expressions.value(assigned, id), type, id, assigned);
      }
    } catch (LoweringException e) {
      throw body.refused(e, at);
    }
    body.sources.addAll(inner.sources);
    body.callees.putAll(inner.callees);
    if (!value[0].leaves().stream().allMatch(Num.class::isInstance)) throw body.refuse(at, Diagnostic.STATIC_ARRAY, id);
    return value[0];
  }

  private MethodDeclaration constructor(EnumDeclaration declaration, EnumConstantDeclaration constant, VariableElement field, ASTNode at)
      throws LoweringException {
    List<MethodDeclaration> fitting = Sources.instances(declaration.bodyDeclarations(), MethodDeclaration.class).stream()
        .filter(d -> d.isConstructor() && !d.isVarargs() && d.parameters().size() == constant.arguments().size()).toList();
    if (fitting.size() != 1) throw unknown(field, at);
    return fitting.getFirst();
  }

  /** What the constructor assigns to the field; it must do nothing but assign to fields, each once. */
  private Expression assigned(MethodDeclaration constructor, List<String> parameters, String id, VariableElement field, ASTNode at)
      throws LoweringException {
    var found = new ArrayList<Expression>();
    for (Statement s : Statements.statements(constructor.getBody())) {
      boolean assigns = s instanceof ExpressionStatement e && e.getExpression() instanceof Assignment a
          && a.getOperator() == Assignment.Operator.ASSIGN;
      String target = assigns ? target(((Assignment) ((ExpressionStatement) s).getExpression()).getLeftHandSide(), parameters) : null;
      if (target == null) throw unknown(field, at);
      if (target.equals(id)) found.add(((Assignment) ((ExpressionStatement) s).getExpression()).getRightHandSide());
    }
    if (found.size() != 1) throw unknown(field, at);
    return found.getFirst();
  }

  private static String target(Expression e, List<String> parameters) {
    return switch (e) {
      case FieldAccess f when f.getExpression() instanceof ThisExpression -> f.getName().getIdentifier();
      case SimpleName n when !parameters.contains(n.getIdentifier()) -> n.getIdentifier();
      default -> null;
    };
  }

  private LoweringException unknown(VariableElement field, ASTNode at) {
    return body.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "the field '" + field.getSimpleName() + "' of an enum",
        "let one constructor of the enum assign it, and do nothing but assign");
  }
}
