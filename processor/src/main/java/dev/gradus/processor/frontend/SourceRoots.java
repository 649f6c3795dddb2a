package dev.gradus.processor.frontend;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/**
 * The folders under which this compilation has source files: {@code src} if it reads {@code src/p/Model.java} of the package {@code p}.
 * They outlive rounds of annotation processing. The last round, in which companions that had to wait are written, compiles nothing.
 */
public final class SourceRoots {
  private final Set<Path> roots = new LinkedHashSet<>();

  /** Takes account of the files of classes that are being compiled. */
  public void add(Collection<? extends Element> compiled, Elements elements) {
    for (TypeElement type : ElementFilter.typesIn(compiled)) {
      try {
        JavaFileObject file = elements.getFileObjectOf(type);
        if (file != null && file.getKind() == JavaFileObject.Kind.SOURCE) {
          add(file.toUri(), elements.getPackageOf(type).getQualifiedName().toString());
        }
      } catch (UnsupportedOperationException e) {
        return;
      }
    }
  }

  void add(URI file, String packageName) {
    if (!"file".equals(file.getScheme())) return;
    Path root = Path.of(file).getParent();
    String[] parts = packageName.isEmpty() ? new String[0] : packageName.split("\\.");
    for (int i = parts.length - 1; i >= 0 && root != null; i--) root = root.endsWith(parts[i]) ? root.getParent() : null;
    if (root != null) roots.add(root);
  }

  List<Path> all() {
    return List.copyOf(roots);
  }
}
