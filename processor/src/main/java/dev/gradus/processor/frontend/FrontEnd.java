package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;

/**
 * Lowers annotated methods and whatever they call, each method once but for recursive ones ({@link Assumptions}). Use one per round of
 * annotation processing: it keeps elements. A method that is refused stays refused, with the same exception, for everybody who calls it;
 * the others are not affected.
 */
public final class FrontEnd {
  sealed interface Outcome {
    record Done(Callee callee) implements Outcome {}

    record Refused(LoweringException why) implements Outcome {}
  }

  private final Elements elements;
  private final SignatureTypes types;
  private final Functional.Finder functionals;
  private final Sources sources;
  private final Resolver resolver;
  private final Bindings bindings;
  private final Constants constants = new Constants(this);
  private final Initialisation initialisation = new Initialisation(this);
  private final StaticTables tables = new StaticTables(this);
  private final Map<ExecutableElement, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<Call, LoweringException> calls = new LinkedHashMap<>();
  private final Map<Write, LoweringException> writes = new LinkedHashMap<>();
  private final Map<Write, LoweringException> spoils = new LinkedHashMap<>();
  private final UserRules rules = new UserRules(this);
  private final Assumptions assumptions = new Assumptions();
  private final Map<Planned.Derived, Callee> derived = new LinkedHashMap<>();
  /** The methods being read, outermost first, and what they were called as. */
  private final Map<ExecutableElement, String> open = new LinkedHashMap<>();
  private final List<UserLoop> loops = new ArrayList<>();
  private Planned planned = Planned.NONE;

  public FrontEnd(ProcessingEnvironment env) {
    this(env, new SourceRoots());
  }

  /** {@code roots} are those of this compilation so far. */
  public FrontEnd(ProcessingEnvironment env, SourceRoots roots) {
    elements = env.getElementUtils();
    bindings = new Bindings(env);
    sources = new Sources(env, roots);
    types = new SignatureTypes(elements, sources, this);
    functionals = new Functional.Finder(elements, env.getTypeUtils(), types);
    resolver = new Resolver(elements, env.getTypeUtils(), sources, this);
  }

  /** From now on these companions go before classes. */
  public void plan(Planned companions) {
    planned = companions;
  }

  /** The parameters' names as they are written, which a class file does not tell. */
  public List<String> parameterNames(ExecutableElement method) {
    return sources.method(method)
        .map(d -> Scan.nodes(d.parameters(), SingleVariableDeclaration.class).stream().map(p -> p.getName().getIdentifier()).toList())
        .orElseGet(() -> method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList());
  }

  /** Those of the classes whose source was changed after the class file was written that the compiler sees. */
  public List<TypeElement> changedSince(Set<String> binaryNames) {
    return binaryNames.stream().map(n -> elements.getTypeElement(n.replace('$', '.'))).filter(Objects::nonNull)
        .filter(t -> sources.unit(t).filter(u -> u.file().isNewer()).isPresent()).toList();
  }

  /** Remembers a loop; the number is that of its variables ({@link Var#loop}). */
  int number(UserLoop loop) {
    loops.add(loop);
    return loops.size();
  }

  /** The loop of that number, unless the number is 0. */
  public Optional<UserLoop> loop(int number) {
    return number == 0 ? Optional.empty() : Optional.of(loops.get(number - 1));
  }

  /** Whether the method's body is being read at the moment. */
  public boolean isReading(ExecutableElement method) {
    return open.containsKey(method);
  }

  /** The method as IR; the function has the method's simple name. */
  public Lowered lower(ExecutableElement method) throws LoweringException {
    if (!method.getModifiers().contains(Modifier.STATIC)) {
      throw new LoweringException(method, Diagnostic.NON_STATIC_METHOD, method.getSimpleName());
    }
    checkSource(method, (d, args) -> new LoweringException(method, d, args));
    Callee callee = callee(method, method.getSimpleName().toString());
    if (callee.returns() == null) for (int leaf : callee.spoiled()) throw spoils(method, leaf);
    return lowered(method, callee);
  }

  /** What is wrong in the body of a method whose signature was refused already. */
  public List<LoweringException> inBody(ExecutableElement method) {
    try {
      lower(method);
      return List.of();
    } catch (LoweringException e) {
      int body = sources.method(method).filter(d -> d.getBody() != null).map(d -> d.getBody().getStartPosition()).orElse(Integer.MAX_VALUE);
      return e.all().stream().filter(x -> x.getCause() == null && x.place() != null && (!x.element().equals(method) || x.place().start() >= body)).toList();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      return List.of();
    }
  }

  private Lowered lowered(ExecutableElement method, Callee c) throws LoweringException {
    Func f = c.func().withName(simpleName(c.func().name()));
    var callees = new LinkedHashMap<>(c.callees());
    var read = new LinkedHashSet<>(c.sources());
    if (f.rule() != null) callees.put(c.func().name(), c.func());
    rules.complete(callees, read);
    rules.checkReach(callees.keySet(), method);
    return new Lowered(f, callees, c.params(), c.returns(), read, c.spoiled());
  }

