package dev.gradus.processor.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Class files as the JDK's class-file API reads them, for what the compiler's elements do not tell. */
final class ClassFiles {
  private final Elements elements;

  ClassFiles(Elements elements) {
    this.elements = elements;
  }

  /** The class file of the class, if that is what the compiler sees of it. */
  Optional<ClassModel> model(TypeElement type) {
    try {
      JavaFileObject file = elements.getFileObjectOf(type);
      if (file == null || file.getKind() != JavaFileObject.Kind.CLASS) return Optional.empty();
      try (InputStream in = file.openInputStream()) {
        return Optional.of(ClassFile.of().parse(in.readAllBytes()));
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notReadable) {
      return Optional.empty();
    }
  }
}
