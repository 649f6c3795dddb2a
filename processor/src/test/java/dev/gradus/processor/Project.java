package dev.gradus.processor;

import dev.gradus.Grad;
import dev.gradus.generated.ArrayValues;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Source files in a folder, compiled in this process as from a command line, a few at a time or all; class files stay where they are put.
 */
final class Project {
  private final Path folder;
  private final JavaCompiler compiler;

  /** What a compiler run printed, and whether it went well. */
  record Run(boolean ok, String output) {}

  Project(Path folder) {
    this(folder, ToolProvider.getSystemJavaCompiler());
  }

  Project(Path folder, JavaCompiler compiler) {
    this.folder = folder;
    this.compiler = compiler;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void write(String name, String text) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.writeString(path(name), text);
  }

  String read(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** Compiles files with the processor, class files to the folder {@code out}; {@code in} are folders and jars here that are in sight. */
  Run compile(String out, List<String> in, String... files) throws IOException {
    return compile(new GradusProcessor(), out, List.of("-cp", classPath(in)), files);
  }

  Run compile(Processor processor, String out, List<String> options, String... files) throws IOException {
    return compile(processor, List.of(), out, options, files);
  }

  /** Has annotations of these classes processed again, which are seen as class files only, as Gradle does. */
  Run compile(Processor processor, List<String> classes, String out, List<String> options, String... files) throws IOException {
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      return compile(processor, classes, out, options, manager, manager.getJavaFileObjectsFromPaths(Arrays.stream(files).map(this::path).toList()));
    }
  }

  Run compile(Processor processor, String out, List<String> options, List<JavaFileObject> files) throws IOException {
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      return compile(processor, List.of(), out, options, manager, files);
    }
  }

  private Run compile(Processor processor, List<String> classes, String out, List<String> options, StandardJavaFileManager manager,
      Iterable<? extends JavaFileObject> files) throws IOException {
    Files.createDirectories(path(out));
    var all = new ArrayList<>(List.of("-d", path(out).toString(), "-s", path(out).toString()));
    all.addAll(options);
    var text = new StringWriter();
    JavaCompiler.CompilationTask task = compiler.getTask(text, manager, null, all, classes, files);
    task.setProcessors(processor == null ? List.of() : List.of(processor));
    boolean ok = task.call();
    return new Run(ok, text.toString().replace(folder + File.separator, ""));
  }

  /** These folders and jars, and the annotations and the runtime. */
  String classPath(List<String> in) {
    return Stream.concat(in.stream().map(i -> path(i).toString()), Stream.of(System.getProperty("java.class.path")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A module path of the annotations, the runtime and these jars here. */
  String modulePath(String... jars) throws IOException {
    return Stream.concat(Stream.of(jars).map(j -> path(j).toString()), Stream.of(annotations(), packed(ArrayValues.class, "runtime")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The jar of the annotations. */
  String annotations() throws IOException {
    return packed(Grad.class, "annotations");
  }

  /** The jar that a class comes from, packed now if need be: an automatic module has to be a jar. */
  private String packed(Class<?> in, String module) throws IOException {
    Path classes = Path.of(URI.create(in.getProtectionDomain().getCodeSource().getLocation().toString()));
    Path jar = Files.isRegularFile(classes) ? classes : path("dev.gradus." + module + ".jar");
    if (!Files.exists(jar)) jar(jar.toString(), classes.toString());
    return jar.toString();
  }

  /** Packs all files of a folder but Java sources. */
  void jar(String jar, String from) throws IOException {
    try (OutputStream out = Files.newOutputStream(path(jar)); var entries = new JarOutputStream(out); Stream<Path> all = Files.walk(path(from))) {
      for (Path file : all.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".java")).sorted().toList()) {
        URI name = path(from).toUri().relativize(file.toUri());
        entries.putNextEntry(new JarEntry(name.getPath()));
        Files.copy(file, entries);
      }
    }
  }

  /** Calls a static method with one {@code double}. */
  Object call(List<String> in, String type, String method, double x) throws ReflectiveOperationException, IOException {
    var urls = new ArrayList<URL>();
    for (String i : in) urls.add(path(i).toUri().toURL());
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), getClass().getClassLoader())) {
      var m = loader.loadClass(type).getDeclaredMethod(method, double.class);
      m.setAccessible(true);
      return m.invoke(null, x);
    }
  }
}
