package dev.gradus.tests.vmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What batched companions leave in the arrays that they write: the same numbers as the method, in the same objects. */
class WritingTest {
  @Test
  void rowsAreWrittenWhereTheyAre() {
    double[] row = {1, 2};
    double[][] v = {row, {3, 4}};
    WritingVmap.scale(v, new double[] {10, 100});
    assertSame(row, v[0]);
    assertArrayEquals(new double[][] {{10, 20}, {300, 400}}, v);
  }

  @Test
  void anotherAxisIsPutBack() {
    double[] row = {1, 2};
    double[][] v = {row, {3, 4}};
    WritingVmap.scaleColumn(v, new double[] {10, 100});
    assertSame(row, v[0]);
    assertArrayEquals(new double[][] {{10, 200}, {30, 400}}, v);
  }

  @Test
  void namesThatChangePlaces() {
    double[][] a = {{1, 2}, {3, 4}};
    double[][] b = {{5, 6}, {7, 8}};
    WritingVmap.exchange(a, b);
    assertArrayEquals(new double[][] {{2, 6}, {12, 20}}, a);
    assertArrayEquals(new double[][] {{2, 3}, {4, 5}}, b);
  }

  @Test
  void aRecursionThatTakesTheRowGivesItBack() {
    double[] row = {3, 1, 2, 5, 4};
    double[][] v = {{2, 1}, row, {}};
    int[] calls = WritingVmap.sort(v);
    assertSame(row, v[1]);
    assertArrayEquals(new double[][] {{1, 2}, {1, 2, 3, 4, 5}, {}}, v);
    assertEquals(Writing.sort(new double[] {3, 1, 2, 5, 4}), calls[1]);
  }

  @Test
  void lanesBeforeTheOneThatThrowsAreWritten() {
    double[][] v = {{4, 9}, {16, -1, 25}, {36}};
    assertEquals("no root of -1.0", assertThrows(IllegalStateException.class, () -> WritingVmap.roots(v)).getMessage());
    assertArrayEquals(new double[][] {{2, 3}, {4, -1, 25}, {36}}, v);
  }

  @Test
  void whatALaneHasWrittenBeforeItThrowsIsThere() {
    double[][] v = {{1, 0}, {1, 0}, {1, 0}};
    double[][] x = {{10, 100}, {20, 200}, {}};
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> WritingVmap.accumulate(v, x, new int[] {2, 3, 0}));
    assertArrayEquals(new double[][] {{111, 10}, {221, 20}, {1, 0}}, v);
    double[][] w = {{1, 0}};
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> WritingVmap.accumulate(w, new double[1][0], new int[1]));
    assertArrayEquals(new double[][] {{1, 7}}, w);
  }

  @Test
  void rowsOfRows() {
    double[] row = {1, 2};
    double[][][] m = {{row, {3, 4}}, {{5}}};
    assertArrayEquals(new double[] {5, 5}, WritingVmap.transpose(m));
    assertSame(row, m[0][0]);
    assertArrayEquals(new double[][] {{1, 3}, {2, 4}}, m[0]);
  }

  @Test
  void longerRowsAlongAnotherAxis() {
    double[][][] m = {{{1, 2}}, {{3, 4}, {5, 6}}};
    WritingVmap.grow(m, new int[] {1, 1});
    assertArrayEquals(new double[][] {{1, 2}, {0, 0}}, m[0]);
    assertArrayEquals(new double[][] {{3, 4}, {5, 6}, {1, 1}}, m[1]);
  }

  @Test
  void rowsOfDifferentLengthsCannotBePutTogether() {
    double[][][] m = {{{1, 2}}, {{3, 4}, {5, 6}}};
    assertEquals("WritingVmap.grow: lanes differ in the length of rows of m: 2 in lane 0, 3 in lane 1",
        assertThrows(IllegalArgumentException.class, () -> WritingVmap.grow(m, new int[] {1, 2})).getMessage());
    assertArrayEquals(new double[][] {{1, 2}}, m[0]);
  }

  @Test
  void noLanesChangeNothing() {
    double[][][] m = {{{}}, {{}, {}}};
    WritingVmap.grow(m, new int[0]);
    assertArrayEquals(new double[][] {{}, {}}, m[1]);
  }
}
