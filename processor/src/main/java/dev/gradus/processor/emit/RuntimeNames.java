package dev.gradus.processor.emit;

/**
 * Every symbol of the runtime module that generated code mentions. The processor does not depend on the runtime; a test resolves each of
 * these reflectively. Generated text writes the owner's full name; who turns text into a file may replace {@link #owner} by an import.
 */
public enum RuntimeNames {
  COPY("dev.gradus.generated.ArrayValues", "copy"),
  ZEROS_LIKE("dev.gradus.generated.ArrayValues", "zerosLike"),
  GROW("dev.gradus.generated.ArrayValues", "grow"),
  ADD("dev.gradus.generated.ArrayValues", "add"),
  ADDED("dev.gradus.generated.ArrayValues", "added"),
  CHECK_SHAPE("dev.gradus.generated.ArrayValues", "checkShape"),
  SHARES_MEMORY("dev.gradus.generated.ArrayValues", "sharesMemory"),
  REPEATS_ROWS("dev.gradus.generated.ArrayValues", "repeatsRows");

  private final String owner;
  private final String method;

  RuntimeNames(String owner, String method) {
    this.owner = owner;
    this.method = method;
  }

  /** Binary name of the class. */
  public String owner() {
    return owner;
  }

  /** Name of the static method. */
  public String method() {
    return method;
  }

  String call(String... arguments) {
    return owner + "." + method + "(" + String.join(", ", arguments) + ")";
  }
}
