package dev.gradus.processor.ir;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A variable, bound exactly once. Its identity is the number; the name is a hint for readers (and, in the end, the name of a Java local).
 * Numbers are never printed: {@link Printer} makes names unique in order of binding, so that text does not depend on what ran before. Nor
 * is the group printed, which only says that traps cannot happen: 0 is none. Nor the loop, the number by which the front end knows where
 * the loop stands whose index or carry this is, so that people can be told about it: 0 is none.
 */
public record Var(int id, String name, ValueType type, int group, int loop) implements Atom {
  private static final AtomicInteger NEXT = new AtomicInteger();

  public static Var fresh(String name, ValueType type) {
    return fresh(name, type, 0);
  }

  /** A parameter that, as its callers have to see to, is an array as long as the others of its {@link #freshGroup}. */
  public static Var fresh(String name, ValueType type, int group) {
    return new Var(NEXT.getAndIncrement(), name, type, group, 0);
  }

  /** The index of a loop, or what it carries. */
  public static Var ofLoop(String name, ValueType type, int loop) {
    return new Var(NEXT.getAndIncrement(), name, type, 0, loop);
  }

  /** A number for parameters that are arrays of one length. */
  public static int freshGroup() {
    return NEXT.incrementAndGet();
  }

  /** A new variable of the same name and type. */
  public static Var like(Var v) {
    return like(v, v.type);
  }

  /** The same of another type. */
  public static Var like(Var v, ValueType type) {
    return ofLoop(v.name, type, v.loop);
  }

  /** What its tangent is called: {@code dx}, {@code dTime}. */
  public String tangentName() {
    return tangentName(name);
  }

  /** The same of a name. */
  public static String tangentName(String name) {
    return "d" + (name.length() == 1 ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Var v && v.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return name + "%" + id;
  }
}
