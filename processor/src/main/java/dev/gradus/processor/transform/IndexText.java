package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Var;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Elements of arrays as a person would write them, {@code a[i - 1]}, as far as that is short. */
record IndexText(Map<Var, Eqn> definitions) {
  private static final int DEPTH = 3;
  /** What the front end calls that for which the user has no name. */
  private static final String TEMPORARY = "t";

  String element(String array, List<Atom> index) {
    return element(array, index, DEPTH);
  }

  private String element(String array, List<Atom> index, int depth) {
    return array + index.stream().map(i -> "[" + text(i, depth) + "]").collect(Collectors.joining());
  }

  private String text(Atom a, int depth) {
    if (a instanceof Lit l) return l.toString();
    Var v = (Var) a;
    if (depth == 0 || definitions.get(v) == null || !v.name().equals(TEMPORARY)) return v.name();
    return switch (definitions.get(v).op()) {
      case Op.Apply(var prim, var args) when prim == Prim.ADD || prim == Prim.SUB ->
          text(args.get(0), depth - 1) + sign(prim) + text(args.get(1), depth - 1);
      case Op.Apply(var prim, var args) when prim == Prim.MUL -> factor(args.get(0), depth - 1) + "*" + factor(args.get(1), depth - 1);
      case Op.Load(var array, var index) -> element(((Var) array).name(), index, depth - 1);
      case Op _ -> v.name();
    };
  }

  private String factor(Atom a, int depth) {
    String text = text(a, depth);
    return text.contains(" ") ? "(" + text + ")" : text;
  }

  private static String sign(Prim prim) {
    return prim == Prim.ADD ? " + " : " - ";
  }
}
