package dev.gradus.processor.frontend;

import dev.gradus.ShipSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Source that a library carries beside its class files, {@code MathX.java.txt} beside {@code MathX.class}: no tool takes that for a source
 * to compile. It is read at the sibling address of the class file, which works for directories and jars, on the class path and on the
 * module path. A file left by an earlier build does not count once the annotation is gone.
 *
 * <p>Weakness: a class compiled anew without the processor keeps the text of the build before; {@link SameSource} sees that only where
 * members or lines have moved.
 */
public final class ShippedSource {
  static final String SUFFIX = ".txt";

  private ShippedSource() {}

  /** Writes the file in which the class stands beside the class file to be, if that has not been done with the class. */
  public static void write(TypeElement type, Elements elements, Filer filer) throws IOException {
    TypeElement top = SourceFinder.topLevel(type);
    JavaFileObject source = elements.getFileObjectOf(top);
    if (source.getKind() != JavaFileObject.Kind.SOURCE) return;
    String packageName = elements.getPackageOf(top).getQualifiedName().toString();
    String name = source.getName().replaceFirst(".*[/\\\\]", "") + SUFFIX;
    try (OutputStream out = filer.createResource(StandardLocation.CLASS_OUTPUT, packageName, name, top).openOutputStream()) {
      out.write(source.getCharContent(true).toString().getBytes(StandardCharsets.UTF_8));
    } catch (FilerException done) {
      return;
    }
  }

  /** Whether the source file of the top-level class was to be shipped; the annotation may stand on any class in it. */
  static boolean isShipped(TypeElement top, String file, Elements elements) {
    String stem = file.replaceFirst("\\.java$", "");
    if (isAnnotated(top) || top.getSimpleName().contentEquals(stem)) return isAnnotated(top);
    String packageName = elements.getPackageOf(top).getQualifiedName().toString();
    TypeElement namesake = elements.getTypeElement(packageName.isEmpty() ? stem : packageName + "." + stem);
    return namesake != null && isAnnotated(namesake);
  }

  private static boolean isAnnotated(TypeElement type) {
    return type.getAnnotation(ShipSource.class) != null
        || ElementFilter.typesIn(type.getEnclosedElements()).stream().anyMatch(ShippedSource::isAnnotated);
  }

  static Optional<String> read(URI classFile, String file) {
    String address = classFile.toString();
    try {
      URLConnection connection =
          URI.create(address.substring(0, address.lastIndexOf('/') + 1) + file + SUFFIX).toURL().openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException noSuchFile) {
      return Optional.empty();
    }
  }
}
