package dev.gradus.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrayValuesTest {
  @Test
  void copiesRowsAndKeepsAbsentOnesAbsent() {
    double[][][] a = {{{1, 2}, null}, {}, null};
    double[][][] c = ArrayValues.copy(a);
    assertArrayEquals(a, c);
    assertNotSame(a[0][0], c[0][0]);
    c[0][0][0] = 5;
    assertEquals(1, a[0][0][0]);
  }

  @Test
  void zerosHaveTheShape() {
    boolean[][] flags = {{true}, {}, null};
    boolean[][] zeros = ArrayValues.zerosLike(flags);
    assertArrayEquals(new boolean[][] {{false}, {}, null}, zeros);
    assertArrayEquals(new float[2], ArrayValues.zerosLike(new float[] {1, 2}));
    assertArrayEquals(new long[][] {{0}}, ArrayValues.zerosLike(new long[][] {{7}}));
    assertArrayEquals(new int[][] {{0}}, ArrayValues.zerosLike(new int[][] {{7}}));
  }

  @Test
  void growsToWhatIsWantedAndAtLeastDoubles() {
    double[] a = {1, 2, 3};
    assertSame(a, ArrayValues.grow(a, 3));
    assertSame(a, ArrayValues.grow(a, -1));
    assertArrayEquals(new double[] {1, 2, 3, 0, 0, 0}, ArrayValues.grow(a, 4));
    assertEquals(9, ArrayValues.grow(a, 9).length);
    double[][] rows = ArrayValues.grow(new double[][] {a}, 2);
    assertSame(a, rows[0]);
    assertNull(rows[1]);
  }

  @Test
  void anOverlongTapeIsAnErrorThatNamesTheCure() {
    assertEquals(Integer.MAX_VALUE - 8, ArrayValues.grown(1 << 30, (1 << 30) + 1));
    for (int wanted : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE + 1}) {
      String message = assertThrows(IllegalStateException.class, () -> ArrayValues.grown(1 << 30, wanted)).getMessage();
      assertTrue(message.contains("checkpoint"), message);
    }
  }

  @Test
  void addsOverTheSecondLength() {
    double[][] a = {{1, 2, 3}, {4}, null};
    ArrayValues.add(a, new double[][] {{1, 1}, {1}, null});
    assertArrayEquals(new double[][] {{2, 3, 3}, {5}, null}, a);
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> ArrayValues.add(new int[1], new int[2]));
    assertThrows(NullPointerException.class, () -> ArrayValues.add(new double[][] {null}, new double[][] {{1}}));
    assertThrows(NullPointerException.class, () -> ArrayValues.add(new double[][] {{1}}, new double[][] {null}));
  }

  @Test
  void aliasesAreFoundAtAnyDepth() {
    double[] row = {1};
    double[][] m = {row, {2}, null};
    assertTrue(ArrayValues.sharesMemory(m, row));
    assertTrue(ArrayValues.sharesMemory(row, m));
    assertTrue(ArrayValues.sharesMemory(m, new double[][] {{2}, row}));
    assertTrue(ArrayValues.sharesMemory(new double[][][] {m}, m));
    assertFalse(ArrayValues.sharesMemory(m, new double[][] {{1}, null}));
    assertTrue(ArrayValues.repeatsRows(new double[][] {row, {2}, row}));
    assertFalse(ArrayValues.repeatsRows(new double[][] {row, {1}, null, null}));
  }
}
