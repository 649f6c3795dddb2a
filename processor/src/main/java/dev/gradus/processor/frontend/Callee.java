package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Func;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A method that has been lowered, as its callers see it.
 *
 * @param results for each leaf of the returned value, the parameter leaf whose array it is, or {@link #FRESH}, {@link #UNCLEAR},
 *     {@link #SEVERAL} or {@link #NOTHING}
 * @param alone for each leaf of the method's own parameters, whether its array must not be passed for another of them (tangents and
 *     cotangents, which follow, may be any arrays)
 * @param replacesRows for each parameter leaf, whether rows of it are replaced by other arrays
 * @param spoiled parameter leaves that are written or not, as a path says: what is in these arrays afterwards is not known
 * @param callees every function that it calls, directly or not
 * @param sources binary names of the classes read, its own first
 */
public record Callee(Func func, List<Lowered.Param> params, JavaType returns, List<Integer> results, List<Boolean> alone,
    List<Boolean> replacesRows, Set<Integer> spoiled, Map<String, Func> callees, Set<String> sources) {
  /** A scalar, or an array that nobody else has. */
  public static final int FRESH = -1;
  /** An array that is part of a parameter or of another leaf. */
  public static final int UNCLEAR = -2;
  /** An array that may be any of several, as a path says: a parameter, part of one or of another leaf, or a new one. */
  public static final int SEVERAL = -3;
  /** A new array in case the method returns, of which nothing is known yet: what a method returns that returns only what it calls itself. */
  static final int NOTHING = -4;

  /** A function that writes none of its arguments. */
  public static Callee pure(Func func, List<Lowered.Param> params, JavaType returns, List<Integer> results, List<Boolean> alone,
      Map<String, Func> callees, Set<String> sources) {
    return new Callee(func, params, returns, results, alone, Collections.nCopies(func.params().size(), false), Set.of(), callees, sources);
  }

  /** The same, calling nothing. */
  Callee withoutCallees() {
    return new Callee(func, params, returns, results, alone, replacesRows, spoiled, Map.of(), sources);
  }

  /** Whether callers see no difference between the two. */
  boolean isLike(Callee other) {
    return func.signature().equals(other.func.signature()) && results.equals(other.results) && alone.equals(other.alone)
        && replacesRows.equals(other.replacesRows) && spoiled.equals(other.spoiled);
  }

  boolean writes(int paramLeaf) {
    return func.owned().contains(func.params().get(paramLeaf));
  }
}
