package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Program;
import dev.gradus.processor.transform.Axes;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Batches a program: as maps, as other programs work with them, or as loops, as they are written down. */
public enum Batching {
  MAPS(p -> p), LOOPS(Passes::written);

  private final UnaryOperator<Program> form;

  Batching(UnaryOperator<Program> form) {
    this.form = form;
  }

  Program of(Program p, Axes axes) {
    return form.apply(Passes.vmap(p.main(), p.functions(), axes, Options.none()));
  }

  /** For each result whether it may differ between lanes. */
  static List<Boolean> differs(Program p, List<Axes.Leaf> in) {
    return Passes.batched(p.main(), p.functions(), in);
  }
}
