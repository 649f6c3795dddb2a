package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Eqn;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Op;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether what a function gives is linear in some parameters, as a tangent must be to have a transpose: a sum of products of one of these
 * parameters with what does not depend on them. {@code 2*x*dx + 1} is not, though its derivative does not depend on {@code dx} either.
 *
 * <p>Method: ({@link Dependence} asks less.) Each value is zero, fixed, linear or something else, an array the worst of its elements;
 * loops to a fixpoint. Weakness: what is linear only as a whole, such as {@code (dx + 1) - 1}, or comes back from a call that gets a
 * tangent, is not seen to be so.
 */
final class Linearity {
  /** Of a lattice in which fixed and linear lie side by side. */
  private enum Degree {
    ZERO, FIXED, LINEAR, OTHER;

    Degree or(Degree d) {
      return this == ZERO || this == d ? d : d == ZERO ? this : OTHER;
    }

    Degree times(Degree d) {
      if (this == ZERO || d == ZERO) return ZERO;
      return this == FIXED ? d : d == FIXED ? this : OTHER;
    }

    /** The degree of what is computed of it in some other way. */
    Degree otherwise() {
      return this == ZERO || this == FIXED ? FIXED : OTHER;
    }
  }

  private final Map<Var, Degree> degrees = new HashMap<>();

  /** Whether a parameter decides about an exception. */
  private boolean decides;

  private Linearity() {}

  static boolean of(Func f, Collection<Var> params) {
    Linearity l = new Linearity();
    for (Var p : f.params()) l.degrees.put(p, params.contains(p) ? Degree.LINEAR : Degree.FIXED);
    l.region(f.body(), Degree.FIXED);
    return !l.decides && f.results().stream().map(l::of).allMatch(d -> d == Degree.ZERO || d == Degree.LINEAR);
  }

  private Degree of(Atom a) {
    return switch (a) {
      case Lit l -> l.type().isFloat() && l.is(0) ? Degree.ZERO : Degree.FIXED;
      case Var v -> degrees.getOrDefault(v, Degree.ZERO);
    };
  }

  /** Of all operands, used in a way that is not linear. */
  private Degree all(List<? extends Atom> atoms) {
    return atoms.stream().map(a -> of(a).otherwise()).reduce(Degree.FIXED, Degree::or);
  }

  private void join(Var v, Degree d) {
    degrees.merge(v, d, Degree::or);
  }

  /** {@code control}: what decides whether the region runs, or how often; other than fixed it makes everything other. */
  private void region(Region r, Degree control) {
    for (Eqn e : r.eqns()) {
      switch (e.op()) {
        case Op.Apply(var prim, var args) -> put(e, apply(prim, args), control);
        case Op.If(var cond, var then, var orElse) -> {
          Degree inside = control.or(of(cond).otherwise());
          region(then, inside);
          region(orElse, inside);
          for (int k = 0; k < e.results().size(); k++) {
            join(e.results().get(k), decided(of(then.results().get(k)).or(of(orElse.results().get(k))), inside));
          }
        }
        case Op.For l -> loop(e, l.init(), l.carries(), List.of(l.body()), control.or(all(List.of(l.lo(), l.hi()))));
        case Op.While w -> loop(e, w.init(), w.carries(), List.of(w.cond(), w.body()), control);
        case Op.Load(var array, var index) -> put(e, decided(of(array), all(index)), control);
        case Op.Store(var array, var index, var value) -> put(e, decided(of(array).or(of(value)), all(index)), control);
        case Op.AddAt(var array, var index, var value) -> put(e, decided(of(array).or(of(value)), all(index)), control);
        case Op.Copy(var array) -> put(e, of(array), control);
        case Op.Grow(var array, var length) -> put(e, of(array), control);
        case Op.NewArray _, Op.ZerosLike _ -> put(e, Degree.ZERO, control);
        case Op.Table _, Op.Length _ -> put(e, Degree.FIXED, control);
        case Op.Contract c -> put(e, of(c.into()).or(of(c.left()).times(of(c.right()))), control);
        case Op.Call(var callee, var args) -> {
          Degree all = all(args);
          e.results().forEach(v -> join(v, decided(all, control)));
        }
        case Op.Throw _ -> decides |= control == Degree.OTHER;
        case Op.Each each -> throw each.unexpected();
      }
    }
  }

  private void put(Eqn e, Degree d, Degree control) {
    join(e.result(), decided(d, control));
  }

  private static Degree decided(Degree d, Degree by) {
    return by == Degree.OTHER ? Degree.OTHER : d;
  }

  private Degree apply(Prim prim, List<Atom> x) {
    return switch (prim) {
      case ADD, SUB -> of(x.get(0)).or(of(x.get(1)));
      case MUL, STRONG_MUL, STRONG_PRODUCT -> of(x.get(0)).times(of(x.get(1)));
      case DIV, STRONG_DIV -> of(x.get(0)).times(of(x.get(1)).otherwise());
      case FMA -> of(x.get(0)).times(of(x.get(1))).or(of(x.get(2)));
      case NEG, TO_F32, TO_F64, TO_DEGREES, TO_RADIANS -> of(x.get(0)).times(Degree.FIXED);
      case SELECT -> decided(of(x.get(1)).or(of(x.get(2))), of(x.get(0)).otherwise());
      default -> all(x);
    };
  }

  private void loop(Eqn e, List<Atom> init, List<Var> carries, List<Region> regions, Degree control) {
    Region body = regions.getLast();
    for (Map<Var, Degree> before = null; !degrees.equals(before); ) {
      before = new HashMap<>(degrees);
      Degree inside = control;
      for (int k = 0; k < init.size(); k++) {
        join(carries.get(k), of(init.get(k)));
        if (regions.size() > 1) join(regions.getFirst().params().get(k), of(carries.get(k)));
      }
      if (regions.size() > 1) {
        region(regions.getFirst(), inside);
        inside = inside.or(of(regions.getFirst().results().getFirst()).otherwise());
      }
      if (!body.params().isEmpty() && body.params().size() > carries.size()) join(body.params().getFirst(), Degree.FIXED);
      region(body, inside);
      for (int k = 0; k < init.size(); k++) join(carries.get(k), decided(of(body.results().get(k)), inside));
    }
    for (int k = 0; k < init.size(); k++) join(e.results().get(k), of(carries.get(k)));
  }
}
