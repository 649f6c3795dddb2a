package dev.gradus.examples;

import static dev.gradus.Vmap.NONE;

import dev.gradus.Grad;
import dev.gradus.Vmap;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which examples does a network still learn from? Those whose own gradient is large. Frameworks that add up gradients over the batch as
 * they go cannot say; here the loss is written for one image, differentiated, and then batched over images with the network shared.
 * (The same is what differentially private training clips: Abadi et al., CCS 2016.)
 */
public final class PerExampleGradients {

  private static final int COUNT = 300;
  private static final int STEPS = 300;
  private static final double STEP = 0.5;
  private static final double TOLERANCE = 1e-12;

  private PerExampleGradients() {}

  /**
   * The cross-entropy of what the network says of one image. {@code PerExampleGradientsVmap.loss} gives the gradient for each of many
   * images.
   *
   * @param net the network
   * @param image the image
   * @param label what it shows
   * @return the loss
   */
  @Vmap(in = {NONE, 0, 0})
  @Grad(wrt = "net")
  public static double loss(Digits.Network net, double[] image, int label) {
    double[] hidden = new double[net.b1().length];
    double[] scores = new double[net.b2().length];
    Digits.predict(net, image, hidden, scores);
    return Digits.logSumExp(scores) - scores[label];
  }

  /**
   * The Euclidean norm of the gradient for one image: batched, it needs the memory of one gradient only.
   *
   * @param net the network
   * @param image the image
   * @param label what it shows
   * @return the norm
   */
  @Vmap(in = {NONE, 0, 0})
  public static double gradientNorm(Digits.Network net, double[] image, int label) {
    Digits.Network g = PerExampleGradientsGrad.loss(net, image, label);
    return Math.sqrt(squares(g.w1()) + squares(g.b1()) + squares(g.w2()) + squares(g.b2()));
  }

  static double squares(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += squares(row);
    }
    return sum;
  }

  static double squares(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x * x;
    }
    return sum;
  }

  /**
   * Prints the images with the largest and the smallest gradient; fails if the mean of all is not the gradient of the mean loss.
   *
   * @param args none
   * @throws IOException if the images cannot be read
   */
  public static void main(String[] args) throws IOException {
    DigitImages data = DigitImages.load().shuffled(new Random(1998)).range(0, COUNT);
    int[] all = IntStream.range(0, COUNT).toArray();
    Digits.Network net = Digits.randomNetwork(new Random(1), data.images()[0].length, 64, 10);
    for (int i = 0; i < STEPS; i++) {
      descend(net, DigitsGrad.loss(net, data.images(), data.labels(), all));
    }

    double[] norms = PerExampleGradientsVmap.gradientNorm(net, data.images(), data.labels());
    Integer[] byNorm = IntStream.range(0, COUNT).boxed().sorted(Comparator.comparingDouble(i -> norms[i])).toArray(Integer[]::new);
    print("norms of %d gradients after %d steps: smallest %.2e, median %.2e, largest %.2e%n", COUNT, STEPS,
        norms[byNorm[0]], norms[byNorm[COUNT / 2]], norms[byNorm[COUNT - 1]]);
    print("learnt, a %d:%n%s", data.labels()[byNorm[0]], drawing(data.images()[byNorm[0]]));
    print("hardest, a %d:%n%s", data.labels()[byNorm[COUNT - 1]], drawing(data.images()[byNorm[COUNT - 1]]));

    Digits_NetworkBatch gradients = PerExampleGradientsVmap.loss(net, data.images(), data.labels());
    Digits.Network together = DigitsGrad.loss(net, data.images(), data.labels(), all);
    double worst = 0;
    for (int j = 0; j < together.w1().length; j++) {
      for (int i = 0; i < together.w1()[j].length; i++) {
        double mean = 0;
        for (int k = 0; k < COUNT; k++) {
          mean += gradients.get(k).w1()[j][i] / COUNT;
        }
        worst = Math.max(worst, Math.abs(mean - together.w1()[j][i]));
      }
    }
    print("generated source: %s%n", BuildFolder.generatedSource("PerExampleGradientsVmap").toUri());
    print("their mean against the gradient of the mean loss, first layer: largest difference %.1e%n", worst);
    if (!(worst < TOLERANCE)) {
      System.err.printf(Locale.ROOT, "PerExampleGradients: the difference is not below %.0e%n", TOLERANCE);
      System.exit(1);
    }
  }

  private static void descend(Digits.Network net, Digits.Network gradient) {
    for (int j = 0; j < net.w1().length; j++) {
      descend(net.w1()[j], gradient.w1()[j]);
    }
    descend(net.b1(), gradient.b1());
    for (int j = 0; j < net.w2().length; j++) {
      descend(net.w2()[j], gradient.w2()[j]);
    }
    descend(net.b2(), gradient.b2());
  }

  private static void descend(double[] weights, double[] gradient) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= STEP * gradient[i];
    }
  }

  /** Eight lines of eight grey levels. */
  private static String drawing(double[] image) {
    var text = new StringBuilder();
    for (int y = 0; y < 8; y++) {
      text.append("  ");
      for (double grey : Arrays.copyOfRange(image, 8 * y, 8 * y + 8)) {
        text.append(" .:-=+*#%@".charAt((int) (9 * grey))).append(' ');
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static void print(String format, Object... args) {
    System.out.print(String.format(Locale.ROOT, format, args));
  }
}
