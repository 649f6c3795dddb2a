package dev.gradus.processor.frontend;

import java.util.List;

/**
 * The rest of the language for {@link JavaPrograms}: functions, recursion, exceptions, switches, methods of {@code java.util.Arrays},
 * records, arrays of them, sealed interfaces, tables. Each method adds statements, or gives an expression, over the variables that the
 * program has at that place; the types and the methods that they need are in {@link #HELPERS}. What is read from an array of records is asked for a component
 * at once, for only then Java notices {@code null} where Gradus does.
 *
 * <p>Weakness: the types and most helpers are the same in all programs.
 */
final class JavaConstructs {
  /** A class beside the programs. */
  static final String HELPERS = """
      import java.util.function.*;
      class Q {
        record V(double x, double y) {
          static final V UNIT = new V(1, 0);
          double dot(V o) { return x * o.x + y * o.y; }
          V plus(V o) { return new V(x + o.x(), this.y + o.y); }
          V turned(int times) { return times <= 0 ? this : new V(-y, x).turned(times > 5 ? 4 : times - 1); }
        }
        record Box(V at, double[] data) {
          double first() { return data.length == 0 ? at.x() : data[0]; }
          void add(double v) { if (data.length > 0) data[data.length - 1] += v; }
        }
        sealed interface Shape { double size(); default double twice() { return 2 * size(); } }
        record Ball(double r) implements Shape { public double size() { return r * r; } }
        record Beam(V from, int n) implements Shape { public double size() { return from.dot(V.UNIT) * n; } }
        sealed interface Marked extends Shape {}
        record Point(double a, double b) implements Marked { public double size() { return a - b; } }
        static double size(Shape s) {
          return switch (s) {
            case Ball b when b.r() > 1 -> b.r();
            case Ball(double r) -> r * 0.5;
            case Beam(V(var a, double b), int n) -> a * n + b;
            case Marked m -> m.twice();
          };
        }
        static Shape shape(int i, double v) {
          if (i % 3 == 0) return new Ball(v);
          return i % 2 == 0 ? new Beam(new V(v, i), i) : new Point(v, 2);
        }
        static V[] points(int n, double v) {
          V[] a = new V[n < 1 ? 1 : Math.min(n, 5)];
          for (int i = 0; i < a.length; i++) a[i] = new V(v * i, i - v);
          return a;
        }
        static void push(V[] a, double v) { for (int i = 1; i < a.length; i++) a[i] = a[i - 1].plus(new V(v, 1)); }
        static double total(double... v) { double s = 0; for (double e : v) s += e; return s; }
        static double sum(DoubleUnaryOperator f, int n) {
          double s = 0;
          for (int i = 0; i < n && i < 3; i++) s += f.applyAsDouble(s - i);
          return s;
        }
        static void each(int n, IntConsumer f) { for (int i = 0; i < n; i++) { if (i > 2) break; f.accept(i); } }
        static double fold(double[] a, DoubleBinaryOperator f) {
          double s = a.length;
          for (double e : a) s = f.applyAsDouble(s, e);
          return s;
        }
        static double[] step(double[] a, DoubleUnaryOperator f) {
          double[] r = new double[a.length];
          for (int i = 0; i < r.length; i++) r[i] = f.applyAsDouble(a[i]);
          return r;
        }
        static double[] either(double[] a, double[] b, int n) { if (n > 2) return a; return n > 1 ? b : new double[] {n, 1}; }
        static double[] clipped(double[] a) { double[] r = a; for (int i = 0; i < a.length; i++) { if (a[i] > 2) { r = a.clone(); r[i] = 2; } } return r; }
        record Two(double[] u, double[] v) {}
        static Two both(double[] a, double[] b, int n) { return n > 1 ? new Two(a, b) : new Two(b, n > 0 ? b : a.clone()); }
        static double[] added(double[] a, double[] b) {
          for (int i = 0; i < a.length && i < b.length; i++) a[i] += b[b.length - 1 - i];
          return a;
        }
        static double down(double[] a, int i) { if (i < 0 || i >= a.length) return 1; a[i] *= 0.5; return a[i] + down(a, i + 1); }
        static int collatz(int n, int limit) { return n <= 1 || limit <= 0 ? limit : collatz(n % 2 == 0 ? n / 2 : 3 * n + 1, limit - 1); }
        static double positive(double v) { if (v < -50) throw new IllegalArgumentException("too small: " + v); return v; }
      """ + JavaScalars.HELPERS + "}\n";

