package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.frontend.Leaf.Root;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.frontend.State.Owner;
import dev.gradus.processor.frontend.State.Slot;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ArrayType;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.ParameterizedType;
import org.eclipse.jdt.core.dom.Type;

/**
 * One body being lowered: the code so far, the state at its end, the names in scope, and the parts that share them. A field's initialiser
 * is a body too.
 *
 * <p>Arrays. A variable denotes a {@link Arr place}, not a value; stores change the value of the place's root. So {@code b = a} makes two
 * names of one place, a row view costs nothing, and where paths meet two variables must be aliases on both or on neither; otherwise the
 * variable may not be read any more. A store made while a name is in doubt is remembered, for the doubt may be about the caller's array.
 */
final class Body {
  /** Code that may be refused. */
  @FunctionalInterface
  interface Code {
    void run() throws LoweringException;
  }

  final FrontEnd frontEnd;
  final Resolver resolver;
  final Sources.Unit unit;
  final Element element;
  final TypeElement owner;
  final Builder builder;
  /** Functions called, and binary names of classes read, directly or not. */
  final Map<String, Func> callees;
  final Set<String> sources;
  /** Arrays as they were handed in. */
  final Set<Atom> callers;
  final Statements statements = new Statements(this);
  final Loops loops = new Loops(this);
  final Switches switches = new Switches(this);
  final Expressions expressions = new Expressions(this);
  final Assignments assignments = new Assignments(this);
  final Arrays arrays = new Arrays(this);
  final RecordArrays recordArrays = new RecordArrays(this);
  final Sums sums = new Sums(this);
  final Batches batches = new Batches(this);
  final Dispatch dispatch = new Dispatch(this);
  final Patterns patterns = new Patterns(this);
  final Calls calls = new Calls(this);
  final Constructors constructors = new Constructors(this);
  final ArrayCalls arrayCalls = new ArrayCalls(this);
  final LaxCalls laxCalls = new LaxCalls(this);
  final DeepClone deepClone = new DeepClone(this);
  final InPlace inPlace = new InPlace(this);
  final Functions functions = new Functions(this);
  final Exceptions exceptions = new Exceptions(this);
  final EnumMembers enumMembers = new EnumMembers(this);
  final LocalTypes localTypes = new LocalTypes(this);
  final Recovery recovery;
  final Nullable nullable;
  final Aliases aliases;
  /** What calls return of which nothing is known yet ({@link Callee#NOTHING}). */
  final Set<Root> assumed = new LinkedHashSet<>();
  State state = new State();
  private final Deque<Map<String, Local>> scopes = new ArrayDeque<>();
  /** Sums of something and a number. */
  private final Map<Atom, Offset> offsets;
  private final Map<Local, Lambda> lambdas;
  private final Map<Local, Local> flags;
  /** What arrays were when their variables got them. */
  private final Map<Slot, Op.Length> lengths;
  private final Map<Local, VariableElement> fields = new IdentityHashMap<>();
  private final Set<Local> boxed;
  /** For code that is lowered in place, the body in which it is, and what that one could see. */
  private final Body outer;
  private Set<Slot> outerSlots = Set.of();
  private int loopDepth;

  Body(FrontEnd frontEnd, Element element, Sources.Unit unit, Builder builder) {
    this(frontEnd, element, unit, builder, new Recovery());
  }

  Body(FrontEnd frontEnd, Element element, Sources.Unit unit, Builder builder, Recovery recovery) {
    this.recovery = recovery;
    this.frontEnd = frontEnd;
    this.builder = builder;
    this.resolver = frontEnd.resolver();
    this.element = element;
    this.owner = (TypeElement) element.getEnclosingElement();
    this.unit = unit;
    callees = new LinkedHashMap<>();
    sources = new LinkedHashSet<>();
    callers = new LinkedHashSet<>();
    aliases = new Aliases();
    offsets = new LinkedHashMap<>();
    lambdas = new IdentityHashMap<>();
    lengths = new IdentityHashMap<>();
    flags = new IdentityHashMap<>();
    nullable = new Nullable(this, flags);
    boxed = Collections.newSetFromMap(new IdentityHashMap<>());
    outer = null;
    scopes.push(new LinkedHashMap<>());
  }

