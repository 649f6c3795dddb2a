package dev.gradus.processor.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.gradus.processor.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.eclipse.jdt.core.dom.ASTNode;

/**
 * A net under all that finds names ({@link Resolver}, {@link Overloads}): what each name of the code that was lowered was taken for, by its
 * place in the file. Where the compiler is javac, it is asked when it has attributed the class, and any difference is an error. Other
 * compilers, and build tools that wrap the environment, are not asked. Weakness: neither are names in files that are not compiled now.
 */
final class Bindings {
  private enum Kinds { NAME, NEW }

  private record Place(int offset, Kinds kind) {}

  /** What a name was taken for, and in which method or field. */
  private record Bound(String what, String in) {}

  private final Map<String, Map<Place, Map<String, Bound>>> files = new LinkedHashMap<>();

  Bindings(ProcessingEnvironment env) {
    try {
      Javac.listen(env, this);
    } catch (IllegalArgumentException | LinkageError notJavac) {
      // nobody to ask
    }
  }

  // ---- what was found ----

  /** A name that stands in the text, which one that a method reference is taken apart into does not. */
  void name(ASTNode name, Body in, String what) {
    if (name.getLength() == name.toString().length()) add(new Place(name.getStartPosition(), Kinds.NAME), in, what);
  }

  void made(ASTNode creation, Body in, ExecutableElement constructor) {
    made(creation, in, text(constructor));
  }

  void made(ASTNode creation, Body in, String constructor) {
    add(new Place(creation.getStartPosition(), Kinds.NEW), in, constructor);
  }

  private void add(Place place, Body in, String what) {
    if (!in.unit.file().isCompiled()) return;
    files.computeIfAbsent(in.unit.file().name(), _ -> new LinkedHashMap<>()).computeIfAbsent(place, _ -> new LinkedHashMap<>())
        .putIfAbsent(what, new Bound(what, in.element.getSimpleName().toString()));
  }

  // ---- as text, since elements do not outlive a round ----

  static String local(String name) {
    return "the local variable " + name;
  }

  /** A record or enum that is declared inside a method; of its constructor and its methods, the name is compared and not the parameters. */
  static String localType(String name) {
    return "the local " + name;
  }

  static String component(JavaType.Rec of, String name) {
    return "the field " + text(of) + "." + name;
  }

  static String accessor(JavaType.Rec of, String name) {
    return text(of) + "." + name + "()";
  }

  static String text(JavaType.Rec type) {
    if (LocalTypes.isLocal(type.simpleNames())) return localType(type.simpleNames().getLast());
    return (type.packageName().isEmpty() ? "" : type.packageName() + ".") + String.join(".", type.simpleNames());
  }

  static String text(Element e) {
    return switch (e.getKind()) {
      case METHOD, CONSTRUCTOR -> owner(e) + "." + e.getSimpleName() + "(" + String.join(", ", SameSource.parameters((ExecutableElement) e)) + ")";
      case FIELD, ENUM_CONSTANT -> "the field " + owner(e) + "." + e.getSimpleName();
      case PARAMETER, LOCAL_VARIABLE, BINDING_VARIABLE, EXCEPTION_PARAMETER, RESOURCE_VARIABLE -> local(e.getSimpleName().toString());
      case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION_TYPE -> "the type " + ((TypeElement) e).getQualifiedName();
      default -> e.toString();
    };
  }

  /** Of the body of a constant, its enum. */
  private static String owner(Element e) {
    return switch (e.getEnclosingElement()) {
      case TypeElement t when t.getNestingKind() == NestingKind.ANONYMOUS -> t.getSuperclass().toString();
      case TypeElement t when t.getNestingKind() == NestingKind.LOCAL -> localType(t.getSimpleName().toString());
      case TypeElement t -> t.getQualifiedName().toString();
      case Element other -> other.toString();
    };
  }

  /** Of a companion's methods and the library's, only the name is known here. What stands for the JDK's is known by the simple class. */
  private static boolean isSame(String ours, String theirs) {
    if (ours.startsWith(Resolver.STAND_INS)) {
      return theirs.replaceFirst("^java\\.(util\\.(stream\\.)?)?", Resolver.STAND_INS).equals(ours);
    }
    return ours.equals(theirs) || !ours.endsWith(")") && theirs.startsWith(ours + "(");
  }

  /** All that needs javac's own classes, which another compiler may lack. */
  private record Javac(Trees trees, Bindings bindings) implements TaskListener {
    static void listen(ProcessingEnvironment env, Bindings bindings) {
      JavacTask.instance(env).addTaskListener(new Javac(Trees.instance(env), bindings));
    }

    @Override
    public void finished(TaskEvent e) {
      if (e.getKind() != TaskEvent.Kind.ANALYZE || e.getTypeElement() == null) return;
      Map<Place, Map<String, Bound>> read = bindings.files.get(e.getSourceFile().getName());
      TreePath path = read == null ? null : trees.getPath(e.getTypeElement());
      if (path != null) new Names(trees, path.getCompilationUnit(), read).scan(path, null);
    }
  }

  /** Compares each name in a class. */
  private static final class Names extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<Place, Map<String, Bound>> read;

    Names(Trees trees, CompilationUnitTree unit, Map<Place, Map<String, Bound>> read) {
      this.trees = trees;
      this.unit = unit;
      this.positions = trees.getSourcePositions();
      this.read = read;
    }

    @Override
    public Void visitIdentifier(IdentifierTree t, Void none) {
      compare(start(t), Kinds.NAME, t, t.getName());
      return super.visitIdentifier(t, none);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree t, Void none) {
      compare(end(t) - t.getIdentifier().length(), Kinds.NAME, t, t.getIdentifier());
      return super.visitMemberSelect(t, none);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree t, Void none) {
      boolean isNew = t.getMode() == MemberReferenceTree.ReferenceMode.NEW;
      compare(isNew ? start(t) : end(t) - t.getName().length(), isNew ? Kinds.NEW : Kinds.NAME, t, t.getName());
      return super.visitMemberReference(t, none);
    }

    @Override
    public Void visitNewClass(NewClassTree t, Void none) {
      compare(start(t), Kinds.NEW, t, "new");
      return super.visitNewClass(t, none);
    }

    private int start(Tree t) {
      return (int) positions.getStartPosition(unit, t);
    }

    private int end(Tree t) {
      return (int) positions.getEndPosition(unit, t);
    }

    private void compare(int offset, Kinds kind, Tree tree, CharSequence name) {
      Map<String, Bound> all = read.get(new Place(offset, kind));
      Element found = all == null ? null : trees.getElement(getCurrentPath());
      if (found == null) return;
      String theirs = text(found);
      for (Bound b : all.values()) {
        if (isSame(b.what(), theirs)) continue;
        trees.printMessage(Kind.ERROR, Diagnostic.BOUND_OTHERWISE.message(b.in(), name, b.what(), theirs), tree, unit);
      }
    }
  }
}
