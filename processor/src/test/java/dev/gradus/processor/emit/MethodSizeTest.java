package dev.gradus.processor.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Builder;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;
import dev.gradus.processor.ir.ValueType;
import dev.gradus.processor.ir.Var;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Large functions become methods that HotSpot compiles (at most 8,000 bytes of bytecode each) and that compute the same. */
class MethodSizeTest {
  private static final int HUGE = 8000;

  /** Which earlier values the next one is made of: this many back at most. */
  private enum Reach {
    NEAR(10), FAR(200), ANY(Integer.MAX_VALUE);

    private final int back;

    Reach(int back) {
      this.back = back;
    }
  }

  @TestFactory
  Stream<DynamicTest> straightLines() {
    return Stream.of(Reach.values()).map(reach -> dynamicTest(reach.name(), () -> check(program((b, x, a) -> {
      List<Atom> values = steps(b, List.of(x, b.mul(x, Lit.of(0.5))), 5000, reach);
      return List.of(values.getLast(), a);
    }))));
  }

  @Test
  void manyValuesThatLiveUntilTheEnd() throws Throwable {
    check(program((b, x, a) -> {
      Atom sum = Lit.of(0.0);
      for (Atom v : steps(b, List.of(x, b.mul(x, Lit.of(0.5))), 3000, Reach.ANY).reversed()) sum = b.add(sum, v);
      return List.of(sum, a);
    }));
  }

  @Test
  void manyLoops() throws Throwable {
    check(program((b, x, a) -> {
      Atom s = x;
      Var array = a;
      for (int k = 0; k < 400; k++) {
        Atom start = s;
        List<Var> r = b.loop("i", Lit.of(0), b.length(array), false, List.of("s", "a"), List.of(start, array), (i, c) ->
            List.of(b.sin(b.add(c.get(0), b.load(c.get(1), i))), b.addAt(c.get(1), List.of(i), b.mul(c.get(0), Lit.of(0.01)))));
        s = r.get(0);
        array = r.get(1);
      }
      return List.of(s, array);
    }));
  }

  @Test
  void oneLargeLoopBody() throws Throwable {
    List<String> names = List.of("s", "t", "a");
    check(program((b, x, a) -> List.copyOf(b.loop("i", Lit.of(0), b.length(a), false, names, List.of(x, Lit.of(1.0), a), (i, c) -> {
      List<Atom> values = steps(b, c.subList(0, 2), 2000, Reach.FAR);
      Var array = c.get(2);
      for (int k = 0; k < 300; k++) array = b.addAt(array, List.of(i), values.get(6 * k));
      return List.of(values.getLast(), values.get(1000), array);
    }))));
  }

  @Test
  void largeArmsAndConditions() throws Throwable {
    check(program((b, x, a) -> {
      List<Var> r = b.whileLoop(List.of("s", "n"), List.of(x, Lit.of(0)), c -> {
        Atom v = steps(b, List.of(c.get(0), Lit.of(0.25)), 900, Reach.NEAR).getLast();
        return b.apply(Prim.AND, b.lt(c.get(1), Lit.of(3)), b.lt(v, Lit.of(2.0)));
      }, c -> {
        Var y = b.branch(b.lt(c.get(0), Lit.of(0.5)), List.of("y"),
            () -> List.of(steps(b, List.of(c.get(0), Lit.of(0.3)), 900, Reach.FAR).getLast()),
            () -> List.of(steps(b, List.of(c.get(0), Lit.of(0.6)), 900, Reach.FAR).getLast())).getFirst();
        return List.of(y, b.add(c.get(1), Lit.of(1)));
      });
      return List.of(r.getFirst(), a);
    }));
  }

  @Test
  void manyParameters() throws Throwable {
    var params = new ArrayList<Var>();
    for (int k = 0; k < 120; k++) params.add(Var.fresh("p", ValueType.F64));
    Func f = Builder.func("f", params, b -> {
      List<Atom> values = steps(b, params, 2000, Reach.ANY);
      return values.subList(values.size() - 3, values.size());
    });
    check(f, new Random(3).doubles(120).boxed().toArray());
  }

  /** What comes of a small function stays one method, and the estimate is not far from the truth for a larger one. */
  @Test
  void theEstimateIsNeitherLowNorFarTooHigh() {
    Func f = program((b, x, a) -> List.of(steps(b, List.of(x, Lit.of(0.5)), 240, Reach.FAR).getLast(), a));
    Map<String, Integer> sizes = sizes(Compiled.of(f));
    int estimate = new BytecodeSize(new Uses(f)).of(f.body());
    assertEquals(1, sizes.size(), sizes::toString);
    int real = sizes.get("run");
    assertTrue(real <= estimate && estimate <= 2 * real, () -> estimate + " for " + real);
  }

  // ---- programs ----

  @FunctionalInterface
  private interface Program {
    List<? extends Atom> of(Builder b, Var x, Var a);
  }

  private static Func program(Program p) {
    Var x = Var.fresh("x", ValueType.F64);
    Var a = Var.fresh("a", new ValueType(Kind.F64, 1));
    return Builder.func("f", List.of(x, a), b -> p.of(b, x, b.copy(a)));
  }

  /** A thousand like {@code sin(u + v) * 0.99}. */
  private static List<Atom> steps(Builder b, List<? extends Atom> from, int count, Reach reach) {
    Random random = new Random(count);
    List<Atom> values = new ArrayList<>(from);
    for (int k = 0; k < count; k++) {
      Atom u = values.get(values.size() - 1 - random.nextInt(Math.min(reach.back, values.size())));
      Atom v = values.get(values.size() - 1 - random.nextInt(Math.min(reach.back, values.size())));
      values.add(b.mul(b.sin(b.add(u, v)), Lit.of(0.99)));
    }
    return values;
  }

  private static void check(Func f) throws Throwable {
    check(f, 0.7, new double[] {1, -2, 0.5});
  }

  private static void check(Func f, Object... args) throws Throwable {
    Compiled compiled = Compiled.of(f);
    sizes(compiled).forEach((method, size) -> assertTrue(size < HUGE, () -> method + " has " + size + " bytes"));
    assertArrayEquals(Interpreter.run(f, args), compiled.run(args));
  }

  private static Map<String, Integer> sizes(Compiled compiled) {
    var sizes = new LinkedHashMap<String, Integer>();
    for (byte[] file : compiled.classes().values()) {
      for (MethodModel m : ClassFile.of().parse(file).methods()) {
        if (m.methodName().stringValue().startsWith("run"))
          m.findAttribute(Attributes.code()).ifPresent(code -> sizes.put(m.methodName().stringValue(), code.codeLength()));
      }
    }
    return sizes;
  }
}
