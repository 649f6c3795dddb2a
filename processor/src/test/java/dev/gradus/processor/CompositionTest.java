package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated methods that call companions of the same compilation. */
class CompositionTest {
  private static final String CUBE = """
      package demo;
      import dev.gradus.*;
      class Cube {
        @Grad @Jvp @Vjp static double f(double x) { return x * x * x; }
      }""";

  private static final String TWICE = """
      package demo;
      import dev.gradus.*;
      class Twice {
        @Grad @Jvp static double f(double x) { return CubeGrad.f(x); }
      }""";

  private static final String THRICE = """
      package demo;
      import dev.gradus.*;
      class Thrice {
        @Grad @Jvp static double f(double x) { return TwiceGrad.f(x); }
      }""";

  private static double number(Compiled c, String companion, String method, Object... args) throws Throwable {
    return (double) c.call(companion, method, args);
  }

  private static String in(String members) {
    return "package demo; import dev.gradus.*; class X {\n" + members + "\n}";
  }

  private static void onlyError(Compilation c, String message) {
    assertThat(c).failed();
    assertEquals(1, c.errors().size(), () -> c.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    assertThat(c).hadErrorContaining(message);
  }

  // ---- known answers ----

  @Test
  void derivativesOfDerivativesInAnyOrderOfFiles() throws Throwable {
    for (Compiled c : List.of(Compiled.of(CUBE, TWICE, THRICE), Compiled.of(THRICE, TWICE, CUBE), Compiled.of(TWICE, CUBE, THRICE))) {
      assertEquals(12.0, number(c, "demo.TwiceGrad", "f", 2.0));
      assertEquals(6.0, number(c, "demo.ThriceGrad", "f", 2.0));
      assertEquals(6.0, get(c.call("demo.ThriceJvp", "f", 2.0, 1.0), "tangent"));
    }
  }

  @Test
  void theCompanionNamesAllClassesItWasMadeFrom() {
    assertTrue(Compiled.of(CUBE, TWICE, THRICE).source("demo.ThriceGrad").contains("from = {Thrice.class, Twice.class, Cube.class}"));
  }

  @Test
  void perturbationsAreNotConfused() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad(wrt = "y") static double inner(double x, double y) { return x + y; }
        @Grad @Jvp static double outer(double x) { return x * XGrad.inner(x, 1); }
        @Jvp(wrt = "y") static double inner2(double x, double y) { return x + y; }
        @Grad @Jvp static double outer2(double x) { return x * XJvp.inner2(x, 1, 1).tangent(); }
        @Grad(wrt = "y") static double product(double x, double y) { return x * y; }
        @Grad @Jvp static double outer3(double x) { return x * XGrad.product(x, 2); }"""));
    for (String outer : List.of("outer", "outer2")) {
      assertEquals(1.0, number(c, "demo.XGrad", outer, 1.0), outer);
      assertEquals(1.0, get(c.call("demo.XJvp", outer, 1.0, 1.0), "tangent"), outer);
    }
    assertEquals(6.0, number(c, "demo.XGrad", "outer3", 3.0));
    assertEquals(6.0, get(c.call("demo.XJvp", "outer3", 3.0, 1.0), "tangent"));
  }

  @Test
  void secondDerivativesHaveClosedForms() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad @Jvp static double exp(double x) { return Math.exp(2 * x); }
        @Grad @Jvp static double sin(double x) { return Math.sin(x); }
        @Grad @Jvp static double root(double a) {
          double x = a;
          while (Math.abs(x * x * x - a) > 1e-13 * a) x -= (x * x * x - a) / (3 * x * x);
          return x - (x * x * x - a) / (3 * x * x);
        }
        @Grad static double exp2(double x) { return XGrad.exp(x); }
        @Grad static double sin2(double x) { return XGrad.sin(x); }
        @Grad static double root2(double x) { return XGrad.root(x); }
        @Grad static double rootOfJvp(double x) { return XJvp.root(x, 1).tangent(); }
        @Jvp static double jvpOfRoot(double x) { return XGrad.root(x); }
        @Grad static double sin3(double x) { return XGrad.sin2(x); }"""));
    assertEquals(4 * Math.exp(1), number(c, "demo.XGrad", "exp2", 0.5), 1e-14);
    assertEquals(-Math.sin(0.7), number(c, "demo.XGrad", "sin2", 0.7), 1e-15);
    assertEquals(-Math.cos(0.7), number(c, "demo.XGrad", "sin3", 0.7), 1e-15);
    double root = -2.0 / 9 * Math.pow(8, -5.0 / 3);
    assertEquals(root, number(c, "demo.XGrad", "root2", 8.0), 1e-12);
    assertEquals(root, number(c, "demo.XGrad", "rootOfJvp", 8.0), 1e-12);
    assertEquals(root, (double) get(c.call("demo.XJvp", "jvpOfRoot", 8.0, 1.0), "tangent"), 1e-12);
  }

  @Test
  void hessianTimesVectorIsTheGradientOfAProduct() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad @Jvp static double f(double[] x) {
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) sum += x[i] * x[i] * x[i + 1] + Math.exp(x[i]);
          return sum;
        }
        static double dot(double[] a, double[] b) {
          double sum = 0;
          for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
          return sum;
        }
        @Grad static double along(double[] x, double[] v) { return dot(XGrad.f(x), v); }
        @Jvp static double[] slope(double[] x) { return XGrad.f(x); }
        @Grad static double forward(double[] x, double[] v) { return XJvp.f(x, v).tangent(); }"""));
    double[] x = {0.5, -1, 2};
    double[] v = {1, 2, 3};
    double[] expected = {(2 * x[1] + Math.exp(x[0])) + 2 * x[0] * 2,
        2 * x[0] + (2 * x[2] + Math.exp(x[1])) * 2 + 2 * x[1] * 3, 2 * x[1] * 2};
    assertArrayEquals(expected, (double[]) c.call("demo.XGrad", "along", x, v), 1e-14);
    assertArrayEquals(expected, (double[]) c.call("demo.XGrad", "forward", x, v), 1e-14);
    assertArrayEquals(expected, (double[]) get(c.call("demo.XJvp", "slope", x, v), "tangent"), 1e-14);
  }

  @Test
  void gradientDescentInsideADifferentiatedFunction() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad(wrt = "w") static double loss(double[] w, double[] x, double stiffness) {
          double sum = 0;
          for (int i = 0; i < w.length; i++) sum += (w[i] - x[i]) * (w[i] - x[i]) + stiffness * w[i] * w[i] * w[i] * w[i];
          return sum;
        }
        @Grad(wrt = {"stiffness", "x"}) @Jvp(wrt = {"stiffness", "x"}) static double trained(double[] x, double stiffness, double rate) {
          double[] w = new double[x.length];
          for (int step = 0; step < 20; step++) {
            double[] g = XGrad.loss(w, x, stiffness);
            for (int i = 0; i < w.length; i++) w[i] -= rate * g[i];
          }
          double sum = 0;
          for (int i = 0; i < w.length; i++) sum += w[i] * w[i] * (i + 1);
          return sum;
        }"""));
    double[] x = {0.5, -0.8, 1};
    Object g = c.call("demo.XGrad", "trained", x, 0.3, 0.1);
    double h = 1e-5;
    double slope = (number(c, "demo.X", "trained", x, 0.3 + h, 0.1) - number(c, "demo.X", "trained", x, 0.3 - h, 0.1)) / (2 * h);
    assertEquals(slope, (double) get(g, "stiffness"), 1e-9);
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += h;
      down[i] -= h;
      slope = (number(c, "demo.X", "trained", up, 0.3, 0.1) - number(c, "demo.X", "trained", down, 0.3, 0.1)) / (2 * h);
      assertEquals(slope, ((double[]) get(g, "x"))[i], 1e-9);
    }
    Object moved = c.call("demo.XJvp", "trained", x, 0.3, 0.1, 1.0, new double[3]);
    assertEquals((double) get(g, "stiffness"), (double) get(moved, "tangent"), 1e-12);
  }

  @Test
  void greeksOfGreeks() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class BlackScholes {
          static double cdf(double x) {
            double t = 1 / (1 + 0.2316419 * Math.abs(x));
            double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
            double tail = 0.3989422804014327 * Math.exp(-x * x / 2) * poly;
            return x >= 0 ? 1 - tail : tail;
          }
          @Grad(wrt = {"spot", "vol"}) static double price(double spot, double strike, double vol, double t) {
            double d1 = (Math.log(spot / strike) + vol * vol / 2 * t) / (vol * Math.sqrt(t));
            return spot * cdf(d1) - strike * cdf(d1 - vol * Math.sqrt(t));
          }
        }""", """
        package demo;
        import dev.gradus.*;
        class Delta {
          @Grad(wrt = {"spot", "vol"}) static double delta(double spot, double strike, double vol, double t) {
            return BlackScholesGrad.price(spot, strike, vol, t).spot();
          }
          @Grad(wrt = {"spot", "vol"}) static double both(double spot, double strike, double vol, double t) {
            BlackScholesGrad.PriceWithValue p = BlackScholesGrad.priceWithValue(spot, strike, vol, t);
            return p.value() + p.grad().vol();
          }
        }""");
    double d1 = 0.25 / 2;
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    Object greeks = c.call("demo.DeltaGrad", "delta", 100.0, 100.0, 0.25, 1.0);
    assertEquals(density / (100 * 0.25), (double) get(greeks, "spot"), 1e-5, "gamma");
    assertEquals(-density * (d1 - 0.25) / 0.25, (double) get(greeks, "vol"), 1e-4, "vanna");
    greeks = c.call("demo.DeltaGrad", "both", 100.0, 100.0, 0.25, 1.0);
    assertEquals(0.5 + 0.0497382 - density * (d1 - 0.25) / 0.25, (double) get(greeks, "spot"), 1e-4, "delta and vanna");
  }

  // ---- types ----

  @Test
  void recordsOfCompanionsInSignatures() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import demo.XGrad.FGrad;
        import dev.gradus.*;
        class X {
          record P(double a, double[] b, int n) {}
          record Kept(XGrad.FGrad g, double more) {}
          @Grad(wrt = {"p", "q"}) static double f(P p, double q) { return p.a() * p.a() * q + p.b()[p.n()] * q * q; }
          static double total(FGrad g) { return g.p().a() + g.p().b()[g.p().n()] * g.q(); }
          static Kept keep(demo.XGrad.FGrad g) { return new Kept(g, 1); }
          @Grad(wrt = {"p", "q"}) static double sum(P p, double q) {
            Kept kept = keep(XGrad.f(p, q));
            return total(kept.g()) * kept.more();
          }
          @Grad @Vjp static double of(FGrad g) { return g.q() * g.p().a(); }
          @Vjp static FGrad slope(P p, double q) { return XGrad.f(p, q); }
          static double plain(P p, double q) { return total(XGrad.f(p, q)); }
        }""");
    Object p = c.make("demo.X$P", 3.0, new double[] {1, 2}, 1);
    // 2aq + q² (a² + 2bq)
    assertEquals(2 * 3 * 5 + 25 * (9 + 2 * 2 * 5), number(c, "demo.X", "plain", p, 5.0));
    Object g = c.call("demo.XGrad", "sum", p, 5.0);
    assertEquals(2 * 5 + 25 * 2 * 3.0, get(get(g, "p"), "a"));
    assertArrayEquals(new double[] {0, 25 * 2 * 5}, (double[]) get(get(g, "p"), "b"));
    assertEquals(2 * 3 + 2 * 5 * 9 + 3 * 25 * 2 * 2.0, get(g, "q"));
    Object slope = c.call("demo.XVjp", "slope", p, 5.0);
    assertEquals(30.0, get(get(get(slope, "value"), "p"), "a"));
    assertEquals(9 + 2 * 2 * 5.0, get(get(slope, "value"), "q"));
    Object back = get(slope, "pullback", get(slope, "value"));
    assertEquals(2 * 5 * 30 + 2 * 3 * 29.0, get(back, "a"));
    Object inner = get(slope, "value");
    assertEquals(30.0, get(c.call("demo.XGrad", "of", inner), "q"));
  }

  @Test
  void gradientsOfCheckedRecordsAreTwins() throws Throwable {
    Compiled c = Compiled.of(in("""
        record P(double a, double b) { P { if (a < 0) throw new IllegalArgumentException(); } }
        @Grad static double f(P p, double q) { return -p.a() * p.a() * p.b() * q; }
        static double a(XGrad.PCotangent p) { return p.a(); }
        @Grad(wrt = "q") static double g(P p, double q) { return a(XGrad.f(p, q)); }"""));
    assertEquals(-2.0 * 3 * 5, c.call("demo.XGrad", "g", c.make("demo.X$P", 3.0, 5.0), 7.0));
  }

  @Test
  void otherWaysToNameACompanion() throws Throwable {
    String cube = CUBE.replace("package demo", "package other").replace("class Cube", "public class Cube").replace("static", "public static");
    Compiled c = Compiled.of(cube, """
        package demo;
        import static other.CubeGrad.f;
        import static other.CubeJvp.*;
        import dev.gradus.*;
        import other.CubeJvp;
        class Far {
          static class Near { @Grad static double f(double x) { return x * x; } }
          @Grad static double qualified(double x) { return other.CubeGrad.f(x); }
          @Grad static double imported(double x) { return CubeJvp.f(x, x).tangent(); }
          @Grad static double importedStatically(double x) { return f(x); }
          @Grad static double nested(double x) { return Far_NearGrad.fWithValue(x * x).grad() + Far_NearGrad.f(x); }
        }""");
    assertEquals(12.0, number(c, "demo.FarGrad", "qualified", 2.0));
    assertEquals(3 * 3 * 4.0, number(c, "demo.FarGrad", "imported", 2.0));
    assertEquals(12.0, number(c, "demo.FarGrad", "importedStatically", 2.0));
    assertEquals(4 * 2 + 2.0, number(c, "demo.FarGrad", "nested", 2.0));
  }

  @Test
  void arraysThatAreWritten() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad static double norm(double[] x) {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            x[i] *= x[i];
            sum += x[i] * x[i];
          }
          return sum;
        }
        @Jvp @Vjp static void square(double[] x, int[] n) { for (int i = 0; i < x.length; i++) x[i] *= x[i] * n[i]; }
        @Grad static double g(double[] x) {
          double[] g = XGrad.norm(x);
          g[0] *= x[0];
          return g[0] + g[1];
        }
        @Grad static double pulled(double[] x, int[] n) {
          double[] moved = XJvp.square(x, n, x).tangent();
          double[] back = XVjp.square(x, n).pullback(moved);
          return back[0] + back[1];
        }"""));
    double[] x = {2, 3};
    // norm' = 4x³, g = 4x0⁴ + 4x1³
    assertArrayEquals(new double[] {16 * 8, 12 * 9}, (double[]) c.call("demo.XGrad", "g", (Object) x), 1e-12);
    // moved = 2nx², back = 2nx·moved = 4n²x³
    assertArrayEquals(new double[] {12 * 1 * 4, 12 * 4 * 9}, (double[]) c.call("demo.XGrad", "pulled", x, new int[] {1, 2}), 1e-12);
    assertArrayEquals(new double[] {2, 3}, x);
  }

  @Test
  void forwardModeInside() throws Throwable {
    Compiled c = Compiled.of(in("""
        @Grad(wrt = {"x", "y"}, mode = Mode.FORWARD) static double f(double[] x, double y) { return x[0] * x[1] * x[1] * y; }
        @Grad static double g(double[] x, double y) {
          var r = XGrad.fWithValue(x, y);
          return r.value() * r.grad().y() + r.grad().x()[1];
        }"""));
    // y·(x0 x1²)² + 2 x0 x1 y
    assertArrayEquals(new double[] {7 * 2 * 3 * 625 + 2 * 5 * 7, 7 * 4 * 9 * 125 + 2 * 3 * 7},
        (double[]) c.call("demo.XGrad", "g", new double[] {3, 5}, 7.0), 1e-9);
  }

  // ---- what is said ----

  @Test
  void cyclesAreShown() {
    onlyError(Compiled.compile(in("""
        @Grad static double f(double x) { return x * XGrad.g(x); }
        @Grad static double g(double x) { return x * XGrad.f(x); }""")),
        "[Gradus.CompanionCycle] g: the companion's version of f would need itself (f → XGrad.g → XGrad.f)");
    onlyError(Compiled.compile(in("@Grad static double f(double x) { return x * XGrad.f(x); }")), "(f → XGrad.f)");
    onlyError(Compiled.compile(in("""
        static double h(double x) { return XGrad.f(x); }
        @Grad @Jvp static double f(double x) { return x * h(x); }""")), "(f → h → XGrad.f)");
  }

  @Test
  void oneErrorForAMethodThatIsRefused() {
    String caller = """
        package demo;
        class A {
          @dev.gradus.Grad static double g(double x) { return XGrad.f(x) + XGrad.fWithValue(x).value(); }
        }""";
    for (String f : List.of("@Grad static double f(double x) { synchronized (X.class) { return x; } }",
        "@Grad(wrt = \"y\") static double f(double x) { return x; }", "@Grad static double f(double x, String... s) { return x; }",
        "@Grad double f(double x) { return x; }")) {
      Compilation c = Compiled.compile(caller, in(f));
      assertThat(c).failed();
      assertEquals(1, c.errors().size(), () -> c.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
      assertThat(c).hadErrorContaining("[Gradus.").inFile(c.sourceFiles().get(1));
    }
  }

  @Test
  void companionsHaveTheMethodsThatWereAskedFor() {
    Compilation c = Compiled.compile(in("""
        @Grad static double f(double x) { return x; }
        @Grad static double g(double x) { return XGrad.h(x); }"""));
    assertThat(c).hadErrorContaining("[Gradus.UnknownMethod] g: there is no method XGrad.h(x) to call here");
    onlyError(Compiled.compile(in("""
        @Vjp static double f(double x) { return x; }
        @Grad static double g(double x) { var p = XVjp.f(x); return x; }""")),
        "'XVjp.f(x)' by itself is not understood; add .pullback(…) here");
    onlyError(Compiled.compile(in("""
        @Grad static double f(double[] x, double[] y) { x[0] *= y[0]; return x[0]; }
        @Grad static double g(double[] x) { return XGrad.f(x, x)[0]; }""")), "[Gradus.AliasedArguments] g: f writes its argument 'x'");
  }

  // ---- what is there already ----

  @Test
  void staleCompanionsAreNotLookedAt(@TempDir Path out) throws Throwable {
    Path stale = Files.createDirectories(out.resolve("src")).resolve("CubeGrad.java");
    Files.writeString(stale, """
        package demo;
        @dev.gradus.Generated(from = {}, value = "")
        final class CubeGrad {
          record FGrad(int old) {}
          static float f(float x) { return -1; }
        }""");
    String path = System.getProperty("java.class.path");
    String[] args = {"-proc:none", "-cp", path, "-d", out.toString(), stale.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, args));
    Files.delete(stale);
    String fresh = CUBE
        .replace("@Grad @Jvp @Vjp static double f(double x) {", "@Grad(wrt = {\"x\", \"y\"}) static double f(double x, double y) {")
        .replace("x * x * x", "x * x * x * y");
    Compilation c = Compiled.compile(List.of("-cp", path + File.pathSeparator + out), fresh, """
        package demo;
        class Twice {
          static double y(CubeGrad.FGrad g) { return g.y(); }
          @dev.gradus.Grad static double f(double x) { CubeGrad.FGrad g = CubeGrad.f(x, x); return y(g); }
        }""");
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.TwiceGrad").contentsAsUtf8String().contains("from = {Twice.class, Cube.class}");
  }

  @Test
  void incrementalBuildsFindTheSource(@TempDir Path dir) throws Throwable {
    Path src = Files.createDirectories(dir.resolve("src/demo"));
    Path cube = Files.writeString(src.resolve("Cube.java"), CUBE.replace("@Grad", "@Grad(wrt = \"x\")"));
    Path twice = Files.writeString(src.resolve("Twice.java"), TWICE);
    Path out = Files.createDirectories(dir.resolve("out"));
    String path = System.getProperty("java.class.path") + File.pathSeparator + out;
    String[] options = {"-processor", GradusProcessor.class.getName(), "-cp", path, "-d", out.toString()};
    for (List<Path> files : List.of(List.of(cube, twice), List.of(twice))) {
      var args = new ArrayList<>(List.of(options));
      files.forEach(f -> args.add(f.toString()));
      assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, args.toArray(String[]::new)));
      String companion = Files.readString(out.resolve("demo/TwiceGrad.java"));
      assertTrue(companion.contains("from = {Twice.class, Cube.class}"));
      Files.delete(out.resolve("demo/TwiceGrad.java"));
    }
    Files.delete(cube);
    Compilation c = Compiled.compile(List.of("-cp", path), TWICE);
    assertThat(c).hadErrorContaining("[Gradus.MissingSource] f: the source of demo.Cube.f is out of reach")
        .inFile(c.sourceFiles().getFirst()).onLine(4);
  }
}
