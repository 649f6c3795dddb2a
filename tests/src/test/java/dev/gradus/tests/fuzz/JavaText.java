package dev.gradus.tests.fuzz;

import dev.gradus.processor.emit.Emitted;
import dev.gradus.processor.emit.JavaEmitter;
import dev.gradus.processor.ir.Atom;
import dev.gradus.processor.ir.Func;
import dev.gradus.processor.ir.Region;
import dev.gradus.processor.ir.Var;
import dev.gradus.processor.transform.Copies;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random program as a user might have written it: an annotated static method. The emitter gives the text, so that front end and emitter
 * must undo each other; its calls of the runtime become calls of {@code Values}, which is part of the compilation.
 *
 * <p>Weakness: what the emitter never writes is not tried.
 *
 * @param func the program: for odd seeds all results, with a pullback and tangents; for even ones the first alone, with a gradient
 * @param text the members of a class
 */
record JavaText(long seed, Func func, String text) {
  /** What emitted code takes from the runtime, in the language that the front end reads. */
  static final String VALUES = """
      package fuzz;
      final class Values {
        static double[] copy(double[] a) { return a.clone(); }
        static float[] copy(float[] a) { return a.clone(); }
        static int[] copy(int[] a) { return a.clone(); }
        static boolean[] copy(boolean[] a) { return a.clone(); }
        static double[][] copy(double[][] a) {
          double[][] c = new double[a.length][];
          for (int i = 0; i < a.length; i++) c[i] = a[i].clone();
          return c;
        }
        static double[] zerosLike(double[] a) { return new double[a.length]; }
        static float[] zerosLike(float[] a) { return new float[a.length]; }
        static double[][] zerosLike(double[][] a) {
          double[][] z = new double[a.length][];
          for (int i = 0; i < a.length; i++) z[i] = new double[a[i].length];
          return z;
        }
        static void add(double[] a, double[] b) {
          for (int i = 0; i < b.length; i++) a[i] += b[i];
        }
        static void add(float[] a, float[] b) {
          for (int i = 0; i < b.length; i++) a[i] += b[i];
        }
        static void add(double[][] a, double[][] b) {
          for (int i = 0; i < b.length; i++) add(a[i], b[i]);
        }
      }
      """;

  static JavaText of(long seed, Func program) {
    boolean scalar = seed % 2 == 0 || program.results().size() == 1;
    List<Atom> results = scalar ? program.results().subList(0, 1) : program.results();
    Func f = Copies.run(new Func("run" + seed, new Region(program.params(), program.body().eqns(), results), Set.of()));
    String type = results.size() > 1 ? "Results" + seed : results.getFirst().type().java();
    Function<List<String>, String> returns = xs ->
        "return " + (xs.size() > 1 ? "new " + type + "(" + String.join(", ", xs) + ")" : xs.getFirst()) + ";";
    Emitted e = JavaEmitter.emit(f, f.params().stream().map(Var::name).toList(), Set.of(), returns, f.name());
    String params = f.params().stream().map(p -> p.type().java() + " " + p.name()).collect(Collectors.joining(", "));
    String wrt = f.params().stream().filter(p -> p.type().isFloat()).map(p -> '"' + p.name() + '"')
        .collect(Collectors.joining(", ", "(wrt = {", "})"));
    String text = (scalar ? "@Grad" + wrt : "@Vjp" + wrt + " @Jvp" + wrt) + "\nstatic " + type + " " + f.name() + "(" + params + ") {\n"
        + e.body().indent(2) + "}\n\n" + String.join("\n", e.members());
    if (results.size() > 1) {
      text += "record " + type + IntStream.range(0, results.size()).mapToObj(i -> results.get(i).type().java() + " r" + i)
          .collect(Collectors.joining(", ", "(", ") {}\n"));
    }
    return new JavaText(seed, f, text.replace("dev.gradus.generated.ArrayValues.", "Values."));
  }

  /** Whether the program has one result, and a gradient. */
  boolean isScalar() {
    return func.results().size() == 1;
  }

  /** A class of these programs. */
  static String file(String name, List<JavaText> programs) {
    return "package fuzz;\nimport dev.gradus.*;\n@SuppressWarnings(\"all\")\npublic final class " + name + " {\n"
        + programs.stream().map(p -> p.text.indent(2)).collect(Collectors.joining("\n")) + "}\n";
  }
}
