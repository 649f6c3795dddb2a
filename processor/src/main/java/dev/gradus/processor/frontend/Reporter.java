package dev.gradus.processor.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.gradus.processor.Diagnostic;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Shows errors, and what there is to say of a loop, where they are. Inside javac an error in a body is printed at the innermost tree
 * that covers it, which gives the exact line and column to every tool that reads javac. Elsewhere (other compilers, build tools that
 * wrap the environment) it is printed at the method, with line, column, source line and caret in the text. The same error is shown once,
 * however many methods run into it. Notes, which are printed only if asked for, are hidden by {@code -nowarn}, by Maven's
 * {@code showWarnings} and by {@code mvn -q}, and no processor can see that, so they are written into a file as well.
 */
public final class Reporter {
  private static final String NOTES = "gradus-notes.txt";

  private final ProcessingEnvironment env;
  private final Set<Object> shown = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  private record Shown(String message, LoweringException.Place place) {}

  public Reporter(ProcessingEnvironment env) {
    this.env = env;
  }

  /** At a declaration. */
  public void error(Element e, Diagnostic d, Object... args) {
    error(e, null, null, d, args);
  }

  /** At an annotation or one of its values, where these are given. */
  public void error(Element e, AnnotationMirror annotation, AnnotationValue value, Diagnostic d, Object... args) {
    String message = d.message(e.getSimpleName().toString(), args);
    shown.add(new Shown(message + e.getEnclosingElement(), null));
    env.getMessager().printMessage(Kind.ERROR, message, e, annotation, value);
  }

  /** In a body, with all else that is wrong there. */
  public void error(LoweringException e) {
    for (LoweringException one : e.all()) error(one, "");
  }

  /** {@code Grad} on the method needs what was refused. */
  public void error(LoweringException e, String annotation, Element method) {
    boolean elsewhere = !e.element().equals(method) && e.annotation() == null;
    error(e, elsewhere ? " (needed by @" + annotation + " on " + method.getEnclosingElement().getSimpleName() + "." + method.getSimpleName() + ")" : "");
  }

  private void error(LoweringException e, String neededBy) {
    LoweringException.Place place = e.place();
    String message = e.getMessage() + neededBy;
    if (place == null) {
      if (shown.add(new Shown(e.getMessage() + e.element().getEnclosingElement(), null))) {
        env.getMessager().printMessage(Kind.ERROR, message, e.element(), e.annotation(), e.value());
      }
      return;
    }
    if (!shown.add(new Shown(e.getMessage(), place))) return;
    if (!inJavac(Kind.ERROR, place, message)) env.getMessager().printMessage(Kind.ERROR, withCaret(place, message), e.element());
  }

  /** Something that is well to know about a loop of this method or of one that it calls. */
  public void note(Element method, UserLoop loop, Diagnostic d, Object... args) {
    String message = d.message(method.getSimpleName().toString(), args);
    if (!shown.add(new Shown(message, loop.place()))) return;
    notes.add(withCaret(loop.place(), message));
    if (!inJavac(Kind.NOTE, loop.place(), message)) env.getMessager().printMessage(Kind.NOTE, notes.getLast(), method);
  }

  /** Something that was asked for and has no place. */
  public void note(String text) {
    notes.add(text);
    env.getMessager().printMessage(Kind.NOTE, text);
  }

  /** Writes all notes into a file where generated sources go, and says so where no compiler or build tool hides it. */
  public void writeNotes() {
    if (notes.isEmpty()) return;
    String text = String.join("\n\n", notes) + "\n";
    try {
      FileObject file = env.getFiler().createResource(StandardLocation.SOURCE_OUTPUT, "", NOTES);
      try (Writer out = file.openWriter()) {
        out.write(text);
      }
      System.err.println("Gradus: notes are in " + file.toUri());
    } catch (IOException | UnsupportedOperationException noPlace) {
      System.err.print(text);
    }
  }

  private boolean inJavac(Kind kind, LoweringException.Place place, String message) {
    try {
      return Javac.print(env, kind, place, message);
    } catch (IllegalArgumentException | LinkageError notJavac) {
      return false;
    }
  }

  /** Something that is well to know, at a declaration. */
  public void warning(Element e, Diagnostic d, Object... args) {
    String message = d.message(e.getSimpleName().toString(), args);
    if (shown.add(new Shown(message + e.getEnclosingElement(), null))) env.getMessager().printMessage(Kind.WARNING, message, e);
  }

  /**
   * The message with file, if it is not one being compiled, line and column, counted from 1, the source line, and a caret under the place.
   */
  static String withCaret(LoweringException.Place place, String message) {
    String text = place.file().text();
    int from = text.lastIndexOf('\n', place.start() - 1) + 1;
    int to = text.indexOf('\n', place.start());
    long line = text.substring(0, from).chars().filter(c -> c == '\n').count() + 1;
    int column = place.start() - from;
    String file = place.file().isCompiled() ? "" : place.file().name() + ", ";
    return "%s (%sline %d, column %d)%n%s%n%s^".formatted(message, file, line, column + 1, text.substring(from, to < 0 ? text.length() : to),
        " ".repeat(column));
  }

  /** All that needs javac's own classes, which another compiler may lack. */
  private static final class Javac {
    static boolean print(ProcessingEnvironment env, Kind kind, LoweringException.Place place, String message) {
      Trees trees = Trees.instance(env);
      TreePath path = trees.getPath(place.element());
      if (path == null) return false;
      CompilationUnitTree unit = path.getCompilationUnit();
      var finder = new Innermost(trees.getSourcePositions(), unit, place);
      finder.scan(path.getLeaf(), null);
      if (finder.found == null) return false;
      trees.printMessage(kind, message, finder.found, unit);
      return true;
    }
  }

  private static final class Innermost extends TreeScanner<Void, Void> {
    private final SourcePositions positions;
    private final CompilationUnitTree unit;
    private final LoweringException.Place place;
    private Tree found;

    Innermost(SourcePositions positions, CompilationUnitTree unit, LoweringException.Place place) {
      this.positions = positions;
      this.unit = unit;
      this.place = place;
    }

    @Override
    public Void scan(Tree tree, Void none) {
      if (tree != null && positions.getStartPosition(unit, tree) <= place.start()
          && positions.getEndPosition(unit, tree) >= place.end()) {
        found = tree;
      }
      return super.scan(tree, none);
    }
  }
}