  private Body(Body outer, Element element, Sources.Unit unit) {
    this.frontEnd = outer.frontEnd;
    this.builder = outer.builder;
    this.resolver = outer.resolver;
    this.element = element;
    this.owner = (TypeElement) element.getEnclosingElement();
    this.unit = unit;
    callees = outer.callees;
    sources = outer.sources;
    callers = outer.callers;
    aliases = outer.aliases;
    offsets = outer.offsets;
    lambdas = outer.lambdas;
    lengths = outer.lengths;
    flags = outer.flags;
    nullable = new Nullable(this, flags);
    boxed = outer.boxed;
    recovery = outer.recovery;
    this.outer = outer;
  }

  // ---- code in place ----

  /** For a method whose code becomes part of this one. */
  Body within(Element method, Sources.Unit unit) {
    Body inner = new Body(this, method, unit);
    inner.scopes.push(new LinkedHashMap<>());
    return inner;
  }

  /** For a lambda in this code: it sees the names that are in scope now. */
  Body within() {
    Body inner = new Body(this, element, unit);
    for (Map<String, Local> scope : scopes) inner.scopes.addLast(new LinkedHashMap<>(scope));
    inner.localTypes.see(localTypes);
    return inner;
  }

  /** Whether this is part of the method's code. */
  boolean isLowering(Element method) {
    return element.equals(method) || outer != null && outer.isLowering(method);
  }

  /** A name for code that becomes a function of its own: numbered in the method that is read, whatever else is read before. */
  String nextSegment() {
    if (outer != null) return outer.nextSegment();
    String of = element instanceof ExecutableElement m ? frontEnd.symbol(m) : owner + "." + element.getSimpleName();
    int k = 1;
    while (callees.containsKey(of + " segment " + k)) k++;
    return of + " segment " + k;
  }

  /** Whether this is the code of a constructor. */
  boolean isConstructor() {
    return element.getKind() == ElementKind.CONSTRUCTOR;
  }

  /** Begins where the caller has come to. */
  void enter(State callers) {
    state = callers;
    outerSlots = Set.copyOf(callers.slots.keySet());
  }

  /** Whether the variable belongs to code around this one, so that a return here does not end its life. */
  boolean isOutside(Slot slot) {
    return outerSlots.contains(slot);
  }

  // ---- refusing ----

  LoweringException refuse(ASTNode at, Diagnostic d, Object... args) {
    return new LoweringException(place(at), d, args);
  }

  private LoweringException.Place place(ASTNode at) {
    return new LoweringException.Place(element, unit.file(), at.getStartPosition(), at.getStartPosition() + at.getLength());
  }

  /** The number by which a loop of the user's is known from here on. {@code leaves}: a jump may end it. */
  int number(ASTNode loop, boolean leaves) {
    return frontEnd.number(new UserLoop(place(loop), leaves));
  }

  /** What was refused in something that is used here: shown here if it stands in a file that is not compiled. */
  LoweringException refused(LoweringException why, ASTNode use) {
    return unit.file().isCompiled() && !frontEnd.isCompiled(why) ? why.at(place(use)) : why;
  }

  /** A type that is not understood; {@code of} is what has it, or {@code null} where it is written. */
  LoweringException unsupported(ASTNode at, TypeMirror type, Object of) {
    return unsupported(at, type, type.toString(), of);
  }

  LoweringException unsupported(ASTNode at, TypeMirror type, String written, Object of) {
    SignatureTypes.Refused r = frontEnd.types().refused(type, written, of);
    return refuse(at, r.why(), r.details());
  }

  LoweringException mismatch(ASTNode at, String needed) {
    return refuse(at, Diagnostic.TYPE_MISMATCH, "'" + excerpt(at) + "'", needed);
  }

  /** The name in a type, without arguments and dimensions: where a caret belongs. */
  static ASTNode named(Type written) {
    return switch (written) {
      case ParameterizedType p -> named(p.getType());
      case ArrayType a -> named(a.getElementType());
      default -> written;
    };
  }

  /** The text of a node, shortened to fit in a message. */
  static String excerpt(ASTNode node) {
    String text = node.toString().strip().replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }

