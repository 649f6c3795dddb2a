package dev.gradus.tests.laws;

import dev.gradus.Grad;
import dev.gradus.Jvp;
import dev.gradus.Mode;
import dev.gradus.Vjp;
import dev.gradus.processor.Companions;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.transform.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The corpus read by the front end alone: the IR of each annotated method, and what its annotations ask for. */
final class Lowering extends AbstractProcessor {
  /**
   * An annotated method.
   *
   * @param wrt numbers of the parameters to differentiate with respect to
   */
  record Entry(Lowered lowered, List<Integer> wrt, boolean grad, boolean forward, boolean aux, boolean jvp, boolean vjp) {}

  private static final Set<String> FORMS = Set.of("Grad", "Jvp", "Vjp");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Entries by class, method and number of parameters. */
  static Map<String, Entry> ofSources(Path folder) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    var lowering = new Lowering();
    try (Stream<Path> found = Files.list(folder); StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<Path> sources = found.filter(p -> p.toString().endsWith(".java")).sorted().toList();
      JavaCompiler.CompilationTask task = javac.getTask(null, files, null,
          List.of("-proc:only", "-implicit:none", "-classpath", System.getProperty("java.class.path")), null,
          files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(lowering));
      if (!task.call()) throw new AssertionError("the corpus is not accepted");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lowering.entries;
  }

  static String key(String owner, String method, int parameters) {
    return owner + "." + method + "/" + parameters;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("dev.gradus.*");
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    var reporter = new Reporter(processingEnv);
    FrontEnd frontEnd = new Companions(processingEnv, reporter, Options.none()).frontEnd();
    var methods = new LinkedHashSet<Element>();
    for (TypeElement a : annotations) if (FORMS.contains(a.getSimpleName().toString())) methods.addAll(round.getElementsAnnotatedWith(a));
    for (Element e : methods) {
      try {
        add((ExecutableElement) e, frontEnd.lower((ExecutableElement) e));
      } catch (LoweringException refused) {
        reporter.error(refused);
      }
    }
    return false;
  }

  private void add(ExecutableElement m, Lowered lowered) {
    Grad grad = m.getAnnotation(Grad.class);
    Jvp jvp = m.getAnnotation(Jvp.class);
    Vjp vjp = m.getAnnotation(Vjp.class);
    List<String> names = List.of(grad != null ? grad.wrt() : vjp != null ? vjp.wrt() : jvp.wrt());
    List<String> parameters = lowered.params().stream().map(Lowered.Param::name).toList();
    List<Integer> wrt = names.isEmpty() ? List.of(0) : names.stream().map(parameters::indexOf).toList();
    String owner = processingEnv.getElementUtils().getBinaryName((TypeElement) m.getEnclosingElement()).toString();
    entries.put(key(owner, m.getSimpleName().toString(), parameters.size()),
        new Entry(lowered, wrt, grad != null, grad != null && grad.mode() == Mode.FORWARD, grad != null && grad.hasAux(), jvp != null, vjp != null));
  }
}
