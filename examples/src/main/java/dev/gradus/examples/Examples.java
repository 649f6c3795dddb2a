package dev.gradus.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The examples by name: {@code -Dexample=NAME} runs one; any other name lists them. */
public final class Examples {

  /** Takes the arguments of a command line. */
  @FunctionalInterface
  private interface Main {
    void run(String[] args) throws Exception;
  }

  private record Example(String name, String what, Main main) {}

  private static final List<Example> ALL = List.of(
      new Example("Digits", "learns to read handwritten digits", Digits::main),
      new Example("Rosenbrock", "minimises a function of a thousand variables", Rosenbrock::main),
      new Example("BlackScholes", "the Greeks of an option, beside their closed forms", BlackScholes::main),
      new Example("Greeks", "the Greeks of 100,000 options at once", Greeks::main),
      new Example("PerExampleGradients", "which digits a network still learns from", PerExampleGradients::main));

  private Examples() {}

  /**
   * Runs an example.
   *
   * @param args its name, then what it takes itself
   * @throws Exception what the example throws
   */
  public static void main(String[] args) throws Exception {
    String name = args.length == 0 ? "" : args[0];
    Optional<Example> example = ALL.stream().filter(e -> e.name().equals(name)).findFirst();
    if (example.isEmpty()) {
      System.err.println("There is no example '" + name + "'. There are");
      ALL.forEach(e -> System.err.printf("  -Dexample=%-20s %s%n", e.name(), e.what()));
      System.exit(2);
    }
    example.orElseThrow().main().run(Arrays.copyOfRange(args, 1, args.length));
  }
}
