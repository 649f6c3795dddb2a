package dev.gradus.processor.frontend;

import dev.gradus.processor.Diagnostic;
import dev.gradus.processor.frontend.Leaf.Num;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import org.eclipse.jdt.core.dom.ASTNode;
import org.eclipse.jdt.core.dom.VariableDeclarationFragment;

/**
 * Constants: what the compiler knows the value of, and {@code static final} fields of scalar (or record of scalars) type whose initialiser
 * is understood, which is computed where the field is read.
 */
final class Constants {
  private final FrontEnd frontEnd;
  private final Set<VariableElement> open = new LinkedHashSet<>();

  Constants(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
  }

  Value value(VariableElement field, Body reader, ASTNode at, String name) throws LoweringException {
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    if (!owner.getQualifiedName().toString().startsWith("java.")) reader.sources.add(frontEnd.binaryName(owner));
    if (field.getKind() == ElementKind.ENUM_CONSTANT && frontEnd.types().of(field.asType(), owner).orElse(null) instanceof JavaType.Enumeration e) {
      return new Value(e, List.of(new Num(Lit.of(e.constants().indexOf(field.getSimpleName().toString())))));
    }
    switch (field.getConstantValue()) {
      case null -> {}
      case Character c -> {
        return Value.of(new JavaType.Leaf(ValueType.I32, Range.CHAR), Lit.of((int) c));
      }
      case Byte b -> {
        return Value.of(new JavaType.Leaf(ValueType.I32, Range.BYTE), Lit.of((int) b));
      }
      case Short s -> {
        return Value.of(new JavaType.Leaf(ValueType.I32, Range.SHORT), Lit.of((int) s));
      }
      case String _ -> throw reader.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "text", "text has no derivative; write an enum where it chooses between cases, else keep it in the caller");
      case Object scalar -> {
        return Value.of(Lit.ofValue(scalar));
      }
    }
    boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
    if (isStatic && field.asType().getKind() == TypeKind.ARRAY) return frontEnd.tables().value(field, reader, at);
    if (!isStatic || !field.getModifiers().contains(Modifier.FINAL)) throw reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName());
    if (frontEnd.isFunction(field.asType(), owner)) return function(field, owner, reader, at);
    if (field.asType().toString().equals("java.io.PrintStream")) {
      throw reader.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "printing", "return what is to be printed, and print it in the caller");
    }
    JavaType type = frontEnd.types().of(field.asType(), owner)
        .orElseThrow(() -> reader.unsupported(at, field.asType(), null));
    frontEnd.checkSource(field, (d, args) -> reader.refuse(at, d, args));
    Sources.Unit unit = frontEnd.sources().unit(owner).orElseThrow();
    VariableDeclarationFragment declaration = frontEnd.sources().field(field)
        .orElseThrow(() -> reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName()));
    if (declaration.getInitializer() == null) {
      throw reader.refuse(at, Diagnostic.UNSUPPORTED_EXPRESSION, "'" + field.getSimpleName() + "', which a static block sets,",
          "give it its value where it is declared");
    }
    if (!open.add(field)) throw reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName());
    try {
      checkOrder(field, declaration.getInitializer(), reader, at);
      Body body = new Body(frontEnd, field, unit, reader.builder);
      Value v = body.expressions.converted(body.expressions.value(declaration.getInitializer(), name), type, name,
          declaration.getInitializer());
      reader.sources.addAll(body.sources);
      reader.callees.putAll(body.callees);
      if (!v.leaves().stream().allMatch(Num.class::isInstance)) throw reader.refuse(at, Diagnostic.STATIC_ARRAY, field.getSimpleName());
      return v;
    } catch (LoweringException e) {
      if (e.element().equals(field) && isAtRunTime(e.diagnostic())) {
        throw reader.refuse(at, Diagnostic.CONSTANT_UNKNOWN, field.getSimpleName(), Body.excerpt(declaration.getInitializer()));
      }
      throw reader.refused(e, at);
    } finally {
      open.remove(field);
    }
  }

  /** Refuses a field that may be computed before what it is computed from. */
  void checkOrder(VariableElement field, ASTNode initialiser, Body reader, ASTNode at) throws LoweringException {
    Optional<String> early = frontEnd.initialisation().tooEarly(field, initialiser);
    if (early.isPresent()) throw reader.refuse(at, Diagnostic.READ_TOO_EARLY, field.getSimpleName(), early.get());
  }

  /** Whether that is wrong with an initialiser which is evaluated when the program runs, as properties are. */
  private static boolean isAtRunTime(Diagnostic d) {
    return switch (d) {
      case FOREIGN_METHOD, NOT_A_FUNCTION, UNSUPPORTED_EXPRESSION, UNSUPPORTED_TYPE, INSTANCE_METHOD, CONSTANT_UNKNOWN -> true;
      default -> false;
    };
  }

  private Value function(VariableElement field, TypeElement owner, Body reader, ASTNode at) throws LoweringException {
    frontEnd.checkSource(field, (d, args) -> reader.refuse(at, d, args));
    VariableDeclarationFragment declaration = frontEnd.sources().field(field).filter(d -> d.getInitializer() != null)
        .orElseThrow(() -> reader.refuse(at, Diagnostic.NOT_CONSTANT, field.getSimpleName()));
    checkOrder(field, declaration.getInitializer(), reader, at);
    return reader.functions.constant(field, declaration, frontEnd.sources().unit(owner).orElseThrow(), at);
  }
}
