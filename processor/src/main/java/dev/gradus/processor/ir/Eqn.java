package dev.gradus.processor.ir;

import java.util.List;

/** Binds the results of one operation. Identity matters to passes that remember equations: compare with {@code ==}. */
public record Eqn(List<Var> results, Op op) {
  public Eqn {
    results = List.copyOf(results);
  }

  public Eqn(Var result, Op op) {
    this(List.of(result), op);
  }

  /** The only result. */
  public Var result() {
    if (results.size() != 1) throw new IllegalStateException("expected one result: " + results);
    return results.getFirst();
  }
}
