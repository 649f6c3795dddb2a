package dev.gradus.tests.vmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.tests.vmap.Sharing.Bond;
import dev.gradus.tests.vmap.Sharing.Choice;
import dev.gradus.tests.vmap.Sharing.Curve;
import dev.gradus.tests.vmap.Sharing.Flat;
import dev.gradus.tests.vmap.Sharing.Kind;
import dev.gradus.tests.vmap.Sharing.Layer;
import dev.gradus.tests.vmap.Sharing.Market;
import dev.gradus.tests.vmap.Sharing.Net;
import dev.gradus.tests.vmap.Sharing.Params;
import dev.gradus.tests.vmap.Sharing.Portfolio;
import dev.gradus.tests.vmap.Sharing.Range;
import dev.gradus.tests.vmap.Sharing.Small;
import dev.gradus.tests.vmap.Sharing.Step;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Batches of records of which each component has an axis, or none: each lane is what the method gives, to the last bit. */
class SharingTest {
  private static final int LANES = 3;

  private static final double[] SCALES = {2, -0.5, 3};
  private static final double[][] WS = {{1, 2}, {3, -4}, {0.5, 6}};
  private static final double[][] XS = {{7, 1}, {-2, 5}, {1.5, 4}};
  private static final double[][][] MATRICES = {{{1, 2}, {3, 4}}, {{-1, 0.5}, {2, 1}}, {{0, 3}, {1, -2}}};

  private static final Params P = new Params(2, WS[1]);
  private static final Sharing_ParamsBatchSharingScale SCALE_SHARED = new Sharing_ParamsBatchSharingScale(2, WS);
  private static final Sharing_ParamsBatchSharingW W_SHARED = new Sharing_ParamsBatchSharingW(SCALES, WS[1]);

  private static Params scaleShared(int i) {
    return new Params(2, WS[i]);
  }

  private static Params wShared(int i) {
    return new Params(SCALES[i], WS[1]);
  }

  private static Layer layer(int i) {
    return new Layer(MATRICES[i], WS[i]);
  }

  private static final Sharing_LayerBatch LAYERS = new Sharing_LayerBatch(MATRICES, WS);

