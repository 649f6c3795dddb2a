package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import java.util.ArrayList;
import java.util.List;
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
  private final String hint;
  private final boolean isSettled;
  private final transient List<LoweringException> more;

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
    this(diagnostic.message(element.getSimpleName().toString(), args), null, element, place, annotation, value, diagnostic, "", false, List.of());
  }

  private LoweringException(String message, Throwable cause, Element element, Place place, AnnotationMirror annotation, AnnotationValue value,
      Diagnostic diagnostic, String hint, boolean isSettled, List<LoweringException> more) {
    super(message);
    if (cause != null) initCause(cause);
    this.element = element;
    this.place = place;
    this.annotation = annotation;
    this.value = value;
    this.diagnostic = diagnostic;
    this.hint = hint;
    this.isSettled = isSettled;
    this.more = more;
  }

  /** The same refusal as shown at the call of a method that the compiler cannot point into. */
  private LoweringException(Place call, LoweringException why) {
    this(why.place == null ? why.getMessage() : Reporter.withCaret(why.place, why.getMessage()), null, call.element, call, null, null,
        why.diagnostic, "", why.isSettled, List.of());
  }

  /** The same refusal with others of the same method. */
  LoweringException with(List<LoweringException> others) {
    return new LoweringException(super.getMessage(), getCause(), element, place, annotation, value, diagnostic, hint, isSettled, others);
  }

  /** The refusal of a name that nothing has: what is said besides, and whether no class still to be made can have it. */
  LoweringException unknown(String asks, boolean settled) {
    return new LoweringException(super.getMessage(), getCause(), element, place, annotation, value, diagnostic, asks, settled, more);
  }

  /** This refusal and the others of the method, in the order in which they were found. */
  public List<LoweringException> all() {
    if (more.isEmpty()) return List.of(this);
    var all = new ArrayList<LoweringException>(List.of(with(List.of())));
    all.addAll(more);
    return all;
  }

  @Override
  public String getMessage() {
    return super.getMessage() + hint;
  }

  /** Whether another processor may still make what is not found. */
  public boolean mayCome() {
    return all().stream().anyMatch(e -> !e.isSettled && switch (e.diagnostic) {
      case UNKNOWN_NAME, UNKNOWN_METHOD, UNRESOLVED_TYPE -> true;
      default -> false;
    });
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
