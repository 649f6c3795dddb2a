package dev.gradus.processor.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.FileSystemNotFoundException;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Class files as the JDK's class-file API reads them, for what the compiler's elements do not tell. */
final class ClassFiles {
  private final Elements elements;

  ClassFiles(Elements elements) {
    this.elements = elements;
  }

  /** Whether the code in it reads or writes the field, as far as its name and type tell. */
  static boolean mentions(ClassModel m, VariableElement field) {
    for (PoolEntry e : m.constantPool()) {
      if (e instanceof FieldRefEntry f && f.name().equalsString(field.getSimpleName().toString()) && f.type().stringValue().startsWith("[")) return true;
    }
    return false;
  }

  /** The class file of the class, if that is what the compiler sees of it. */
  Optional<ClassModel> model(TypeElement type) {
    try {
      JavaFileObject file = elements.getFileObjectOf(type);
      if (file == null || file.getKind() != JavaFileObject.Kind.CLASS) return Optional.empty();
      try (InputStream in = file.openInputStream()) {
        return Optional.of(ClassFile.of().parse(in.readAllBytes()));
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException | FileSystemNotFoundException notReadable) {
      return Optional.empty();
    }
  }
}
