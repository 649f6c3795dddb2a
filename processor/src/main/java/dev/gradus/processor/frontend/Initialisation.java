package dev.gradus.processor.frontend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTVisitor;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.BodyDeclaration;
import org.eclipse.jdt.core.dom.ClassInstanceCreation;
import org.eclipse.jdt.core.dom.CreationReference;
import org.eclipse.jdt.core.dom.EnumConstantDeclaration;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.ExpressionMethodReference;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.Initializer;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.MethodInvocation;
import org.eclipse.jdt.core.dom.Name;
import org.eclipse.jdt.core.dom.QualifiedName;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.VariableDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Whether a {@code static final} field, which is computed here where it is read, is in Java computed before all that its initialiser reads
 * (JLS 12.4.2): fields of its own class that stand further down are still zero then, and so may be any field of two classes whose
 * initialisers read each other, for it depends on which is used first. The initialiser, and all code that it may reach, is searched for names,
 * without a look at paths; so it may see a dependence that is none. A field is complete where the last static block ends that gives it or an
 * element of it a value.
 */
final class Initialisation {
  private final FrontEnd frontEnd;
  private final Map<ASTNode, Optional<String>> known = new LinkedHashMap<>();

  Initialisation(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
  }

  /** What the field's initialiser, or a static block that gives it values, may read too early. */
  Optional<String> tooEarly(VariableElement field, ASTNode initialiser) {
    Optional<String> found = known.get(initialiser);
    if (found == null) {
      found = new Search(field, initialiser).run();
      known.put(initialiser, found);
    }
    return found;
  }

  /** A piece of code of a class, perhaps of its initialisation. */
  private record Code(ASTNode node, TypeElement owner, boolean isOther) {}

  private final class Search {
    private final TypeElement owner;
    private final ASTNode initialiser;
    private final int position;
    /** Fields that the block sets: in it they are variables. */
    private final Set<String> variables;
    private final Deque<Code> todo = new ArrayDeque<>();
    private final Set<Object> seen = new LinkedHashSet<>();
    private String found;

    Search(VariableElement field, ASTNode initialiser) {
      this.owner = (TypeElement) field.getEnclosingElement();
      this.initialiser = initialiser;
      position = initialiser.getStartPosition();
      variables = new LinkedHashSet<>();
      if (initialiser instanceof Initializer block) {
        variables.addAll(Scan.assigned(List.of(block.getBody())));
        variables.add(field.getSimpleName().toString());
      }
    }

    Optional<String> run() {
      todo.add(new Code(initialiser, owner, false));
      while (!todo.isEmpty() && found == null) look(todo.poll());
      return Optional.ofNullable(found);
    }

    private void look(Code code) {
      code.node().accept(new ASTVisitor() {
        @Override
        public boolean visit(SimpleName n) {
          if (found == null) name(n, code);
          return true;
        }

        @Override
        public boolean visit(ClassInstanceCreation c) {
          made(c.getType(), code);
          return true;
        }

        @Override
        public boolean visit(CreationReference c) {
          made(c.getType(), code);
          return true;
        }
      });
    }

    /** A method, whichever of its name, or a field; what else a name may be does nothing. */
    private void name(SimpleName n, Code code) {
      String id = n.getIdentifier();
      Resolver resolver = frontEnd.resolver();
      Name qualifier = switch (n.getParent()) {
        case QualifiedName q when q.getName() == n -> q.getQualifier();
        case MethodInvocation m when m.getName() == n && m.getExpression() instanceof Name on -> on;
        case ExpressionMethodReference m when m.getName() == n && m.getExpression() instanceof Name on -> on;
        default -> null;
      };
      Optional<TypeElement> in = qualifier == null ? Optional.empty() : resolver.type(qualifier.getFullyQualifiedName(), code.owner());
      if (NamesInScope.isVariable(n)) {
        boolean isLocal = in.isEmpty() && NamesInScope.declaration(n) instanceof VariableDeclaration;
        if (!isLocal) in.map(t -> resolver.field(t, id)).orElseGet(() -> resolver.field(id, code.owner())).ifPresent(f -> field(f, code));
      } else {
        List<ExecutableElement> methods = in.map(t -> resolver.methods(t, id)).orElseGet(() -> resolver.methods(id, code.owner()));
        for (ExecutableElement m : methods) method(m, code);
      }
    }

