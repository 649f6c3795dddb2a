package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Arr;
import dev.gradus.processor.frontend.State.Local;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.ConstantArray;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Fold;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.ArrayInitializer;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.Initializer;
import org.eclipse.jdt.core.dom.RecordDeclaration;
import org.eclipse.jdt.core.dom.TypeDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * {@code private static final double[] NODES = {…};} as a table. Nobody outside the file may be able to write the array, and nobody inside
 * may do it ({@link TableUses}). The elements are what the interpreter makes of the initialiser, which may call methods; it must not use
 * functions like {@code Math.sin}, whose last bit depends on the machine. Each mention of the field is a table of its own, which costs
 * nothing: passes make them one.
 */
final class StaticTables {
  private static final long STEPS = 1_000_000;

  private record Known(JavaType type, ConstantArray array, Set<String> sources) {}

  private final FrontEnd frontEnd;
  private final Map<VariableElement, Known> known = new LinkedHashMap<>();
  private final Set<VariableElement> open = new LinkedHashSet<>();

  StaticTables(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
  }

  /** The array in the field, which is static and final, for code that mentions it. */
  Value value(VariableElement field, Body reader, ASTNode at) throws LoweringException {
    Known table = known.get(field);
    if (table == null) {
      table = read(field, reader, at);
      known.put(field, table);
    }
    reader.sources.addAll(table.sources());
    String name = field.getSimpleName().toString();
    return new Value(table.type(), List.of(reader.fresh(name, reader.builder.table(name, table.array()))));
  }

