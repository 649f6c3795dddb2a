package dev.gradus.processor;

import dev.gradus.Mode;
import dev.gradus.processor.emit.JavaEmitter;
import dev.gradus.processor.frontend.FrontEnd;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.RecordBorder;
import dev.gradus.processor.frontend.SignatureTypes;
import dev.gradus.processor.frontend.Reporter;
import dev.gradus.processor.frontend.LoweringException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Reads annotations into requests, each once, and says what is wrong with them when asked, at the annotation's value where there is one to
 * point at. What a request lacks is made up (the first parameter for an unknown one), so that its companion still gets signatures.
 */
final class RequestReader {
  private final Elements elements;
  private final FrontEnd frontEnd;
  private final Reporter reporter;
  private final Map<Asked, Request> requests = new HashMap<>();
  private final Map<Request, List<Problem>> problems = new HashMap<>();
  private final Set<Asked> open = new HashSet<>();

  RequestReader(Elements elements, FrontEnd frontEnd, Reporter reporter) {
    this.elements = elements;
    this.frontEnd = frontEnd;
    this.reporter = reporter;
  }

  FrontEnd frontEnd() {
    return frontEnd;
  }

  private record Asked(Form form, ExecutableElement method) {}

  private record Problem(Element at, AnnotationValue value, Diagnostic why, Object... details) {}

  Request read(Form form, ExecutableElement e) {
    var asked = new Asked(form, e);
    Request known = requests.get(asked);
    if (known != null) return known;
    open.add(asked);
    var reading = new Reading(form, e);
    Request r = reading.request();
    open.remove(asked);
    requests.put(asked, r);
    problems.put(r, reading.found);
    return r;
  }

  /** Whether this is asked while the signature of the method itself is being read. */
  boolean isReading(Form form, ExecutableElement e) {
    return open.contains(new Asked(form, e));
  }

  void report(Request r) {
    for (Problem p : problems.get(r)) {
      reporter.error(p.at(), p.value() == null ? null : r.target().annotation(), p.value(), p.why(), p.details());
    }
  }

  /** Why the request is not sound, for those who depend on it. */
  LoweringException refusal(Request r) {
    if (problems.get(r).isEmpty() && r instanceof Request.Batch b && b.of().isPresent()) return refusal(b.of().get());
    Problem first = problems.get(r).getFirst();
    return new LoweringException(first.at(), first.why(), first.details());
  }

  /** One annotation on one method. */
  private final class Reading {
    private final Form form;
    private final Method method;
    private final AnnotationMirror annotation;
    private final List<Problem> found = new ArrayList<>();

    Reading(Form form, ExecutableElement e) {
      this.form = form;
      this.method = Method.of(e, frontEnd, t -> isNameable(t, (TypeElement) e.getEnclosingElement()));
      this.annotation = e.getAnnotationMirrors().stream().filter(a -> isA(a, form)).findFirst().orElseThrow();
    }

    Request request() {
      checkMethod();
      checkTypes();
      if (form == Form.VMAP) return batch();
      List<String> wrt = wrt();
      boolean forward = value("mode").filter(m -> m.getValue().toString().equals(Mode.FORWARD.name())).isPresent();
      Optional<? extends AnnotationValue> aux = value("hasAux").filter(v -> v.getValue().equals(true));
      if (form == Form.GRAD && found.isEmpty()) {
        if (aux.isPresent() && !hasAux(method.returns())) refuse(Diagnostic.NO_AUX, aux.get(), method.name(), method.returnName());
        if (aux.isEmpty() && !isScalar(method.returns())) refuse(Diagnostic.RESULT_NOT_SCALAR, null, method.name(), method.returnName());
      }
      for (String w : wrt) method.argument(w).flatMap(Method.Argument::type).ifPresent(this::checkConstructors);
      if (form != Form.GRAD) method.returns().ifPresent(this::checkConstructors);
      String name = name();
      var target = new Request.Target(method, annotation, name, wrt, value("wrt").isPresent(), found.isEmpty());
      return switch (form) {
        case GRAD -> new Request.Gradient(target, forward, aux.isPresent());
        case JVP -> new Request.Tangent(target);
        case VJP -> new Request.Pullback(target);
        case VMAP -> throw new IllegalStateException();
      };
    }

