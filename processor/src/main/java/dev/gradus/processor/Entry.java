package dev.gradus.processor;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * What compilers load. {@link GradusProcessor} is a class of JDK 25 and needs Eclipse's parser and JavaPoet, so an older JDK, or a processor
 * path on which our jar lies alone, would end in a stack trace. This class is compiled for JDK 11 and needs nothing: it says in one sentence
 * what is missing, where one of our annotations asks for Gradus, and else hands everything on. What it can say is also in {@code Diagnostic},
 * which it cannot load. Known weakness: of each library only a part is looked for before work begins.
 */
@AutoService(Processor.class)
public final class Entry implements Processor {
  static final String NEEDS_JDK = "Gradus needs JDK 25 or later to compile; this is %s.";
  static final String INCOMPLETE_PATH = "Gradus lacks %s; put all that gradus-processor depends on beside it on the processor path.";

  private static final int JDK = 25;
  private static final List<String> LIBRARIES = List.of("dev.gradus.Grad", "com.palantir.javapoet.JavaFile", "org.eclipse.jdt.core.JavaCore");

  /** Null where it cannot run. */
  private final Processor gradus;
  /** Why it cannot run; null once that has been said. */
  private String missing;
  private ProcessingEnvironment env;

  /** For the compiler. */
  public Entry() {
    Processor loaded = null;
    if (Runtime.version().feature() < JDK) {
      missing = "[Gradus.NeedsJdk] %s: " + String.format(NEEDS_JDK, Runtime.version().feature());
    } else {
      try {
        for (String library : LIBRARIES) Class.forName(library);
        loaded = (Processor) Class.forName("dev.gradus.processor.GradusProcessor").getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        missing = lacks(e);
      }
    }
    gradus = loaded;
  }

  private static String lacks(Throwable e) {
    return "[Gradus.IncompletePath] %s: " + String.format(INCOMPLETE_PATH, String.valueOf(e.getMessage()).replace('/', '.'));
  }

  @Override
  public Set<String> getSupportedOptions() {
    return gradus == null ? Set.of() : gradus.getSupportedOptions();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return gradus == null ? Set.of("dev.gradus.*") : gradus.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public void init(ProcessingEnvironment given) {
    env = given;
    if (gradus != null) gradus.init(given);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (gradus != null) {
      try {
        return gradus.process(annotations, round);
      } catch (NoClassDefFoundError e) {
        missing = lacks(e);
      }
    }
    for (TypeElement annotation : annotations) {
      for (Element e : round.getElementsAnnotatedWith(annotation)) {
        if (missing != null) env.getMessager().printMessage(Kind.ERROR, String.format(missing, e.getSimpleName()), e);
        missing = null;
      }
    }
    return false;
  }

  @Override
  public Iterable<? extends Completion> getCompletions(Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
    return gradus == null ? List.of() : gradus.getCompletions(element, annotation, member, text);
  }
}
