package dev.gradus.processor.ir;

import java.util.List;

/**
 * The derivative of a function as its author wrote it, in place of the one that its body has: the names of functions of the same program.
 * Calls of such a function stay calls until their derivative is taken. The functions take and give arrays that nobody else has.
 */
public sealed interface CustomRule {
  /**
   * Reverse mode ({@code vjp} in the text).
   *
   * @param forward the parameters of the function; its results, then what the backward function needs
   * @param backward what the forward function gave besides, then a cotangent for each floating-point result; a cotangent for each
   *     floating-point parameter
   */
  record Backward(String forward, String backward) implements CustomRule {}

  /**
   * Both modes ({@code jvp} in the text).
   *
   * @param pushforward the parameters of the function, then a tangent for each that is floating-point; its results, then a tangent for each
   *     that is floating-point
   */
  record Forward(String pushforward) implements CustomRule {}

  /** Reverse mode that keeps nothing but the arguments and runs the function again ({@code again} in the text). */
  record Again() implements CustomRule {}

  /** The functions that it names. */
  default List<String> functions() {
    return switch (this) {
      case Backward(var forward, var backward) -> List.of(forward, backward);
      case Forward(var pushforward) -> List.of(pushforward);
      case Again _ -> List.of();
    };
  }
}