  /** The method called at {@code at}, lowered as well. */
  Callee callee(ExecutableElement method, Body caller, ASTNode at) throws LoweringException {
    String name = method.getSimpleName().toString();
    checkSource(method, (d, args) -> caller.refuse(at, d, args));
    return reachedFrom(caller, callee(method, name, caller, at));
  }

  /** The companion's method called at {@code at}: what is made of the annotated method, which is lowered first. */
  Callee callee(Planned.Derived method, Body caller, ASTNode at) throws LoweringException {
    if (open.containsKey(method.of())) {
      throw caller.refuse(at, Diagnostic.COMPANION_CYCLE, method.of().getSimpleName(), cycle(method.of(), method.shown()));
    }
    checkSource(method.of(), (d, args) -> caller.refuse(at, d, args));
    method.check();
    Callee of = callee(method.of(), method.shown(), caller, at);
    Optional<ExecutableElement> open = assumptions.under(method.of());
    if (open.isPresent()) {
      throw caller.refuse(at, Diagnostic.COMPANION_CYCLE, method.of().getSimpleName(),
          cycle(open.get(), method.shown() + " → " + open.get().getSimpleName()));
    }
    Callee known = derived.get(method);
    if (known == null) {
      known = method.from(lowered(method.of(), of));
      derived.put(method, known);
    }
    return reachedFrom(caller, known);
  }

  /** A method that an annotation names; the refusal is for what keeps it from being read at all. */
  Callee callee(ExecutableElement method, Refusal refusal) throws LoweringException {
    checkSource(method, refusal);
    return callee(method, method.getSimpleName().toString());
  }

  /** Throws the refusal if the source of the member cannot be read. */
  void checkSource(Element member, Refusal refusal) throws LoweringException {
    TypeElement owner = (TypeElement) member.getEnclosingElement();
    String name = owner.getQualifiedName() + "." + member.getSimpleName();
    Optional<String> difference = sources.difference(owner);
    if (member instanceof ExecutableElement m && UserRules.has(m)) return;
    if (Sources.isStub(owner)) throw refusal.of(Diagnostic.NOT_JAVA, name);
    if (difference.isPresent()) throw refusal.of(Diagnostic.OTHER_SOURCE, name, difference.get());
    if (sources.unit(owner).isEmpty()) throw refusal.of(Diagnostic.MISSING_SOURCE, name);
  }

  /** Makes an exception for the right place. */
  @FunctionalInterface
  interface Refusal {
    LoweringException of(Diagnostic d, Object... args);
  }

  private Callee callee(ExecutableElement method, String name, Body caller, ASTNode at) throws LoweringException {
    try {
      return callee(method, name);
    } catch (LoweringException e) {
      throw caller.refused(e, at);
    }
  }

  /** Whether the source of the class is in a file of this compilation. */
  public boolean isCompiled(TypeElement type) {
    return sources.unit(type).filter(u -> u.file().isCompiled()).isPresent();
  }

  /** Whether the place of the refusal is in a file of this compilation. */
  boolean isCompiled(LoweringException e) {
    if (e.place() != null) return e.place().file().isCompiled();
    return isCompiled((TypeElement) e.element().getEnclosingElement());
  }

  private static Callee reachedFrom(Body caller, Callee c) {
    caller.callees.putAll(c.callees());
    caller.callees.put(c.func().name(), c.func());
    caller.sources.addAll(c.sources());
    return c;
  }

  private Callee callee(ExecutableElement method, String name) throws LoweringException {
    Outcome known = outcomes.get(method);
    if (known == null) known = assumptions.known(method);
    if (known == null) {
      open.put(method, name);
      try {
        known = assumptions.settle(method, () -> outcome(method), outcomes::put);
      } finally {
        open.remove(method);
      }
    }
    return switch (known) {
      case Outcome.Done(var callee) -> callee;
      case Outcome.Refused(var why) -> throw why;
    };
  }

  private Outcome outcome(ExecutableElement method) {
    try {
      return new Outcome.Done(read(method));
    } catch (LoweringException e) {
      return new Outcome.Refused(e);
    } catch (RuntimeException e) {
      var why = new LoweringException(method, Diagnostic.INTERNAL, e);
      why.initCause(e);
      return new Outcome.Refused(why);
    }
  }

  /** A method with a rule need not be one that can be read. */
  private Callee read(ExecutableElement method) throws LoweringException {
    if (!UserRules.has(method)) return readBody(method);
    Callee c;
    try {
      c = readBody(method);
    } catch (LoweringException unread) {
      c = rules.external(method, symbol(method), unread);
    }
    return rules.ruled(method, c);
  }

