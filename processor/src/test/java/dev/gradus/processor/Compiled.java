package dev.gradus.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;

/** Small sources compiled with the processor, and what came out, ready to be called. */
final class Compiled {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|record|interface|enum) (\\w+)");

  private final Compilation compilation;
  private final ClassLoader loader;

  private Compiled(Compilation compilation) {
    this.compilation = compilation;
    this.loader = new Loader(compilation.generatedFiles());
  }

  /** Sources that must compile without complaint. */
  static Compiled of(String... sources) {
    Compilation c = compile(sources);
    assertThat(c).succeededWithoutWarnings();
    return new Compiled(c);
  }

  static Compilation compile(String... sources) {
    return compile(List.of(), sources);
  }

  static Compilation compile(List<?> options, String... sources) {
    return Compiler.javac().withProcessors(new GradusProcessor()).withOptions(options)
        .compile(Arrays.stream(sources).map(Compiled::file).toList());
  }

  private static JavaFileObject file(String source) {
    Matcher type = TYPE.matcher(source);
    if (!type.find()) throw new IllegalArgumentException("no type: " + source);
    Matcher pack = PACKAGE.matcher(source);
    return JavaFileObjects.forSourceString((pack.find() ? pack.group(1) + "." : "") + type.group(1), source);
  }

  /** The text of a generated source file. */
  String source(String name) {
    JavaFileObject file = compilation.generatedSourceFile(name).orElseThrow();
    try {
      return file.getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Class<?> type(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls the static method of that name; what it throws is thrown. */
  Object call(String type, String method, Object... args) throws Throwable {
    return invoke(named(type(type), method), null, args);
  }

  /** Makes a record. */
  Object make(String type, Object... components) throws Throwable {
    Constructor<?> c = type(type).getDeclaredConstructors()[0];
    c.setAccessible(true);
    return c.newInstance(components);
  }

  /** Calls an accessor or another method of the object. */
  static Object get(Object object, String method, Object... args) throws Throwable {
    return invoke(named(object.getClass(), method), object, args);
  }

  private static Method named(Class<?> type, String method) {
    return Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(method)).findFirst()
        .orElseThrow(() -> new AssertionError(type + " has no method " + method));
  }

  private static Object invoke(Method m, Object object, Object... args) throws Throwable {
    m.setAccessible(true);
    try {
      return m.invoke(object, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, JavaFileObject> classes = new LinkedHashMap<>();

    Loader(List<JavaFileObject> files) {
      super(Compiled.class.getClassLoader());
      for (JavaFileObject f : files) {
        String name = f.getName().replaceFirst("^/CLASS_OUTPUT/", "").replaceFirst("\\.class$", "").replace('/', '.');
        if (f.getKind() == JavaFileObject.Kind.CLASS) classes.put(name, f);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileObject file = classes.get(name);
      if (file == null) throw new ClassNotFoundException(name);
      try (InputStream in = file.openInputStream()) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
