package dev.gradus.processor;

import dev.gradus.processor.emit.TooManyParameters;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.transform.NoDerivative;
import dev.gradus.processor.transform.Options;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;

/**
 * Makes the bodies of one request's companion methods, if there is something to make them from. Whatever goes wrong here is a bug of
 * ours; it is reported at the user's method, and the companion gets the signatures it would have had.
 */
record Attempt(Request.Target target, Optional<Lowered> lowered, Options options, Reporter reporter, FrontEnd frontEnd) {
  private static final int FRAMES = 8;

  /** What is made of a method that was read; the refusal is for what its annotation asks of it. */
  @FunctionalInterface
  interface Work<T> {
    T of(Lowered lowered) throws LoweringException;
  }

  <T> Optional<T> of(Work<T> work) {
    try {
      return lowered.isEmpty() ? Optional.empty() : Optional.of(work.of(lowered.get()));
    } catch (LoweringException e) {
      reporter.error(e);
      return Optional.empty();
    } catch (NoDerivative e) {
      reporter.error(refusal(e, target.method().element(), lowered.orElseThrow(), frontEnd));
      return Optional.empty();
    } catch (TooManyParameters e) {
      reporter.error(target.method().element(), Diagnostic.TOO_MANY_PARAMETERS, target.name() + ", as its derivative needs it,");
      return Optional.empty();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      report(e, target, reporter);
      return Optional.empty();
    }
  }

  /** What a derivative that does not exist is to the user. */
  static LoweringException refusal(NoDerivative e, ExecutableElement method, Lowered lowered, FrontEnd frontEnd) {
    return switch (e.why()) {
      case BACKWARD_ONLY -> frontEnd.backwardOnly(method, lowered, e.function());
      case NOT_LINEAR -> frontEnd.notLinear(method, e.function());
      case TOO_LARGE -> new LoweringException(method, Diagnostic.TOO_LARGE, method.getSimpleName());
    };
  }

  static void report(Throwable e, Request.Target target, Reporter reporter) {
    String stack = Arrays.stream(e.getStackTrace()).limit(FRAMES).map(f -> "\n    at " + f).collect(Collectors.joining());
    reporter.error(target.method().element(), Diagnostic.INTERNAL, e + stack);
  }
}
