package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.lang.reflect.Proxy;
import javax.annotation.processing.Filer;
import org.junit.jupiter.api.Test;

/** What is no fault of the user's is reported as an error at the class, not as a crash of the compiler. */
class InternalFaultTest {
  private static Filer full(Filer filer) {
    return (Filer) Proxy.newProxyInstance(InternalFaultTest.class.getClassLoader(), new Class<?>[] {Filer.class}, (_, method, _) -> {
      throw new IOException(method.getName() + ": no space left");
    });
  }

  @Test
  void companionThatCannotBeWritten() {
    Compilation c = Compiler.javac().withProcessors(new Wrapped(InternalFaultTest::full)).compile(JavaFileObjects.forSourceString("p.X", """
        package p;
        class X {
          @dev.gradus.Grad static double f(double x) { return x * x; }
        }"""));
    assertThat(c).failed();
    assertThat(c).hadErrorContaining("[Gradus.Internal] X: the processor failed: java.io.IOException: createSourceFile: no space left")
        .inFile(c.sourceFiles().getFirst()).onLine(2);
  }
}
