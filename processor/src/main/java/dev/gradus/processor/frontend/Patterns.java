package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.EitherOrMultiPattern;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.GuardedPattern;
import org.eclipse.jdt.core.dom.InstanceofExpression;
import org.eclipse.jdt.core.dom.Pattern;
import org.eclipse.jdt.core.dom.PatternInstanceofExpression;
import org.eclipse.jdt.core.dom.RecordPattern;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.TypePattern;

/**
 * Patterns: a test of the case, and variables for what is found. The variables can be bound whether the test holds or not, since the leaves
 * of every case are always there; that they are only read where it holds is javac's business. Those of {@code instanceof} are therefore
 * simply declared from there on, to the end of the block. A name that would hide a field beyond its Java scope is refused.
 */
final class Patterns {
  private final Body body;

  Patterns(Body body) {
    this.body = body;
  }

  /** Whether the code tests a pattern with variables. */
  static boolean in(ASTNode code) {
    boolean[] found = new boolean[1];
    if (code != null) {
      code.accept(new ASTVisitor() {
        @Override
        public boolean visit(PatternInstanceofExpression e) {
          found[0] = true;
          return false;
        }
      });
    }
    return found[0];
  }

  // ---- instanceof ----

  Atom test(InstanceofExpression e) throws LoweringException {
    Value value = matched(e.getLeftOperand());
    return body.sums.is(value, type(e.getRightOperand(), value));
  }

  Atom test(PatternInstanceofExpression e) throws LoweringException {
    Value value = matched(e.getLeftOperand());
    Atom holds = test(e.getPattern(), value);
    for (SimpleName n : names(e.getPattern())) {
      boolean isField = body.object() != null && body.object().component(n.getIdentifier()) != null
          || body.resolver.field(n.getIdentifier(), body.owner).isPresent();
      if (isField) throw body.refuse(n, Diagnostic.PATTERN_HIDES_FIELD, n.getIdentifier());
    }
    bind(e.getPattern(), value, true);
    return holds;
  }

  /** Gives the variables some value, which the code on one of two paths replaces. */
  void prepare(Expression code) throws LoweringException {
    var patterns = new ArrayList<PatternInstanceofExpression>();
    code.accept(new ASTVisitor() {
      @Override
      public boolean visit(PatternInstanceofExpression e) {
        patterns.add(e);
        return true;
      }
    });
    for (PatternInstanceofExpression e : patterns) prepare(e.getPattern(), null);
  }

  private void prepare(Pattern p, JavaType type) throws LoweringException {
    switch (p) {
      case TypePattern t when t.getPatternVariable2() instanceof SingleVariableDeclaration d && !isUnnamed(d.getName()) -> {
        JavaType declared = body.statements.type(d.getType(), d.getExtraDimensions(), type);
        String name = d.getName().getIdentifier();
        body.declare(name, new Value(declared, declared.leaves(name).stream().map(body::placeholder).toList()));
      }
      case RecordPattern r -> {
        List<Pattern> parts = Scan.nodes(r.patterns(), Pattern.class);
        JavaType.Rec record = record(r);
        for (int i = 0; i < parts.size(); i++) prepare(parts.get(i), record.components().get(i).type());
      }
      default -> {}
    }
  }

  /** What is matched: a record or a value of a sealed interface. */
  Value matched(Expression e) throws LoweringException {
    Value value = body.expressions.value(e, "t");
    if (!isMatched(value.type())) throw body.mismatch(e, "a record or a value of a sealed interface of records");
    return value;
  }

  static boolean isMatched(JavaType type) {
    return type instanceof JavaType.Rec || type instanceof JavaType.Sum;
  }

  // ---- patterns ----

