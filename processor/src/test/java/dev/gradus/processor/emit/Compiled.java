package dev.gradus.processor.emit;

import dev.gradus.generated.ArrayValues;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** IR functions that went through the emitter and javac, in memory, to be run beside the interpreter. */
final class Compiled {
  private final String source;
  private final MethodHandle method;
  private final Map<String, byte[]> classes;

  private Compiled(String source, MethodHandle method, Map<String, byte[]> classes) {
    this.source = source;
    this.method = method;
    this.classes = classes;
  }

  static Compiled of(Func f) {
    return all(List.of(f)).getFirst();
  }

  static List<Compiled> all(List<Func> funcs) {
    return all(funcs, Outline.LIMIT);
  }

  static List<Compiled> all(List<Func> funcs, int limit) {
    return ofPrograms(funcs.stream().map(Program::of).toList(), limit);
  }

  /** One class per program, methods of about {@code limit} bytes at most, all by one run of javac. */
  static List<Compiled> ofPrograms(List<Program> programs, int limit) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int i = 0; i < programs.size(); i++) sources.put("Emitted" + i, source("Emitted" + i, programs.get(i), limit));
    Map<String, byte[]> classes = javac(sources);
    ClassLoader loader = new ClassLoader(Compiled.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] b = classes.get(name);
        if (b == null) throw new ClassNotFoundException(name);
        return defineClass(name, b, 0, b.length);
      }
    };
    var out = new ArrayList<Compiled>();
    sources.forEach((name, text) -> {
      Map<String, byte[]> own = classes.entrySet().stream().filter(e -> e.getKey().split("\\$")[0].equals(name))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      out.add(new Compiled(text, entry(loader, name), own));
    });
    return out;
  }

  private static MethodHandle entry(ClassLoader loader, String name) {
    try {
      Method m = Arrays.stream(loader.loadClass(name).getMethods()).filter(x -> x.getName().equals("run")).findFirst().orElseThrow();
      return MethodHandles.publicLookup().unreflect(m);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String source(String name, Program p, int limit) {
    Func f = p.main();
    Names names = new Names(Set.of());
    List<String> params = f.params().stream().map(v -> names.fresh(v.name())).toList();
    Emitted e = JavaEmitter.emit(p, params, Set.of(), xs -> "return new Object[] {" + String.join(", ", xs) + "};", "run", limit);
    String declared = IntStream.range(0, params.size()).mapToObj(k -> f.params().get(k).type().java() + " " + params.get(k))
        .collect(Collectors.joining(", "));
    return "public final class " + name + " {\n  public static Object[] run(" + declared + ") {\n" + e.body().indent(4) + "  }\n\n"
        + String.join("\n", e.members()).indent(2) + "}\n";
  }

  String source() {
    return source;
  }

  /** Class files by name. */
  Map<String, byte[]> classes() {
    return classes;
  }

  /** The results for copies of these arguments. */
  Object[] run(Object... args) throws Throwable {
    return (Object[]) method.invokeWithArguments(Arrays.stream(args).map(Compiled::copy).toList());
  }

  /** The results, or the class of the exception the program ends in. */
  Object outcome(Object... args) {
    try {
      return run(args);
    } catch (Throwable e) {
      return e.getClass();
    }
  }

  private static Object copy(Object x) {
    if (x == null || !x.getClass().isArray()) return x;
    int n = Array.getLength(x);
    Object c = Array.newInstance(x.getClass().getComponentType(), n);
    for (int i = 0; i < n; i++) Array.set(c, i, copy(Array.get(x, i)));
    return c;
  }

  // ---- javac ----

  /** Where the runtime module is. */
  private static String runtime() {
    try {
      return Path.of(ArrayValues.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, byte[]> javac(Map<String, String> sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager standard = javac.getStandardFileManager(null, null, null);
        JavaFileManager files = new ForwardingJavaFileManager<>(standard) {
          @Override
          public JavaFileObject getJavaFileForOutput(Location at, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                written.put(name, bytes);
                return bytes;
              }
            };
          }
        }) {
      List<JavaFileObject> units = sources.entrySet().stream().<JavaFileObject>map(e ->
          new SimpleJavaFileObject(URI.create("mem:///" + e.getKey() + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignore) {
              return e.getValue();
            }
          }).toList();
      List<String> options = List.of("-proc:none", "-classpath", runtime());
      if (!javac.getTask(messages, files, null, options, null, units).call())
        throw new AssertionError(messages + "\n" + String.join("\n", sources.values()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var classes = new LinkedHashMap<String, byte[]>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }
}