  /** What has its lanes along the innermost axis. */
  private static double[][] columns(double[][] rows) {
    double[][] c = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) for (int j = 0; j < c.length; j++) c[j][i] = rows[i][j];
    return c;
  }

  private static double[][][] innermost(double[][][] a) {
    double[][][] c = new double[2][2][LANES];
    for (int i = 0; i < LANES; i++) for (int j = 0; j < 2; j++) for (int k = 0; k < 2; k++) c[j][k][i] = a[i][j][k];
    return c;
  }

  /** A batched result, an array or a twin, and the method on the arguments of a lane. */
  private static DynamicTest test(String name, Object batched, IntFunction<Object> plain) {
    return DynamicTest.dynamicTest(name, () -> IntStream.range(0, LANES)
        .forEach(i -> assertEquals(text(plain.apply(i)), text(lane(batched, i)), "lane " + i)));
  }

  private static Object lane(Object batched, int i) {
    if (batched.getClass().isArray()) return Array.get(batched, i);
    try {
      return batched.getClass().getDeclaredMethod("get", int.class).invoke(batched, i);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Object o) {
    if (o != null && o.getClass().isRecord()) {
      return Arrays.stream(o.getClass().getRecordComponents()).map(c -> {
        try {
          return text(c.getAccessor().invoke(o));
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }).collect(Collectors.joining(", ", "(", ")"));
    }
    return o instanceof Object[] a ? Arrays.stream(a).map(SharingTest::text).toList().toString()
        : o != null && o.getClass().isArray() ? IntStream.range(0, Array.getLength(o)).mapToObj(i -> Array.get(o, i)).toList().toString()
        : Objects.toString(o);
  }

  @TestFactory
  Stream<DynamicTest> arguments() {
    double[] x = XS[0];
    int[] n = {2, 0, 5};
    float[] floats = {1, 2.5f, -1};
    long[] longs = {1, 1L << 40, -3};
    return Stream.of(
        test("scaleShared", SharingVmap.scaleShared(SCALE_SHARED, XS), i -> Sharing.scaleShared(scaleShared(i), XS[i])),
        test("wShared", SharingVmap.wShared(W_SHARED, x), i -> Sharing.wShared(wShared(i), x)),
        test("onlyScale", SharingVmap.onlyScale(W_SHARED, x), i -> Sharing.onlyScale(wShared(i), x)),
        test("columns", SharingVmap.columns(new Sharing_ParamsBatch(SCALES, columns(WS)), columns(XS)),
            i -> Sharing.columns(new Params(SCALES[i], WS[i]), XS[i])),
        test("fromTheInnermost", SharingVmap.fromTheInnermost(new Sharing_ParamsBatch(SCALES, columns(WS)), XS),
            i -> Sharing.fromTheInnermost(new Params(SCALES[i], WS[i]), XS[i])),
        test("net", SharingVmap.net(new Sharing_NetBatchSharingTemperature(LAYERS, new Sharing_LayerBatch(MATRICES, XS), 0.7), x),
            i -> Sharing.net(new Net(layer(i), new Layer(MATRICES[i], XS[i]), 0.7), x)),
        test("hiddenShared", SharingVmap.hiddenShared(new Sharing_NetBatchSharingHidden(layer(1), LAYERS, SCALES), XS),
            i -> Sharing.hiddenShared(new Net(layer(1), layer(i), SCALES[i]), XS[i])),
        test("mixed", SharingVmap.mixed(new Sharing_NetBatchSharingHiddenWAndOutB(new Sharing_LayerBatchSharingW(MATRICES[0], columns(WS)),
            new Sharing_LayerBatchSharingB(innermost(MATRICES), WS[2]), SCALES), XS),
            i -> Sharing.mixed(new Net(new Layer(MATRICES[0], WS[i]), new Layer(MATRICES[i], WS[2]), SCALES[i]), XS[i])),
        test("oneLeaf", SharingVmap.oneLeaf(new Sharing_NetBatchSharingHiddenAndOutWAndTemperature(layer(0),
            new Sharing_LayerBatchSharingW(MATRICES[2], WS), 0.5), XS),
            i -> Sharing.oneLeaf(new Net(layer(0), new Layer(MATRICES[2], WS[i]), 0.5), XS[i])),
        test("twoRecords", SharingVmap.twoRecords(SCALE_SHARED, W_SHARED), i -> Sharing.twoRecords(scaleShared(i), wShared(i))),
        test("oneTwinForBoth", SharingVmap.oneTwinForBoth(SCALE_SHARED, new Sharing_ParamsBatchSharingScale(5, columns(XS))),
            i -> Sharing.oneTwinForBoth(scaleShared(i), new Params(5, XS[i]))),
        test("enumShared", SharingVmap.enumShared(new Sharing_ChoiceBatchSharingKind(Kind.SQUARE, SCALES)),
            i -> Sharing.enumShared(new Choice(Kind.SQUARE, SCALES[i]))),
        test("sealedShared", SharingVmap.sealedShared(market(STEPS)), i -> Sharing.sealedShared(market(STEPS).get(i))),
        test("sealedShared, of another kind", SharingVmap.sealedShared(market(new Flat(0.1))),
            i -> Sharing.sealedShared(market(new Flat(0.1)).get(i))),
        test("recordsShared", SharingVmap.recordsShared(new Sharing_PortfolioBatchSharingBonds(bonds(), SCALES)),
            i -> Sharing.recordsShared(new Portfolio(bonds(), SCALES[i]))),
        test("smallShared", SharingVmap.smallShared(new Sharing_SmallBatchSharingShiftAndLetterAndTable((byte) 3, 'b', n, floats, longs)),
            i -> Sharing.smallShared(new Small((byte) 3, 'b', n, floats[i], longs[i]))),
        test("checked", SharingVmap.checked(new Sharing_RangeBatchSharingLo(-1, new double[] {0, 1, 2}), SCALES),
            i -> Sharing.checked(new Range(-1, i), SCALES[i])),
        test("recursive", SharingVmap.recursive(SCALE_SHARED, n), i -> Sharing.recursive(scaleShared(i), n[i])),
        test("products", SharingVmap.products(SCALE_SHARED, XS), i -> Sharing.products(scaleShared(i), XS)));
  }

  private static final Curve STEPS = new Sharing.Steps(new double[] {0.1, 0.2, 0.3});

  private static Sharing_MarketBatchSharingCurve market(Curve curve) {
    return new Sharing_MarketBatchSharingCurve(curve, new double[] {2, 0.5, 1.5}, new boolean[] {true, false, false});
  }

  private static Bond[] bonds() {
    return new Bond[] {new Bond(5, 3), new Bond(2.5, 1)};
  }

  /** With all lanes along the first axis, by which {@code get} counts them. */
  private static Sharing_OutBatchSharingN counted(Sharing_OutBatchSharingN out) {
    return new Sharing_OutBatchSharingN(out.loss(), columns(out.trace()), out.n());
  }

  @TestFactory
  Stream<DynamicTest> results() {
    double[] x = {1, -2, 0.25};
    double[] bounds = {0, 5, 0.5};
    var steps = new Sharing_StepBatchSharingNextScaleAndRate(SCALE_SHARED, 0.1);
    return Stream.of(
        test("traced", counted(SharingVmap.traced(W_SHARED, x)), i -> Sharing.traced(wShared(i), x[i])),
        test("stepped", SharingVmap.stepped(steps, XS), i -> Sharing.stepped(new Step(scaleShared(i), 0.1), XS[i])),
        test("stepped twice", SharingVmap.stepped(SharingVmap.stepped(steps, XS), WS),
            i -> Sharing.stepped(Sharing.stepped(new Step(scaleShared(i), 0.1), XS[i]), WS[i])),
        test("given", SharingVmap.given(SCALE_SHARED, bounds), i -> Sharing.given(scaleShared(i), bounds[i])),
        test("shifted", new Sharing_ParamsBatchSharingScale(4, columns(SharingVmap.shifted(P, x).w())), i -> Sharing.shifted(P, x[i])),
        test("chosen", SharingVmap.chosen(x), i -> Sharing.chosen(x[i])),
        test("curveShared", SharingVmap.curveShared(x, 0.3), i -> Sharing.curveShared(x[i], 0.3)),
        test("bondsKept", SharingVmap.bondsKept(new Sharing_PortfolioBatchSharingBonds(bonds(), SCALES), x),
            i -> Sharing.bondsKept(new Portfolio(bonds(), SCALES[i]), x[i])));
  }

  @TestFactory
  Stream<DynamicTest> batchesOfDerivatives() {
    double[] x = XS[0];
    double[] seeds = {1, -3, 0.5};
    return Stream.of(
        test("loss", SharingVmap.loss(SCALE_SHARED, XS), i -> SharingGrad.loss(scaleShared(i), XS[i])),
        test("lossWithValue", SharingVmap.lossWithValue(SCALE_SHARED, XS), i -> SharingGrad.lossWithValue(scaleShared(i), XS[i])),
        test("linear", SharingVmap.linear(W_SHARED, x), i -> SharingGrad.linear(wShared(i), x)),
        test("linearWithValue", SharingVmap.linearWithValue(W_SHARED, x), i -> SharingGrad.linearWithValue(wShared(i), x)),
        test("slope", SharingVmap.slope(SCALE_SHARED, XS, W_SHARED), i -> SharingJvp.slope(scaleShared(i), XS[i], wShared(i))),
        test("curveLoss", SharingVmap.curveLoss(market(new Flat(2)), seeds),
            i -> SharingGrad.curveLoss(market(new Flat(2)).get(i), seeds[i])),
        test("pulled", SharingVmap.pulled(W_SHARED, seeds), i -> Sharing.pulled(wShared(i), seeds[i])));
  }

  // ---- derivatives of batches ----

  /** Against the sum of the gradients of the lanes. */
  @Test
  void gradientOfWhatIsSharedIsASum() {
    SharingGrad.TotalGrad g = SharingGrad.total(2, WS, XS);
    double scale = 0;
    for (int i = 0; i < LANES; i++) {
      double dot = new Params(1, WS[i]).dot(XS[i]);
      scale += 2 * 2 * dot * dot;
      assertArrayEquals(new double[] {2 * 4 * dot * XS[i][0], 2 * 4 * dot * XS[i][1]}, g.ws()[i], 1e-12);
    }
    assertEquals(scale, g.scale(), 1e-12);
    assertEquals(Sharing.totalPlain(2, WS, XS), Sharing.total(2, WS, XS));
    assertEquals(scale, SharingJvp.total(2, WS, XS, 1, new double[LANES][2]).tangent(), 1e-12);
    assertEquals(3 * scale, SharingVjp.total(2, WS, XS).pullback(3).scale(), 1e-12);
  }

  @Test
  void gradientOfATwinIsATwin() {
    Sharing_ParamsBatchSharingScale g = SharingGrad.totalOfTwin(SCALE_SHARED, XS);
    double scale = 0;
    for (int i = 0; i < LANES; i++) {
      double dot = new Params(1, WS[i]).dot(XS[i]);
      scale += dot * WS[i][0];
      assertArrayEquals(new double[] {2 * dot + 2 * XS[i][0] * WS[i][0], 2 * XS[i][1] * WS[i][0]}, g.w()[i], 1e-12);
    }
    assertEquals(scale, g.scale(), 1e-12);
  }

  /** y = (x w0 + s) w1 + s, of which the sum of y² + y is differentiated by the scales s. */
  @Test
  void gradientThroughAResultOfWhichLanesShareSomething() {
    double[] x = {1, -2, 0.25};
    double[] expected = new double[LANES];
    for (int i = 0; i < LANES; i++) {
      double y = (x[i] * 3 + SCALES[i]) * -4 + SCALES[i];
      expected[i] = (2 * y + 1) * (-4 + 1);
    }
    assertArrayEquals(expected, SharingGrad.lastTrace(SCALES, WS[1], x), 1e-12);
  }

  @Test
  void gradientThroughSharedRecords() {
    double[] expected = new double[LANES];
    for (int i = 0; i < LANES; i++) {
      for (Bond b : bonds()) for (int y = 1; y <= b.years(); y++) expected[i] -= y * b.coupon() * Math.exp(-SCALES[i] * y);
    }
    assertArrayEquals(expected, SharingGrad.priced(SCALES, bonds()), 1e-10);
  }

  @Test
  void gradientOfABatchOfGradients() {
    assertEquals(Sharing.bendPlain(2, WS, XS), Sharing.bend(2, WS, XS));
    assertEquals(SharingGrad.bendPlain(2, WS, XS), SharingGrad.bend(2, WS, XS), 1e-12);
    assertEquals((Sharing.bendPlain(2.001, WS, XS) - Sharing.bendPlain(1.999, WS, XS)) / 0.002, SharingGrad.bend(2, WS, XS), 1e-8);
  }

  // ---- what is written, what fails, no lanes ----

  @Test
  void writtenWithSharedNumbers() {
    double[][] v = {{1, 2}, {3, 4}, {5, 6}};
    double[][] expected = {{1, 2}, {3, 4}, {5, 6}};
    for (int i = 0; i < LANES; i++) Sharing.written(expected[i], wShared(i));
    SharingVmap.written(v, W_SHARED);
    assertArrayEquals(expected, v);
    assertArrayEquals(new double[] {3, -4}, WS[1]);
  }

  @Test
  void theLowestLaneThrows() {
    assertEquals("Index 7 out of bounds for length 2",
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> SharingVmap.failing(W_SHARED, new int[] {1, 7, 9})).getMessage());
    var range = new Sharing_RangeBatchSharingLo(-1, new double[] {0, -2, -3});
    assertEquals("[-1.0, -2.0]", assertThrows(IllegalArgumentException.class, () -> range.get(1)).getMessage());
  }

  @Test
  void lanesAreCountedInWhatIsMapped() {
    assertEquals("SharingVmap.scaleShared: axis 0 of x has size 2, axis 0 of p.w() has size 3",
        assertThrows(IllegalArgumentException.class, () -> SharingVmap.scaleShared(SCALE_SHARED, new double[2][2])).getMessage());
    assertEquals(0, SharingVmap.wShared(new Sharing_ParamsBatchSharingW(new double[0], WS[0]), XS[0]).length);
  }

  @Test
  void noLanes() {
    assertEquals(0, SharingVmap.given(new Sharing_ParamsBatchSharingScale(2, new double[0][]), new double[0]).size());
  }
}
