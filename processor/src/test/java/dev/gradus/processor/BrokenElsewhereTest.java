package dev.gradus.processor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that javac refuses for reasons that have nothing to do with Gradus, or little: javac's own message must come through, without a
 * word of ours beside it, unless an annotated method runs into the fault.
 */
class BrokenElsewhereTest {
  private static final String GOOD = "@dev.gradus.Grad static double f(double x) { return x * Helper.twice(x); }";
  private static final String HELPER = "package p; class Helper { static double twice(double x) { return 2 * x; } }";

  /** {@code ours}: the tag of the one error of ours, or nothing. */
  private record Case(String name, String says, String ours, String... files) {}

  private static Case silent(String name, String says, String... files) {
    return new Case(name, says, "", files);
  }

  private static String model(String more) {
    return "package p; class Model { " + GOOD + " " + more + " }";
  }

  private static final List<Case> CASES = List.of(
      silent("syntax error in another file", "Other.java:1: error: ';' expected", model(""), HELPER, "package p; class Other { int x = 1 }"),
      silent("syntax error in the annotated class", "illegal start of expression", model("int y = * 2;"), HELPER),
      silent("missing import in another file", "package q does not exist", model(""), HELPER, "package p; import q.R; class Other {}"),
      silent("missing import in the annotated file", "package q does not exist", "package p; import q.R; class Model { " + GOOD + " }", HELPER),
      silent("missing static import", "package q does not exist", "package p; import static q.R.s; class Model { " + GOOD + " }", HELPER),
      silent("type error in another method", "incompatible types", model("int g() { return \"\"; }"), HELPER),
      silent("type error in another class", "incompatible types", model(""), HELPER, "package p; class Other { int x = \"\"; }"),
      silent("missing type in another signature", "cannot find symbol", model("Lost g(Lost a) { return a; }"), HELPER),
      silent("missing superclass", "cannot find symbol", "package p; class Model extends Lost { " + GOOD + " }", HELPER),
      silent("missing interface of the helper", "cannot find symbol", model(""), HELPER.replace("Helper {", "Helper implements Lost {")),
      silent("cyclic inheritance", "cyclic inheritance", "package p; class Model extends Other { " + GOOD + " }", HELPER,
          "package p; class Other extends Model {}"),
      silent("class declared twice", "duplicate class", model(""), HELPER, "package p; class Other {} class Helper {}"),
      silent("method declared twice", "already defined", model("static void g() {} static void g() {}"), HELPER),
      silent("missing annotation", "cannot find symbol", model("@Lost void g() {}"), HELPER),
      silent("missing return", "missing return statement", model("int g() {}"), HELPER),
      silent("unreachable statement", "unreachable statement", model("void g() { return; g(); }"), HELPER),
      silent("public class in a file of another name", "should be declared in a file named", model(""), HELPER,
          "package p; class Other { } public class Elsewhere {}"),
      new Case("annotation with an unknown value", "cannot find symbol", "", model("@dev.gradus.Grad(by = \"x\") static double g(double x) { return x; }"), HELPER),
      new Case("annotation without constant", "cannot find symbol", "UnknownWrt", model("@dev.gradus.Grad(wrt = LOST) static double g(double x) { return x; }"), HELPER),
      new Case("annotation twice", "not a repeatable annotation", "", model("@dev.gradus.Grad @dev.gradus.Grad static double g(double x) { return x; }"), HELPER),
      new Case("annotated method declared twice", "already defined", "", model(GOOD), HELPER),
      new Case("missing type in the annotated signature", "cannot find symbol", "UnresolvedType", model("@dev.gradus.Grad static double g(Lost x) { return 1; }"), HELPER),
      new Case("unknown name in the helper", "", "UnknownName", model(""), HELPER.replace("2 * x", "lost * x")),
      new Case("unknown method in the helper", "", "UnknownMethod", model(""), HELPER.replace("2 * x", "lost(x)")),
      new Case("missing helper", "", "UnknownName", model("")));

  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> messages() {
    return CASES.stream().flatMap(c -> Stream.of(true, false).map(wrapped -> DynamicTest.dynamicTest(c.name() + (wrapped ? ", wrapped" : ""),
        () -> check(c, new Project(folder.resolve(c.name() + wrapped)), wrapped ? new Wrapped() : new GradusProcessor()))));
  }

  private static void check(Case c, Project project, Processor processor) throws Exception {
    var names = new ArrayList<String>();
    for (String text : c.files()) {
      String name = "p/" + text.replaceFirst("(?s).*? class (\\w+).*", "$1") + ".java";
      project.write(name, text);
      names.add(name);
    }
    Project.Run run = project.compile(processor, "out", List.of("-cp", project.classPath(List.of())), names.toArray(String[]::new));
    assertFalse(run.ok());
    assertTrue(run.output().contains(c.says()), run.output());
    List<String> ours = run.output().lines().filter(l -> l.contains("[Gradus.")).toList();
    assertTrue(c.ours().isEmpty() ? ours.isEmpty() : ours.size() == 1 && ours.getFirst().contains("[Gradus." + c.ours() + "]"), run.output());
  }
}
