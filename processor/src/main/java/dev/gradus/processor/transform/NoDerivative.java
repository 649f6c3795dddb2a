package dev.gradus.processor.transform;

/**
 * A derivative was asked of a call that has none, or of a method that is too large for one. The program is at fault, not the compiler:
 * whoever knows where the call is says so there.
 */
public final class NoDerivative extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why there is none. */
  public enum Why {
    /** Forward mode through a function with a rule for reverse mode only. */
    BACKWARD_ONLY,
    /** Reverse mode through a function whose pushforward is not linear in the tangents. */
    NOT_LINEAR,
    /** A function that becomes too large when calls are replaced by what they call. */
    TOO_LARGE
  }

  private final Why why;
  private final String function;

  NoDerivative(Why why, String function) {
    super(why + ": " + function);
    this.why = why;
    this.function = function;
  }

  public Why why() {
    return why;
  }

  /** The name of the function called. */
  public String function() {
    return function;
  }
}
