package dev.gradus.tests.fuzz;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.gradus.processor.GradusProcessor;
import dev.gradus.processor.frontend.JavaPrograms;
import dev.gradus.tests.laws.Leaves;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * The methods of {@link JavaPrograms} and their companions of all three kinds, compiled with the processor. Those that it refuses for their
 * aliases are left out: so each batch is compiled again until nothing is refused.
 *
 * <p>Arguments are {@code x, y, n, p, q, m}; all but {@code n} are differentiated.
 */
final class JavaMethods {
  private static final int PER_CLASS = 10;
  /** What a method gives back at most, by the names that companions have for it: its value, and arrays that it writes. */
  static final List<String> RESULTS = List.of("value", "p", "q", "m");

  private static final String ANNOTATIONS = Stream.of("Grad", "Jvp", "Vjp")
      .map(a -> "@dev.gradus." + a + "(wrt = {\"x\", \"y\", \"p\", \"q\", \"m\"})").reduce("", (a, b) -> a + " " + b).strip();
  private static final Pattern REFUSED =
      Pattern.compile("\\[Gradus\\.(?:AmbiguousAlias|ReplacedRow|AliasedRow|AliasedArguments|RecursionInPlace)] "
          + "(?:[fg](\\d+):.*|.*needed by @\\w+ on P\\d+\\.f(\\d+)\\).*)", Pattern.DOTALL);

  private final List<Long> seeds;
  private final Compiled classes;

  /** Numbers of methods; those that are refused are not among {@link #seeds()}. */
  JavaMethods(List<Long> all) {
    List<Long> left = all;
    Compilation compilation = compile(left);
    for (Set<Long> refused = refused(compilation); !refused.isEmpty(); refused = refused(compilation)) {
      Set<Long> out = refused;
      left = left.stream().filter(s -> !out.contains(s)).toList();
      compilation = compile(left);
    }
    seeds = left;
    if (compilation.status() == Compilation.Status.FAILURE) {
      throw new AssertionError(compilation.errors() + "\n" + String.join("\n", sources(seeds)));
    }
    classes = new Compiled(compilation);
  }

  private static Set<Long> refused(Compilation c) {
    Set<Long> refused = new HashSet<>();
    for (Diagnostic<?> error : c.errors()) {
      Matcher m = REFUSED.matcher(error.getMessage(null));
      if (m.matches()) refused.add(Long.valueOf(m.group(1) != null ? m.group(1) : m.group(2)));
    }
    return refused;
  }

  private static Compilation compile(List<Long> seeds) {
    List<String> sources = sources(seeds);
    var files = new ArrayList<>(List.of(JavaFileObjects.forSourceString("fuzz.Q", "package fuzz; " + JavaPrograms.BESIDE)));
    for (int k = 0; k < sources.size(); k++) files.add(JavaFileObjects.forSourceString("fuzz.P" + k, "package fuzz; " + sources.get(k)));
    return Compiler.javac().withProcessors(new GradusProcessor()).withOptions("-Xlint:none", "-Xmaxerrs", "1000")
        .compile(files.toArray(JavaFileObject[]::new));
  }

  private static List<String> sources(List<Long> seeds) {
    return IntStream.iterate(0, from -> from < seeds.size(), from -> from + PER_CLASS)
        .mapToObj(from -> seeds.subList(from, Math.min(from + PER_CLASS, seeds.size())))
        .map(some -> JavaPrograms.file("P" + seeds.indexOf(some.getFirst()) / PER_CLASS, ANNOTATIONS, some))
        .toList();
  }

  List<Long> seeds() {
    return seeds;
  }

  /** The class of these programs alone. */
  static String text(long seed) {
    return JavaPrograms.file("P", ANNOTATIONS, List.of(seed));
  }

  /** Whether it computes in single precision. */
  static boolean isSingle(long seed) {
    return text(seed).contains("float");
  }

  /** What comes of a call. */
  sealed interface Outcome {
    /** Results, each under its name, and tangents of these or cotangents of the arguments, if any. */
    record Values(List<String> names, List<Object> values, List<Object> derivative) implements Outcome {}

    record Thrown(Class<?> exception) implements Outcome {}
  }

  /** The method itself: its value and all arrays, written or not. */
  Outcome plain(long seed, List<Object> args) {
    return attempt(() -> {
      List<Object> own = Leaves.copies(args);
      Object value = invoke(method(owner(seed, ""), "f" + seed), null, own.toArray());
      return new Outcome.Values(RESULTS, List.of(value, own.get(3), own.get(4), own.get(5)), List.of());
    });
  }

  Outcome gradient(long seed, List<Object> args) {
    return attempt(() -> {
      Object both = invoke(method(owner(seed, "Grad"), "f" + seed + "WithValue"), null, args.toArray());
      return new Outcome.Values(List.of("value"), List.of(get(both, "value")), leaves(get(both, "grad")));
    });
  }

  Outcome tangents(long seed, List<Object> args, List<Object> directions) {
    return attempt(() -> {
      Object both = invoke(method(owner(seed, "Jvp"), "f" + seed), null, Stream.concat(args.stream(), directions.stream()).toArray());
      Object value = get(both, "value");
      return new Outcome.Values(names(value), leaves(value), leaves(get(both, "tangent")));
    });
  }

  /** {@code seeds} belong to the value and all arrays. */
  Outcome cotangents(long seed, List<Object> args, List<Object> seeds) {
    return attempt(() -> {
      Object kept = invoke(method(owner(seed, "Vjp"), "f" + seed), null, args.toArray());
      Object value = get(kept, "value");
      List<Object> used = names(value).stream().map(n -> seeds.get(RESULTS.indexOf(n))).toList();
      Method pullback = method(kept.getClass(), "pullback");
      Object back = invoke(pullback, kept, Leaves.rebuilt(List.of(pullback.getParameterTypes()), used).toArray());
      return new Outcome.Values(names(value), leaves(value), leaves(back));
    });
  }

  private static List<String> names(Object value) {
    if (!(value instanceof Record)) return List.of("value");
    return Arrays.stream(value.getClass().getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<Object> leaves(Object value) {
    return value instanceof Record ? Leaves.of(value.getClass(), value) : List.of(value);
  }

  private Class<?> owner(long seed, String companion) throws ClassNotFoundException {
    return classes.loadClass("fuzz.P" + seeds.indexOf(seed) / PER_CLASS + companion);
  }

  @FunctionalInterface
  private interface Attempt {
    Outcome make() throws Throwable;
  }

  private static Outcome attempt(Attempt a) {
    try {
      return a.make();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } catch (Throwable e) {
      return new Outcome.Thrown(e.getClass());
    }
  }

  private static Object get(Object object, String accessor) throws Throwable {
    return invoke(method(object.getClass(), accessor), object);
  }

  private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
    return Arrays.stream(owner.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst()
        .orElseThrow(() -> new NoSuchMethodException(owner + "." + name));
  }

  private static Object invoke(Method m, Object object, Object... args) throws Throwable {
    m.setAccessible(true);
    try {
      return m.invoke(object, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
