package dev.gradus.processor;

import java.util.List;

/** A class {@code demo.M} compiled together with expressions that use it and its companions, each of which can be asked for its value. */
final class Expressions {
  private final List<String> all;
  private final Compiled compiled;

  /** Beside the members, the expressions may call {@code d(…)} for an array and {@code m(…)} for one of arrays. */
  Expressions(String program, String members, List<String> all) {
    this.all = all;
    var use = new StringBuilder("""
        package demo;
        import demo.M.*;
        import java.util.Arrays;
        class Use {
          static double[] d(double... x) { return x; }
          static double[][] m(double[]... x) { return x; }
        """).append(members);
    for (int i = 0; i < all.size(); i++) use.append("  static Object value%d() { return %s; }\n".formatted(i, all.get(i)));
    compiled = Compiled.of(program, use + "}");
  }

  Object value(String expression) throws Throwable {
    return member("value" + all.indexOf(expression));
  }

  /** Calls one of the members. */
  Object member(String name, Object... args) throws Throwable {
    return compiled.call("demo.Use", name, args);
  }

  /** The text of a companion. */
  String source(String name) {
    return compiled.source(name);
  }
}
