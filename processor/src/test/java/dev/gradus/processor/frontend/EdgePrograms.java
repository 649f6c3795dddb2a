package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random methods {@code double f(double x, double y, double[] a)} as people write them about the edges of functions: a root, a logarithm, a
 * quotient or a power is computed first and then discarded by a test, replaced if it is no number, passed over by a running best, bounded;
 * on its own, in loops and branches, through arrays, helpers, recursion, checkpoints and rules.
 */
final class EdgePrograms {
  private static final String HELPERS = """
        record Moved(double value, double tangent) {}
        static double wild(double x) { return Math.sqrt(x) + 1 / x; }
        static double rootOr(double x, double other) { double r = Math.sqrt(x); if (x <= 0) return other; return r; }
        static double unit(double x, double y) { double n = Math.sqrt(x * x + y * y); if (n < 1e-12) return x; return x / n; }
        static double down(double x, int n) { double r = Math.log(x); if (n <= 0) return x; double b = down(x, n - 1); return x > 0 ? b + r : b; }
        static double there(double x, int n) { double q = 1 / x; if (n <= 0) return x; double b = back(x, n - 1); if (Double.isFinite(q)) b += q; return b; }
        static double back(double x, int n) { double[] r = {Math.sqrt(x), x}; if (n <= 0) return r[1]; return there(r[1], n - 1) + (x > 0 ? r[0] : 0); }
        static void roots(double[] a) { for (int i = 0; i < a.length; i++) a[i] = Math.sqrt(a[i]); }
        @CustomJvp("ruledRule") static double ruled(double x) { return Math.sqrt(x); }
        static Moved ruledRule(double x, double dx) { double r = Math.sqrt(x); return new Moved(r, dx / (2 * r)); }
      """;

  private final SplittableRandom random;
  private final StringBuilder out = new StringBuilder();
  /** Variables that are ordinary numbers on every path. */
  private final List<String> numbers = new ArrayList<>(List.of("x", "y", "a[0]", "a[1]"));
  private int names;

