package dev.gradus.benchmarks;

import dev.gradus.examples.DigitImages;
import dev.gradus.examples.Digits;
import dev.gradus.examples.DigitsGrad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.IntStream;

/** The loss of the network of the example, 64 hidden units, on 256 real images. */
public class DigitsBenchmark extends GradientBenchmark {

  private final DigitImages data = load();
  private final Digits.Network net = Digits.randomNetwork(new Random(1), 64, 64, 10);
  private final int[] batch = IntStream.range(0, 256).toArray();

  private static DigitImages load() {
    try {
      return DigitImages.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  double value() {
    return Digits.loss(net, data.images(), data.labels(), batch);
  }

  @Override
  DigitsGrad.LossWithValue valueAndGradient() {
    return DigitsGrad.lossWithValue(net, data.images(), data.labels(), batch);
  }

  @Override
  void check() {
    var both = valueAndGradient();
    new CentralDifferences(this::value, both.value())
        .agree("w1[5]", net.w1()[5], both.grad().w1()[5])
        .agree("b1", net.b1(), both.grad().b1())
        .agree("w2[9]", net.w2()[9], both.grad().w2()[9])
        .agree("b2", net.b2(), both.grad().b2());
  }
}
