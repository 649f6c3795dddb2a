package dev.gradus.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Images of handwritten digits, 64 grey levels between 0 and 1 each, and which digit each of them shows. Where they come
 * from is said in {@code digits.ATTRIBUTION.txt}, beside the data.
 */
public record DigitImages(double[][] images, int[] labels) {

  private static final String RESOURCE = "digits.csv.gz";

  /**
   * Reads all 1,797 of them.
   *
   * @return the images in the order of the file
   * @throws IOException if they cannot be read
   */
  public static DigitImages load() throws IOException {
    try (var in = DigitImages.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is not beside " + DigitImages.class.getName() + " on the class path");
      }
      var text = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII));
      List<double[]> lines = text.lines().map(DigitImages::numbers).toList();
      double[][] images = new double[lines.size()][];
      int[] labels = new int[lines.size()];
      for (int i = 0; i < images.length; i++) {
        double[] line = lines.get(i);
        images[i] = Arrays.stream(line, 0, line.length - 1).map(grey -> grey / 16).toArray();
        labels[i] = (int) line[line.length - 1];
      }
      return new DigitImages(images, labels);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /**
   * How many there are.
   *
   * @return their number
   */
  public int count() {
    return labels.length;
  }

  /**
   * The images in random order.
   *
   * @param random decides on the order
   * @return the same images, shuffled
   */
  public DigitImages shuffled(Random random) {
    int[] order = IntStream.range(0, count()).toArray();
    shuffle(order, random);
    return select(order);
  }

  /**
   * Some of the images.
   *
   * @param from the first
   * @param to the one after the last
   * @return those in between
   */
  public DigitImages range(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }

  private DigitImages select(int[] order) {
    return new DigitImages(
        Arrays.stream(order).mapToObj(i -> images[i]).toArray(double[][]::new), Arrays.stream(order).map(i -> labels[i]).toArray());
  }

  /** Fisher and Yates's shuffle. */
  static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
