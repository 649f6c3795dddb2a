package dev.gradus.processor.ir.random;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.Axes;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * By what batching is judged: {@code vmap(f)(xs)[i]} is {@code f(xs[i])} to the last bit. Which parameters are batched, along which axes,
 * where results have theirs, and what lanes start from, is drawn at random; the same for the same arguments. A program that takes too long
 * at these is passed over.
 */
public final class BatchLaws {
  /** Equations that a lane may take; one that takes more than that starts from the arguments themselves. */
  private static final long STEPS = 50_000;

  private BatchLaws() {}

  private record Stated(String name, Check check) implements Law {
    @Override
    public void check(Program p, List<Object[]> args) {
      for (Object[] a : args) check.of(p, a);
    }
  }

  @FunctionalInterface
  private interface Check {
    void of(Program p, Object[] args);
  }

  /** The batch computes for every lane what the program computes, or throws what the first lane that throws does. */
  public static Law lanes(Batching batching, int... sizes) {
    return new Stated("vmap(f)(xs)[i] = f(xs[i])", (p, args) -> {
      for (int size : sizes) {
        Batch b = new Batch(p, args, size);
        Program batched = batching.of(p, b.axes);
        Object expected = b.expected();
        Object found = outcome(batched, b.args(), b.steps());
        boolean differs = expected == null ? found instanceof String : !same(expected, found);
        if (expected != null && differs) throw new Law.Broken(b + ": expected " + text(expected) + " but was " + text(found));
      }
    });
  }

  /** The derivative of the batch: of what is batched that of each lane, of what is not the sum over lanes, up to rounding. */
  public static Law gradientIsSumOfLanes(Batching batching, Laws.Mode vjp, int... sizes) {
    return new Stated("grad(vmap(f)) = sum of grad(f)", (p, args) -> {
      List<Integer> wrt = Laws.floats(p.main());
      Program back = vjp.apply(p, wrt);
      for (int size : sizes) {
        Batch b = new Batch(p, args, size);
        if (size == 0 || !(b.expected() instanceof Object[])) continue;
        b.checkGradient(wrt, back, vjp.apply(batching.of(p, b.axes), wrt));
      }
    });
  }

  /** A program's batch: its axes and the arguments of its lanes. */
  private static final class Batch {
    private final Program p;
    private final Func f;
    private final SplittableRandom random;
    private final Axes axes;
    private final List<Object[]> lanes = new ArrayList<>();
    private final Object[] shared;
    private final List<Boolean> differs;

    Batch(Program p, Object[] args, int size) {
      this.p = p;
      this.f = p.main();
      this.random = new SplittableRandom(31L * Arrays.deepHashCode(args) + size);
      this.shared = args;
      List<Axes.Leaf> in = in();
      this.differs = Batching.differs(p, in);
      this.axes = new Axes(f.name(), in, out(in));
      for (int i = 0; i < size; i++) {
        Object[] lane = args.clone();
        for (int k = 0; k < lane.length; k++) if (in.get(k).isMapped()) lane[k] = Batches.varied(args[k], random);
        lanes.add(ends(lane) ? lane : args);
      }
    }

    private boolean ends(Object[] lane) {
      try {
        outcome(p, lane);
        return true;
      } catch (Interpreter.StepLimit e) {
        return false;
      }
    }

    private List<Axes.Leaf> in() {
      int always = random.nextInt(shared.length);
      var in = new ArrayList<Axes.Leaf>();
      for (int k = 0; k < shared.length; k++) {
        Var v = f.params().get(k);
        int rank = v.type().rank();
        boolean isMapped = k == always || f.owned().contains(v) || random.nextInt(4) > 0;
        int axis = Batches.anyAxis(rank, random);
        boolean fits = !Batches.hasAbsentRows(shared[k]) && Batches.tellsSize(shared[k], Batches.fromFront(axis, rank));
        in.add(new Axes.Leaf(v.name(), !isMapped ? Axes.NONE : fits ? axis : 0));
      }
      return in;
    }

