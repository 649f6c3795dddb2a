package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.StringLiteral;

/**
 * Calls: primitives of {@link Math}, the user's static methods, constructors of records and methods of theirs, whose first argument is the
 * record, {@code clone}. A method that writes an array takes it over and gives it back; a row is handed out as a copy and stored back. An
 * array that is written must not be handed in twice, for then the two parameters would be one array in Java and two here.
 */
final class Calls {
  /** Methods of the number classes that are operators or primitives under another name. */
  private static final Map<String, Prim> BOXES = Map.of(
      "max", Prim.MAX, "min", Prim.MIN, "sum", Prim.ADD, "logicalAnd", Prim.AND, "logicalOr", Prim.OR,
      "logicalXor", Prim.XOR);
  private static final List<String> BOX_CLASSES =
      List.of("java.lang.Double", "java.lang.Float", "java.lang.Integer", "java.lang.Long", "java.lang.Boolean");

  private static final Set<String> CHANGING = Set.of("Math.random", "System.nanoTime", "System.currentTimeMillis");

  record Argument(Expression code, Value value) {}

  private final Body body;

  Calls(Body body) {
    this.body = body;
  }

  // ---- which method ----

  Value lower(MethodInvocation m, String name) throws LoweringException {
    Expression on = m.getExpression();
    String id = m.getName().getIdentifier();
    Optional<CompanionCall> companion = CompanionCall.of(m, body);
    if (companion.isPresent()) return call(companion.get(), m, name);
    if (on == null && body.localTypes.declaring(id) instanceof JavaType own) return local(own, body.object(), m, name);
    if (on == null && body.localTypes.accessed(m) instanceof Value component) return component;
    if (on == null) {
      boolean isObject = body.object() != null && !body.localTypes.isInside();
      boolean own = isObject && !body.resolver.methods(body.owner, id).isEmpty();
      return own ? ownMember(m, name) : call(body.resolver.methods(id, body.owner), null, m, name);
    }
    if (!body.expressions.isValue(on) && on instanceof Name n) {
      JavaType local = body.localTypes.named(n.getFullyQualifiedName());
      if (local != null && body.localTypes.hasMethod(local, id)) return local(local, null, m, name);
      if (local != null) {
        throw body.refuse(m.getName(), Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(m) + "' of a type that is declared in a method",
            "declare " + n.getFullyQualifiedName() + " as a member of the class");
      }
      TypeElement type = body.resolver.type(n.getFullyQualifiedName(), body.owner).orElse(null);
      if (type != null && isRequirement(type, m)) return body.expressions.value((Expression) m.arguments().getFirst(), name);
      if (type != null && body.resolver.methods(type, id).isEmpty()) {
        List<Argument> args = arguments(Scan.nodes(m.arguments(), Expression.class));
        throw unknown(m.getName(), id, Overloads.text(types(args)), body.resolver.methodNames(type), body.resolver.isSettled(type));
      }
      if (type != null) body.bound(Expressions.last(n), type);
      if (type != null) return call(body.resolver.methods(type, id), null, m, name);
    }
    return member(body.expressions.value(on, "t"), m, name);
  }

  private Value local(JavaType type, Value on, MethodInvocation m, String name) throws LoweringException {
    return body.localTypes.call(type, on, arguments(Scan.nodes(m.arguments(), Expression.class)), m, name);
  }

  /** {@code Objects.requireNonNull(a)}, perhaps with a text: it is {@code a}, since what may be null is looked at when it is read. */
  private static boolean isRequirement(TypeElement type, MethodInvocation m) {
    return type.getQualifiedName().contentEquals("java.util.Objects") && m.getName().getIdentifier().equals("requireNonNull")
        && (m.arguments().size() == 1 || m.arguments().size() == 2 && m.arguments().getLast() instanceof StringLiteral);
  }

