package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Body.Code;
import dev.gradus.processor.frontend.Calls.Argument;
import dev.gradus.processor.frontend.State.Exit;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.ir.Lit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.ArrayType;
import org.eclipse.jdt.core.dom.BodyDeclaration;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.EnumConstantDeclaration;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Modifier;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.RecordDeclaration;
import org.eclipse.jdt.core.dom.SimpleType;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.TypeDeclarationStatement;

/**
 * Records and enums that are declared inside a method, of which the compiler's model says nothing: they are read from the syntax alone.
 * Their methods are lowered where they are called, with nothing in scope but what they declare, for they see no variables of the method
 * around them. Weakness: hence these methods may not call themselves, and cannot be passed by reference.
 */
final class LocalTypes {
  /** What names such a type has instead of the classes around it. */
  private static final String MARK = "#";

  private record Declared(JavaType type, AbstractTypeDeclaration code) {}

  private final Body body;
  private Map<String, Declared> visible = Map.of();
  /** The method of such a type whose code this is, and the type. */
  private MethodDeclaration method;
  private JavaType inside;
  private LocalTypes outer;

  LocalTypes(Body body) {
    this.body = body;
  }

  static boolean isLocal(List<String> simpleNames) {
    return simpleNames.getFirst().startsWith(MARK);
  }

  // ---- declarations ----

  /** Runs code whose declarations are forgotten afterwards. */
  void scoped(Code code) throws LoweringException {
    Map<String, Declared> before = visible;
    try {
      code.run();
    } finally {
      visible = before;
    }
  }

  /** Lets this body see the types that are in scope in another. */
  void see(LocalTypes others) {
    visible = others.visible;
    inside = others.inside;
    outer = others;
  }

  void declare(TypeDeclarationStatement s) throws LoweringException {
    AbstractTypeDeclaration code = (AbstractTypeDeclaration) s.getDeclaration();
    String name = code.getName().getIdentifier();
    List<String> names = List.of(MARK + body.frontEnd.binaryName(body.owner) + ":" + code.getStartPosition(), name);
    String pack = body.resolver.packageOf(body.owner).getQualifiedName().toString();
    JavaType type = switch (code) {
      case RecordDeclaration r when r.typeParameters().isEmpty() && r.superInterfaceTypes().isEmpty() -> record(r, pack, names);
      case EnumDeclaration e when e.superInterfaceTypes().isEmpty() -> new JavaType.Enumeration(pack, names,
          Scan.nodes(e.enumConstants(), EnumConstantDeclaration.class).stream().map(c -> c.getName().getIdentifier()).toList());
      default -> throw only(s, "a local class");
    };
    for (BodyDeclaration d : Scan.nodes(code.bodyDeclarations(), BodyDeclaration.class)) {
      if (!(d instanceof MethodDeclaration)) throw only(d, "a member of a local class that is no method");
    }
    var more = new LinkedHashMap<>(visible);
    more.put(name, new Declared(type, code));
    visible = more;
  }

  private LoweringException only(ASTNode at, String what) {
    return body.refuse(at, Diagnostic.UNSUPPORTED_STATEMENT, what,
        "declare it as a member of the class; inside a method, records and enums with methods are read, without type parameters, interfaces"
            + " and fields");
  }

  private JavaType record(RecordDeclaration r, String pack, List<String> names) throws LoweringException {
    var components = new ArrayList<JavaType.Component>();
    for (SingleVariableDeclaration c : Scan.nodes(r.recordComponents(), SingleVariableDeclaration.class)) {
      JavaType type = type(c);
      components.add(new JavaType.Component(c.getName().getIdentifier(), type));
    }
    for (MethodDeclaration m : methods(r)) {
      if (m.isConstructor() && !m.isCompactConstructor()) {
        throw body.refuse(m.getName(), Diagnostic.EXPLICIT_CONSTRUCTOR, r.getName().getIdentifier());
      }
      boolean isAccessor = m.parameters().isEmpty() && components.stream().anyMatch(c -> c.name().equals(m.getName().getIdentifier()));
      if (isAccessor) throw body.refuse(m.getName(), Diagnostic.EXPLICIT_ACCESSOR, m.getName().getIdentifier(), r.getName().getIdentifier());
    }
    return new JavaType.Rec(pack, names, components, methods(r).stream().noneMatch(MethodDeclaration::isCompactConstructor));
  }

  private JavaType type(SingleVariableDeclaration v) throws LoweringException {
    JavaType type = body.statements.type(v.getType(), v.getExtraDimensions(), null);
    return v.isVarargs() ? type.array(1) : type;
  }

  private static List<MethodDeclaration> methods(AbstractTypeDeclaration type) {
    return Sources.instances(type.bodyDeclarations(), MethodDeclaration.class);
  }

  // ---- names ----

  /** The type as written, if it is one of these or an array of one. */
  Optional<JavaType> type(Type written) {
    return switch (written) {
      case SimpleType s -> Optional.ofNullable(visible.get(s.getName().getFullyQualifiedName())).map(Declared::type);
      case ArrayType a -> type(a.getElementType()).map(t -> t.array(a.getDimensions()));
      default -> Optional.empty();
    };
  }

  /** {@code Side.BUY}, or {@code null}. */
  Value constant(QualifiedName q) {
    return constant(named(q.getQualifier().getFullyQualifiedName()), q.getName().getIdentifier());
  }

