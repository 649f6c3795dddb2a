package dev.gradus.processor.ir;

import java.util.Locale;

/** Element types of the IR, by their widths; {@link #java} is how Java spells each. */
public enum Kind {
  F64("double"), F32("float"), I64("long"), I32("int"), BOOL("boolean");

  private final String java;

  Kind(String java) {
    this.java = java;
  }

  public String java() {
    return java;
  }

  public boolean isFloat() {
    return this == F64 || this == F32;
  }

  public boolean isInteger() {
    return this == I64 || this == I32;
  }

  /** The IR's own spelling, {@code f64}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a Java primitive class; throws {@link IllegalArgumentException} for {@code byte short char void} and references. */
  public static Kind of(Class<?> type) {
    for (Kind k : values()) if (k.java.equals(type.getName())) return k;
    throw new IllegalArgumentException("no IR kind for " + type);
  }
}
