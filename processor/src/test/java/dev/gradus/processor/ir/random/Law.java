package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import java.util.List;

/** Something that holds of every program, checked at some arguments. */
public interface Law {
  String name();

  /** Throws {@link Broken} (or whatever a transform throws) if the law does not hold of {@code p} at one of these lists of arguments. */
  void check(Program p, List<Object[]> args);

  /** The same for a function without calls. */
  default void check(Func f, List<Object[]> args) {
    check(Program.of(f), args);
  }

  /** A law does not hold. */
  final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Broken(String message) {
      super(message);
    }
  }
}
