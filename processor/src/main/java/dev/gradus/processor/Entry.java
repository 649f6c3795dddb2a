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
 * What compilers load. {@link GradusProcessor} is a class of JDK 25, so an older JDK would end in a stack trace. This class is compiled for
 * JDK 11 and needs nothing: on a JDK that is too old it says so in one sentence, where one of our annotations asks for Gradus; on others it
 * hands everything on. What it can say is also in {@code Diagnostic}, which it cannot load.
 */
@AutoService(Processor.class)
public final class Entry implements Processor {
  static final String NEEDS_JDK = "Gradus needs JDK 25 or later to compile; this is %s.";

  private static final int JDK = 25;

  /** Null on a JDK that is too old. */
  private final Processor gradus;
  /** Whether that has been said. */
  private boolean said;
  private ProcessingEnvironment env;

  /** For the compiler. */
  public Entry() {
    gradus = Runtime.version().feature() < JDK ? null : load();
  }

  private static Processor load() {
    try {
      return (Processor) Class.forName("dev.gradus.processor.GradusProcessor").getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the processor's jar is damaged", e);
    }
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
    if (gradus != null) return gradus.process(annotations, round);
    String message = "[Gradus.NeedsJdk] %s: " + String.format(NEEDS_JDK, Runtime.version().feature());
    for (TypeElement annotation : annotations) {
      for (Element e : round.getElementsAnnotatedWith(annotation)) {
        if (!said) env.getMessager().printMessage(Kind.ERROR, String.format(message, e.getSimpleName()), e);
        said = true;
      }
    }
    return false;
  }

  @Override
  public Iterable<? extends Completion> getCompletions(Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
    return gradus == null ? List.of() : gradus.getCompletions(element, annotation, member, text);
  }
}
