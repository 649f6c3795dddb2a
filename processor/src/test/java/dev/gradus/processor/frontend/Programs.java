package dev.gradus.processor.frontend;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Java sources compiled by javac, with every method of the classes called {@code P} lowered on the way. */
final class Programs {
  private final Map<String, Lowered> lowered = new LinkedHashMap<>();
  private final Map<String, LoweringException> refused = new LinkedHashMap<>();
  private final Reports report;
  private final Compilation compilation;

  /** Compiles files of a package {@code p}, each beginning with its class or with imports; a class {@code P} is among them. */
  Programs(String... sources) {
    this(List.of(), Reports.JAVAC, sources);
  }

  /** Where refusals are reported: nowhere, through javac, or through an environment wrapped as build tools wrap it. */
  enum Reports { NONE, JAVAC, WRAPPED }

  /** The same with class files in these directories in sight. */
  Programs(List<File> classPath, Reports report, String... sources) {
    this.report = report;
    JavaFileObject[] files = Stream.of(sources).map(Programs::file).toArray(JavaFileObject[]::new);
    compilation = javac().withClasspath(classPath).withOptions("-Xlint:none").withProcessors(new LowerAll()).compile(files);
  }

  /** The directory or jar that a class was loaded from. */
  static File on(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static JavaFileObject file(String source) {
    String head = source.substring(0, source.indexOf('{')).strip();
    String name = head.substring(head.lastIndexOf(' ') + 1).replaceAll("\\(.*", "");
    return JavaFileObjects.forSourceString("p." + name, "package p; " + source);
  }

  Compilation compilation() {
    return compilation;
  }

  /** Why methods were refused, by name. */
  Map<String, LoweringException> refused() {
    return refused;
  }

  /** Lowered methods by name. */
  Map<String, Lowered> lowered() {
    return lowered;
  }

  /** The compiled class {@code P}. */
  Class<?> load() {
    var loader = new ClassLoader(Programs.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        JavaFileObject file = compilation.generatedFile(StandardLocation.CLASS_OUTPUT, name.replace('.', '/') + ".class")
            .orElseThrow(() -> new ClassNotFoundException(name));
        try (InputStream in = file.openInputStream()) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
    try {
      return loader.loadClass("p.P");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProcessingEnvironment wrapped(ProcessingEnvironment env) {
    return (ProcessingEnvironment) Proxy.newProxyInstance(Programs.class.getClassLoader(), new Class<?>[] {ProcessingEnvironment.class},
        (_, method, args) -> method.invoke(env, args));
  }

  private final class LowerAll extends AbstractProcessor {
    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      FrontEnd frontEnd = new FrontEnd(processingEnv);
      Reporter reporter = new Reporter(report == Reports.WRAPPED ? wrapped(processingEnv) : processingEnv);
      for (Element root : round.getRootElements()) {
        if (!root.getSimpleName().contentEquals("P")) continue;
        for (ExecutableElement m : ElementFilter.methodsIn(root.getEnclosedElements())) {
          try {
            lowered.put(m.getSimpleName().toString(), frontEnd.lower(m));
          } catch (LoweringException e) {
            refused.put(m.getSimpleName().toString(), e);
            if (report != Reports.NONE) reporter.error(e);
          }
        }
      }
      return false;
    }
  }
}
