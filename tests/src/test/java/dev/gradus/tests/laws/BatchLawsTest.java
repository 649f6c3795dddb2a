package dev.gradus.tests.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.random.Vectors;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Batched companions of the corpus, as javac made them, lane by lane against the methods as they are written, and batched gradients against
 * gradients: what is returned and all that is in the arguments afterwards, to the last bit. Lanes differ in their floating-point numbers
 * ({@link #lanesDiffer}).
 */
class BatchLawsTest {
  private static final List<Program> PROGRAMS = Program.all();
  private static final Map<String, Batched.Form> FORMS = Batched.of(PROGRAMS);
  private static final int[] SIZES = {0, 1, 2, 7, 64, 1003};

  @Test
  void mostOfTheCorpusHasBatches() {
    List<String> without = Batched.without(PROGRAMS, FORMS);
    assertTrue(FORMS.size() >= 250 && without.size() <= 60, () -> FORMS.size() + " forms; without batches: " + without);
  }

  @TestFactory
  Stream<DynamicTest> lanesAreTheMethod() {
    return PROGRAMS.stream().filter(p -> FORMS.containsKey(p.key())).map(p -> DynamicTest.dynamicTest(p.toString(), () -> check(FORMS.get(p.key()), p)));
  }

  @TestFactory
  Stream<DynamicTest> lanesAreTheGradient() {
    return PROGRAMS.stream().filter(p -> FORMS.containsKey("grad " + p.key()))
        .map(p -> DynamicTest.dynamicTest(p.toString(), () -> check(FORMS.get("grad " + p.key()), p)));
  }

  @TestFactory
  Stream<DynamicTest> lanesThatShareComponentsAreTheMethod() {
    return PROGRAMS.stream().filter(p -> FORMS.containsKey("shared " + p.key()))
        .map(p -> DynamicTest.dynamicTest(p.toString(), () -> check(FORMS.get("shared " + p.key()), p)));
  }

  @Test
  void manyRecordsCanShareComponents() {
    assertTrue(FORMS.keySet().stream().filter(k -> k.startsWith("shared ")).count() >= 10, FORMS::toString);
  }

  /** Of programs with floating-point numbers that have lanes, almost all have arguments of their own in most lanes. */
  @Test
  void lanesDiffer() {
    var alike = new ArrayList<String>();
    int all = 0;
    for (Program p : PROGRAMS) {
      Batched.Form form = FORMS.get(p.key());
      if (form == null) continue;
      List<Boolean> mapped = form.mapped();
      if (IntStream.range(0, mapped.size()).noneMatch(k -> mapped.get(k) && Leaves.isFloat(p.args().get(k)))) continue;
      all++;
      var lanes = new ArrayList<List<Object>>();
      var results = new ArrayList<List<Object>>();
      while (lanes.size() < 8) lane(form, p, mapped, lanes, results);
      long own = lanes.stream().skip(1).filter(l -> !Leaves.text(l).equals(Leaves.text(lanes.getFirst()))).count();
      if (own < 4) alike.add(p.toString());
    }
    int programs = all;
    assertTrue(programs >= 250 && alike.size() * 20 <= programs, () -> alike.size() + " of " + programs + ": " + alike);
  }

  private static void check(Batched.Form form, Program p) {
    List<Boolean> mapped = form.mapped();
    var lanes = new ArrayList<List<Object>>();
    var results = new ArrayList<List<Object>>();
    for (int size : SIZES) {
      while (lanes.size() < size) lane(form, p, mapped, lanes, results);
      compare(form, p, mapped, lanes.subList(0, size), results.subList(0, size));
    }
  }

  // ---- one lane ----

  /**
   * Adds the arguments of the next lane and what comes of them: those of the case moved far enough for other branches, or else, where that
   * fails or gives another shape, moved a little, or else those of the case.
   */
  private static void lane(Batched.Form form, Program p, List<Boolean> mapped, List<List<Object>> lanes, List<List<Object>> results) {
    for (double by : lanes.isEmpty() ? new double[0] : new double[] {0.1, 1e-3}) {
      var random = new SplittableRandom(lanes.size());
      List<Object> args = new ArrayList<>(p.args());
      for (int k = 0; k < args.size(); k++) if (mapped.get(k) && Leaves.isFloat(args.get(k))) args.set(k, moved(args.get(k), random, by));
      try {
        List<Object> result = call(form.scalar(), args);
        if (!haveOneShape(result, results.getFirst())) continue;
        lanes.add(args);
        results.add(result);
        return;
      } catch (InvocationTargetException failed) {
        continue;
      }
    }
    lanes.add(p.args());
    results.add(unchecked(form.scalar(), p.args()));
  }

  private static Object moved(Object leaf, SplittableRandom random, double by) {
    return Directions.moved(List.of(leaf), List.of(0), List.of(Vectors.random(leaf, random)), by).getFirst();
  }

  private static boolean haveOneShape(List<Object> a, List<Object> b) {
    return IntStream.range(0, a.size()).allMatch(k -> haveOneShape(a.get(k), b.get(k)));
  }

  private static boolean haveOneShape(Object a, Object b) {
    if (a == null || b == null) return a == b;
    if (!a.getClass().isArray()) return true;
    boolean same = Array.getLength(a) == Array.getLength(b);
    for (int i = 0; i < Array.getLength(a) && same; i++) same = haveOneShape(Array.get(a, i), Array.get(b, i));
    return same;
  }

  // ---- all lanes ----

  private static void compare(Batched.Form form, Program p, List<Boolean> mapped, List<List<Object>> lanes, List<List<Object>> results) {
    int n = lanes.size();
    List<Object> own = p.args();
    List<Object> args = new ArrayList<>();
    for (int k = 0; k < own.size(); k++) args.add(mapped.get(k) ? batch(n, leafType(own.get(k)), k, lanes) : own.get(k));
    List<Object> found = unchecked(form.batched(), args);
    int returned = found.size() - own.size();
    for (int k = 0; k < found.size(); k++) {
      if (k >= returned && !mapped.get(k - returned)) continue;
      assertEquals(n, Array.getLength(found.get(k)), "lanes");
      for (int i = 0; i < n; i++) {
        Object expected = results.get(i).get(k);
        Object lane = Array.get(found.get(k), i);
        int at = i;
        assertTrue(Arrays.deepEquals(new Object[] {expected}, new Object[] {lane}),
            () -> "lane " + at + " of " + n + ": expected " + Leaves.text(List.of(expected)) + " but was " + Leaves.text(Arrays.asList(lane)));
      }
    }
  }

  private static Object batch(int n, Class<?> type, int leaf, List<List<Object>> lanes) {
    Object all = Array.newInstance(type, n);
    for (int i = 0; i < n; i++) Array.set(all, i, Leaves.copy(lanes.get(i).get(leaf)));
    return all;
  }

  private static Class<?> leafType(Object leaf) {
    return switch (leaf) {
      case Double _ -> double.class;
      case Float _ -> float.class;
      case Long _ -> long.class;
      case Integer _ -> int.class;
      case Boolean _ -> boolean.class;
      default -> leaf.getClass();
    };
  }

  // ---- calls ----

  private static List<Object> unchecked(Method m, List<Object> args) {
    try {
      return call(m, args);
    } catch (InvocationTargetException e) {
      throw new AssertionError(m + ": " + e.getCause(), e.getCause());
    }
  }

  /** The leaves of the result, and then those of the arguments. */
  private static List<Object> call(Method m, List<Object> args) throws InvocationTargetException {
    List<Class<?>> types = List.of(m.getParameterTypes());
    List<Object> own = Leaves.rebuilt(types, Leaves.copies(args));
    try {
      m.setAccessible(true);
      Object returned = m.invoke(null, own.toArray());
      var all = new ArrayList<Object>(m.getReturnType() == void.class ? List.of() : Leaves.of(m.getReturnType(), returned));
      all.addAll(Leaves.of(types, own));
      return all;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
