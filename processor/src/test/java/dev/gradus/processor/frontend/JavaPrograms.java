package dev.gradus.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random methods that javac accepts and that end: nested control flow with every kind of jump, arrays that are aliased, swapped, cloned,
 * handed to methods that write them, rows with names. Indices are mostly in range. Meant to be hard on the bookkeeping of the front end.
 */
public final class JavaPrograms {
  final Random random;
  private final StringBuilder out = new StringBuilder();
  private final JavaScope scope = new JavaScope();
  private final JavaConstructs constructs = new JavaConstructs(this, scope);
  private final JavaScalars scalars = new JavaScalars(this, scope);
  /** Labels of loops. */
  private final List<String> labels = new ArrayList<>();
  /** Labels of blocks. */
  private final List<String> blocks = new ArrayList<>();
  private int names;
  private int loops;
  final List<String> doubles = new ArrayList<>();
  final List<String> ints = new ArrayList<>();
  final List<String> arrays = new ArrayList<>();
  final List<String> matrices = new ArrayList<>();
  /** The methods that call each other as they are called from here, which they may be only if {@code depth} is positive. */
  private final List<String> selves = new ArrayList<>();
  /**
   * What leaves the method: {@code "return "}, in an expression {@code "yield 1 * "}, for javac takes {@code yield (} for a call at times,
   * and {@code "return;"} where there is no value.
   */
  private String leave = "return ";
  /** Whether nothing may be assigned in expressions. */
  private boolean pure;
  /** Whether nothing may be thrown in expressions but for wrong indices, since these are found after what is added to an element. */
  boolean stopped;

  private JavaPrograms(Random random) {
    this.random = random;
  }

  private static final String HELPERS = """
        static double touch(double[] a, double v) { a[0] += v; return a[a.length - 1]; }
        static void mix(double[] a, double[] b) { for (int i = 0; i < a.length && i < b.length; i++) a[i] = a[i] * 0.5 + b[i]; }
        static double[] fresh(double[] a, int k) { double[] r = a.clone(); r[0] = k; return r; }
        static void rows(double[][] m, double v) { for (double[] r : m) r[0] -= v; }
      """;

  /** A class beside the programs that they need. */
  public static final String BESIDE = JavaConstructs.HELPERS;

  /** Methods {@code double f(double x, double y, int n, double[] p, double[] q, double[][] m)} of a class, one for each seed. */
  public static String file(String name, String annotations, List<Long> seeds) {
    var members = new StringBuilder();
    for (long seed : seeds) members.append("  ").append(annotations).append('\n').append(methods(seed));
    String head = "import java.util.function.*; import java.util.Arrays; class " + name + " {\n";
    return head + members + HELPERS + JavaConstructs.FIELDS + "}\n";
  }

  /**
   * The method {@code f} of that number, and one to five methods {@code g} of that number, which call each other and themselves and which
   * the first may call.
   */
  private static String methods(long seed) {
    var random = new Random(seed);
    int ring = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(4);
    var all = new StringBuilder(new JavaPrograms(random).method("f" + seed, List.of("g" + seed), false));
    List<String> names = IntStream.range(0, ring).mapToObj(k -> "g" + seed + (k == 0 ? "" : "_" + k)).toList();
    for (String name : names) all.append(new JavaPrograms(random).method(name, names, true));
    return all.toString();
  }