  /** Whether the value matches, guards aside. */
  Atom test(Pattern p, Value value) throws LoweringException {
    return switch (p) {
      case TypePattern t when t.getPatternVariable2() instanceof SingleVariableDeclaration d && !d.getType().isVar() -> {
        JavaType type = type(d.getType(), value);
        yield type.equals(value.type()) ? Lit.of(true) : body.sums.is(value, type);
      }
      case TypePattern _ -> Lit.of(true);
      case RecordPattern r -> {
        List<Pattern> parts = parts(r, value);
        JavaType.Rec type = record(r);
        Value record = narrowed(value, type);
        Atom all = body.sums.is(value, type);
        for (int i = 0; i < parts.size(); i++) {
          Atom part = test(parts.get(i), record.component(type.components().get(i).name()));
          if (part.equals(Lit.of(true))) continue;
          all = all.equals(Lit.of(true)) ? part : body.apply("t", Prim.AND, all, part);
        }
        yield all;
      }
      case EitherOrMultiPattern either -> {
        Atom any = Lit.of(false);
        for (Pattern one : Scan.nodes(either.patterns(), Pattern.class)) {
          Atom is = test(one, value);
          any = any.equals(Lit.of(false)) ? is : body.apply("t", Prim.OR, any, is);
        }
        yield any;
      }
      case GuardedPattern g -> test(g.getPattern(), value);
      default -> throw body.refuse(p, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + Body.excerpt(p) + "'", "match records by their types");
    };
  }

  /** Declares the variables, or with {@code again} assigns those that are prepared. */
  void bind(Pattern p, Value value, boolean again) throws LoweringException {
    switch (p) {
      case TypePattern t when t.getPatternVariable2() instanceof SingleVariableDeclaration d && !isUnnamed(d.getName()) -> {
        String name = d.getName().getIdentifier();
        JavaType type = d.getType().isVar() ? value.type() : type(d.getType(), value);
        State.Local known = again ? body.local(name) : null;
        Value found = type.equals(value.type()) ? value : narrowed(value, type);
        if (known != null && known.type().equals(type)) body.assign(known, found);
        else body.declare(name, found);
      }
      case RecordPattern r -> {
        List<Pattern> parts = parts(r, value);
        JavaType.Rec type = record(r);
        Value record = narrowed(value, type);
        for (int i = 0; i < parts.size(); i++) bind(parts.get(i), record.component(type.components().get(i).name()), again);
      }
      case GuardedPattern g -> bind(g.getPattern(), value, again);
      default -> {}
    }
  }

  private Value narrowed(Value value, JavaType type) {
    return value.type() instanceof JavaType.Rec && type instanceof JavaType.Sum s ? body.sums.widened(value, s, "t")
        : body.sums.narrowed(value, type);
  }

  private List<Pattern> parts(RecordPattern r, Value value) throws LoweringException {
    List<Pattern> parts = Scan.nodes(r.patterns(), Pattern.class);
    JavaType.Rec type = record(r);
    checkMayBe(r.getPatternType(), type, value);
    if (parts.size() != type.components().size()) throw body.mismatch(r, "a pattern for each component");
    for (JavaType.Component c : type.components()) body.calls.checkAccessor(type, c.name(), r);
    return parts;
  }

  private JavaType.Rec record(RecordPattern r) throws LoweringException {
    if (body.statements.type(r.getPatternType(), 0, null) instanceof JavaType.Rec type) return type;
    throw body.mismatch(r.getPatternType(), "a record");
  }

  private JavaType type(Type written, Value value) throws LoweringException {
    JavaType type = body.statements.type(written, 0, null);
    if (!type.equals(value.type())) checkMayBe(written, type, value);
    return type;
  }

  private void checkMayBe(Type written, JavaType type, Value value) throws LoweringException {
    boolean fits = type.equals(value.type()) || type instanceof JavaType.Sum s && Sums.isPart(value.type(), s)
        || value.type() instanceof JavaType.Sum s && Sums.isPart(type, s);
    if (!fits) throw body.mismatch(written, "a type that " + Overloads.text(value.type()) + " may have");
  }

  private static boolean isUnnamed(SimpleName n) {
    return n.getIdentifier().equals("_");
  }

  private static List<SimpleName> names(Pattern p) {
    return switch (p) {
      case TypePattern t when !isUnnamed(t.getPatternVariable2().getName()) -> List.of(t.getPatternVariable2().getName());
      case RecordPattern r -> Scan.nodes(r.patterns(), Pattern.class).stream().flatMap(part -> names(part).stream()).toList();
      default -> List.of();
    };
  }
}
