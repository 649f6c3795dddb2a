package dev.gradus.processor.emit;

import dev.gradus.processor.ir.Prim;
import java.util.EnumSet;
import java.util.Set;

/** What evaluating something may throw. */
enum Trap {
  /** {@link ArrayIndexOutOfBoundsException}. */
  INDEX,
  /** {@link NullPointerException} of an absent row. */
  ABSENT,
  /** {@link ArithmeticException}: integer division by zero, overflow of an "exact" method. */
  ARITHMETIC,
  /** {@link NegativeArraySizeException}. */
  SIZE,
  /** {@link IllegalArgumentException} of {@link Math#clamp}. */
  BOUNDS;

  static final Set<Trap> NONE = Set.of();

  static Trap of(Prim p) {
    return p == Prim.CLAMP ? BOUNDS : ARITHMETIC;
  }

  /** Whether nobody can tell which of the two was evaluated first: one of them never throws, or both throw the same. */
  static boolean commute(Set<Trap> a, Set<Trap> b) {
    return a.isEmpty() || b.isEmpty() || a.size() == 1 && a.equals(b);
  }

  static Set<Trap> union(Set<Trap> a, Set<Trap> b) {
    if (b.isEmpty() || a.equals(b)) return a;
    if (a.isEmpty()) return b;
    Set<Trap> all = EnumSet.copyOf(a);
    all.addAll(b);
    return all;
  }
}