  private String method(String name, List<String> recursive, boolean isRecursive) {
    for (String r : recursive) selves.add(r + (isRecursive ? "(depth - 1, " : "(1, "));
    out.append("  static double ").append(name).append(isRecursive ? "(int depth, " : "(")
        .append("double x, double y, int n, double[] p, double[] q, double[][] m) {\n");
    doubles.addAll(List.of("x", "y"));
    ints.add("n");
    arrays.addAll(List.of("p", "q"));
    matrices.add("m");
    if (isRecursive) line(1, "if (depth <= 0) return " + real(1) + ";");
    if (isRecursive) line(1, "if (depth > 2) depth = 2;");
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

  String sum() {
    var terms = new ArrayList<>(doubles);
    for (String a : arrays) terms.add(a + "[0] * " + (2 + random.nextInt(5)));
    return String.join(" + ", terms);
  }

  void line(int depth, String text) {
    out.append("  ".repeat(depth + 1)).append(text).append('\n');
  }

  /** Statements whose declarations end with them. */
  void block(int depth, int size) {
    int d = doubles.size();
    int i = ints.size();
    int a = arrays.size();
    int m = matrices.size();
    int c = scope.mark();
    stopped = false;
    for (int k = 0; k < size && !stopped; k++) statement(depth);
    doubles.subList(d, doubles.size()).clear();
    ints.subList(i, ints.size()).clear();
    arrays.subList(a, arrays.size()).clear();
    matrices.subList(m, matrices.size()).clear();
    scope.release(c);
  }

  /** The body of a function whose parameter is named so: it may write arrays, and variables of its own, but no others. */
  void function(int depth, String real, String integer, boolean returnsNothing) {
    var saved = List.of(List.copyOf(doubles), List.copyOf(ints), List.copyOf(labels), List.copyOf(blocks));
    String left = leave;
    List<String> were = List.copyOf(selves);
    int outside = loops;
    loops = 0;
    leave = returnsNothing ? "return;" : "return ";
    selves.clear();
    labels.clear();
    blocks.clear();
    String d = name("d");
    String k = name("k");
    line(depth, "double " + d + " = " + real + ";");
    line(depth, "int " + k + " = " + integer + ";");
    restore(doubles, List.of(d));
    restore(ints, List.of(k));
    List<String> all = List.copyOf(arrays);
    arrays.removeIf(a -> !isFinal(a));
    if (arrays.isEmpty()) arrays.add("m[0]");
    var hidden = scope.hide();
    block(depth, 1 + random.nextInt(3));
    if (!stopped && !returnsNothing) line(depth, "return " + real(2) + ";");
    stopped = false;
    scope.show(hidden);
    restore(arrays, all);
    restore(doubles, saved.get(0));
    restore(ints, saved.get(1));
    restore(labels, saved.get(2));
    restore(blocks, saved.get(3));
    loops = outside;
    leave = left;
    restore(selves, were);
  }

  /** An expression of that parameter and of what never changes. */
  String pure(String real) {
    List<String> saved = List.copyOf(doubles);
    List<String> all = List.copyOf(arrays);
    List<String> numbers = List.copyOf(ints);
    arrays.removeIf(a -> !isFinal(a));
    if (arrays.isEmpty()) arrays.add("m[0]");
    restore(doubles, List.of(real));
    restore(ints, List.of("m.length"));
    var hidden = scope.hide();
    pure = true;
    String e = real(2);
    pure = false;
    scope.show(hidden);
    restore(doubles, saved);
    restore(arrays, all);
    restore(ints, numbers);
    return e;
  }

  /** The body of a loop. */
  void body(int depth) {
    loops++;
    block(depth, 1 + random.nextInt(3));
    loops--;
    stopped = false;
  }

  /** The block of a case that yields a number, and out of which nothing else leads. */
  void yielding(int depth) {
    int outside = loops;
    String left = leave;
    List<String> around = List.copyOf(labels);
    List<String> outer = List.copyOf(blocks);
    labels.clear();
    blocks.clear();
    loops = 0;
    leave = "yield 1 * ";
    block(depth, 1 + random.nextInt(2));
    if (!stopped) line(depth, leave + real(1) + ";");
    stopped = false;
    loops = outside;
    leave = left;
    labels.addAll(around);
    blocks.addAll(outer);
  }

  private static void restore(List<String> list, List<String> to) {
    list.clear();
    list.addAll(to);
  }

  private static boolean isFinal(String array) {
    return array.matches("[mz].*");
  }

  String name(String kind) {
    return kind + names++;
  }

  /** A call of the recursive method, where not too many follow; an empty text elsewhere. */
  String recursion() {
    if (selves.isEmpty() || loops > 1 || pure) return "";
    return any(selves) + real(1) + ", " + real(0) + ", " + integer() + ", " + any(arrays) + ", " + any(arrays) + ", m)";
  }

  private void statement(int depth) {
    boolean deep = depth >= 4;
    switch (random.nextInt(9)) {
      case 0 -> scalars.statement(depth);
      case 1, 2, 3 -> constructs.statement(depth, deep);
      default -> basic(depth, deep);
    }
  }

  private void basic(int depth, boolean deep) {
    switch (random.nextInt(deep ? 13 : 21)) {
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
      case 4 -> {
        line(depth, element() + pick(" = ", " += ", " -= ", " *= ") + real(2) + ";");
      }
      case 5 -> line(depth, element() + pick("++", "--") + ";");
      case 6 -> {
        String t = "t" + names++;
        String a = any(arrays);
        String b = any(arrays);
        if (a.matches("[rmz].*") || b.matches("[rmz].*")) return;
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
        List<String> variables = arrays.stream().filter(a -> !isFinal(a)).toList();
        if (variables.isEmpty()) return;
        String variable = any(variables);
        line(depth, variable + " = " + pick(any(arrays) + ".clone()", "new double[] {" + real(1) + "}", any(arrays)) + ";");
      }
      case 9 -> line(depth, any(doubles) + " = touch(" + any(arrays) + ", " + real(1) + ");");
      case 10 -> line(depth, pick("mix(" + any(arrays) + ", " + any(arrays) + ");", "rows(" + any(matrices) + ", " + real(1) + ");"));
      case 11 -> {
        if (random.nextInt(3) == 0) {
          rowStore(depth);
          return;
        }
        String r = "r" + names++;
        String m = any(matrices);
        line(depth, "double[] " + r + " = " + m + "[" + index(m) + "];");
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
      case 18 -> {
        String k = "w" + names++;
        line(depth, "int " + k + " = 0;");
        String also = random.nextBoolean() ? " && (" + condition() + ")" : "";
        loop(depth, "do", "do", " while (++" + k + " < " + random.nextInt(5) + also + ");");
      }
      case 19 -> labelled(depth);
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
    String row = pick(any(arrays) + ".clone()", "new double[] {" + real(1) + "}",
        "Arrays.copyOf(" + any(arrays) + ", m[" + i + "].length)");
    switch (random.nextInt(3)) {
      case 0 -> line(depth, "m[" + i + "] = " + row + ";");
      case 1 -> line(depth, "double[] " + t + " = m[" + i + "]; m[" + i + "] = m[" + j + "]; m[" + j + "] = " + t + ";");
      default -> {
        line(depth, "double[] " + t + " = " + row + ";");
        line(depth, "m[" + i + "] = " + t + "; " + t + "[0] += " + real(1) + ";");
      }
    }
    arrays.add("m[" + j + "]");
  }

  /** A block that is left by its label. */
  private void labelled(int depth) {
    String label = "l" + names++;
    line(depth, label + ": {");
    line(depth + 1, "if (" + condition() + ") break " + label + ";");
    blocks.add(label);
    block(depth + 1, 1 + random.nextInt(4));
    blocks.remove(label);
    line(depth, "}");
    stopped = false;
  }

  private void loop(int depth, String kind, String head) {
    loop(depth, kind, head, "");
  }

  private void loop(int depth, String kind, String head, String foot) {
    String i = "i" + names++;
    String label = random.nextInt(4) == 0 ? "l" + names++ : null;
    loops++;
    line(depth, (label == null ? "" : label + ": ") + head.replace("@", i) + " {");
    boolean indexed = kind.equals("for");
    if (label != null) labels.add(label);
    String view = "d" + names++;
    if (indexed) line(depth + 1, "double " + view + " = " + i + ";");
    if (indexed) doubles.add(view);
    if (kind.equals("do")) line(depth + 1, "if (" + condition() + ") break;");
    block(depth + 1, 1 + random.nextInt(4));
    if (indexed) doubles.remove(view);
    labels.remove(label);
    line(depth, "}" + foot);
    stopped = false;
    loops--;
  }

  private void jump(int depth) {
    var jumps = new ArrayList<>(List.of(leave.endsWith(";") ? leave : leave + real(1) + ";"));
    if (loops > 0) jumps.addAll(List.of("break;", "continue;", "break;", "continue;"));
    for (String l : labels) jumps.addAll(List.of("break " + l + ";", "continue " + l + ";"));
    for (String l : blocks) jumps.add("break " + l + ";");
    jumps.add(constructs.thrown());
    String jump = jumps.get(random.nextInt(jumps.size()));
    if (random.nextInt(4) > 0 || depth == 1) {
      line(depth, "if (" + condition() + ") " + jump);
    } else {
      line(depth, jump);
      stopped = true;
    }
  }

  String condition() {
    String other = random.nextInt(6) == 0 ? scalars.condition() : "";
    if (!other.isEmpty()) return other;
    return switch (random.nextInt(4)) {
      case 0 -> real(1) + " > " + real(1);
      case 1 -> integer() + " % 3 == 0";
      case 2 -> real(0) + " < 2 && " + element() + " > -1";
      default -> integer() + " > 0 || " + element() + " < 1";
    };
  }

  String element() {
    String m = any(matrices);
    if (random.nextInt(5) == 0) return m + "[" + index(m) + "][" + random.nextInt(2) + "]";
    String a = any(arrays);
    return a + "[" + index(a) + "]";
  }

  String index(String array) {
    return switch (random.nextInt(4)) {
      case 0 -> "Math.floorMod(" + integer() + ", " + array + ".length)";
      case 1 -> array + ".length - 1";
      case 2 -> random.nextInt(12) == 0 ? integer() : "0";
      default -> "0";
    };
  }

  String integer() {
    String other = random.nextInt(6) == 0 ? scalars.integer() : "";
    if (!other.isEmpty()) return other;
    return switch (random.nextInt(5)) {
      case 0 -> "(" + any(ints) + " + " + any(ints) + ")";
      case 1 -> "(" + any(ints) + " * 3 - " + random.nextInt(4) + ")";
      case 2 -> random.nextInt(3) == 0 && !pure ? any(ints) + pick("++", "--") : any(ints);
      default -> any(ints);
    };
  }

  String real(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) return random.nextBoolean() ? any(doubles) : random.nextInt(5) + ".5";
    if (random.nextInt(6) == 0) return constructs.real(depth);
    if (random.nextInt(12) == 0) return scalars.real(depth);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + real(depth - 1) + " + " + real(depth - 1) + ")";
      case 1 -> real(depth - 1) + " * " + real(depth - 1);
      case 2 -> element();
      case 3 -> "(" + condition() + " ? " + real(depth - 1) + " : " + element() + ")";
      case 4 -> random.nextInt(3) == 0 && !pure ? "(" + any(doubles) + " = " + real(depth - 1) + ")" : "Math.sin(" + real(depth - 1) + ")";
      default -> random.nextInt(3) == 0 ? "touch(" + any(arrays) + ", " + real(depth - 1) + ")" : integer();
    };
  }

  String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
