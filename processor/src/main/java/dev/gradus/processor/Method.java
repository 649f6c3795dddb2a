package dev.gradus.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * An annotated method as its companions see it. A type that Gradus does not understand has only a name, which is enough for the
 * signature of a companion that cannot be made.
 */
record Method(ExecutableElement element, TypeElement owner, List<Argument> arguments, TypeName returnName, Optional<JavaType> returns) {
  record Argument(String name, TypeName typeName, Optional<JavaType> type) {
    /** Whether it holds a number that a derivative can be taken by; an unknown type is given the benefit of the doubt. */
    boolean isFloat() {
      return type.isEmpty() || hasFloats(type.get());
    }
  }

  /** A type that is not {@code nameable} in the companion is called {@code Object} there. */
  static Method of(ExecutableElement e, FrontEnd frontEnd, Predicate<TypeMirror> nameable) {
    TypeElement owner = (TypeElement) e.getEnclosingElement();
    Function<TypeMirror, Optional<JavaType>> type = t -> nameable.test(t) ? frontEnd.types().of(t, owner) : Optional.empty();
    Function<TypeMirror, TypeName> name =
        t -> type.apply(t).map(Method::typeName).orElseGet(() -> nameable.test(t) ? TypeName.get(t) : ClassName.get(Object.class));
    var arguments = new ArrayList<Argument>();
    List<String> names = frontEnd.parameterNames(e);
    for (int i = 0; i < names.size(); i++) {
      TypeMirror t = e.getParameters().get(i).asType();
      arguments.add(new Argument(names.get(i), name.apply(t), type.apply(t)));
    }
    TypeMirror returns = e.getReturnType();
    return new Method(e, owner, List.copyOf(arguments), name.apply(returns), type.apply(returns));
  }

  boolean isOverloaded() {
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getSimpleName().equals(element.getSimpleName())).count() > 1;
  }

  String name() {
    return element.getSimpleName().toString();
  }

  /** {@code Model.loss}. */
  @Override
  public String toString() {
    return owner.getSimpleName() + "." + name();
  }

  Optional<Argument> argument(String name) {
    return arguments.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  static boolean hasFloats(JavaType type) {
    return type.leaves().stream().anyMatch(l -> l.isFloat());
  }

  /** The type as Java writes it. */
  static TypeName typeName(JavaType type) {
    return switch (type) {
      case JavaType.Leaf(var leaf, var range) -> arrayOf(switch (leaf.kind()) {
        case F64 -> TypeName.DOUBLE;
        case F32 -> TypeName.FLOAT;
        case I64 -> TypeName.LONG;
        case I32 -> switch (range) {
          case ALL -> TypeName.INT;
          case BYTE -> TypeName.BYTE;
          case SHORT -> TypeName.SHORT;
          case CHAR -> TypeName.CHAR;
        };
        case BOOL -> TypeName.BOOLEAN;
      }, leaf.rank());
      case JavaType.Rec r -> className(r.packageName(), r.simpleNames());
      case JavaType.Sum s -> className(s.packageName(), s.simpleNames());
      case JavaType.Enumeration e -> className(e.packageName(), e.simpleNames());
      case JavaType.RecordArray(var element, var rank) -> arrayOf(typeName(element), rank);
    };
  }

  private static ClassName className(String packageName, List<String> simpleNames) {
    return ClassName.get(packageName, simpleNames.getFirst(), simpleNames.subList(1, simpleNames.size()).toArray(String[]::new));
  }

  /** The type of arrays of that rank. */
  static TypeName arrayOf(TypeName element, int rank) {
    TypeName name = element;
    for (int i = 0; i < rank; i++) name = ArrayTypeName.of(name);
    return name;
  }
}
