package dev.gradus.processor.frontend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What keeps a type from being understood, for the message that refuses it: a record with one component too many is named with that
 * component, however deep it lies. Of the library's types nothing is said, for what to do about a {@code String} its user knows.
 */
final class TypeFault {
  private final SignatureTypes types;
  private final Sources sources;
  private final Deque<TypeElement> open = new ArrayDeque<>();

  TypeFault(SignatureTypes types, Sources sources) {
    this.types = types;
    this.sources = sources;
  }

  /** What is to be said of the type. */
  Optional<String> of(TypeMirror type) {
    TypeMirror element = type;
    while (element instanceof ArrayType array) element = array.getComponentType();
    if (element.getKind() != TypeKind.DECLARED) return Optional.empty();
    TypeElement e = (TypeElement) ((DeclaredType) element).asElement();
    if (e.getQualifiedName().toString().startsWith("java.")) return Optional.empty();
    if (!e.getTypeParameters().isEmpty()) return Optional.of(e.getSimpleName() + " has type parameters");
    if (open.contains(e)) return Optional.of(e.getSimpleName() + " may hold another " + e.getSimpleName() + ", and how many is not known");
    open.push(e);
    try {
      return e.getKind() == ElementKind.RECORD ? ofRecord(e)
          : e.getKind() != ElementKind.INTERFACE ? Optional.of(e.getSimpleName() + " is a class, not a record")
          : e.getModifiers().contains(Modifier.SEALED) ? ofCases(e) : Optional.of(e.getSimpleName() + " is an interface that is not sealed");
    } finally {
      open.pop();
    }
  }

  private Optional<String> ofRecord(TypeElement e) {
    return e.getRecordComponents().stream().filter(c -> types.of(c.asType(), e).isEmpty()).findFirst()
        .map(c -> of(c.asType()).orElse("component '" + c.getSimpleName() + "' of " + e.getSimpleName() + " is a " + c.asType()));
  }

  private Optional<String> ofCases(TypeElement sealed) {
    return sources.permitted(sealed).stream().filter(p -> types.of(p, sealed).isEmpty()).flatMap(p -> of(p).stream())
        .findFirst();
  }
}
