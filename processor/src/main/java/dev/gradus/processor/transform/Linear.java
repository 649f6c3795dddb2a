package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Var;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A linear form over integers, {@code 2*i + n - 1}, in mathematics and not in {@code int}: nothing wraps around. */
record Linear(Map<Symbol, Long> terms, long constant) {
  /** What a form is linear in. */
  sealed interface Symbol {}

  /** An {@code i32} variable. */
  record Value(Var var) implements Symbol {}

  /** The length of an array, or of its row at these indices; the array stands for all of the same shape. */
  record Extent(Var root, List<Linear> index) implements Symbol {}

  Linear {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  static Linear of(long constant) {
    return new Linear(Map.of(), constant);
  }

  static Linear of(Symbol s) {
    return new Linear(Map.of(s, 1L), 0);
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  Linear plus(long c) {
    return new Linear(terms, constant + c);
  }

  Linear plus(Linear o) {
    return plus(o, 1);
  }

  Linear minus(Linear o) {
    return plus(o, -1);
  }

  Linear times(long factor) {
    return of(0).plus(this, factor);
  }

  /** This with {@code s} replaced by a form. */
  Linear with(Symbol s, Linear form) {
    long factor = terms.get(s);
    return plus(of(s), -factor).plus(form, factor);
  }

  private Linear plus(Linear o, long factor) {
    var sum = new LinkedHashMap<>(terms);
    o.terms.forEach((s, c) -> sum.merge(s, factor * c, Long::sum));
    sum.values().removeIf(c -> c == 0);
    return new Linear(sum, constant + factor * o.constant);
  }
}
