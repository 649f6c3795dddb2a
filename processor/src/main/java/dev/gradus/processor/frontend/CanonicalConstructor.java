package dev.gradus.processor.frontend;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Tells records that may hold any numbers from those whose constructor checks or changes what it is given: a cotangent must not be seen by
 * the latter. In source that is whether a constructor was written (which not every compiler's elements tell). A class file does not say, so
 * its constructor is read: it may do nothing but assign its parameters in order, which is what the compiler generates (and, the one
 * difference, what somebody may have written out). Where the class file cannot be had, the source that was shipped with it says.
 */
final class CanonicalConstructor {
  private final Elements elements;
  private final Sources sources;

  CanonicalConstructor(Elements elements, Sources sources) {
    this.elements = elements;
    this.sources = sources;
  }

  boolean onlyAssigns(TypeElement record) {
    for (ExecutableElement c : ElementFilter.constructorsIn(record.getEnclosedElements())) {
      if (elements.isCanonicalConstructor(c) && elements.getOrigin(c) == Elements.Origin.MANDATED) return true;
    }
    if (sources.unit(record).filter(u -> u.file().isCompiled()).isPresent()) return sources.hasImplicitConstructor(record);
    Optional<ClassModel> model = new ClassFiles(elements).model(record);
    if (model.isEmpty()) return sources.unit(record).isPresent() && sources.hasImplicitConstructor(record);
    return onlyAssigns(model.get(), record.getRecordComponents());
  }

  private static boolean onlyAssigns(ClassModel model, List<? extends RecordComponentElement> components) {
    List<String> expected = new ArrayList<>(List.of("load 0", "super"));
    var descriptor = new StringBuilder("(");
    for (FieldModel f : model.fields()) {
      RecordComponentElement c = components.stream().filter(r -> f.fieldName().equalsString(r.getSimpleName().toString())).findFirst().orElse(null);
      if (c == null) continue;
      expected.addAll(List.of("load 0", "load " + (1 + slots(descriptor.substring(1))), "put " + f.fieldName().stringValue()));
      descriptor.append(f.fieldType().stringValue()).append(',');
    }
    expected.add("return");
    String constructor = descriptor.append(")V").toString().replace(",", "");
    for (MethodModel m : model.methods()) {
      if (!m.methodName().equalsString("<init>") || !m.methodType().equalsString(constructor)) continue;
      return m.code().isPresent() && steps(m.code().get().elementList()).equals(expected);
    }
    return false;
  }

  private static int slots(String fieldTypes) {
    int n = 0;
    for (String type : fieldTypes.split(",")) if (!type.isEmpty()) n += TypeKind.fromDescriptor(type).slotSize();
    return n;
  }

  private static List<String> steps(List<CodeElement> code) {
    var steps = new ArrayList<String>();
    for (CodeElement e : code) {
      switch (e) {
        case LoadInstruction load -> steps.add("load " + load.slot());
        case FieldInstruction put when put.opcode() == Opcode.PUTFIELD -> steps.add("put " + put.name().stringValue());
        case InvokeInstruction call when call.owner().asInternalName().equals("java/lang/Record") -> steps.add("super");
        case ReturnInstruction _ -> steps.add("return");
        case Instruction other -> steps.add(other.toString());
        default -> {}
      }
    }
    return steps;
  }
}
