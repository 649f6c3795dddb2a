package dev.gradus.processor.ir;

/**
 * What a {@link Op.Throw} throws under the interpreter: the exception itself if its class belongs to Java, and for a class of the user's,
 * which is not there when the program is compiled, this one, which bears its name.
 */
public final class Thrown extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String exception;

  private Thrown(String exception, String message) {
    super(message);
    this.exception = exception;
  }

  /** The class as the program names it. */
  public String exception() {
    return exception;
  }

  /** Without a message if that is {@code null}. Errors are thrown at once. */
  static RuntimeException of(String exception, String message) {
    if (!exception.startsWith("java.")) return new Thrown(exception, message);
    switch (made(exception, message)) {
      case RuntimeException e -> {
        return e;
      }
      case Error e -> throw e;
      case Object _ -> throw new IllegalArgumentException(exception + " is no unchecked exception");
    }
  }

  private static Object made(String exception, String message) {
    try {
      Class<?> type = Class.forName(exception);
      if (message == null) return type.getConstructor().newInstance();
      for (Class<?> parameter : new Class<?>[] {String.class, Object.class}) {
        for (var c : type.getConstructors()) if (c.getParameterCount() == 1 && c.getParameterTypes()[0] == parameter) return c.newInstance(message);
      }
      throw new IllegalArgumentException(exception + " takes no message");
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(exception, e);
    }
  }
}
