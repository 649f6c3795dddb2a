package dev.gradus.processor;

import dev.gradus.CustomJvp;
import dev.gradus.CustomVjp;
import dev.gradus.ShipSource;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.frontend.ShippedSource;
import dev.gradus.processor.frontend.SourceRoots;
import dev.gradus.processor.transform.Options;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Finds the annotated methods of a round and has one companion class written per annotated class and annotation. A
 * companion whose methods mention what does not exist yet waits for a later round, in which another processor may have made it.
 * Compilers come here through {@link Entry}.
 */
public final class GradusProcessor extends AbstractProcessor {
  private static final long STACK = 512L << 20;

  private final Set<Plan> waiting = new LinkedHashSet<>();
  private final Map<String, Plan> written = new HashMap<>();
  private final Map<String, String> writtenTwins = new HashMap<>();
  private final SourceRoots roots = new SourceRoots();
  private Reporter reporter;
  private Options options = Options.none();

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    var names = new LinkedHashSet<String>();
    for (Form form : Form.values()) names.add(form.annotation().getName());
    names.addAll(List.of(CustomVjp.class.getName(), CustomJvp.class.getName(), ShipSource.class.getName()));
    return names;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.names();
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    reporter = new Reporter(env);
    for (String option : new TreeSet<>(env.getOptions().keySet())) {
      if (!option.startsWith("gradus.") || Options.names().contains(option)) continue;
      String known = Options.names().stream().map(n -> "-A" + n).collect(Collectors.joining(", "));
      env.getMessager().printMessage(Kind.WARNING, Diagnostic.UNKNOWN_OPTION.message("Gradus", option, known));
    }
    try {
      options = Options.of(env.getOptions(), reporter::note);
    } catch (IllegalArgumentException e) {
      env.getMessager().printMessage(Kind.ERROR, Diagnostic.BAD_OPTION.message("Gradus", e.getMessage()));
    }
  }

  /** Claims no annotation: javac would not run other processors for classes whose annotations are all claimed. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    processRound(round);
    if (round.processingOver()) reporter.writeNotes();
    return false;
  }

  private void processRound(RoundEnvironment round) {
    roots.add(round.getRootElements(), processingEnv.getElementUtils());
    for (Element e : round.getElementsAnnotatedWith(ShipSource.class)) ship((TypeElement) e);
    var plans = new LinkedHashSet<>(waiting);
    waiting.clear();
    for (Form form : Form.values()) {
      for (Element e : round.getElementsAnnotatedWith(form.annotation())) {
        plans.add(new Plan(((TypeElement) e.getEnclosingElement()).getQualifiedName().toString(), form));
      }
    }
    Set<? extends Element> ruled = round.getElementsAnnotatedWithAny(Set.of(CustomVjp.class, CustomJvp.class));
    if (plans.isEmpty() && ruled.isEmpty()) return;
    Round r = new Round(processingEnv, roots, reporter, options, written, writtenTwins);
    if (!round.processingOver()) waiting.addAll(plans.stream().filter(p -> !r.isReady(p)).toList());
    plans.removeAll(waiting);
    deep(() -> {
      r.write(plans);
      for (Element e : ruled) r.checkRule((ExecutableElement) e);
    });
  }

  /** Runs the work, and waits for it, where there is room for deeply nested code: a sum of thousands of terms is one. */
  private static void deep(Runnable work) {
    var failure = new AtomicReference<Throwable>();
    var thread = new Thread(null, work, "gradus", STACK);
    thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void ship(TypeElement type) {
    try {
      ShippedSource.write(type, processingEnv.getElementUtils(), processingEnv.getFiler());
    } catch (IOException | UnsupportedOperationException e) {
      reporter.error(type, Diagnostic.NOT_SHIPPED, e);
    }
  }
}
