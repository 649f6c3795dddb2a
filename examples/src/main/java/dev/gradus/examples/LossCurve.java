package dev.gradus.examples;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A loss, epoch by epoch. Several of them are drawn into one SVG file, with a logarithmic scale for the loss. */
record LossCurve(String name, double[] losses) {

  static void draw(Path file, String title, List<LossCurve> curves) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, new Drawing(curves).toSvg(title));
  }

  private static final class Drawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 620;
    private static final int TOP = 50;
    private static final int BOTTOM = 360;
    private static final List<String> COLOURS = List.of("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377");

    private final List<LossCurve> curves;
    private final int epochs;
    private final int lowDecade;
    private final int highDecade;
    private final StringBuilder svg = new StringBuilder();

    Drawing(List<LossCurve> curves) {
      this.curves = curves;
      this.epochs = curves.stream().mapToInt(curve -> curve.losses.length).max().orElseThrow();
      var range = curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.losses)).map(Math::log10).summaryStatistics();
      this.lowDecade = (int) Math.floor(range.getMin());
      this.highDecade = Math.max(lowDecade + 1, (int) Math.ceil(range.getMax()));
    }

    String toSvg(String title) {
      add("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>", WIDTH, HEIGHT);
      add("<rect width='100%%' height='100%%' fill='white'/>");
      add("<text x='%d' y='%d' text-anchor='middle' font-size='16'>%s</text>", (LEFT + RIGHT) / 2, TOP - 20, title);
      lossAxis();
      epochAxis();
      for (int i = 0; i < curves.size(); i++) {
        curve(curves.get(i), i);
      }
      add("</svg>");
      return svg.toString();
    }

    private void lossAxis() {
      for (int decade = lowDecade; decade <= highDecade; decade++) {
        double y = y(Math.pow(10, decade));
        add("<path d='M%d %.1f H%d' stroke='#cccccc'/>", LEFT, y, RIGHT);
        text(LEFT - 10, y + 4, "end", BigDecimal.ONE.scaleByPowerOfTen(decade).toPlainString());
      }
      add("<g transform='translate(24 %d) rotate(-90)'>", (TOP + BOTTOM) / 2);
      text(0, 0, "middle", "loss");
      add("</g>");
    }

    private void epochAxis() {
      add("<path d='M%d %d V%d H%d' stroke='black' fill='none'/>", LEFT, TOP, BOTTOM, RIGHT);
      int step = Math.max(1, (epochs + 9) / 10);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        if (epoch == 1 || epoch % step == 0) {
          add("<path d='M%.1f %d v5' stroke='black'/>", x(epoch), BOTTOM);
          text(x(epoch), BOTTOM + 20, "middle", String.valueOf(epoch));
        }
      }
      text((LEFT + RIGHT) / 2.0, BOTTOM + 45, "middle", "epoch");
    }

    private void curve(LossCurve curve, int index) {
      String colour = COLOURS.get(index % COLOURS.size());
      StringJoiner points = new StringJoiner(" ");
      for (int i = 0; i < curve.losses.length; i++) {
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(i + 1), y(curve.losses[i])));
      }
      add("<polyline points='%s' fill='none' stroke='%s' stroke-width='1.5'/>", points, colour);
      double y = TOP + 10 + 18 * index;
      add("<path d='M%d %.1f h16' stroke='%s' stroke-width='3'/>", RIGHT + 12, y, colour);
      text(RIGHT + 34, y + 4, "start", curve.name);
    }

    private double x(int epoch) {
      return epochs == 1 ? LEFT : LEFT + (RIGHT - LEFT) * (epoch - 1.0) / (epochs - 1);
    }

    private double y(double loss) {
      return BOTTOM - (BOTTOM - TOP) * (Math.log10(loss) - lowDecade) / (highDecade - lowDecade);
    }

    private void text(double x, double y, String anchor, String text) {
      add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, text);
    }

    private void add(String format, Object... args) {
      svg.append(String.format(Locale.ROOT, format, args)).append('\n');
    }
  }
}