  /** {@code BUY} in code of the enum, or {@code null}. */
  Value constant(String name) {
    return constant(inside, name);
  }

  private static Value constant(JavaType type, String name) {
    int position = type instanceof JavaType.Enumeration e ? e.constants().indexOf(name) : -1;
    return position < 0 ? null : Value.of(type, Lit.of(position));
  }

  // ---- code ----

  private Optional<Declared> of(JavaType type) {
    return visible.values().stream().filter(d -> d.type().equals(type)).findFirst();
  }

  /** The type whose code this is, if it declares a method of that name, or {@code null}. */
  JavaType declaring(String method) {
    return inside != null && hasMethod(inside, method) ? inside : null;
  }

  /** What {@code x()} gives in code of the record of which {@code x} is a component, or {@code null}. */
  Value accessed(MethodInvocation m) {
    return isInside() && m.arguments().isEmpty() && body.object() != null ? body.object().component(m.getName().getIdentifier()) : null;
  }

  /** Whether this is the code of such a type. */
  boolean isInside() {
    return inside != null;
  }

  /** The type of that name, or {@code null}. */
  JavaType named(String name) {
    return visible.containsKey(name) ? visible.get(name).type() : null;
  }

  /** Whether the type is one of these and declares a method of that name. */
  boolean hasMethod(JavaType type, String name) {
    return of(type).filter(d -> methods(d.code()).stream().anyMatch(m -> m.getName().getIdentifier().equals(name))).isPresent();
  }

  /** A call of a method of the type, on a value of it or, where that is {@code null}, on the type. */
  Value call(JavaType type, Value on, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    String id = m.getName().getIdentifier();
    List<MethodDeclaration> named = methods(of(type).orElseThrow().code()).stream().filter(d -> d.getName().getIdentifier().equals(id)).toList();
    var params = new LinkedHashMap<MethodDeclaration, List<JavaType>>();
    for (MethodDeclaration d : named) params.put(d, parameters(d));
    List<MethodDeclaration> chosen = Overloads.choose(named, params::get, Calls.types(args));
    if (chosen.size() != 1) throw body.calls.unknown(m.getName(), id, Calls.types(args));
    MethodDeclaration d = chosen.getFirst();
    if (on == null && !Modifier.isStatic(d.getModifiers())) throw body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
    if (!d.typeParameters().isEmpty()) throw body.refuse(d.getName(), Diagnostic.GENERIC_METHOD, id);
    body.bound(m.getName(), Bindings.localType(of(type).orElseThrow().code().getName().getIdentifier()) + "." + id);
    for (LocalTypes at = this; at != null; at = at.outer) {
      if (at.method == d) throw body.refuse(m.getName(), Diagnostic.RECURSION_IN_PLACE, id);
    }
    boolean isVoid = d.getReturnType2().isPrimitiveType() && d.getReturnType2().toString().equals("void");
    JavaType returns = isVoid ? null : body.statements.type(d.getReturnType2(), d.getExtraDimensions(), null);
    Body inner = inner(d, type);
    return body.inPlace.lower(inner, returns, id, m, () -> {
      if (!Modifier.isStatic(d.getModifiers())) inner.declare("this", on);
      for (int p = 0; p < args.size(); p++) {
        String parameter = ((SingleVariableDeclaration) d.parameters().get(p)).getName().getIdentifier();
        inner.declare(parameter, body.expressions.converted(args.get(p).value(), params.get(d).get(p), parameter, args.get(p).code()));
      }
      if (returns != null) inner.statements.returns(returns);
      inner.statements.sequence(InPlace.statements(d.getBody(), returns));
    });
  }

  private List<JavaType> parameters(MethodDeclaration d) throws LoweringException {
    var types = new ArrayList<JavaType>();
    for (SingleVariableDeclaration p : Scan.nodes(d.parameters(), SingleVariableDeclaration.class)) types.add(type(p));
    return types;
  }

  private Body inner(MethodDeclaration d, JavaType type) {
    Body inner = body.within(body.element, body.unit);
    inner.localTypes.see(this);
    inner.localTypes.method = d;
    inner.localTypes.inside = type;
    return inner;
  }

  /** {@code new R(…)}, for the record's one constructor. */
  Value made(JavaType.Rec r, List<Argument> args, ASTNode at) throws LoweringException {
    MethodDeclaration compact = methods(of(r).orElseThrow().code()).stream().filter(MethodDeclaration::isCompactConstructor).findFirst().orElse(null);
    Value given = body.constructors.components(r, args);
    if (at instanceof ClassInstanceCreation) body.frontEnd.bindings().made(at, body, Bindings.text(r) + ".<init>");
    if (compact == null) return given;
    var made = new Value[1];
    Body inner = inner(compact, r);
    body.inPlace.lower(inner, null, "", at, () -> {
      var parameters = new ArrayList<Local>();
      for (JavaType.Component c : r.components()) {
        inner.declare(c.name(), given.component(c.name()));
        parameters.add(inner.local(c.name()));
      }
      inner.statements.sequence(Statements.statements(compact.getBody()));
      inner.statements.land(Exit.RETURN);
      made[0] = new Value(r, parameters.stream().flatMap(p -> inner.read(p).leaves().stream()).toList());
    });
    return made[0];
  }
}