  /** Fields of the programs' class. */
  static final String FIELDS = """
        private static final double[] TABLE = {0.5, -1, 2};
        private static final double[][] TRIANGLE = {{1}, {2, 3}, {4, 5, 6}};
      """;

  private final JavaPrograms program;
  private final List<String> points;
  private final List<String> pointArrays;
  private final List<String> shapes;
  private final List<String> boxes;

  JavaConstructs(JavaPrograms program, JavaScope scope) {
    this.program = program;
    points = scope.kind();
    pointArrays = scope.kind();
    shapes = scope.kind();
    boxes = scope.kind();
  }

  /** A {@code throw} with a message. */
  String thrown() {
    return "throw new " + pick("IllegalArgumentException", "IllegalStateException", "ArithmeticException")
        + "(" + pick("\"no\"", "\"bad \" + " + program.any(program.ints), program.any(program.doubles) + " + \" of \" + "
        + program.any(program.ints)) + ");";
  }

  void statement(int depth, boolean deep) {
    switch (program.random.nextInt(deep ? 12 : 18)) {
      case 0 -> numberOfRecursion(depth);
      case 1 -> lambda(depth, deep);
      case 2 -> line(depth, "if (" + program.condition() + ") " + thrown());
      case 3 -> twice(depth);
      case 4 -> chosen(depth);
      case 5 -> javaUtil(depth);
      case 6 -> matrix(depth);
      case 7 -> point(depth);
      case 8 -> pointArray(depth);
      case 9 -> shape(depth);
      case 10 -> box(depth);
      case 11 -> captured(depth);
      case 12 -> lambda(depth, deep);
      case 13 -> chain(depth);
      case 14 -> forEach(depth);
      case 15 -> oldSwitch(depth);
      case 16 -> newSwitch(depth);
      default -> cases(depth);
    }
  }

  private void numberOfRecursion(int depth) {
    String call = program.recursion();
    if (!call.isEmpty()) line(depth, program.any(program.doubles) + pick(" = ", " += ") + call + ";");
  }

  /** Names for arrays and numbers that functions may capture. */
  private void captured(int depth) {
    String z = name("z");
    String a = program.any(program.arrays);
    line(depth, "double[] " + z + " = " + pick(a, a + ".clone()", "Q.step(" + a + ", o -> o + 1)") + ";");
    program.arrays.add(z);
  }

  private void lambda(int depth, boolean deep) {
    String t = name("e");
    String i = name("e");
    String d = program.any(program.doubles);
    switch (program.random.nextInt(deep ? 4 : 7)) {
      case 0 -> line(depth, d + " = Q.sum(" + t + " -> " + program.pure(t) + ", " + program.integer() + ");");
      case 1 -> line(depth, d + " += Q.fold(" + program.any(program.arrays) + ", (" + t + ", " + i + ") -> " + t + " * 0.5 + "
          + program.pure(i) + ");");
      case 2 -> {
        String f = name("fun");
        line(depth, "DoubleUnaryOperator " + f + " = " + pick("Math::sin", t + " -> " + program.pure(t), "Q::positive") + ";");
        String g = pick(f, f + ".andThen(" + i + " -> " + i + " * 0.5)");
        line(depth, d + " = " + g + ".applyAsDouble(" + program.real(1) + ") + Q.sum(" + f + ", 2);");
      }
      case 3 -> {
        String c = name("c");
        line(depth, "double[] " + c + " = Q.step(" + program.any(program.arrays) + ", " + t + " -> " + program.pure(t) + ");");
        program.arrays.add(c);
      }
      case 4 -> {
        line(depth, d + " = Q.sum(" + t + " -> {");
        program.function(depth + 1, t, "m.length", false);
        line(depth, "}, " + program.integer() + ");");
      }
      case 5 -> {
        line(depth, "Q.each(" + program.integer() + ", " + i + " -> {");
        program.function(depth + 1, i, i, true);
        line(depth, "});");
      }
      default -> {
        line(depth, d + " = Q.fold(" + program.any(program.arrays) + ", (" + t + ", " + i + ") -> {");
        program.function(depth + 1, t + " - " + i, "2", false);
        line(depth, "});");
      }
    }
  }

