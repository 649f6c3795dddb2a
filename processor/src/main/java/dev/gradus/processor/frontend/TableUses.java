package dev.gradus.processor.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.AnonymousClassDeclaration;
import org.eclipse.jdt.core.dom.ArrayAccess;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.CastExpression;
import org.eclipse.jdt.core.dom.CompilationUnit;
import org.eclipse.jdt.core.dom.ConditionalExpression;
import org.eclipse.jdt.core.dom.EnhancedForStatement;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.ExpressionStatement;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.InfixExpression;
import org.eclipse.jdt.core.dom.Initializer;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.ParenthesizedExpression;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.VariableDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Whether an array is only read. All code that can mention the field stands in one file if it is private, else in those of its package, so
 * every mention is looked at, in methods that are never lowered too: reading elements, rows and lengths is fine, and so is what a local variable or a parameter that is
 * given the array does, if it only reads in turn. Everything else counts as a write: returning the array, storing it, or passing it to code
 * that is not seen. Order and paths are not looked at.
 */
final class TableUses {
  /** A mention that does more than read: its code and place. */
  record Offence(String code, String place, boolean isCall) {}

  /** Something that holds the array or a row of it, of that rank, in that file. */
  private record Holder(ASTNode declaration, String name, int rank, TypeElement owner, Sources.Unit unit) {}

  private static final Set<String> READING = Set.of("toString", "hashCode", "deepToString", "deepEquals", "deepHashCode");
  /** Those that hand rows to code that is given, or give them out. */
  private static final Set<String> READING_NUMBERS = Set.of("equals", "stream", "binarySearch", "mismatch", "compare");
  private static final Set<String> COPYING = Set.of("copyOf", "copyOfRange");

  /** Classes whose methods write arrays that they are given and do not keep them. */
  private static final Set<String> FILLING = Set.of("java.util.Arrays", "java.lang.System");

  private final FrontEnd frontEnd;
  private final VariableElement field;
  private final Map<ASTNode, Holder> holders = new LinkedHashMap<>();
  private final Deque<Holder> todo = new ArrayDeque<>();
  private final Set<String> sources = new LinkedHashSet<>();
  private Holder current;
  private Offence found;

  TableUses(FrontEnd frontEnd, VariableElement field) {
    this.frontEnd = frontEnd;
    this.field = field;
  }

  /** Binary names of the classes that were looked at. */
  Set<String> sources() {
    return sources;
  }

  /** The first mention that may let elements change. */
  Optional<Offence> offence() {
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    int rank = 0;
    for (TypeMirror t = field.asType(); t instanceof ArrayType a; t = a.getComponentType()) rank++;
    String name = field.getSimpleName().toString();
    hold(frontEnd.sources().type(owner).orElseThrow(), name, rank, owner);
    if (!StaticTables.isPrivate(field, frontEnd)) {
      TypeElement home = SourceFinder.topLevel(owner);
      for (TypeElement t : ElementFilter.typesIn(frontEnd.resolver().packageOf(field).getEnclosedElements())) {
        Optional<Sources.Unit> unit = frontEnd.sources().unit(t);
        if (unit.isPresent() && !t.equals(home)) hold(unit.get().tree(), name, rank, t);
        if (unit.isEmpty() && frontEnd.sources().mentions(t, field)) {
          return Optional.of(new Offence(t.getSimpleName() + "." + name, "a class whose source is not at hand", false));
        }
      }
    }
    while (!todo.isEmpty() && found == null) {
      current = todo.poll();
      Deque<Expression> mentions = mentions();
      if (!mentions.isEmpty() || current.owner.equals(owner)) sources.add(frontEnd.binaryName(current.owner));
      while (!mentions.isEmpty() && found == null) {
        Expression e = mentions.poll();
        if (!reads(e, current.rank) && !initialises(e, owner)) found = offence(e, owner);
      }
    }
    return Optional.ofNullable(found);
  }

  private Offence offence(Expression mention, TypeElement owner) {
    ASTNode at = around(mention);
    String line = "line " + current.unit.tree().getLineNumber(mention.getStartPosition());
    boolean isHere = SourceFinder.topLevel(current.owner).equals(SourceFinder.topLevel(owner));
    return new Offence(Body.excerpt(at), isHere ? line : current.owner.getSimpleName() + ", " + line, at instanceof MethodInvocation);
  }

  /** What is done with the array or its element. */
  private static ASTNode around(ASTNode mention) {
    return mention.getParent() instanceof ArrayAccess || mention.getParent() instanceof ParenthesizedExpression ? around(mention.getParent())
        : mention.getParent();
  }