    private void field(VariableElement f, Code code) {
      if (f.getConstantValue() != null || !f.getModifiers().contains(Modifier.STATIC) || !(f.getEnclosingElement() instanceof TypeElement in)) return;
      if (in.equals(owner)) {
        boolean isVariable = code.node() == initialiser && variables.contains(f.getSimpleName().toString());
        boolean isLater = !isVariable && position(f) >= position;
        if (isLater || code.isOther()) found = in.getSimpleName() + "." + f.getSimpleName();
      }
      uses(in, code);
    }

    private int position(VariableElement f) {
      if (f.getKind() == ElementKind.ENUM_CONSTANT) return constant(f);
      List<Initializer> blocks = frontEnd.sources().initialisers(f);
      if (!blocks.isEmpty()) return blocks.getLast().getStartPosition() + blocks.getLast().getLength();
      return frontEnd.sources().field(f).map(ASTNode::getStartPosition).orElse(Integer.MAX_VALUE);
    }

    private int constant(VariableElement f) {
      return frontEnd.sources().type((TypeElement) f.getEnclosingElement())
          .flatMap(d -> Scan.nodes(((EnumDeclaration) d).enumConstants(), EnumConstantDeclaration.class).stream()
              .filter(c -> f.getSimpleName().contentEquals(c.getName().getIdentifier())).findFirst())
          .map(c -> c.getStartPosition() + c.getLength()).orElse(Integer.MAX_VALUE);
    }

    private void method(ExecutableElement m, Code code) {
      TypeElement in = (TypeElement) m.getEnclosingElement();
      if (m.getModifiers().contains(Modifier.STATIC)) uses(in, code);
      if (seen.add(List.of(m, code.isOther()))) {
        frontEnd.sources().method(m).map(MethodDeclaration::getBody).ifPresent(b -> todo.add(new Code(b, in, code.isOther())));
      }
    }

    private void made(Type written, Code code) {
      TypeElement type = frontEnd.resolver().type(written.toString(), code.owner()).orElse(null);
      if (type == null) return;
      uses(type, code);
      if (!seen.add(List.of(type, "made", code.isOther()))) return;
      for (ExecutableElement c : frontEnd.resolver().constructors(type)) {
        frontEnd.sources().constructor(c).map(MethodDeclaration::getBody).ifPresent(b -> todo.add(new Code(b, type, code.isOther())));
      }
    }

    /** A class that is used is initialised before, and what that reads may be of a class that is not. */
    private void uses(TypeElement type, Code code) {
      if (type.equals(owner)) {
        if (code.isOther() && found == null) found = type.getSimpleName().toString();
        return;
      }
      if (!seen.add(List.of(type, "initialised")) || isLibrary(type)) return;
      AbstractTypeDeclaration declaration = frontEnd.sources().type(type).orElse(null);
      if (declaration == null) return;
      if (declaration instanceof EnumDeclaration e) {
        for (EnumConstantDeclaration c : Scan.nodes(e.enumConstants(), EnumConstantDeclaration.class)) todo.add(new Code(c, type, true));
      }
      boolean isInterface = type.getKind() == ElementKind.INTERFACE;
      for (BodyDeclaration d : Scan.nodes(declaration.bodyDeclarations(), BodyDeclaration.class)) {
        boolean isStatic = isInterface || org.eclipse.jdt.core.dom.Modifier.isStatic(d.getModifiers());
        if (d instanceof FieldDeclaration f && isStatic) {
          for (VariableDeclarationFragment v : Scan.nodes(f.fragments(), VariableDeclarationFragment.class)) {
            if (v.getInitializer() != null) todo.add(new Code(v.getInitializer(), type, true));
          }
        } else if (d instanceof Initializer && isStatic) {
          todo.add(new Code(d, type, true));
        }
      }
    }

    private static boolean isLibrary(Element type) {
      return type.toString().startsWith("java.");
    }
  }
}