  /** One array, or parts of one, under two names. */
  private void twice(int depth) {
    String a = program.any(program.arrays);
    String c = name("c");
    String m = program.any(program.matrices);
    line(depth, pick("mix(" + a + ", " + a + ");", "Q.added(" + a + ", " + a + ");",
        "mix(" + m + "[0], " + m + "[" + program.index(m) + "]);",
        program.any(program.doubles) + " = Q.down(" + a + ", 0) - touch(" + a + ", 2);"));
    if (program.random.nextInt(3) > 0) return;
    line(depth, "double[] " + c + " = Q.added(" + a + ", " + program.any(program.arrays) + ");");
    program.arrays.add(c);
  }

  /** An array or another. */
  private void chosen(int depth) {
    String h = name("h");
    line(depth, "double[] " + h + " = " + program.any(program.arrays) + ";");
    String b = program.any(program.arrays);
    String m = program.any(program.matrices);
    line(depth, pick("if (" + program.condition() + ") " + h + " = " + pick(b, b + ".clone()") + ";",
        h + " = " + program.condition() + " ? " + h + " : " + pick(b, m + "[" + program.index(m) + "]", "new double[] {1, 2}") + ";",
        h + " = Q.either(" + h + ", " + b + ", " + program.integer() + ");", h + " = Q.clipped(" + h + ");",
        "Q.Two two" + h + " = Q.both(" + h + ", " + b + ", " + program.integer() + "); " + h + " = two" + h + ".v();"));
    if (program.random.nextInt(3) == 0) line(depth, program.any(program.arrays) + "[0] += 1;");
    line(depth, program.any(program.doubles) + " += " + h + "[0];");
    if (program.random.nextBoolean()) program.arrays.add(h);
  }

  /** An array that is replaced in each round. */
  private void chain(int depth) {
    String h = name("h");
    String i = name("i");
    line(depth, "double[] " + h + " = " + program.any(program.arrays) + ";");
    line(depth, "for (int " + i + " = 0; " + i + " < " + (1 + program.random.nextInt(3)) + "; " + i + "++) {");
    int arrays = program.arrays.size();
    if (program.random.nextBoolean()) program.arrays.add(h);
    program.block(depth + 1, program.random.nextInt(2));
    String m = name("states");
    boolean keeps = !program.stopped && program.random.nextInt(3) == 0;
    if (keeps) line(depth + 1, "double[][] " + m + " = new double[3][2]; " + m + "[" + i + " % 3] = " + h + ";");
    if (keeps) line(depth + 1, pick(h + "[0] += 1; ", program.any(program.arrays) + "[0] -= 1; ", "") + program.any(program.doubles) + " += "
        + m + "[" + pick("0", i + " % 3") + "][0];");
    if (!program.stopped) {
      line(depth + 1, h + " = " + pick("fresh(" + h + ", " + i + ")", "Q.step(" + h + ", o -> o * 0.5)", h + ".clone()",
          "Q.clipped(" + h + ")") + ";");
    }
    program.stopped = false;
    program.arrays.subList(arrays, program.arrays.size()).clear();
    line(depth, "}");
    line(depth, program.any(program.doubles) + " += " + h + "[0];");
    if (program.random.nextBoolean()) program.arrays.add(h);
  }

  private void javaUtil(int depth) {
    String a = program.any(program.arrays);
    String b = program.any(program.arrays);
    String c = name("c");
    switch (program.random.nextInt(6)) {
      case 0 -> line(depth, "Arrays.fill(" + a + ", " + program.real(1) + ");");
      case 1 -> line(depth, "Arrays.fill(" + a + ", 0, " + pick("1", program.integer()) + ", " + program.real(1) + ");");
      case 2 -> line(depth, "System.arraycopy(" + a + ", 0, " + b + ", 0, Math.min(" + a + ".length, " + b + ".length));");
      case 3 -> line(depth, "System.arraycopy(" + a + ", " + pick("0", program.integer()) + ", " + a + ", " + pick("0", "1")
          + ", " + a + ".length - 1);");
      case 4 -> {
        line(depth, "double[] " + c + " = Arrays.copyOf(" + a + ", " + pick("2", b + ".length + 1") + ");");
        program.arrays.add(c);
      }
      default -> {
        line(depth, "double[] " + c + " = Arrays.copyOfRange(" + a + ", " + pick("0", a + ".length - 1") + ", "
            + pick(a + ".length", a + ".length + 2") + ");");
        program.arrays.add(c);
      }
    }
  }

