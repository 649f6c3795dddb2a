package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Signature;
import java.util.List;

/**
 * How {@link Jvp} does a call that {@link Inline} has left: by a call of {@code callee}, whose parameters are those of the primal and then
 * a tangent for each argument numbered {@code wrt}, owned where the argument is, and whose results are those of the primal and then a
 * tangent for each result numbered {@code moved}.
 */
public record Pushforward(Signature callee, List<Integer> wrt, List<Integer> moved) {
  public Pushforward {
    wrt = List.copyOf(wrt);
    moved = List.copyOf(moved);
  }

  /** Which derivatives flow through the call. */
  Activity.Flow flow() {
    return new Activity.Flow(wrt, moved);
  }
}
