package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * The Java types of parameters, results and record components, as the compiler's model has them, for the part of Java that Gradus
 * understands: scalars, enums, records and sealed interfaces of records without type parameters, arrays of these.
 */
public final class SignatureTypes {
  private final CanonicalConstructor constructors;
  private final FrontEnd frontEnd;
  private final Sources sources;
  private final Elements elements;
  private final Map<TypeElement, Optional<JavaType>> declared = new LinkedHashMap<>();
  private final Deque<TypeElement> open = new ArrayDeque<>();

  SignatureTypes(Elements elements, Sources sources, FrontEnd frontEnd) {
    this.elements = elements;
    this.frontEnd = frontEnd;
    this.sources = sources;
    this.constructors = new CanonicalConstructor(elements, sources);
  }

  /** The type that is mentioned in class {@code from}, or nothing if it is not one of those that Gradus understands. */
  public Optional<JavaType> of(TypeMirror type, TypeElement from) {
    int rank = 0;
    TypeMirror element = type;
    while (element instanceof ArrayType array) {
      element = array.getComponentType();
      rank++;
    }
    Kind kind = kind(element.getKind());
    if (kind != null) return Optional.of(new JavaType.Leaf(new ValueType(kind, rank), Range.named(element.toString())));
    if (!(element instanceof DeclaredType declared)) return Optional.empty();
    int dimensions = rank;
    return planned(declared, from).or(() -> declared(declared)).map(t -> t.array(dimensions));
  }

  /** What is to be said of a type that is not understood: the message and what goes into it. */
  public record Refused(Diagnostic why, Object... details) {}

  /** {@code of} is what has the type, or {@code null} in a body; {@code written} is how the type stands there. */
  public Refused refused(TypeMirror type, String written, Object of) {
    var fault = new TypeFault(this, sources);
    Optional<String> chance = TypeFault.chance(type);
    if (chance.isPresent()) return new Refused(Diagnostic.NOT_A_FUNCTION, chance.get());
    String shown = written + fault.of(type).map(f -> " (" + f + ")").orElse("");
    String cure = fault.cure(type);
    return of == null ? new Refused(Diagnostic.UNSUPPORTED_TYPE, shown, cure) : new Refused(Diagnostic.UNSUPPORTED_SIGNATURE, shown, of, cure);
  }

  /** The type as part of a companion; the compiler knows one that does not exist yet by the name that is written, another by its own. */
  private Optional<JavaType> planned(DeclaredType type, TypeElement from) {
    if (type.getKind() == TypeKind.ERROR) return frontEnd.resolver().planned(type.toString(), from);
    TypeElement e = (TypeElement) type.asElement();
    if (e.getKind() == ElementKind.RECORD && e.getEnclosingElement().getKind() == ElementKind.PACKAGE) {
      return frontEnd.planned().batch(e.getQualifiedName().toString());
    }
    return e.getEnclosingElement() instanceof TypeElement companion && frontEnd.planned().has(companion.getQualifiedName().toString())
        ? frontEnd.planned().type(companion.getQualifiedName().toString(), e.getSimpleName().toString()) : Optional.empty();
  }

  private static Kind kind(TypeKind kind) {
    return switch (kind) {
      case DOUBLE -> Kind.F64;
      case FLOAT -> Kind.F32;
      case LONG -> Kind.I64;
      case INT, BYTE, SHORT, CHAR -> Kind.I32;
      case BOOLEAN -> Kind.BOOL;
      default -> null;
    };
  }

  private Optional<JavaType> declared(DeclaredType type) {
    TypeElement e = (TypeElement) type.asElement();
    boolean isKnown = type.getKind() == TypeKind.DECLARED && (e.getKind() == ElementKind.RECORD || e.getKind() == ElementKind.ENUM || isSealed(e));
    if (!isKnown || !e.getTypeParameters().isEmpty() || open.contains(e)) return Optional.empty();
    Optional<JavaType> seen = declared.get(e);
    if (seen != null) return seen;
    String pack = elements.getPackageOf(e).getQualifiedName().toString();
    if (e.getKind() == ElementKind.ENUM) return Optional.of(new JavaType.Enumeration(pack, simpleNames(e), constants(e)));
    open.push(e);
    Optional<JavaType> result = isSealed(e) ? cases(e).map(cases -> new JavaType.Sum(pack, simpleNames(e), cases))
        : components(e).map(components -> new JavaType.Rec(pack, simpleNames(e), components, constructors.onlyAssigns(e)));
    open.pop();
    declared.put(e, result);
    return result;
  }

  private static List<String> constants(TypeElement e) {
    return e.getEnclosedElements().stream().filter(c -> c.getKind() == ElementKind.ENUM_CONSTANT).map(c -> c.getSimpleName().toString()).toList();
  }

  private static boolean isSealed(TypeElement e) {
    return e.getKind() == ElementKind.INTERFACE && e.getModifiers().contains(Modifier.SEALED);
  }

  /** The records that implement a sealed interface, each once, if nothing else does. */
  private Optional<List<JavaType.Rec>> cases(TypeElement sealed) {
    var cases = new LinkedHashSet<JavaType.Rec>();
    for (TypeMirror permitted : sources.permitted(sealed)) {
      switch (of(permitted, sealed).orElse(null)) {
        case JavaType.Rec r -> cases.add(r);
        case JavaType.Sum s -> cases.addAll(s.cases());
        case null, default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(List.copyOf(cases));
  }

  private Optional<List<JavaType.Component>> components(TypeElement e) {
    var components = new ArrayList<JavaType.Component>();
    for (RecordComponentElement c : e.getRecordComponents()) {
      Optional<JavaType> type = of(c.asType(), e);
      if (type.isEmpty()) return Optional.empty();
      components.add(new JavaType.Component(c.getSimpleName().toString(), type.get()));
    }
    return Optional.of(components);
  }

  private static List<String> simpleNames(TypeElement e) {
    var names = new ArrayList<String>();
    for (Element at = e; at instanceof TypeElement t; at = t.getEnclosingElement()) names.addFirst(t.getSimpleName().toString());
    return names;
  }
}
