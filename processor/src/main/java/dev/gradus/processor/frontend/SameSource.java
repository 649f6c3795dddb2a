package dev.gradus.processor.frontend;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.eclipse.jdt.core.dom.AbstractTypeDeclaration;
import org.eclipse.jdt.core.dom.CompilationUnit;
import org.eclipse.jdt.core.dom.EnumConstantDeclaration;
import org.eclipse.jdt.core.dom.EnumDeclaration;
import org.eclipse.jdt.core.dom.FieldDeclaration;
import org.eclipse.jdt.core.dom.MethodDeclaration;
import org.eclipse.jdt.core.dom.NameQualifiedType;
import org.eclipse.jdt.core.dom.ParameterizedType;
import org.eclipse.jdt.core.dom.PrimitiveType;
import org.eclipse.jdt.core.dom.QualifiedType;
import org.eclipse.jdt.core.dom.RecordDeclaration;
import org.eclipse.jdt.core.dom.SimpleType;
import org.eclipse.jdt.core.dom.SingleVariableDeclaration;
import org.eclipse.jdt.core.dom.Type;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Tells whether a class file was compiled from a text: a wrong guess would give a derivative of something else than what runs. All that the
 * text declares must be in the class file, types compared by simple name, and the line numbers of a method in the class file must lie
 * within its declaration. What compilers and other processors add to a class does not count. Weakness: a change within one line is not
 * seen.
 */
final class SameSource {
  private SameSource() {}

  /** The first thing in which they differ, to be preceded by the name of the file. */
  static Optional<String> difference(TypeElement top, CompilationUnit unit, SourceFinder finder) {
    Optional<AbstractTypeDeclaration> declaration = Sources.declared(unit.types(), top.getSimpleName().toString());
    boolean samePackage = unit.getPackage() == null ? finder.packageOf(top).isEmpty()
        : unit.getPackage().getName().getFullyQualifiedName().equals(finder.packageOf(top));
    return declaration.isEmpty() || !samePackage ? Optional.of("does not declare " + top) : new Comparison(unit, finder).of(top, declaration.get());
  }

  private record Comparison(CompilationUnit unit, SourceFinder finder) {
    Optional<String> of(TypeElement type, AbstractTypeDeclaration declaration) {
      return components(type, declaration).or(() -> fields(type, declaration)).or(() -> methods(type, declaration))
          .or(() -> lines(type, declaration)).or(() -> nested(type, declaration));
    }

    private Optional<String> components(TypeElement type, AbstractTypeDeclaration declaration) {
      if (type.getKind() == ElementKind.RECORD != declaration instanceof RecordDeclaration) return Optional.of("has another kind of " + type);
      if (declaration instanceof EnumDeclaration e) return constants(type, e);
      if (!(declaration instanceof RecordDeclaration r)) return Optional.empty();
      List<String> written = Scan.nodes(r.recordComponents(), SingleVariableDeclaration.class).stream()
          .map(c -> typeOf(c) + " " + c.getName().getIdentifier()).toList();
      List<String> compiled = type.getRecordComponents().stream().map(c -> name(c.asType()) + " " + c.getSimpleName()).toList();
      return written.equals(compiled) ? Optional.empty() : Optional.of("has other components of " + type);
    }

    private static Optional<String> constants(TypeElement type, EnumDeclaration declaration) {
      List<String> written = Scan.nodes(declaration.enumConstants(), EnumConstantDeclaration.class).stream().map(c -> c.getName().getIdentifier())
          .toList();
      List<String> compiled = type.getEnclosedElements().stream().filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
          .map(e -> e.getSimpleName().toString()).toList();
      return written.equals(compiled) ? Optional.empty() : Optional.of("has other constants of " + type);
    }

    private Optional<String> fields(TypeElement type, AbstractTypeDeclaration declaration) {
      List<String> compiled = ElementFilter.fieldsIn(type.getEnclosedElements()).stream().map(f -> name(f.asType()) + " " + f.getSimpleName())
          .toList();
      return Sources.instances(declaration.bodyDeclarations(), FieldDeclaration.class).stream().flatMap(Comparison::names)
          .filter(f -> !compiled.contains(f)).findFirst().map(f -> "declares " + f + " in " + type);
    }

    private static Stream<String> names(FieldDeclaration d) {
      return Scan.nodes(d.fragments(), VariableDeclarationFragment.class).stream()
          .map(f -> name(d.getType()) + "[]".repeat(f.getExtraDimensions()) + " " + f.getName().getIdentifier());
    }