  /** The value, or where the code was refused an unknown one of the type: what follows is read on. */
  Value recovered(ASTNode code, JavaType type, Expressions.ValueCode value) throws LoweringException {
    if (recovery.leavesOut(code)) {
      recovery.losePatterns(code);
      return unknown(type);
    }
    try {
      return value.get();
    } catch (LoweringException e) {
      recovery.claim(e, code);
      throw e;
    }
  }

  /** A value of the type that nobody made. */
  Value unknown(JavaType type) {
    return new Value(type, type.leaves("t").stream().<Leaf>map(l -> {
      Var v = Var.fresh(l.name(), l.type());
      return l.type().isArray() ? fresh(l.name(), v) : new Num(v);
    }).toList());
  }

  /** A name that nothing has, with the known one that was perhaps meant; {@code settled}: no class still to be made can have it. */
  LoweringException unknown(ASTNode at, String name, Collection<String> known, boolean settled) {
    return refuse(at, Diagnostic.UNKNOWN_NAME, name).unknown(Spelling.hint(name, known), settled);
  }

  /** A class that there is not: one of the library's is perhaps not imported. */
  LoweringException unknownClass(ASTNode at, String name) {
    Optional<String> meant = resolver.inLibrary(name);
    Set<String> near = resolver.typeNames(owner);
    return refuse(at, Diagnostic.UNKNOWN_NAME, name).unknown(meant.map(Spelling::meant).orElse(Spelling.hint(name, near)), meant.isPresent());
  }

  /** The variables and fields that can be mentioned here. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (Map<String, Local> scope : scopes) names.addAll(scope.keySet());
    names.addAll(resolver.fieldNames(owner));
    names.remove("this");
    return names;
  }

  // ---- names ----

  /** Notes what a name was taken for. */
  void bound(ASTNode name, Element to) {
    bound(name, Bindings.text(to));
  }

  void bound(ASTNode name, String to) {
    frontEnd.bindings().name(name, this, to);
  }

  /** Runs code whose declarations are forgotten afterwards. */
  void scoped(Code code) throws LoweringException {
    var outer = new LinkedHashSet<>(state.slots.keySet());
    scopes.push(new LinkedHashMap<>());
    try {
      localTypes.scoped(code);
    } finally {
      scopes.pop();
      state.slots.keySet().retainAll(outer);
    }
  }

  void inLoop(Code code) throws LoweringException {
    loopDepth++;
    try {
      scoped(code);
    } finally {
      loopDepth--;
    }
  }

  boolean inLoop() {
    return loopDepth > 0;
  }

  /** Declares a local without a value. */
  Local declare(String name, JavaType type) {
    Local local = new Local(name, type, slots(name, type, Owner.USER));
    scopes.element().put(name, local);
    recovery.regain(name);
    for (Slot s : local.slots()) state.slots.put(s, Leaf.UNASSIGNED);
    return local;
  }

  /** A field where it gets its value, in which code it is a variable. */
  Local declare(VariableElement field, JavaType type) {
    Local local = declare(field.getSimpleName().toString(), type);
    fields.put(local, field);
    return local;
  }

  Optional<VariableElement> field(Local local) {
    return Optional.ofNullable(fields.get(local));
  }

  /** A variable that stands for a function. */
  void declare(String name, Lambda function) {
    Local local = new Local(name, null, List.of());
    scopes.element().put(name, local);
    lambdas.put(local, function);
  }

  void declare(String name, Value value) {
    if (value.function() != null) declare(name, value.function());
    else assign(declare(name, value.type()), value);
  }

  /** The function that a variable in scope stands for. */
  Lambda function(String name) {
    return lambdas.get(local(name));
  }

  /** Lets this body see a variable of the code around it under another name. */
  void see(String name, Local local) {
    scopes.element().put(name, local);
  }

  /** Notes that Java holds the variable's number in an object. */
  void box(String name) {
    boxed.add(local(name));
  }

  boolean isBoxed(Local local) {
    return boxed.contains(local);
  }

  /** A local that the user cannot name. */
  Local hidden(String name, Value value) {
    List<Slot> slots = value.type().leaves(name).stream().map(leaf -> new Slot("#" + name, leaf.name(), leaf.type(), Owner.USER)).toList();
    Local local = new Local("#" + name, value.type(), slots);
    assign(local, value);
    return local;
  }

