package dev.gradus.tests.laws;

import dev.gradus.processor.GradusProcessor;
import dev.gradus.tests.corpus.Corpus;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The programs of the corpus and their gradients with {@code @Vmap}. Beside each class of the corpus one is written whose methods call those
 * of the corpus, and all of them are compiled together, into the package of the corpus. Every parameter is mapped that can be; of records
 * there is another version, in which lanes share every other component.
 */
final class Batched {
  private static final String PACKAGE = Corpus.class.getPackageName();
  private static final List<Class<?>> LEAVES = List.of(double.class, float.class, long.class, int.class, boolean.class);

  /** A method and its batched version; {@code mapped} says which leaves of parameters have lanes. */
  record Form(Method scalar, Method batched, List<Boolean> mapped) {}

  /** {@code shared} are components that lanes share, as {@code @Axis} calls them; {@code leaves} says of which leaves there are lanes. */
  private record Wrapper(Method scalar, String owner, String name, List<Boolean> mapped, List<String> shared, List<Boolean> leaves) {}

  private final Map<String, Wrapper> wrappers = new TreeMap<>();
  private final Map<String, Form> forms = new LinkedHashMap<>();

  private Batched() {}

  /** Versions by the program's key; those of gradients have {@code grad } in front, those that share components {@code shared }. */
  static Map<String, Form> of(List<Program> programs) {
    var batched = new Batched();
    for (Program p : programs) {
      batched.add(p, p.key(), p.method());
      if (p.entry().grad()) batched.add(p, "grad " + p.key(), p.gradientMethod());
      batched.addShared(p);
    }
    batched.compile();
    return batched.forms;
  }

  private void add(Program p, String key, Method scalar) {
    if (wrappers.containsKey(key)) return;
    List<Boolean> mapped = Arrays.stream(scalar.getParameterTypes()).map(Batched::hasBatches).toList();
    boolean returns = scalar.getReturnType() == void.class || hasBatches(scalar.getReturnType());
    boolean writesOrNot = scalar.equals(p.method()) && !p.lowered().spoiled().isEmpty();
    if (!returns || !mapped.contains(true) || p.writesParameterWithout(mapped) || writesOrNot) return;
    String owner = scalar.getDeclaringClass().getName().substring(PACKAGE.length() + 1).replace('$', '_') + "Batched";
    wrappers.put(key, new Wrapper(scalar, owner, scalar.getName() + wrappers.size(), mapped, List.of(), leaves(p, mapped, List.of())));
  }

  /** The version in which lanes share the first, third, … component of records, unless these are written. */
  private void addShared(Program p) {
    Wrapper all = wrappers.get(p.key());
    String key = "shared " + p.key();
    if (all == null || wrappers.containsKey(key)) return;
    Class<?>[] types = all.scalar().getParameterTypes();
    List<String> shared = IntStream.range(0, types.length).boxed().filter(i -> types[i].isRecord())
        .flatMap(i -> everyOther(types[i]).map(name -> "p" + i + "." + name)).toList();
    if (shared.isEmpty()) return;
    List<Boolean> leaves = leaves(p, all.mapped(), shared);
    if (!leaves.contains(true) || p.writesLeafWithout(leaves)) return;
    wrappers.put(key, new Wrapper(all.scalar(), all.owner(), all.name() + "Shared", all.mapped(), shared, leaves));
  }

  private static Stream<String> everyOther(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    return IntStream.range(0, components.length).filter(k -> k % 2 == 0).mapToObj(k -> components[k].getName());
  }