  private static boolean isStatic(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.STATIC);
  }

  /** A call by simple name of a method that the class of the object has, static or not. */
  private Value ownMember(MethodInvocation m, String name) throws LoweringException {
    List<ExecutableElement> candidates = body.resolver.methods(body.owner, m.getName().getIdentifier());
    return candidates.stream().allMatch(Calls::isStatic) ? call(candidates, null, m, name)
        : candidates.stream().noneMatch(Calls::isStatic) || body.object().function() != null ? member(body.object(), m, name)
        : call(candidates, body.object(), m, name);
  }

  /** A call on a value: an accessor, a method of a record, or {@code clone}. */
  private Value member(Value on, MethodInvocation m, String name) throws LoweringException {
    String id = m.getName().getIdentifier();
    if (body.localTypes.hasMethod(on.type(), id)) return local(on.type(), on, m, name);
    if (on.type() instanceof JavaType.Enumeration) return body.enumMembers.call(on, m, name);
    if (on.function() != null) return body.functions.applied(on.function(), arguments(Scan.nodes(m.arguments(), Expression.class)), m, name);
    if (m.arguments().isEmpty() && id.equals("clone") && on.type() instanceof JavaType.RecordArray) {
      return body.recordArrays.cloned(on, name, m.getName());
    }
    if (m.arguments().isEmpty() && id.equals("clone") && on.type() instanceof JavaType.Leaf
        && body.readable(on.leaves().getFirst(), Body.excerpt(m.getExpression()), m.getExpression()) instanceof Arr place) {
      return body.arrays.cloned(on.type(), place, name, m.getName());
    }
    Value component = m.arguments().isEmpty() ? on.component(id) : null;
    if (component != null && on.type() instanceof JavaType.Rec r) body.bound(m.getName(), Bindings.accessor(r, id));
    if (component == null || on.type() instanceof JavaType.Rec r && body.resolver.hasOwnAccessor(r, id)) {
      if (on.type() instanceof JavaType.Sum) return body.dispatch.lower(on, m, name);
      Optional<Value> ofBatch = body.batches.lower(on, m, name);
      if (ofBatch.isPresent()) return ofBatch.get();
      List<ExecutableElement> own = body.resolver.methodsOf(on.type(), id);
      if (own.isEmpty()) throw noMethod(on, m);
      return call(own, on, m, name);
    }
    return component;
  }

  /** A method that a value has not, or has from an interface that is not understood. */
  private LoweringException noMethod(Value on, MethodInvocation m) {
    String id = m.getName().getIdentifier();
    TypeElement record = on.type() instanceof JavaType.Rec r ? body.resolver.element(r) : null;
    Optional<? extends Element> from = record == null ? Optional.empty()
        : body.resolver.methods(record, id).stream().filter(ExecutableElement::isDefault).map(Element::getEnclosingElement).findFirst();
    if (from.isPresent()) {
      return body.refuse(m.getName(), Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(m) + "', which an open interface has,",
          "make " + from.get().getSimpleName() + " sealed, and let only records implement it");
    }
    return body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, "'" + Body.excerpt(m) + "'");
  }

  /** Refuses an accessor that may give something else than the component. */
  void checkAccessor(JavaType.Rec r, String id, ASTNode at) throws LoweringException {
    if (body.resolver.hasOwnAccessor(r, id)) throw body.refuse(at, Diagnostic.EXPLICIT_ACCESSOR, id, Overloads.text(r));
  }

  List<Argument> arguments(List<Expression> code) throws LoweringException {
    var args = new ArrayList<Argument>();
    int writes = body.aliases.writes();
    for (Expression e : code) args.add(new Argument(e, body.functions.isWritten(e) ? body.functions.written(e).value() : body.expressions.value(e, "t")));
    for (Argument a : args) body.checkUnwritten(writes, a.value(), a.code());
    return args;
  }

  static List<JavaType> types(List<Argument> args) {
    return args.stream().map(a -> a.value().type()).toList();
  }

  private Value call(CompanionCall c, MethodInvocation m, String name) throws LoweringException {
    List<Argument> args = arguments(c.args());
    Callee callee = body.frontEnd.callee(c.method(), body, m.getName());
    if (c.method().isVarArgs()) packVariable(callee, c.method().isPullback() ? 1 : 0, args, m);
    if (args.size() != callee.params().size()) throw unknown(m.getName(), c.method().shown(), types(args));
    return call(callee, c.method().of(), args, m, name);
  }

  /** @param on the record on which it is called, or null */
  private Value call(List<ExecutableElement> candidates, Value on, MethodInvocation m, String name) throws LoweringException {
    int writes = body.aliases.writes();
    List<Argument> args = arguments(Scan.nodes(m.arguments(), Expression.class));
    if (on != null) body.checkUnwritten(writes, on, m);
    return call(candidates, on, args, m, name);
  }

  Value call(List<ExecutableElement> candidates, Value on, List<Argument> args, MethodInvocation m, String name) throws LoweringException {
    String id = m.getName().getIdentifier();
    List<JavaType> types = types(args);
    if (candidates.isEmpty()) throw unknown(m.getName(), id, types);
    if (body.laxCalls.isCheckpoint(candidates, args)) return body.laxCalls.checkpoint(args.getFirst(), m, name);
    if (args.stream().anyMatch(a -> a.value().function() != null)) return body.functions.taken(candidates, on, args, m, name);
    TypeElement in = (TypeElement) candidates.getFirst().getEnclosingElement();
    String className = in.getQualifiedName().toString();
    if (className.startsWith("java.lang.") || className.startsWith("java.util.") || className.equals(LaxCalls.CLASS)) body.bound(m.getName(), className + "." + id);
    if (className.equals("java.lang.Math")) return math(id, args, types, m, name);
    if (BOX_CLASSES.contains(className)) return box(className, id, args, types, m, name);
    if (ArrayCalls.has(className, id, types)) return body.arrayCalls.lower(id, args, name);
    if (ArrayCalls.isFillOfRecords(className + "." + id, types)) return body.arrayCalls.fillRecords(args);
    if (className.equals(LaxCalls.CLASS)) return body.laxCalls.lower(candidates, args, m, name);
    if (ComposedFunctions.isIdentity(className, id)) return new ComposedFunctions(body).identity(in, m).value();
    if (className.startsWith("java.")) {
      List<ExecutableElement> standIns = Overloads.choose(body.resolver.standIns(in, id), body.frontEnd::parameterTypes, types);
      if (standIns.isEmpty()) throw foreign(candidates.getFirst(), types, m.getName());
      return call(standIns, null, args, m, name);
    }
    if (in.getKind() == ElementKind.ENUM && id.equals("values") && args.isEmpty()) return body.enumMembers.values(in, m, name);
    return invoked(chosen(candidates, args, m), on, m, name);
  }

  /** A method, and the arguments as it takes them. */
  record Chosen(ExecutableElement method, List<Argument> args) {}

  /** The overload that Java takes. */
  Chosen chosen(List<ExecutableElement> candidates, List<Argument> args, MethodInvocation m) throws LoweringException {
    Chosen chosen = args.stream().anyMatch(a -> a.value().function() != null) ? body.functions.chosen(candidates, args, m)
        : byTypes(candidates, args, m);
    body.bound(m.getName(), chosen.method());
    return chosen;
  }

  private Chosen byTypes(List<ExecutableElement> candidates, List<Argument> args, MethodInvocation m) throws LoweringException {
    List<JavaType> types = types(args);
    MethodChoice choice = MethodChoice.of(candidates, types, body.frontEnd);
    if (choice.best().isEmpty()) throw unfit(candidates, types, m);
    if (choice.best().size() > 1) {
      throw body.refuse(m.getName(), Diagnostic.AMBIGUOUS_METHOD, m.getName(), Overloads.text(types), choice.best().get(0), choice.best().get(1));
    }
    ExecutableElement method = choice.best().getFirst();
    List<JavaType> params = body.frontEnd.parameterTypes(method);
    if (params.contains(null)) throw notUnderstood(method, params.indexOf(null), m);
    var given = new ArrayList<>(args);
    if (choice.packs()) pack(params.getLast(), given.subList(params.size() - 1, given.size()), m);
    return new Chosen(method, given);
  }

  /** @param on the object if the method has one, or null */
  Value invoked(Chosen chosen, Value on, MethodInvocation m, String name) throws LoweringException {
    ExecutableElement target = chosen.method();
    if (!isStatic(target)) {
      JavaType type = body.resolver.javaType((TypeElement) target.getEnclosingElement()).orElse(null);
      boolean understood = on != null && (type != null || on.function() != null);
      if (!understood) throw on == null ? body.refuse(m.getName(), Diagnostic.INSTANCE_METHOD, target) : noMethod(on, m);
      if (type instanceof JavaType.Enumeration && body.enumMembers.isOverridden(target)) return body.enumMembers.call(on, chosen, m, name);
      if (on.type() instanceof JavaType.Sum && body.dispatch.isOverridden(on, target)) return body.dispatch.lower(on, chosen, m, name);
    }
    return asWritten(chosen, on, m, name);
  }

  /** The call of this very method, whatever overrides it. */
  Value asWritten(Chosen chosen, Value on, MethodInvocation m, String name) throws LoweringException {
    ExecutableElement target = chosen.method();
    TypeElement owner = (TypeElement) target.getEnclosingElement();
    var args = new ArrayList<>(chosen.args());
    if (!isStatic(target)) {
      JavaType type = body.resolver.javaType(owner).orElse(null);
      args.addFirst(new Argument(m, type instanceof JavaType.Sum ? body.expressions.converted(on, type, "t", m) : on));
    }
    boolean takesFunction = args.stream().anyMatch(a -> a.value().function() != null);
    if (takesFunction || body.frontEnd.isFunction(target.getReturnType(), owner)) return body.inPlace.call(target, args, m.getName(), name);
    Callee callee = body.frontEnd.callee(target, body, m.getName());
    List<Argument> given = converted(args, callee);
    boolean unclear = callee.results().contains(Callee.UNCLEAR) && !body.frontEnd.isReading(target);
    return callee.func().rule() == null && (unclear || sharesArrays(callee, given)) ? body.inPlace.call(target, given, m.getName(), name) : call(callee, target, given, m, name);
  }

  /** What is said of a method of the library that is not understood. */
  LoweringException foreign(ExecutableElement method, List<JavaType> types, ASTNode at) {
    String shown = method.getEnclosingElement().getSimpleName() + "." + method.getSimpleName();
    if (ArrayCalls.isForNumbers(shown) && !types.isEmpty() && types.getFirst() instanceof JavaType.RecordArray) {
      return body.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, shown + " of an array of records", "write a for loop");
    }
    if (method.getReturnType().toString().startsWith("java.util.stream.")) {
      return body.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "a stream", "write a for loop");
    }
    if (CHANGING.contains(shown) || TypeFault.isChance(method.getEnclosingElement().asType())) {
      return body.refuse(at, Diagnostic.NOT_A_FUNCTION, shown);
    }
    boolean moves = types.stream().anyMatch(t -> t != null && t.leaves().stream().anyMatch(ValueType::isFloat));
    TypeMirror returns = method.getReturnType();
    String instead = new TypeFault(body.frontEnd.types(), body.frontEnd.sources()).cure(returns);
    return body.refuse(at, Diagnostic.FOREIGN_METHOD, shown, returns.getKind() == TypeKind.VOID && !moves ? "call it in the caller"
        : !returns.getKind().isPrimitive() && !instead.equals(TypeFault.ANYTHING) ? instead
        : moves ? "use java.lang.Math, write it out, or call it in a method with a @CustomJvp" : "call it in the caller, and pass the number as a parameter");
  }

  /** Puts the variable arguments into an array, as javac does. */
  private void pack(JavaType type, List<Argument> variable, MethodInvocation m) throws LoweringException {
    Value array = body.arrays.made(type, List.of(Lit.of(variable.size())), "t");
    for (int i = 0; i < variable.size(); i++) {
      Argument a = variable.get(i);
      Value element = body.expressions.converted(a.value(), type.indexed(), "t", a.code());
      body.assignments.store(new Assignments.Accessed(array, Lit.of(i)), element, a.code(), a.code());
    }
    variable.clear();
    variable.add(new Argument(m, array));
  }

  /** The same for a companion, after whose variable arguments come so many others, unless the array itself is given. */
  private void packVariable(Callee callee, int after, List<Argument> args, MethodInvocation m) throws LoweringException {
    int from = callee.params().size() - 1 - after;
    int to = args.size() - after;
    JavaType type = callee.params().get(from).type();
    boolean isArray = to == from + 1 && Overloads.fits(args.get(from).value().type(), type);
    if (from <= to && !isArray) pack(type, args.subList(from, to), m);
  }

  LoweringException unknown(ASTNode at, String id, List<JavaType> types) {
    boolean isMath = Prim.ofMath(id) != null && at.getParent() instanceof MethodInvocation m && m.getExpression() == null;
    if (isMath) return body.refuse(at, Diagnostic.UNKNOWN_METHOD, id, Overloads.text(types)).unknown(Spelling.meant("Math." + id), true);
    return unknown(at, id, Overloads.text(types), body.resolver.methodNames(body.owner), body.resolver.isSettled(body.owner));
  }

  LoweringException unknown(ASTNode at, String id, String types, Collection<String> known, boolean settled) {
    return body.refuse(at, Diagnostic.UNKNOWN_METHOD, id, types).unknown(Spelling.hint(id, known), settled);
  }

  /** Why no candidate fits. */
  private LoweringException unfit(List<ExecutableElement> candidates, List<JavaType> types, MethodInvocation m) {
    for (ExecutableElement c : candidates) {
      List<JavaType> params = body.frontEnd.parameterTypes(c);
      if (!c.getTypeParameters().isEmpty()) return body.refuse(m.getName(), Diagnostic.GENERIC_METHOD, c.getSimpleName());
      if (params.size() == types.size() && params.contains(null)) return notUnderstood(c, params.indexOf(null), m);
      if (c.isVarArgs() && types.size() >= params.size() && params.getLast() == null) return notUnderstood(c, params.size() - 1, m);
    }
    String there = candidates.stream().map(ExecutableElement::toString).distinct().collect(Collectors.joining(" and "));
    return body.refuse(m.getName(), Diagnostic.UNKNOWN_METHOD, m.getName(), Overloads.text(types)).unknown(" There is " + there + ".",
        body.resolver.isSettled(body.owner));
  }

  private LoweringException notUnderstood(ExecutableElement method, int parameter, MethodInvocation m) {
    return body.unsupported(m.getName(), method.getParameters().get(parameter).asType(), method.getSimpleName());
  }

  // ---- primitives ----

  private Value math(String id, List<Argument> args, List<JavaType> types, MethodInvocation m, String name) throws LoweringException {
    Prim prim = Prim.ofMath(id);
    if (id.equals("random")) throw body.refuse(m.getName(), Diagnostic.NOT_A_FUNCTION, "Math.random");
    if (prim == null) {
      if (body.resolver.methods(body.resolver.type("java.lang.Math", body.owner).orElseThrow(), id).isEmpty()) throw unknown(m.getName(), id, types);
      throw body.refuse(m.getName(), Diagnostic.FOREIGN_METHOD, "Math." + id, "write it out, or call it in a method with a @CustomJvp");
    }
    return primitive(prim, id, args, types, m, name);
  }

  private Value primitive(Prim prim, String id, List<Argument> args, List<JavaType> types, MethodInvocation m,
      String name) throws LoweringException {
    List<List<Kind>> chosen = Overloads.choose(List.copyOf(prim.signatures()),
        s -> s.stream().<JavaType>map(k -> new JavaType.Leaf(ValueType.scalar(k))).toList(), types);
    if (chosen.size() != 1) throw unknown(m.getName(), id, types);
    var operands = new ArrayList<Atom>();
    for (int i = 0; i < args.size(); i++) operands.add(body.expressions.convert("t", atom(args.get(i)), chosen.getFirst().get(i)));
    return Value.of(body.apply(name, prim, operands.toArray(Atom[]::new)));
  }

  private Atom atom(Argument a) throws LoweringException {
    return body.atom("t", a.value().leaves().getFirst(), a.code());
  }

  /** {@code Double.max}, {@code Integer.sum}, {@code Double.isNaN} and the like. */
  private Value box(String className, String id, List<Argument> args, List<JavaType> types, MethodInvocation m,
      String name) throws LoweringException {
    String simple = className.substring("java.lang.".length());
    Prim direct = Prim.ofMethod(simple, id);
    if (direct != null) return primitive(direct, id, args, types, m, name);
    Kind own = List.of(Kind.values()).stream().filter(k -> BOX_CLASSES.get(BOX_CLASSES.indexOf(className)).endsWith(boxed(k))).findFirst()
        .orElseThrow();
    boolean fits = types.stream().allMatch(t -> Overloads.fits(t, new JavaType.Leaf(ValueType.scalar(own))));
    Prim prim = BOXES.get(id);
    if (fits && prim != null && args.size() == 2 && prim.result(List.of(own, own)) != null) {
      Atom x = body.expressions.convert("t", atom(args.get(0)), own);
      return Value.of(body.apply(name, prim, x, body.expressions.convert("t", atom(args.get(1)), own)));
    }
    if (fits && own.isFloat() && args.size() == 1) {
      Atom x = body.expressions.convert("t", atom(args.getFirst()), own);
      Lit largest = own == Kind.F64 ? Lit.of(Double.MAX_VALUE) : Lit.of(Float.MAX_VALUE);
      if (id.equals("isNaN")) return Value.of(body.apply(name, Prim.NE, x, x));
      if (id.equals("isFinite")) return Value.of(body.apply(name, Prim.LE, body.apply("t", Prim.ABS, x), largest));
      if (id.equals("isInfinite")) return Value.of(body.apply(name, Prim.GT, body.apply("t", Prim.ABS, x), largest));
    }
    throw body.refuse(m.getName(), Diagnostic.FOREIGN_METHOD, simple + "." + id, "call it in the caller, and pass the number as a parameter");
  }

  private static String boxed(Kind k) {
    return switch (k) {
      case F64 -> "Double";
      case F32 -> "Float";
      case I64 -> "Long";
      case I32 -> "Integer";
      case BOOL -> "Boolean";
    };
  }

  // ---- the user's methods ----

  private record Passed(Arr place, Expression code, boolean written) {}

  private Value call(Callee callee, ExecutableElement target, List<Argument> args, MethodInvocation m,
      String name) throws LoweringException {
    var atoms = new ArrayList<Atom>();
    var arrays = new ArrayList<Passed>();
    for (int p = 0; p < args.size(); p++) {
      Argument a = args.get(p);
      Value value = body.expressions.converted(a.value(), callee.params().get(p).type(), "t", a.code());
      for (Leaf leaf : value.leaves()) {
        switch (body.readable(leaf, Body.excerpt(a.code()), a.code())) {
          case Num(var atom) -> {
            atoms.add(atom);
            arrays.add(null);
          }
          case Arr place -> {
            boolean written = callee.writes(atoms.size());
            Atom whole = body.load("row", place);
            atoms.add(written && !place.isWhole() ? body.builder.copy(whole) : whole);
            arrays.add(new Passed(place, a.code(), written));
          }
          case Leaf.Absent _ -> throw new IllegalStateException();
        }
      }
    }
    separate(arrays, callee.alone(), target);
    List<Var> results = new ArrayList<>();
    List<Slot> returned = callee.returns() == null ? List.of() : Body.slots(name, callee.returns(), Owner.USER);
    for (Slot s : returned) results.add(Var.fresh(s.name, s.type));
    for (Passed p : arrays) {
      if (p != null && p.written()) results.add(Var.fresh(p.place().isWhole() ? p.place().root().name() : "row", p.place().type()));
    }
    body.frontEnd.called(body, callee, m.getName());
    body.builder.add(new Eqn(results, new Op.Call(callee.func().signature(), atoms)));
    giveBack(callee, arrays, results.subList(returned.size(), results.size()));
    for (int leaf : callee.spoiled()) body.spoil(arrays.get(leaf).place(), target.getSimpleName(), arrays.get(leaf).code());
    var leaves = new ArrayList<Leaf>();
    for (int i = 0; i < returned.size(); i++) {
      Leaf leaf = result(callee.results().get(i), results.get(i), arrays);
      leaves.add(leaf);
      if (leaf instanceof Arr place && callee.results().get(i) == Callee.NOTHING) body.assumed.add(place.root());
    }
    link(callee, leaves, arrays);
    return new Value(callee.returns(), leaves);
  }

  /** Notes what arrays that were returned may be, as far as their types tell: any argument, any other of them, and rows of these. */
  private void link(Callee callee, List<Leaf> leaves, List<Passed> arrays) {
    var known = new ArrayList<Arr>();
    for (Passed p : arrays) if (p != null) known.add(p.place());
    for (int i = 0; i < leaves.size(); i++) {
      int origin = callee.results().get(i);
      if (origin > Callee.UNCLEAR || origin == Callee.NOTHING || !(leaves.get(i) instanceof Arr own)) continue;
      for (Arr k : known) if (k.type().kind() == own.type().kind()) link(own, k);
      if (own.type().rank() > 1) body.link(own.at(Links.ANY), own.at(Links.ANY));
      known.add(own);
    }
  }

  private void link(Arr own, Arr known) {
    int deeper = known.type().rank() - own.type().rank();
    body.link(Links.anywhere(own, Math.max(0, -deeper)), Links.anywhere(known, Math.max(0, deeper)));
  }

  private List<Argument> converted(List<Argument> args, Callee callee) throws LoweringException {
    var all = new ArrayList<Argument>();
    for (int p = 0; p < args.size(); p++) {
      Argument a = args.get(p);
      all.add(new Argument(a.code(), body.expressions.converted(a.value(), callee.params().get(p).type(), "t", a.code())));
    }
    return all;
  }

  /** Whether an array that is written would reach the callee under two names. */
  private boolean sharesArrays(Callee callee, List<Argument> args) {
    List<Leaf> leaves = args.stream().flatMap(a -> a.value().leaves().stream()).toList();
    for (int i = 0; i < leaves.size(); i++) {
      for (int j = 0; j < leaves.size(); j++) {
        if (callee.alone().get(i) && leaves.get(i) instanceof Arr a && leaves.get(j) instanceof Arr b && mayMeet(a, b, i == j)) return true;
      }
    }
    return false;
  }

  /** Whether two arguments, or two parts of one, may be one array. */
  private boolean mayMeet(Arr a, Arr b, boolean same) {
    return !same && a.root() == b.root() || body.state.links.between(a.root(), b.root());
  }

  /** No array that is written may reach the callee under two names. */
  private void separate(List<Passed> arrays, List<Boolean> alone, ExecutableElement target) throws LoweringException {
    for (int i = 0; i < alone.size(); i++) {
      for (int j = 0; j < alone.size(); j++) {
        Passed a = arrays.get(i);
        Passed b = arrays.get(j);
        if (a == null || b == null || !alone.get(i) || !mayMeet(a.place(), b.place(), i == j)) continue;
        throw body.refuse(b.code(), Diagnostic.ALIASED_ARGUMENTS, target.getSimpleName(), Body.excerpt(a.code()), Body.excerpt(b.code()));
      }
    }
  }

  private void giveBack(Callee callee, List<Passed> arrays, List<Var> changed) {
    int next = 0;
    for (int leaf = 0; leaf < arrays.size(); leaf++) {
      Passed p = arrays.get(leaf);
      if (p == null || !p.written()) continue;
      Var now = changed.get(next++);
      body.state.arrays.put(p.place().root(),
          p.place().isWhole() ? now : body.builder.store(body.state.arrays.get(p.place().root()), p.place().prefix(), now));
      body.wroteAll(p.place(), p.code());
      if (callee.replacesRows().get(leaf)) body.assignments.rowsReplaced(p.place().root());
    }
  }

  private Leaf result(int origin, Var value, List<Passed> arrays) {
    if (!value.type().isArray()) return new Num(value);
    return origin < 0 ? body.fresh(value.name(), value) : arrays.get(origin).place();
  }

  /** The parameters' types; a type that is not understood fits nothing. */
  static List<JavaType> types(ExecutableElement m, SignatureTypes types) {
    var params = new ArrayList<JavaType>();
    for (VariableElement p : m.getParameters()) params.add(types.of(p.asType(), (TypeElement) m.getEnclosingElement()).orElse(null));
    return params;
  }
}
