package dev.gradus.processor.transform;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Functions of one or two loops that are nearly a map or a reduction: elements at {@code i}, beside it, mirrored, at every second place or
 * through an array of indices; arrays that are only added to; sums that are looked at, taken in twice, or only if, of {@code float} and of integers that overflow;
 * conditions, inner loops, divisions, lengths that do not fit, and now and then a bound or an offset that is as large as can be.
 */
final class RandomLoops {
  private static final ValueType VECTOR = new ValueType(Kind.F64, 1);
  private static final ValueType MATRIX = new ValueType(Kind.F64, 2);
  private static final List<Integer> EXTREMES =
      List.of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1 << 30, -1 << 30, -1);
  private static final List<Prim> TOTALS = List.of(Prim.ADD, Prim.ADD, Prim.SUB, Prim.MUL, Prim.MAX, Prim.MIN, Prim.DIV);

  private static final List<Prim> INTEGER_TOTALS =
      List.of(Prim.ADD, Prim.SUB, Prim.MUL, Prim.MAX, Prim.MIN, Prim.AND, Prim.OR, Prim.XOR);

  private final SplittableRandom random;
  private final Var x = Var.fresh("x", VECTOR);
  private final Var y = Var.fresh("y", VECTOR);
  private final Var a = Var.fresh("a", MATRIX);
  private final Var k = Var.fresh("k", new ValueType(Kind.I32, 1));
  private final Var p = Var.fresh("p", ValueType.I32);
  private final Var q = Var.fresh("q", ValueType.I32);
  /** Whether nothing is written but sums, often at another index than the iteration's. */
  private final boolean onlyAdds;
  private Builder b;

  private RandomLoops(long seed) {
    random = new SplittableRandom(seed);
    onlyAdds = chance(0.3);
  }

  static Func of(long seed) {
    return new RandomLoops(seed).func();
  }

  static List<Object[]> args(long seed) {
    SplittableRandom r = new SplittableRandom(seed);
    var all = new ArrayList<Object[]>();
    for (int run = 0; run < 8; run++) {
      int n = r.nextInt(5);
      boolean fits = run % 2 == 0;
      double[][] a = new double[fits ? n : r.nextInt(5)][];
      for (int i = 0; i < a.length; i++) if (fits || r.nextInt(6) > 0) a[i] = r.doubles(fits ? n : r.nextInt(5), -2, 2).toArray();
      int[] k = r.ints(fits ? n : r.nextInt(5), fits ? 0 : -1, Math.max(1, n)).toArray();
      double[] y = r.doubles(fits ? n : r.nextInt(5), -2, 2).toArray();
      int p = run == 7 ? Integer.MIN_VALUE + r.nextInt(2) : fits ? n : r.nextInt(6);
      int q = run == 5 ? EXTREMES.get(r.nextInt(EXTREMES.size())) : r.nextInt(5);
      all.add(new Object[] {r.doubles(n, -2, 2).toArray(), y, a, k, p, q});
    }
    return all;
  }

  private boolean chance(double c) {
    return random.nextDouble() < c;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Func func() {
    Func f = Builder.func("f", List.of(x, y, a, k, p, q), into -> {
      b = into;
      Atom n = b.length(x);
      var arrays = new ArrayList<Atom>(List.of(y));
      if (chance(0.5)) arrays.add(b.newArray("z", VECTOR, chance(0.7) ? n : b.add(n, Lit.of(1))));
      if (chance(0.4)) arrays.set(0, b.newArray("y", VECTOR, chance(0.7) ? n : b.length(k)));
      if (chance(0.4)) arrays.add(chance(0.5) ? b.copy(a) : b.newArray("c", MATRIX, n, n));
      var carried = new ArrayList<Atom>(arrays.stream().filter(_ -> chance(0.7)).toList());
      if (chance(0.4)) carried.add(Lit.of(0.25));
      if (chance(0.2)) carried.add(Lit.of(0.5));
      if (chance(0.15)) carried.add(Lit.of(chance(0.5)));
      if (chance(0.15)) carried.add(pick(List.of(Lit.of(Integer.MAX_VALUE - 2), Lit.of(Long.MIN_VALUE + 2), Lit.of(0.5f), Lit.of(7))));
      if (carried.isEmpty()) carried.add(arrays.getFirst());
      List<String> names = carried.stream().map(c -> c instanceof Var v ? v.name() : "s").toList();
      Atom lo = pick(List.of(Lit.of(0), Lit.of(0), Lit.of(1), b.apply(Prim.MAX, q, Lit.of(-2))));
      Atom hi = pick(List.of(n, n, p, b.sub(n, Lit.of(1)), b.length(k)));
      return b.loop("i", lo, hi, chance(0.15), names, carried, (i, c) -> body(i, new ArrayList<>(c), 2));
    });
    return Verifier.check(Copies.run(new Func(f.name(), f.body(), chance(0.5) ? Set.of(y) : Set.of())));
  }

  private List<? extends Atom> body(Var i, List<Atom> now, int depth) {
    var numbers = new ArrayList<Atom>(List.of(Lit.of(1.5)));
    for (int step = 1 + random.nextInt(4); step > 0; step--) step(i, now, numbers, depth);
    for (int c = 0; c < now.size(); c++) {
      if (!chance(0.7)) continue;
      if (now.get(c).type().isArray()) now.set(c, write(now.get(c), i, pick(numbers)));
      else now.set(c, total(now.get(c), pick(numbers)));
    }
    return now;
  }

  private void step(Var i, List<Atom> now, List<Atom> numbers, int depth) {
    int c = random.nextInt(now.size());
    Atom carried = now.get(c);
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> numbers.add(b.load(x, chance(0.8) ? i : index(i)));
      case 3 -> numbers.add(b.mul(pick(numbers), pick(numbers)));
      case 4 -> numbers.add(chance(0.3) ? b.convert(b.div(Lit.of(7), b.load(k, i)), Kind.F64) : b.load(x, b.load(k, i)));
      case 5 -> {
        if (carried.type().isArray()) numbers.add(carried.type().rank() == 1 ? b.load(carried, own(i)) : b.load(carried, own(i), own(i)));
        else if (carried.type().equals(ValueType.F64) && chance(0.2)) numbers.add(carried);
      }
      case 6, 7 -> {
        Atom holds = b.lt(pick(numbers), Lit.of(1.0));
        Atom v = pick(numbers);
        Supplier<List<? extends Atom>> then = () -> List.of(carried.type().isArray() ? write(carried, i, v) : total(carried, v));
        now.set(c, b.branch(holds, List.of("t"), then, () -> List.of(carried)).getFirst());
      }
      default -> {
        if (depth == 1) return;
        Atom hi = pick(List.of(p, i, b.length(x)));
        now.set(c, b.loop("j", Lit.of(0), hi, false, List.of("t"), List.of(carried), (j, in) -> {
          Atom v = b.mul(b.load(x, chance(0.8) ? j : index(j)), pick(numbers));
          Atom t = in.getFirst();
          if (!t.type().isArray()) return List.of(total(t, v));
          if (t.type().rank() == 1) return List.of(write(t, chance(0.6) ? i : j, v));
          return List.of(chance(0.8) ? b.store(t, List.of(own(i), j), v) : b.addAt(t, List.of(j, own(i)), v));
        }).getFirst());
      }
    }
  }

  private Atom own(Var i) {
    return chance(onlyAdds ? 0.4 : 0.8) ? i : index(i);
  }

  private Atom index(Var i) {
    return switch (random.nextInt(10)) {
      case 0 -> b.add(i, Lit.of(1));
      case 1 -> b.sub(i, Lit.of(1));
      case 2 -> b.sub(p, i);
      case 3 -> b.mul(i, Lit.of(2));
      case 4 -> b.load(k, i);
      case 5 -> b.add(i, q);
      case 6 -> b.add(b.add(i, q), q);
      case 7 -> b.sub(b.sub(p, Lit.of(1)), b.add(i, q));
      case 8 -> b.mul(i, Lit.of(1 << 31));
      default -> Lit.of(0);
    };
  }

  private Atom write(Atom array, Var i, Atom v) {
    List<Atom> index = array.type().rank() == 1 ? List.of(own(i)) : List.of(own(i), chance(0.5) ? Lit.of(0) : q);
    return onlyAdds || chance(0.5) ? b.addAt(array, index, v) : b.store(array, index, v);
  }

  private Atom total(Atom total, Atom v) {
    if (total.type().equals(ValueType.BOOL)) return decided(total, v);
    Kind kind = total.type().kind();
    if (!kind.isInteger()) return b.apply(pick(TOTALS), total, b.convert(v, kind));
    Atom i = b.convert(b.mul(v, Lit.of(1e9)), kind);
    if (chance(0.3)) {
      Atom less = b.lt(chance(0.5) ? i : total, chance(0.5) ? total : i);
      return b.select(less, chance(0.5) ? i : total, chance(0.7) ? total : i);
    }
    return b.apply(pick(INTEGER_TOTALS), total, i);
  }

  /** {@code total || x[k[0]] < v}, or with {@code &&}, or both sides at once. */
  private Atom decided(Atom total, Atom v) {
    if (chance(0.3)) return b.apply(pick(List.of(Prim.OR, Prim.AND, Prim.XOR)), total, b.lt(v, Lit.of(0.5)));
    boolean or = chance(0.5);
    Supplier<List<? extends Atom>> asked = () -> List.of(b.lt(chance(0.5) ? b.load(x, b.load(k, Lit.of(0))) : b.sin(v), v));
    Supplier<List<? extends Atom>> known = () -> List.of(Lit.of(or));
    return b.branch(total, List.of("t"), or ? known : asked, or ? asked : known).getFirst();
  }
}