    private Request batch() {
      var batches = new BatchReader(method, RequestReader.this, this::refuse, value("axes"));
      Optional<Request> of = batches.below();
      List<Method.Argument> parameters = batches.parameters(of);
      List<ComponentAxes> in = batches.in(parameters, value("in"));
      String name = name();
      boolean sound = found.isEmpty() && of.stream().allMatch(r -> r.target().sound());
      var target = new Request.Target(method, annotation, name, List.of(), false, sound);
      return new Request.Batch(target, parameters, in, batches.out(value("out")), batches.outOf(), of);
    }

    private void checkMethod() {
      Set<Modifier> modifiers = method.element().getModifiers();
      if (!modifiers.contains(Modifier.STATIC)) refuse(Diagnostic.NON_STATIC_METHOD, null, method.name());
      else if (modifiers.contains(Modifier.NATIVE)) refuse(Diagnostic.NO_BODY, null, method.name());
      if (!method.element().getTypeParameters().isEmpty()) refuse(Diagnostic.GENERIC_METHOD, null, method.name());
      if (method.arguments().isEmpty() && form.isDerivative()) refuse(Diagnostic.NO_PARAMETERS, null, method.name());
    }

    private void checkTypes() {
      for (int i = 0; i < method.arguments().size(); i++) {
        VariableElement p = method.element().getParameters().get(i);
        checkType(p, "this parameter", p.asType(), method.arguments().get(i).type());
        String name = method.arguments().get(i).name();
        if (JavaEmitter.MENTIONED.contains(name)) found.add(new Problem(p, null, Diagnostic.HIDES_CLASS, name));
      }
      TypeMirror returns = method.element().getReturnType();
      if (returns.getKind() != TypeKind.VOID) checkType(method.element(), "the result", returns, method.returns());
    }

    private void checkType(Element at, String what, TypeMirror type, Optional<JavaType> understood) {
      understood.ifPresent(t -> checkRecords(at, t, at == method.element()));
      if (understood.isPresent() || !method.element().getTypeParameters().isEmpty()) return;
      Optional<TypeElement> hidden = hidden(type, method.owner());
      if (hidden.isEmpty() && frontEnd.isFunction(type, method.owner())) {
        found.add(new Problem(at, null, Diagnostic.FUNCTION_PARAMETER, what, type));
        return;
      }
      if (hidden.isPresent()) {
        found.add(new Problem(at, null, Diagnostic.PRIVATE_TYPE, hidden.get().getSimpleName(), what));
      } else {
        SignatureTypes.Refused r = frontEnd.types().refused(type, type.toString(), what);
        found.add(new Problem(at, null, r.why(), r.details()));
      }
    }

    /** Companions take records apart by their accessors, and make results by their constructors. */
    private void checkRecords(Element at, JavaType type, boolean isResult) {
      if (RecordBorder.hasSmallArrays(type)) found.add(new Problem(at, null, Diagnostic.SMALL_ARRAY, Method.typeName(type).toString()));
      frontEnd.border().ownAccessor(type).ifPresent(c -> found.add(new Problem(at, null, Diagnostic.EXPLICIT_ACCESSOR, c.name(), c.record())));
      if (isResult) {
        frontEnd.border().changing(type).ifPresent(r -> found.add(new Problem(at, null, Diagnostic.EXPLICIT_CONSTRUCTOR, r)));
      }
    }

    /** Records of a sealed interface must be able to hold derivatives. */
    private void checkConstructors(JavaType type) {
      DerivativeTypes.withoutTwin(type).ifPresent(r -> refuse(Diagnostic.EXPLICIT_CONSTRUCTOR, null, String.join(".", r.simpleNames())));
    }