  private boolean hold(ASTNode declaration, String name, int rank, TypeElement owner) {
    Holder holder = new Holder(declaration, name, rank, owner, frontEnd.sources().unit(owner).orElseThrow());
    Holder known = holders.putIfAbsent(declaration, holder);
    if (known == null) todo.add(holder);
    return known == null || known.rank == rank;
  }

  // ---- where the holder is mentioned ----

  private Deque<Expression> mentions() {
    var all = new ArrayDeque<Expression>();
    boolean isField = !(current.declaration instanceof VariableDeclaration);
    ASTNode in = isField ? current.unit.tree() : NamesInScope.enclosing(current.declaration);
    in.accept(new ASTVisitor() {
      @Override
      public boolean visit(SimpleName n) {
        if (!n.getIdentifier().equals(current.name) || !NamesInScope.isVariable(n)) return true;
        boolean qualified = n.getParent() instanceof QualifiedName q && q.getName() == n || n.getParent() instanceof FieldAccess;
        if (qualified) {
          if (isField && !isOfAnother((Expression) n.getParent())) all.add((Expression) n.getParent());
        } else {
          ASTNode bound = NamesInScope.declaration(n);
          if (bound == current.declaration || isField && bound == null && !isOfAnother(n)) all.add(n);
        }
        return true;
      }
    });
    return all;
  }

  /** In another file of the package, whether the name is surely not imported or inherited. */
  private boolean isOfAnother(SimpleName mention) {
    if (!(current.declaration instanceof CompilationUnit)) return false;
    return frontEnd.resolver().field(current.name, owner(mention)).filter(f -> !f.equals(field)).isPresent();
  }

  /** Whether the qualifier is surely another class than the field's. */
  private boolean isOfAnother(Expression mention) {
    if (!(mention instanceof QualifiedName q)) return false;
    Optional<TypeElement> type = frontEnd.resolver().type(q.getQualifier().getFullyQualifiedName(), owner(mention));
    return type.isPresent() && frontEnd.resolver().field(type.get(), current.name).filter(field::equals).isEmpty();
  }

  private TypeElement owner(ASTNode at) {
    List<String> path = NamesInScope.path(at);
    TypeElement top = SourceFinder.topLevel(current.owner);
    Optional<TypeElement> type = path.isEmpty() ? Optional.empty() : frontEnd.resolver().type(String.join(".", path), top);
    return type.orElse(top);
  }

  // ---- what is done there ----

  /** Whether the mention gives the field or elements of it their values in a static block of its class, of which nobody is ahead. */
  private boolean initialises(Expression mention, TypeElement owner) {
    if (current.declaration instanceof VariableDeclaration || !(mention instanceof SimpleName)) return false;
    Expression whole = mention;
    while (whole.getParent() instanceof ArrayAccess a && a.getArray() == whole) whole = a;
    boolean isFilled = mention.getParent() instanceof MethodInvocation m && m.getExpression() instanceof Name n
        && frontEnd.resolver().type(n.getFullyQualifiedName(), owner).filter(t -> FILLING.contains(t.getQualifiedName().toString())).isPresent();
    if (!isWritten(whole) && !isFilled) return false;
    ASTNode at = mention;
    while (at != null && !(at instanceof Initializer || at instanceof LambdaExpression || at instanceof AnonymousClassDeclaration)) at = at.getParent();
    return at instanceof Initializer i && org.eclipse.jdt.core.dom.Modifier.isStatic(i.getModifiers())
        && frontEnd.sources().type(owner).filter(i.getParent()::equals).isPresent();
  }

  /** Whether what surrounds the expression, which is the array or a row, of that rank, only reads. */
  private boolean reads(Expression e, int rank) {
    return switch (e.getParent()) {
      case ParenthesizedExpression p -> reads(p, rank);
      case CastExpression c -> reads(c, rank);
      case QualifiedName q -> q.getQualifier() == e;
      case FieldAccess f -> f.getExpression() == e;
      case ArrayAccess a -> a.getArray() == e && (rank == 1 ? !isWritten(a) : reads(a, rank - 1));
      case ConditionalExpression c -> reads(c, rank);
      case InfixExpression _ -> true;
      case EnhancedForStatement f -> f.getExpression() == e && (rank == 1 || holdIn(f.getParameter(), rank - 1));
      case VariableDeclarationFragment v -> !(v.getParent() instanceof FieldDeclaration) && holdIn(v, rank);
      case Assignment a -> assigns(a, e, rank);
      case MethodInvocation m when m.getExpression() == e -> switch (m.getName().getIdentifier()) {
        case "clone" -> rank == 1;
        case "equals", "hashCode" -> true;
        default -> false;
      };
      case MethodInvocation m -> passes(m, m.arguments().indexOf(e), rank);
      default -> false;
    };
  }

