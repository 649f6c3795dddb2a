package dev.gradus.processor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Hands out names that differ: a name that is taken, or a word of Java's, gets the suffix {@code _}. */
final class Names {
  private static final Set<String> NOT_COMPONENTS =
      Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private final Set<String> taken = new LinkedHashSet<>();

  Names(String... taken) {
    this.taken.addAll(List.of(taken));
  }

  /** The names of a method's parameters, and what its body mentions besides locals. */
  static Names of(Method method) {
    Names names = new Names("Math");
    method.arguments().forEach(a -> names.taken.add(a.name()));
    return names;
  }

  String of(String wish) {
    String name = SourceVersion.isKeyword(wish) ? wish + "_" : wish;
    while (!taken.add(name)) name += "_";
    return name;
  }

  /** A name for a record component, whose accessor must not clash with a method of every object. */
  String component(String wish) {
    return of(NOT_COMPONENTS.contains(wish) ? wish + "_" : wish);
  }

  Set<String> taken() {
    return taken;
  }

  static String capital(String name) {
    return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT) + name.substring(name.offsetByCodePoints(0, 1));
  }
}
