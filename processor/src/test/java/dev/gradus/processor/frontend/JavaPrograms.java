package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random methods that javac accepts and that end: nested control flow with every kind of jump, arrays that are aliased, swapped, cloned,
 * handed to methods that write them, rows with names. Indices are mostly in range. Meant to be hard on the bookkeeping of the front end.
 */
final class JavaPrograms {
  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> doubles = new ArrayList<>();
  private final List<String> ints = new ArrayList<>();
  private final List<String> arrays = new ArrayList<>();
  private final List<String> matrices = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int names;
  private int loops;
  private boolean stopped;

  private JavaPrograms(Random random) {
    this.random = random;
  }

  static final String HELPERS = """
        static double touch(double[] a, double v) { a[0] += v; return a[a.length - 1]; }
        static void mix(double[] a, double[] b) { for (int i = 0; i < a.length && i < b.length; i++) a[i] = a[i] * 0.5 + b[i]; }
        static double[] fresh(double[] a, int k) { double[] r = a.clone(); r[0] = k; return r; }
        static void rows(double[][] m, double v) { for (double[] r : m) r[0] -= v; }
      """;

  /** A method of that name. */
  static String method(String name, Random random) {
    return new JavaPrograms(random).method(name);
  }

  private String method(String name) {
    doubles.addAll(List.of("x", "y"));
    ints.add("n");
    arrays.addAll(List.of("p", "q"));
    matrices.add("m");
    out.append("  static double ").append(name).append("(double x, double y, int n, double[] p, double[] q, double[][] m) {\n");
    line(1, "if (p.length < 1) return -1;");
    line(1, "double[] u = p.clone(), v = new double[p.length + 1];");
    arrays.addAll(List.of("u", "v"));
    if (random.nextInt(3) == 0) {
      arrays.removeAll(List.of("p", "q"));
      if (random.nextBoolean()) arrays.add("q");
    }
    block(1, 3 + random.nextInt(5));
    if (!stopped) line(1, "return " + sum() + ";");
    return out.append("  }\n").toString();
  }

