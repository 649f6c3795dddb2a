package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.AnonymousClassDeclaration;
import org.eclipse.jdt.core.dom.Block;
import org.eclipse.jdt.core.dom.BodyDeclaration;
import org.eclipse.jdt.core.dom.CatchClause;
import org.eclipse.jdt.core.dom.EnhancedForStatement;
import org.eclipse.jdt.core.dom.EnumConstantDeclaration;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.Expression;
import org.eclipse.jdt.core.dom.FieldAccess;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.ForStatement;
import org.eclipse.jdt.core.dom.LambdaExpression;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.RecordDeclaration;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.StructuralPropertyDescriptor;
import org.eclipse.jdt.core.dom.SuperMethodInvocation;
import org.eclipse.jdt.core.dom.SwitchExpression;
import org.eclipse.jdt.core.dom.SwitchStatement;
import org.eclipse.jdt.core.dom.TryStatement;
import org.eclipse.jdt.core.dom.TypeDeclarationStatement;
import org.eclipse.jdt.core.dom.VariableDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationExpression;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;
import org.eclipse.jdt.core.dom.VariableDeclarationStatement;

/**
 * What a name of a variable refers to, by Java's scopes and syntax alone, in code of any kind. A variable is only named if it is certain;
 * inherited fields and variables of patterns are not seen.
 */
final class NamesInScope {
  private NamesInScope() {}

  /** Whether the name stands where a variable can stand, and is not the one that is being declared. */
  static boolean isVariable(SimpleName n) {
    StructuralPropertyDescriptor at = n.getLocationInParent();
    return switch (n.getParent()) {
      case VariableDeclaration v -> v.getInitializer() == n;
      case MethodInvocation _ -> at != MethodInvocation.NAME_PROPERTY;
      case SuperMethodInvocation _ -> at != SuperMethodInvocation.NAME_PROPERTY;
      case QualifiedName _, FieldAccess _ -> true;
      case Expression _ -> true;
      case ASTNode parent -> !at.getId().equals("name") && !at.getId().equals("label") && !(parent instanceof MethodDeclaration);
    };
  }

  /** The local variable or parameter, or else the class that declares a field of that name; {@code null} if there is none in this file. */
  static ASTNode declaration(SimpleName n) {
    ASTNode inside = n;
    for (ASTNode at = n.getParent(); at != null; inside = at, at = at.getParent()) {
      ASTNode found = declaredBy(at, inside, n.getIdentifier());
      if (found != null) return found;
    }
    return null;
  }

  /** What {@code at} declares under that name for its part {@code inside}. */
  private static ASTNode declaredBy(ASTNode at, ASTNode inside, String name) {
    return switch (at) {
      case Block b -> before(b.statements(), inside, name);
      case SwitchStatement s -> before(s.statements(), inside, name);
      case SwitchExpression s -> before(s.statements(), inside, name);
      case VariableDeclarationStatement d -> among(upTo(d.fragments(), inside), name);
      case VariableDeclarationExpression d -> among(upTo(d.fragments(), inside), name);
      case ForStatement f -> before(f.initializers(), inside, name);
      case EnhancedForStatement f when inside == f.getBody() -> among(List.of(f.getParameter()), name);
      case LambdaExpression l when inside == l.getBody() -> among(l.parameters(), name);
      case CatchClause c -> among(List.of(c.getException()), name);
      case TryStatement t when inside == t.getBody() || t.resources().contains(inside) -> before(t.resources(), inside, name);
      case MethodDeclaration m -> among(m.parameters(), name);
      case AbstractTypeDeclaration t -> hasField(t, t.bodyDeclarations(), name) ? t : null;
      case AnonymousClassDeclaration t -> hasField(t, t.bodyDeclarations(), name) ? t : null;
      default -> null;
    };
  }

  /** The declaration of a method or field, or the initialiser block, in which the node stands. */
  static ASTNode enclosing(ASTNode n) {
    ASTNode at = n;
    while (!(at instanceof BodyDeclaration)) at = at.getParent();
    return at;
  }

  /** Names of the classes around the node, outermost first, as far as they can be named. */
  static List<String> path(ASTNode n) {
    var path = new ArrayList<String>();
    for (ASTNode at = n; at != null; at = at.getParent()) {
      if (at instanceof TypeDeclarationStatement || at instanceof AnonymousClassDeclaration) path.clear();
      else if (at instanceof AbstractTypeDeclaration t && !(t.getParent() instanceof TypeDeclarationStatement)) {
        path.addFirst(t.getName().getIdentifier());
      }
    }
    return path;
  }

  static boolean isInLocalClass(ASTNode n) {
    for (ASTNode at = n; at != null; at = at.getParent()) {
      if (at instanceof TypeDeclarationStatement || at instanceof AnonymousClassDeclaration) return true;
    }
    return false;
  }

  /** Declared by one of these statements or expressions, of which those from {@code inside} on do not count. */
  private static ASTNode before(List<?> code, ASTNode inside, String name) {
    for (Object s : code) {
      if (s == inside) return null;
      ASTNode found = switch (s) {
        case VariableDeclarationStatement d -> among(d.fragments(), name);
        case VariableDeclarationExpression d -> among(d.fragments(), name);
        default -> null;
      };
      if (found != null) return found;
    }
    return null;
  }

  private static List<?> upTo(List<?> fragments, ASTNode inside) {
    int at = fragments.indexOf(inside);
    return at < 0 ? fragments : fragments.subList(0, at + 1);
  }

  private static ASTNode among(List<?> declarations, String name) {
    for (Object d : declarations) if (d instanceof VariableDeclaration v && v.getName().getIdentifier().equals(name)) return v;
    return null;
  }

  private static boolean hasField(ASTNode type, List<?> members, String name) {
    for (FieldDeclaration f : Sources.instances(members, FieldDeclaration.class)) {
      if (among(f.fragments(), name) instanceof VariableDeclarationFragment) return true;
    }
    return switch (type) {
      case RecordDeclaration r -> among(r.recordComponents(), name) != null;
      case EnumDeclaration e -> Sources.instances(e.enumConstants(), EnumConstantDeclaration.class).stream()
          .anyMatch(c -> c.getName().getIdentifier().equals(name));
      default -> false;
    };
  }
}
