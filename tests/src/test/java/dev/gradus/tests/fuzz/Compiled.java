package dev.gradus.tests.fuzz;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** The classes that came out of a compilation; none if it failed. */
final class Compiled extends ClassLoader {
  private final Map<String, JavaFileObject> classes = new LinkedHashMap<>();

  Compiled(Compilation compilation) {
    super(Compiled.class.getClassLoader());
    if (compilation.status() == Compilation.Status.FAILURE) return;
    for (JavaFileObject f : compilation.generatedFiles()) {
      if (f.getKind() != JavaFileObject.Kind.CLASS) continue;
      classes.put(f.getName().replaceFirst("^/CLASS_OUTPUT/", "").replaceFirst("\\.class$", "").replace('/', '.'), f);
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
