package dev.gradus.processor.frontend;

import dev.gradus.processor.ir.Kind;
import dev.gradus.processor.ir.Lit;
import dev.gradus.processor.ir.Prim;

/**
 * Which of its values a number may have. The IR knows no {@code byte}, {@code short} and {@code char}: they are {@code i32} in a range,
 * to which casts and assignments that Java narrows bring them. In between Java computes with {@code int} itself.
 */
public enum Range {
  /** Those of its kind. */
  ALL("", Integer.MIN_VALUE, Integer.MAX_VALUE),
  BYTE("byte", Byte.MIN_VALUE, Byte.MAX_VALUE),
  SHORT("short", Short.MIN_VALUE, Short.MAX_VALUE),
  CHAR("char", Character.MIN_VALUE, Character.MAX_VALUE);

  private final String java;
  private final int least;
  private final int largest;

  Range(String java, int least, int largest) {
    this.java = java;
    this.least = least;
    this.largest = largest;
  }

  /** How Java calls the type, nothing for {@link #ALL}. */
  public String java() {
    return java;
  }

  /** The range of that name, {@link #ALL} for the types that have kinds of their own. */
  static Range named(String java) {
    for (Range r : values()) if (r != ALL && r.java.equals(java)) return r;
    return ALL;
  }

  /** Whether every number of the one is among those of the other. */
  boolean isWithin(Range other) {
    return least >= other.least && largest <= other.largest;
  }

  boolean has(Lit constant) {
    return constant.type().kind() == Kind.I32 && (int) constant.value() >= least && (int) constant.value() <= largest;
  }

  /** What brings an {@code int} here, given its low bits; {@code null} if nothing is needed. */
  Prim narrowing() {
    return switch (this) {
      case ALL -> null;
      case BYTE -> Prim.TO_I8;
      case SHORT -> Prim.TO_I16;
      case CHAR -> Prim.TO_U16;
    };
  }
}