  /** A new matrix, perhaps ragged. */
  private void matrix(int depth) {
    String m = name("mm");
    line(depth, "double[][] " + m + " = " + pick("new double[2][3]", "{{1}, {" + program.real(1) + ", 2}, {}}",
        "{" + program.any(program.arrays) + ".clone(), new double[" + program.random.nextInt(4) + "]}") + ";");
    program.matrices.add(m);
  }

  private void point(int depth) {
    String v = name("v");
    if (!points.isEmpty() && program.random.nextInt(3) == 0) {
      line(depth, program.any(points) + " = " + point() + ";");
      return;
    }
    line(depth, pick("Q.V ", "var ") + v + " = " + point() + ";");
    points.add(v);
  }

  private String point() {
    String made = "new Q.V(" + program.real(1) + ", " + program.real(1) + ")";
    if (points.isEmpty()) return made;
    String p = program.any(points);
    return pick(made, p + ".plus(" + program.any(points) + ")", p + ".turned(" + program.integer() + ")", p,
        "(" + program.condition() + " ? " + p + " : " + made + ")");
  }

  private void pointArray(int depth) {
    if (pointArrays.isEmpty() || program.random.nextInt(4) == 0) {
      String w = name("w");
      line(depth, "Q.V[] " + w + " = " + pick("Q.points(" + program.integer() + ", " + program.real(1) + ")",
          "{" + point() + ", " + point() + "}", "new Q.V[2]") + ";");
      pointArrays.add(w);
      return;
    }
    String w = program.any(pointArrays);
    String i = program.index(w);
    switch (program.random.nextInt(6)) {
      case 0 -> line(depth, w + "[" + i + "] = " + point() + ";");
      case 1 -> line(depth, "Q.push(" + w + ", " + program.real(1) + ");");
      case 2 -> line(depth, "if (" + w + "[" + i + "] == null) " + w + "[" + i + "] = " + point() + ";");
      case 3 -> {
        String v = name("v");
        line(depth, "Q.V " + v + " = " + w + "[" + i + "]; " + program.any(program.doubles) + " -= " + v + ".y();");
        points.add(v);
      }
      case 4 -> {
        String v = name("v");
        line(depth, "for (Q.V " + v + " : " + w + ") {");
        line(depth + 1, program.any(program.doubles) + " -= " + v + ".y();");
        points.add(v);
        program.block(depth + 1, 1);
        program.stopped = false;
        points.remove(v);
        line(depth, "}");
      }
      default -> line(depth, program.any(program.doubles) + " += " + w + "[" + i + "].x();");
    }
  }

  private void shape(int depth) {
    String made = pick("new Q.Ball(" + program.real(1) + ")", "new Q.Beam(" + point() + ", " + program.integer() + ")",
        "Q.shape(" + program.integer() + ", " + program.real(1) + ")");
    if (!shapes.isEmpty() && program.random.nextInt(3) == 0) {
      line(depth, program.any(shapes) + " = " + made + ";");
      return;
    }
    String s = name("shape");
    line(depth, "Q.Shape " + s + " = " + made + ";");
    shapes.add(s);
  }

  private void box(int depth) {
    if (boxes.isEmpty() || program.random.nextInt(3) == 0) {
      String b = name("box");
      line(depth, "Q.Box " + b + " = new Q.Box(" + point() + ", " + program.any(program.arrays) + pick("", ".clone()") + ");");
      boxes.add(b);
      return;
    }
    String b = program.any(boxes);
    line(depth, pick(b + ".add(" + program.real(1) + ");", b + ".data()[0] = " + program.real(1) + ";",
        program.any(program.doubles) + " = " + b + ".first();"));
  }

  private void forEach(int depth) {
    boolean rows = program.random.nextInt(3) == 0;
    String r = name(rows ? "z" : "d");
    List<String> scope = rows ? program.arrays : program.doubles;
    line(depth, "for (" + (rows ? "double[] " : "double ") + r + " : "
        + (rows ? program.any(program.matrices) : pick("TABLE", program.any(program.arrays), program.any(program.arrays))) + ") {");
    scope.add(r);
    program.body(depth + 1);
    scope.remove(r);
    line(depth, "}");
  }

  private void oldSwitch(int depth) {
    line(depth, "switch (" + program.integer() + ") {");
    String last = pick("default: {", "case 2: {");
    boolean passes = last.startsWith("case");
    for (String label : List.of("case 0: {", "case 1: case 3: {", last)) {
      line(depth + 1, label);
      program.block(depth + 2, 1 + program.random.nextInt(2));
      line(depth + 1, "}");
      if (program.stopped || program.random.nextBoolean()) continue;
      line(depth + 1, "break;");
      passes = true;
    }
    program.stopped &= !passes;
    line(depth, "}");
  }

