package dev.gradus.processor;

import com.palantir.javapoet.ClassName;
import dev.gradus.processor.emit.RuntimeNames;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.frontend.SourceRoots;
import dev.gradus.processor.frontend.UserLoop;
import dev.gradus.processor.transform.Fate;
import dev.gradus.processor.transform.Options;
import dev.gradus.processor.transform.Passes;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Writes companions in one round of annotation processing; what it remembers between them must not be kept for longer. */
final class Round {
  private final Elements elements;
  private final Classes classes;
  private final Filer filer;
  private final Reporter reporter;
  private final Options options;
  /** The companions written in this and earlier rounds, by name. */
  private final Map<String, Plan> written;
  private final FrontEnd frontEnd;
  private final RequestReader reader;
  private final Companions companions;
  private final BatchTwins twins = new BatchTwins();
  private final BatchFiles files;
  /** Each method is read once for all annotations on it. */
  private final Map<ExecutableElement, Optional<Lowered>> lowered = new HashMap<>();

  Round(ProcessingEnvironment env, SourceRoots roots, Reporter reporter, Options options, Map<String, Plan> written,
      Map<String, String> writtenTwins) {
    this.elements = env.getElementUtils();
    this.classes = new Classes(elements);
    this.filer = env.getFiler();
    this.reporter = reporter;
    this.options = options;
    this.written = written;
    this.companions = new Companions(env, roots, reporter, options);
    this.frontEnd = companions.frontEnd();
    this.reader = companions.reader();
    this.files = new BatchFiles(classes, companions, filer, reporter, writtenTwins);
  }

  /** Whether all that the companion's methods mention exists. */
  boolean isReady(Plan plan) {
    return companions.methods(plan).stream().noneMatch(m -> companions.unresolved(m) != null || mentionsUnknown(m));
  }

  /** Writes the companions, or says why there are none. All annotations come before all bodies, for bodies mention other companions. */
  void write(Collection<Plan> plans) {
    var begun = new LinkedHashMap<Companion, List<Request>>();
    for (Plan plan : plans) begin(plan, begun);
    begun.forEach((companion, requests) -> {
      for (Request r : requests) add(companion, r);
      write(companion);
    });
    files.write(twins);
  }

  private void begin(Plan plan, Map<Companion, List<Request>> begun) {
    List<ExecutableElement> methods = companions.methods(plan);
    boolean resolved = true;
    for (ExecutableElement m : methods) {
      TypeMirror missing = companions.unresolved(m);
      if (missing == null) continue;
      reporter.error(m, Diagnostic.UNRESOLVED_TYPE, missing, m.getSimpleName());
      resolved = false;
    }
    TypeElement owner = elements.getTypeElement(plan.owner());
    ClassName name = plan.form().companion(owner);
    if (!resolved || isTaken(plan, name, methods.getFirst())) return;
    var methodOf = new LinkedHashMap<String, ExecutableElement>();
    var requests = new ArrayList<Request>();
    for (ExecutableElement m : methods) {
      Request r = reader.read(plan.form(), m);
      reader.report(r);
      if (claim(r, methodOf, name)) requests.add(r);
    }
    Companion companion = new Companion(owner, Classes.isPrivate(owner), name, plan.form(), Classes.isPublic(owner), methodOf.keySet());
    if (classes.isDeprecated(owner) || methods.stream().anyMatch(this::mentionsDeprecated)) companion.mentionsDeprecated();
    begun.put(companion, requests);
  }

  /** Reads a method with a rule, which perhaps nobody calls yet. What waits for another processor is left to those who do. */
  void checkRule(ExecutableElement m) {
    try {
      if (!mentionsUnknown(m)) frontEnd.lower(m);
    } catch (LoweringException e) {
      reporter.error(e);
    }
  }

  private void write(Companion companion) {
    String text = companion.fileText(n -> elements.getTypeElement(n) != null);
    if (mentionsMissingRuntime(text, companion.owner())) reporter.error(companion.owner(), Diagnostic.MISSING_RUNTIME, companion.name().simpleName());
    try {
      JavaFileObject file = filer.createSourceFile(companion.name().canonicalName(), companion.owner());
      try (Writer out = file.openWriter()) {
        out.write(text);
      }
    } catch (FilerException compiled) {
      reporter.error(companion.owner(), Diagnostic.COMPANION_EXISTS, companion.name().canonicalName());
    } catch (IOException e) {
      reporter.error(companion.owner(), Diagnostic.INTERNAL, e);
    }
  }

  private boolean mentionsMissingRuntime(String text, TypeElement owner) {
    return Stream.of(RuntimeNames.values()).map(RuntimeNames::owner).distinct().filter(text::contains)
        .anyMatch(name -> classes.visible(name, owner) == null);
  }

