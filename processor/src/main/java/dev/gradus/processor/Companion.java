package dev.gradus.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.Generated;
import dev.gradus.processor.emit.Emitted;
import dev.gradus.processor.emit.JavaEmitter;
import dev.gradus.processor.emit.RuntimeNames;
import dev.gradus.processor.emit.TableFields;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.ir.Program;
import dev.gradus.processor.transform.Passes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * One companion class while it is being written: what {@link GradMembers}, {@link JvpMembers} and {@link VjpMembers} have in common.
 * JavaPoet makes the declarations, the emitter makes bodies; members that the emitter makes as text go to the end of the class.
 */
final class Companion {
  /** Stands for the return statement in a body; no program contains it. */
  private static final String RETURN = "\u0001";

  /** Classes that the emitter names in full: those of the runtime, and exceptions. */
  private static final Pattern CLASSES = Pattern.compile(
      Arrays.stream(RuntimeNames.values()).map(RuntimeNames::owner).distinct().map(Pattern::quote).collect(Collectors.joining("|"))
          + "|(?<=^ {0,200}throw new )[\\p{javaJavaIdentifierPart}.]+", Pattern.MULTILINE);
  /** Names that are surely split rightly into package and class. */
  private static final Pattern USUAL = Pattern.compile("([a-z][a-z0-9_]*\\.)*[A-Z]\\w*(\\.[A-Z]\\w*)*");

  /**
   * Names that mean classes of {@code java.lang}, unless the package has one of that name: then an import says which is meant. Weakness: a
   * method that takes such a class of the package has a companion that does not compile.
   */
  private static final Pattern SIMPLE = Pattern.compile("(?<![\\w$.])[A-Z]\\w*");

  private final TypeElement element;
  private final ClassName owner;
  private final boolean ownerIsPrivate;
  private final ClassName name;
  private final Form form;
  private final boolean isPublic;
  private final Names typeNames;
  private final DerivativeTypes derivatives;
  private final Unpacking unpacking;
  private final Packing packing;
  private final List<MethodSpec> conversions = new ArrayList<>();
  private final List<TypeSpec> types = new ArrayList<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<String> text = new ArrayList<>();
  private final TableFields tables = new TableFields();
  private final CalledFunctions called;
  private final List<String> compositions = new ArrayList<>();
  private final Set<ClassName> from = new LinkedHashSet<>();
  private boolean mentionsDeprecated;

  /** {@code methods} are the names of those methods that are asked for. */
  Companion(TypeElement owner, boolean ownerIsPrivate, ClassName name, Form form, boolean isPublic, Set<String> methods) {
    this.called = new CalledFunctions(name.packageName(), methods);
    this.element = owner;
    this.owner = ClassName.get(owner);
    this.ownerIsPrivate = ownerIsPrivate;
    this.name = name;
    this.form = form;
    this.isPublic = isPublic;
    this.typeNames = new Names(name.simpleName());
    Names methodNames = new Names(ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
        .flatMap(m -> Stream.of(m.getSimpleName().toString(), m.getSimpleName() + "WithValue")).toArray(String[]::new));
    this.derivatives = new DerivativeTypes(name, form, typeNames, isPublic, methodNames, conversions);
    this.unpacking = new Unpacking(methodNames, conversions);
    this.packing = new Packing(derivatives, methodNames, conversions);
  }

  /** The annotated class. */
  TypeElement owner() {
    return element;
  }

  ClassName name() {
    return name;
  }

  DerivativeTypes derivatives() {
    return derivatives;
  }

  /** Reads leaves of arguments. */
  Unpacking unpacking() {
    return unpacking;
  }

  /** Makes results of leaves. */
  Packing packing() {
    return packing;
  }

  // ---- what requests add ----

  /** The classes whose bodies went into this companion, as far as it can name them. */
  void madeFrom(List<ClassName> classes, String composition) {
    from.addAll(classes);
    compositions.add(composition);
  }

  /** Notes that the companion mentions a class that users are warned of. */
  void mentionsDeprecated() {
    mentionsDeprecated = true;
  }

  /** Reserves the name of a nested type. */
  ClassName nested(String wish) {
    return name.nestedClass(typeNames.of(wish));
  }

  void add(MethodSpec method) {
    methods.add(method);
  }