  private Callee readBody(ExecutableElement method) throws LoweringException {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    Sources.Unit unit = sources.unit(owner).orElseThrow(() -> new LoweringException(method, Diagnostic.MISSING_SOURCE, method));
    MethodDeclaration declaration = sources.method(method)
        .orElseThrow(() -> new LoweringException(method, Diagnostic.MISSING_SOURCE, method));
    if (!method.getTypeParameters().isEmpty()) throw new LoweringException(method, Diagnostic.GENERIC_METHOD, method.getSimpleName());
    if (declaration.getBody() == null) throw new LoweringException(method, Diagnostic.NO_BODY, method.getSimpleName());
    var recovery = new Recovery();
    for (boolean more = true; more; ) {
      Body body = new Body(this, method, unit, new Builder(), recovery);
      body.sources.add(binaryName(owner));
      try {
        Callee read = new MethodBody(body, method, declaration, symbol(method)).lower();
        if (!recovery.isUnderWay()) return read;
        more = false;
      } catch (LoweringException e) {
        more = recovery.resume(e);
      } catch (RuntimeException e) {
        if (!recovery.isUnderWay()) throw e;
        more = false;
      }
    }
    throw recovery.refusal();
  }

  /** {@code f → g → f}. */
  private String cycle(ExecutableElement method, String name) {
    Stream<String> calls = open.entrySet().stream().dropWhile(m -> !m.getKey().equals(method)).map(Map.Entry::getValue);
    return Stream.concat(calls, Stream.of(name)).collect(Collectors.joining(" → "));
  }

  /** The function's name among those of a program: class and method, and the types of the parameters where there are overloads. */
  String symbol(ExecutableElement method) {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    boolean overloaded = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(method.getSimpleName())).count() > 1;
    String name = binaryName(owner) + "." + method.getSimpleName();
    return overloaded ? name + "(" + method.getParameters().stream().map(p -> p.asType().toString()).collect(Collectors.joining(", "))
        + ")" : name;
  }

  /** Remembers where a method with a rule is called. */
  void called(Body caller, Callee callee, ASTNode at) {
    if (callee.func().rule() == null || !(caller.element instanceof ExecutableElement m)) return;
    calls.putIfAbsent(new Call(symbol(m), callee.func().name()), caller.refuse(at, Diagnostic.BACKWARD_ONLY, simpleName(callee.func().name())));
  }

  private record Call(String caller, String callee) {}

  /** Remembers where a method writes a parameter, by its first leaf: what to say if that may not be. */
  void wrote(ExecutableElement method, int leaf, LoweringException why) {
    writes.put(new Write(method, leaf), why);
  }

  private record Write(ExecutableElement method, int leaf) {}

  /** Remembers where a method writes what may or may not be a parameter, by its leaf: what to say if its content must be known. */
  void spoils(ExecutableElement method, int leaf, LoweringException why) {
    spoils.put(new Write(method, leaf), why);
  }

  /** Why the content of that leaf of a parameter, which is {@link Lowered#spoiled}, is not known. */
  public LoweringException spoils(ExecutableElement method, int leaf) {
    return spoils.get(new Write(method, leaf));
  }

  /** Why that leaf of a parameter, which the method writes, must not be shared. */
  public Optional<LoweringException> writesShared(ExecutableElement method, int leaf) {
    return Optional.ofNullable(writes.get(new Write(method, leaf)));
  }

  private static String simpleName(String function) {
    return function.replaceFirst("\\(.*", "").replaceFirst(".*\\.", "");
  }

  /** What to say if forward mode comes to a function with a rule for reverse mode: at its call in the method or in what that calls. */
  public LoweringException backwardOnly(ExecutableElement in, Lowered method, String function) {
    String name = function.substring(function.lastIndexOf('/') + 1);
    Stream<String> callers = Stream.concat(Stream.of(symbol(in)), method.callees().keySet().stream());
    return callers.map(c -> calls.get(new Call(c, name))).filter(Objects::nonNull).findFirst()
        .or(() -> calls.entrySet().stream().filter(c -> c.getKey().callee().equals(name)).map(Map.Entry::getValue).findFirst())
        .orElseGet(() -> new LoweringException(in, Diagnostic.BACKWARD_ONLY, simpleName(name)));
  }

  /** What to say if the rule of a function cannot be transposed: at the annotation that names it. */
  public LoweringException notLinear(ExecutableElement in, String function) {
    String name = function.substring(function.lastIndexOf('/') + 1);
    return rules.refusal(name, Diagnostic.NOT_LINEAR, simpleName(name))
        .orElseGet(() -> new LoweringException(in, Diagnostic.NOT_LINEAR, simpleName(name)));
  }

  Assumptions assumptions() {
    return assumptions;
  }

  String binaryName(TypeElement type) {
    return elements.getBinaryName(type).toString();
  }

  List<JavaType> parameterTypes(ExecutableElement m) {
    return Calls.types(m, types);
  }

  public RecordBorder border() {
    return new RecordBorder(this);
  }

  public SignatureTypes types() {
    return types;
  }

  /** Whether the type, mentioned in class {@code from}, is one of functions that can be passed. */
  public boolean isFunction(TypeMirror type, TypeElement from) {
    return functionals.of(type, from).isPresent();
  }

  Functional.Finder functionals() {
    return functionals;
  }

  Planned planned() {
    return planned;
  }

  Sources sources() {
    return sources;
  }

  Resolver resolver() {
    return resolver;
  }

  Bindings bindings() {
    return bindings;
  }

  Initialisation initialisation() {
    return initialisation;
  }

  Constants constants() {
    return constants;
  }

  StaticTables tables() {
    return tables;
  }
}
