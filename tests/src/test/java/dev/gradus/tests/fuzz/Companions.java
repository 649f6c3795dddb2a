package dev.gradus.tests.fuzz;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.gradus.processor.GradusProcessor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaFileObject;

/** Random programs compiled with the processor, in one run of javac: a class for every few of them. */
final class Companions {
  private static final int PER_CLASS = 20;

  private final Compilation compilation;
  private final List<Long> seeds;
  private final ClassLoader loader;

  Companions(List<JavaText> programs) {
    seeds = programs.stream().map(JavaText::seed).toList();
    var files = new ArrayList<JavaFileObject>(List.of(JavaFileObjects.forSourceString("fuzz.Values", JavaText.VALUES)));
    for (int i = 0; i < programs.size(); i += PER_CLASS) {
      String name = "Programs" + i / PER_CLASS;
      files.add(JavaFileObjects.forSourceString("fuzz." + name,
          JavaText.file(name, programs.subList(i, Math.min(programs.size(), i + PER_CLASS)))));
    }
    compilation = Compiler.javac().withProcessors(new GradusProcessor()).withOptions("-Xlint:none", "-Xmaxerrs", "1000").compile(files);
    loader = new Compiled(compilation);
  }

  Compilation compilation() {
    return compilation;
  }

  /** The result leaves of the method itself. */
  Object outcome(JavaText p, Object[] args) {
    return attempt(() -> leaves(call("", p.func().name(), p, args)));
  }

  /** The value and the gradient. */
  Object gradient(JavaText p, Object[] args) {
    return attempt(() -> {
      Object both = call("Grad", p.func().name() + "WithValue", p, args);
      var leaves = new ArrayList<Object>(leaves(get(both, "value")));
      leaves.addAll(leaves(get(both, "grad")));
      return leaves;
    });
  }

  /** The values and what these seeds are pulled back to. */
  Object cotangents(JavaText p, Object[] args, List<Object> seeds) {
    return attempt(() -> {
      Object kept = call("Vjp", p.func().name(), p, args);
      Object value = get(kept, "value");
      Method pullback = method(kept.getClass(), "pullback");
      var leaves = new ArrayList<Object>(leaves(value));
      leaves.addAll(leaves(invoke(pullback, kept, cotangent(value, seeds))));
      return leaves;
    });
  }

  /** A cotangent of the shape of the value: the seeds for numbers, the value's own components for the rest. */
  private static Object cotangent(Object value, List<Object> seeds) throws Throwable {
    RecordComponent[] components = value.getClass().getRecordComponents();
    var next = seeds.iterator();
    var parts = new ArrayList<Object>();
    for (RecordComponent c : components) parts.add(isFloat(c.getType()) ? next.next() : get(value, c.getName()));
    var constructor = value.getClass().getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
        .toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(parts.toArray());
  }

  private static boolean isFloat(Class<?> type) {
    while (type.isArray()) type = type.getComponentType();
    return type == double.class || type == float.class;
  }

  @FunctionalInterface
  private interface Attempt {
    Object make() throws Throwable;
  }

  private static Object attempt(Attempt a) {
    try {
      return a.make();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    } catch (Throwable e) {
      return e.getClass();
    }
  }

  private Object call(String suffix, String name, JavaText p, Object[] args) throws Throwable {
    Class<?> owner = loader.loadClass("fuzz.Programs" + seeds.indexOf(p.seed()) / PER_CLASS + suffix);
    return invoke(method(owner, name), null, Arrays.stream(args).map(Companions::copy).toArray());
  }

  static Object copy(Object x) {
    return switch (x) {
      case double[] a -> a.clone();
      case float[] a -> a.clone();
      case int[] a -> a.clone();
      case double[][] a -> Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
      default -> x;
    };
  }

  private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
    return Arrays.stream(owner.getDeclaredMethods()).filter(m -> m.getName().equals(name)).findFirst()
        .orElseThrow(() -> new NoSuchMethodException(owner + "." + name));
  }

  private static Object get(Object object, String accessor) throws Throwable {
    return invoke(method(object.getClass(), accessor), object);
  }

  private static Object invoke(Method m, Object object, Object... args) throws Throwable {
    m.setAccessible(true);
    try {
      return m.invoke(object, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static List<Object> leaves(Object value) throws Throwable {
    if (!(value instanceof Record)) return List.of(value);
    var leaves = new ArrayList<Object>();
    for (RecordComponent c : value.getClass().getRecordComponents()) leaves.add(get(value, c.getName()));
    return leaves;
  }
}