  void add(TypeSpec type) {
    types.add(type);
  }

  /** Adds a nested record, whose Javadoc goes on with that of its components. */
  void addRecord(Request.Target target, ClassName record, List<ParameterSpec> components, String javadoc, Object... args) {
    TypeSpec.Builder type = TypeSpec.recordBuilder(record).addModifiers(access(target)).addJavadoc(javadoc + "\n\n", args);
    for (ParameterSpec c : components) type.addJavadoc("@param $L $L\n", c.name(), c.javadoc());
    type.recordConstructor(MethodSpec.constructorBuilder().addParameters(plain(components)).build());
    ByContent.add(type, record, components);
    types.add(type.build());
  }

  /** The same parameters without Javadoc, which is the record's. */
  private static List<ParameterSpec> plain(List<ParameterSpec> components) {
    return components.stream().map(c -> ParameterSpec.builder(c.type(), c.name()).build()).toList();
  }

  /** The Javadoc of the parameters of the annotated method. */
  static CodeBlock parameters(Request.Target target) {
    CodeBlock.Builder tags = CodeBlock.builder();
    for (Method.Argument a : target.method().arguments()) tags.add("@param $L that of {@code $L}\n", a.name(), target.method().name());
    return tags.build();
  }

  /** A method with the parameters of the annotated one. */
  MethodSpec.Builder method(Request.Target target, String name, TypeName returns) {
    Method m = target.method();
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(access(target)).addModifiers(Modifier.STATIC).returns(returns);
    for (Method.Argument a : m.arguments()) method.addParameter(a.typeName(), a.name());
    return method;
  }

  /** Companions are as visible as the method. */
  static Modifier[] access(Request.Target target) {
    return target.method().element().getModifiers().contains(Modifier.PUBLIC) ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }

  /** Statements that say that there is nothing here, for a method that was refused. */
  static CodeBlock refused(Request.Target target) {
    return CodeBlock.of("throw new $T($S);\n", AssertionError.class,
        "Gradus could not transform %s; the compiler said why".formatted(target.method()));
  }

  /**
   * The body of the method {@code name}: {@code returns} is given an expression for each result and makes the last statements, {@code
   * locals} are the names in use.
   */
  CodeBlock body(String name, Program program, Leaves leaves, Names locals, Function<Queue<CodeBlock>, CodeBlock> returns) {
    Program p = called.named(Passes.written(program));
    var last = new ArrayList<CodeBlock>();
    Emitted emitted = JavaEmitter.emit(p, called.written(), leaves.locals(), locals.taken(), tables, results -> {
      last.add(returns.apply(results.stream().map(Companion::imported).collect(Collectors.toCollection(ArrayDeque::new))));
      return RETURN;
    }, name);
    called.wrote(p);
    for (String member : emitted.members()) text.add(called.commented(member));
    String statements = (last.isEmpty() ? emitted.body() : emitted.body().substring(0, emitted.body().indexOf(RETURN))).stripTrailing();
    CodeBlock.Builder body = CodeBlock.builder().add(leaves.unpack(p.main(), unpacking));
    if (!statements.isEmpty()) body.add(imported(statements + "\n"));
    if (!last.isEmpty()) body.add(last.getLast());
    return body.build();
  }

  /** The text, where classes are names that JavaPoet imports. */
  private static CodeBlock imported(String text) {
    CodeBlock.Builder code = CodeBlock.builder();
    Matcher type = CLASSES.matcher(text);
    int at = 0;
    while (type.find()) {
      if (!USUAL.matcher(type.group()).matches()) continue;
      code.add("$L$T", text.substring(at, type.start()), ClassName.bestGuess(type.group()));
      at = type.end();
    }
    return code.add("$L", text.substring(at)).build();
  }

  /** A Javadoc link to the annotated method, if Javadoc may see it. */
  CodeBlock link(Request.Target target) {
    Method m = target.method();
    if (ownerIsPrivate || m.element().getModifiers().contains(Modifier.PRIVATE)) return CodeBlock.of("{@code $L}", m);
    if (!m.isOverloaded()) return CodeBlock.of("{@link $T#$L}", owner, m.name());
    CodeBlock types = m.arguments().stream().map(a -> CodeBlock.of("$T", a.typeName())).collect(CodeBlock.joining(", "));
    return CodeBlock.of("{@link $T#$L($L)}", owner, m.name(), types);
  }

