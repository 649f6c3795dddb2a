package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Values of sealed interfaces and arrays of records where they enter and leave companions, by programs that use these. */
class RecordBorderTest {
  private static final String SHAPES = """
      package demo;
      import dev.gradus.*;
      class Figures {
        sealed interface Shape {}
        record Circle(double radius, Label label) implements Shape {}
        record Box(double width, double height) implements Shape {}
        record Default() implements Shape {}
        record Label(int length) {}
        @Grad @Jvp static double area(Shape s) {
          return switch (s) { case Circle c -> c.radius() * c.radius() * c.label().length(); case Box(var w, var h) -> w * h; case Default _ -> 0; };
        }
        @Grad static double nested(double x) {
          return FiguresJvp.area(new Box(x, 2), x > 0 ? new Box(1, x) : new Default()).tangent();
        }
        @Grad static double inRows(double x, boolean gap) {
          Shape[][] all = {{new Box(x, 1)}, {}};
          Shape[][] directions = {{gap ? new Default() : new Box(x, x)}, {}};
          return FiguresJvp.total(all, directions).tangent();
        }
        @Grad static double pulled(double x, boolean other) {
          return FiguresVjp.grown(new Box(x, x), 1).pullback(other ? new Default() : new Box(x, x)) instanceof Box(var w, var h) ? w * h : 0;
        }
        @Vjp static Shape grown(Shape s, double by) { return s instanceof Box(var w, var h) ? new Box(w + by, h) : s; }
        @Jvp static double total(Shape[][] all) { double t = 0; for (Shape[] row : all) for (Shape s : row) t += area(s); return t; }
      }""";

  private static final String BODIES = """
      package demo;
      import dev.gradus.*;
      class Bodies {
        record Body(double x, double y, double[] w) {}
        record Span(double from, double to) { Span { if (from > to) throw new IllegalArgumentException("upside down"); } }
        @Grad @Jvp static double heights(Body[] bodies) { double s = 0; for (Body b : bodies) s += b.y(); return s; }
        @Vjp static double squared(Body[] bodies) { double s = 0; for (Body b : bodies) s += b.x() * b.x() + b.y() * b.y(); return s; }
        @Vjp static void step(Body[] bodies, Body[] others) {
          for (int i = 0; i < bodies.length; i++) bodies[i].w()[0] *= others[i].x();
        }
        @Grad static double length(Span[] spans) { double s = 0; for (Span p : spans) s += (p.to() - p.from()) * (p.to() - p.from()); return s; }
      }""";

  private static String run(String program, String code) throws Throwable {
    String owner = program.contains("Figures") ? "Figures" : "Bodies";
    Compiled c = Compiled.of(program, "package demo; import demo." + owner + ".*; class Use { static Object run() { " + code + " } }");
    return String.valueOf(c.call("demo.Use", "run"));
  }

  private static String message(Class<? extends Exception> type, String program, String code) {
    return assertThrows(type, () -> run(program, code)).getMessage();
  }

  @Test
  void aDerivativeHasTheCaseOfItsPrimal() throws Throwable {
    assertEquals("Circle[radius=12.0, label=Label[length=2]]",
        run(SHAPES, "return FiguresGrad.area(new Circle(3, new Label(2)));"));
    assertEquals("Box[width=5.0, height=3.0]", run(SHAPES, "return FiguresGrad.area(new Box(3, 5));"));
    assertEquals("Default[]", run(SHAPES, "return FiguresGrad.areaWithValue(new Default()).grad();"));
    assertEquals("11.0", run(SHAPES, "return FiguresJvp.area(new Box(3, 5), new Box(1, 2)).tangent();"));
    assertEquals("Box[width=1.0, height=2.0]",
        run(SHAPES, "return FiguresVjp.grown(new Box(3, 5), 1).pullback(new Box(1, 2));"));
  }

