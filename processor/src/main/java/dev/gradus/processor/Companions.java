package dev.gradus.processor;

import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Lowered;
import dev.gradus.processor.frontend.LoweringException;
import dev.gradus.processor.frontend.Planned;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.frontend.SourceRoots;
import dev.gradus.processor.transform.Options;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The companions that there will be. A name leads to the annotated class that it is made from, and its annotations say the rest; so a
 * companion is known before it is written, and also where only the class file of the annotated class is seen.
 */
public final class Companions implements Planned {
  private final Elements elements;
  private final FrontEnd frontEnd;
  private final RequestReader reader;
  private final Options options;
  private final Map<String, Optional<Plan>> plans = new HashMap<>();

  /** Those of one round, known to a front end of their own. */
  public Companions(ProcessingEnvironment env, Reporter reporter, Options options) {
    this(env, new SourceRoots(), reporter, options);
  }

  Companions(ProcessingEnvironment env, SourceRoots roots, Reporter reporter, Options options) {
    this.elements = env.getElementUtils();
    this.options = options;
    this.frontEnd = new FrontEnd(env, roots);
    this.reader = new RequestReader(elements, frontEnd, reporter);
    frontEnd.plan(this);
  }

  public FrontEnd frontEnd() {
    return frontEnd;
  }

  RequestReader reader() {
    return reader;
  }

  @Override
  public boolean has(String companion) {
    return plan(companion).isPresent();
  }

  @Override
  public Optional<Derived> method(String companion, String name) throws LoweringException {
    Plan plan = plan(companion).orElse(null);
    if (plan == null) return Optional.empty();
    for (ExecutableElement m : methods(plan)) {
      Request r = reader.read(plan.form(), m);
      if (!r.methodNames().contains(name)) continue;
      TypeMirror missing = unresolved(m);
      if (missing != null) throw new LoweringException(m, Diagnostic.UNRESOLVED_TYPE, missing, m.getSimpleName());
      return Optional.of(new CompanionMethod(plan.form().companion(r.target().method().owner()), r, name, reader, options));
    }
    return Optional.empty();
  }

  @Override
  public Optional<JavaType> type(String companion, String name) {
    return typed(companion, name).map(Typed::type);
  }

  /** A companion's record, and the request that it comes from. */
  record Typed(JavaType type, Request request) {}

  Optional<Typed> typed(String companion, String name) {
    Plan plan = plan(companion).orElse(null);
    if (plan == null || !plan.form().isDerivative()) return Optional.empty();
    for (ExecutableElement m : methods(plan)) {
      if (reader.isReading(plan.form(), m)) continue;
      Request r = reader.read(plan.form(), m);
      boolean fits = name.startsWith(Names.capital(r.target().name())) || name.endsWith(DerivativeTypes.suffix(plan.form()));
      if (!r.target().sound() || !fits) continue;
      Optional<Lowered> lowered = r instanceof Request.Gradient ? Optional.empty() : lower(m);
      Optional<JavaType> type = CompanionTypes.of(r).named(name, lowered);
      if (type.isPresent()) return Optional.of(new Typed(type.get(), r));
    }
    return Optional.empty();
  }

  // ---- twins, which hold batches of records ----

  @Override
  public Optional<JavaType> batch(String twin) {
    TypeElement existing = twin.contains(BatchTypes.SUFFIX) ? elements.getTypeElement(twin) : null;
    return existing != null && !Provenance.isOurs(existing) ? Optional.empty() : twin(twin).map(BatchTypes.Twin::batch);
  }

  @Override
  public Optional<JavaType.Rec> lane(String twin) {
    return twin(twin).map(BatchTypes.Twin::lane);
  }

  /** By its name. */
  private Optional<BatchTypes.Twin> twin(String name) {
    int dot = name.lastIndexOf('.');
    return BatchTypes.named(name, record -> record.length() <= dot + 1 ? Optional.empty()
        : record(record.substring(0, dot + 1), record.substring(dot + 1)).or(() -> batch(record)));
  }

