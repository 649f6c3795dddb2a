package dev.gradus.processor.frontend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.core.JavaCore;
import org.eclipse.jdt.core.dom.AST;
import org.eclipse.jdt.core.dom.ASTParser;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.BodyDeclaration;
import org.eclipse.jdt.core.dom.CompilationUnit;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Finds the source of classes and its syntax tree. The text is what the compiler itself reads, so unsaved and in-memory sources work; where
 * the compiler only sees a class file (an incremental build), the source is looked for under the source roots met so far.
 */
final class Sources {
  /** A source file; {@code tree} is syntax alone. */
  record Unit(CompilationUnit tree, String text) {}

  private final Elements elements;
  private final Map<String, Optional<Unit>> units = new LinkedHashMap<>();
  private final Set<Path> roots = new LinkedHashSet<>();

  Sources(Elements elements) {
    this.elements = elements;
  }

  /** The file that declares the class, if its source is in reach. */
  Optional<Unit> unit(TypeElement type) {
    TypeElement top = type;
    while (top.getEnclosingElement() instanceof TypeElement outer) top = outer;
    String name = top.getQualifiedName().toString();
    Optional<Unit> known = units.get(name);
    if (known == null) {
      known = text(top).map(text -> new Unit(parse(text), text));
      units.put(name, known);
    }
    return known;
  }

  /** The declaration of a method, matched by name, number of parameters and, among overloads, order. */
  Optional<MethodDeclaration> method(ExecutableElement m) {
    List<ExecutableElement> alike = ElementFilter.methodsIn(m.getEnclosingElement().getEnclosedElements()).stream()
        .filter(o -> o.getSimpleName().equals(m.getSimpleName()) && o.getParameters().size() == m.getParameters().size()).toList();
    List<MethodDeclaration> declared = members((TypeElement) m.getEnclosingElement(), MethodDeclaration.class).stream()
        .filter(d -> d.getName().getIdentifier().contentEquals(m.getSimpleName())
            && d.parameters().size() == m.getParameters().size()).toList();
    return alike.size() == declared.size() ? Optional.of(declared.get(alike.indexOf(m))) : Optional.empty();
  }

  /** The declaration of a field. */
  Optional<VariableDeclarationFragment> field(VariableElement f) {
    for (FieldDeclaration d : members((TypeElement) f.getEnclosingElement(), FieldDeclaration.class)) {
      for (Object o : d.fragments()) {
        if (o instanceof VariableDeclarationFragment v && v.getName().getIdentifier().contentEquals(f.getSimpleName())) {
          return Optional.of(v);
        }
      }
    }
    return Optional.empty();
  }

  private <T extends BodyDeclaration> List<T> members(TypeElement type, Class<T> kind) {
    Optional<Unit> unit = unit(type);
    if (unit.isEmpty()) return List.of();
    var path = new ArrayList<String>();
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) path.addFirst(e.getSimpleName().toString());
    List<?> declarations = unit.get().tree().types();
    for (String name : path) {
      Optional<AbstractTypeDeclaration> found = instances(declarations, AbstractTypeDeclaration.class).stream()
          .filter(d -> d.getName().getIdentifier().equals(name)).findFirst();
      if (found.isEmpty()) return List.of();
      declarations = found.get().bodyDeclarations();
    }
    return instances(declarations, kind);
  }

  private static <T> List<T> instances(List<?> of, Class<T> kind) {
    return of.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Optional<String> text(TypeElement top) {
    Path relative = Path.of(top.getQualifiedName().toString().replace('.', '/') + ".java");
    try {
      JavaFileObject file = elements.getFileObjectOf(top);
      if (file != null && file.getKind() == JavaFileObject.Kind.SOURCE) {
        root(file.toUri(), relative);
        return Optional.of(file.getCharContent(true).toString());
      }
      for (Path root : roots) {
        Path candidate = root.resolve(relative);
        if (Files.isRegularFile(candidate)) return Optional.of(Files.readString(candidate));
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private void root(URI uri, Path relative) {
    if (!"file".equals(uri.getScheme())) return;
    Path file = Path.of(uri);
    if (!file.endsWith(relative)) return;
    Path root = file;
    for (int i = 0; i < relative.getNameCount() && root != null; i++) root = root.getParent();
    if (root != null) roots.add(root);
  }

  private static CompilationUnit parse(String text) {
    ASTParser parser = ASTParser.newParser(AST.getJLSLatest());
    parser.setKind(ASTParser.K_COMPILATION_UNIT);
    Map<String, String> options = new LinkedHashMap<>(JavaCore.getOptions());
    JavaCore.setComplianceOptions(JavaCore.VERSION_25, options);
    parser.setCompilerOptions(options);
    parser.setSource(text.toCharArray());
    return (CompilationUnit) parser.createAST(null);
  }
}