    private Optional<String> methods(TypeElement type, AbstractTypeDeclaration declaration) {
      List<ExecutableElement> compiled = ElementFilter.methodsIn(type.getEnclosedElements());
      return declared(declaration).filter(d -> compiled.stream().noneMatch(m -> m.getSimpleName().contentEquals(d.getName().getIdentifier())
              && parameters(m).equals(parameters(d)) && name(m.getReturnType()).equals(name(d.getReturnType2()) + extra(d))))
          .findFirst().map(d -> "declares " + name(d.getReturnType2()) + " " + d.getName() + "(" + String.join(", ", parameters(d)) + ") in "
              + type);
    }

    private static String extra(MethodDeclaration d) {
      return "[]".repeat(d.getExtraDimensions());
    }

    private static Stream<MethodDeclaration> declared(AbstractTypeDeclaration declaration) {
      return Sources.instances(declaration.bodyDeclarations(), MethodDeclaration.class).stream().filter(d -> !d.isConstructor());
    }

    private Optional<String> lines(TypeElement type, AbstractTypeDeclaration declaration) {
      Optional<ClassModel> model = finder.classFiles().model(type);
      if (model.isEmpty()) return Optional.empty();
      for (MethodModel m : model.get().methods()) {
        int count = MethodTypeDesc.ofDescriptor(m.methodType().stringValue()).parameterCount();
        List<MethodDeclaration> alike = declared(declaration)
            .filter(d -> m.methodName().equalsString(d.getName().getIdentifier()) && d.parameters().size() == count).toList();
        if (!alike.isEmpty() && alike.stream().noneMatch(d -> contains(d, lines(m)))) {
          return Optional.of("has " + m.methodName().stringValue() + " on other lines");
        }
      }
      return Optional.empty();
    }

    private static List<Integer> lines(MethodModel m) {
      return m.code().flatMap(c -> c.findAttribute(Attributes.lineNumberTable()))
          .map(t -> t.lineNumbers().stream().map(LineNumberInfo::lineNumber).toList()).orElse(List.of());
    }

    private boolean contains(MethodDeclaration d, List<Integer> lines) {
      int first = unit.getLineNumber(d.getStartPosition());
      int last = unit.getLineNumber(d.getStartPosition() + d.getLength() - 1);
      return lines.stream().allMatch(l -> first <= l && l <= last);
    }

    private Optional<String> nested(TypeElement type, AbstractTypeDeclaration declaration) {
      List<TypeElement> compiled = ElementFilter.typesIn(type.getEnclosedElements());
      for (AbstractTypeDeclaration d : Sources.instances(declaration.bodyDeclarations(), AbstractTypeDeclaration.class)) {
        Optional<TypeElement> found = compiled.stream().filter(t -> t.getSimpleName().contentEquals(d.getName().getIdentifier())).findFirst();
        Optional<String> difference = found.isEmpty() ? Optional.of("declares the class " + d.getName() + " in " + type) : of(found.get(), d);
        if (difference.isPresent()) return difference;
      }
      return Optional.empty();
    }
  }

  // ---- types by simple name ----

  static List<String> parameters(ExecutableElement m) {
    return m.getParameters().stream().map(VariableElement::asType).map(SameSource::name).toList();
  }

  static List<String> parameters(MethodDeclaration d) {
    return Scan.nodes(d.parameters(), SingleVariableDeclaration.class).stream().map(SameSource::typeOf).toList();
  }

  private static String typeOf(SingleVariableDeclaration d) {
    return name(d.getType()) + "[]".repeat(d.getExtraDimensions() + (d.isVarargs() ? 1 : 0));
  }

  static String name(TypeMirror type) {
    return switch (type) {
      case ArrayType a -> name(a.getComponentType()) + "[]";
      case DeclaredType d -> d.asElement().getSimpleName().toString();
      default -> type.getKind().isPrimitive() ? type.getKind().name().toLowerCase(Locale.ROOT) : type.toString();
    };
  }

  private static String name(Type type) {
    return switch (type) {
      case org.eclipse.jdt.core.dom.ArrayType a -> name(a.getElementType()) + "[]".repeat(a.getDimensions());
      case ParameterizedType p -> name(p.getType());
      case PrimitiveType p -> p.getPrimitiveTypeCode().toString();
      case SimpleType s -> s.getName().getFullyQualifiedName().replaceFirst(".*\\.", "");
      case QualifiedType q -> q.getName().getIdentifier();
      case NameQualifiedType q -> q.getName().getIdentifier();
      default -> type.toString();
    };
  }
}