  @Test
  void aDerivativeOfAnotherCaseIsRefused() {
    assertEquals("ds must be made of the same records as s, with other numbers in them", message(IllegalArgumentException.class, SHAPES,
        "return FiguresJvp.area(new Box(3, 5), new Default());"));
    assertEquals("cotangent must be made of the same records as value, with other numbers in them",
        message(IllegalArgumentException.class, SHAPES, "return FiguresVjp.grown(new Box(3, 5), 1).pullback(new Default());"));
    assertEquals("dAll must be made of the same records as all, with other numbers in them", message(IllegalArgumentException.class, SHAPES,
        "return FiguresJvp.total(new Shape[][] {{new Box(3, 5)}}, new Shape[][] {{null}});"));
    assertEquals("dBodies must be made of the same records as bodies, with other numbers in them",
        message(IllegalArgumentException.class, BODIES, "return BodiesJvp.heights(new Body[3], new Body[2]);"));
  }

  @Test
  void theSameInCallsOfCompanionsInBodies() throws Throwable {
    assertEquals("6.0", run(SHAPES, "return FiguresGrad.nested(3);"));
    assertThrows(IllegalArgumentException.class, () -> run(SHAPES, "return FiguresGrad.nested(-3);"));
    assertEquals("7.0", run(SHAPES, "return FiguresGrad.inRows(3, false);"));
    assertThrows(IllegalArgumentException.class, () -> run(SHAPES, "return FiguresGrad.inRows(3, true);"));
    assertEquals("6.0", run(SHAPES, "return FiguresGrad.pulled(3, false);"));
    assertThrows(IllegalArgumentException.class, () -> run(SHAPES, "return FiguresGrad.pulled(3, true);"));
  }

  @Test
  void elementsMayBeExchangedBeforeThePullback() throws Throwable {
    assertEquals("[Body[x=2.0, y=6.0, w=null]]", run(BODIES, """
        Body[] bodies = {new Body(1, 3, null)};
        var kept = BodiesVjp.squared(bodies);
        bodies[0] = null;
        return java.util.Arrays.toString(kept.pullback(1));"""));
  }

  @Test
  void nullIsRefusedByName() {
    assertEquals("s", message(NullPointerException.class, SHAPES, "return FiguresGrad.area(null);"));
    assertEquals("cotangent", message(NullPointerException.class, SHAPES, "return FiguresVjp.grown(new Default(), 1).pullback(null);"));
    assertEquals("bodies", message(NullPointerException.class, BODIES, "return BodiesGrad.heights(null);"));
    assertEquals("bodies[0] is null", message(NullPointerException.class, BODIES, "return BodiesGrad.heights(new Body[1]);"));
  }

  @Test
  void whatIsWrittenIsNotShared() throws Throwable {
    String two = "double[] w = {2}; Body a = new Body(1, 2, w), b = new Body(3, 4, new double[] {5}); Body[] both = {a, b};";
    assertEquals("15.0", run(BODIES,
        two + "Body[] others = {new Body(1, 2, w.clone()), new Body(3, 4, w.clone())}; return BodiesVjp.step(both, others).value()[1].w()[0];"));
    assertEquals("step writes bodies, which must not share memory with others", message(IllegalArgumentException.class, BODIES,
        two + "return BodiesVjp.step(both, both);"));
    assertEquals("step writes bodies[i].w(), of which no two rows may be the same array", message(IllegalArgumentException.class, BODIES,
        two + "Body[] same = {a, a}; return BodiesVjp.step(same, new Body[] {b, b});"));
  }

  @Test
  void constructorsThatCheckDoNotSeeCotangents() throws Throwable {
    assertEquals("[SpanCotangent[from=-2.0, to=2.0]]",
        run(BODIES, "return java.util.Arrays.toString(BodiesGrad.length(new Span[] {new Span(1, 2)}));"));
  }

  @Test
  void componentsThatDoNotMatterAreNotRead() {
    String gradient = Compiled.of(BODIES).source("demo.BodiesGrad");
    assertFalse(gradient.contains("bodiesX("), gradient);
  }
}
