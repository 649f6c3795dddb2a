package dev.gradus.processor;

import dev.gradus.Generated;
import javax.lang.model.element.TypeElement;

/** The mark on classes that Gradus has written, by which what an earlier build left is told from what people wrote. */
final class Provenance {
  private Provenance() {}

  static boolean isOurs(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(a -> ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(Generated.class.getName()));
  }
}
