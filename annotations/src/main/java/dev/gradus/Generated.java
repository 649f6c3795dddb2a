package dev.gradus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The provenance of a generated companion: what it computes, and from which classes. Written by the annotation
 * processor, not by people.
 *
 * {@snippet :
 * @Generated(from = Model.class, value = "grad(loss, wrt=(w,b))")
 * public static LossGrad loss(double w, double b, double[] x, double[] y) { ... }
 * }
 *
 * <p>It tells a stale companion from a class that somebody wrote: only the latter is a clash of names. The references in
 * {@link #from} make a companion depend on the classes that it was made from, so that incremental compilers rebuild
 * it when they change. Coverage tools that skip what is marked with an annotation called {@code Generated} skip it.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Generated {

  /**
   * The classes whose method bodies went into this code. Private classes, which cannot be named here, are left out.
   *
   * @return the classes
   */
  Class<?>[] from();

  /**
   * The composition of transformations that this code is the result of, innermost the method as written.
   *
   * @return the composition, for example {@code grad(loss, wrt=(w,b))}
   */
  String value();
}
