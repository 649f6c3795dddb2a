package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Vjp;
import dev.gradus.Vmap;
import java.lang.annotation.Annotation;
import java.util.Locale;
import javax.lang.model.element.TypeElement;

/** The annotations that ask for a companion, and how companions are called after them. */
enum Form {
  GRAD(Grad.class, "Gradients"), JVP(Jvp.class, "Directional derivatives"), VJP(Vjp.class, "Pullbacks"), VMAP(Vmap.class, "Batched versions");

  private final Class<? extends Annotation> annotation;
  private final String gives;

  Form(Class<? extends Annotation> annotation, String gives) {
    this.annotation = annotation;
    this.gives = gives;
  }

  Class<? extends Annotation> annotation() {
    return annotation;
  }

  /** {@code Grad} of {@code ModelGrad}. */
  String suffix() {
    return annotation.getSimpleName();
  }

  /** {@code Outer_InnerGrad}, in the package of {@code Outer}. */
  ClassName companion(TypeElement owner) {
    ClassName name = ClassName.get(owner);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + suffix());
  }

  /** Whether it asks for a derivative of the method as it is written, whatever stands beside it. */
  boolean isDerivative() {
    return this != VMAP;
  }

  /** {@code grad} of {@code grad(loss)}. */
  String word() {
    return suffix().toLowerCase(Locale.ROOT);
  }

  /** What the companion holds, to be followed by "of methods of …". */
  String gives() {
    return gives;
  }
}