  /** The record called {@code A_B_C}, in which an underscore may stand for a dot. */
  private Optional<JavaType> record(String outer, String name) {
    for (int cut = name.length(); cut > 0; cut = name.lastIndexOf('_', cut - 1)) {
      String head = outer + name.substring(0, cut);
      if (cut < name.length() && has(head)) return type(head, name.substring(cut + 1));
      TypeElement t = elements.getTypeElement(head);
      if (t == null) continue;
      Optional<JavaType> found = cut < name.length() ? record(head + ".", name.substring(cut + 1))
          : t.getKind() == ElementKind.RECORD ? frontEnd.types().of(t.asType(), t) : Optional.empty();
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  /** The request that a companion's record comes from; nothing for other records. */
  Optional<Request> request(JavaType.Rec r) {
    if (r.simpleNames().size() != 2) return Optional.empty();
    String companion = (r.packageName().isEmpty() ? "" : r.packageName() + ".") + r.simpleNames().getFirst();
    return typed(companion, r.simpleNames().getLast()).map(Typed::request);
  }

  private Optional<Lowered> lower(ExecutableElement m) {
    try {
      return frontEnd.isReading(m) ? Optional.empty() : Optional.of(frontEnd.lower(m));
    } catch (LoweringException e) {
      return Optional.empty();
    }
  }

  /** The annotated methods. */
  List<ExecutableElement> methods(Plan plan) {
    return annotated(elements.getTypeElement(plan.owner()), plan.form());
  }

  private static List<ExecutableElement> annotated(TypeElement owner, Form form) {
    return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .filter(m -> m.getAnnotationMirrors().stream().anyMatch(a -> RequestReader.isA(a, form))).toList();
  }

  // ---- from the name of a companion to the class it is made from ----

  private Optional<Plan> plan(String companion) {
    Optional<Plan> known = plans.get(companion);
    if (known == null) {
      known = find(companion);
      plans.put(companion, known);
    }
    return known;
  }

  private Optional<Plan> find(String companion) {
    for (Form form : Form.values()) {
      if (!companion.endsWith(form.suffix())) continue;
      String owner = companion.substring(0, companion.length() - form.suffix().length());
      int dot = owner.lastIndexOf('.');
      return owner(owner.substring(0, dot + 1), owner.substring(dot + 1), form)
          .map(t -> new Plan(t.getQualifiedName().toString(), form));
    }
    return Optional.empty();
  }

  /** The annotated class called {@code A_B_C}, in which an underscore may stand for a dot. */
  private Optional<TypeElement> owner(String outer, String name, Form form) {
    for (int cut = name.length(); cut > 0; cut = name.lastIndexOf('_', cut - 1)) {
      TypeElement t = elements.getTypeElement(outer + name.substring(0, cut));
      if (t == null) continue;
      Optional<TypeElement> found = cut < name.length() ? owner(t.getQualifiedName() + ".", name.substring(cut + 1), form)
          : Optional.of(t).filter(o -> !annotated(o, form).isEmpty());
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  // ---- what does not exist yet ----

  /** The first type in the signature that is not found, or null. */
  TypeMirror unresolved(ExecutableElement m) {
    var seen = new HashSet<Element>();
    TypeElement from = (TypeElement) m.getEnclosingElement();
    if (isUnresolved(m.getReturnType(), from, seen)) return m.getReturnType();
    return m.getParameters().stream().map(Element::asType).filter(t -> isUnresolved(t, from, seen)).findFirst().orElse(null);
  }

  private boolean isUnresolved(TypeMirror type, TypeElement from, Set<Element> seen) {
    return switch (type) {
      case ArrayType array -> isUnresolved(array.getComponentType(), from, seen);
      case DeclaredType declared when declared.getKind() == TypeKind.DECLARED && seen.add(declared.asElement()) -> {
        TypeElement e = (TypeElement) declared.asElement();
        yield e.getRecordComponents().stream().anyMatch(c -> isUnresolved(c.asType(), e, seen))
            || e.getPermittedSubclasses().stream().anyMatch(p -> isUnresolved(p, e, seen));
      }
      default -> type.getKind() == TypeKind.ERROR && frontEnd.types().of(type, from).isEmpty();
    };
  }
}
