package dev.gradus.processor;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;

/** What one annotation on one method asks for. */
sealed interface Request {
  /** {@code @Grad}; {@code forward} asks for one tangent per number in place of one backward sweep. */
  record Gradient(Target target, boolean forward) implements Request {}

  /** {@code @Jvp}. */
  record Tangent(Target target) implements Request {}

  /** {@code @Vjp}. */
  record Pullback(Target target) implements Request {}

  /**
   * What all requests have.
   *
   * @param name the method's name in the companion
   * @param wrt names of the parameters to differentiate with respect to, never empty in a sound request
   * @param written whether {@code wrt} was written, and not the default
   * @param sound whether the request can be served; if not, that has been reported, and the companion gets signatures only
   */
  record Target(Method method, AnnotationMirror annotation, String name, List<String> wrt, boolean written, boolean sound) {
    List<Method.Argument> arguments() {
      return wrt.stream().map(w -> method.argument(w).orElseThrow()).toList();
    }
  }

  Target target();

  default Form form() {
    return switch (this) {
      case Gradient _ -> Form.GRAD;
      case Tangent _ -> Form.JVP;
      case Pullback _ -> Form.VJP;
    };
  }

  /** Names of the methods that the companion gets. */
  default List<String> methodNames() {
    String name = target().name();
    return this instanceof Gradient ? List.of(name, name + "WithValue") : List.of(name);
  }

  /** {@code grad(loss, wrt=(w,b))}. */
  default String composition() {
    Target t = target();
    String wrt = String.join(",", t.wrt());
    return form().word() + "(" + t.method().name() + (t.written() ? ", wrt=" + (t.wrt().size() == 1 ? wrt : "(" + wrt + ")") : "")
        + (this instanceof Gradient g && g.forward() ? ", mode=forward" : "") + ")";
  }

  /** {@code w}, {@code w} and {@code b}: for Javadoc. */
  default String wrtText() {
    List<String> names = target().wrt().stream().map(w -> "{@code " + w + "}").toList();
    return names.size() < 2 ? String.join("", names)
        : names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " and " + names.getLast();
  }
}
