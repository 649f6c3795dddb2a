package dev.gradus.examples;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder {@code target} that Maven built these classes in: examples write there, and find their companions' source. */
final class BuildFolder {

  private BuildFolder() {}

  static Path file(String name) {
    return path().resolve(name);
  }

  static Path generatedSource(String companion) {
    String folder = BuildFolder.class.getPackageName().replace('.', '/');
    return path().resolve("generated-sources/annotations/" + folder + "/" + companion + ".java");
  }

  /** Both {@code target/classes} and {@code target/gradus-examples.jar} lie in it. */
  private static Path path() {
    try {
      return Path.of(BuildFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