  private EdgePrograms(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A class {@code P} with a method {@code f} and its number for each seed. */
  static String file(List<Long> seeds) {
    var members = new StringBuilder();
    for (long seed : seeds) members.append(new EdgePrograms(seed).method("f" + seed));
    return "import dev.gradus.CustomJvp; import dev.gradus.lax.Lax; class P {\n" + members + HELPERS + "}\n";
  }

  private String method(String name) {
    out.append("  static double ").append(name).append("(double x, double y, double[] a) {\n");
    for (int k = 1 + random.nextInt(3); k > 0; k--) statement(2);
    String sum = String.join(" + ", numbers.subList(2, numbers.size()));
    return out.append("    return ").append(random.nextBoolean() ? sum : number() + " * (" + sum + ")").append(";\n  }\n").toString();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }

  private String number() {
    return numbers.get(random.nextInt(numbers.size()));
  }

  /** An ordinary number, which is zero now and then. */
  private String expression() {
    return switch (random.nextInt(6)) {
      case 0 -> number() + " * " + number();
      case 1 -> number() + " - " + number();
      case 2 -> "Math.abs(" + number() + ")";
      case 3 -> "(" + number() + " + " + number() + ") * 0.5";
      default -> number();
    };
  }

  private String other() {
    return random.nextInt(3) == 0 ? "0" : number();
  }

  private String fresh() {
    return "v" + names++;
  }

  /** One or more statements, after which a variable of that name is an ordinary number. */
  private void statement(int depth) {
    String v = fresh();
    switch (random.nextInt(depth > 3 ? 13 : 18)) {
      case 0, 1 -> discarded(depth, v);
      case 2 -> {
        line(depth, "double " + v + " = " + expression() + " / " + expression() + ";");
        line(depth, "if (" + pick("Double.isNaN(@) || Double.isInfinite(@)", "!Double.isFinite(@)", "@ != @ || Math.abs(@) > 1e300").replace("@", v) + ") " + v
            + " = " + other() + ";");
      }
      case 3 -> {
        String n = fresh();
        line(depth, "double " + n + " = Math.sqrt(" + pick("x * x + y * y", "x * x", "a[0] * a[0] + a[1] * a[1]") + ");");
        String whole = pick("x", "a[0]", number());
        if (random.nextBoolean()) {
          line(depth, "double " + v + " = " + n + " < 1e-12 ? " + whole + " : " + whole + " / " + n + ";");
        } else {
          line(depth, "if (" + n + " < 1e-12) " + n + " = 1;");
          line(depth, "double " + v + " = " + whole + " / " + n + ";");
        }
      }
      case 4 -> line(depth, "double " + v + " = " + pick("Math.max(Math.sqrt(@), 3)", "Math.min(1 / Math.abs(@), 0.4)", "Math.clamp(1 / @, -0.4, 0.4)",
          "Math.max(Math.log(Math.abs(@)), -0.9)", "Math.min(-Math.log(Math.abs(@)), 0.3)").replace("@", "(" + expression() + ")") + ";");
      case 5 -> {
        String s = fresh();
        line(depth, "double " + v + " = " + other() + ";");
        line(depth, "for (double e : a) { double " + s + " = " + pick("Math.sqrt(e)", "Math.log(e)", "1 / e", "Math.sqrt(e) * " + number()) + "; if (" + s + " > " + v
            + (random.nextBoolean() ? " && " + s + " < 1e9" : " && !Double.isInfinite(" + s + ")") + ") " + v + " = " + s + "; }");
      }
      case 6 -> {
        String s = fresh();
        line(depth, "double " + v + " = " + other() + ";");
        line(depth, "for (double e : a) { double " + s + " = " + pick("Math.log(e)", "Math.pow(e, 0.5)", "1 / (e * e)", "Math.sqrt(e)") + "; if (e <= 0) "
            + pick("continue", "break") + "; " + v + " += e * " + s + "; }");
      }
      case 7 -> {
        String w = fresh();
        line(depth, "double[] " + w + " = new double[a.length];");
        line(depth, "for (int i = 0; i < a.length; i++) " + w + "[i] = " + pick("Math.sqrt(a[i])", "1 / a[i]", "Math.log(a[i]) * " + number()) + ";");
        line(depth, "double " + v + " = " + other() + ";");
        line(depth, pick("for (int i = 0; i < a.length; i++) if (a[i] > 0) @ += #[i];", "for (int i = 0; i < a.length; i++) { if (!(a[i] > 0)) #[i] = 0; @ += #[i]; }",
            "for (int i = 0; i < a.length; i++) { if (a[i] <= 0) #[i] = a[i]; @ += #[i] * #[i]; }").replace("@", v).replace("#", w));
      }
      case 8 -> {
        String e = fresh();
        line(depth, "double " + e + " = " + expression() + ";");
        line(depth, "double " + v + " = " + pick("rootOr(@, " + number() + ")", "unit(@, " + number() + ")", "@ > 0 ? wild(@) : " + other(), "down(@, 2)", "there(@, 3)", "back(@, 2)")
            .replace("@", e) + ";");
      }
      case 9 -> {
        String w = fresh();
        line(depth, "double[] " + w + " = a.clone();");
        line(depth, "roots(" + w + ");");
        line(depth, "double " + v + " = " + pick("a[0] > 0 ? #[0] : " + other(), "(a[1] > 0 ? #[1] : 0) + (a[2] <= 0 ? 0 : #[2])").replace("#", w) + ";");
      }
      case 10 -> {
        String e = fresh();
        line(depth, "double " + e + " = " + expression() + ";");
        line(depth, "double " + v + " = Lax.checkpoint(() -> " + pick("Math.log(@)", "Math.sqrt(@) * @", "1 / @", "wild(@)").replace("@", e) + ");");
        line(depth, "if (" + e + " <= 0) " + v + " = " + other() + ";");
      }
      case 11 -> {
        String e = fresh();
        line(depth, "double " + e + " = " + expression() + ";");
        line(depth, "double " + v + " = ruled(" + e + ");");
        line(depth, "if (" + pick("@ <= 0", "!(@ > 0)", "# == 0 || # != #").replace("@", e).replace("#", v) + ") " + v + " = " + other() + ";");
      }
      case 12 -> {
        line(depth, "double " + v + " = " + number() + ";");
        String f = fresh();
        line(depth, "for (int round = 0; round < 4; round++) { double " + f + " = " + v + " - (" + v + " * " + v + " - " + number() + ") / (2 * " + v + "); if (!(" + f + " > -9 && " + f
            + " < 9)) " + f + " = (" + v + " + " + number() + ") / 2; " + v + " = " + f + "; }");
      }
      case 13, 14 -> {
        line(depth, "double " + v + " = " + other() + ";");
        line(depth, "for (int @ = 0; @ < # ; @++) {".replace("@", "k" + depth).replace("# ", "" + random.nextInt(4)));
        inner(depth, v, "k" + depth + " > 1");
        line(depth, "}");
      }
      case 15, 16 -> {
        line(depth, "double " + v + " = " + other() + ";");
        line(depth, "if (" + number() + pick(" > ", " <= ", " == ") + pick("0", number()) + ") {");
        inner(depth, v, "x == 0");
        line(depth, "}");
      }
      default -> {
        line(depth, "double " + v + " = Math.sqrt(" + expression() + ");");
        line(depth, "if (!(" + v + " > 0)) return " + number() + ";");
      }
    }
    numbers.add(v);
  }

  private void inner(int depth, String v, String rarely) {
    int outside = numbers.size();
    for (int k = 1 + random.nextInt(2); k > 0; k--) statement(depth + 1);
    line(depth + 1, v + pick(" = ", " += ", " = 0.5 * ") + numbers.getLast() + ";");
    if (random.nextInt(3) == 0) line(depth + 1, "if (" + rarely + ") " + v + " = " + numbers.get(random.nextInt(outside)) + ";");
    numbers.subList(outside, numbers.size()).clear();
  }

  private void discarded(int depth, String v) {
    String e = fresh();
    line(depth, "double " + e + " = " + expression() + ";");
    String wild = pick("Math.sqrt(@)", "Math.log(@)", "1 / @", "Math.pow(@, 0.5)", "Math.pow(@, 1.5)", "Math.cbrt(@)", "@ * Math.log(@)", "# / Math.sqrt(@)", "Math.log10(@) * #",
        "Math.exp(1 / @)", "Math.sqrt(Math.sqrt(@))", "Math.atan2(@, @)", "Math.hypot(@, #) / @").replace("@", e).replace("#", number());
    if (random.nextBoolean()) {
      line(depth, "double " + v + " = " + wild + ";");
      line(depth, "if (" + e + " <= 0) " + v + " = " + other() + ";");
    } else {
      String w = fresh();
      line(depth, "double " + w + " = " + wild + ";");
      line(depth, "double " + v + " = " + e + " > 0 ? " + w + " : " + other() + ";");
    }
  }
}