  private String sum() {
    var terms = new ArrayList<>(doubles);
    for (String a : arrays) terms.add(a + "[0] * " + (2 + random.nextInt(5)));
    return String.join(" + ", terms);
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth + 1)).append(text).append('\n');
  }

  /** Statements whose declarations end with them. */
  private void block(int depth, int size) {
    int d = doubles.size();
    int i = ints.size();
    int a = arrays.size();
    stopped = false;
    for (int k = 0; k < size && !stopped; k++) statement(depth);
    doubles.subList(d, doubles.size()).clear();
    ints.subList(i, ints.size()).clear();
    arrays.subList(a, arrays.size()).clear();
  }

  private void statement(int depth) {
    boolean deep = depth >= 4;
    switch (random.nextInt(deep ? 13 : 19)) {
      case 0 -> {
        String name = "d" + names++;
        line(depth, "double " + name + " = " + real(2) + ";");
        doubles.add(name);
      }
      case 1 -> {
        String name = "k" + names++;
        line(depth, "int " + name + " = " + integer() + ";");
        ints.add(name);
      }
      case 2 -> line(depth, any(doubles) + pick(" = ", " += ", " -= ", " *= ") + real(2) + ";");
      case 3 -> line(depth, any(ints) + pick(" = ", " += ", " -= ", " ^= ") + integer() + ";");
      case 4 -> line(depth, element() + pick(" = ", " += ", " -= ", " *= ") + real(2) + ";");
      case 5 -> line(depth, element() + pick("++", "--") + ";");
      case 6 -> {
        String t = "t" + names++;
        String a = any(arrays);
        String b = any(arrays);
        if (a.matches("[rm].*") || b.matches("[rm].*")) return;
        line(depth, "double[] " + t + " = " + a + "; " + a + " = " + b + "; " + b + " = " + t + ";");
        if (random.nextInt(3) == 0) arrays.add(t);
      }
      case 7 -> {
        String c = "c" + names++;
        line(depth, "double[] " + c + " = "
            + pick(any(arrays) + ".clone()", any(arrays), "fresh(" + any(arrays) + ", " + integer() + ")", "{1, " + real(1) + "}") + ";");
        arrays.add(c);
      }
      case 8 -> {
        String variable = any(arrays.stream().filter(a -> !a.startsWith("m")).toList());
        line(depth, variable + " = " + pick(any(arrays) + ".clone()", "new double[] {" + real(1) + "}", any(arrays)) + ";");
      }
      case 9 -> line(depth, any(doubles) + " = touch(" + any(arrays) + ", " + real(1) + ");");
      case 10 -> line(depth, pick("mix(" + any(arrays) + ", " + any(arrays) + ");", "rows(m, " + real(1) + ");"));
      case 11 -> {
        if (random.nextInt(3) == 0) {
          rowStore(depth);
          return;
        }
        String r = "r" + names++;
        line(depth, "double[] " + r + " = m[" + index("m") + "];");
        arrays.add(r);
      }
      case 12 -> jump(depth);
      case 13, 14 -> {
        line(depth, "if (" + condition() + ") {");
        block(depth + 1, 1 + random.nextInt(3));
        boolean then = stopped;
        stopped = false;
        if (random.nextBoolean()) {
          line(depth, "} else {");
          block(depth + 1, 1 + random.nextInt(3));
        }
        line(depth, "}");
        stopped &= then;
      }
      case 15, 16 -> loop(depth, "for", "for (int @ = 0; @ < " + (1 + random.nextInt(4)) + "; @++)");
      case 17 -> loop(depth, "for", "for (int @ = " + random.nextInt(5) + "; @ >= 0; @ -= " + (1 + random.nextInt(2)) + ")");
      default -> {
        String k = "w" + names++;
        line(depth, "int " + k + " = 0;");
        loop(depth, "while", "while (" + k + "++ < " + random.nextInt(5) + (random.nextBoolean() ? " && (" + condition() + ")" : "") + ")");
      }
    }
  }

  /** A new row, perhaps under a name, or two rows exchanged. */
  private void rowStore(int depth) {
    String i = pick("0", "m.length - 1", any(ints));
    String j = pick("0", "m.length - 1");
    String t = "s" + names++;
    switch (random.nextInt(4)) {
      case 0 -> line(depth, "m[" + i + "] = " + any(arrays) + ".clone();");
      case 1 -> line(depth, "m[" + i + "] = new double[] {" + real(1) + ", " + real(1) + "};");
      case 2 -> line(depth, "double[] " + t + " = m[" + i + "]; m[" + i + "] = m[" + j + "]; m[" + j + "] = " + t + ";");
      default -> {
        line(depth, "double[] " + t + " = fresh(" + any(arrays) + ", 3);");
        line(depth, "m[" + i + "] = " + t + "; " + t + "[0] += " + real(1) + ";");
      }
    }
    arrays.add("m[" + j + "]");
  }

  private void loop(int depth, String kind, String head) {
    String i = "i" + names++;
    String label = random.nextInt(4) == 0 ? "l" + names++ : null;
    loops++;
    line(depth, (label == null ? "" : label + ": ") + head.replace("@", i) + " {");
    boolean indexed = kind.equals("for");
    if (label != null) labels.add(label);
    String view = "d" + names++;
    if (indexed) line(depth + 1, "double " + view + " = " + i + ";");
    if (indexed) doubles.add(view);
    block(depth + 1, 1 + random.nextInt(4));
    if (indexed) doubles.remove(view);
    labels.remove(label);
    line(depth, "}");
    stopped = false;
    loops--;
  }

  private void jump(int depth) {
    var jumps = new ArrayList<>(List.of("return " + real(1) + ";"));
    if (loops > 0) jumps.addAll(List.of("break;", "continue;", "break;", "continue;"));
    for (String l : labels) jumps.addAll(List.of("break " + l + ";", "continue " + l + ";"));
    String jump = jumps.get(random.nextInt(jumps.size()));
    if (random.nextInt(4) > 0 || depth == 1) {
      line(depth, "if (" + condition() + ") " + jump);
    } else {
      line(depth, jump);
      stopped = true;
    }
  }

  private String condition() {
    return switch (random.nextInt(4)) {
      case 0 -> real(1) + " > " + real(1);
      case 1 -> integer() + " % 3 == 0";
      case 2 -> real(0) + " < 2 && " + element() + " > -1";
      default -> integer() + " > 0 || " + element() + " < 1";
    };
  }

  private String element() {
    if (random.nextInt(5) == 0) return "m[" + index("m") + "][" + random.nextInt(2) + "]";
    String a = any(arrays);
    return a + "[" + index(a) + "]";
  }

  private String index(String array) {
    return switch (random.nextInt(4)) {
      case 0 -> "Math.floorMod(" + integer() + ", " + array + ".length)";
      case 1 -> array + ".length - 1";
      case 2 -> random.nextInt(12) == 0 ? integer() : "0";
      default -> "0";
    };
  }

  private String integer() {
    return switch (random.nextInt(5)) {
      case 0 -> "(" + any(ints) + " + " + any(ints) + ")";
      case 1 -> "(" + any(ints) + " * 3 - " + random.nextInt(4) + ")";
      case 2 -> random.nextInt(3) == 0 ? any(ints) + pick("++", "--") : any(ints);
      default -> any(ints);
    };
  }

  private String real(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) return random.nextBoolean() ? any(doubles) : random.nextInt(5) + ".5";
    return switch (random.nextInt(6)) {
      case 0 -> "(" + real(depth - 1) + " + " + real(depth - 1) + ")";
      case 1 -> real(depth - 1) + " * " + real(depth - 1);
      case 2 -> element();
      case 3 -> "(" + condition() + " ? " + real(depth - 1) + " : " + element() + ")";
      case 4 -> random.nextInt(3) == 0 ? "(" + any(doubles) + " = " + real(depth - 1) + ")" : "Math.sin(" + real(depth - 1) + ")";
      default -> random.nextInt(3) == 0 ? "touch(" + any(arrays) + ", " + real(depth - 1) + ")" : integer();
    };
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
