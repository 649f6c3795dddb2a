package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import java.util.List;
import java.util.SplittableRandom;

/** Random scalar arithmetic that stays of order one and away from poles, so that finite differences of whole programs mean something. */
final class Formulas {
  private static final List<Prim> OF_SMALL = List.of(Prim.SINH, Prim.COSH, Prim.TANH, Prim.ATAN, Prim.EXPM1, Prim.EXP, Prim.COS,
      Prim.TO_RADIANS);
  private static final List<Prim> OF_LARGE = List.of(Prim.SQRT, Prim.LOG, Prim.LOG10, Prim.LOG1P, Prim.CBRT, Prim.NEXT_UP);
  private static final List<Prim> STEPS = List.of(Prim.FLOOR, Prim.RINT, Prim.SIGNUM, Prim.CEIL);
  private static final List<Prim> TESTS = List.of(Prim.LT, Prim.LE, Prim.GT, Prim.GE);

  private final SplittableRandom random;
  private final Builder b;

  Formulas(SplittableRandom random, Builder b) {
    this.random = random;
    this.b = b;
  }

  <T> T pick(List<T> from) {
    int n = from.size();
    // what is new is used more
    return from.get(random.nextInt(3) == 0 ? random.nextInt(n) : Math.max(random.nextInt(n), random.nextInt(n)));
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  Lit constant(Kind kind) {
    return Lit.of(kind, Math.rint(random.nextDouble(-1.5, 1.5) * 64) / 64);
  }

  /** A new value of a floating-point kind. */
  Atom number(Scope s, Kind kind) {
    return kind == Kind.F32 ? single(s) : real(s);
  }

  /** An old value of a floating-point kind, or now and then a constant. */
  Atom old(Scope s, Kind kind) {
    List<Atom> all = s.numbers(kind);
    return all.isEmpty() || chance(0.05) ? constant(kind) : pick(all);
  }

  private Atom real(Scope s) {
    Atom x = old(s, Kind.F64);
    Atom y = old(s, Kind.F64);
    return switch (random.nextInt(17)) {
      case 0, 1 -> b.sin(b.add(b.mul(x, y), constant(Kind.F64)));
      case 2 -> b.apply(Prim.TANH, b.sub(x, y));
      case 3 -> b.add(b.mul(x, Lit.of(0.5)), b.mul(y, Lit.of(0.25)));
      case 4 -> b.sin(b.mul(x, constant(Kind.F64)));
      case 5 -> b.div(x, b.add(Lit.of(1.5), b.mul(y, y)));
      case 6 -> b.apply(chance(0.5) ? Prim.MAX : Prim.MIN, x, b.mul(y, Lit.of(0.75)));
      case 7 -> b.sub(b.apply(Prim.ABS, x), Lit.of(0.5));
      case 8 -> b.select(condition(s), x, b.mul(y, Lit.of(0.5)));
      case 9 -> b.apply(pick(OF_SMALL), b.sin(x));
      case 10 -> b.apply(pick(OF_LARGE), b.add(Lit.of(1.25), b.sin(x)));
      case 11 -> s.ints.isEmpty() ? b.cos(x) : b.mul(b.convert(pick(s.ints), Kind.F64), b.mul(b.sin(x), Lit.of(0.125)));
      case 12 -> s.floats.isEmpty() ? b.neg(x) : b.apply(Prim.TANH, b.convert(pick(s.floats), Kind.F64));
      case 13 -> b.apply(Prim.ATAN2, x, b.add(Lit.of(1.5), b.mul(y, y)));
      case 14 -> b.apply(Prim.FMA, b.sin(x), Lit.of(0.25), b.sin(y));
      case 15 -> b.pow(b.add(Lit.of(1.5), b.sin(x)), b.sin(y));
      default -> chance(0.4) ? b.mul(b.apply(pick(STEPS), x), b.sin(y)) : b.apply(Prim.HYPOT, b.add(Lit.of(1.5), b.sin(x)), b.sin(y));
    };
  }

  private Atom single(Scope s) {
    Atom x = old(s, Kind.F32);
    Atom y = old(s, Kind.F32);
    return switch (random.nextInt(7)) {
      case 0 -> b.add(b.mul(x, Lit.of(0.5f)), b.mul(y, constant(Kind.F32)));
      case 1 -> b.div(b.mul(x, Lit.of(0.5f)), b.add(Lit.of(1.5f), b.mul(y, y)));
      case 2 -> b.apply(Prim.MAX, x, b.mul(y, Lit.of(0.75f)));
      case 3 -> b.convert(b.apply(Prim.TANH, b.convert(b.mul(x, y), Kind.F64)), Kind.F32);
      case 4 -> b.convert(b.sin(old(s, Kind.F64)), Kind.F32);
      case 5 -> b.select(condition(s), x, b.neg(y));
      default -> b.sub(b.apply(Prim.ABS, x), Lit.of(0.5f));
    };
  }

  Atom condition(Scope s) {
    return switch (random.nextInt(7)) {
      case 0 -> s.conditions.isEmpty() ? b.gt(old(s, Kind.F64), constant(Kind.F64)) : b.apply(Prim.NOT, pick(s.conditions));
      case 1 -> s.ints.size() < 2 ? b.lt(old(s, Kind.F64), constant(Kind.F64)) : b.apply(pick(TESTS), pick(s.ints), pick(s.ints));
      case 2 -> s.ints.isEmpty() ? b.lt(old(s, Kind.F64), constant(Kind.F64)) : b.eq(b.apply(Prim.AND, pick(s.ints), Lit.of(1)), Lit.of(0));
      case 3 -> s.conditions.isEmpty() ? b.ge(old(s, Kind.F64), constant(Kind.F64))
          : b.apply(chance(0.5) ? Prim.AND : Prim.OR, pick(s.conditions), b.gt(old(s, Kind.F64), constant(Kind.F64)));
      default -> b.apply(pick(TESTS), old(s, Kind.F64), b.add(old(s, Kind.F64), constant(Kind.F64)));
    };
  }
}
