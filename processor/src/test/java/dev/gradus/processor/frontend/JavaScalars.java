package dev.gradus.processor.frontend;

import java.util.List;

/**
 * Variables of the other types for {@link JavaPrograms}: {@code long}, {@code float}, {@code boolean}, the small numbers and arrays of
 * them, arrays of {@code int}, enums, records declared in the method.
 */
final class JavaScalars {
  /** Members of the class beside the programs. */
  static final String HELPERS = """
        enum Side {
          UP, DOWN, BOTH;
          static final Side FIRST = DOWN;
          static double sign(Side s) { return s == UP ? 1 : s != BOTH ? -1 : 0.5; }
        }
        record Move(Side side, double by) {
          Move back() { return new Move(switch (side) { case UP -> Side.DOWN; case DOWN -> Side.UP; case BOTH -> side; }, -by); }
          double length() { return Side.sign(side) * by; }
        }
        static Side side(int i) { return i % 2 == 0 ? Side.UP : i % 3 == 0 ? Side.BOTH : Side.FIRST; }
        static int count(int[] a) { int s = 0; for (int e : a) s = s * 2 + e; return s; }
      """;

  private final JavaPrograms program;
  private final List<String> longs;
  private final List<String> floats;
  private final List<String> booleans;
  private final List<String> small;
  private final List<String> smallArrays;
  private final List<String> counters;
  private final List<String> sides;
  private final List<String> moves;
  private final List<String> locals;

  JavaScalars(JavaPrograms program, JavaScope scope) {
    this.program = program;
    longs = scope.kind();
    floats = scope.kind();
    booleans = scope.kind();
    small = scope.kind();
    smallArrays = scope.kind();
    counters = scope.kind();
    sides = scope.kind();
    moves = scope.kind();
    locals = scope.kind();
  }

  void statement(int depth) {
    switch (program.random.nextInt(11)) {
      case 0 -> longs(depth);
      case 1 -> floats(depth);
      case 2 -> booleans(depth);
      case 3 -> counters(depth);
      case 4 -> sides(depth);
      case 5 -> moves(depth);
      case 6 -> choice(depth);
      case 7 -> small(depth);
      case 8 -> smallArrays(depth);
      case 9 -> locals(depth);
      default -> line(depth, program.any(program.doubles) + " += " + real(1) + ";");
    }
  }

  /** A new variable of a kind, or, where there is one, often an assignment to it. */
  private boolean assigns(List<String> kind) {
    return !kind.isEmpty() && program.random.nextInt(3) > 0;
  }

  private void longs(int depth) {
    if (assigns(longs)) {
      line(depth, program.any(longs) + pick(" ^= ", " += ", " *= ", " <<= ", " >>>= ", " = 3L * ", " -= ") + program.integer() + ";");
      return;
    }
    String l = name("l");
    line(depth, "long " + l + " = " + pick(program.integer(), "(long) " + program.any(program.doubles), "5000000000L") + ";");
    longs.add(l);
  }

  private void floats(int depth) {
    if (assigns(floats)) {
      line(depth, program.any(floats) + pick(" *= ", " += ", " -= ", " = (float) ") + program.any(program.doubles) + ";");
      return;
    }
    String f = name("f");
    line(depth, "float " + f + " = " + pick("(float) " + program.any(program.doubles), "0.5f * " + program.any(program.ints), "2") + ";");
    floats.add(f);
  }

  private void booleans(int depth) {
    if (assigns(booleans)) {
      line(depth, program.any(booleans) + pick(" = ", " ^= ", " &= ", " |= ") + program.condition() + ";");
      return;
    }
    String b = name("b");
    line(depth, "boolean " + b + " = " + program.condition() + ";");
    booleans.add(b);
  }

  private void small(int depth) {
    if (assigns(small)) {
      String v = program.any(small);
      line(depth, v + pick("++", "--", " += " + program.integer(), " *= 3", " <<= 1", " >>= 1", " ^= " + program.any(program.ints),
          " -= " + program.any(program.doubles)) + ";");
      return;
    }
    String type = pick("byte", "short", "char");
    String v = name(type.substring(0, 2));
    String cast = "(" + type + ") ";
    line(depth, type + " " + v + " = " + pick(cast + program.any(program.ints), cast + program.any(program.doubles), "'c'") + ";");
    small.add(v);
  }

  private void smallArrays(int depth) {
    if (assigns(smallArrays)) {
      String a = program.any(smallArrays);
      line(depth, a + "[" + program.index(a) + "]" + pick("++", "--", " += " + program.integer(), " *= 2") + ";");
      return;
    }
    String type = pick("byte", "short", "char");
    String a = name("some");
    line(depth, type + "[] " + a + " = " + pick("{1, 'b', (" + type + ") " + program.any(program.ints) + "}", "new " + type + "[2]") + ";");
    smallArrays.add(a);
  }

  /** A record, and a variable of it. */
  private void locals(int depth) {
    if (assigns(locals)) {
      String v = program.any(locals);
      line(depth, v + " = " + v + ".next(" + program.real(1) + ");");
      return;
    }
    String type = name("L");
    String v = name("local");
    line(depth, "record " + type + "(double a, int k) {");
    line(depth + 1, type + " next(double by) { return new " + type + "(a * 0.5 + by, k + 1); }");
    line(depth + 1, "double sum() { return " + pick("a + k", "k % 2 == 0 ? a : -a()") + "; }");
    line(depth, "}");
    line(depth, type + " " + v + " = new " + type + "(" + program.real(1) + ", " + program.integer() + ");");
    locals.add(v);
  }