  static boolean isWritten(Expression element) {
    return switch (element.getParent()) {
      case ParenthesizedExpression p -> isWritten(p);
      case Assignment a -> a.getLeftHandSide() == element;
      case PrefixExpression p -> Assignments.isStep(p.getOperator());
      case PostfixExpression _ -> true;
      default -> false;
    };
  }

  private boolean holdIn(VariableDeclaration variable, int rank) {
    return hold(variable, variable.getName().getIdentifier(), rank, current.owner);
  }

  /** {@code w = TABLE;} for a local variable; giving the holder another array is no write. */
  private boolean assigns(Assignment a, Expression e, int rank) {
    if (a.getLeftHandSide() == e) return current.declaration instanceof VariableDeclaration;
    boolean isLocal = a.getLeftHandSide() instanceof SimpleName n && NamesInScope.declaration(n) instanceof VariableDeclaration v
        && holdIn(v, rank);
    return isLocal && a.getParent() instanceof ExpressionStatement;
  }

  // ---- calls ----

  private boolean passes(MethodInvocation m, int argument, int rank) {
    String id = m.getName().getIdentifier();
    TypeElement from = owner(m);
    List<ExecutableElement> candidates;
    if (m.getExpression() == null) {
      if (NamesInScope.isInLocalClass(m)) return false;
      candidates = frontEnd.resolver().methods(id, from);
    } else if (m.getExpression() instanceof Name n && !startsWithVariable(n, from)) {
      if (frontEnd.resolver().companion(n.getFullyQualifiedName(), from).isPresent()) return isFloat() && !isBatch(n);
      Optional<TypeElement> type = frontEnd.resolver().type(n.getFullyQualifiedName(), from);
      if (type.isEmpty()) return false;
      candidates = frontEnd.resolver().methods(type.get(), id);
    } else {
      return false;
    }
    var fitting = new ArrayList<>(candidates);
    fitting.removeIf(c -> c.getParameters().size() != m.arguments().size() && !c.isVarArgs() || cannotTake(c, argument, rank));
    return !fitting.isEmpty() && fitting.stream().allMatch(c -> reads(c, argument, rank));
  }

  /** A variable hides a class of its name, and which function it holds is not looked at. */
  private boolean startsWithVariable(Name n, TypeElement from) {
    return switch (n) {
      case SimpleName s -> NamesInScope.declaration(s) != null || frontEnd.resolver().field(s.getIdentifier(), from).isPresent();
      case QualifiedName q -> startsWithVariable(q.getQualifier(), from);
      default -> true;
    };
  }

  /** Unlike derivatives, batches write what the method writes. */
  private static boolean isBatch(Name companion) {
    return companion.getFullyQualifiedName().endsWith("Vmap");
  }

  private boolean isFloat() {
    TypeMirror t = field.asType();
    while (t instanceof ArrayType a) t = a.getComponentType();
    return t.getKind() == TypeKind.DOUBLE || t.getKind() == TypeKind.FLOAT;
  }

  /** Whether the parameter is a number, or an array of another rank. */
  private static boolean cannotTake(ExecutableElement c, int argument, int rank) {
    if (argument >= c.getParameters().size()) return false;
    TypeMirror t = c.getParameters().get(argument).asType();
    int parameterRank = 0;
    for (; t instanceof ArrayType a; t = a.getComponentType()) parameterRank++;
    return t.getKind().isPrimitive() && parameterRank != rank && !c.isVarArgs();
  }

  private boolean reads(ExecutableElement method, int argument, int rank) {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    String id = method.getSimpleName().toString();
    switch (owner.getQualifiedName().toString()) {
      case "java.util.Arrays" -> {
        return READING.contains(id) || rank == 1 && (READING_NUMBERS.contains(id) || COPYING.contains(id));
      }
      case "java.lang.System" -> {
        return id.equals("arraycopy") && argument == 0 && rank == 1;
      }
      default -> {}
    }
    boolean fixed = method.getModifiers().contains(Modifier.STATIC) || method.getModifiers().contains(Modifier.PRIVATE);
    Optional<MethodDeclaration> declaration = frontEnd.sources().method(method);
    if (!fixed || declaration.isEmpty() || declaration.get().getBody() == null || argument >= method.getParameters().size()) return false;
    if (method.isVarArgs() && argument == method.getParameters().size() - 1) {
      int parameterRank = 0;
      for (TypeMirror t = method.getParameters().get(argument).asType(); t instanceof ArrayType a; t = a.getComponentType()) parameterRank++;
      if (parameterRank != rank) return false;
    }
    VariableDeclaration parameter = (VariableDeclaration) declaration.get().parameters().get(argument);
    return hold(parameter, parameter.getName().getIdentifier(), rank, owner);
  }
}
