package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Signature;
import java.util.List;

/**
 * How {@link Vjp} reverses a call that {@link Inline} has left: which function gives the cotangents, and what it is given.
 *
 * <p>The pullback's parameters are, in this order,
 * <ol>
 *   <li>the arguments numbered {@code args} of the call, arrays borrowed;
 *   <li>the results numbered {@code residuals} of the call, arrays borrowed: what a forward function gives back besides its value;
 *   <li>a cotangent for each result numbered {@code seeds}, zero if nobody gave it one; an array is owned by the pullback;
 *   <li>for each array among {@code wrt} that the call borrows, the array its cotangent is added to, owned: it comes back as the result,
 *       so that a call costs nothing of the array's size. (An array that the call takes over needs none: its cotangent is made of that of
 *       the result it became.)
 * </ol>
 * Its results are the cotangents of the arguments numbered {@code wrt}, in that order; those of scalars are contributions, to be added.
 * Cotangents of arguments that nobody wants are dropped.
 *
 * <p>One contract for all calls that have a pullback: recursive functions, the user's own rules, whose pullback is an adapter around the
 * user's method, and recomputation, where the pullback reads all arguments and no residuals. The names of callees select the adjoint; what
 * may be inlined is inlined afterwards. What the pullback reads is a residual like any other: kept, replayed or taped by {@link Residuals}.
 */
public record Adjoint(Signature pullback, List<Integer> args, List<Integer> residuals, List<Integer> seeds, List<Integer> wrt) {
  public Adjoint {
    args = List.copyOf(args);
    residuals = List.copyOf(residuals);
    seeds = List.copyOf(seeds);
    wrt = List.copyOf(wrt);
  }

  /** Which derivatives flow through the call. */
  Activity.Flow flow() {
    return new Activity.Flow(wrt, seeds);
  }

  /** Whether the cotangent of this parameter is added to an array that is handed in. */
  static boolean accumulates(Signature.Param p) {
    return p.type().isArray() && !p.owned();
  }
}
