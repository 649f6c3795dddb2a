package dev.gradus.processor;

import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.transform.Options;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the bodies of one request's companion methods, if there is something to make them from. Whatever goes wrong here is a bug of
 * ours; it is reported at the user's method, and the companion gets the signatures it would have had.
 */
record Attempt(Request.Target target, Optional<Lowered> lowered, Options options, Reporter reporter) {
  private static final int FRAMES = 8;

  <T> Optional<T> of(Function<Lowered, T> work) {
    try {
      return lowered.map(work);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      report(e, target, reporter);
      return Optional.empty();
    }
  }

  static void report(Throwable e, Request.Target target, Reporter reporter) {
    String stack = Arrays.stream(e.getStackTrace()).limit(FRAMES).map(f -> "\n    at " + f).collect(Collectors.joining());
    reporter.error(target.method().element(), Diagnostic.INTERNAL, e + stack);
  }
}
