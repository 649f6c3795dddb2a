package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Var;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A linear form over integers, {@code 2*i + n - 1}, in mathematics and not in {@code int}: nothing wraps around. */
record Linear(Map<Symbol, Long> terms, long constant) {
  private static final int LARGE = 1 << 15;

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

  /**
   * An {@code i32} read through additions, subtractions and multiplications by a constant, as far as {@code definition} knows what binds a
   * variable. An index that is in range is a mathematical integer unless its parts overflow, which takes large constants: where there are
   * any the variable is left as it is.
   */
  static Linear of(Atom a, Function<Var, Eqn> definition) {
    return switch (a) {
      case Lit l -> of((Integer) l.value());
      case Var v -> {
        Eqn e = definition.apply(v);
        Linear form = e != null && e.op() instanceof Op.Apply(var prim, var args) ? of(prim, args, definition) : null;
        yield form == null || form.isLarge() ? of(new Value(v)) : form;
      }
    };
  }

  private static Linear of(Prim prim, List<Atom> x, Function<Var, Eqn> definition) {
    return switch (prim) {
      case ADD -> of(x.get(0), definition).plus(of(x.get(1), definition));
      case SUB -> of(x.get(0), definition).minus(of(x.get(1), definition));
      case NEG -> of(x.get(0), definition).times(-1);
      case MUL -> x.get(0) instanceof Lit l ? of(x.get(1), definition).times((Integer) l.value())
          : x.get(1) instanceof Lit l ? of(x.get(0), definition).times((Integer) l.value()) : null;
      default -> null;                                    // any other primitive is opaque
    };
  }

  private boolean isLarge() {
    return Math.abs(constant) > LARGE * 16L || terms.values().stream().anyMatch(c -> Math.abs(c) > LARGE);
  }

  /** How the form grows with a variable. */
  long slope(Var v) {
    return terms.getOrDefault(new Value(v), 0L);
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