  void assign(Local local, Value value) {
    for (int i = 0; i < local.slots().size(); i++) state.slots.put(local.slots().get(i), value.leaves().get(i));
    if (local.type() instanceof JavaType.Leaf && value.leaves().getFirst() instanceof Arr a) measured(local.slots().getFirst(), a);
  }

  /** Notes the array that the variable is. */
  void measured(Slot slot, Arr place) {
    lengths.putIfAbsent(slot, new Op.Length(state.arrays.get(place.root()), place.prefix()));
  }

  /**
   * The length of the array that a variable is all the time, or {@code null}. It is known even where the elements are not: where the array
   * may have been written under another name.
   */
  Op.Length length(Local local, ASTNode at) {
    boolean isHere = local.type() instanceof JavaType.Leaf && state.slots.get(local.slots().getFirst()) instanceof Leaf.Absent;
    if (!isHere) return null;
    ASTNode method = at;
    while (method.getParent() != null && !(method instanceof MethodDeclaration)) method = method.getParent();
    return Scan.assigned(List.of(method)).contains(local.name()) ? null : lengths.get(local.slots().getFirst());
  }

  /** The local variable of that name in scope, or {@code null}. */
  Local local(String name) {
    for (Map<String, Local> scope : scopes) {
      Local local = scope.get(name);
      if (local != null) return local;
    }
    return null;
  }

  /** The record of whose method this is the body, or {@code null}. */
  Value object() {
    Local object = local("this");
    return object == null ? null : read(object);
  }

  Value read(Local local) {
    return new Value(local.type(), local.slots().stream().map(state.slots::get).toList(), lambdas.get(local));
  }

  /** Slots {@code p}, or {@code p_w} for component {@code w} of a record. */
  static List<Slot> slots(String local, JavaType type, Owner owner) {
    return type.leaves(local).stream().map(leaf -> new Slot(local, leaf.name(), leaf.type(), owner)).toList();
  }

  // ---- values ----

  /** A new array of the given value, known by no other name. */
  Arr fresh(String name, Atom value) {
    Root root = new Root(name, value.type());
    state.arrays.put(root, value);
    return new Arr(root);
  }

  /** Gives the variable an array of its own that has the value of the place, which it may be. */
  Root detached(Slot slot, Arr place) {
    Arr own = fresh(slot.name, load(slot.name, place));
    link(own, place);
    state.slots.put(slot, own);
    return own.root();
  }

  /** Notes that a new array with a value of its own may be what is at the place. */
  void link(Arr copy, Arr of) {
    aliases.relate(copy.root(), of.root());
    state.links.add(copy, of, this::apart);
  }

  /** Notes a write to an element, or that a row took the place of another. Variables that may or may not have been this array are not known any more. */
  void wrote(Arr place, ASTNode at) {
    List<Links.Stale> stale = state.links.stale(place, this::apart);
    aliases.wrote(place.root(), stale.stream().map(s -> s.place().root()).collect(Collectors.toSet()), at);
    for (Links.Stale s : stale) forget(s.place(), doubt(s.by(), place.root()));
  }

  /** Notes that anything in the array may have been written. */
  void wroteAll(Arr array, ASTNode at) {
    wrote(Links.anywhere(array, array.type().rank()), at);
  }

  /** Notes that a method writes the array or not, as a path in it says. */
  void spoil(Arr array, Object method, ASTNode at) {
    wroteAll(array, at);
    aliases.wrote(array.root(), Set.of(array.root()), at);
    forget(array, new Leaf.Absent(Diagnostic.AMBIGUOUS_ALIAS, List.of("'" + method + "' writes it or another array, depending on the path taken",
        "what it writes")));
  }

  /**
   * Forgets variables that are the array at the place, or have it as a part, or are a part of it. A result is what it was at the
   * {@code return}, after which nothing is written.
   */
  void forget(Arr place, Leaf.Absent why) {
    state.slots.replaceAll((s, leaf) -> s.owner != Owner.RESULT && leaf instanceof Arr a && Links.overlap(a, place, this::apart) ? why : leaf);
  }

