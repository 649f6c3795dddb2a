package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader would call a variable that nobody has named: a value without a name by the function that gives it ({@code exp}), an
 * element that has its array's name by the place it is taken from ({@code zi}, {@code couponI}).
 */
final class SpokenNames {
  private static final String UNNAMED = "t";

  private final Map<Var, String> names = new HashMap<>();

  SpokenNames(List<Eqn> eqns) {
    for (Eqn e : eqns) {
      switch (e.op()) {
        case Op.Apply(var prim, var _) when prim.isCall() && e.result().name().equals(UNNAMED) ->
            names.put(e.result(), prim.java().substring(prim.java().lastIndexOf('.') + 1));
        case Op.Load(Var array, var index) when array.name().equals(e.result().name()) ->
            names.put(e.result(), element(array.name(), index));
        case Op _ -> { }
      }
    }
  }

  String of(Var v) {
    return names.getOrDefault(v, v.name());
  }

  /** The same of what a loop carries on from {@code init}. */
  String ofCarry(Var v, Atom init) {
    return init instanceof Var i && i.name().equals(v.name()) ? of(i) : v.name();
  }

  private static String element(String array, List<Atom> index) {
    var name = new StringBuilder(array);
    for (Atom i : index) {
      String place = switch (i) {
        case Lit l -> l.value().toString().replace('-', '_');
        case Var v -> v.name();
      };
      name.append(array.length() == 1 && place.length() == 1 ? place : Character.toUpperCase(place.charAt(0)) + place.substring(1));
    }
    return name.toString();
  }
}
