package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * A functional interface, the JDK's or the user's, as what its one abstract method takes and gives. {@code Double} and its like among type
 * arguments count as the primitive types, since no lambda here can make a null; {@link Functions#isBoxed} says where the difference shows.
 *
 * @param type the interface
 * @param returns {@code null} for {@code void}
 * @param boxed for each parameter, and then for the result, whether Java holds it in an object
 */
record Functional(TypeElement type, String method, List<JavaType> params, JavaType returns, List<Boolean> boxed) {
  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

  boolean givesBoxed() {
    return boxed.getLast();
  }

  /** Finds them in the compiler's model. */
  record Finder(Elements elements, Types types, SignatureTypes signatures) {
    /**
     * The shape of that type, mentioned in class {@code from}, if it is a functional interface whose method takes and gives what is
     * understood.
     */
    Optional<Functional> of(TypeMirror type, TypeElement from) {
      if (type.getKind() != TypeKind.DECLARED || !(type instanceof DeclaredType declared)) return Optional.empty();
      TypeElement e = (TypeElement) declared.asElement();
      boolean generic = !e.getTypeParameters().isEmpty();
      if (e.getKind() != ElementKind.INTERFACE || e.getModifiers().contains(Modifier.SEALED)
          || generic && declared.getTypeArguments().isEmpty()) {
        return Optional.empty();
      }
      List<ExecutableElement> methods = ElementFilter.methodsIn(elements.getAllMembers(e)).stream()
          .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT) && !OF_OBJECT.contains(m.getSimpleName().toString())).toList();
      if (methods.size() != 1 || !methods.getFirst().getTypeParameters().isEmpty()) return Optional.empty();
      ExecutableType m = member(declared, methods.getFirst()).orElseThrow();
      var params = new ArrayList<JavaType>();
      for (TypeMirror p : m.getParameterTypes()) {
        Optional<JavaType> t = type(p, from);
        if (t.isEmpty()) return Optional.empty();
        params.add(t.get());
      }
      Optional<JavaType> returns = type(m.getReturnType(), from);
      if (returns.isEmpty() && m.getReturnType().getKind() != TypeKind.VOID) return Optional.empty();
      List<Boolean> boxed = Stream.concat(m.getParameterTypes().stream(), Stream.of(m.getReturnType())).<Boolean>map(this::isBox).toList();
      return Optional.of(new Functional(e, methods.getFirst().getSimpleName().toString(), List.copyOf(params), returns.orElse(null), boxed));
    }

    /**
     * The method as the type, or the supertype that declares it, has it: Eclipse's compiler does not look further, nor for what is
     * inherited.
     */
    private Optional<ExecutableType> member(DeclaredType type, ExecutableElement method) {
      for (ExecutableElement m : ElementFilter.methodsIn(type.asElement().getEnclosedElements())) {
        boolean same = m.getSimpleName().equals(method.getSimpleName()) && m.getParameters().size() == method.getParameters().size();
        if (same && m.getModifiers().contains(Modifier.ABSTRACT)) return Optional.of((ExecutableType) types.asMemberOf(type, m));
      }
      return types.directSupertypes(type).stream().flatMap(t -> member((DeclaredType) t, method).stream()).findFirst();
    }

    private Optional<JavaType> type(TypeMirror t, TypeElement from) {
      return signatures.of(unboxed(t), from);
    }

    private boolean isBox(TypeMirror t) {
      return unboxed(t) != t;
    }

    private TypeMirror unboxed(TypeMirror t) {
      try {
        return t.getKind() == TypeKind.DECLARED ? types.unboxedType(t) : t;
      } catch (IllegalArgumentException noBox) {
        return t;
      }
    }
  }
}
