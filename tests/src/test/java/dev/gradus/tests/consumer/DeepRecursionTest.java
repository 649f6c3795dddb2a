package dev.gradus.tests.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Recursion thousands of calls deep: the stack that gradients need, and memory and time that grow as the depth does. */
class DeepRecursionTest {
  private static final int DEPTH = 2_000;

  @Test
  void twoThousandCallsFitOnAnOrdinaryStack() throws InterruptedException {
    double x = 1.0001;
    double[] result = new double[3];
    var thread = new Thread(() -> {
      result[0] = DepthsGrad.power(x, DEPTH);
      result[1] = DepthsGrad.polynomial(Depths.ones(DEPTH), 1, 0).x();
      result[2] = DepthsGrad.products(Depths.ones(DEPTH))[0];
    });
    thread.start();
    thread.join();
    assertEquals(DEPTH * Math.pow(x, DEPTH - 1), result[0], 1e-9 * result[0]);
    assertArrayEquals(new double[] {DEPTH * (DEPTH - 1) / 2.0, DEPTH}, new double[] {result[1], result[2]});
  }

  @Test
  void aPullbackRunsTwice() {
    var power = DepthsVjp.power(2, 10);
    assertEquals(1024, power.value());
    assertEquals(5120, power.pullback(1));
    assertEquals(2 * 5120, power.pullback(2));
  }

  /** Twice as deep is twice as much, give or take the doubling of a tape; squares would be four times as much. */
  @TestFactory
  Stream<DynamicTest> memoryGrowsLikeTheDepth() {
    return Depths.PAIRS.stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> {
      p.gradient().accept(DEPTH);
      long half = allocated(() -> p.gradient().accept(DEPTH / 2));
      long whole = allocated(() -> p.gradient().accept(DEPTH));
      assertTrue(whole < 3 * half, whole + " bytes at " + DEPTH + ", " + half + " at half of that");
    }));
  }

  private static long allocated(Runnable code) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    code.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** A level costs the same at 2,000 as at 100, or less; if each looked at all before it, it would cost twenty times as much. */
  @TestFactory
  Stream<DynamicTest> timeGrowsLikeTheDepth() {
    return Depths.PAIRS.stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> {
      double shallow = Double.POSITIVE_INFINITY;
      double deep = Double.POSITIVE_INFINITY;
      for (int run = 0; run < 300; run++) {
        shallow = Math.min(shallow, nanosPerLevel(p, DEPTH / 20));
        deep = Math.min(deep, nanosPerLevel(p, DEPTH));
      }
      assertTrue(deep < 4 * shallow, deep + " ns a level at " + DEPTH + ", " + shallow + " at a twentieth of that");
    }));
  }

  private static double nanosPerLevel(Depths.Pair p, int depth) {
    long before = System.nanoTime();
    p.gradient().accept(depth);
    return (double) (System.nanoTime() - before) / depth;
  }

  /** By the interpreter, whose frames are the largest and always the same. */
  @Test
  void aGradientTakesAtMostThreeTimesTheStack(@TempDir Path folder) throws Exception {
    Run run = Run.of(folder, List.of(Run.tool("java"), "-Xint", "-Xss512k", "-cp", System.getProperty("java.class.path"), Depths.class.getName()));
    assertEquals(0, run.status(), run.output());
    List<String> lines = run.output().lines().toList();
    assertEquals(Depths.PAIRS.size(), lines.size(), run.output());
    for (String line : lines) assertTrue(Double.parseDouble(line.replaceFirst(".* ", "")) <= 3, run.output());
  }
}