    private List<String> wrt() {
      List<AnnotationValue> written = value("wrt").map(v -> list(v)).orElse(List.of());
      var wrt = new LinkedHashSet<String>();
      for (AnnotationValue v : written) {
        String name = (String) v.getValue();
        Optional<Method.Argument> argument = method.argument(name);
        if (argument.isEmpty()) refuse(Diagnostic.UNKNOWN_WRT, v, name, names());
        else if (!argument.get().isFloat()) refuse(Diagnostic.WRT_NOT_FLOAT, v, name, argument.get().typeName());
        else if (!wrt.add(name)) refuse(Diagnostic.DUPLICATE_WRT, v, name);
      }
      if (wrt.isEmpty() && !method.arguments().isEmpty()) {
        Method.Argument first = method.arguments().getFirst();
        if (written.isEmpty() && !first.isFloat()) refuse(Diagnostic.NO_FLOAT_PARAMETER, null, method.name());
        wrt.add(first.name());
      }
      return List.copyOf(wrt);
    }

    private String name() {
      Optional<? extends AnnotationValue> written = value("name");
      if (written.isEmpty() || written.get().getValue().equals("")) return method.name();
      String name = (String) written.get().getValue();
      if (SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name)) return name;
      refuse(Diagnostic.BAD_NAME, written.get(), name);
      return method.name();
    }

    private String names() {
      return method.arguments().stream().map(Method.Argument::name).collect(Collectors.joining(", "));
    }

    private Optional<? extends AnnotationValue> value(String name) {
      return RequestReader.value(annotation, name);
    }

    private void refuse(Diagnostic why, AnnotationValue at, Object... details) {
      found.add(new Problem(method.element(), at, why, details));
    }
  }

  private boolean isNameable(TypeMirror type, TypeElement from) {
    TypeMirror element = type;
    while (element instanceof ArrayType array) element = array.getComponentType();
    return element.getKind() != TypeKind.TYPEVAR && hidden(type, from).isEmpty();
  }

  /** A class or record of which the type consists, and which a companion of {@code from} cannot name. */
  private Optional<TypeElement> hidden(TypeMirror type, TypeElement from) {
    return classesOf(type, new LinkedHashSet<>()).stream().filter(t -> !isAccessible(t, from)).findFirst();
  }

  private boolean isAccessible(TypeElement type, TypeElement from) {
    boolean samePackage = elements.getPackageOf(type).equals(elements.getPackageOf(from));
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE) || !samePackage && !at.getModifiers().contains(Modifier.PUBLIC)) return false;
    }
    return true;
  }

  private static boolean isScalar(Optional<JavaType> type) {
    return type.isPresent() && type.get() instanceof JavaType.Leaf(var leaf, _) && leaf.isFloat() && !leaf.isArray();
  }

  /** Whether it is a record of a scalar and something else. */
  private static boolean hasAux(Optional<JavaType> type) {
    return type.isPresent() && type.get() instanceof JavaType.Rec r && r.components().size() > 1
        && isScalar(Optional.of(r.components().getFirst().type()));
  }

  static boolean isA(AnnotationMirror a, Form form) {
    return ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(form.annotation().getName());
  }

  /** Which companion the annotation asks for, if it does. */
  static Optional<Form> form(AnnotationMirror a) {
    return Arrays.stream(Form.values()).filter(f -> isA(a, f)).findFirst();
  }

  /** What is written for an element of the annotation. */
  static Optional<? extends AnnotationValue> value(AnnotationMirror annotation, String name) {
    return annotation.getElementValues().entrySet().stream().filter(v -> v.getKey().getSimpleName().contentEquals(name))
        .map(v -> (AnnotationValue) v.getValue()).findFirst();
  }

  static List<AnnotationValue> list(AnnotationValue v) {
    return v.getValue() instanceof List<?> values ? new ArrayList<>(values.stream().map(AnnotationValue.class::cast).toList()) : List.of(v);
  }

  /** Every class that the type mentions, in its components too; those that do not exist yet are none. */
  static Set<TypeElement> classesOf(TypeMirror type, Set<TypeElement> found) {
    switch (type) {
      case ArrayType array -> classesOf(array.getComponentType(), found);
      case DeclaredType declared when type.getKind() == TypeKind.DECLARED && declared.asElement() instanceof TypeElement e && found.add(e) -> {
        e.getRecordComponents().forEach(c -> classesOf(c.asType(), found));
        e.getPermittedSubclasses().forEach(p -> classesOf(p, found));
      }
      default -> {}
    }
    return found;
  }
}
