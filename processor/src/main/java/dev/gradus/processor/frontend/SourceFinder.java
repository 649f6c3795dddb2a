package dev.gradus.processor.frontend;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Where the source of a class may be. What the compiler itself reads comes first and alone: unsaved and in-memory sources work. Where it
 * only sees a class file, the source is looked for beside that ({@link ShippedSource}), under the source roots of the files met so far, on
 * the compiler's own source path, and, for a class of this project, where build tools usually have it: tests call what is in {@code
 * src/main}, and Gradle has annotated classes processed again without showing their source. The name of the file comes from the class file,
 * so that several classes may share one.
 */
final class SourceFinder {
  /** The folders of class files of Maven and Gradle. */
  private static final Pattern LAYOUTS = Pattern.compile("(?<project>.*)/(target/(?<test>test-)?classes|build/classes/java/(?<gradle>[^/]+))/");

  private final Elements elements;
  private final Filer filer;
  private final ClassFiles classFiles;
  private final SourceRoots roots;

  SourceFinder(ProcessingEnvironment env, SourceRoots roots) {
    this.roots = roots;
    elements = env.getElementUtils();
    filer = env.getFiler();
    classFiles = new ClassFiles(elements);
  }

  static TypeElement topLevel(TypeElement type) {
    TypeElement top = type;
    while (top.getEnclosingElement() instanceof TypeElement outer) top = outer;
    return top;
  }

  ClassFiles classFiles() {
    return classFiles;
  }

  /** All that may be the source of a top-level class, the most likely first. */
  List<SourceFile> candidates(TypeElement top) {
    try {
      JavaFileObject file = elements.getFileObjectOf(top);
      if (file == null) return List.of();
      return file.getKind() == JavaFileObject.Kind.SOURCE ? compiled(top, file) : elsewhere(top, file.toUri());
    } catch (FileSystemNotFoundException inArchive) {
      return shipped(top);
    } catch (IOException | UnsupportedOperationException e) {
      return List.of();
    }
  }

  /** What is shipped with a class of which Eclipse's compiler cannot say where it is: in an archive on the class path. */
  private List<SourceFile> shipped(TypeElement top) {
    String name = top.getSimpleName() + ".java";
    if (!ShippedSource.isShipped(top, name, elements)) return List.of();
    try (InputStream in = filer.getResource(StandardLocation.CLASS_PATH, packageOf(top), name + ShippedSource.SUFFIX).openInputStream()) {
      return List.of(new SourceFile(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, false, false));
    } catch (IOException | RuntimeException notSupported) {
      return List.of();
    }
  }

  private List<SourceFile> compiled(TypeElement top, JavaFileObject file) throws IOException {
    roots.add(file.toUri(), packageOf(top));
    return List.of(new SourceFile(file.getCharContent(true).toString(), file.getName(), true, false));
  }

  String packageOf(TypeElement type) {
    return elements.getPackageOf(type).getQualifiedName().toString();
  }

  private List<SourceFile> elsewhere(TypeElement top, URI classFile) {
    String packageName = packageOf(top);
    if (packageName.startsWith("java.")) return List.of();
    String name = classFiles.model(top).flatMap(SourceFinder::sourceFile).orElse(top.getSimpleName() + ".java");
    if (!name.endsWith(".java")) return List.of();
    String path = packageName.replace('.', '/') + (packageName.isEmpty() ? "" : "/") + name;
    var found = new ArrayList<SourceFile>();
    if (ShippedSource.isShipped(top, name, elements)) {
      ShippedSource.read(classFile, name).ifPresent(text -> found.add(new SourceFile(text, name, false, false)));
    }
    for (Path root : roots.all()) file(root.resolve(path), classFile).ifPresent(found::add);
    for (JavaFileManager.Location l : List.of(StandardLocation.SOURCE_PATH, StandardLocation.SOURCE_OUTPUT)) {
      resource(l, path).flatMap(f -> file(f, classFile)).ifPresent(found::add);
    }
    usual(top, classFile).flatMap(root -> file(root.resolve(path), classFile)).ifPresent(found::add);
    return found.stream().distinct().toList();
  }

  /** The source root that build tools have for the folder of the class file, if this compilation writes into the same project. */
  private Optional<Path> usual(TypeElement top, URI classFile) {
    String name = elements.getBinaryName(top).toString().replace('.', '/') + ".class";
    Optional<Path> written = resource(StandardLocation.CLASS_OUTPUT, name);
    if (written.isEmpty() || !"file".equals(classFile.getScheme())) return Optional.empty();
    Matcher found = layout(Path.of(classFile), name);
    Matcher own = layout(written.get(), name);
    if (!found.matches() || !own.matches() || !found.group("project").equals(own.group("project"))) return Optional.empty();
    String set = found.group("gradle") != null ? found.group("gradle") : found.group("test") != null ? "test" : "main";
    return Optional.of(Path.of(found.group("project"), "src", set, "java"));
  }

  private static Matcher layout(Path classFile, String name) {
    String file = classFile.toString().replace(File.separatorChar, '/');
    return LAYOUTS.matcher(file.substring(0, Math.max(0, file.length() - name.length())));
  }

  private static Optional<String> sourceFile(ClassModel m) {
    return m.findAttribute(Attributes.sourceFile()).map(a -> a.sourceFile().stringValue());
  }

  private Optional<Path> resource(JavaFileManager.Location location, String path) {
    try {
      FileObject file = filer.getResource(location, "", path);
      return Optional.of(file.toUri()).filter(u -> "file".equals(u.getScheme())).map(Path::of);
    } catch (IOException | RuntimeException notSupported) {
      return Optional.empty();
    }
  }

  private static Optional<SourceFile> file(Path source, URI classFile) {
    if (!Files.isRegularFile(source)) return Optional.empty();
    try {
      boolean isNewer = "file".equals(classFile.getScheme())
          && Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(Path.of(classFile))) > 0;
      return Optional.of(new SourceFile(new String(Files.readAllBytes(source), StandardCharsets.UTF_8), source.toString(), false, isNewer));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
