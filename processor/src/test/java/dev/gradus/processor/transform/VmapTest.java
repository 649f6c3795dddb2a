package dev.gradus.processor.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Interpreter;
import dev.gradus.processor.ir.Parser;
import dev.gradus.processor.ir.Printer;
import dev.gradus.processor.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of axes, and what is said when arrays do not fit. That lanes compute what the function computes is a law. */
class VmapTest {
  private static final int NONE = Axes.NONE;

  private static final Func SCALED = Parser.parse("""
      fn scaled(c:f64, v:f64[]) {
        n:i32 = length v
        r:f64[] = new f64[](n)
        r.1:f64[] = for 0 .. n carry [r] (i:i32, r.2:f64[]) {
          x:f64 = load v[i]
          y:f64 = mul c, x
          r.3:f64[] = store r.2[i], y
          yield r.3
        }
        yield r.1
      }
      """);

  private static final double[] C = {1, 2, 3};
  private static final double[][] V = {{1, 2, 3}, {4, 5, 6}};

  @Test
  void aBatchIsOneMap() {
    Func f = Parser.parse("fn f(x:f64, w:f64) { y:f64 = mul x, w yield y }");
    Axes axes = new Axes("f", leaves(new String[] {"x", "w"}, 0, NONE), leaves(new String[] {"result"}, 0));
    assertEquals("""
        fn f(x:f64[], w:f64) {
          n:i32 = length x
          y:f64[] = new f64[](n)
          y.1:f64[] = each 0 .. n into [y] (i:i32, y.2:f64) {
            x.1:f64 = load x[i]
            y.3:f64 = mul x.1, w
            yield y.3
          }
          yield y.1
        }
        """, Printer.print(Passes.vmap(f, Map.of(), axes, Options.none()).main()));
  }

  @Test
  void axesAreMovedByCopies() {
    assertArrayEquals(new double[][] {{1, 4}, {4, 10}, {9, 18}}, (double[][]) run(SCALED, new int[] {0, 1}, 0, C, V));
    assertArrayEquals(new double[][] {{1, 4, 9}, {4, 10, 18}}, (double[][]) run(SCALED, new int[] {0, -1}, -1, C, V));
    assertArrayEquals(new double[][] {{2, 4, 6}, {8, 10, 12}}, (double[][]) run(SCALED, new int[] {NONE, 0}, 0, 2.0, V));
    assertArrayEquals(new double[][] {{4, 8, 12}, {5, 10, 15}, {6, 12, 18}}, (double[][]) run(SCALED, new int[] {0, NONE}, 1, C, V[1]));
  }

  @Test
  void withoutLanesResultsAreEmpty() {
    assertArrayEquals(new double[0][], (double[][]) run(SCALED, new int[] {0, NONE}, 0, new double[0], V[0]));
    assertArrayEquals(new double[0][], (double[][]) run(SCALED, new int[] {NONE, 1}, 0, 2.0, new double[0][]));
    assertArrayEquals(new double[0][], (double[][]) run(SCALED, new int[] {NONE, 1}, 0, 2.0, new double[][] {{}, {}}));
  }

  @Test
  void whatHasNoRowsFitsAnyNumberOfLanes() {
    assertArrayEquals(new double[][] {{}, {}, {}}, (double[][]) run(SCALED, new int[] {0, 1}, 0, C, new double[0][]));
  }

  @Test
  void sizesMustAgree() {
    assertEquals("scaled: axis 0 of v has size 2, axis 0 of c has size 3", refused(SCALED, new int[] {0, 0}, C, V));
    assertEquals("scaled: axis 1 of v has size 3, axis 0 of c has size 2", refused(SCALED, new int[] {0, -1}, new double[2], V));
    assertEquals("scaled: v is ragged along axis 1: it has rows of length 3 and 2",
        refused(SCALED, new int[] {0, 1}, C, new double[][] {{1, 2, 3}, {1, 2}}));
  }

  @Test
  void resultsMustBeAlike() {
    assertEquals("scaled: lanes differ in the length of result: 3 in lane 0, 2 in lane 1",
        refused(SCALED, new int[] {NONE, 0}, 2.0, new double[][] {{1, 2, 3}, {1, 2}}));
  }

  @Test
  void shapesAreNotCheckedWhereTheyArePlain() {
    String[] names = {"c", "v"};
    Axes byLength = new Axes("scaled", leaves(names, 0, 0), leaves(new String[] {"result"}, 0));
    Axes byColumn = new Axes("scaled", leaves(names, 0, 1), leaves(new String[] {"result"}, 0));
    Axes shared = new Axes("scaled", leaves(names, 0, NONE), leaves(new String[] {"result"}, 0));
    assertTrue(Printer.print(Passes.vmap(SCALED, Map.of(), byLength, Options.none()).main()).contains("lanes differ"));
    assertFalse(Printer.print(Passes.vmap(SCALED, Map.of(), byColumn, Options.none()).main()).contains("lanes differ"));
    assertFalse(Printer.print(Passes.vmap(SCALED, Map.of(), shared, Options.none()).main()).contains("lanes differ"));
  }

  @Test
  void whatIsTheSameInAllLanesNeedsNoAxis() {
    Func f = Parser.parse("""
        fn f(x:f64, w:f64) {
          y:f64 = mul x, w
          v:f64 = mul w, 2.0
          yield y, v
        }
        """);
    List<Axes.Leaf> in = leaves(new String[] {"x", "w"}, 0, NONE);
    assertEquals(List.of(true, false), Passes.batched(f, Map.of(), in));
    Program p = Passes.vmap(f, Map.of(), new Axes("f", in, leaves(new String[] {"y", "v"}, 0, NONE)), Options.none());
    assertArrayEquals(new Object[] {new double[] {10, 20}, 20.0}, Interpreter.run(p, new Object[] {new double[] {1, 2}, 10.0}));
    assertArrayEquals(new Object[] {new double[0], 20.0}, Interpreter.run(p, new Object[] {new double[0], 10.0}));
  }

  private static Object run(Func f, int[] in, int out, Object... args) {
    String[] names = f.params().stream().map(v -> v.name()).toArray(String[]::new);
    Axes axes = new Axes(f.name(), leaves(names, in), leaves(new String[] {"result"}, out));
    return Interpreter.run(Passes.vmap(f, Map.of(), axes, Options.none()), args)[0];
  }

  private static String refused(Func f, int[] in, Object... args) {
    return assertThrows(IllegalArgumentException.class, () -> run(f, in, 0, args)).getMessage();
  }

  private static List<Axes.Leaf> leaves(String[] names, int... axes) {
    var leaves = new ArrayList<Axes.Leaf>();
    for (int k = 0; k < axes.length; k++) leaves.add(new Axes.Leaf(names[k], axes[k]));
    return leaves;
  }
}
