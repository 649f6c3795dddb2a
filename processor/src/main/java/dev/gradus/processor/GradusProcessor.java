package dev.gradus.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import dev.gradus.Generated;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.frontend.SignatureTypes;
import dev.gradus.processor.transform.Options;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;

/**
 * The entry point: finds the annotated methods of a round and writes one companion class per annotated class and annotation. A method that
 * mentions a type that does not exist yet waits for a later round, in which another processor (or a companion) may have made it.
 */
@AutoService(Processor.class)
public final class GradusProcessor extends AbstractProcessor {
  /** A companion to be. */
  private record Plan(String owner, Form form) {}

  private final Set<Plan> waiting = new LinkedHashSet<>();
  private final Map<String, String> owners = new HashMap<>();
  private Elements elements;
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
    return names;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.names();
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    elements = env.getElementUtils();
    reporter = new Reporter(env);
    try {
      options = Options.of(env.getOptions(), text -> env.getMessager().printMessage(Kind.NOTE, text));
    } catch (IllegalArgumentException e) {
      env.getMessager().printMessage(Kind.ERROR, Diagnostic.BAD_OPTION.message("Gradus", e.getMessage()));
    }
  }

  /** Claims no annotation: javac would not run other processors for a class whose annotations are all claimed. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (round.processingOver()) {
      waiting.forEach(this::reportUnresolved);
      return false;
    }
    var plans = new LinkedHashSet<>(waiting);
    waiting.clear();
    for (Form form : Form.values()) {
      for (Element e : round.getElementsAnnotatedWith(form.annotation())) {
        plans.add(new Plan(((TypeElement) e.getEnclosingElement()).getQualifiedName().toString(), form));
      }
    }
    if (!plans.isEmpty()) new Round().write(plans);
    return false;
  }

  private static List<ExecutableElement> methods(TypeElement owner, Form form) {
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getAnnotationMirrors().stream().anyMatch(a -> RequestReader.isA(a, form))).toList();
  }

  /** What is remembered between the companions of one round; elements must not be kept for longer. */
  private final class Round {
    private final FrontEnd frontEnd = new FrontEnd(processingEnv);
    private final RequestReader reader = new RequestReader(elements, new SignatureTypes(elements), reporter);
    /** Read once for all annotations on a method. */
    private final Map<ExecutableElement, Optional<Lowered>> lowered = new HashMap<>();

    void write(Set<Plan> plans) {
      for (Plan plan : plans) {
        TypeElement owner = elements.getTypeElement(plan.owner());
        if (methods(owner, plan.form()).stream().anyMatch(m -> unresolved(m) != null)) waiting.add(plan);
        else write(owner, plan.form());
      }
    }

    private void write(TypeElement owner, Form form) {
      ClassName name = companionName(owner, form);
      List<ExecutableElement> methods = methods(owner, form);
      if (isTaken(owner, name, methods.getFirst())) return;
      var companion = new Companion(ClassName.get(owner), isPrivate(owner), name, form, isPublic(owner));
      var methodOf = new LinkedHashMap<String, ExecutableElement>();
      var requests = new ArrayList<Request>();
      for (ExecutableElement m : methods) {
        Request r = reader.read(form, m);
        if (claim(r, methodOf, name)) requests.add(r);
      }
      for (Request r : requests) add(companion, r);
      try {
        writeFile(companion, owner);
      } catch (IOException e) {
        reporter.error(owner, Diagnostic.INTERNAL, e);
      }
    }

    private void add(Companion companion, Request r) {
      Request.Target target = r.target();
      if (target.wrt().isEmpty()) return;
      Optional<Lowered> source = target.sound() ? lowered.computeIfAbsent(target.method().element(), _ -> lower(target)) : Optional.empty();
      companion.madeFrom(source.map(l -> nameable(l.sources(), companion.name())).orElse(List.of()), r.composition());
      var attempt = new Attempt(target, source, options, reporter);
      switch (r) {
        case Request.Gradient g -> GradMembers.add(companion, g, attempt);
        case Request.Tangent t -> JvpMembers.add(companion, t, attempt);
        case Request.Pullback p -> VjpMembers.add(companion, p, attempt);
      }
    }

    /** The method's body as IR. */
    private Optional<Lowered> lower(Request.Target target) {
      ExecutableElement m = target.method().element();
      try {
        Lowered source = frontEnd.lower(m);
        if (source.func().results().stream().anyMatch(a -> a.type().isFloat())) return Optional.of(source);
        reporter.error(m, Diagnostic.NO_FLOAT_RESULT, target.method().name());
      } catch (LoweringException e) {
        reporter.error(e);
      } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
        Attempt.report(e, target, reporter);
      }
      return Optional.empty();
    }

    /** Notes the names that the request will use; a name can be used by one method only. */
    private boolean claim(Request r, Map<String, ExecutableElement> methodOf, ClassName companion) {
      ExecutableElement m = r.target().method().element();
      for (String n : names(r)) {
        ExecutableElement other = methodOf.putIfAbsent(n, m);
        if (other == null || other == m) continue;
        reporter.error(m, Diagnostic.NAME_COLLISION, other, m, companion.simpleName() + "." + n);
        return false;
      }
      return true;
    }

    private static List<String> names(Request r) {
      return r instanceof Request.Gradient ? GradMembers.methodNames(r.target()) : List.of(r.target().name());
    }

    /** Whether there is a class of that name that a companion must not replace. One that an earlier build left behind is none. */
    private boolean isTaken(TypeElement owner, ClassName name, ExecutableElement at) {
      String other = owners.putIfAbsent(name.canonicalName(), owner.getQualifiedName().toString());
      if (other != null) {
        reporter.error(at, Diagnostic.COMPANION_SHARED, other, owner, name.canonicalName());
        return true;
      }
      TypeElement existing = elements.getTypeElement(elements.getModuleOf(owner), name.canonicalName());
      if (existing == null || isOurs(existing) && !isSource(existing)) return false;
      reporter.error(at, Diagnostic.COMPANION_EXISTS, name.canonicalName());
      return true;
    }

    private List<ClassName> nameable(Set<String> binaryNames, ClassName companion) {
      var classes = new ArrayList<ClassName>();
      for (String binary : binaryNames) {
        TypeElement t = elements.getTypeElement(binary.replace('$', '.'));
        if (t == null) t = elements.getTypeElement(binary);
        if (t == null || isPrivate(t)) continue;
        boolean samePackage = elements.getPackageOf(t).getQualifiedName().contentEquals(companion.packageName());
        if (samePackage || isPublic(t)) classes.add(ClassName.get(t));
      }
      return classes;
    }
  }

  private void writeFile(Companion companion, TypeElement owner) throws IOException {
    JavaFileObject file = processingEnv.getFiler().createSourceFile(companion.name().canonicalName(), owner);
    try (Writer out = file.openWriter()) {
      out.write(companion.fileText());
    }
  }

  /** {@code Outer_InnerGrad}, in the package of {@code Outer}. */
  private static ClassName companionName(TypeElement owner, Form form) {
    ClassName name = ClassName.get(owner);
    return ClassName.get(name.packageName(), name.simpleNames().stream().collect(Collectors.joining("_")) + form.suffix());
  }

  private static boolean isPublic(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) if (!at.getModifiers().contains(Modifier.PUBLIC)) return false;
    return true;
  }

  private static boolean isPrivate(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) if (at.getModifiers().contains(Modifier.PRIVATE)) return true;
    return false;
  }

  private static boolean isOurs(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(a -> ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(Generated.class.getName()));
  }

  private boolean isSource(TypeElement type) {
    try {
      JavaFileObject file = elements.getFileObjectOf(type);
      return file != null && file.getKind() == JavaFileObject.Kind.SOURCE;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  // ---- types that do not exist yet ----

  /** The first type in the signature that is not found, or null. */
  private static TypeMirror unresolved(ExecutableElement m) {
    if (isUnresolved(m.getReturnType())) return m.getReturnType();
    return m.getParameters().stream().map(Element::asType).filter(GradusProcessor::isUnresolved).findFirst().orElse(null);
  }

  private static boolean isUnresolved(TypeMirror type) {
    return type instanceof ArrayType array ? isUnresolved(array.getComponentType()) : type.getKind() == TypeKind.ERROR;
  }

  private void reportUnresolved(Plan plan) {
    for (ExecutableElement m : methods(elements.getTypeElement(plan.owner()), plan.form())) {
      TypeMirror type = unresolved(m);
      if (type != null) reporter.error(m, Diagnostic.UNRESOLVED_TYPE, type, m.getSimpleName());
    }
  }
}