    /** The axis of an array that is written is that of the parameter. */
    private List<Axes.Leaf> out(List<Axes.Leaf> in) {
      var out = new ArrayList<Axes.Leaf>();
      List<Integer> owned = IntStream.range(0, f.params().size()).filter(k -> f.owned().contains(f.params().get(k))).boxed().toList();
      int written = f.results().size() - owned.size();
      for (int r = 0; r < f.results().size(); r++) {
        int axis = r >= written ? in.get(owned.get(r - written)).axis() : !differs.get(r) && random.nextInt(2) == 0 ? Axes.NONE
            : Batches.anyAxis(f.results().get(r).type().rank(), random);
        out.add(new Axes.Leaf("result " + r, axis));
      }
      return out;
    }

    /** For all lanes together; their derivative costs a few times as much, and an axis may be moved. */
    long steps() {
      return 10 * (lanes.size() + 10) * STEPS;
    }

    Object[] args() {
      return stackedLanes(axes.in(), IntStream.range(0, shared.length).mapToObj(k -> f.params().get(k).type()).toList(), lanes, shared);
    }

    private Object[] stackedLanes(List<Axes.Leaf> leaves, List<ValueType> types, List<Object[]> values, Object[] like) {
      Object[] all = new Object[leaves.size()];
      for (int k = 0; k < all.length; k++) {
        int at = k;
        ValueType type = types.get(k);
        int axis = Batches.fromFront(leaves.get(k).axis(), type.rank());
        Object shape = like == null ? null : like[k];
        all[k] = leaves.get(k).isMapped() ? Batches.stacked(values.stream().map(x -> x[at]).toList(), axis, type, shape) : like[k];
      }
      return all;
    }

    private List<ValueType> resultTypes() {
      return f.results().stream().map(a -> a.type()).toList();
    }

    /** What the batch must give: its results, what is thrown, or {@code null} for anything but results. */
    Object expected() {
      var results = new ArrayList<Object[]>();
      for (Object[] lane : lanes) {
        if (!(outcome(p, lane) instanceof Object[] values)) return outcome(p, lane);
        if (Arrays.stream(values).anyMatch(Batches::hasAbsentRows)) return null;
        results.add(values);
      }
      if (lanes.isEmpty()) return withoutLanes();
      for (Object[] values : results) {
        for (int r = 0; r < values.length; r++) {
          boolean mustBeOne = !differs.get(r);
          if (mustBeOne && !same(values[r], results.getFirst()[r])) throw new Law.Broken(this + ": result " + r + " differs between lanes");
          if (!Batches.isLike(results.getFirst()[r], values[r])) return isWritten(r) ? null : "ragged";
        }
      }
      return stackedLanes(axes.out(), resultTypes(), results, results.getFirst());
    }

    private boolean isWritten(int result) {
      return result >= f.results().size() - f.owned().size();
    }

    /** Of what is the same in all lanes the value is known, unless it throws. */
    private Object withoutLanes() {
      if (!(outcome(p, shared) instanceof Object[] values)) return null;
      Object[] like = values.clone();
      for (int r = 0; r < like.length; r++) if (differs.get(r) && !isWritten(r)) like[r] = null;
      return stackedLanes(axes.out(), resultTypes(), List.of(), like);
    }

