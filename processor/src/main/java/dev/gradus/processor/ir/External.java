package dev.gradus.processor.ir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Functions that are Java methods and nothing else: their body was not read, so a call of one stays a call for good, is written as one, and
 * has no derivative; it is a function, so a call whose result nobody wants may go. In a program such a function has the name {@code java
 * pkg.Class.method} and a body that stands for no value in particular.
 */
public final class External {
  private static final String PREFIX = "java ";

  private External() {}

  /** The function for a static method, by the binary name of its class, that takes and gives single values. */
  public static Func of(String className, String method, List<ValueType> takes, ValueType gives) {
    List<Var> params = takes.stream().map(t -> Var.fresh("x", t)).toList();
    return Builder.func(PREFIX + className + "." + method, params,
        b -> List.of(gives.isArray() ? b.newArray("y", gives, Lit.of(0)) : Lit.zero(gives.kind())));
  }

  public static boolean is(String function) {
    return function.startsWith(PREFIX);
  }

  /** {@code pkg.Outer.Inner.method}. */
  public static String javaName(String function) {
    return function.substring(PREFIX.length()).replace('$', '.');
  }

  /** Calls the method. */
  static Object call(Signature f, Object[] args) {
    String name = f.name().substring(PREFIX.length());
    int dot = name.lastIndexOf('.');
    Class<?>[] types = f.params().stream().map(p -> type(p.type())).toArray(Class<?>[]::new);
    try {
      Class<?> owner = Class.forName(name.substring(0, dot), true, Thread.currentThread().getContextClassLoader());
      Method m = owner.getDeclaredMethod(name.substring(dot + 1), types);
      m.setAccessible(true);
      return m.invoke(null, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no method " + name, e);
    }
  }

  private static Class<?> type(ValueType type) {
    Class<?> c = switch (type.kind()) {
      case F64 -> double.class;
      case F32 -> float.class;
      case I64 -> long.class;
      case I32 -> int.class;
      case BOOL -> boolean.class;
    };
    for (int i = 0; i < type.rank(); i++) c = c.arrayType();
    return c;
  }
}
