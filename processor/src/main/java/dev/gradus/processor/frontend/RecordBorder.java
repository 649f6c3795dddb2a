package dev.gradus.processor.frontend;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.Assignment;
import org.eclipse.jdt.core.dom.ConstructorInvocation;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.PostfixExpression;
import org.eclipse.jdt.core.dom.PrefixExpression;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.ThisExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * What a companion may do with records that come from outside or go there: it takes them apart by their accessors and makes them with their
 * canonical constructor, so the one must give what is stored, and the other store what it is given. A constructor that only checks does;
 * it is then asked once more about values that it has seen already.
 */
public final class RecordBorder {
  /** A component of a record. */
  public record Component(String record, String name) {}

  private static final Set<String> HARMLESS = Set.of("Math", "Double", "Float", "Integer", "Long", "Objects");

  private final FrontEnd frontEnd;

  RecordBorder(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
  }

  /** A component whose accessor somebody wrote, in the type or in what it consists of. */
  public Optional<Component> ownAccessor(JavaType type) {
    return records(type).flatMap(r -> r.components().stream().filter(c -> frontEnd.resolver().hasOwnAccessor(r, c.name()))
        .map(c -> new Component(Overloads.text(r), c.name()))).findFirst();
  }

  /** A record whose constructor may store something else than it is given. */
  public Optional<String> changing(JavaType type) {
    return records(type).filter(r -> !keeps(r)).map(Overloads::text).findFirst();
  }

  /** Whether it holds arrays that the IR has as arrays of {@code int}. */
  public static boolean hasSmallArrays(JavaType type) {
    return switch (type) {
      case JavaType.Leaf(var leaf, var range) -> leaf.isArray() && range != Range.ALL;
      case JavaType.Enumeration _ -> false;
      case JavaType.Rec r -> r.components().stream().anyMatch(c -> hasSmallArrays(c.type()));
      case JavaType.Sum s -> s.cases().stream().anyMatch(RecordBorder::hasSmallArrays);
      case JavaType.RecordArray(var element, var _) -> hasSmallArrays(element);
    };
  }

  private static Stream<JavaType.Rec> records(JavaType type) {
    return switch (type) {
      case JavaType.Leaf _, JavaType.Enumeration _ -> Stream.of();
      case JavaType.Rec r -> Stream.concat(Stream.of(r), r.components().stream().flatMap(c -> records(c.type())));
      case JavaType.Sum s -> s.cases().stream().flatMap(RecordBorder::records);
      case JavaType.RecordArray(var element, var _) -> records(element);
    };
  }

  private boolean keeps(JavaType.Rec r) {
    TypeElement record = r.implicitConstructor() ? null : frontEnd.resolver().element(r);
    if (record == null) return r.implicitConstructor();
    boolean hasArrays = r.leaves().stream().anyMatch(l -> l.isArray());
    return frontEnd.resolver().constructors(record).stream().filter(frontEnd.resolver()::isCanonical)
        .map((ExecutableElement c) -> frontEnd.sources().constructor(c)).flatMap(Optional::stream).anyMatch(d -> onlyChecks(d, hasArrays));
  }

  private static boolean onlyChecks(MethodDeclaration constructor, boolean hasArrays) {
    var changes = new boolean[1];
    var locals = new LinkedHashSet<String>();
    constructor.getBody().accept(new ASTVisitor() {
      @Override
      public boolean visit(VariableDeclarationFragment f) {
        locals.add(f.getName().getIdentifier());
        return true;
      }

      @Override
      public boolean visit(Assignment a) {
        boolean stores = a.getLeftHandSide() instanceof FieldAccess f && f.getExpression() instanceof ThisExpression
            && Scan.unwrapped(a.getRightHandSide()) instanceof SimpleName n && n.getIdentifier().equals(f.getName().getIdentifier());
        if (!stores) write(a.getLeftHandSide());
        return true;
      }

      @Override
      public boolean visit(PrefixExpression e) {
        if (Assignments.isStep(e.getOperator())) write(e.getOperand());
        return true;
      }

      @Override
      public boolean visit(PostfixExpression e) {
        write(e.getOperand());
        return true;
      }

      @Override
      public boolean visit(MethodInvocation m) {
        changes[0] |= hasArrays && !(m.getExpression() instanceof SimpleName n && HARMLESS.contains(n.getIdentifier()));
        return true;
      }

      @Override
      public boolean visit(ConstructorInvocation c) {
        changes[0] = true;
        return true;
      }

      private void write(Expression target) {
        changes[0] |= !(Scan.unwrapped(target) instanceof SimpleName n && locals.contains(n.getIdentifier()));
      }
    });
    return !changes[0];
  }
}
