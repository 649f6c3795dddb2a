package dev.gradus.processor.frontend;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Where the source of a class may be. What the compiler itself reads comes first and alone: unsaved and in-memory sources work. Where it only
 * sees a class file, the source is looked for beside that ({@link ShippedSource}), under the source roots of the files met so far, and on the
 * compiler's own source path. The name of the file comes from the class file, so that several classes may share one.
 */
final class SourceFinder {
  private final Elements elements;
  private final Filer filer;
  private final ClassFiles classFiles;
  private final Set<Path> roots = new LinkedHashSet<>();

  SourceFinder(ProcessingEnvironment env) {
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
    } catch (IOException | UnsupportedOperationException e) {
      return List.of();
    }
  }

  private List<SourceFile> compiled(TypeElement top, JavaFileObject file) throws IOException {
    root(file.toUri(), packageOf(top));
    return List.of(new SourceFile(file.getCharContent(true).toString(), file.getName(), true, false));
  }

  String packageOf(TypeElement type) {
    return elements.getPackageOf(type).getQualifiedName().toString();
  }

  private void root(URI uri, String packageName) {
    if (!"file".equals(uri.getScheme())) return;
    Path root = Path.of(uri).getParent();
    String[] parts = packageName.isEmpty() ? new String[0] : packageName.split("\\.");
    for (int i = parts.length - 1; i >= 0 && root != null; i--) root = root.endsWith(parts[i]) ? root.getParent() : null;
    if (root != null) roots.add(root);
  }

  private List<SourceFile> elsewhere(TypeElement top, URI classFile) {
    String packageName = packageOf(top);
    if (packageName.startsWith("java.")) return List.of();
    String name = classFiles.model(top).flatMap(SourceFinder::sourceFile).orElse(top.getSimpleName() + ".java");
    String path = packageName.replace('.', '/') + (packageName.isEmpty() ? "" : "/") + name;
    var found = new ArrayList<SourceFile>();
    if (ShippedSource.isShipped(top, name, elements)) {
      ShippedSource.read(classFile, name).ifPresent(text -> found.add(new SourceFile(text, name, false, false)));
    }
    for (Path root : roots) file(root.resolve(path), classFile).ifPresent(found::add);
    for (JavaFileManager.Location l : List.of(StandardLocation.SOURCE_PATH, StandardLocation.SOURCE_OUTPUT)) {
      resource(l, path).flatMap(f -> file(f, classFile)).ifPresent(found::add);
    }
    return found.stream().distinct().toList();
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