  // ---- the file ----

  /** The whole file; {@code classExists} knows classes by their full names. */
  String fileText(Predicate<String> classExists) {
    CodeBlock classes = from.stream().map(c -> CodeBlock.of("$T.class", c)).collect(CodeBlock.joining(", "));
    TypeSpec.Builder type = TypeSpec.classBuilder(name).addModifiers(Modifier.FINAL)
        .addJavadoc("$L of methods of $L. Written by Gradus at every compilation.\n", form.gives(), link())
        .addAnnotation(AnnotationSpec.builder(Generated.class)
            .addMember("from", from.size() == 1 ? "$L" : "{$L}", classes)
            .addMember("value", "$S", String.join("; ", compositions)).build());
    if (isPublic) type.addModifiers(Modifier.PUBLIC);
    if (mentionsDeprecated) {
      type.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class).addMember("value", "{$S, $S}", "deprecation", "removal").build());
    }
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (TableFields.Field f : tables.fields()) addTable(type, f);
    type.addMethods(methods).addMethods(conversions).addTypes(types).addTypes(derivatives.twins());
    String text = text(type, classExists);
    List<String> hidden = SIMPLE.matcher(text).results().map(MatchResult::group).distinct()
        .filter(c -> classExists.test("java.lang." + c) && classExists.test(ClassName.get(name.packageName(), c).canonicalName())).toList();
    if (hidden.isEmpty()) return Lines.wrapped(text);
    int imports = name.packageName().isEmpty() ? 0 : text.indexOf(";\n") + 2;
    String imported = hidden.stream().map("\nimport java.lang.%s;"::formatted).collect(Collectors.joining());
    return Lines.wrapped(text.substring(0, imports) + imported + "\n" + text.substring(imports));
  }

  private String text(TypeSpec.Builder type, Predicate<String> classExists) {
    String file = importing(JavaFile.builder(name.packageName(), type.build()).indent("  ").skipJavaLangImports(true).build().toString(), classExists);
    var members = new StringBuilder();
    for (String member : text) members.append('\n').append(imported(member, file).stripTrailing().indent(2));
    int end = file.lastIndexOf('}');
    return file.substring(0, end) + members + file.substring(end);
  }

  /** The file with an import of each class of the runtime that members mention which are text, unless the name would mean another class. */
  private String importing(String file, Predicate<String> classExists) {
    List<String> lines = new ArrayList<>(file.lines().toList());
    for (RuntimeNames r : RuntimeNames.values()) {
      String line = "import " + r.owner() + ";";
      String simple = ClassName.bestGuess(r.owner()).simpleName();
      boolean taken = classExists.test(ClassName.get(name.packageName(), simple).canonicalName()) || file.contains("." + simple + ";\n");
      if (taken || lines.contains(line) || text.stream().noneMatch(member -> member.contains(r.owner()))) continue;
      int at = lines.indexOf("import " + ClassName.get(Generated.class).canonicalName() + ";");
      lines.add(at + 1, line);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addTable(TypeSpec.Builder type, TableFields.Field table) {
    FieldSpec.Builder field = FieldSpec.builder(Method.typeName(new JavaType.Leaf(table.array().type())), table.name())
        .addModifiers(Modifier.STATIC, Modifier.FINAL).initializer("$L", table.initialiser());
    if (table.holder() == null) type.addField(field.addModifiers(Modifier.PRIVATE).build());
    else type.addType(TypeSpec.classBuilder(table.holder()).addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addField(field.build()).build());
  }

  /** The member's text, where classes that the file imports have their simple names. */
  private static String imported(String member, String file) {
    return CLASSES.matcher(member).replaceAll(m -> {
      boolean imported = file.contains("\nimport " + m.group() + ";\n") || m.group().matches("java\\.lang\\.\\w+");
      return imported ? ClassName.bestGuess(m.group()).simpleName() : m.group();
    });
  }

  private CodeBlock link() {
    return ownerIsPrivate ? CodeBlock.of("{@code $L}", String.join(".", owner.simpleNames())) : CodeBlock.of("{@link $T}", owner);
  }
}
