package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.FreeVars;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which arrays that the body of an {@code each} yields have one shape in all iterations, for sure: those allocated there by lengths that
 * come from outside, or after the model of an array from outside, and then changed in their elements alone.
 */
final class LaneShapes {
  private final Map<Var, Op> definitions = new HashMap<>();
  private final Set<Var> bound;
  private final WrittenInPlace inPlace;

  LaneShapes(Region body) {
    this.bound = FreeVars.boundIn(body);
    this.inPlace = new WrittenInPlace(body);
    for (Eqn e : FreeVars.eqnsIn(body)) for (Var v : e.results()) definitions.put(v, e.op());
  }

  boolean areOne(Atom array) {
    if (inPlace.movesRows(array.type())) return false;
    Var root = inPlace.root(array);
    return isOutside(root) || switch (definitions.get(root)) {
      case Op.NewArray(var type, var dims) -> dims.size() == type.rank() && dims.stream().allMatch(this::isOutside);
      case Op.Copy(var like) -> isOutside(like);
      case Op.ZerosLike(var like) -> isOutside(like);
      case null -> false;
      case Op.Apply _, Op.If _, Op.For _, Op.While _, Op.Load _, Op.Store _, Op.AddAt _, Op.Table _, Op.Length _, Op.Grow _, Op.Throw _,
          Op.Call _, Op.Parallel _ -> false;
    };
  }

  /** Whether it is known outside, or made of what is. */
  private boolean isOutside(Atom a) {
    if (!(a instanceof Var v && bound.contains(v))) return true;
    Op op = definitions.get(v);
    return (op instanceof Op.Apply || op instanceof Op.Length) && op.args().stream().allMatch(this::isOutside);
  }
}