  private void add(Companion companion, Request r) {
    Request.Target target = r.target();
    if (target.wrt().isEmpty() && r.form().isDerivative()) return;
    Optional<Lowered> read = target.sound() ? lowered.computeIfAbsent(target.method().element(), _ -> lower(r.form(), target)) : Optional.empty();
    if (!target.sound()) frontEnd.inBody(target.method().element()).forEach(e -> reporter.error(e, r.form().suffix(), target.method().element()));
    Optional<Lowered> source = read.filter(l -> !r.form().isDerivative() || hasFloatResult(l, target));
    companion.madeFrom(source.map(l -> nameable(l.sources(), companion)).orElse(List.of()), r.composition());
    var attempt = new Attempt(target, source, options, reporter, frontEnd);
    try {
      switch (r) {
        case Request.Gradient g -> GradMembers.add(companion, g, attempt);
        case Request.Tangent t -> JvpMembers.add(companion, t, attempt);
        case Request.Pullback p -> VjpMembers.add(companion, p, attempt);
        case Request.Batch b -> VmapMembers.add(companion, b, attempt, reader, twins);
      }
    } catch (RuntimeException e) {
      Attempt.report(e, target, reporter);
    }
  }

  /** Says what could become of the loops of a method, in the order in which they were read. */
  private void explain(ExecutableElement m, Lowered source) {
    List<Fate> fates = new ArrayList<>(Passes.explained(source.func(), source.callees(), options));
    fates.sort(Comparator.comparingInt(f -> f.loop().loop()));
    for (Fate f : fates) {
      UserLoop loop = frontEnd.loop(f.loop().loop()).orElse(null);
      if (loop == null) continue;
      boolean jumps = loop.isLeft() && f.why() == Fate.Why.NOT_COUNTED;
      reporter.note(m, loop, Diagnostic.EXPLAINED, (jumps ? new Fate(f.loop(), f.outcome(), Fate.Why.LEFT_EARLY, List.of()) : f).text());
    }
  }

  /** The method's body as IR. */
  private Optional<Lowered> lower(Form form, Request.Target target) {
    ExecutableElement m = target.method().element();
    try {
      Lowered source = frontEnd.lower(m);
      frontEnd.changedSince(source.sources()).forEach(t -> reporter.warning(m, Diagnostic.CHANGED_SOURCE, t.getQualifiedName()));
      if (options.explain()) explain(m, source);
      return Optional.of(source);
    } catch (LoweringException e) {
      for (LoweringException one : e.all()) {
        if (one.getCause() == null) reporter.error(one, form.suffix(), m);
        else Attempt.report(one.getCause(), target, reporter);
      }
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      Attempt.report(e, target, reporter);
    }
    return Optional.empty();
  }

  private boolean hasFloatResult(Lowered method, Request.Target target) {
    if (method.hasFloatResult()) return true;
    reporter.error(new LoweringException(target.method().element(), Diagnostic.NO_FLOAT_RESULT, target.method().name()));
    return false;
  }

  /** Notes the names that the request will use; a name can be used by one method only. */
  private boolean claim(Request r, Map<String, ExecutableElement> methodOf, ClassName companion) {
    ExecutableElement m = r.target().method().element();
    for (String n : r.methodNames()) {
      ExecutableElement other = methodOf.putIfAbsent(n, m);
      if (other == null || other == m) continue;
      reporter.error(m, Diagnostic.NAME_COLLISION, other, m, companion.simpleName() + "." + n);
      return false;
    }
    return true;
  }

  /**
   * Whether there is a class of that name that a companion must not replace. What an earlier build left behind, even as source, is none.
   */
  private boolean isTaken(Plan plan, ClassName name, ExecutableElement at) {
    Plan other = written.putIfAbsent(name.canonicalName(), plan);
    if (other != null) {
      reporter.error(at, Diagnostic.COMPANION_SHARED, other.owner(), plan.owner(), name.canonicalName());
      return true;
    }
    TypeElement existing = classes.visible(name.canonicalName(), at);
    if (existing == null || Provenance.isOurs(existing)) return false;
    reporter.error(at, Diagnostic.COMPANION_EXISTS, name.canonicalName());
    return true;
  }

  private List<ClassName> nameable(Set<String> binaryNames, Companion companion) {
    var named = new ArrayList<ClassName>();
    for (String binary : binaryNames) {
      TypeElement t = classes.visible(binary.replace('$', '.'), companion.owner());
      if (t == null) t = classes.visible(binary, companion.owner());
      if (t == null || Classes.isPrivate(t)) continue;
      boolean samePackage = elements.getPackageOf(t).getQualifiedName().contentEquals(companion.name().packageName());
      if (!samePackage && !Classes.isPublic(t)) continue;
      named.add(ClassName.get(t));
      if (classes.isDeprecated(t)) companion.mentionsDeprecated();
    }
    return named;
  }

  private boolean mentionsDeprecated(ExecutableElement m) {
    return Stream.concat(Stream.of(m.getReturnType()), m.getParameters().stream().map(Element::asType))
        .anyMatch(t -> RequestReader.classesOf(t, new LinkedHashSet<>()).stream().anyMatch(classes::isDeprecated));
  }

  // ---- what does not exist yet ----

  /** Whether the method was refused for a name that nothing has. */
  private boolean mentionsUnknown(ExecutableElement m) {
    try {
      frontEnd.lower(m);
      return false;
    } catch (LoweringException e) {
      return e.mayCome();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      return false;
    }
  }
}