  /** Which leaves of the parameters have lanes. */
  private static List<Boolean> leaves(Program p, List<Boolean> mapped, List<String> shared) {
    var leaves = new ArrayList<Boolean>();
    Class<?>[] types = p.method().getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (mapped.get(i)) addLeaves(types[i], "p" + i, true, shared, leaves);
      else leaves.addAll(Collections.nCopies(p.lowered().params().get(i).type().leaves().size(), false));
    }
    return List.copyOf(leaves);
  }

  private static void addLeaves(Class<?> type, String path, boolean isMapped, List<String> shared, List<Boolean> mapped) {
    boolean own = isMapped && !shared.contains(path);
    if (!type.isRecord()) mapped.add(own);
    else for (RecordComponent c : type.getRecordComponents()) addLeaves(c.getType(), path + "." + c.getName(), own, shared, mapped);
  }

  /** Numbers, booleans, arrays of them, records of all these. */
  static boolean hasBatches(Class<?> type) {
    if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      return components.length > 0 && Arrays.stream(components).allMatch(c -> hasBatches(c.getType()));
    }
    Class<?> element = type;
    while (element.isArray()) element = element.getComponentType();
    return LEAVES.contains(element);
  }

  // ---- the classes ----

  private void compile() {
    Map<String, List<Wrapper>> classes = wrappers.values().stream()
        .collect(Collectors.groupingBy(Wrapper::owner, TreeMap::new, Collectors.toList()));
    List<JavaFileObject> sources = classes.entrySet().stream().map(c -> source(c.getKey(), text(c.getKey(), c.getValue()))).toList();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      Path out = Files.createTempDirectory("batched");
      JavaCompiler.CompilationTask task = javac.getTask(null, files, problems,
          List.of("-classpath", System.getProperty("java.class.path"), "-sourcepath", "src/test/java", "-implicit:none", "-d", out.toString(), "-s", out.toString()), null, sources);
      task.setProcessors(List.of(new GradusProcessor()));
      if (!task.call()) throw new AssertionError(problems.getDiagnostics().toString());
      define(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    wrappers.forEach((key, w) -> forms.put(key, form(w)));
  }

  private static String text(String name, List<Wrapper> methods) {
    String members = methods.stream().map(Batched::text).collect(Collectors.joining("\n"));
    return "package " + PACKAGE + ";\n\nimport dev.gradus.Axis;\nimport dev.gradus.Vmap;\n\nfinal class " + name + " {\n" + members + "}\n";
  }

  private static String text(Wrapper w) {
    Class<?>[] types = w.scalar().getParameterTypes();
    String in = w.mapped().stream().map(m -> m ? "0" : "Vmap.NONE").collect(Collectors.joining(", "));
    String parameters = IntStream.range(0, types.length).mapToObj(i -> types[i].getCanonicalName() + " p" + i).collect(Collectors.joining(", "));
    String arguments = IntStream.range(0, types.length).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
    String call = w.scalar().getDeclaringClass().getCanonicalName() + "." + w.scalar().getName() + "(" + arguments + ");";
    Class<?> returns = w.scalar().getReturnType();
    String axes = w.shared().stream().map("@Axis(of = \"%s\", is = Vmap.NONE)"::formatted).collect(Collectors.joining(", "));
    return "  @Vmap(in = {%s}, axes = {%s})\n  static %s %s(%s) {\n    %s%s\n  }\n".formatted(in, axes, returns.getCanonicalName(), w.name(), parameters,
        returns == void.class ? "" : "return ", call);
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("string:///" + PACKAGE.replace('.', '/') + "/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** Defines the classes in the package itself, for they use what only the package may see. */
  private static void define(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Corpus.class, MethodHandles.lookup());
      for (Path p : found.filter(f -> f.toString().endsWith(".class")).sorted().toList()) lookup.defineClass(Files.readAllBytes(p));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Form form(Wrapper w) {
    try {
      Class<?> companion = Class.forName(PACKAGE + "." + w.owner() + "Vmap", true, Corpus.class.getClassLoader());
      Optional<Method> batched = Arrays.stream(companion.getDeclaredMethods()).filter(m -> m.getName().equals(w.name())).findFirst();
      return new Form(w.scalar(), batched.orElseThrow(), w.leaves());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The programs that have no batches. */
  static List<String> without(List<Program> programs, Map<String, Form> forms) {
    var keys = new ArrayList<String>();
    for (Program p : programs) if (!forms.containsKey(p.key()) && !keys.contains(p.key())) keys.add(p.key());
    return keys;
  }
}
