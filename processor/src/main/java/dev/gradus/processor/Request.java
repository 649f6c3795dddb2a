package dev.gradus.processor;

import dev.gradus.Vmap;
import dev.gradus.processor.frontend.JavaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.AnnotationMirror;

/** What one annotation on one method asks for. */
sealed interface Request {
  /**
   * {@code @Grad}; {@code forward} asks for one tangent per number in place of one backward sweep, {@code hasAux} says that the first
   * component of the result is to be differentiated and the others handed out.
   */
  record Gradient(Target target, boolean forward, boolean hasAux) implements Request {
    /** Numbers of the result's leaves that the method gives back besides the gradient. */
    List<Integer> kept(boolean withValue) {
      int leaves = hasAux ? target.method().returns().orElseThrow().leaves().size() : 1;
      return IntStream.range(withValue ? 0 : 1, leaves).boxed().toList();
    }

    /** What is handed out without being differentiated. */
    List<JavaType.Component> aux() {
      return hasAux && target.method().returns().orElse(null) instanceof JavaType.Rec r ? r.components().subList(1, r.components().size())
          : List.of();
    }
  }

  /** {@code @Jvp}. */
  record Tangent(Target target) implements Request {}

  /** {@code @Vjp}. */
  record Pullback(Target target) implements Request {}

  /**
   * {@code @Vmap}.
   *
   * @param parameters what is batched takes: the method's own parameters, and a tangent for some in forward mode
   * @param in the axes of each parameter
   * @param out as it is written, for the result or for everything that is given back
   * @param outOf the axes of components of what is returned
   * @param of the derivative that is batched, if it is not the method itself
   */
  record Batch(Target target, List<Method.Argument> parameters, List<ComponentAxes> in, List<Integer> out,
      Map<String, Integer> outOf, Optional<Request> of) implements Request {
    /** What the function of that name in the companion is the batched version of, in the companion of the derivative. */
    String inner(String name) {
      Target below = of.orElseThrow().target();
      return below.name() + name.substring(target.name().length());
    }

    /** Whether the last parameter takes any number of arguments, as the method's does. */
    boolean isVarArgs() {
      return target.method().element().isVarArgs() && !(of.orElse(null) instanceof Tangent) && in.getLast().axis() == Vmap.NONE;
    }

    /** The axes of what is returned; above a gradient, of the gradient. */
    ComponentAxes returned() {
      return new ComponentAxes(out.getFirst(), outOf);
    }

    private String composed() {
      var given = new ArrayList<>(List.of(returned()));
      out.stream().skip(1).map(ComponentAxes::all).forEach(given::add);
      return of.map(Request::composition).orElse(target.method().name()) + text("in", in) + text("out", given);
    }

    private static String text(String name, List<ComponentAxes> axes) {
      if (axes.stream().allMatch(a -> a.equals(ComponentAxes.all(0)))) return "";
      String all = axes.stream().map(ComponentAxes::toString).collect(Collectors.joining(","));
      return ", " + name + "=" + (axes.size() == 1 ? all : "(" + all + ")");
    }
  }

  /**
   * What all requests have.
   *
   * @param name the method's name in the companion
   * @param wrt names of the parameters to differentiate with respect to, never empty in a sound request for a derivative
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
      case Batch _ -> Form.VMAP;
    };
  }

  /** Names of the methods that the companion gets. */
  default List<String> methodNames() {
    String name = target().name();
    boolean hasValue = this instanceof Gradient || this instanceof Batch b && b.of().orElse(null) instanceof Gradient;
    return hasValue ? List.of(name, name + "WithValue") : List.of(name);
  }

  /** {@code grad(loss, wrt=(w,b))}. */
  default String composition() {
    if (this instanceof Batch b) return form().word() + "(" + b.composed() + ")";
    Target t = target();
    String wrt = String.join(",", t.wrt());
    return form().word() + "(" + t.method().name() + (t.written() ? ", wrt=" + (t.wrt().size() == 1 ? wrt : "(" + wrt + ")") : "")
        + (this instanceof Gradient g ? (g.hasAux() ? ", hasAux" : "") + (g.forward() ? ", mode=forward" : "") : "") + ")";
  }

  /** {@code w}, {@code w} and {@code b}: for Javadoc. */
  default String wrtText() {
    List<String> names = target().wrt().stream().map(w -> "{@code " + w + "}").toList();
    return names.size() < 2 ? String.join("", names)
        : names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " and " + names.getLast();
  }
}