  private Known read(VariableElement field, Body reader, ASTNode at) throws LoweringException {
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    JavaType type = frontEnd.types().of(field.asType(), owner)
        .orElseThrow(() -> reader.unsupported(at, field.asType(), null));
    if (!(type instanceof JavaType.Leaf leaf)) {
      throw reader.refuse(at, Diagnostic.UNSUPPORTED_TYPE,
          field.asType() + " of a constant", "have a constant array of numbers for each component");
    }
    frontEnd.checkSource(field, (d, args) -> reader.refuse(at, d, args));
    TableUses uses = new TableUses(frontEnd, field);
    TableUses.Offence offence = uses.offence().orElse(null);
    if (offence != null) {
      throw reader.refuse(at, Diagnostic.TABLE_WRITTEN, field.getSimpleName(), offence.code(), offence.place(),
          offence.isCall() ? "clone the array there, or pass it as a parameter" : "pass the array as a parameter");
    }
    if (isOpen(field)) throw reader.refuse(at, Diagnostic.TABLE_NOT_PRIVATE, field.getSimpleName());
    if (!field.getModifiers().contains(Modifier.FINAL)) throw reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName());
    VariableDeclarationFragment declaration = frontEnd.sources().field(field)
        .orElseThrow(() -> reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName()));
    List<Initializer> blocks = frontEnd.sources().initialisers(field);
    boolean isGiven = declaration.getInitializer() != null || !blocks.isEmpty();
    if (!isGiven || !open.add(field)) throw reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName());
    try {
      if (declaration.getInitializer() != null) frontEnd.constants().checkOrder(field, declaration.getInitializer(), reader, at);
      for (Initializer block : blocks) frontEnd.constants().checkOrder(field, block, reader, at);
      Body body = new Body(frontEnd, field, frontEnd.sources().unit(owner).orElseThrow(), new Builder());
      ConstantArray elements = elements(body, declaration.getInitializer(), blocks, leaf, reader, at);
      if (elements.size() > ConstantArray.LARGEST) {
        throw reader.refuse(at, Diagnostic.TABLE_TOO_LARGE, field.getSimpleName(), elements.size(), ConstantArray.LARGEST);
      }
      var sources = new LinkedHashSet<>(uses.sources());
      sources.addAll(body.sources);
      return new Known(leaf, elements, sources);
    } catch (LoweringException e) {
      throw reader.refused(e, at);
    } finally {
      open.remove(field);
    }
  }

  private ConstantArray elements(Body body, Expression initialiser, List<Initializer> blocks, JavaType.Leaf java, Body reader, ASTNode at)
      throws LoweringException {
    String name = body.element.getSimpleName().toString();
    Value v = initialiser == null ? null : initialiser instanceof ArrayInitializer i ? body.arrays.initialised(i, java, name)
        : body.expressions.converted(body.expressions.value(initialiser, name), java, name, initialiser);
    if (!blocks.isEmpty()) v = initialised(body, v, blocks, java, name, at);
    if (!(v.leaves().getFirst() instanceof Arr place)) throw body.mismatch(initialiser, "an array");
    Func f = new Func(name, new Region(List.of(), body.builder.close(), List.of(body.load(name, place))));
    for (Eqn e : Stream.concat(Stream.of(f), body.callees.values().stream()).flatMap(g -> FreeVars.eqnsIn(g.body()).stream()).toList()) {
      if (e.op() instanceof Op.Apply(var prim, var args) && !Fold.isReproducible(prim)) {
        throw reader.refuse(at, Diagnostic.TABLE_UNKNOWN, name, prim.java() + " may differ in the last bit from machine to machine");
      }
    }
    try {
      return ConstantArray.of(java.type(), Interpreter.run(f, body.callees, STEPS, new Object[0])[0]);
    } catch (NullPointerException e) {
      throw reader.refuse(at, Diagnostic.TABLE_UNKNOWN, name, "a row is missing");
    } catch (RuntimeException e) {
      throw reader.refuse(at, Diagnostic.TABLE_UNKNOWN, name, "computing them ends in " + e.getClass().getSimpleName());
    }
  }

  /** What the field holds after these static blocks, in which it is a variable, as is every other field that is set there. */
  private Value initialised(Body body, Value before, List<Initializer> blocks, JavaType.Leaf java, String name, ASTNode at)
      throws LoweringException {
    Local table = body.declare((VariableElement) body.element, java);
    if (before != null) body.assign(table, before);
    var others = new ArrayList<Local>();
    for (String other : Scan.assigned(blocks.stream().map(Initializer::getBody).toList())) {
      VariableElement field = frontEnd.resolver().field(body.owner, other).orElse(null);
      if (field == null || other.equals(name)) continue;
      JavaType type = frontEnd.types().of(field.asType(), body.owner).orElseThrow(() -> body.unsupported(at, field.asType(), null));
      others.add(body.declare(field, type));
    }
    for (Initializer block : blocks) body.scoped(() -> body.statements.sequence(Statements.statements(block.getBody())));
    Value after = body.read(table);
    Leaf own = body.readable(after.leaves().getFirst(), name, at);
    boolean isShared = others.stream().flatMap(o -> body.read(o).leaves().stream())
        .anyMatch(l -> l instanceof Arr a && own instanceof Arr mine && a.root() == mine.root());
    if (isShared) throw body.refuse(at, Diagnostic.NOT_CONSTANT, name);
    return after;
  }

  // ---- who can write it ----

  /** Whether code of other packages can mention the field. */
  private boolean isOpen(VariableElement field) {
    boolean isShown = field.getModifiers().contains(Modifier.PUBLIC) || field.getModifiers().contains(Modifier.PROTECTED);
    return isShown && !isPrivate(field, frontEnd);
  }

  /** Whether only code of the same file can mention the field: it is private, or its class is, of which nobody inherits it. */
  static boolean isPrivate(VariableElement field, FrontEnd frontEnd) {
    if (field.getModifiers().contains(Modifier.PRIVATE)) return true;
    boolean hidden = false;
    for (Element e = field.getEnclosingElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
      hidden |= e.getModifiers().contains(Modifier.PRIVATE);
    }
    return hidden && !hasSubtypes((TypeElement) field.getEnclosingElement(), frontEnd);
  }

  private static boolean hasSubtypes(TypeElement type, FrontEnd frontEnd) {
    String name = type.getSimpleName().toString();
    var found = new boolean[1];
    frontEnd.sources().unit(type).orElseThrow().tree().accept(new ASTVisitor() {
      @Override
      public boolean visit(TypeDeclaration t) {
        if (t.getSuperclassType() != null) look(List.of(t.getSuperclassType()));
        look(t.superInterfaceTypes());
        return true;
      }

      @Override
      public boolean visit(RecordDeclaration t) {
        look(t.superInterfaceTypes());
        return true;
      }

      @Override
      public boolean visit(EnumDeclaration t) {
        look(t.superInterfaceTypes());
        return true;
      }

      private void look(List<?> supertypes) {
        found[0] |= supertypes.stream().anyMatch(s -> s.toString().replaceFirst("<.*", "").endsWith(name));
      }
    });
    return found[0];
  }
}
