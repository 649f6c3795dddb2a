package dev.gradus.processor.frontend;

import static java.util.Map.entry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * What keeps a type from being understood, and what to write instead, for the message that refuses it: a record with one component too
 * many is named with that component, however deep it lies. Of the library's types only the cure is said: what it is its user knows.
 */
final class TypeFault {
  static final String ANYTHING = "use numbers, booleans, enums, records and sealed interfaces of these, or arrays of them";
  private static final String TEXT = "write an enum where text chooses between cases, else keep it in the caller";
  private static final String ABSENT = "write a number, and a boolean that says whether it is there";

  private static final Set<String> CHANCE = Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom",
      "java.util.random.RandomGenerator", "java.util.concurrent.ThreadLocalRandom");
  private static final Map<String, String> NUMBERS = Map.ofEntries(entry("java.lang.Double", "double"), entry("java.lang.Float", "float"),
      entry("java.lang.Integer", "int"), entry("java.lang.Long", "long"), entry("java.lang.Boolean", "boolean"),
      entry("java.lang.Byte", "byte"), entry("java.lang.Short", "short"), entry("java.lang.Character", "char"),
      entry("java.lang.Number", "double"), entry("java.lang.Object", "double, or what the value is"), entry("java.math.BigDecimal", "double"),
      entry("java.math.BigInteger", "long"), entry("java.util.concurrent.atomic.AtomicInteger", "int"),
      entry("java.util.concurrent.atomic.AtomicLong", "long"), entry("java.util.concurrent.atomic.DoubleAdder", "double"));
  private static final Map<String, String> OTHERS = Map.of("java.lang.String", TEXT, "java.lang.CharSequence", TEXT,
      "java.lang.StringBuilder", TEXT, "java.util.Optional", ABSENT, "java.util.OptionalDouble", ABSENT, "java.util.OptionalInt", ABSENT);

  private final SignatureTypes types;
  private final Sources sources;
  private final Deque<TypeElement> open = new ArrayDeque<>();

  TypeFault(SignatureTypes types, Sources sources) {
    this.types = types;
    this.sources = sources;
  }

  /** What is to be said of the type. */
  Optional<String> of(TypeMirror type) {
    TypeMirror element = type;
    while (element instanceof ArrayType array) element = array.getComponentType();
    if (element.getKind() != TypeKind.DECLARED) return Optional.empty();
    TypeElement e = (TypeElement) ((DeclaredType) element).asElement();
    if (e.getQualifiedName().toString().startsWith("java.")) return Optional.empty();
    if (!e.getTypeParameters().isEmpty()) return Optional.of(e.getSimpleName() + " has type parameters");
    if (open.contains(e)) return Optional.of(e.getSimpleName() + " may hold another " + e.getSimpleName() + ", and how many is not known");
    open.push(e);
    try {
      return e.getKind() == ElementKind.RECORD ? ofRecord(e)
          : e.getKind() != ElementKind.INTERFACE ? Optional.of(e.getSimpleName() + " is a class, not a record")
          : e.getModifiers().contains(Modifier.SEALED) ? ofCases(e) : Optional.of(e.getSimpleName() + " is an interface that is not sealed");
    } finally {
      open.pop();
    }
  }

  // ---- what to write instead ----

  /** The name of a class whose objects give other numbers at each call, if the type is one. */
  static Optional<String> chance(TypeMirror type) {
    return isChance(type) ? Optional.of(simple(name(type))) : Optional.empty();
  }

  static boolean isChance(TypeMirror type) {
    return CHANCE.contains(name(type));
  }

  /** What to write instead of the type. */
  String cure(TypeMirror type) {
    String dimensions = "[]".repeat(rank(type));
    String name = name(type);
    if (NUMBERS.containsKey(name)) return "write " + NUMBERS.get(name) + dimensions;
    if (OTHERS.containsKey(name)) return OTHERS.get(name);
    if (!(element(type) instanceof DeclaredType declared)) return ANYTHING;
    TypeElement e = (TypeElement) declared.asElement();
    if (name.startsWith("java.util.stream.")) return "write a for loop";
    if (name.startsWith("java.util.") && name.endsWith("Map")) return "write an array in which the index is the key, or a record";
    if ((name.startsWith("java.util.") || name.equals("java.lang.Iterable")) && isMany(e)) return "write " + of(declared) + "[]" + dimensions;
    if (name.startsWith("java.")) return ANYTHING;
    if (!e.getTypeParameters().isEmpty()) return "write one without type parameters";
    if (open.contains(e) || holdsItself(e, new LinkedHashSet<>())) {
      return "keep all of them in an array, in which one knows another by its index";
    }
    return switch (e.getKind()) {
      case CLASS -> "make it a record: record " + e.getSimpleName() + "(" + fields(e) + ") {}";
      case INTERFACE -> e.getModifiers().contains(Modifier.SEALED) ? "let only records implement it"
          : "make it sealed, and let only records implement it";
      case RECORD -> e.getRecordComponents().stream().filter(c -> types.of(c.asType(), e).isEmpty()).findFirst()
          .map(c -> cure(c.asType()) + " for '" + c.getSimpleName() + "'").orElse(ANYTHING);
      default -> ANYTHING;
    };
  }

  private static boolean isMany(TypeElement e) {
    return e.getTypeParameters().size() == 1;
  }

  /** What a list is a list of, as an element of an array. */
  private String of(DeclaredType list) {
    if (list.getTypeArguments().isEmpty() || list.getTypeArguments().getFirst().getKind() == TypeKind.TYPEVAR) return "double";
    TypeMirror of = list.getTypeArguments().getFirst();
    if (element(of) instanceof DeclaredType inner && isMany((TypeElement) inner.asElement())) return of(inner) + "[]";
    String name = name(of);
    return NUMBERS.getOrDefault(name, name.isEmpty() ? of.toString() : simple(name)) + "[]".repeat(rank(of));
  }

  private static String fields(TypeElement e) {
    return ElementFilter.fieldsIn(e.getEnclosedElements()).stream().filter(f -> !f.getModifiers().contains(Modifier.STATIC))
        .map(f -> simple(f.asType().toString()) + " " + f.getSimpleName()).collect(Collectors.joining(", "));
  }

  private boolean holdsItself(TypeElement e, Set<TypeElement> around) {
    if (e.getQualifiedName().toString().startsWith("java.")) return false;
    if (!around.add(e)) return true;
    Stream<TypeMirror> parts = Stream.concat(e.getRecordComponents().stream().map(Element::asType), sources.permitted(e).stream());
    Stream<TypeMirror> all = e.getKind() != ElementKind.CLASS ? parts : ElementFilter.fieldsIn(e.getEnclosedElements()).stream()
        .filter(f -> !f.getModifiers().contains(Modifier.STATIC)).map(Element::asType);
    boolean holds = all.anyMatch(t -> element(t) instanceof DeclaredType d && holdsItself((TypeElement) d.asElement(), around));
    around.remove(e);
    return holds;
  }

  private static int rank(TypeMirror type) {
    return type instanceof ArrayType a ? 1 + rank(a.getComponentType()) : 0;
  }

  private static TypeMirror element(TypeMirror type) {
    return type instanceof ArrayType a ? element(a.getComponentType()) : type.getKind() == TypeKind.DECLARED ? type : null;
  }

  /** The full name of the class, or nothing. */
  private static String name(TypeMirror type) {
    return element(type) instanceof DeclaredType d ? ((TypeElement) d.asElement()).getQualifiedName().toString() : "";
  }

  private static String simple(String name) {
    return name.replaceAll("(\\w+\\.)+", "");
  }

  // ---- what is wrong ----

  private Optional<String> ofRecord(TypeElement e) {
    return e.getRecordComponents().stream().filter(c -> types.of(c.asType(), e).isEmpty()).findFirst()
        .map(c -> of(c.asType()).orElse("component '" + c.getSimpleName() + "' of " + e.getSimpleName() + " is a " + c.asType()));
  }

  private Optional<String> ofCases(TypeElement sealed) {
    return sources.permitted(sealed).stream().filter(p -> types.of(p, sealed).isEmpty()).flatMap(p -> of(p).stream())
        .findFirst();
  }
}
