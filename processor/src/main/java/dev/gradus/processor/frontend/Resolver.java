package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.eclipse.jdt.core.dom.ArrayType;
import org.eclipse.jdt.core.dom.ImportDeclaration;
import org.eclipse.jdt.core.dom.NameQualifiedType;
import org.eclipse.jdt.core.dom.ParameterizedType;
import org.eclipse.jdt.core.dom.PrimitiveType;
import org.eclipse.jdt.core.dom.QualifiedType;
import org.eclipse.jdt.core.dom.SimpleName;
import org.eclipse.jdt.core.dom.SimpleType;
import org.eclipse.jdt.core.dom.Type;

/**
 * Names in source text to elements of the compiler's model, by Java's rules: the enclosing classes and what they inherit from the inside
 * out, then single imports, the package, imports on demand, {@code java.lang}.
 */
final class Resolver {
  /** Where the runtime has plain Java for methods of the JDK. */
  static final String STAND_INS = "dev.gradus.jdk.";

  private final Elements elements;
  private final Types types;
  private final Sources sources;
  private final FrontEnd frontEnd;
  private final Map<TypeElement, List<? extends Element>> members = new LinkedHashMap<>();

  Resolver(Elements elements, Types types, Sources sources, FrontEnd frontEnd) {
    this.elements = elements;
    this.types = types;
    this.sources = sources;
    this.frontEnd = frontEnd;
  }

  Types types() {
    return types;
  }

  /** Declared and inherited members of that name; the compiler's list has those that are hidden, too (JLS 8.3, 8.4.8, 8.5). */
  private <T extends Element> List<T> members(TypeElement type, String name, Function<List<? extends Element>, List<T>> kind) {
    List<T> named = kind.apply(members(type)).stream().filter(m -> m.getSimpleName().contentEquals(name)).toList();
    return named.size() < 2 ? named : named.stream().filter(m -> named.stream().noneMatch(o -> elements.hides(o, m))).toList();
  }

  private List<? extends Element> members(TypeElement type) {
    List<? extends Element> known = members.get(type);
    if (known == null) {
      known = List.copyOf(elements.getAllMembers(type));
      members.put(type, known);
    }
    return known;
  }

  /** Whether code of class {@code from} may name what is imported; what is inherited is found before that. */
  private boolean isAccessible(Element e, TypeElement from) {
    boolean near = packageOf(e).equals(packageOf(from));
    for (Element at = e; at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
      boolean here = near && (!at.getModifiers().contains(Modifier.PRIVATE) || SourceFinder.topLevel(from).equals(topLevel(e)));
      if (!at.getModifiers().contains(Modifier.PUBLIC) && !here) return false;
    }
    return true;
  }

  private static TypeElement topLevel(Element e) {
    return SourceFinder.topLevel(e instanceof TypeElement t ? t : (TypeElement) e.getEnclosingElement());
  }

  // ---- types ----

  /** The class called {@code name}, with or without its package or outer classes, in code of class {@code from}. */
  Optional<TypeElement> type(String name, TypeElement from) {
    int dot = name.indexOf('.');
    if (dot < 0) return simpleType(name, from);
    Optional<TypeElement> head = simpleType(name.substring(0, dot), from);
    if (head.isEmpty()) return Optional.ofNullable(elements.getTypeElement(name));
    TypeElement t = head.get();
    for (String part : name.substring(dot + 1).split("\\.")) {
      Optional<TypeElement> nested = nested(t, part);
      if (nested.isEmpty()) return nested;
      t = nested.get();
    }
    return Optional.of(t);
  }

  PackageElement packageOf(Element e) {
    return elements.getPackageOf(e);
  }

  private Optional<TypeElement> nested(TypeElement in, String name) {
    return members(in, name, ElementFilter::typesIn).stream().findFirst();
  }

