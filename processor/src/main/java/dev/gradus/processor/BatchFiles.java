package dev.gradus.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradus.processor.frontend.JavaType;
import dev.gradus.processor.frontend.Reporter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;

/**
 * Writes the twins of records, each once in a compilation. The file belongs to the record's class as far as incremental compilers are
 * concerned: when the record changes, so does the twin, and then everybody who mentions it. A twin that an earlier compilation left is used
 * if it says what it should and its record is not compiled now.
 */
final class BatchFiles {
  private final Classes classes;
  private final Companions companions;
  private final Filer filer;
  private final Reporter reporter;
  /** The records whose twins were written in this and earlier rounds, by the twins' names. */
  private final Map<String, String> written;

  BatchFiles(Classes classes, Companions companions, Filer filer, Reporter reporter, Map<String, String> written) {
    this.classes = classes;
    this.companions = companions;
    this.filer = filer;
    this.reporter = reporter;
    this.written = written;
  }

  void write(BatchTwins twins) {
    for (BatchTwins.Asked a : twins.all()) write(a);
    for (BatchTwins.Asked a : twins.clashing()) write(a);
  }

  private void write(BatchTwins.Asked asked) {
    String name = qualified(asked.twin());
    String record = qualified(asked.of());
    String other = written.putIfAbsent(name, record);
    if (other != null) {
      if (!other.equals(record)) reporter.error(asked.by(), Diagnostic.COMPANION_SHARED, other, record, name);
      return;
    }
    TypeElement existing = classes.visible(name, asked.by());
    if (existing != null && !Provenance.isOurs(existing)) {
      reporter.error(asked.by(), Diagnostic.COMPANION_EXISTS, name);
      return;
    }
    TypeElement owner = owner(asked.of());
    boolean isCompiled = owner != null && companions.frontEnd().isCompiled(owner);
    if (existing != null && !isCompiled && fits(existing, asked.twin())) return;
    if (owner != null && !isInModule(owner, asked.by())) {
      reporter.error(asked.by(), Diagnostic.BATCH_OF_OTHER_MODULE, record, classes.elements().getModuleOf(owner));
      return;
    }
    try (var out = filer.createSourceFile(name, isCompiled ? owner : (TypeElement) asked.by().getEnclosingElement()).openWriter()) {
      out.write(text(asked, owner));
    } catch (FilerException compiled) {
      reporter.error(asked.by(), Diagnostic.COMPANION_EXISTS, name);
    } catch (IOException e) {
      reporter.error(asked.by(), Diagnostic.INTERNAL, e);
    }
  }

  private String text(BatchTwins.Asked asked, TypeElement owner) {
    TypeSpec.Builder type = BatchTwins.type(asked.of(), asked.twin());
    if (isPublic(asked.of())) type.addModifiers(Modifier.PUBLIC);
    if (owner != null && classes.isDeprecated(owner)) {
      type.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class).addMember("value", "{$S, $S}", "deprecation", "removal").build());
    }
    return Lines.wrapped(
        JavaFile.builder(asked.of().packageName(), type.build()).indent("  ").skipJavaLangImports(true).build().toString());
  }

  /** Whether a class that is there is the twin. */
  private static boolean fits(TypeElement existing, JavaType.Rec twin) {
    List<String> found = existing.getRecordComponents().stream().map(c -> TypeName.get(c.asType()) + " " + c.getSimpleName()).toList();
    return found.equals(twin.components().stream().map(c -> Method.typeName(c.type()) + " " + c.name()).toList());
  }

  private boolean isInModule(TypeElement owner, ExecutableElement by) {
    ModuleElement module = classes.elements().getModuleOf(owner);
    return module == null || module.equals(classes.elements().getModuleOf(by));
  }

  // ---- where the record is ----

  private static String qualified(JavaType.Rec r) {
    return (r.packageName().isEmpty() ? "" : r.packageName() + ".") + String.join(".", r.simpleNames());
  }

  /** The class that the record comes from: itself, the annotated class for a record of a companion, and for a twin that of its record. */
  private TypeElement owner(JavaType.Rec r) {
    String name = qualified(r);
    if (companions.batch(name).isPresent()) return owner(companions.lane(name).orElseThrow());
    return companions.request(r).map(q -> q.target().method().owner()).orElseGet(() -> classes.elements().getTypeElement(name));
  }

  private boolean isPublic(JavaType.Rec r) {
    String name = qualified(r);
    if (companions.batch(name).isPresent()) return isPublic(companions.lane(name).orElseThrow());
    TypeElement owner = owner(r);
    boolean isVisible = companions.request(r).stream()
        .allMatch(q -> q.target().method().element().getModifiers().contains(Modifier.PUBLIC));
    return owner != null && Classes.isPublic(owner) && isVisible;
  }
}