  private void newSwitch(int depth) {
    boolean value = program.random.nextBoolean();
    String d = name("d");
    line(depth, (value ? "double " + d + " = " : "") + "switch (" + program.integer() + ") {");
    boolean passes = value;
    for (String label : List.of("case 0, 2", "case 1", "default")) {
      if (value && label.equals("default") || program.random.nextInt(3) == 0) {
        passes = true;
        line(depth + 1, label + " -> " + (value ? program.real(1) : program.any(program.doubles) + " = " + program.real(1)) + ";");
        continue;
      }
      line(depth + 1, label + " -> {");
      if (value) program.yielding(depth + 2);
      else program.block(depth + 2, 1 + program.random.nextInt(2));
      passes |= !program.stopped;
      line(depth + 1, "}");
    }
    program.stopped = !passes;
    line(depth, value ? "};" : "}");
    if (value) program.doubles.add(d);
  }

  /** A shape by its case. */
  private void cases(int depth) {
    if (shapes.isEmpty()) {
      shape(depth);
      return;
    }
    String s = program.any(shapes);
    String a = name("d");
    String b = name("d");
    if (program.random.nextBoolean()) {
      line(depth, "if (" + s + " instanceof " + pick("Q.Ball(double " + a + ")", "Q.Beam(Q.V(var " + a + ", _), _)",
          "Q.Point(double " + a + ", double _)") + pick("", " && " + a + " > 1") + ") {");
      program.doubles.add(a);
      program.block(depth + 1, 1 + program.random.nextInt(2));
      program.doubles.remove(a);
      program.stopped = false;
      line(depth, "}");
      return;
    }
    line(depth, "switch (" + s + ") {");
    String c = name("d");
    line(depth + 1, "case Q.Ball(double " + a + ")" + pick("", " when " + a + " > 0.5") + " -> {");
    line(depth + 2, "double " + c + " = " + a + ";");
    program.doubles.add(c);
    program.block(depth + 2, 1 + program.random.nextInt(2));
    program.doubles.remove(c);
    line(depth + 1, "}");
    String v = name("v");
    line(depth + 1, "case Q.Beam " + b + " -> {");
    line(depth + 2, "Q.V " + v + " = " + b + ".from();");
    points.add(v);
    program.block(depth + 2, 1);
    points.remove(v);
    line(depth + 1, "}");
    line(depth + 1, "default -> " + program.any(program.doubles) + " = " + s + ".size();");
    line(depth, "}");
    program.stopped = false;
  }

  /** A number made in one of the newer ways. */
  String real(int depth) {
    String e = program.real(depth - 1);
    return switch (program.random.nextInt(10)) {
      case 0 -> "TABLE[Math.floorMod(" + program.integer() + ", 3)]";
      case 1 -> "TRIANGLE[2][Math.floorMod(" + program.integer() + ", TRIANGLE.length)]";
      case 2 -> "Q.total(" + pick("", e, e + ", " + program.any(program.doubles), program.any(program.arrays)) + ")";
      case 3 -> "Double.longBitsToDouble(Double.doubleToLongBits(" + e + ") ^ " + pick("1L", "1L << 52", "Long.MIN_VALUE") + ")";
      case 4 -> points.isEmpty() ? "new Q.V(" + e + ", 2).turned(3).x()" : program.any(points) + pick(".x()", ".dot(Q.V.UNIT)");
      case 5 -> shapes.isEmpty() ? "Q.size(new Q.Ball(" + e + "))" : "Q.size(" + program.any(shapes) + ")";
      case 6 -> shapes.isEmpty() ? "Q.shape(" + program.integer() + ", " + e + ").twice()" : program.any(shapes) + ".twice()";
      case 7 -> "switch (" + program.integer() + ") { case 0 -> " + e + "; case 1, 2 -> " + program.element() + "; default -> 1.5; }";
      case 8 -> "Q.collatz(" + program.integer() + ", 9)";
      default -> "Q.positive(" + e + ")";
    };
  }

  private void line(int depth, String text) {
    program.line(depth, text);
  }

  private String name(String kind) {
    return program.name(kind);
  }

  private String pick(String... of) {
    return program.pick(of);
  }
}
