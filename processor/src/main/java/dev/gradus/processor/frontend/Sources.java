package dev.gradus.processor.frontend;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.eclipse.jdt.core.JavaCore;
import org.eclipse.jdt.core.dom.AST;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.ASTParser;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.BodyDeclaration;
import org.eclipse.jdt.core.dom.CompilationUnit;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.Initializer;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.Modifier;
import org.eclipse.jdt.core.dom.TypeDeclaration;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * The source of classes as syntax trees, and the declarations of methods and fields in them. {@link SourceFinder} says where a source may
 * be; one that is not part of the compilation counts only if it is what the class file was compiled from ({@link SameSource}).
 */
final class Sources {
  /** A source file; {@code tree} is syntax alone. */
  record Unit(CompilationUnit tree, SourceFile file) {}

  /** What is known about a class: its source, or, if there is none, in what way a file differs that should have been it. */
  private record Search(Optional<Unit> unit, Optional<String> difference) {
    static final Search NOTHING = new Search(Optional.empty(), Optional.empty());
  }

  private final SourceFinder finder;
  private final Map<String, Search> searches = new LinkedHashMap<>();

  Sources(ProcessingEnvironment env, SourceRoots roots) {
    finder = new SourceFinder(env, roots);
  }

  /** The file that declares the class, if its source is in reach. */
  Optional<Unit> unit(TypeElement type) {
    return search(type).unit();
  }

  /** Whether the class file of the class, or of one in it, names the field; only where there is no source. */
  boolean mentions(TypeElement type, VariableElement field) {
    return finder.classFiles().model(type).stream().anyMatch(m -> ClassFiles.mentions(m, field))
        || ElementFilter.typesIn(type.getEnclosedElements()).stream().anyMatch(t -> mentions(t, field));
  }

  /** Why there is no unit although there is a file: "Helper.java has no method f(double)". */
  Optional<String> difference(TypeElement type) {
    return search(type).difference();
  }

  private Search search(TypeElement type) {
    TypeElement top = SourceFinder.topLevel(type);
    String name = top.getQualifiedName().toString();
    Search known = searches.get(name);
    if (known == null) {
      known = find(top);
      searches.put(name, known);
    }
    return known;
  }

  private Search find(TypeElement top) {
    Search result = Search.NOTHING;
    if (isStub(top)) return result;
    for (SourceFile file : finder.candidates(top)) {
      CompilationUnit tree = parse(file.text());
      Optional<String> difference = file.isCompiled() ? Optional.empty() : SameSource.difference(top, tree, finder);
      if (difference.isEmpty()) return new Search(Optional.of(new Unit(tree, file)), difference);
      if (result.difference().isEmpty()) result = new Search(Optional.empty(), difference.map(d -> file.name() + " " + d));
    }
    return result;
  }

  /** What Kotlin and Groovy show to processors are Java sources without the bodies of methods, which return zero. */
  static boolean isStub(TypeElement type) {
    TypeElement top = SourceFinder.topLevel(type);
    return top.getAnnotationMirrors().stream().anyMatch(a -> a.getAnnotationType().toString().equals("kotlin.Metadata"))
        || top.getInterfaces().stream().anyMatch(i -> i.toString().equals("groovy.lang.GroovyObject"));
  }

  /** The declaration of a method: by its place among overloads in the compiler's own source, elsewhere by the types of its parameters. */
  Optional<MethodDeclaration> method(ExecutableElement m) {
    TypeElement owner = (TypeElement) m.getEnclosingElement();
    List<MethodDeclaration> declared = members(owner, MethodDeclaration.class).stream()
        .filter(d -> d.getName().getIdentifier().contentEquals(m.getSimpleName())
            && d.parameters().size() == m.getParameters().size()).toList();
    if (unit(owner).stream().noneMatch(u -> u.file().isCompiled())) {
      return declared.stream().filter(d -> SameSource.parameters(d).equals(SameSource.parameters(m))).findFirst();
    }
    List<ExecutableElement> alike = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(o -> o.getSimpleName().equals(m.getSimpleName()) && o.getParameters().size() == m.getParameters().size()).toList();
    return alike.size() == declared.size() ? Optional.of(declared.get(alike.indexOf(m))) : Optional.empty();
  }

  /** The declaration of a record's constructor; the compiler's own has none. */
  Optional<MethodDeclaration> constructor(ExecutableElement c) {
    List<String> types = SameSource.parameters(c);
    TypeElement record = (TypeElement) c.getEnclosingElement();
    List<String> components = record.getRecordComponents().stream().map(r -> SameSource.name(r.asType())).toList();
    return members(record, MethodDeclaration.class).stream()
        .filter(d -> d.isCompactConstructor() ? types.equals(components) : d.isConstructor() && SameSource.parameters(d).equals(types)).findFirst();
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

  /** The static blocks of the class that give the field or elements of it a value, in their order. */
  List<Initializer> initialisers(VariableElement f) {
    String name = f.getSimpleName().toString();
    return members((TypeElement) f.getEnclosingElement(), Initializer.class).stream()
        .filter(i -> Modifier.isStatic(i.getModifiers()) && Scan.writes(i, name)).toList();
  }

  /** Whether no canonical constructor of the record is written, in either form. */
  boolean hasImplicitConstructor(TypeElement record) {
    List<String> components = record.getRecordComponents().stream().map(c -> SameSource.name(c.asType())).toList();
    return members(record, MethodDeclaration.class).stream()
        .noneMatch(d -> d.isCompactConstructor() || d.isConstructor() && SameSource.parameters(d).equals(components));
  }

  /**
   * What a sealed type permits: in the order in which it says so, or that of the file if it does not; compilers have orders of their own.
   */
  List<TypeMirror> permitted(TypeElement sealed) {
    boolean says = type(sealed).filter(d -> d instanceof TypeDeclaration t && !t.permittedTypes().isEmpty()).isPresent();
    Comparator<TypeMirror> place = Comparator.comparing(
        t -> t instanceof DeclaredType d ? type((TypeElement) d.asElement()).map(ASTNode::getStartPosition).orElse(0) : 0);
    Stream<? extends TypeMirror> permitted = sealed.getPermittedSubclasses().stream();
    return says ? List.copyOf(permitted.toList()) : List.copyOf(permitted.sorted(place).toList());
  }

  private <T extends BodyDeclaration> List<T> members(TypeElement type, Class<T> kind) {
    return type(type).map(t -> instances(t.bodyDeclarations(), kind)).orElse(List.of());
  }

  /** The declaration of a class. */
  Optional<AbstractTypeDeclaration> type(TypeElement type) {
    String name = type.getSimpleName().toString();
    return type.getEnclosingElement() instanceof TypeElement outer ? type(outer).flatMap(d -> declared(d.bodyDeclarations(), name))
        : unit(type).flatMap(u -> declared(u.tree().types(), name));
  }

  /** The class of that name among declarations. */
  static Optional<AbstractTypeDeclaration> declared(List<?> declarations, String name) {
    return instances(declarations, AbstractTypeDeclaration.class).stream().filter(d -> d.getName().getIdentifier().equals(name)).findFirst();
  }

  static <T> List<T> instances(List<?> of, Class<T> kind) {
    return of.stream().filter(kind::isInstance).map(kind::cast).toList();
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