  /** What to say of a variable by which an array is known that was written under another name. */
  private Leaf.Absent doubt(Links.Link by, Root written) {
    String name = called(by.copy().root());
    String alternatives = state.links.alternatives(by.copy().root(), this::called);
    return new Leaf.Absent(Diagnostic.AMBIGUOUS_ALIAS, List.of("'" + name + "' may stand for " + alternatives
        + ", depending on the path taken, and '" + called(written) + "' was written", "'" + name + "'"));
  }

  /** What the user calls the array, or else what it was made for. */
  private String called(Root root) {
    return state.slots.entrySet().stream().filter(e -> e.getKey().isUser() && e.getValue() instanceof Arr a && a.isWhole() && a.root() == root)
        .map(e -> e.getKey().name).findFirst().orElse(root.name());
  }

  /** Refuses a value held while an array was written that it may be. */
  void checkUnwritten(int writesBefore, Value value, ASTNode at) throws LoweringException {
    for (Leaf l : value.leaves()) {
      if (!(l instanceof Arr place) || !aliases.writtenSince(writesBefore, place.root())) continue;
      throw refuse(at, Diagnostic.AMBIGUOUS_ALIAS, excerpt(at), "it may stand for an array that was written meanwhile", "it");
    }
  }

  /** The value of a place: an array, a row borrowed from one, or an element. */
  Atom load(String name, Arr place) {
    Atom whole = state.arrays.get(place.root());
    return place.isWhole() ? whole : builder.load(name, whole, place.prefix());
  }

  /** Throws a new exception of that class, by its full name, if the condition holds. */
  void throwIf(Atom condition, String exception, Op.Throw.Part... message) {
    if (condition.equals(Lit.of(false))) return;
    builder.branch(condition, List.of(), () -> {
      builder.add(new Eqn(List.of(), new Op.Throw(exception, List.of(message))));
      return List.of();
    }, List::of);
  }

  /** The leaf as an operand. */
  Atom atom(String name, Leaf leaf, ASTNode at) throws LoweringException {
    return switch (readable(leaf, name, at)) {
      case Num(var atom) -> atom;
      case Arr place -> load(name, place);
      case Leaf.Absent _ -> throw new IllegalStateException();
    };
  }

  /** The leaf, which must not be absent. */
  Leaf readable(Leaf leaf, String name, ASTNode at) throws LoweringException {
    if (leaf instanceof Leaf.Absent(var why, var about)) throw refuse(at, why, Stream.concat(Stream.of(name), about.stream()).toArray());
    return leaf;
  }

  /** Any value of the type, for paths on which nobody reads it. */
  Leaf placeholder(Slot slot) {
    return placeholder(new JavaType.Named(slot.name, slot.type));
  }

  /** Any value of the leaf's type. */
  Leaf placeholder(JavaType.Named leaf) {
    return leaf.type().isArray() ? placeholder(leaf.name(), leaf.type()) : new Num(Lit.zero(leaf.type().kind()));
  }

  /** Any array of the type. */
  Arr placeholder(String name, ValueType type) {
    return fresh(name, builder.newArray(name, type, Lit.of(0)));
  }

  Atom apply(String name, Prim p, Atom... x) {
    Atom result = builder.named(name, p, x);
    if ((p == Prim.ADD || p == Prim.SUB) && result instanceof Var && x[1] instanceof Lit l && l.value() instanceof Integer by) {
      Offset from = offset(x[0]);
      offsets.put(result, new Offset(from.base(), p == Prim.ADD ? from.by() + by : from.by() - by));
    }
    return result;
  }

  private record Offset(Atom base, int by) {}

  private Offset offset(Atom a) {
    return a instanceof Lit l && l.value() instanceof Integer by ? new Offset(Lit.of(0), by) : offsets.getOrDefault(a, new Offset(a, 0));
  }

  /** Whether two indices differ for certain. */
  boolean apart(Atom a, Atom b) {
    Offset x = offset(a);
    Offset y = offset(b);
    return x.base().equals(y.base()) && x.by() != y.by();
  }

  /** {@code a + 1}, which for {@code n - 1} is {@code n}. */
  Atom plusOne(Atom a) {
    Offset known = offsets.get(a);
    return known != null && known.by() == -1 ? known.base() : apply("t", Prim.ADD, a, Lit.of(1));
  }
}
