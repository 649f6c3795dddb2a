package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Types that only a later round provides, and options that show what happens. */
class RoundsTest {
  private static final String USER = """
      package demo;
      class User {
        @dev.gradus.Grad static double f(Late late) { return late.x() * late.x(); }
      }""";

  private static final String CALLER = """
      package demo;
      class Caller {
        @dev.gradus.Grad static double f(double x) { return Late.square(x); }
      }""";

  /** Writes the record {@code demo.Late} in the first round. */
  private static final class LateWriter extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (done) return false;
      done = true;
      try (Writer out = processingEnv.getFiler().createSourceFile("demo.Late").openWriter()) {
        out.write("package demo; record Late(double x) { static double square(double x) { return x * x; } }");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return false;
    }
  }

  private static Compilation withLateWriter(String name, String source) {
    return Compiler.javac().withProcessors(new GradusProcessor(), new LateWriter()).compile(JavaFileObjects.forSourceString(name, source));
  }

  @Test
  void typesOfOtherProcessorsAreWaitedFor() {
    Compilation c = withLateWriter("demo.User", USER);
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.UserGrad").contentsAsUtf8String().contains("static Late f(Late late)");
  }

  @Test
  void methodsOfOtherProcessorsAreWaitedFor() {
    Compilation c = withLateWriter("demo.Caller", CALLER);
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.CallerGrad").contentsAsUtf8String().contains("return x + x;");
  }

  @Test
  void callersOfWaitingCompanionsWaitToo() {
    String user = USER.replace("\n}", "\n  @dev.gradus.Grad static double g(Late late) { return UserGrad.f(late).x(); }\n}");
    Compilation c = withLateWriter("demo.User", user);
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.UserGrad").contentsAsUtf8String().contains("static Late g(Late late)");
    String caller = "package demo; class Caller { @dev.gradus.Grad static double h(double x) { return UserGrad.f(new Late(x)).x(); } }";
    c = Compiler.javac().withProcessors(new GradusProcessor(), new LateWriter())
        .compile(JavaFileObjects.forSourceString("demo.Caller", caller), JavaFileObjects.forSourceString("demo.User", USER));
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.CallerGrad").contentsAsUtf8String().contains("return 2.0;");
  }

  @Test
  void batchesOfRecordsOfOtherProcessorsAreWaitedFor() {
    Compilation c = withLateWriter("demo.User", """
        package demo;
        import dev.gradus.*;
        class User {
          @Vmap static double f(Late late) { return late.x() * late.x(); }
          @Grad static double g(LateBatch late) { return UserVmap.f(late)[0]; }
        }""");
    assertThat(c).succeeded();
    assertThat(c).generatedSourceFile("demo.UserVmap").contentsAsUtf8String().contains("static double[] f(LateBatch late)");
    assertThat(c).generatedSourceFile("demo.UserGrad").contentsAsUtf8String().contains("static LateBatch g(LateBatch late)");
  }

  @Test
  void typesThatNeverComeAreReportedOnce() {
    Compilation c = Compiled.compile(USER);
    assertThat(c).hadErrorContaining("[Gradus.UnresolvedType] f: the type Late of f is not found")
        .inFile(c.sourceFiles().getFirst()).onLine(3);
    assertEquals(2, c.errors().size(), "javac's own and ours");
  }

  @Test
  void passesAreShownOnRequest() {
    Compilation c = Compiled.compile(List.of("-Agradus.dump=vjp"),
        "package demo; class X { @dev.gradus.Grad static double f(double x) { return Math.sin(x); } }");
    assertThat(c).succeeded();
    assertThat(c).hadNoteContaining("after vjp:\n  fn f(x:f64) {\n    ctX:f64 = cos x\n");
    assertTrue(c.notes().stream().noneMatch(n -> n.getMessage(null).contains("after simplify")));
  }
}
