package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Func;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A user's method as IR. {@code func}'s parameters are the leaves of {@code params} in order (named {@code p}, or {@code p_w} for component
 * {@code w} of a record); its results are the leaves of the returned value, then, for each array leaf the method writes, what became of it,
 * in parameter order (those parameters are {@code func.owned()}). {@code callees} holds every function reachable by calls, by the name used
 * in {@code Call}; {@code returns} is {@code null} for {@code void}. {@code sources} are the binary names of the classes whose bodies were
 * read (the method's own class first). {@code spoiled} are the leaves of arrays that the method may write or not, as a path says, so that
 * what becomes of them is not told: parameters of {@code func} that it does not own.
 */
public record Lowered(Func func, Map<String, Func> callees, List<Param> params, JavaType returns, Set<String> sources, Set<Integer> spoiled) {
  /** Whether the method may write that leaf of its parameters. */
  public boolean writes(int leaf) {
    return spoiled.contains(leaf) || func.owned().contains(func.params().get(leaf));
  }

  /** Whether anything that it gives back has a derivative. */
  public boolean hasFloatResult() {
    return func.results().stream().anyMatch(a -> a.type().isFloat());
  }

  /** A parameter as the user wrote it. */
  public record Param(String name, JavaType type) {}
}
