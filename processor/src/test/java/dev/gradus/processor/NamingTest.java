package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static dev.gradus.processor.Compiled.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How companions and their members are called, and who may see them. */
class NamingTest {
  @Test
  void nestedClassesAreJoined() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        public class Outer {
          public interface Middle {
            class Inner {
              @Grad public static double f(double x) { return x * x; }
            }
          }
          private static class Hidden {
            @Grad private static double f(double x) { return 3 * x; }
          }
        }""");
    assertEquals(4.0, c.call("demo.Outer_Middle_InnerGrad", "f", 2.0));
    assertEquals(3.0, c.call("demo.Outer_HiddenGrad", "f", 2.0));
    assertTrue(Modifier.isPublic(c.type("demo.Outer_Middle_InnerGrad").getModifiers()));
    assertFalse(Modifier.isPublic(c.type("demo.Outer_HiddenGrad").getModifiers()));
    assertTrue(c.source("demo.Outer_HiddenGrad").contains("from = {}"), c.source("demo.Outer_HiddenGrad"));
  }

  @Test
  void methodsAreAsVisibleAsTheirOriginals() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        public class Seen {
          @Grad public static double open(double x) { return x; }
          @Grad static double closed(double x) { return x; }
        }""");
    Class<?> companion = c.type("demo.SeenGrad");
    assertTrue(Modifier.isPublic(companion.getModifiers()) && Modifier.isFinal(companion.getModifiers()));
    assertTrue(Modifier.isPublic(companion.getDeclaredMethod("open", double.class).getModifiers()));
    assertFalse(Modifier.isPublic(companion.getDeclaredMethod("closed", double.class).getModifiers()));
    assertTrue(Modifier.isPrivate(companion.getDeclaredConstructors()[0].getModifiers()));
  }

  @Test
  void theNameCanBeChosen() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Over {
          @Grad @Jvp @Vjp static double f(double x) { return x * x; }
          @Grad(name = "g", wrt = {"x", "y"}) @Jvp(name = "g") @Vjp(name = "g") static double f(double x, double y) { return x * y; }
        }""");
    assertEquals(6.0, c.call("demo.OverGrad", "f", 3.0));
    assertEquals("GGrad[x=4.0, y=3.0]", c.call("demo.OverGrad", "g", 3.0, 4.0).toString());
    assertEquals(12.0, get(c.call("demo.OverGrad", "gWithValue", 3.0, 4.0), "value"));
    assertEquals("GJvp[value=12.0, tangent=4.0]", c.call("demo.OverJvp", "g", 3.0, 4.0, 1.0).toString());
    assertEquals(8.0, get(c.call("demo.OverVjp", "g", 3.0, 4.0), "pullback", 2.0));
  }

  @Test
  void namesThatWouldClashGetASuffix() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.*;
        class Loss {
          record Box(double value) {}
          @Grad(wrt = {"hashCode", "value", "box"}) @Vjp(wrt = {"hashCode", "value", "box"}) @Jvp(wrt = {"box", "value"})
          static double loss(double hashCode, double value, Box box, double box_value, double dbox, double cotangent) {
            double result = hashCode * value;
            return result * box.value() + box_value * dbox * cotangent;
          }
        }""");
    Object box = c.make("demo.Loss$Box", 5.0);
    Object[] args = {2.0, 3.0, box, 7.0, 1.0, 1.0};
    Object g = c.call("demo.LossGrad", "loss", args);
    assertEquals("demo.LossGrad$LossGrad_", g.getClass().getName());
    String grad = "[hashCode_=15.0, value=10.0, box=Box[value=6.0]]";
    assertEquals("LossGrad_" + grad, g.toString());
    Object v = c.call("demo.LossVjp", "loss", args);
    assertEquals("demo.LossVjp$LossVjp_", v.getClass().getName());
    assertEquals(37.0, get(v, "value"));
    assertEquals("LossGrad" + grad, get(v, "pullback", 1.0).toString());
    Object[] withTangents = {2.0, 3.0, box, 7.0, 1.0, 1.0, c.make("demo.Loss$Box", 1.0), 100.0};
    assertEquals(1006.0, get(c.call("demo.LossJvp", "loss", withTangents), "tangent"));
  }

  @Test
  void classesOfThePackageMayBeCalledLikeThoseOfJava() throws Throwable {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Shadows {
          @Grad static double f(double x) { return 3 * java.lang.Math.sin(x); }
          static double use(double x) { return ShadowsGrad.f(x); }
        }
        record Math(double k) {}
        class String {}
        class Double {}
        class AssertionError {}""");
    assertEquals(3 * java.lang.Math.cos(0.5), c.call("demo.Shadows", "use", 0.5));
  }

  @Test
  void variableArgumentsStaySo() {
    Compiled c = Compiled.of("""
        package demo;
        import dev.gradus.Grad;
        class Sum {
          @Grad(wrt = "x") static double of(double k, double... x) { return k * x[0]; }
          static double[] use() { return SumGrad.of(2, 3, 4); }
        }""");
    assertTrue(Arrays.stream(c.type("demo.SumGrad").getDeclaredMethods())
        .filter(m -> m.getName().startsWith("of")).allMatch(m -> m.isVarArgs()));
  }

  @Test
  void oneCompanionPerClassAndAnnotation() {
    Compilation c = Compiled.compile("""
        package demo;
        import dev.gradus.*;
        class A {
          @Grad static double f(double x) { return x; }
          @Grad @Jvp static double g(double x) { return x; }
        }""", """
        class B {
          @dev.gradus.Grad static double f(double x) { return x; }
        }""");
    assertThat(c).succeeded();
    assertEquals(List.of("/SOURCE_OUTPUT/BGrad.java", "/SOURCE_OUTPUT/demo/AGrad.java", "/SOURCE_OUTPUT/demo/AJvp.java"),
        c.generatedSourceFiles().stream().map(f -> f.getName()).sorted().collect(Collectors.toList()));
  }
}
