package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Program;
import dev.gradus.processor.transform.Axes;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Batches a program, and then brings the batch into some form. */
public record Batching(UnaryOperator<Program> form) {
  /** As maps, as other programs work with it. */
  public static final Batching MAPS = new Batching(p -> p);
  /** As loops, as it is written down. */
  public static final Batching LOOPS = new Batching(Passes::written);

  Program of(Program p, Axes axes) {
    return form.apply(Passes.vmap(p.main(), p.functions(), axes, Options.none()));
  }

  /** For each result whether it may differ between lanes. */
  static List<Boolean> differs(Program p, List<Axes.Leaf> in) {
    return Passes.batched(p.main(), p.functions(), in);
  }
}
