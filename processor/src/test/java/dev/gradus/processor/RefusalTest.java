package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests that cannot be served: what is said, where, and that one error stays one error. */
class RefusalTest {
  /** The method stands on line 5; its companion is used on line 7 and 8. */
  private static void refused(String message, int column, String method, String uses) {
    Compilation c = Compiled.compile("""
        package demo;
        import dev.gradus.*;
        class X {
          record Pair(double a, double b) {}
        %s
          static void use() {
            %s
          }
          private record Hidden(double h) {}
        }""".formatted(method, uses));
    assertThat(c).failed();
    assertEquals(1, c.errors().size(), () -> c.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    assertThat(c).hadErrorContaining(message).inFile(c.sourceFiles().getFirst()).onLine(5).atColumn(column);
  }

  @Test
  void unknownParameter() {
    refused("[Gradus.UnknownWrt] f: there is no parameter 'q' to differentiate by; the parameters are x, y.", 21,
        "  @Grad(wrt = {\"x\", \"q\"}) static double f(double x, double y) { return x; }",
        "double d = XGrad.f(1, 2) + XGrad.fWithValue(1, 2).value();");
  }

  @Test
  void parameterNamedTwice() {
    refused("[Gradus.DuplicateWrt]", 25, "  @Jvp(wrt = {\"x\", \"y\", \"x\"}) static double f(double x, double y) { return x; }",
        "double d = XJvp.f(1, 2, 3, 4).value();");
  }

  @Test
  void arraysOfSmallNumbers() {
    refused("[Gradus.SmallArray] codes: byte[][] is or holds an array of byte", 44, "  @Grad static double f(double x, byte[][] codes) { return x; }",
        "double d = XGrad.f(1, new byte[2][]);");
    refused("[Gradus.SmallArray] t: demo.X.Text is or holds", 40, "  @Grad static double f(double x, Text t) { return x; } record Text(char[] t) {}",
        "double d = XGrad.f(1, new Text(null));");
  }

  @Test
  void integerParameter() {
    refused("[Gradus.WrtNotFloat] f: parameter 'n' is int[], which has no derivative", 15,
        "  @Grad(wrt = \"n\") static double f(double x, int[] n) { return x; }", "");
    refused("[Gradus.NoFloatParameter]", 23, "  @Grad static double f(int n, double x) { return x; }", "");
  }

  @Test
  void resultHasNothingAuxiliary() {
    refused("[Gradus.NoAux] f: with hasAux the result is a record of the double or float to differentiate and then what else is to be handed out, "
            + "but f returns double; return such a record, or drop hasAux.", 18,
        "  @Grad(hasAux = true) static double f(double x) { return x; }", "double d = XGrad.f(1) + XGrad.fWithValue(1).value();");
    refused("[Gradus.NoAux]", 18, "  @Grad(hasAux = true) static One f(double x) { return new One(x); } record One(double x) {}", "");
    refused("[Gradus.NoAux]", 18, "  @Grad(hasAux = true) static One f(double x) { return new One(1, x); } record One(int n, double x) {}", "");
  }

  @Test
  void resultIsNoNumber() {
    refused("[Gradus.ResultNotScalar] f: a gradient is of one floating-point number, but f returns double[]", 25,
        "  @Grad static double[] f(double x) { return new double[] {x}; }", "double d = XGrad.f(1) + XGrad.fWithValue(1).value()[0];");
    refused("[Gradus.ResultNotScalar] f: a gradient is of one floating-point number, but f returns void", 21,
        "  @Grad static void f(double[] x) { x[0] = 1; }", "double[] d = XGrad.f(null);");
    refused("[Gradus.NoFloatResult]", 19, "  @Vjp static int f(double x) { return 1; }", "int n = XVjp.f(1).value();");
  }

  @Test
  void noStaticMethod() {
    refused("[Gradus.NonStaticMethod]", 16, "  @Grad double f(double x) { return x; }", "double d = XGrad.f(1);");
    refused("[Gradus.NoBody]", 30, "  @Grad static native double f(double x);", "double d = XGrad.f(1);");
  }

  @Test
  void nothingToDifferentiate() {
    refused("[Gradus.NoParameters]", 23, "  @Grad static double f() { return 1; }", "");
  }

  @Test
  void typesThatAreNoNumbers() {
    refused("[Gradus.UnsupportedSignature] s: the type java.lang.String of this parameter is not understood", 42,
        "  @Grad static double f(double x, String s) { return x; }", "double d = XGrad.f(1, \"\");");
    refused("[Gradus.UnsupportedSignature] f: the type java.lang.Double of the result is not understood", 23,
        "  @Vjp  static Double f(double x) { return x; }", "Double d = XVjp.f(1).value();");
    refused("[Gradus.GenericMethod]", 27, "  @Grad static <T> double f(T x) { return 1; }", "Object d = XGrad.f(\"\");");
  }

  @Test
  void typesThatTheCompanionCannotName() {
    refused("[Gradus.PrivateType] h: the type Hidden of this parameter is private", 32,
        "  @Grad static double f(Hidden h) { return h.h(); }", "Object d = XGrad.f(new Hidden(1));");
  }

  @Test
  void bodiesThatAreNotUnderstood() {
    refused("[Gradus.UnsupportedStatement] f:", 47, "  @Grad @Jvp @Vjp static double f(double x) { synchronized (X.class) { return x; } }",
        "double d = XGrad.f(1) + XGrad.fWithValue(1).grad() + XJvp.f(1, 2).tangent() + XVjp.f(1).pullback(1);");
  }

  @Test
  void namesThatNothingHas() {
    refused("[Gradus.UnknownName] f: the name 'z' is not found", 53, "  @Grad @Jvp static double f(double x) { return x + z; }",
        "double d = XGrad.f(1) + XJvp.f(1, 2).value();");
  }

  @Test
  void chosenNamesAreIdentifiers() {
    refused("[Gradus.HidesClass] Math: a parameter called Math would hide the class of that name in the companion; call it otherwise.", 32,
        "  @Grad static double f(double Math) { return Math; }", "double d = XGrad.f(2);");
    refused("[Gradus.BadName] f: '1x' cannot be the name of a method", 16,
        "  @Grad(name = \"1x\") static double f(double x) { return x; }", "double d = XGrad.f(1);");
  }

  @Test
  void overloadsNeedNames() {
    Compilation c = Compiled.compile("""
        package demo;
        import dev.gradus.*;
        class X {
          @Grad static double f(double x) { return x; }
          @Grad static float f(float x) { return x; }
          @Grad static double fWithValue(double x, double y) { return x; }
          double use() { return XGrad.f(1.0); }
        }""");
    assertEquals(2, c.errors().size());
    assertThat(c).hadErrorContaining("[Gradus.NameCollision] f: f(double) and f(float) would both be XGrad.f; choose another")
        .inFile(c.sourceFiles().getFirst()).onLine(5);
    assertThat(c).hadErrorContaining("f(double) and fWithValue(double,double) would both be XGrad.fWithValue")
        .inFile(c.sourceFiles().getFirst()).onLine(6);
  }

  @Test
  void classesThatWouldShareACompanion() {
    String nested = "package demo; class Outer { static class Inner { @dev.gradus.Grad static double f(double x) { return x; } } }";
    String flat = "package demo; class Outer_Inner { @dev.gradus.Grad static double g(double x) { return x; } }";
    Compilation c = Compiled.compile(nested, flat);
    assertEquals(1, c.errors().size());
    assertThat(c).hadErrorContaining("demo.Outer.Inner and demo.Outer_Inner would share the companion class demo.Outer_InnerGrad");
  }

  @Test
  void aClassOfTheUsersIsNotReplaced() {
    Compilation c = Compiled.compile("package demo; class X { @dev.gradus.Grad static double f(double x) { return x; } }",
        "package demo; class XGrad { static double f(double x) { return 1; } }");
    assertEquals(1, c.errors().size());
    assertThat(c).hadErrorContaining("[Gradus.CompanionExists] f: the companion class demo.XGrad exists already")
        .inFile(c.sourceFiles().getFirst());
  }

  @Test
  void optionsThatMeanNothing() {
    Compilation c = Compiled.compile(List.of("-Agradus.analysis.fusion=maybe"),
        "package demo; class X { @dev.gradus.Grad static double f(double x) { return x; } }");
    assertThat(c).hadErrorContaining("-Agradus.analysis.fusion=maybe: write on or off");
  }
}