    void checkGradient(List<Integer> wrt, Program back, Program batchedBack) {
      var seeds = new ArrayList<Object[]>();
      var cotangents = new ArrayList<Object[]>();
      for (Object[] lane : lanes) {
        Object[] values = (Object[]) outcome(p, lane);
        Object[] seed = Laws.seeds(f, values, random);
        if (!lanes.getFirst().equals(lane)) unbatched(seed);
        seeds.add(seed);
        Object derivative = outcome(back, Laws.concat(lane, seed), steps());
        if (!(derivative instanceof Object[] all)) throw new Law.Broken(this + ": a lane's derivative traps");
        cotangents.add(Arrays.copyOfRange(all, values.length, all.length));
      }
      List<Integer> floats = IntStream.range(0, f.results().size()).filter(r -> f.results().get(r).type().isFloat()).boxed().toList();
      List<ValueType> seedTypes = floats.stream().map(r -> f.results().get(r).type()).toList();
      Object[] seed = stackedLanes(floats.stream().map(axes.out()::get).toList(), seedTypes, seeds, seeds.getFirst());
      Object found = outcome(batchedBack, Laws.concat(args(), seed), steps());
      Object[] sums = cotangents.getFirst().clone();
      for (Object[] c : cotangents.subList(1, cotangents.size())) for (int k = 0; k < sums.length; k++) sums[k] = sum(sums[k], c[k]);
      List<ValueType> types = wrt.stream().map(k -> f.params().get(k).type()).toList();
      Object[] expected = stackedLanes(wrt.stream().map(axes.in()::get).toList(), types, cotangents, cotangents.getFirst());
      for (int k = 0; k < sums.length; k++) if (!axes.in().get(wrt.get(k)).isMapped()) expected[k] = sums[k];
      if (!Vectors.isFinite(expected)) return;
      double tolerance = (Laws.isDouble(p) ? 1e-9 : 1e-3) * (1 + Vectors.norm(cotangents.toArray()));
      int values = f.results().size();
      if (!(found instanceof Object[] all) || !Vectors.isNear(expected, Arrays.copyOfRange(all, values, all.length), tolerance)) {
        throw new Law.Broken(this + ": expected cotangents " + text(expected) + " but was " + text(found));
      }
    }

    /** What is not batched has one cotangent: that of the first lane. */
    private void unbatched(Object[] seeds) {
      int k = 0;
      for (int r = 0; r < f.results().size(); r++) {
        if (!f.results().get(r).type().isFloat()) continue;
        if (!axes.out().get(r).isMapped()) seeds[k] = zero(seeds[k]);
        k++;
      }
    }

    @Override
    public String toString() {
      return axes + ", lanes " + text(lanes.toArray());
    }
  }

  private static Object zero(Object x) {
    return switch (x) {
      case Double _ -> 0.0;
      case Float _ -> 0f;
      default -> {
        Object result = Array.newInstance(x.getClass().getComponentType(), Array.getLength(x));
        for (int j = 0; j < Array.getLength(x); j++) Array.set(result, j, zero(Array.get(x, j)));
        yield result;
      }
    };
  }

  private static Object sum(Object a, Object b) {
    return switch (a) {
      case Double x -> x + (Double) b;
      case Float x -> x + (Float) b;
      case null -> null;
      default -> {
        Object result = Array.newInstance(a.getClass().getComponentType(), Array.getLength(a));
        for (int j = 0; j < Array.getLength(a); j++) Array.set(result, j, sum(Array.get(a, j), Array.get(b, j)));
        yield result;
      }
    };
  }

  private static Object outcome(Program p, Object[] args) {
    return outcome(p, args, STEPS);
  }

  /** The results, or what is thrown as text. */
  private static Object outcome(Program p, Object[] args, long steps) {
    try {
      return Interpreter.run(p.main(), p.functions(), steps, args);
    } catch (Interpreter.StepLimit e) {
      throw e;
    } catch (IllegalStateException e) {
      if (e.getClass() == IllegalStateException.class && e.getMessage() != null && e.getMessage().startsWith("unbound")) throw e;
      return e.toString();
    } catch (RuntimeException | AssertionError e) {
      return e.getMessage() != null && e.getMessage().contains("lanes differ in the length of ") ? "ragged" : e.toString();
    }
  }

  /** To the last bit. */
  private static boolean same(Object a, Object b) {
    return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
  }

  private static String text(Object o) {
    return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o);
  }
}
