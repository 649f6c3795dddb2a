package dev.gradus.processor.emit;

/** A function would be a method, or its results a record, with more parameters than a class file may hold; it cannot be taken apart. */
public final class TooManyParameters extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyParameters(String function) {
    super(function);
  }
}
