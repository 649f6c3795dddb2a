package dev.gradus.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Classes of this compilation and of libraries: which of them are there, and what else code may say about them. */
record Classes(Elements elements) {
  /** The class of that name, if code beside {@code from} can see it: its module may not export it. */
  TypeElement visible(String name, Element from) {
    ModuleElement module = elements.getModuleOf(from);
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  static boolean isPublic(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)) return false;
    }
    return true;
  }

  static boolean isPrivate(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) return true;
    }
    return false;
  }

  boolean isDeprecated(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (elements.isDeprecated(at)) return true;
    }
    return false;
  }
}
