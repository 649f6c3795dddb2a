package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * Java's choice among overloads (JLS 15.12.2): those that take the arguments as they are, else those that take them in boxes, else those
 * that take any number; of these the most specific. It looks at the compiler's types, so that a method which Gradus cannot call is chosen
 * where Java would choose it; only types that do not exist yet are compared by what Gradus knows of them.
 *
 * @param best none, one, or several of which none is more specific than the others
 * @param packs whether the last arguments go into an array
 */
record MethodChoice(List<ExecutableElement> best, boolean packs) {
  static MethodChoice of(List<ExecutableElement> candidates, List<JavaType> args, FrontEnd frontEnd) {
    return new Phases(candidates, args, frontEnd).run();
  }

  private record Phases(List<ExecutableElement> candidates, List<JavaType> args, FrontEnd frontEnd) {
    /** A parameter's type: the compiler's, and ours, {@code null} if it is not understood. */
    private record Param(TypeMirror type, JavaType known) {}

    MethodChoice run() {
      for (BiPredicate<JavaType, Param> fits : List.<BiPredicate<JavaType, Param>>of(this::isSubtype, this::isLoose)) {
        List<ExecutableElement> fitting = candidates.stream().filter(m -> fit(params(m), fits)).toList();
        if (!fitting.isEmpty()) return new MethodChoice(mostSpecific(fitting, false), false);
      }
      List<ExecutableElement> variable = candidates.stream()
          .filter(m -> m.isVarArgs() && m.getParameters().size() - 1 <= args.size() && fit(spread(m, args.size()), this::isLoose)).toList();
      return new MethodChoice(mostSpecific(variable, true), true);
    }

    private boolean fit(List<Param> params, BiPredicate<JavaType, Param> fits) {
      if (params.size() != args.size()) return false;
      for (int i = 0; i < args.size(); i++) if (!fits.test(args.get(i), params.get(i))) return false;
      return true;
    }

    private Types types() {
      return frontEnd.resolver().types();
    }

    private List<Param> params(ExecutableElement m) {
      List<JavaType> known = frontEnd.parameterTypes(m);
      var params = new ArrayList<Param>();
      for (int i = 0; i < known.size(); i++) params.add(new Param(types().erasure(m.getParameters().get(i).asType()), known.get(i)));
      return params;
    }

    /** The first so many parameters' types of a method that takes any number of arguments. */
    private List<Param> spread(ExecutableElement m, int count) {
      List<Param> declared = params(m);
      Param last = declared.getLast();
      var element = new Param(((ArrayType) last.type()).getComponentType(), last.known() == null ? null : last.known().indexed());
      return Stream.concat(declared.subList(0, declared.size() - 1).stream(), Collections.nCopies(count, element).stream()).limit(count).toList();
    }

    // ---- whether an argument fits ----

    private boolean isSubtype(JavaType arg, Param p) {
      TypeMirror type = frontEnd.resolver().mirror(arg).orElse(null);
      if (type == null || isUnknown(p.type())) return Overloads.fits(arg, p.known());
      return type.getKind().isPrimitive() && p.type().getKind().isPrimitive() ? Overloads.fits(arg, p.known()) : isSubtype(type, p.type());
    }

    private boolean isLoose(JavaType arg, Param p) {
      if (isSubtype(arg, p)) return true;
      return frontEnd.resolver().mirror(arg).orElse(null) instanceof PrimitiveType primitive && p.type().getKind() == TypeKind.DECLARED
          && types().isSubtype(types().boxedClass(primitive).asType(), p.type());
    }

    private boolean isSubtype(TypeMirror a, TypeMirror b) {
      return types().isSameType(a, b) || a.getKind().isPrimitive() == b.getKind().isPrimitive() && types().isSubtype(a, b);
    }

    /** A type that another processor, or this one, has yet to make. */
    private static boolean isUnknown(TypeMirror type) {
      return type instanceof ArrayType a ? isUnknown(a.getComponentType()) : type.getKind() == TypeKind.ERROR;
    }

    // ---- which of several ----

    private List<ExecutableElement> mostSpecific(List<ExecutableElement> fitting, boolean packs) {
      List<ExecutableElement> best = fitting.stream()
          .filter(m -> fitting.stream().allMatch(o -> isMoreSpecific(m, o, packs) || !isMoreSpecific(o, m, packs))).toList();
      boolean same = best.stream().allMatch(m -> isMoreSpecific(m, best.getFirst(), packs) && isMoreSpecific(best.getFirst(), m, packs));
      if (best.size() < 2 || !same) return best;
      return List.of(best.stream().filter(m -> !m.getModifiers().contains(Modifier.ABSTRACT)).findFirst().orElse(best.getFirst()));
    }

    /** Of variable parameters, one more than there are arguments counts, if the other method has so many. */
    private boolean isMoreSpecific(ExecutableElement m, ExecutableElement other, boolean packs) {
      int count = packs ? Math.max(args.size(), Math.min(other.getParameters().size(), args.size() + 1)) : args.size();
      List<Param> own = packs ? spread(m, count) : params(m);
      List<Param> others = packs ? spread(other, count) : params(other);
      for (int i = 0; i < count; i++) {
        Param a = own.get(i);
        Param b = others.get(i);
        boolean fits = isUnknown(a.type()) || isUnknown(b.type()) ? Overloads.fits(a.known(), b.known())
            : a.type().getKind().isPrimitive() && b.type().getKind().isPrimitive() ? Overloads.fits(a.known(), b.known()) : isSubtype(a.type(), b.type());
        if (!fits) return false;
      }
      return true;
    }
  }
}