  private void counters(int depth) {
    if (assigns(counters)) {
      String a = program.any(counters);
      line(depth, a + "[" + program.index(a) + "]" + pick("++", "--", " += " + program.integer(), " = " + program.integer(),
          " *= " + program.any(program.doubles)) + ";");
      return;
    }
    String a = name("a");
    line(depth, "int[] " + a + " = " + pick("{1, " + program.integer() + ", 3}", "new int[2]") + ";");
    counters.add(a);
  }

  private void sides(int depth) {
    if (assigns(sides)) {
      line(depth, program.any(sides) + " = " + side() + ";");
      return;
    }
    String s = name("side");
    line(depth, "Q.Side " + s + " = " + side() + ";");
    sides.add(s);
  }

  private String side() {
    String made = pick("Q.Side.UP", "Q.Side.FIRST", "Q.side(" + program.integer() + ")",
        "(" + program.condition() + " ? Q.Side.UP : Q.Side.BOTH)");
    if (!moves.isEmpty() && program.random.nextInt(3) == 0) return program.any(moves) + ".side()";
    return sides.isEmpty() || program.random.nextBoolean() ? made : program.any(sides);
  }

  private void moves(int depth) {
    if (assigns(moves)) {
      String m = program.any(moves);
      line(depth, m + " = " + pick(m + ".back()", "new Q.Move(" + side() + ", " + program.real(1) + ")") + ";");
      return;
    }
    String m = name("move");
    line(depth, "Q.Move " + m + " = new Q.Move(" + side() + ", " + program.real(1) + ");");
    moves.add(m);
  }

  /** A switch over an enum. */
  private void choice(int depth) {
    String d = program.any(program.doubles);
    switch (program.random.nextInt(3)) {
      case 0 -> line(depth, "switch (" + side() + ") { case UP: " + d + " += 1; " + pick("", "break; ") + "case BOTH: " + d + " = "
          + program.real(1) + "; " + pick("", "break; default: " + d + "--; ") + "}");
      case 1 -> {
        line(depth, "switch (" + side() + ") {");
        line(depth + 1, pick("case DOWN, BOTH", "case UP") + " -> " + d + " = " + program.real(1) + ";");
        line(depth + 1, "default -> {");
        program.block(depth + 2, 1);
        program.stopped = false;
        line(depth + 1, "}");
        line(depth, "}");
      }
      default -> {
        line(depth, "if (" + side() + pick(" == ", " != ") + side() + ") {");
        program.block(depth + 1, 1);
        program.stopped = false;
        line(depth, "}");
      }
    }
  }

  /** A condition on one of the variables, or an empty text. */
  String condition() {
    return switch (program.random.nextInt(3)) {
      case 0 -> booleans.isEmpty() ? "" : pick("", "!") + program.any(booleans);
      case 1 -> sides.isEmpty() ? "" : program.any(sides) + " == Q.Side.UP";
      default -> longs.isEmpty() ? "" : program.any(longs) + " >= " + program.any(program.ints);
    };
  }

  /** An {@code int} made of one of the variables, or an empty text. */
  String integer() {
    if (!small.isEmpty() && program.random.nextInt(3) == 0) return pick("", "-", "(byte) ") + program.any(small);
    if (!smallArrays.isEmpty() && program.random.nextInt(3) == 0) return program.any(smallArrays) + "[0]";
    if (counters.isEmpty() || program.random.nextBoolean()) return longs.isEmpty() ? "" : "(int) (" + program.any(longs) + " % 5)";
    String a = program.any(counters);
    return pick(a + "[0]", a + "[" + a + ".length - 1]", a + ".length", "Q.count(" + a + ")");
  }

  /** A number made of one of the variables. */
  String real(int depth) {
    return switch (program.random.nextInt(8)) {
      case 0 -> longs.isEmpty() ? "(double) 7L" : "(" + program.any(longs) + " % 9)";
      case 1 -> floats.isEmpty() ? "(double) (float) " + program.real(0)
          : "(" + program.any(floats) + " * " + pick("2", "0.5", "1.5f") + ")";
      case 2 -> "Q.Side.sign(" + side() + ")";
      case 3 -> moves.isEmpty() ? "new Q.Move(" + side() + ", " + program.real(depth - 1) + ").length()"
          : program.any(moves) + pick(".by()", ".length()", ".back().length()");
      case 4 -> locals.isEmpty() ? "(short) " + program.real(0) : program.any(locals) + pick(".a()", ".sum()", ".next(1).sum()");
      case 5 -> small.isEmpty() ? "'a'"
          : "switch (" + program.any(small) + ") { case 0, 1 -> " + program.real(depth - 1) + "; default -> 0.5; }";
      case 6 -> "switch (" + side() + ") { case UP -> " + program.real(depth - 1) + "; case DOWN, BOTH -> " + program.element() + "; }";
      default -> "(" + side() + " == " + side() + " ? " + program.real(depth - 1) + " : 0.25)";
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
