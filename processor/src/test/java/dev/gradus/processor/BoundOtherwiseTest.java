package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.net.URI;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is lowered otherwise than javac compiles it is an error: here the processor is given another text of the same length to read. */
class BoundOtherwiseTest {
  /** A file that is something else when it is read again. */
  private static JavaFileObject file(String text, String again) {
    return new SimpleJavaFileObject(URI.create("string:///p/X.java"), JavaFileObject.Kind.SOURCE) {
      private boolean isRead;

      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        String content = isRead ? again : text;
        isRead = true;
        return content;
      }
    };
  }

  private static Compilation compile(String text, String again) {
    return Compiler.javac().withProcessors(new GradusProcessor()).compile(file(text, again));
  }

  private static final String TEXT = """
      package p;
      class X {
        static double h(double x) { return x; }
        static double g(double x) { return 2 * x; }
        static double g(int x) { return 3 * x; }
        static final double K = 1, L = Math.sqrt(2);
        record R(double a) { double m() { return a; } double n() { return 2 * a; } }
        record Q(double a) { double m() { return a; } double n() { return 2 * a; } }
        enum E { A, B }
        @dev.gradus.Grad static double f(double x, E e) {
          double y = x;
          record In(double a) { double m() { return a; } double n() { return 2 * a; } }
          record On(double a) { double m() { return a; } double n() { return 2 * a; } }
          return §;
        }
      }
      """;

  /** What javac reads, what we read, what the message says. */
  private static final String[][] CASES = {
      {"h(x)", "g(x)", "'h' was read as p.X.g(double), but the compiler finds p.X.h(double) here"},
      {"g((int) x)", "g(     +x)", "'g' was read as p.X.g(double), but the compiler finds p.X.g(int) here"},
      {"K * x", "L * x", "'K' was read as the field p.X.L, but the compiler finds the field p.X.K here"},
      {"X.K * x", "X.L * x", "'K' was read as the field p.X.L, but the compiler finds the field p.X.K here"},
      {"x * x", "y * x", "'x' was read as the local variable y, but the compiler finds the local variable x here"},
      {"x * K", "x * y", "'K' was read as the local variable y, but the compiler finds the field p.X.K here"},
      {"new R(x).m()", "new Q(x).m()", "'new' was read as p.X.Q.<init>(double), but the compiler finds p.X.R.<init>(double) here"},
      {"new R(x).m()", "new R(x).n()", "'m' was read as p.X.R.n(), but the compiler finds p.X.R.m() here"},
      {"new R(x).a()", "new R(x).m()", "'a' was read as p.X.R.m(), but the compiler finds p.X.R.a() here"},
      {"new In(x).m()", "new On(x).m()", "'new' was read as the local On.<init>, but the compiler finds the local In.<init>(double) here"},
      {"new In(x).m()", "new In(x).n()", "'m' was read as the local In.n, but the compiler finds the local In.m() here"},
      {"new In(x).a()", "new In(x).n()", "'a' was read as the local In.n, but the compiler finds the local In.a() here"},
      {"new In(x).m()", "new In(x).a()", "'m' was read as the local In.a(), but the compiler finds the local In.m() here"},
      {"Math.sin(x)", "Math.cos(x)", "'sin' was read as java.lang.Math.cos, but the compiler finds java.lang.Math.sin(double) here"},
      {"switch (e) { case A -> x; default -> 0; }", "switch (e) { case B -> x; default -> 0; }",
          "'A' was read as the field p.X.E.B, but the compiler finds the field p.X.E.A here"},
  };

  @TestFactory
  Stream<DynamicTest> javacIsAsked() {
    return Stream.of(CASES).map(c -> DynamicTest.dynamicTest(c[0] + " as " + c[1], () -> {
      Compilation compilation = compile(TEXT.replace("§", c[0]), TEXT.replace("§", c[1]));
      assertThat(compilation).failed();
      assertThat(compilation).hadErrorContaining("[Gradus.BoundOtherwise] f: " + c[2]);
    }));
  }

  @TestFactory
  Stream<DynamicTest> theSameIsNoError() {
    return Stream.of(CASES).map(c -> DynamicTest.dynamicTest(c[0],
        () -> assertThat(compile(TEXT.replace("§", c[0]), TEXT.replace("§", c[0]))).succeeded()));
  }
}
