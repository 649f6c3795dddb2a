package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/** A program refused at one of its expressions. {@link Reporter} shows it there. */
public final class LoweringException extends Exception {
  private static final long serialVersionUID = 1;

  /** Characters {@code start} to {@code end} of the file in which {@code element}, a method or a field, is declared. */
  record Place(Element element, SourceFile file, int start, int end) {}

  private final Diagnostic diagnostic;
  private final transient Element element;
  private final transient Place place;
  private final transient AnnotationMirror annotation;
  private final transient AnnotationValue value;

  /** At an expression or statement. */
  LoweringException(Place place, Diagnostic diagnostic, Object... args) {
    this(place.element(), place, null, null, diagnostic, args);
  }

  /** At a declaration as a whole. */
  public LoweringException(Element element, Diagnostic diagnostic, Object... args) {
    this(element, null, null, null, diagnostic, args);
  }

  /** At an annotation of a declaration, or at one of its values unless that is {@code null}. */
  public LoweringException(Element element, AnnotationMirror annotation, AnnotationValue value, Diagnostic diagnostic, Object... args) {
    this(element, null, annotation, value, diagnostic, args);
  }

  private LoweringException(Element element, Place place, AnnotationMirror annotation, AnnotationValue value, Diagnostic diagnostic,
      Object... args) {
    super(diagnostic.message(element.getSimpleName().toString(), args));
    this.element = element;
    this.place = place;
    this.annotation = annotation;
    this.value = value;
    this.diagnostic = diagnostic;
  }

  /** The same refusal as shown at the call of a method that the compiler cannot point into. */
  private LoweringException(Place call, LoweringException why) {
    super(why.place == null ? why.getMessage() : Reporter.withCaret(why.place, why.getMessage()));
    this.element = call.element;
    this.place = call;
    this.annotation = null;
    this.value = null;
    this.diagnostic = why.diagnostic;
  }

  LoweringException at(Place call) {
    return new LoweringException(call, this);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** The method or field whose body was being read. */
  public Element element() {
    return element;
  }

  /** The annotation at fault, or {@code null}. */
  AnnotationMirror annotation() {
    return annotation;
  }

  /** The value in the annotation, or {@code null}. */
  AnnotationValue value() {
    return value;
  }

  /** Where in the text, or {@code null}. */
  Place place() {
    return place;
  }
}
