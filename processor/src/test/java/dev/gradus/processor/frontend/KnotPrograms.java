package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random methods {@code double f(double x, double y, double[] a)} over a knot of two to five methods that call each other and themselves: some
 * give numbers, some records, some write the array that they are given and some give a new one; with early returns, checkpoints around calls
 * of the knot, and rules that call it.
 */
final class KnotPrograms {
  private enum Kind { NUMBER, RULED, RECORD, WRITER, MAKER }

  private final SplittableRandom random;
  private final StringBuilder out = new StringBuilder();
  private final String seed;
  private final List<Kind> kinds = new ArrayList<>();
  private int names;

  private KnotPrograms(long seed) {
    random = new SplittableRandom(seed);
    this.seed = "_" + seed;
  }

  /** A class {@code P} with a method {@code f} and its number for each seed. */
  static String file(List<Long> seeds) {
    var members = new StringBuilder();
    for (long seed : seeds) members.append(new KnotPrograms(seed).methods("f" + seed));
    return "import dev.gradus.CustomJvp; import dev.gradus.lax.Lax; class P {\n  record Moved(double value, double tangent) {}\n"
        + "  record Two(double x, double y) {}\n" + members + "}\n";
  }

  private String methods(String name) {
    for (int k = 2 + random.nextInt(4); k > 0; k--) kinds.add(pick(Kind.values()));
    line(1, "static double " + name + "(double x, double y, double[] a) {");
    line(2, "double[] w = a.clone();");
    line(2, "double s = y;");
    for (int k = 0; k < kinds.size(); k++) if (k == 0 || random.nextBoolean()) call(k, "" + (1 + random.nextInt(3)), true);
    line(2, "return s + w[0] * w[1] + w[2];");
    line(1, "}");
    for (int k = 0; k < kinds.size(); k++) member(k);
    return out.toString();
  }

  @SafeVarargs
  private <T> T pick(T... all) {
    return all[random.nextInt(all.length)];
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private String g(int k) {
    return "g" + k + seed;
  }

  private boolean isPure(int k) {
    return kinds.get(k) == Kind.NUMBER || kinds.get(k) == Kind.RULED;
  }

  /** A call of that method, which changes {@code s} or the elements of {@code w}; in pure code there is no {@code w} to be written. */
  private void call(int k, String depth, boolean writes) {
    String v = "v" + names++;
    String x = pick("x", "s * 0.5", "x * w[" + random.nextInt(3) + "]", "Math.sin(s)");
    switch (kinds.get(k)) {
      case NUMBER, RULED -> {
        if (random.nextBoolean()) {
          line(2, "double " + v + " = " + x + ";");
          line(2, "s " + pick("=", "+=", "-=") + " Lax.checkpoint(() -> " + g(k) + "(" + depth + ", " + v + pick("", " * " + v) + "));");
        } else line(2, "s += " + pick("", "x * ") + g(k) + "(" + depth + ", " + x + ");");
      }
      case RECORD -> {
        line(2, "Two " + v + " = " + g(k) + "(" + depth + ", new Two(" + x + ", s), w);");
        line(2, "s = " + v + ".x() - " + v + ".y() * 0.5;");
      }
      case WRITER -> {
        if (writes) line(2, g(k) + "(" + depth + ", " + x + ", w);");
      }
      case MAKER -> {
        if (writes && random.nextBoolean()) line(2, "w = " + g(k) + "(" + depth + ", " + x + ", w);");
        else line(2, "s += " + g(k) + "(" + depth + ", " + x + ", w)[" + random.nextInt(3) + "];");
      }
    }
  }

  private void member(int k) {
    Kind kind = kinds.get(k);
    switch (kind) {
      case NUMBER, RULED -> {
        if (kind == Kind.RULED) line(1, "@CustomJvp(\"" + g(k) + "Rule\")");
        line(1, "static double " + g(k) + "(int depth, double x) {");
        line(2, "if (depth <= 0" + pick("", " || x > 3", " || x == 0") + ") return " + pick("x", "x * x", "0.5") + ";");
        line(2, "double[] w = {x, 0.5, x * x};");
        line(2, "double s = x;");
        calls(isPure(k));
        line(2, "return s;");
        line(1, "}");
        if (kind == Kind.RULED) {
          int to = random.nextInt(kinds.size());
          String slope = isPure(to) ? g(to) + "(depth - 1, x)" : "Math.cos(x)";
          line(1, "static Moved " + g(k) + "Rule(int depth, double x, double dx) {");
          line(2, "return new Moved(" + g(k) + "(depth, x), (depth <= 0 ? 1 : " + slope + ") * dx);");
          line(1, "}");
        }
      }
      case RECORD -> {
        line(1, "static Two " + g(k) + "(int depth, Two t, double[] w) {");
        line(2, "if (depth <= 0) return " + pick("t", "new Two(t.y(), t.x())", "new Two(t.x() * w[0], t.y())") + ";");
        line(2, "double x = t.x();");
        line(2, "double s = t.y();");
        calls(false);
        line(2, "return new Two(s, x" + pick("", " * t.y()", " + w[1]") + ");");
        line(1, "}");
      }
      case WRITER -> {
        line(1, "static void " + g(k) + "(int depth, double x, double[] w) {");
        line(2, "double s = x;");
        line(2, "if (depth <= 0) return;");
        line(2, "w[" + random.nextInt(3) + "] " + pick("*=", "+=", "=") + " " + pick("x", "s * 0.5", "w[0] * w[1]") + ";");
        calls(true);
        line(2, "if (" + pick("s > 1", "x <= 0", "w[0] < w[1]") + ") return;");
        line(2, "w[" + random.nextInt(3) + "] " + pick("-=", "+=") + " s * 0.5;");
        line(1, "}");
      }
      case MAKER -> {
        line(1, "static double[] " + g(k) + "(int depth, double x, double[] w) {");
        line(2, "double[] out = w.clone();");
        line(2, "if (depth <= 0) return out;");
        line(2, "double s = x;");
        calls(false);
        line(2, "out[" + random.nextInt(3) + "] " + pick("=", "*=") + " s;");
        line(2, pick("if (x > 1) return out;", "out[0] += x;"));
        line(2, "return out;");
        line(1, "}");
      }
    }
  }

  private void calls(boolean writes) {
    for (int n = 1 + random.nextInt(2); n > 0; n--) call(random.nextInt(kinds.size()), "depth - " + (1 + random.nextInt(2)), writes);
  }
}