  private Optional<TypeElement> simpleType(String name, TypeElement from) {
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      Optional<TypeElement> nested = nested(t, name);
      if (nested.isPresent()) return nested;
      if (t.getSimpleName().contentEquals(name)) return Optional.of(t);
    }
    return imports(from, false, false).filter(i -> i.endsWith("." + name)).map(elements::getTypeElement)
        .filter(t -> t != null).findFirst()
        .or(() -> single(name, from).flatMap(i -> imported(i, from, t -> nested(t, name).stream().toList())).findFirst())
        .or(() -> inPackage(elements.getPackageOf(from).getQualifiedName().toString(), name))
        .or(() -> Stream.concat(imports(from, false, true).flatMap(p -> inPackage(p, name).stream()).filter(t -> isAccessible(t, from)),
            imports(from, true, true).flatMap(i -> imported(i, from, t -> nested(t, name).stream().toList()))).findFirst())
        .or(() -> inPackage("java.lang", name));
  }

  /** The classes from which members of that name are imported. */
  private Stream<String> single(String name, TypeElement from) {
    return imports(from, true, false).filter(i -> i.endsWith("." + name)).map(i -> i.substring(0, i.length() - name.length() - 1));
  }

  private Optional<TypeElement> inPackage(String pack, String name) {
    return Optional.ofNullable(elements.getTypeElement(pack.isEmpty() ? name : pack + "." + name));
  }

  private Stream<String> imports(TypeElement from, boolean isStatic, boolean onDemand) {
    List<?> all = sources.unit(from).map(u -> (List<?>) u.tree().imports()).orElse(List.of());
    return all.stream().map(ImportDeclaration.class::cast).filter(i -> i.isStatic() == isStatic && i.isOnDemand() == onDemand)
        .map(i -> i.getName().getFullyQualifiedName());
  }

  /** The type as written, if it is one that Gradus understands. */
  Optional<JavaType> javaType(Type type, Body in) {
    return switch (type) {
      case PrimitiveType p -> scalar(p).map(s -> s);
      case ArrayType a -> javaType(a.getElementType(), in).map(t -> t.array(a.getDimensions()));
      case SimpleType s -> record(s.getName().getFullyQualifiedName(), Expressions.last(s.getName()), in);
      case QualifiedType q -> record(q.toString(), q.getName(), in);
      case NameQualifiedType q -> record(q.toString(), q.getName(), in);
      default -> Optional.empty();
    };
  }

  /** The type as the compiler's model has it: classes with type arguments too, and arrays of primitives among these. */
  Optional<TypeMirror> mirror(Type type, TypeElement from) {
    return switch (type) {
      case PrimitiveType p -> scalar(p).map(s -> types.getPrimitiveType(TypeKind.valueOf(s.java().toUpperCase(Locale.ROOT))));
      case ArrayType a -> mirror(a.getElementType(), from).map(t -> array(t, a.getDimensions()));
      case SimpleType s -> type(s.getName().getFullyQualifiedName(), from).map(TypeElement::asType);
      case QualifiedType q -> type(q.toString(), from).map(TypeElement::asType);
      case NameQualifiedType q -> type(q.toString(), from).map(TypeElement::asType);
      case ParameterizedType p -> {
        List<TypeMirror> args = Scan.nodes(p.typeArguments(), Type.class).stream().flatMap(t -> mirror(t, from).stream()).toList();
        yield args.size() != p.typeArguments().size() ? Optional.empty()
            : type(p.getType().toString(), from).filter(e -> e.getTypeParameters().size() == args.size())
                .map(e -> types.getDeclaredType(e, args.toArray(TypeMirror[]::new)));
      }
      default -> Optional.empty();
    };
  }

  private Optional<JavaType> record(String name, SimpleName at, Body in) {
    Optional<JavaType> planned = planned(name, in.owner);
    if (planned.isPresent()) return planned;
    Optional<TypeElement> type = type(name, in.owner);
    type.ifPresent(t -> in.bound(at, t));
    return type.flatMap(this::javaType);
  }

  Optional<JavaType> javaType(TypeElement type) {
    return frontEnd.types().of(type.asType(), type);
  }

  private static Optional<JavaType.Leaf> scalar(PrimitiveType p) {
    Range range = Range.named(p.toString());
    if (range != Range.ALL) return Optional.of(new JavaType.Leaf(ValueType.I32, range));
    return Stream.of(Kind.values()).filter(k -> k.java().equals(p.toString())).findFirst().map(k -> new JavaType.Leaf(ValueType.scalar(k)));
  }

  // ---- companions, which may not exist yet ----

  /** The qualified name of the companion called {@code name}, with or without its package, in code of class {@code from}. */
  Optional<String> companion(String name, TypeElement from) {
    Planned planned = frontEnd.planned();
    if (name.indexOf('.') >= 0) return Optional.of(name).filter(planned::has);
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      if (t.getSimpleName().contentEquals(name) || nested(t, name).isPresent()) return Optional.empty();
    }
    Optional<String> single = imports(from, false, false).filter(i -> i.endsWith("." + name)).findFirst();
    if (single.isPresent()) return single.filter(planned::has);
    String pack = elements.getPackageOf(from).getQualifiedName().toString();
    Optional<String> here = Optional.of(pack.isEmpty() ? name : pack + "." + name);
    if (planned.has(here.get()) || inPackage(pack, name).isPresent()) return here.filter(planned::has);
    return imports(from, false, true).map(p -> p + "." + name).filter(planned::has).findFirst();
  }

  /** The companion from which a method of that name is imported. */
  Optional<String> companionWith(String method, TypeElement from) {
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      if (!methods(t, method).isEmpty()) return Optional.empty();
    }
    return members(method, from).or(() -> imports(from, true, true).filter(frontEnd.planned()::has).findFirst());
  }

  /** The record of that name, nested in a companion. */
  Optional<JavaType> planned(String name, TypeElement from) {
    int dot = name.lastIndexOf('.');
    String simple = name.substring(dot + 1);
    Optional<String> companion = dot < 0 ? members(name, from) : companion(name.substring(0, dot), from);
    return companion.flatMap(c -> frontEnd.planned().type(c, simple)).or(() -> batch(name, from));
  }

  /** The twin of a record that has the name, with or without its package. */
  private Optional<JavaType> batch(String name, TypeElement from) {
    Planned planned = frontEnd.planned();
    if (name.indexOf('.') >= 0) return planned.batch(name);
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      if (t.getSimpleName().contentEquals(name) || nested(t, name).isPresent()) return Optional.empty();
    }
    Optional<String> single = imports(from, false, false).filter(i -> i.endsWith("." + name)).findFirst();
    if (single.isPresent()) return planned.batch(single.get());
    String pack = elements.getPackageOf(from).getQualifiedName().toString();
    Stream<String> packages = Stream.concat(Stream.of(pack), imports(from, false, true));
    return packages.map(p -> p.isEmpty() ? name : p + "." + name).flatMap(q -> planned.batch(q).stream()).findFirst();
  }

  /** The companion of which a member of that name is imported. */
  private Optional<String> members(String name, TypeElement from) {
    return Stream.concat(imports(from, false, false), imports(from, true, false)).filter(i -> i.endsWith("." + name))
        .map(i -> i.substring(0, i.length() - name.length() - 1)).filter(frontEnd.planned()::has).findFirst();
  }

  // ---- fields and methods ----

  /** The field that the simple name stands for. */
  Optional<VariableElement> field(String name, TypeElement from) {
    return visible(name, from, t -> field(t, name).stream().toList()).stream().findFirst();
  }

  Optional<VariableElement> field(TypeElement in, String name) {
    return members(in, name, ElementFilter::fieldsIn).stream().findFirst();
  }

  /** The overloads that the simple name may stand for: those of the innermost class that has any, else those imported. */
  List<ExecutableElement> methods(String name, TypeElement from) {
    return visible(name, from, t -> methods(t, name));
  }

  List<ExecutableElement> methods(TypeElement in, String name) {
    return members(in, name, ElementFilter::methodsIn);
  }

  /** The methods of that name in the class of the runtime that stands for one of the JDK's, whose source is not at hand. */
  List<ExecutableElement> standIns(TypeElement jdk, String name) {
    TypeElement standIn = elements.getTypeElement(STAND_INS + jdk.getSimpleName());
    return standIn == null ? List.of() : methods(standIn, name).stream().filter(m -> m.getEnclosingElement().equals(standIn)).toList();
  }

  // ---- names that are near ----

  /** Whether no class that is still to be made can add to the names in the class: all that it inherits and imports is there. */
  boolean isSettled(TypeElement type) {
    for (Element e = type; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      if (Stream.concat(Stream.of(t.getSuperclass()), t.getInterfaces().stream()).anyMatch(s -> !isSettled(s))) return false;
    }
    return Stream.concat(imports(type, true, true), imports(type, true, false).map(i -> i.substring(0, i.lastIndexOf('.'))))
        .allMatch(i -> elements.getTypeElement(i) != null || frontEnd.planned().has(i));
  }

  private boolean isSettled(TypeMirror superclass) {
    return superclass.getKind() == TypeKind.NONE || superclass.getKind() == TypeKind.DECLARED
        && types.directSupertypes(superclass).stream().allMatch(this::isSettled);
  }

  /** A class of the library that is called so but not imported. */
  Optional<String> inLibrary(String name) {
    return Stream.of("java.util", "java.util.function", "java.util.stream", "java.util.random", "java.math", "java.time")
        .flatMap(p -> inPackage(p, name).stream()).map(t -> t.getQualifiedName().toString()).findFirst();
  }

  /** Classes nested in those around, and companions of these. */
  Set<String> typeNames(TypeElement from) {
    Set<String> names = memberNames(from, ElementFilter::typesIn);
    names.addAll(companionNames(from));
    return names;
  }

  Set<String> fieldNames(TypeElement from) {
    return memberNames(from, ElementFilter::fieldsIn);
  }

  Set<String> methodNames(TypeElement from) {
    return memberNames(from, ElementFilter::methodsIn);
  }

  private Set<String> memberNames(TypeElement from, Function<Iterable<? extends Element>, List<? extends Element>> kind) {
    var names = new LinkedHashSet<String>();
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      kind.apply(members(t)).stream().filter(m -> !m.getEnclosingElement().toString().equals("java.lang.Object"))
          .forEach(m -> names.add(m.getSimpleName().toString()));
    }
    return names;
  }

  /** Companions of the classes around. */
  Set<String> companionNames(TypeElement from) {
    var names = new LinkedHashSet<String>();
    String simple = "";
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) simple = t.getSimpleName() + (simple.isEmpty() ? "" : "_" + simple);
    for (String form : List.of("Grad", "Jvp", "Vjp", "Vmap")) if (companion(simple + form, from).isPresent()) names.add(simple + form);
    return names;
  }

  private <T extends Element> List<T> visible(String name, TypeElement from, Function<TypeElement, List<T>> find) {
    for (Element e = from; e instanceof TypeElement t; e = e.getEnclosingElement()) {
      List<T> found = find.apply(t);
      if (!found.isEmpty()) return found;
    }
    List<T> single = single(name, from).flatMap(i -> imported(i, from, find)).toList();
    return single.isEmpty() ? imports(from, true, true).flatMap(i -> imported(i, from, find)).toList() : single;
  }

  private <T extends Element> Stream<T> imported(String type, TypeElement from, Function<TypeElement, List<T>> find) {
    TypeElement t = elements.getTypeElement(type);
    if (t == null || !isAccessible(t, from)) return Stream.empty();
    return find.apply(t).stream().filter(e -> e.getModifiers().contains(Modifier.STATIC))
        .filter(e -> e.getModifiers().contains(Modifier.PUBLIC) || isAccessible(e, from)).distinct();
  }

  /** The methods of that name that a value of the type has, those that somebody wrote. */
  List<ExecutableElement> methodsOf(JavaType type, String name) {
    TypeElement declaration = element(type);
    return declaration == null ? List.of() : methods(declaration, name).stream().filter(this::isWritten).toList();
  }

  private boolean isWritten(ExecutableElement m) {
    TypeElement owner = (TypeElement) m.getEnclosingElement();
    return !owner.getQualifiedName().toString().startsWith("java.") && (sources.method(m).isPresent() || sources.unit(owner).isEmpty());
  }

  /** What the method is for objects of this record: the one that overrides it there, or itself. */
  ExecutableElement implementation(ExecutableElement method, JavaType.Rec type) {
    TypeElement record = element(type);
    List<ExecutableElement> all = methodsOf(type, method.getSimpleName().toString()).stream()
        .filter(m -> !m.getModifiers().contains(Modifier.ABSTRACT) && !m.equals(method) && elements.overrides(m, method, record)).toList();
    return all.stream().filter(m -> all.stream().noneMatch(o -> !o.equals(m) && elements.overrides(o, m, record))).findFirst().orElse(method);
  }

  /** The declaration of a type, {@code null} if it has none, belongs to a method, or to a companion. */
  private TypeElement element(JavaType type) {
    return switch (type) {
      case JavaType.Rec r -> element(r);
      case JavaType.Enumeration e -> element(e);
      case JavaType.Sum s -> element(s.packageName(), s.simpleNames());
      case JavaType.Leaf _, JavaType.RecordArray _ -> null;
    };
  }

  /** The compiler's type for ours, if it exists yet. */
  Optional<TypeMirror> mirror(JavaType type) {
    return switch (type) {
      case null -> Optional.empty();
      case JavaType.Leaf(var leaf, var range) -> {
        String java = range == Range.ALL ? leaf.kind().java() : range.java();
        yield Optional.of(array(types.getPrimitiveType(TypeKind.valueOf(java.toUpperCase(Locale.ROOT))), leaf.rank()));
      }
      case JavaType.RecordArray(var element, var rank) -> mirror(element).map(t -> array(t, rank));
      case JavaType.Rec _, JavaType.Enumeration _, JavaType.Sum _ -> Optional.ofNullable(element(type)).map(TypeElement::asType);
    };
  }

  private TypeMirror array(TypeMirror element, int rank) {
    TypeMirror array = element;
    for (int d = 0; d < rank; d++) array = types.getArrayType(array);
    return array;
  }

  /** The declaration of a record, {@code null} if it belongs to a companion or to a method. */
  TypeElement element(JavaType.Rec type) {
    String pack = type.packageName().isEmpty() ? "" : type.packageName() + ".";
    boolean planned = type.simpleNames().size() == 2 ? frontEnd.planned().has(pack + type.simpleNames().getFirst())
        : type.simpleNames().size() == 1 && frontEnd.planned().batch(pack + type.simpleNames().getFirst()).isPresent();
    return planned ? null : element(type.packageName(), type.simpleNames());
  }

  /** The declaration of an enum, {@code null} if it belongs to a method. */
  TypeElement element(JavaType.Enumeration type) {
    return element(type.packageName(), type.simpleNames());
  }

  List<ExecutableElement> constructors(TypeElement record) {
    return ElementFilter.constructorsIn(record.getEnclosedElements());
  }

  /** Whether the constructor of a record takes its components. */
  boolean isCanonical(ExecutableElement constructor) {
    TypeElement record = (TypeElement) constructor.getEnclosingElement();
    return SameSource.parameters(constructor).equals(record.getRecordComponents().stream().map(c -> SameSource.name(c.asType())).toList());
  }

  private TypeElement element(String packageName, List<String> simpleNames) {
    if (LocalTypes.isLocal(simpleNames)) return null;
    String pack = packageName.isEmpty() ? "" : packageName + ".";
    return elements.getTypeElement(pack + String.join(".", simpleNames));
  }

  /** The sealed interfaces that the type implements, as far as they are understood, nearest first. */
  List<JavaType.Sum> sums(JavaType type) {
    TypeElement declaration = element(type);
    var sums = new ArrayList<JavaType.Sum>();
    if (declaration != null) collectSums(declaration, sums);
    return sums;
  }

  private void collectSums(TypeElement type, List<JavaType.Sum> sums) {
    for (TypeMirror i : type.getInterfaces()) {
      if (frontEnd.types().of(i, type).orElse(null) instanceof JavaType.Sum s) sums.add(s);
      collectSums((TypeElement) ((DeclaredType) i).asElement(), sums);
    }
  }

  /** Whether the record's accessor of this name was written by the user. */
  boolean hasOwnAccessor(JavaType.Rec type, String component) {
    TypeElement record = element(type.packageName(), type.simpleNames());
    return record != null && record.getKind() == ElementKind.RECORD
        && ElementFilter.methodsIn(record.getEnclosedElements()).stream().anyMatch(
            m -> m.getSimpleName().contentEquals(component) && m.getParameters().isEmpty() && sources.method(m).isPresent());
  }
}
